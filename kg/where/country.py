"""Countries, their parts and people, continents, seas and rivers: the places that are written by hand in Turtle.

The tables are ontology/gazetteer/countries.ttl, features.ttl, nouns.ttl and same.ttl; towns are in `kg.where.atlas`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.event import Place
from kg.where.atlas import FOLDER, fold

_GEONAMES: Final = "https://sws.geonames.org/"
_SHORT: Final = 4
"""Letters up to which a name in capitals alone is taken letter by letter: "US" is not "us"."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place of the tables: what the graph says of it, and what helps to tell it from others."""

    place: Place
    country: str
    """ISO 3166-1 code of two letters, or empty where it lies in none or several."""
    division: str
    """GeoNames code of the first-order division that it is, such as ``US.IL``, or empty."""
    population: int
    """Inhabitants, 0 where the tables do not say."""
    capital: str
    """Key of its capital, or empty."""

    @property
    def number(self) -> int:
        """Its number at GeoNames, or 0."""
        numbers = [one.removeprefix(_GEONAMES).strip("/") for one in self.place.same if one.startswith(_GEONAMES)]
        return int(numbers[0]) if numbers else 0


def areas() -> dict[str, Area]:
    """All areas by key, in order of key."""
    return _tables()[0]


def named(name: str) -> tuple[Area, ...]:
    """The areas of a name, an abbreviation or a code: "Syria", "UK", "Ky.", "KY"; countries first."""
    names = _tables()[1]
    return next((names[one] for one in (_handle(name), f"{name}.", fold(name)) if one in names), ())


@lru_cache(maxsize=1 << 12)
def by_division(code: str) -> Area | None:
    """The area that is the first-order division with this code, such as ``US.IL``."""
    return next((area for area in areas().values() if code and area.division == code), None)


@lru_cache(maxsize=1 << 9)
def by_code(code: str) -> Area | None:
    """The country with this ISO 3166-1 code."""
    return next((area for area in areas().values() if area.country == code and _rank(area) == 0), None)


def by_word(word: str) -> Area | None:
    """The area of a name, adjective or demonym, None for any other word; case counts in adjectives and demonyms."""
    return next(iter(named(word)), None) or _tables()[2].get(word)


def same(geonames: str) -> tuple[str, ...]:
    """Wikidata IRIs of the city with this IRI at GeoNames, as far as they are certain."""
    return _read("same.ttl").get(geonames, {}).get(iri.OWL + "sameAs", ())


@cache
def nouns() -> dict[str, tuple[str, ...]]:
    """Class nouns and the GeoNames classes or codes they stand for: "city" to ``("P",)``."""
    found: dict[str, list[str]] = defaultdict(list)
    graph = _read("nouns.ttl")
    for subject, facts in graph.items():
        for feature in facts.get(iri.LEX + "feature", ()):
            found[graph[subject][iri.RDFS + "label"][0]].append(feature.removeprefix(iri.GN))
    return {noun: tuple(sorted(features)) for noun, features in sorted(found.items())}


@cache
def parts() -> frozenset[str]:
    """Words before a name that make it a part of the place: "northern", "downtown"."""
    return frozenset(word for facts in _read("nouns.ttl").values() for word in facts.get(iri.LEX + "part", ()))


@cache
def spellings() -> dict[str, str]:
    """Words inside names to their other spelling, both folded and both ways: "st" to "saint", "saint" to "st"."""
    found: dict[str, str] = {}
    for facts in _read("nouns.ttl").values():
        for written in facts.get(iri.LEX + "written", ()):
            short = fold(facts[iri.LEX + "short"][0])
            found |= {short: fold(written), fold(written): short}
    return found


def _handle(name: str) -> str:
    """What names of areas are looked up by: codes and abbreviations as written, all else folded."""
    bare = name.replace(".", "").replace(" ", "")
    if bare.isupper() and len(bare) <= _SHORT:
        return bare
    return name if name.endswith(".") else fold(name)


@cache
def _tables() -> tuple[dict[str, Area], dict[str, tuple[Area, ...]], dict[str, Area]]:
    """Areas by key, by handle of a name, and by adjective or demonym."""
    facts = {subject: one for file in ("countries.ttl", "features.ttl") for subject, one in _read(file).items()}
    found = {subject.removeprefix(iri.BASE): _area(subject, facts) for subject in sorted(facts)}
    names: dict[str, list[Area]] = defaultdict(list)
    words: dict[str, Area] = {}
    for area in sorted(found.values(), key=lambda area: (_rank(area), area.place.key)):
        of = facts[iri.BASE + area.place.key]
        for name in (area.place.label, *of.get(iri.SKOS + "altLabel", ()), *of.get(iri.LEX + "postal", ())):
            if area not in names[_handle(name)]:
                names[_handle(name)].append(area)
        for word in (*of.get(iri.LEX + "adjective", ()), *of.get(iri.LEX + "demonym", ())):
            words.setdefault(word, area)
    return found, {handle: tuple(several) for handle, several in names.items()}, words


def _rank(area: Area) -> int:
    """Countries before divisions before all else: 0, 1, 2."""
    feature = area.place.feature
    return 0 if feature.startswith(("A.PCL", "A.TERR")) else 1 if feature.startswith("A.") else 2


def _area(subject: str, facts: dict[str, dict[str, tuple[str, ...]]]) -> Area:
    of = facts[subject]

    def one(predicate: str) -> str:
        return next(iter(of.get(predicate, ())), "")

    place = Place(
        key=subject.removeprefix(iri.BASE),
        label=one(iri.RDFS + "label"),
        within=tuple(dict.fromkeys(key.removeprefix(iri.BASE) for key in _around(subject, facts))),
        lat=one(iri.WGS + "lat"),
        long=one(iri.WGS + "long"),
        feature=one(iri.GN + "featureCode").removeprefix(iri.GN),
        same=of.get(iri.OWL + "sameAs", ()),
    )
    capital = one(iri.LEX + "capital").removeprefix(iri.BASE)
    population = int(one(iri.GN + "population") or 0)
    return Area(place, one(iri.GN + "countryCode"), one(iri.LEX + "division"), population, capital)


def _around(subject: str, facts: dict[str, dict[str, tuple[str, ...]]]) -> Iterator[str]:
    """The places that a place lies in, smallest first."""
    direct = facts[subject].get(iri.GEO + "sfWithin", ())
    yield from direct
    for outer in direct:
        yield from _around(outer, facts)


@cache
def _read(file: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """A table as subject to predicate to objects, all plain text, in the order of the file."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in ox.parse(path=FOLDER / file):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        found[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return {subject: {key: tuple(values) for key, values in of.items()} for subject, of in found.items()}
