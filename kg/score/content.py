"""What a graph says of events, things and who says so, as items that can be compared with those of another graph.

Things have other names in other graphs, so an item holds the spans of the words that name them.
"""

from __future__ import annotations

import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.errors import UsageError
from kg.store import Store

ROLES: Final = ("actor", "target", "recipient", "place", "origin", "destination")
KINDS: Final = ("events", "classes", "roles", "times", "dates", "places", "statements", "claims", "links")
"""What is compared, in the order in which it is told."""
_WITHOUT: Final = {iri.KG + "Event"}
"""Classes that every event has."""

Words = frozenset[tuple[int, int]]
"""The spans that name something; none for the author."""


@dataclass(frozen=True)
class Item:
    """Something that a graph says of an article: spans, and names of our ontology, days or IRIs."""

    article: str
    parts: tuple[Words | str, ...]

    @property
    def at(self) -> tuple[int, int]:
        """Where it stands: the first span that it has."""
        return min((span for part in self.parts if isinstance(part, frozenset) for span in part), default=(0, 0))

    @property
    def order(self) -> tuple[object, ...]:
        """What sorts items: by article and place."""
        return self.article, self.at, *(sorted(p) if isinstance(p, frozenset) else [(p,)] for p in self.parts)


@dataclass(frozen=True)
class Contents:
    """What a graph says, kind by kind, and the words between its spans."""

    items: Mapping[str, tuple[Item, ...]]
    texts: Mapping[tuple[str, tuple[int, int]], str] = field(default_factory=dict)
    """Article and span to the words there."""
    sentences: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Article to its sentences, sorted."""
    marks: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Article to all spans that name something, sorted."""

    def words(self, article: str, span: tuple[int, int]) -> str:
        """Give the words of a span, or its offsets where the graph does not say them."""
        return self.texts.get((article, span), f"{span[0]}-{span[1]}")

    def sentence(self, item: Item) -> str:
        """Give the sentence that an item stands in, or nothing."""
        begin = item.at[0]
        spans = self.sentences.get(item.article, ())
        return next((self.words(item.article, (b, e)) for b, e in spans if b <= begin < e), "")

    def covers(self, item: Item) -> bool:
        """Tell whether a graph speaks of where an item stands: of its article, and of its sentence if it has any."""
        spans = self.sentences.get(item.article)
        if spans is None:
            return not self.marks or item.article in self.marks
        return any(begin <= item.at[0] < end for begin, end in spans)

    def marked(self, article: str, words: Words, without: Set[tuple[str, object]] = frozenset()) -> Words:
        """Give those of some spans that have a character in common with one that names something here.

        Spans `without`, which stand there with their articles, do not count.
        """
        marks = [span for span in self.marks.get(article, ()) if (article, span) not in without]
        return frozenset(span for span in words if any(span[0] < e and b < span[1] for b, e in marks))


def load(path: Path) -> ox.Store:
    """Read a graph: a store of ours, or a file of RDF whose ending tells its format; raises UsageError, StoreError.

    A file may be gzipped, with .gz after its name.
    """
    found = ox.Store()
    if path.is_dir():
        with Store.open(path) as store:
            found.extend(store.engine)
        return found
    form = ox.RdfFormat.from_extension(path.name.removesuffix(".gz").rpartition(".")[2])
    if form is None:
        raise UsageError(f"{path} has no ending that tells its format. Name a store, or a file such as graph.trig.")
    try:
        content = gzip.decompress(path.read_bytes()) if path.name.endswith(".gz") else path.read_bytes()
        found.bulk_load(content, format=form, base_iri="http://example.org/")
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UsageError(f"{path} is no whole gzip file. Pack it again with: gzip FILE.") from error
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}. Name a store or a file of RDF.") from error
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: this is no {form.name}: {error.msg}.") from error
    return found


# ── what a graph says ────────────────────────────────────────────────────────


def contents(store: ox.Store) -> Contents:
    """Read what a graph says of events, things and who says so, by spans."""
    reader = _Reader(store)
    items = {
        "events": reader.events(),
        "classes": reader.classes(),
        "roles": reader.roles(),
        "times": reader.times(),
        "dates": reader.dates(),
        "places": reader.places(),
        "statements": reader.statements(),
        "claims": reader.claims(),
        "links": reader.links(),
    }
    found = {kind: tuple(sorted(set(some), key=lambda item: item.order)) for kind, some in items.items()}
    return Contents(found, reader.texts(), reader.sentences(), reader.marks())


