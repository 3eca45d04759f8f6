"""Which place on earth a name means: names with their context in, places with coordinates out.

How `resolve` decides, in the terms of Leidner (2007), "Toponym Resolution in Text":

* *population*: odds before context, see `kg.where.candidate`;
* *contained-in and feature qualifiers*: "Springfield, Illinois", "Idlib province", see `kg.where.toponym`;
* *one sense per discourse*: a name means one place throughout an article, unless containers tell mentions apart;
* *country and state mentioned, spatial minimality*: every other name of the article, each by the odds of its bearers,
  speaks for the countries, the first-order divisions and the squares of one degree in which these lie; so do
  nationalities and the home of the feed. This is counted in rounds, each with the odds of the round before (a mean
  field); no pair of places is measured, so the cost grows with the number of names only.

Everything is a sum in a fixed order: the same names give the same places. A name whose best bearers are too close to
call and far apart on earth gets them as candidates (`close`) and no coordinates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp, log
from typing import Final, NamedTuple
from urllib.parse import unquote

from kg import iri
from kg.event import Place
from kg.span import Span
from kg.where import candidate, toponym
from kg.where import country as lands
from kg.where.atlas import Row
from kg.where.candidate import GEONAMES, Candidate, candidates
from kg.where.toponym import FAR, Bearer, Sense, Toponym, kilometres

__all__ = [
    "Toponym",
    "called",
    "capital",
    "country",
    "describe",
    "is_area",
    "is_part",
    "known",
    "lies_in",
    "locate",
    "odds",
    "resolve",
]

_COUNTRY: Final = 1.6
"""How much the countries of other names count, beside the logarithm of population."""
_DIVISION: Final = 1.8
"""The same for first-order divisions."""
_CELL: Final = 1.2
"""The same for squares of one degree."""
_HOME: Final = 3.0
"""How many names the home of the feed counts as."""
_NATION: Final = 0.7
"""How many names a nationality counts as."""
_SURE: Final = 0.15
"""Natural logarithm of the lead below which a name counts as undecided."""
_TRUST: Final = 0.97
"""How often the only likely bearer is meant: of 1,251 towns and divisions of LGL and GeoVirus so many were near."""
_ROUNDS: Final = 2
_MOST: Final = 8
"""Candidates that an undecided name gets at most."""
_BARE: Final = 3.6
"""The odds (a logarithm) that a name of one word needs to be taken for a place by itself: some thousand inhabitants."""
_HALF: Final = 0.5
"""Share of the article that a country must have for places that no gazetteer has to lie in it."""


def load() -> None:
    """Read the tables and the directory of the list now, not at the first look-up."""
    lands.parts()
    candidates("")


def resolve(toponyms: Sequence[Toponym], *, nationalities: Sequence[str] = (), home: str = "") -> tuple[Place, ...]:
    """One place for each toponym of an article, without mentions; the same place has the same key.

    `nationalities` are adjectives and demonyms of the article, once for each time; `home` is the name or the shared key
    of the country or region that the publisher serves. A name that no gazetteer has becomes a place within its
    container, else within the country that most of the article speaks of, else a place of this article alone (local
    key); never with coordinates.
    """
    index, senses = toponym.senses(toponyms)
    field = _field(senses, nationalities, home)
    scores = [[one.odds for one in sense.bearers] for sense in senses]
    for _ in range(_ROUNDS):
        scores = field.weigh(scores)
    field.add(scores)
    land = field.land()
    places = [_place(sense, of, land) for sense, of in zip(senses, scores, strict=True)]
    return tuple(places[i] for i in index)


def describe(key: str) -> Place:
    """The place of a shared key, without mentions: a function of the key alone. KeyError for an unknown key.

    The key of a place that no gazetteer has holds what it lies in: ``place/Mezzeh_military_airport,_Syria``.
    """
    found = candidate.known_place(key)
    if found:
        return found
    name, comma, outer = key.removeprefix("place/").partition(",_")
    label = unquote(name).replace("_", " ")
    if not (comma and label) or _key_within(label, f"place/{outer}") != key:
        raise KeyError(key)
    return _within(label, describe(f"place/{outer}"))


def country(word: str) -> Place | None:
    """The country or region of a name, adjective or demonym ("Syria", "Syrian", "US"), None for any other word."""
    area = lands.by_word(word)
    return area.place if area else None


def known(name: str) -> bool:
    """Tell whether the gazetteer has a place of this name."""
    return bool(candidates(name))


def is_part(name: str) -> bool:
    """Tell whether the gazetteer has a place of this name, or one of which it names a part: "eastern Homs"."""
    part, _, rest = name.partition(" ")
    return known(name) or (part.lower() in lands.parts() and known(rest))


def is_people(name: str) -> bool:
    """Tell whether a word is the adjective or demonym of a country or region and no name of one: "English"."""
    return not lands.named(name) and lands.by_word(name) is not None


def odds(name: str) -> float:
    """Give the natural logarithm of how likely the likeliest place of a name is, minus infinity where there is none."""
    return max((found.odds for found in candidates(name)), default=-math.inf)


def called(name: str) -> bool:
    """Tell whether a place is mainly called so: another name, initials or a hamlet are too little for a bare name."""
    found = [one for one in candidates(name) if not isinstance(one.bearer, Row) or one.bearer.main]
    several = " " in name.strip()
    return any(isinstance(one.bearer, lands.Area) or several or one.odds >= _BARE for one in found)


def lies_in(name: str, outer: str) -> bool:
    """Tell whether a place of a name lies in one of another: "Lincoln" in "Nebraska"."""
    return toponym.holds(outer, name)


def capital(place_key: str) -> Place | None:
    """The capital of a country or state by its key, None where the tables give none."""
    area = lands.areas().get(place_key)
    return describe(area.capital) if area and area.capital else None


def is_area(name: str) -> bool:
    """Tell whether a name is that of a country, state or region, and no city's."""
    place = country(name) or locate(name)
    return place is not None and not place.feature.startswith("P.")


