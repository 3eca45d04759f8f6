"""What the link pass knows of an article: its named things and its events as plain values, read from its graph.

Only what is needed is asked for, since each term that the engine gives costs more than all that is done with it. A
profile is small and depends on its graph alone, so that it can be kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, cast

import pyoxigraph as ox

from kg import iri
from kg.store import Store
from kg.words.lexicon import Lexicon

_DAY = re.compile(r"time/(\d{4}-\d\d-\d\d)$")
_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_ROLES: Final = ("actor", "target", "recipient", "place")
_READ: Final = (
    *(iri.KG + name for name in ("sector", "affiliation", "time", "begin", "end", "amount", *_ROLES)),
    iri.RDFS + "label", iri.FOAF + "name", iri.SCHEMA + "datePublished",
)  # fmt: skip
"""What is read of every thing."""
_QUERY: Final = f"""SELECT ?s ?p ?o WHERE {{ GRAPH <GRAPH> {{
  {{ VALUES ?p {{ {" ".join(f"<{p}>" for p in _READ)} }} ?s ?p ?o }}
  UNION {{ {{ ?s a <{iri.KG}Event> }} UNION {{ ?s <{iri.FOAF}name> ?n }}
    VALUES ?p {{ <{iri.RDF}type> }} ?s ?p ?o }}
  UNION {{ {{ ?t a <{iri.KG}Event> }} UNION {{ ?t <{iri.FOAF}name> ?n }} ?t <{iri.KG}mentionedBy> ?s .
    VALUES ?p {{ <{iri.NIF}anchorOf> <{iri.KG}matchedBy> }} ?s ?p ?o }}
  UNION {{ VALUES ?p {{ <{iri.KG}mentionedBy> }} ?s ?p ?o }}
}} }}"""
"""Also the classes of events and named things, and what their mentions say."""

Facts = Mapping[str, Mapping[str, Sequence[str]]]
"""Subject to predicate to values; IRIs and literals alike as text."""


class Thing(NamedTuple):
    """A named person or body of one article."""

    iri: str
    kind: str
    """Person, Organization, Group, or Actor where that is not known."""
    label: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    """Last words of its descriptions, in lower case, sorted: "president"."""
    gender: str
    """What pronouns show: m, f or nothing."""
    sector: str
    belongs: tuple[str, ...]
    """IRIs of what it is affiliated with."""


class Happening(NamedTuple):
    """An event of one article."""

    iri: str
    kind: str
    """Its most specific class."""
    theme: str
    """The roleset or lexicon entry of its word, else the word."""
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    begin: str
    end: str
    amounts: tuple[str, ...]


class Profile(NamedTuple):
    """What the link pass knows of an article."""

    article: str
    published: str
    things: tuple[Thing, ...]
    events: tuple[Happening, ...]
    places: tuple[str, ...]
    """IRIs of the places that it names, once for each mention."""
    labels: Mapping[str, str]
    """IRI of each thing that takes part in an event, or of a common noun, to its label."""


def profile(store: Store, article: str, lexicon: Lexicon, rolesets: Mapping[str, str]) -> Profile:
    """Read the profile of an article from its graph."""
    facts = _facts(store, article)
    events = [s for s, pairs in facts.items() if iri.KG + "Event" in pairs.get(iri.RDF + "type", ())]
    named = [s for s, pairs in facts.items() if iri.FOAF + "name" in pairs]
    happenings = tuple(_happening(s, facts, lexicon, rolesets) for s in sorted(events))
    labels = {s: pairs[iri.RDFS + "label"][0] for s, pairs in sorted(facts.items()) if iri.RDFS + "label" in pairs}
    return Profile(
        article,
        next(iter(facts.get(article, {}).get(iri.SCHEMA + "datePublished", ())), ""),
        tuple(_thing(s, facts, lexicon) for s in sorted(named)),
        happenings,
        tuple(sorted(_places(facts))),
        {s: label for s, label in labels.items() if s not in events},
    )


def rolesets(lexicon: Lexicon) -> dict[str, str]:
    """Give the roleset, or else the first word, of each sense and entry of the lexicon by its IRI."""
    found: dict[str, str] = {}
    for entries in lexicon.entries.values():
        for entry in (one for all_ in entries.values() for one in all_):
            found[entry.iri] = entry.words[0]
            found |= {sense.iri: sense.roleset or entry.words[0] for sense in entry.senses}
    return found


def _facts(store: Store, article: str) -> Facts:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    solutions = store.engine.query(_QUERY.replace("<GRAPH>", f"<{iri.graph(article)}>"))
    rows = {tuple(term.value for term in row) for row in cast(ox.QuerySolutions, solutions)}
    for subject, predicate, value in sorted(rows):
        found[subject][predicate].append(value)
    return found


def _kind(kinds: Sequence[str], lexicon: Lexicon) -> str:
    """Choose the class that lies deepest in the ontology."""
    local = sorted(k.removeprefix(iri.KG) for k in kinds if k.startswith(iri.KG))
    return max(local, key=lambda k: len(lexicon.above.get(k, ())), default="")


def _thing(subject: str, facts: Facts, lexicon: Lexicon) -> Thing:
    pairs = facts[subject]
    names = tuple(" ".join(name.split()) for name in sorted(pairs[iri.FOAF + "name"]))
    said = [
        anchor
        for m in pairs.get(iri.KG + "mentionedBy", ())
        for anchor in facts.get(m, {}).get(iri.NIF + "anchorOf", ())
    ]
    words = {a.split()[-1].casefold() for a in said if a.split() and " ".join(a.split()) not in names}
    genders = {_HE[word] for word in words if word in _HE}
    return Thing(
        subject,
        _kind(pairs.get(iri.RDF + "type", ()), lexicon),
        " ".join(next(iter(pairs.get(iri.RDFS + "label", ())), "").split()),
        names,
        tuple(sorted(word for word in words if len(word) > 3)),
        genders.pop() if len(genders) == 1 else "",
        next(iter(pairs.get(iri.KG + "sector", ())), "").removeprefix(iri.KG),
        tuple(sorted(pairs.get(iri.KG + "affiliation", ()))),
    )


def _places(facts: Facts) -> Iterator[str]:
    for subject, pairs in facts.items():
        if subject.startswith(iri.BASE + "place/"):
            yield from (subject for _ in pairs.get(iri.KG + "mentionedBy", ()))


def _happening(subject: str, facts: Facts, lexicon: Lexicon, rolesets: Mapping[str, str]) -> Happening:
    pairs = facts[subject]
    roles = {role: tuple(sorted(pairs.get(iri.KG + role, ()))) for role in _ROLES}
    begin, end = _days(pairs.get(iri.KG + "time", ()), facts)
    return Happening(
        subject,
        _kind(pairs.get(iri.RDF + "type", ()), lexicon),
        _theme(pairs.get(iri.KG + "mentionedBy", ()), facts, rolesets),
        roles["actor"],
        tuple(sorted({*roles["target"], *roles["recipient"]})),
        roles["place"],
        begin,
        end,
        tuple(sorted(pairs.get(iri.KG + "amount", ()))),
    )


def _theme(mentions: Sequence[str], facts: Facts, rolesets: Mapping[str, str]) -> str:
    told = [facts[mention] for mention in sorted(mentions) if mention in facts]
    senses = [sense for pairs in told for sense in pairs.get(iri.KG + "matchedBy", ())]
    words = [word.casefold() for pairs in told for word in pairs.get(iri.NIF + "anchorOf", ())]
    return next((rolesets.get(sense, sense) for sense in senses), next(iter(words), ""))


def _days(times: Sequence[str], facts: Facts) -> tuple[str, str]:
    """Give the first and last day of a time; both are empty where it has none."""
    for time in times:
        day = _DAY.search(time)
        if day:
            return day[1], day[1]
        pairs = facts.get(time, {})
        if iri.KG + "begin" in pairs and iri.KG + "end" in pairs:
            return pairs[iri.KG + "begin"][0], pairs[iri.KG + "end"][0]
    return "", ""
