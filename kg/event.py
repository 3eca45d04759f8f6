"""What an article says, as plain values: things, events and the claims about them.

Keys name things inside one reading and stay plain text, so that only `kg.iri` knows how an IRI looks:

* a *local* key holds no slash and belongs to one article: ``event_94``, ``claim_94_17``, ``actor_17``, ``time_506``,
  each with the offset of the first mention;
* a *shared* key holds a slash and names the same thing in all articles: ``place/Homs``, ``time/2024-12-07``, and
  ``organization/Syria`` for the body that acts in the name of a place. All that is true of a shared thing wherever it
  occurs (its class, label, coordinates, dates) follows from its key.

People and bodies have local keys also where they are named: that two articles mean the same by a name is found over
the store (`kg.link`), where it can be seen, doubted and taken back.

Every value is frozen; lists are tuples, sorted where they have no order of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kg.span import Span


class Attribution(StrEnum):
    """How the article hands a claim to its source (local names in the ontology)."""

    ASSERTED = "Asserted"
    REPORTED = "Reported"
    CLAIMED = "Claimed"
    DENIED = "Denied"


class Modality(StrEnum):
    """Whether the source presents the event as actual or not (local names in the ontology)."""

    ACTUAL = "Actual"
    POSSIBLE = "Possible"
    PLANNED = "Planned"
    HYPOTHETICAL = "Hypothetical"


class Polarity(StrEnum):
    """Whether the source affirms the event (local names in the ontology)."""

    AFFIRMED = "Affirmed"
    NEGATED = "Negated"


class Granularity(StrEnum):
    """The finest unit that a text is precise to (local names in OWL-Time)."""

    DAY = "unitDay"
    WEEK = "unitWeek"
    MONTH = "unitMonth"
    YEAR = "unitYear"


class Mention(NamedTuple):
    """A span that denotes a thing, and the lexicon entry or sense (an IRI) that recognised it."""

    span: Span
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or speaks: `kind` is Person, Organization, Group or (of unknown kind) Actor."""

    key: str
    kind: str
    label: str
    mentions: tuple[Mention, ...] = ()
    sector: str = ""
    """Local name of a sector of the ontology, or empty."""
    affiliations: tuple[str, ...] = ()
    """Keys of places or actors."""
    names: tuple[str, ...] = ()
    """The names that the article gives it, sorted; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Object:
    """What is acted on and is no actor, place, time or event."""

    key: str
    label: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere, from a building to a country. Without a name it is a site: "the school", "suburbs of Damascus".

    `lat` and `long` are decimal degrees as text, as the gazetteer writes them; both are empty where it has none.
    """

    key: str
    label: str
    mentions: tuple[Mention, ...] = ()
    within: tuple[str, ...] = ()
    """Keys of the places that it lies in, smallest first."""
    near: tuple[str, ...] = ()
    lat: str = ""
    long: str = ""
    feature: str = ""
    """GeoNames feature code, such as ``P.PPLC``."""
    same: tuple[str, ...] = ()
    """IRIs at GeoNames and Wikidata of the same place (owl:sameAs)."""
    close: tuple[str, ...] = ()
    """IRIs of candidates between which the context does not decide (skos:closeMatch)."""
    named: bool = True
    confidence: str = ""
    """How sure it is that the name means this place: a decimal number from 0 to 1 as text; empty for no known place."""

    @property
    def kind(self) -> str:
        """Local name of its class in the ontology."""
        return "Place" if self.named else "Site"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of calendar time. Without an article date `begin` and `end` can stay open: then both are None."""

    key: str
    label: str
    mentions: tuple[Mention, ...]
    value: str
    """TIMEX3 value (ISO-TimeML 1.2), such as ``2024-12-07TEV`` or ``P24Y``."""
    begin: date | None
    end: date | None
    granularity: Granularity
    confidence: str = ""
    """A decimal number from 0 to 1 as text, where the time is only supposed; empty where the text tells it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, told by what else goes on: "after the meeting", "when rebels entered". It has no days of its own."""

    key: str
    label: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something an article describes as happening, whether or not it did. All references are keys."""

    key: str
    kind: str
    """Local name of its most specific class in the ontology."""
    label: str
    mentions: tuple[Mention, ...]
    roles: tuple[tuple[str, str], ...] = ()
    """Pairs of a role (actor, target, recipient, place, origin, destination) and a key."""
    time: str = ""
    """Of a time span."""
    occasions: tuple[str, ...] = ()
    direction: str = ""
    """Local name of a direction (Rise, Fall, Start, End), or empty."""
    before: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    coreferent: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    amounts: tuple[str, ...] = ()
    content: tuple[Span, ...] = ()
    quotes: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    """Keys of the claims that a statement makes."""


class Step(NamedTuple):
    """One step to the status of a claim: the word that acts, the rule by which it does, and the status after it."""

    span: Span
    rule: str
    modality: Modality
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Claim:
    """That one source presents one event in one way."""

    key: str
    about: str
    source: str
    attribution: Attribution
    modality: Modality
    polarity: Polarity
    evidence: tuple[Span, ...]
    """Spans of sentences."""
    via: tuple[str, ...] = ()
    """Keys of those who pass it on, from the source outwards."""
    conditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    """How its modality and polarity came about; none where it is plainly actual and affirmed."""


AUTHOR = "author"
"""Key of the source where the article names no other: whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one article; each part is sorted by key."""

    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...]
    objects: tuple[Object, ...]
    places: tuple[Place, ...]
    times: tuple[TimeSpan, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    occasions: tuple[Occasion, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be done, in sentences: for example that without a date relative days stay open."""