def locate(name: str) -> Place | None:
    """The place of a name that a user gives, with what it lies in after a comma ("Paris, Texas"), None for no place."""
    head, _, outer = (part.strip() for part in name.partition(","))
    (place,) = resolve([Toponym(head, Span(0, len(head)), outer)])
    return place if place.lat else None


class _Field(NamedTuple):
    """What speaks for countries, divisions and squares: given evidence, and the sum of it and of all senses."""

    senses: Sequence[Sense]
    given: dict[object, float]
    total: dict[object, float]

    def weigh(self, scores: list[list[float]]) -> list[list[float]]:
        """New scores of all bearers, from those of the round before."""
        self.add(scores)
        return [self._scores(sense, of) for sense, of in zip(self.senses, scores, strict=True)]

    def add(self, scores: list[list[float]]) -> None:
        """Sum up what all senses speak for."""
        self.total.clear()
        self.total.update(self.given)
        for sense, of in zip(self.senses, scores, strict=True):
            for ground, share in _shares(sense, of).items():
                self.total[ground] = self.total.get(ground, 0.0) + share

    def land(self) -> Place | None:
        """The country that the article speaks of most, if it has half of it."""
        codes = [ground for ground in self.total if isinstance(ground, str) and "." not in ground]
        countries = {code: self.total[code] for code in sorted(codes)}
        best = max(countries, key=lambda code: countries[code], default="")
        if not best or countries[best] < _HALF * sum(countries.values()):
            return None
        area = lands.by_code(best)
        return area.place if area else None

    def _scores(self, sense: Sense, scores: list[float]) -> list[float]:
        own = _shares(sense, scores)

        def others(ground: object) -> float:
            return log(1 + 3 * max(0.0, self.total.get(ground, 0.0) - own.get(ground, 0.0))) if ground else 0.0

        def squares(one: Candidate) -> float:
            """What the other names say for the squares around one place."""
            return sum(
                max(0.0, self.total.get(cell, 0.0) - own.get(cell, 0.0)) for cell in _around(one) if cell in self.total
            )

        return [
            bearer.odds
            + _COUNTRY * others(bearer.candidate.country)
            + _DIVISION * others(bearer.candidate.division)
            + _CELL * log(1 + 3 * squares(bearer.candidate))
            for bearer in sense.bearers
        ]


