"""Two graphs in our ontology compared: what both say, what only one does, and where in the text.

Things have other names in other graphs, so what is compared is spans: two things are the same where words that name
them have a character in common. Items are paired one to one, in the order of the text. Links between the mentions of
one thing are compared as such (Vilain and others 1995, "A model-theoretic coreference scoring scheme").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.errors import UsageError
from kg.store import Store

ROLES: Final = ("actor", "target", "recipient", "place", "origin", "destination")
KINDS: Final = ("events", "classes", "roles", "times", "places", "statements", "claims", "links")
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

    def words(self, article: str, span: tuple[int, int]) -> str:
        """Give the words of a span, or its offsets where the graph does not say them."""
        return self.texts.get((article, span), f"{span[0]}-{span[1]}")

    def sentence(self, item: Item) -> str:
        """Give the sentence that an item stands in, or nothing."""
        begin = item.at[0]
        spans = self.sentences.get(item.article, ())
        return next((self.words(item.article, (b, e)) for b, e in spans if b <= begin < e), "")


@dataclass(frozen=True)
class Comparison:
    """How one kind of items of two graphs compares."""

    found: tuple[Item, ...]
    """Items of the gold graph that the built one has."""
    missed: tuple[Item, ...]
    extra: tuple[Item, ...]
    """Items of the built graph that the gold one has not."""

    @cached_property
    def precision(self) -> float:
        """The share of what was built that is right; 1 where nothing was."""
        built = len(self.found) + len(self.extra)
        return len(self.found) / built if built else 1.0

    @cached_property
    def recall(self) -> float:
        """The share of the gold graph that was built; 1 where that is empty."""
        gold = len(self.found) + len(self.missed)
        return len(self.found) / gold if gold else 1.0

    @cached_property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def load(path: Path) -> ox.Store:
    """Read a graph: a store of ours, or a file of RDF whose ending tells its format; raises UsageError, StoreError."""
    found = ox.Store()
    if path.is_dir():
        with Store.open(path) as store:
            found.extend(store.engine)
        return found
    form = ox.RdfFormat.from_extension(path.suffix.lstrip("."))
    if form is None:
        raise UsageError(f"{path} has no ending that tells its format. Name a store, or a file such as graph.trig.")
    try:
        found.bulk_load(path=str(path), format=form, base_iri="http://example.org/")
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
        "places": reader.places(),
        "statements": reader.statements(),
        "claims": reader.claims(),
        "links": reader.links(),
    }
    found = {kind: tuple(sorted(set(some), key=lambda item: item.order)) for kind, some in items.items()}
    return Contents(found, reader.texts(), reader.sentences())


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
        for event, kind in self._rows("?e ?c", "?e a kg:Event , ?c"):
            if kind.startswith(iri.KG) and kind not in _WITHOUT:
                yield self._item(event, kind.removeprefix(iri.KG))

    def roles(self) -> Iterator[Item]:
        for role in ROLES:
            for event, filler in self._rows("?e ?x", f"?e a kg:Event ; kg:{role} ?x"):
                yield self._item(event, role, (filler,))

    def times(self) -> Iterator[Item]:
        """Give the days that the text says, not those that are only supposed."""
        said = "?e a kg:Event ; kg:time ?t . ?t kg:begin ?b ; kg:end ?d FILTER NOT EXISTS { ?t kg:confidence ?sure }"
        for event, begin, end in self._rows("?e ?b ?d", said):
            yield self._item(event, begin, end)

    def places(self) -> Iterator[Item]:
        for place, same in self._rows("?p ?s", "?p a kg:Place ; owl:sameAs ?s"):
            for article in self._spans.get(place, {}):
                yield Item(article, (self._words(place, article), same))

    def statements(self) -> Iterator[Item]:
        for event, article, begin, end in self._rows("?s ?a ?b ?e", "?s kg:content ?m . " + _span("?m", "?a")):
            yield Item(article, (self._words(event, article), frozenset({(int(begin), int(end))})))

    def claims(self) -> Iterator[Item]:
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

    def texts(self) -> dict[tuple[str, tuple[int, int]], str]:
        found = self._rows("?a ?b ?e ?t", _span("?m", "?a") + " ; nif:anchorOf ?t")
        return {(article, (int(begin), int(end))): text for article, begin, end, text in found}

    def sentences(self) -> dict[str, tuple[tuple[int, int], ...]]:
        spans: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for article, begin, end in self._rows("?a ?b ?e", "?m a kg:Sentence . " + _span("?m", "?a")):
            spans[article].add((int(begin), int(end)))
        return {article: tuple(sorted(found)) for article, found in spans.items()}


def _span(mention: str, article: str) -> str:
    return f"{mention} nif:referenceContext {article} ; nif:beginIndex ?b ; nif:endIndex ?e"


# ── comparing ────────────────────────────────────────────────────────────────


def compare(built: Contents, gold: Contents) -> dict[str, Comparison]:
    """Compare two graphs, kind by kind."""
    return {
        kind: (_linked if kind == "links" else _paired)(built.items.get(kind, ()), gold.items.get(kind, ()))
        for kind in KINDS
    }


def _paired(built: Iterable[Item], gold: Iterable[Item]) -> Comparison:
    """Pair items one to one."""
    rest: defaultdict[str, list[Item]] = defaultdict(list)
    for item in built:
        rest[item.article].append(item)
    found, missed = [], []
    for item in gold:
        same = next((other for other in rest[item.article] if _alike(item.parts, other.parts)), None)
        if same is None:
            missed.append(item)
        else:
            rest[item.article].remove(same)
            found.append(item)
    return Comparison(tuple(found), tuple(missed), tuple(item for some in rest.values() for item in some))


def _linked(built: Iterable[Item], gold: Iterable[Item]) -> Comparison:
    """Tell which links the other graph has too, be it by way of mentions in between."""
    built, gold = tuple(built), tuple(gold)
    ours, theirs = _Chains(built), _Chains(gold)
    found = tuple(item for item in gold if ours.holds(item))
    return Comparison(
        found,
        tuple(item for item in gold if not ours.holds(item)),
        tuple(item for item in built if not theirs.holds(item)),
    )


class _Chains:
    """The mentions of each thing, put together from links."""

    def __init__(self, links: Iterable[Item]) -> None:
        self._chains: defaultdict[str, list[set[tuple[int, int]]]] = defaultdict(list)
        for link in links:
            spans = {span for part in link.parts for span in part if isinstance(span, tuple)}
            joined = [chain for chain in self._chains[link.article] if chain & spans]
            rest = [chain for chain in self._chains[link.article] if not chain & spans]
            self._chains[link.article] = [*rest, set().union(spans, *joined)]

    def holds(self, link: Item) -> bool:
        """Tell whether one thing has both mentions of a link."""
        return any(
            all(_alike(part, frozenset(chain)) for part in link.parts) for chain in self._chains.get(link.article, ())
        )


def _alike(one: object, other: object) -> bool:
    """Tell whether two parts are the same: equal names, spans that have a character in common, or both of nobody."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one == other == frozenset() or any(a < d and c < b for a, b in one for c, d in other)
    return one == other