class _Reader:
    """Reads a graph by queries over all its graphs."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        spans: defaultdict[str, defaultdict[str, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
        for node, article, begin, end in self._rows("?x ?a ?b ?e", "?x kg:mentionedBy ?m . " + _span("?m", "?a")):
            spans[node][article].add((int(begin), int(end)))
        self._spans = {n: {a: frozenset(found) for a, found in where.items()} for n, where in spans.items()}

    def _rows(self, names: str, pattern: str) -> Iterator[tuple[str, ...]]:
        prefixes = {"kg": iri.KG, "nif": iri.NIF, "owl": iri.OWL}
        found = self._store.query(
            f"SELECT DISTINCT {names} WHERE {{ {pattern} }}", prefixes=prefixes, use_default_graph_as_union=True
        )
        if isinstance(found, ox.QuerySolutions):
            for row in found:
                yield tuple(getattr(value, "value", "") for value in row)

    def _article(self, event: str) -> str:
        """The article of an event: events belong to one."""
        return min(self._spans.get(event, ()), default="")

    def _words(self, node: str, article: str) -> Words:
        return self._spans.get(node, {}).get(article, frozenset())

    def _item(self, event: str, *parts: str | tuple[str]) -> Item:
        """Make an item about an event; parts in a tuple are nodes, the others are as they are."""
        article = self._article(event)
        nodes = (self._words(p[0], article) if isinstance(p, tuple) else p for p in parts)
        return Item(article, (self._words(event, article), *nodes))

    def events(self) -> Iterator[Item]:
        return (self._item(event) for (event,) in self._rows("?e", "?e a kg:Event"))

    def classes(self) -> Iterator[Item]:
        """Give each event with each of its classes, but for those that every event has."""
        for event, kind in self._rows("?e ?c", "?e a kg:Event , ?c"):
            if kind.startswith(iri.KG) and kind not in _WITHOUT:
                yield self._item(event, kind.removeprefix(iri.KG))

    def roles(self) -> Iterator[Item]:
        """Give each event with a role and who or what fills it."""
        for role in ROLES:
            for event, filler in self._rows("?e ?x", f"?e a kg:Event ; kg:{role} ?x"):
                yield self._item(event, role, (filler,))

    def times(self) -> Iterator[Item]:
        """Give the days that the text says, not those that are only supposed."""
        said = "?e a kg:Event ; kg:time ?t . ?t kg:begin ?b ; kg:end ?d FILTER NOT EXISTS { ?t kg:confidence ?sure }"
        for event, begin, end in self._rows("?e ?b ?d", said):
            yield self._item(event, begin, end)

    def dates(self) -> Iterator[Item]:
        """Give the expressions of time with the days that they mean."""
        said = "?t kg:begin ?b ; kg:end ?d FILTER NOT EXISTS { ?t kg:confidence ?sure }"
        for time, begin, end in self._rows("?t ?b ?d", said):
            for article, words in self._spans.get(time, {}).items():
                yield Item(article, (words, begin, end))

    def places(self) -> Iterator[Item]:
        """Give the places of each article with what they are in other data."""
        for place, same in self._rows("?p ?s", "?p a kg:Place ; owl:sameAs ?s"):
            for article in self._spans.get(place, {}):
                yield Item(article, (self._words(place, article), same))

    def statements(self) -> Iterator[Item]:
        for event, article, begin, end in self._rows("?s ?a ?b ?e", "?s kg:content ?m . " + _span("?m", "?a")):
            yield Item(article, (self._words(event, article), frozenset({(int(begin), int(end))})))

    def claims(self) -> Iterator[Item]:
        """Give each claim: its event, its source, attribution, modality and polarity."""
        pattern = "?c kg:about ?e ; kg:source ?s ; kg:attribution ?a ; kg:modality ?m ; kg:polarity ?p"
        for event, source, *view in self._rows("?e ?s ?a ?m ?p", pattern):
            yield self._item(event, (source,), *(value.removeprefix(iri.KG) for value in view))

    def links(self) -> Iterator[Item]:
        """Give each mention of a thing with the one before it."""
        for where in self._spans.values():
            for article, spans in where.items():
                row = sorted(spans)
                for one, other in pairwise(row):
                    yield Item(article, (frozenset({one}), frozenset({other})))

    def marks(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Give the spans of all things of each article, sorted."""
        found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for where in self._spans.values():
            for article, spans in where.items():
                found[article] |= spans
        return {article: tuple(sorted(spans)) for article, spans in found.items()}

    def texts(self) -> dict[tuple[str, tuple[int, int]], str]:
        found = self._rows("?a ?b ?e ?t", _span("?m", "?a") + " ; nif:anchorOf ?t")
        return {(article, (int(begin), int(end))): text for article, begin, end, text in found}

    def sentences(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Give the spans of the sentences of each article, sorted."""
        spans: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for article, begin, end in self._rows("?a ?b ?e", "?m a kg:Sentence . " + _span("?m", "?a")):
            spans[article].add((int(begin), int(end)))
        return {article: tuple(sorted(found)) for article, found in spans.items()}


def _span(mention: str, article: str) -> str:
    return f"{mention} nif:referenceContext {article} ; nif:beginIndex ?b ; nif:endIndex ?e"
