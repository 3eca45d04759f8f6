"""What a place name may mean: every bearer of it in the gazetteer, and how likely each is before any context.

The odds before context follow the population heuristic (Leidner 2007, "Toponym Resolution in Text", H8 and the priors
of Amitay et al. 2004, "Web-a-Where"): the bigger the likelier, a main name before another name, a town before the
division named after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import Final, NamedTuple
from urllib.parse import unquote

from kg import iri
from kg.event import Place
from kg.where import atlas, country
from kg.where.atlas import Row, fold
from kg.where.country import Area

GEONAMES: Final = "https://sws.geonames.org/"
MOST: Final = 80
"""Bearers of one name that are looked at, the likeliest first."""
_GROWTH: Final = 0.5
"""How much likelier a place is with each natural logarithm of its inhabitants."""
_LEAST: Final = 300
"""Inhabitants that even a hamlet counts as having."""
_OTHER: Final = 2.5
"""Natural logarithm by which a bearer through another name is less likely than one through its main name."""
_AREA: Final = 1.5
"""The same for an administrative division against a town of that name."""
_WEIGHTS: Final = {"A.PCL": 2.0, "P.PPLC": 2.25, "A.ADM1": 1.0}
"""Natural logarithm by which countries, national capitals and first-order divisions are likelier than by their size."""
_NUMBERED: Final = re.compile(r"(.+)_(\d+)", re.DOTALL)
_SIZES: Final = {"L.CONT": 10**9, "L.RGN": 10**7, "A.ADM1": 4 * 10**6, "H.OCN": 10**9, "H.SEA": 10**8, "A.PCL": 10**5}
"""Inhabitants that an area counts as having where the tables do not say."""
_SIZE: Final = 10**6
_INITIALS: Final = 3
"""Capitals up to which a name is taken for initials."""
_SMALL: Final = ("P.", "A.ADM2", "S.", "R.", "T.VLC", "T.MT")
"""How the features begin that lie in one square of a degree."""


class Candidate(NamedTuple):
    """One bearer of a name."""

    bearer: Row | Area
    country: str
    """ISO 3166-1 code, or empty."""
    division: str
    """Code of the first-order division that it is or lies in, such as ``US.IL``, or empty."""
    point: tuple[float, float] | None
    """Latitude and longitude in degrees."""
    odds: float
    """Natural logarithm of how likely it is before any context; only differences count."""
    feature: str
    own: bool
    """Whether it is a division or country itself and not a place in it."""

    @property
    def cell(self) -> tuple[int, int] | None:
        """The square of one degree that it lies in, where it is small enough to lie in one."""
        if not self.point or not self.feature.startswith(_SMALL):
            return None
        return int(self.point[0] // 1), int(self.point[1] // 1)

    @property
    def number(self) -> int:
        """Its number at GeoNames, or 0."""
        return self.bearer.id if isinstance(self.bearer, Row) else self.bearer.number

    def place(self) -> Place:
        """The place as the graph describes it, without mentions."""
        return of_row(self.bearer) if isinstance(self.bearer, Row) else self.bearer.place


@lru_cache(maxsize=1 << 14)
def candidates(name: str) -> tuple[Candidate, ...]:
    """All bearers of a name, likeliest first; none where the gazetteer has none.

    The other names of towns do not count where a country has the name (Mexico). Short and full forms stand for each
    other ("Ft. Worth", "Fort Worth"); an adjective or demonym that is no country's name stands for its country too:
    "Canadian" is Canada before it is the town in Texas.
    """
    found = [one for spelling in (name, *_respelt(fold(name))) for one in _spelt(spelling)]
    if not country.named(name):
        found += map(_of_area, filter(None, [country.by_word(name)]))
    unique: dict[int | str, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.odds, one.number)):
        unique.setdefault(one.number or one.place().key, one)
    return tuple(unique.values())[:MOST]


def _spelt(name: str) -> Iterator[Candidate]:
    """The bearers of a name as it is spelt."""
    areas = country.named(name)
    yield from map(_of_area, areas)
    land = any(area.place.feature.startswith("A.PCL") for area in areas)
    if _is_initials(name):
        return
    yield from (_of_row(row) for row in atlas.rows(fold(name)) if row.main or not land)


def _is_initials(name: str) -> bool:
    """Tell whether a name is only initials, those of a body or an illness and not a town's: "UN", "E.U.", "HIV"."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and letters.isascii() and len(letters) <= _INITIALS


