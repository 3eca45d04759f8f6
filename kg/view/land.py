"""The outline of the map: the whole world coarsely, and finely what lies around the places of the page.

Outlines are of Natural Earth (public domain), see `web/README.md`: rings and lines of whole numbers, each point after
the first given by its distance from the one before, `unit` of them a degree, y downwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

Ring = Sequence[tuple[int, int]]
LEAST, MOST = 6.0, 100.0
"""Degrees that the fine part has around its middle at least; where it would have more than `MOST` it is left out."""


class Window(NamedTuple):
    """What is drawn finely: degrees of longitude and latitude, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


def outline(places: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Make the map for places (pairs of latitude and longitude) as the page reads it: paths of SVG with their units."""
    world = _read("world.json")
    window = around(places)
    fine = {"near": {**_paths(_read("near.json"), window), "window": list(window)}} if window else {}
    return {"world": _paths(world, None), "names": world["names"], **fine}


def around(places: Iterable[tuple[float, float]]) -> Window | None:
    """Find the window around some places, with room to all sides; None where there are none, or they lie far apart.

    >>> around([(34.0, 36.0), (36.0, 37.0)])
    Window(left=27.5, top=-41.0, right=45.5, bottom=-29.0)
    """
    points = sorted(set(places))
    if not points:
        return None
    lats, longs = [lat for lat, _ in points], [long for _, long in points]
    x, y = (min(longs) + max(longs)) / 2, -(min(lats) + max(lats)) / 2
    wide = max(LEAST, max(longs) - min(longs), (max(lats) - min(lats)) * 2) * 1.5
    high = max(LEAST, max(lats) - min(lats), wide / 2)
    return Window(x - wide, y - high, x + wide, y + high) if wide * 2 <= MOST else None


def clipped(ring: Ring, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
    """Cut a ring at a rectangle, side by side (Sutherland and Hodgman, 1974).

    >>> clipped([(0, 0), (10, 0), (10, 10), (0, 10)], 5, 5, 20, 20)
    [(5, 5), (10, 5), (10, 10), (5, 10)]
    """
    found = list(ring)
    for axis, limit, sign in ((0, left, 1), (1, top, 1), (0, right, -1), (1, bottom, -1)):
        found = list(_cut(found, axis, limit, sign))
    return found


def _cut(ring: Ring, axis: int, limit: int, sign: int) -> Iterator[tuple[int, int]]:
    """Cut a ring at one line: what lies on its right side stays, with the points where the ring meets it."""
    for a, b in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        inside = sign * (b[axis] - limit) >= 0
        if inside != (sign * (a[axis] - limit) >= 0):
            share = (limit - a[axis]) / (b[axis] - a[axis])
            met = round(a[1 - axis] + share * (b[1 - axis] - a[1 - axis]))
            yield (limit, met) if axis == 0 else (met, limit)
        if inside:
            yield b


def _paths(outlines: dict[str, Any], window: Window | None) -> dict[str, Any]:
    unit = outlines["unit"]
    land: Iterable[Ring] = map(_points, outlines["land"])
    borders: Iterable[Ring] = map(_points, outlines["borders"])
    if window:
        left, top, right, bottom = (round(side * unit) for side in window)
        land = (clipped(ring, left, top, right, bottom) for ring in land)
        borders = (part for line in borders for part in _inside(line, left, top, right, bottom))
    return {
        "unit": unit,
        "land": "".join(_path(ring) + "z" for ring in land if len(ring) > 2),
        "borders": "".join(map(_path, borders)),
    }


def _inside(line: Ring, left: int, top: int, right: int, bottom: int) -> Iterator[Ring]:
    """Split a line into the parts that lie in a rectangle; the point before and after each stays."""
    part: list[tuple[int, int]] = []
    for a, b in pairwise(line):
        if any(left <= x <= right and top <= y <= bottom for x, y in (a, b)):
            part = part or [a]
            part.append(b)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _points(steps: Sequence[int]) -> Ring:
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _path(points: Ring) -> str:
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps)


@cache
def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files("kg.view").joinpath("web", name).read_text("utf-8"))
    return read
