"""The last touch to a layout: each node looks for a better place nearby.

A place is better where fewer lines cross, none runs under a label, boxes keep their distance and lines are short
(the terms of Davidson and Harel, 1996; their annealing is replaced by plain descent, which needs no chance).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kg.view.box import Box, Point, overlap

OVERLAP, UNDER, CROSSING, NEAR, LONG, FAR = 30.0, 8.0, 3.0, 2.0, 1.6, 0.25
"""Costs: of boxes that overlap, a line under a label, two lines that cross, boxes too near, a line much too long, and
a node far from the middle."""
MARGIN = 14.0
"""Pixels that boxes should keep between each other."""
STEPS = (220.0, 140.0, 90.0, 220.0, 140.0, 90.0, 60.0, 40.0, 60.0, 40.0, 24.0, 14.0)
"""Pixels that a node may move in each round."""
_WAYS = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))

Edge = tuple[str, str]


@dataclass(slots=True)
class Sketch:
    """A layout that is being improved: the only value here that changes, for every step changes one place of it."""

    places: dict[str, Point]
    boxes: Mapping[str, Box]
    edges: Sequence[Edge]
    length: float
    aspect: float


def polish(sketch: Sketch) -> dict[str, Point]:
    """Move single nodes as long as that makes the sketch better; returns the places."""
    for step in STEPS:
        for name in sorted(sketch.places):
            _improve(sketch, name, step)
    return sketch.places


def _improve(sketch: Sketch, name: str, step: float) -> None:
    own = [edge for edge in sketch.edges if name in edge]
    rest = [edge for edge in sketch.edges if name not in edge]
    best, least = sketch.places[name], _cost(sketch, name, own, rest, sketch.places[name])
    for place in _candidates(sketch, name, own, step):
        cost = _cost(sketch, name, own, rest, place, limit=least)
        if cost < least - 1e-6:
            best, least = place, cost
    sketch.places[name] = best


def _candidates(sketch: Sketch, name: str, own: Sequence[Edge], step: float) -> list[Point]:
    x, y = sketch.places[name]
    around = [Point(x + dx * step * far, y + dy * step * far) for far in (1, 0.45) for dx, dy in _WAYS]
    ends = [sketch.places[b if a == name else a] for a, b in own]
    middle = Point(sum(p.x for p in ends) / len(ends), sum(p.y for p in ends) / len(ends)) if ends else Point(x, y)
    return [middle, Point((x + middle.x) / 2, (y + middle.y) / 2), *around]


def _cost(
    sketch: Sketch, name: str, own: Sequence[Edge], rest: Sequence[Edge], place: Point, limit: float = 1e18
) -> float:
    """Add up what stands against a place; stops as soon as it is known to be no better than the limit."""
    cost = FAR * (place.x * place.x / sketch.aspect + place.y * place.y * sketch.aspect) / 250_000
    for a, b in own:
        end = sketch.places[b if a == name else a]
        cost += _excess(place, end, sketch.length)
    if cost >= limit:
        return cost
    cost += _crowding(sketch, name, place)
    if cost >= limit:
        return cost
    return cost + _lines(sketch, name, own, rest, place, limit - cost)


def _excess(a: Point, b: Point, length: float) -> float:
    dx, dy = a.x - b.x, (a.y - b.y) * 1.2
    far = sqrt(dx * dx + dy * dy) / length
    return LONG * (far - 1) * (far - 1) if far > 1 else 0.4 * LONG * (1 - far)


def _crowding(sketch: Sketch, name: str, place: Point) -> float:
    box, cost = sketch.boxes[name].grown(MARGIN), 0.0
    for other, there in sketch.places.items():
        if other == name:
            continue
        across, down = overlap(box, place, sketch.boxes[other], there)
        if across > 0 and down > 0:
            depth = min(across, down)
            cost += NEAR * depth / MARGIN if depth <= MARGIN else OVERLAP + depth
    return cost


def _lines(
    sketch: Sketch, name: str, own: Sequence[Edge], rest: Sequence[Edge], place: Point, limit: float
) -> float:
    cost = 0.0
    for edge in rest:
        if _runs_under(sketch.places[edge[0]], sketch.places[edge[1]], sketch.boxes[name], place):
            cost += UNDER
    for a, b in own:
        end = b if a == name else a
        cost += _line(sketch, name, end, place, rest)
        if cost >= limit:
            break
    return cost


def _line(sketch: Sketch, name: str, end: str, place: Point, rest: Sequence[Edge]) -> float:
    there, cost = sketch.places[end], 0.0
    for a, b in rest:
        if end not in (a, b) and _cross(place, there, sketch.places[a], sketch.places[b]):
            cost += CROSSING
    for other, at in sketch.places.items():
        if other not in (name, end) and _runs_under(place, there, sketch.boxes[other], at):
            cost += UNDER
    return cost


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether the segments ab and cd cross, by the sides on which their ends lie."""
    abx, aby, cdx, cdy = b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y
    first = abx * (c.y - a.y) - aby * (c.x - a.x)
    second = abx * (d.y - a.y) - aby * (d.x - a.x)
    if (first > 0) == (second > 0):
        return False
    third = cdx * (a.y - c.y) - cdy * (a.x - c.x)
    fourth = cdx * (b.y - c.y) - cdy * (b.x - c.x)
    return (third > 0) != (fourth > 0)


def _runs_under(a: Point, b: Point, box: Box, at: Point) -> bool:
    """Tell whether a segment meets a box: not wholly on one side of it, and its corners on both sides of the line."""
    left, right, top, bottom = at.x - box.left, at.x + box.right, at.y - box.up, at.y + box.down
    if (a.x < left and b.x < left) or (a.x > right and b.x > right):
        return False
    if (a.y < top and b.y < top) or (a.y > bottom and b.y > bottom):
        return False
    dx, dy = b.x - a.x, b.y - a.y
    base = dx * a.y - dy * a.x
    one, two = dx * top - dy * left - base, dx * top - dy * right - base
    three, four = dx * bottom - dy * left - base, dx * bottom - dy * right - base
    return not (
        (one > 0 and two > 0 and three > 0 and four > 0) or (one < 0 and two < 0 and three < 0 and four < 0)
    )
