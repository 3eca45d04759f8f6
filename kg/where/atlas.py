"""The embedded list of towns and administrative divisions: look-up of a name, nothing else.

The list (ontology/gazetteer/places.zip, made by make.py beside it from GeoNames data) is a plain ZIP file of pages: tab
separated lines, sorted by folded name over all pages. Opening it reads the directory alone; a look-up unpacks the one
page on which the name must stand (some 100 microseconds) and pages used last are kept. Nothing is ever scanned.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import ZipFile

from kg.ontology import ONTOLOGY

FOLDER: Final = ONTOLOGY / "gazetteer"
"""The list of towns, the tables of countries and features in Turtle, and how they were made."""

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n", "ə": "a"}
    | dict.fromkeys("'’‘ʻʼ`´.", "")
)
_MARKS: Final = re.compile(r"[\W_]+")


class Row(NamedTuple):
    """One town or division as the list has it; `hit` is the folded name under which it was found."""

    hit: str
    id: int
    """Number at GeoNames."""
    name: str
    lat: str
    """Decimal degrees, or empty."""
    long: str
    country: str
    """ISO 3166-1 code of two letters."""
    first: str
    """Code of the first-order division that it is or lies in, such as ``US.IL``, or empty."""
    population: int
    feature: str
    """GeoNames feature code, such as ``P.PPLC``."""
    main: bool
    """Whether `hit` is its main name, not one of its other names."""

    @property
    def division(self) -> bool:
        """Whether it is an administrative division, not a town."""
        return self.feature.startswith("A.")


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Write a name without case, accents, apostrophes and other marks: what look-up compares.

    >>> fold("Dārayyā"), fold("St. John's"), fold("Coeur-d'Alene")
    ('darayya', 'st johns', 'coeur dalene')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _MARKS.sub(" ", plain.translate(_LETTERS)).strip()


@lru_cache(maxsize=1 << 14)
def rows(folded: str) -> tuple[Row, ...]:
    """All towns and divisions of a folded name, those with the main name first, then by population and number."""
    found = [_row(line) for line in _lines(folded)]
    return tuple(sorted((row for row in found if row), key=lambda row: (not row.main, -row.population, row.id)))


@lru_cache(maxsize=1 << 12)
def division(code: str) -> tuple[int, Row | None]:
    """GeoNames number and row of a first-order division; no row where the Turtle tables describe it.

    KeyError for an unknown code.
    """
    for _, name, number in _lines(f"#{code}"):
        return int(number), next((row for row in rows(name) if row.id == int(number)), None)
    raise KeyError(code)


def _row(line: tuple[str, ...]) -> Row | None:
    """A line of the list: a town in full, or another name that leads to the main one."""
    hit, main, number = line[0], line[1], int(line[2])
    if main == "=":
        return _full(hit, line, main=True)
    target = next((other for other in _lines(main) if other[1] == "=" and int(other[2]) == number), None)
    return _full(hit, target, main=False) if target else None


def _full(hit: str, line: tuple[str, ...], *, main: bool) -> Row:
    key, _, number, name, lat, long, first, population, feature = line
    country, _, code = first.partition(".")
    return Row(
        hit,
        int(number),
        name or key.title(),
        lat,
        long,
        country,
        first if code else "",
        int(population or 0),
        feature if feature.startswith("A.") else "P.PPL" + feature,
        main,
    )


def _lines(key: str) -> list[tuple[str, ...]]:
    """The lines that begin with a key; a key never runs over the end of a page."""
    page = _page(bisect_right(_firsts(), key) - 1)
    begin, found = f"\n{key}\t", []
    at = page.find(begin)
    while at >= 0:
        end = page.index("\n", at + 1)
        found.append(tuple(page[at + 1 : end].split("\t")))
        at = page.find(begin, end)
    return found


@cache
def _archive() -> ZipFile:
    """The list, held in memory packed (7 MB), so that processes and threads never share a file position."""
    return ZipFile(BytesIO((FOLDER / "places.zip").read_bytes()))


@cache
def _firsts() -> list[str]:
    """The first key of each page, in order."""
    return [name.partition(" ")[2] for name in _pages()]


@cache
def _pages() -> list[str]:
    """The name of each page, in order."""
    return _archive().namelist()


@lru_cache(maxsize=128)
def _page(index: int) -> str:
    """The lines of a page, between newlines."""
    if index < 0:
        return "\n"
    return _archive().read(_pages()[index]).decode()
