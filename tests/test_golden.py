"""The graph of the seed article against the one written by hand: what is found, missed, and found beside it.

Run it with ``-s`` to see the lists. The numbers in the test are today's: a change may raise them, none may lower them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from parses import quads

from kg import iri
from kg.text.article import Article, read

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "seed.full.trig"
SEED = HERE.parent / "seeds"
ROLES = ("actor", "target", "recipient", "place", "origin", "destination")
TODAY = {"events": (34, 7), "roles": (63, 9), "claims": (31, 10), "statements": (11, 1), "times": (5, 0)}
"""Of each kind how many are found (no fewer) and how many are found that are not in the golden graph (no more)."""

Words = frozenset[tuple[int, int]]
"""The spans that name something, which is how things of two graphs are told to be the same."""


class Claim(NamedTuple):
    """A claim on an event, by the spans of its source."""

    event: Words
    source: Words
    attribution: str
    modality: str
    polarity: str


@dataclass(frozen=True)
class Contents:
    """What a graph says, by spans."""

    events: list[Words] = field(default_factory=list)
    roles: list[tuple[Words, str, Words]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    statements: list[tuple[Words, Words]] = field(default_factory=list)
    """Cue and content."""
    times: list[tuple[Words, str, str]] = field(default_factory=list)
    """Event, first and last day."""


def seed() -> Article:
    """The seed article, its header cut."""
    (article,) = read([str(SEED)])
    assert isinstance(article, Article)
    return article


def built() -> ox.Store:
    """The graph that the program makes of the seed."""
    store = ox.Store()
    store.load(quads(seed()), format=ox.RdfFormat.N_QUADS)
    return store


def golden() -> ox.Store:
    """The graph that was written by hand."""
    store = ox.Store()
    store.load(path=str(GOLDEN))
    return store


def rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    """The rows of a query over all graphs, as text."""
    prefixes = f"PREFIX kg: <{iri.KG}> PREFIX nif: <{iri.NIF}> "
    found = store.query(prefixes + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield tuple("" if value is None else value.value for value in row)


def contents(store: ox.Store) -> Contents:
    """What a graph says of events, by spans."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for node, begin, end in rows(
        store, "SELECT ?x ?b ?e { ?x kg:mentionedBy|kg:content ?m . ?m nif:beginIndex ?b ; nif:endIndex ?e }"
    ):
        spans.setdefault(node, set()).add((int(begin), int(end)))
    mentions: dict[str, set[tuple[int, int]]] = {}
    for node, begin, end in rows(
        store, "SELECT ?x ?b ?e { ?x kg:mentionedBy ?m . ?m nif:beginIndex ?b ; nif:endIndex ?e }"
    ):
        mentions.setdefault(node, set()).add((int(begin), int(end)))

    def words(node: str) -> Words:
        return frozenset(mentions.get(node, ()))

    return Contents(
        events=[words(e) for (e,) in rows(store, "SELECT DISTINCT ?e { ?e a kg:Event }")],
        roles=[
            (words(e), role, words(x))
            for role in ROLES
            for e, x in rows(store, f"SELECT DISTINCT ?e ?x {{ ?e a kg:Event ; kg:{role} ?x }}")
        ],
        claims=[
            Claim(words(e), words(s), *(v.removeprefix(iri.KG) for v in view))
            for e, s, *view in rows(
                store,
                "SELECT DISTINCT ?e ?s ?a ?m ?p { ?c kg:about ?e ; kg:source ?s ; kg:attribution ?a ; kg:modality ?m ;"
                " kg:polarity ?p }",
            )
        ],
        statements=[
            (words(s), frozenset({(int(b), int(e))}))
            for s, b, e in rows(store, "SELECT ?s ?b ?e { ?s kg:content ?m . ?m nif:beginIndex ?b ; nif:endIndex ?e }")
        ],
        times=[
            (words(e), b, d)
            for e, b, d in rows(
                store,
                "SELECT ?e ?b ?d { ?e a kg:Event ; kg:time ?t . ?t kg:begin ?b ; kg:end ?d FILTER NOT EXISTS { ?t kg:confidence ?sure } }",
            )
        ],
    )


def alike(one: object, other: object) -> bool:
    """Tell whether two items of contents are the same: equal texts, spans that have a character in common."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        # Who is mentioned nowhere is the author.
        return one == other == frozenset() or any(a < d and c < b for a, b in one for c, d in other)
    return one == other


def compare(wanted: list[object], found: list[object]) -> tuple[list[object], list[object], list[object]]:
    """Pair items one to one; give those of the golden graph that are found and missed, and what is found beside it."""
    rest = list(found)
    hit, missed = [], []
    for item in wanted:
        same = next((other for other in rest if alike(item, other)), None)
        if same is None:
            missed.append(item)
        else:
            rest.remove(same)
            hit.append(item)
    return hit, missed, rest


def shown(item: object, text: str) -> str:
    """An item in words."""
    if isinstance(item, frozenset):
        return " & ".join(text[b:e] for b, e in sorted(item)) or "the author"
    if isinstance(item, tuple):
        return " | ".join(shown(part, text) for part in item)
    return str(item)


@cache
def comparison() -> dict[str, tuple[list[object], list[object], list[object]]]:
    """The two graphs compared, kind by kind."""
    wanted, found = contents(golden()), contents(built())
    return {kind: compare(getattr(wanted, kind), getattr(found, kind)) for kind in TODAY}


def test_nothing_is_lost() -> None:
    """As much of the golden graph is found as before, and no more beside it."""
    text = seed().text
    for kind, (hit, missed, extra) in comparison().items():
        print(f"{kind}: {len(hit)} of {len(hit) + len(missed)} found, {len(extra)} beside them")
        for sign, items in (("-", missed), ("+", extra)):
            for line in sorted(shown(item, text).replace("\n", " ") for item in items):
                print(f"  {sign} {line[:150]}")

    numbers = {kind: (len(hit), len(extra)) for kind, (hit, _, extra) in comparison().items()}
    worse = {k: n for k, n in numbers.items() if n[0] < TODAY[k][0] or n[1] > TODAY[k][1]}
    assert not worse, f"of {TODAY} these are worse now: {worse}"


def test_the_golden_graph_is_of_the_seed() -> None:
    """Both graphs are of the same text: every span of the golden graph has the words that it says."""
    text = seed().text

    found = list(rows(golden(), "SELECT ?b ?e ?t { ?m nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?t }"))

    assert len(found) > 100
    assert all(text[int(begin) : int(end)] == words for begin, end, words in found)


def test_the_comparison_finds_differences() -> None:
    """Compared with itself the golden graph has all and nothing beside; compared with nothing it has none."""
    wanted = contents(golden())

    assert {
        kind: tuple(map(len, compare(getattr(wanted, kind), getattr(wanted, kind))[1:])) for kind in TODAY
    } == dict.fromkeys(TODAY, (0, 0))
    assert compare(wanted.events, [])[0] == []  # type: ignore[arg-type]
