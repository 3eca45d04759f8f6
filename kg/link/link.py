"""The link pass: what several articles of a store mean alike, written into a graph of its own.

The graph follows from the articles and the user's verdicts alone: in whatever order and in however many builds they
came in, the same articles give the same bytes. Taking it back leaves the store as it was without it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.group import Groups
from kg.link import profile, verdict
from kg.link.cache import Kept, Shelf
from kg.link.identity import Identities, identify
from kg.link.profile import Thing
from kg.link.retelling import retellings
from kg.link.story import stories
from kg.link.verdict import Verdicts
from kg.store import Part, Store, folder
from kg.triples import typed_label
from kg.where import gazetteer
from kg.words.lexicon import load

GRAPH: Final = ox.NamedNode(iri.LINK_GRAPH)
_VERSION: Final = "5"
"""Raised when this pass finds other things in the same graphs."""
_DIGEST: Final = ox.NamedNode(iri.SCHEMA + "sha256")
_EVENT: Final = ox.NamedNode(iri.KG + "Event")
_TYPE: Final = ox.NamedNode(iri.RDF + "type")
_DEEPEST: Final = 8
"""Digits of an article's digest that tell two bearers of a name apart."""


class Linked(NamedTuple):
    """What a link pass found."""

    articles: int
    things: int
    """People and bodies of several articles."""
    events: int
    """Occurrences that several articles tell."""
    changed: bool

    def summary(self) -> str:
        """Say in a sentence what was found.

        >>> Linked(2, 1, 0, True).summary()
        '1 person or body and 0 events are in several of 2 articles.'
        """
        people = "person or body" if self.things == 1 else "people and bodies"
        events = "event" if self.events == 1 else "events"
        return f"{self.things} {people} and {self.events} {events} are in several of {self.articles} articles."


def link(store: Store) -> Linked:
    """Find what the articles of a store mean alike, and write it into the graph of links; raises StoreError."""
    states = _states(store)
    verdicts = verdict.load(store)
    digest = _digest(states, verdicts)
    if ox.Quad(GRAPH, _DIGEST, ox.Literal(digest), GRAPH) in store.engine:
        return Linked(len(states), *_counts(store), changed=False)
    with Shelf(store.path) as shelf:
        kept = _kept(shelf, store, states)
        profiles = [one.profile for one in kept]
        found = identify(profiles, verdicts, load(), nation)
        things = [thing for profile in profiles for thing in profile.things]
        roots = {thing.iri: found.groups.root(thing.iri) for thing in things}
        pairs = stories(profiles, roots)
        retold = retellings(lambda article: shelf.plot(kept[article]), pairs, roots, verdicts)
    lines = {*_same(found, things), *_retold(retold, store)}
    lines |= set(_head(digest)) if lines else set()
    store.write(Part("".join(sorted(lines)).encode(), (iri.LINK_GRAPH,)))
    return Linked(len(states), *_counts(store), changed=True)


def note(store: Store, graphs: Iterable[bytes]) -> None:
    """Keep what the pass will ask of graphs that go into a store, so that it need not read them; raises StoreError."""
    with folder.errors(store.path), Shelf(store.path) as shelf:
        for quads in graphs:
            shelf.add(profile.read(quads, load()))


def is_linked(store: Store) -> bool:
    """Tell whether a store holds links."""
    return next(store.pairs(iri.SCHEMA + "sha256", graph=iri.LINK_GRAPH), None) is not None


def unlink(store: Store) -> None:
    """Take all links back, but for what the user said; raises StoreError."""
    store.write(Part(b"", (iri.LINK_GRAPH,)))


# ── what is read ─────────────────────────────────────────────────────────────


def _states(store: Store) -> dict[str, str]:
    """Give each article of a store with a digest of what its graph was made of."""
    used: dict[str, list[str]] = defaultdict(list)
    for predicate in (iri.PROV + "used", iri.SCHEMA + "datePublished"):
        for subject, value in store.pairs(predicate):
            used[subject.removesuffix("/run")].append(value)
    return {article: profile.state(used[article]) for article in sorted(used)}


def _digest(states: Mapping[str, str], verdicts: Verdicts) -> str:
    return hashlib.sha256(repr((_VERSION, load().digest, sorted(states.items()), verdicts)).encode()).hexdigest()