# ── telling ──────────────────────────────────────────────────────────────────


def table(compared: Mapping[str, Comparison]) -> list[tuple[str, ...]]:
    """Give the figures as rows of text, under a row of headings."""
    head = ("what", "gold", "built", "both", "precision", "recall", "F1")
    return [head, *((kind, *_figures(one)) for kind, one in compared.items())]


def _figures(one: Comparison) -> tuple[str, ...]:
    both, missed, extra = len(one.found), len(one.missed), len(one.extra)
    shares = (f"{share:.3f}" for share in (one.precision, one.recall, one.f1))
    return (str(both + missed), str(both + extra), str(both), *shares)


def differences(compared: Mapping[str, Comparison], built: Contents, gold: Contents) -> Iterator[str]:
    """Tell each difference in a line, ``-`` what is missed and ``+`` what is extra, with its sentence below."""
    for kind, one in compared.items():
        signed = [("-", item, gold) for item in one.missed] + [("+", item, built) for item in one.extra]
        for sign, item, graph in sorted(signed, key=lambda row: (row[1].order, row[0])):
            parts = " | ".join(_shown(part, item, graph) for part in item.parts)
            yield f"{sign} {kind}: {parts}"
            yield f"    {' '.join((graph.sentence(item) or item.article).split())}"


def _shown(part: Words | str, item: Item, graph: Contents) -> str:
    """Show a name as it is, and a thing by its first words."""
    if isinstance(part, str):
        return part
    return " ".join(graph.words(item.article, min(part)).split()) if part else "the author"