def _field(senses: Sequence[Sense], nationalities: Sequence[str], home: str) -> _Field:
    given: dict[object, float] = defaultdict(float)
    for word in nationalities:
        area = lands.by_word(word)
        for code in filter(None, (area.country, area.division) if area else ()):
            given[code] += _NATION
    for ground in _home(home):
        given[ground] += _HOME
    return _Field(senses, dict(given), {})


def _home(home: str) -> Sequence[object]:
    """Country, division and square of a feed, by name or by shared key ("place/Georgia_4197000")."""
    area, place = lands.areas().get(home), candidate.known_place(home)
    if area:
        return [code for code in (area.country, area.division) if code]
    found = [one for one in candidates(place.label) if one.place().key == home] if place else candidates(home)
    return [ground for one in found[:1] for ground in (one.country, one.division, one.cell) if ground]


def _shares(sense: Sense, scores: list[float]) -> dict[object, float]:
    """What a sense speaks for: codes of countries and divisions, and squares, each with the odds of its bearers."""
    found: dict[object, float] = defaultdict(float)
    best = max(scores, default=0.0)
    odds = [exp(score - best) for score in scores]
    whole = sum(odds)
    for bearer, share in zip(sense.bearers, odds, strict=True):
        one = bearer.candidate
        for ground in (one.country, one.division, one.cell):
            if ground:
                found[ground] += share / whole
    return found


def _around(one: Candidate) -> Sequence[tuple[int, int]]:
    """The square of a candidate and the eight beside it."""
    if not one.cell:
        return ()
    lat, long = one.cell
    return [(lat + north, long + east) for north in (-1, 0, 1) for east in (-1, 0, 1)]


def _place(sense: Sense, scores: list[float], land: Place | None) -> Place:
    """The place of a sense by the scores of its bearers."""
    ranked = sorted(zip(scores, sense.bearers, strict=True), key=lambda pair: -pair[0])
    if not ranked:
        outer = candidates(sense.container)
        return _lost(sense.first, outer[0].place() if outer else land)
    best, winner = ranked[0]
    close = [bearer.candidate for score, bearer in ranked if best - score < _SURE]
    rivals = [one for one in close if kilometres(one, winner.candidate) > FAR]
    if rivals:
        return _undecided(sense.first, [winner.candidate, *rivals][:_MOST])
    found = winner.candidate.place()
    return _lost(sense.first, found) if sense.part else replace(found, confidence=_confidence(ranked))


def _confidence(ranked: Sequence[tuple[float, Bearer]]) -> str:
    """Say how sure the first of all bearers is: its share of the odds, with those that are as good as it."""
    best, winner = ranked[0]
    odds = [exp(score - best) for score, _ in ranked]
    near = [kilometres(one.candidate, winner.candidate) <= FAR for _, one in ranked]
    share = sum(odd for odd, by in zip(odds, near, strict=True) if by) / sum(odds)
    return f"{_TRUST * share:.2f}"


def _undecided(first: Toponym, found: Sequence[Candidate]) -> Place:
    """A place of the article alone, with its candidates, within what all of them lie in."""
    places = [one.place() for one in found]
    shared = [key for key in places[0].within if all(key in place.within for place in places)]
    close = tuple(f"{GEONAMES}{one.number}/" if one.number else iri.BASE + one.place().key for one in found)
    return Place(key=f"place_{first.span.begin}", label=first.name, within=tuple(shared), close=close)


def _lost(first: Toponym, container: Place | None) -> Place:
    """A place that no gazetteer has: shared if it is known what it lies in, else of the article alone."""
    label = " ".join(first.name.replace("_", " ").split())
    if container is None or not label:
        return Place(key=f"place_{first.span.begin}", label=first.name)
    return _within(label, container)


def _within(label: str, container: Place) -> Place:
    return Place(key=_key_within(label, container.key), label=label, within=(container.key, *container.within))


def _key_within(label: str, container: str) -> str:
    """The key of a place by its name and the key of what it lies in."""
    return f"{iri.shared_key('place', label).replace(',', '%2C')},_{container.removeprefix('place/')}"