def _kept(shelf: Shelf, store: Store, states: Mapping[str, str]) -> list[Kept]:
    """Give the profiles of all articles, sorted; those that are not kept are read from the graphs."""
    current = _current(shelf, states)
    missing = [article for article in states if article not in current]
    for article in missing:
        shelf.add(profile.read(store.graph(iri.graph(article)), load()))
    current = _current(shelf, states) if missing else current
    found = [current[article] for article in sorted(current)]
    if shelf.lines > 2 * len(found):
        shelf.cut(found)
    return found


def _current(shelf: Shelf, states: Mapping[str, str]) -> dict[str, Kept]:
    return {one.profile.article: one for one in shelf if states.get(one.profile.article) == one.state}


@cache
def nation(place: str) -> str:
    """Give the IRI of the country that a place lies in, or is; nothing where the gazetteer does not know."""
    key = place.removeprefix(iri.BASE).replace("organization/", "place/")
    try:
        found = gazetteer.describe(key)
        around = (key, *found.within)
        return next((iri.BASE + k for k in around if gazetteer.describe(k).feature.startswith("A.PCL")), "")
    except KeyError:
        return ""


# ── what is written ──────────────────────────────────────────────────────────


def _head(digest: str) -> Iterator[str]:
    yield _line(iri.LINK_GRAPH, iri.RDF + "type", f"<{iri.PROV}Entity>")
    yield _line(iri.LINK_GRAPH, _DIGEST.value, f'"{digest}"')


def _line(subject: str, predicate: str, value: str) -> str:
    return f"<{subject}> <{predicate}> {value} <{iri.LINK_GRAPH}> .\n"


def _same(found: Identities, things: Sequence[Thing]) -> Iterator[str]:
    """Write for each group one node with the name, which its things are the same as, and the near matches."""
    known = {thing.iri: thing for thing in things}
    groups = [[known[i] for i in group if i in known] for group in found.groups.all()]
    named = _named([group for group in groups if len(group) > 1])
    nodes: dict[str, str] = {}
    for node, (kind, label, group) in sorted(named.items()):
        for triple in typed_label(node, kind, label, load().above):
            yield f"{triple} <{iri.LINK_GRAPH}> .\n"
        for thing in group:
            nodes[thing.iri] = node
            yield _line(thing.iri, iri.OWL + "sameAs", f"<{node}>")
    for one, other in found.close:
        yield _line(nodes.get(one, one), iri.SKOS + "closeMatch", f"<{nodes.get(other, other)}>")


def _named(groups: Sequence[Sequence[Thing]]) -> dict[str, tuple[str, str, Sequence[Thing]]]:
    """Give each group an IRI by its name; of several with one name each has digits of its first article behind it."""
    called = [(_most([t.kind for t in group]), _label(group), group) for group in groups]
    keys = [iri.shared_key(kind.lower(), label) for kind, label, _ in called]
    count = Counter(keys)
    found = {}
    for key, (kind, label, group) in zip(keys, called, strict=True):
        unique = count[key] == 1 and not gazetteer.known(label)
        tail = "" if unique else "_" + min(t.iri for t in group).partition("#")[0].rpartition("/")[2][:_DEEPEST]
        found[iri.BASE + key + tail] = (kind, label, group)
    return found


def _label(group: Sequence[Thing]) -> str:
    """Choose the label of a group: the one that most articles use, no short form where there is a full one."""
    labels = [thing.label for thing in group]
    count = Counter(labels)
    return max(sorted(count), key=lambda one: (not one.isupper(), min(len(one.split()), 2), count[one], len(one)))


def _most(kinds: Sequence[str]) -> str:
    count = Counter(kinds)
    return max(sorted(count), key=lambda kind: count[kind])


def _retold(retold: Groups, store: Store) -> Iterator[str]:
    for group in retold.all():
        known = [
            one
            for one in group
            if ox.Quad(ox.NamedNode(one), _TYPE, _EVENT, ox.NamedNode(iri.graph(one.partition("#")[0]))) in store.engine
        ]
        for one in known:
            for other in known:
                if one != other:
                    yield _line(one, iri.KG + "coreferentWith", f"<{other}>")


def _counts(store: Store) -> tuple[int, int]:
    """Count the groups of things, and the events that are told more than once by the first of each group."""
    things = len({node for _, node in store.pairs(iri.OWL + "sameAs", graph=iri.LINK_GRAPH)})
    alike: dict[str, set[str]] = defaultdict(set)
    for one, other in store.pairs(iri.KG + "coreferentWith", graph=iri.LINK_GRAPH):
        alike[one].add(other)
    return things, sum(one < min(others) for one, others in alike.items())
