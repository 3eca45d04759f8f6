"""What a page shows, as plain values: events, who and what takes part, who says so, and which sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.event import AUTHOR

ROLES = ("actor", "target", "recipient", "place", "origin", "destination")
"""Local names of the properties between an event and who or what takes part, in the order in which they are told."""
KINDS = ("Person", "Organization", "Group", "Place", "Site", "Object", "Event", "Actor")
"""Local names of the classes of what takes part, the narrower first."""


class Place(NamedTuple):
    """Where a mention stands: an article (an IRI) and code points of its text."""

    article: str
    begin: int
    end: int


class Mention(NamedTuple):
    """A span that denotes something, its words, and the lexicon entry (an IRI, or empty) that recognised it."""

    place: Place
    words: str
    entry: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Who or what takes part in events or says something of them."""

    iri: str
    kind: str
    label: str
    mentions: tuple[Mention, ...] = ()
    sector: str = ""
    affiliations: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    lat: str = ""
    long: str = ""
    links: tuple[str, ...] = ()

    @property
    def is_author(self) -> bool:
        """Tell whether this is whoever wrote an article: the source where no other is named."""
        return self.iri.endswith("#" + AUTHOR)


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of time; `begin` and `end` are ISO dates, or empty where they are open."""

    label: str
    begin: str
    end: str
    granularity: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a source presents an event in one way; all references are IRIs, the closed lists are local names."""

    iri: str
    about: str
    source: str
    via: tuple[str, ...]
    attribution: str
    modality: str
    polarity: str
    conditions: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something described as happening, with the claims about it; all references are IRIs."""

    iri: str
    kind: str
    label: str
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]
    time: Time | None
    figures: tuple[tuple[str, str], ...]
    quotes: tuple[str, ...]
    states: tuple[str, ...]
    causes: tuple[str, ...]
    before: tuple[str, ...]
    coreferent: tuple[str, ...]
    telling: str = ""
    """The first telling of it by any article (an IRI, maybe its own), where several tell it: they are drawn as one."""

    @property
    def word(self) -> str:
        """The word that names it: of several mentions the one that its IRI counts from, else the first."""
        tail = self.iri.rpartition("_")[2]
        named = [mention.words for mention in self.mentions if str(mention.place.begin) == tail]
        return (named or [mention.words for mention in self.mentions] or [self.label])[0]

    def others(self, *roles: str) -> tuple[str, ...]:
        """Who or what has one of some roles, each once."""
        return tuple(dict.fromkeys(thing for role, thing in self.roles if role in roles))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it stands."""

    iri: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """Where sentences come from; whatever the graph does not say is empty."""

    iri: str
    name: str
    title: str
    date: str
    publisher: str
    address: str


class Word(NamedTuple):
    """A class or concept of the ontology as people read it."""

    label: str
    comment: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that one page shows, each part sorted by IRI but `ranking`."""

    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    things: tuple[Thing, ...]
    events: tuple[Event, ...]
    words: Mapping[str, Word]
    """Of the ontology, by local name."""
    ranking: Mapping[str, int]
    """How many claims each thing that may be drawn has part in (as participant or source), most first."""
    total_events: int
    total_things: int