def of_row(row: Row) -> Place:
    """A town or division as the graph describes it: key, label, what it lies in, point, feature, number at GeoNames."""
    inside = _division_key(row.first) if row.first and row.feature != "A.ADM1" else ""
    land = country.by_code(row.country)
    return Place(
        key=key_of_row(row),
        label=row.name,
        within=tuple(key for key in (inside, land.place.key if land else "") if key),
        lat=row.lat,
        long=row.long,
        feature=row.feature,
        same=(f"{GEONAMES}{row.id}/", *country.same(f"{GEONAMES}{row.id}/")),
    )


@lru_cache(maxsize=1 << 14)
def key_of_row(row: Row) -> str:
    """The key of a town or division: its name, and its number unless it is the first of all bearers of that name.

    First are the areas of the tables (countries before their divisions), then towns by population, then divisions by
    population; ties go to the lower number. So a key depends on the gazetteer alone.
    """
    plain = iri.shared_key("place", row.name)
    first = _bearers(row.name)[0]
    return plain if first.id == row.id and plain not in country.areas() else f"{plain}_{row.id}"


def known_place(key: str) -> Place | None:
    """The place of the tables, town or division with this key, None where there is none."""
    area = country.areas().get(key)
    if area:
        return area.place
    name = unquote(key.removeprefix("place/")).replace("_", " ")
    numbered = _NUMBERED.fullmatch(unquote(key.removeprefix("place/")))
    found = _bearers(name)[:1]
    if numbered:
        found += [one for one in _bearers(numbered[1].replace("_", " ")) if str(one.id) == numbered[2]]
    return next((of_row(one) for one in found if key_of_row(one) == key), None)


def _bearers(name: str) -> list[Row]:
    """Towns and divisions with exactly this main name, in the order that `key_of_row` explains."""
    found = [row for row in atlas.rows(fold(name)) if row.main and row.name == name]
    return sorted(found, key=lambda row: (row.division, -row.population, row.id))


@lru_cache(maxsize=1 << 12)
def _division_key(code: str) -> str:
    area = country.by_division(code)
    if area:
        return area.place.key
    try:
        row = atlas.division(code)[1]
    except KeyError:
        return ""
    return key_of_row(row) if row else ""


def _of_row(row: Row) -> Candidate:
    odds = _odds(row.population, row.feature) - _OTHER * (not row.main) - _AREA * row.division
    point = (float(row.lat), float(row.long)) if row.lat else None
    return Candidate(row, row.country, row.first, point, odds, row.feature, row.feature == "A.ADM1")


def _of_area(area: Area) -> Candidate:
    feature = area.place.feature
    size = area.population or next((n for start, n in _SIZES.items() if feature.startswith(start)), _SIZE)
    own = feature.startswith("A.")
    division = area.division or next((country.areas()[key].division for key in area.place.within), "")
    point = float(area.place.lat), float(area.place.long)
    return Candidate(area, area.country, division, point, _odds(size, feature), feature, own)


def _odds(population: int, feature: str) -> float:
    weight = next((weight for start, weight in _WEIGHTS.items() if feature.startswith(start)), 0.0)
    return _GROWTH * log(population + _LEAST) + weight


def _respelt(folded: str) -> Iterator[str]:
    """The name with each word that has another spelling spelt so, and without a leading article."""
    words, spellings = folded.split(), country.spellings()
    # "S" alone is not "South".
    if len(words) > 1 and any(word in spellings for word in words):
        yield " ".join(spellings.get(word, word) for word in words)
    if len(words) > 1 and words[0] == "the":
        yield " ".join(words[1:])
