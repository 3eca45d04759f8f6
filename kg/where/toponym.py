"""Place names of an article and their senses: which names go together, and what the words beside them say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final, NamedTuple

from kg.span import Span
from kg.where import country
from kg.where.atlas import fold
from kg.where.candidate import Candidate, candidates

FAR: Final = 100.0
"""Kilometres within which two bearers of a name are as good as one."""
_INSIDE: Final = 12.0
"""Natural logarithm by which the container beside a name makes a bearer in it likelier."""
_CLASS: Final = 3.0
"""Natural logarithm by which a class noun makes a bearer of its class likelier."""
_BESIDE: Final = 2
"""Characters between a name and what stands right beside it: a comma and a blank."""


class Toponym(NamedTuple):
    """A place name as the text has it, without article or class noun."""

    name: str
    span: Span
    container: str = ""
    """The name that the text puts right beside it as what it lies in: "Illinois" in "Springfield, Illinois"."""
    noun: str = ""
    """The class noun that the text gives it, as a lemma: "city", "river", "province"."""


class Bearer(NamedTuple):
    """A candidate and how likely it is by name, class noun and container."""

    candidate: Candidate
    odds: float


class Sense(NamedTuple):
    """All mentions of a name that mean the same place."""

    first: Toponym
    """The first mention."""
    bearers: tuple[Bearer, ...]
    container: str
    """The folded name of what it lies in, or empty."""
    part: bool
    """Whether the bearers are those of a larger place of which the name names a part: "northern Iraq"."""


def senses(toponyms: Sequence[Toponym]) -> tuple[list[int], list[Sense]]:
    """The senses of an article in order of their first mention, and for each toponym the place of its sense in them."""
    keys = _keys(toponyms)
    order = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    groups: dict[tuple[str, str], list[Toponym]] = defaultdict(list)
    for key, toponym in zip(keys, toponyms, strict=True):
        groups[key].append(toponym)
    return [order[key] for key in keys], [_sense(key[1], group) for key, group in groups.items()]


def kilometres(one: Candidate, other: Candidate) -> float:
    """Great-circle distance (haversine) of two candidates; 0 where either has no point."""
    if not (one.point and other.point):
        return 0.0
    lat, long, lat2, long2 = map(radians, (*one.point, *other.point))
    a = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((long2 - long) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(a)))


def _keys(toponyms: Sequence[Toponym]) -> list[tuple[str, str]]:
    """For each toponym its folded name and folded container; one container holds for all mentions that have none."""
    containers = [_container(toponyms, i) for i in range(len(toponyms))]
    known: dict[str, str] = {}
    for toponym, container in zip(toponyms, containers, strict=True):
        if container:
            known.setdefault(fold(toponym.name), container)
    return [
        (fold(toponym.name), container or known.get(fold(toponym.name), ""))
        for toponym, container in zip(toponyms, containers, strict=True)
    ]


def _container(toponyms: Sequence[Toponym], i: int) -> str:
    """The container of a toponym: the one given, else the name a comma and a blank after it.

    It counts only if a bearer of the name lies in it, since lists ("Baghdad, Syria and Iran") look the same, or if the
    name has no bearer at all.
    """
    toponym = toponyms[i]
    beside = [one.name for one in toponyms[i + 1 : i + 2] if one.span.begin - toponym.span.end == _BESIDE]
    for name in (toponym.container, *beside):
        if name and holds(name, toponym.name):
            return name
    return toponym.container if candidates(toponym.container) and not candidates(toponym.name) else ""


def holds(outer: str, name: str) -> bool:
    """Tell whether a place of a name lies in one of another name."""
    return any(_holds(big, one) for big in candidates(outer) for one in candidates(name))


def _holds(outer: Candidate, one: Candidate) -> bool:
    """Tell whether a country or division holds a place; a second-order division holds what is near its middle."""
    if not outer.feature.startswith("A.") or one.number == outer.number:
        return False
    if outer.feature == "A.ADM2":
        return outer.division == one.division != "" and not one.own and kilometres(outer, one) < FAR
    if outer.own and outer.division:
        return one.division == outer.division
    return one.country == outer.country != "" and one.feature[:5] != outer.feature[:5]


def _sense(container: str, group: Sequence[Toponym]) -> Sense:
    first = group[0]
    noun = next((one.noun for one in group if one.noun), "")
    found, part = _bearers(first.name, noun), False
    words = first.name.split()
    if not found and len(words) > 1 and words[0].lower() in country.parts():
        found, part = _bearers(" ".join(words[1:]), ""), True
    outer = candidates(container)
    inside = [one for one in found if any(_holds(big, one.candidate) for big in outer)]
    kept = [one._replace(odds=one.odds + _INSIDE) if one in inside else one for one in found]
    return Sense(first, tuple(kept), container, part)


@lru_cache(maxsize=1 << 12)
def _bearers(name: str, noun: str) -> tuple[Bearer, ...]:
    """The bearers of a name, the class noun heeded: with it as part of the name, and by its class."""
    if noun in country.nouns():
        return tuple(_classed(name, noun))
    return tuple(Bearer(one, one.odds) for one in candidates(name))


def _classed(name: str, noun: str) -> Iterator[Bearer]:
    features, seen = country.nouns()[noun], set()
    for one in candidates(f"{name} {noun}"):
        seen.add(one)
        yield Bearer(one, one.odds + _CLASS)
    for one in candidates(name):
        if one not in seen:
            fits = any(one.feature.startswith(feature) for feature in features)
            yield Bearer(one, one.odds + (_CLASS if fits else 0.0))
