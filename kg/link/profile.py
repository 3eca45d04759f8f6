"""What the link pass knows of an article: its named things and its events as plain values, read from its graph.

It is read from the lines of the graph on their way into the store, since each term that the engine gives costs more
than all that is done with it. Both values are small and depend on the graph alone, so that they can be kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Final, NamedTuple

from kg import iri
from kg.export import quad
from kg.link import name
from kg.words.lexicon import Lexicon

_DAY = re.compile(r"time/(\d{4}-\d\d-\d\d)$")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")
_SHAPE: Final = "2"
"""Raised when other things are read, so that what was kept before is read again."""
_HE: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_ROLES: Final = ("actor", "target", "recipient", "place")
_READ: Final = {
    f"<{predicate}>": predicate
    for predicate in (
        *(iri.KG + name for name in ("sector", "affiliation", "time", "begin", "end", "amount", *_ROLES)),
        *(iri.KG + name for name in ("mentionedBy", "matchedBy")),
        iri.RDF + "type", iri.RDFS + "label", iri.FOAF + "name", iri.SCHEMA + "datePublished", iri.PROV + "used",
        iri.NIF + "anchorOf", iri.NIF + "superString",
    )
}  # fmt: skip
"""What is read, as N-Quads write it, with its IRI."""

Facts = Mapping[str, Mapping[str, Sequence[str]]]
"""Subject to predicate to values, sorted; IRIs and literals alike as text."""


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
    figures: tuple[str, ...] = ()
    """What is written in digits in the sentences that tell it, sorted."""


class Profile(NamedTuple):
    """What an article as a whole says."""

    article: str
    published: str
    things: tuple[Thing, ...]
    places: tuple[str, ...]
    """IRIs of the places that it names, once for each mention."""
    words: tuple[str, ...] = ()
    """Words of the labels of its things, of its events, and IRIs of its places, sorted."""


class Plot(NamedTuple):
    """What happens in an article."""

    events: tuple[Happening, ...]
    labels: Mapping[str, str]
    """IRI of each thing that takes part in an event to its label."""


class Read(NamedTuple):
    """All that is read of an article."""

    state: str
    """A digest of what the graph was made of."""
    profile: Profile
    plot: Plot


def read(quads: bytes, lexicon: Lexicon) -> Iterator[Read]:
    """Read the profiles of the articles whose graphs are among some N-Quads."""
    for graph, facts in _facts(quads).items():
        yield _read(graph.removesuffix("/graph"), facts, lexicon)


def _read(article: str, facts: Facts, lexicon: Lexicon) -> Read:
    published = facts.get(article, {}).get(iri.SCHEMA + "datePublished", ())
    events = {s for s, pairs in facts.items() if iri.KG + "Event" in pairs.get(iri.RDF + "type", ())}
    named = [s for s, pairs in facts.items() if iri.FOAF + "name" in pairs]
    labelled = ((s, pairs[iri.RDFS + "label"][0]) for s, pairs in facts.items() if iri.RDFS + "label" in pairs)
    labels = {s: label for s, label in labelled if s not in events}
    happenings = tuple(_happening(s, facts, lexicon) for s in sorted(events))
    places = tuple(sorted(_places(facts)))
    words = {word for label in labels.values() for word in name.fold(label) if len(word) > 2}
    words |= {event.theme for event in happenings} | {place for place in places if "#" not in place}
    part = {thing for event in happenings for things in event[3:6] for thing in things}
    return Read(
        state([*facts.get(iri.run(article), {}).get(iri.PROV + "used", ()), *published]),
        Profile(
            article,
            next(iter(published), ""),
            tuple(_thing(s, facts, lexicon) for s in sorted(named)),
            places,
            tuple(sorted(words)),
        ),
        Plot(happenings, {thing: labels[thing] for thing in sorted(part & labels.keys())}),
    )


def state(used: Iterable[str]) -> str:
    """Give a digest of what a graph was made of: the values of what its run used, and of the day of its article."""
    return hashlib.sha256(" ".join([_SHAPE, *sorted(used)]).encode()).hexdigest()


@lru_cache(maxsize=4)
def _rolesets(lexicon: Lexicon) -> Mapping[str, str]:
    """Give the roleset, or else the first word, of each sense and entry of the lexicon by its IRI."""
    found: dict[str, str] = {}
    for entries in lexicon.entries.values():
        for entry in (one for all_ in entries.values() for one in all_):
            found[entry.iri] = entry.words[0]
            found |= {sense.iri: sense.roleset or entry.words[0] for sense in entry.senses}
    return found


def _facts(quads: bytes) -> dict[str, Facts]:
    """Sort what is asked of articles by graph, subject and predicate."""
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for line in BytesIO(quads):
        subject, predicate, rest = line.decode().split(" ", 2)
        if predicate in _READ:
            value, graph, _ = rest.rsplit(" ", 2)
            told = found.setdefault(graph, {}).setdefault(subject[1:-1], {}).setdefault(_READ[predicate], [])
            told.append(quad.text(value))
    for facts in found.values():
        for pairs in facts.values():
            for values in pairs.values():
                values.sort()
    return {quad.name(graph): facts for graph, facts in found.items() if graph != f"<{iri.SHARED_GRAPH}>"}


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


def _happening(subject: str, facts: Facts, lexicon: Lexicon) -> Happening:
    pairs = facts[subject]
    roles = {role: tuple(sorted(pairs.get(iri.KG + role, ()))) for role in _ROLES}
    begin, end = _days(pairs.get(iri.KG + "time", ()), facts)
    return Happening(
        subject,
        _kind(pairs.get(iri.RDF + "type", ()), lexicon),
        _theme(pairs.get(iri.KG + "mentionedBy", ()), facts, _rolesets(lexicon)),
        roles["actor"],
        tuple(sorted({*roles["target"], *roles["recipient"]})),
        roles["place"],
        begin,
        end,
        tuple(sorted(pairs.get(iri.KG + "amount", ()))),
        tuple(sorted(_figures(pairs.get(iri.KG + "mentionedBy", ()), facts))),
    )


def _figures(mentions: Iterable[str], facts: Facts) -> set[str]:
    """Give the figures of the sentences that some mentions stand in."""
    sentences = {sentence for m in mentions for sentence in facts.get(m, {}).get(iri.NIF + "superString", ())}
    texts = (text for sentence in sentences for text in facts.get(sentence, {}).get(iri.NIF + "anchorOf", ()))
    return {figure.replace(",", "") for text in texts for figure in _FIGURE.findall(text)}


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
