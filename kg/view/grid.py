"""A sheet of squares on which boxes are set where they fit: quick for many boxes, and none can overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from math import ceil, floor

from kg.view.box import Box, Point

SQUARE = 12.0
"""Side of a square in pixels."""


def settled(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Set every box as near to its place as it fits, those in the middle first; no two share a square."""
    taken: set[tuple[int, int]] = set()
    order = sorted(places, key=lambda name: (places[name].x ** 2 + places[name].y ** 2, name))
    return {name: _set(places[name], boxes[name], taken) for name in order}


def _set(place: Point, box: Box, taken: set[tuple[int, int]]) -> Point:
    for dx, dy in _ways():
        there = Point(place.x + dx * SQUARE, place.y + dy * SQUARE)
        squares = list(_squares(there, box))
        if taken.isdisjoint(squares):
            break
    taken.update(squares)
    return there


def _squares(at: Point, box: Box) -> Iterator[tuple[int, int]]:
    columns = range(floor((at.x - box.left) / SQUARE), ceil((at.x + box.right) / SQUARE))
    rows = range(floor((at.y - box.up) / SQUARE), ceil((at.y + box.down) / SQUARE))
    return ((column, row) for column in columns for row in rows)


def _ways() -> Iterator[tuple[int, int]]:
    """Walk from the middle outwards, ring by ring; without end, for somewhere there is room."""
    yield 0, 0
    for ring in count(1):
        yield from _ring(ring)


def _ring(ring: int) -> Iterable[tuple[int, int]]:
    for step in range(0, ring + 1, 1 + ring // 6):
        for side in (step, -step):
            yield from ((ring, side), (-ring, side), (side, ring), (side, -ring))
