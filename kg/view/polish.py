"""The last touch to a layout: each node looks for a better place nearby.

A place is better where fewer lines cross, none runs under a label, boxes keep their distance and lines are short
(the terms of Davidson and Harel, 1996; their annealing is replaced by plain descent, which needs no chance).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from kg.view.box import Box, Point

OVERLAP, UNDER, OWN, CROSSING, NEAR, LONG, FAR = 30.0, 8.0, 2.5, 3.0, 2.0, 1.6, 1.2
"""Costs: of boxes that overlap, a line under a foreign label, a line under the label of its own end, two lines that
cross, boxes too near, a line much too long, and a node far from the middle."""
MARGIN = 14.0
"""Pixels that boxes should keep between each other."""
STEPS = (220.0, 140.0, 90.0, 220.0, 140.0, 90.0, 60.0, 40.0, 60.0, 40.0, 24.0, 14.0)
"""Pixels that a node may move in each round."""
_WAYS = ((1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7))

Edge = tuple[str, str]


class Rectangle(NamedTuple):
    """Where a box lies."""

    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """A line between two nodes."""

    a: Point
    b: Point
    ends: Edge


@dataclass(slots=True)
class Sketch:
    """A layout that is being improved: the only value here that changes, for every step changes one place of it.

    `labels` holds, for nodes with a label beside their shape, the box of the label alone.
    """

    places: dict[str, Point]
    boxes: Mapping[str, Box]
    labels: Mapping[str, Box]
    edges: Sequence[Edge]
    length: float
    aspect: float


class _Around(NamedTuple):
    """All that a node meets while it looks for a place: what does not move meanwhile is worked out once."""

    box: Box
    label: Box | None
    ends: Sequence[tuple[str, Point, Rectangle | None]]
    lines: Sequence[Line]
    others: Sequence[tuple[str, Rectangle]]
    length: float
    aspect: float


def polish(sketch: Sketch, steps: Sequence[float] = STEPS) -> dict[str, Point]:
    """Move single nodes, by steps of so many pixels, as long as that makes the sketch better; returns the places."""
    for step in steps:
        for name in sorted(sketch.places):
            _improve(sketch, name, step)
    return sketch.places


def total(sketch: Sketch) -> float:
    """Add up what stands against all places of a sketch: the less, the better."""
    return sum(_cost(_around(sketch, name), sketch.places[name]) for name in sorted(sketch.places))


def _improve(sketch: Sketch, name: str, step: float) -> None:
    around = _around(sketch, name)
    best = sketch.places[name]
    least = _cost(around, best)
    for place in _candidates(best, [end for _, end, _ in around.ends], step):
        cost = _cost(around, place, limit=least)
        if cost < least - 1e-6:
            best, least = place, cost
    sketch.places[name] = best


def _around(sketch: Sketch, name: str) -> _Around:
    places, boxes, labels = sketch.places, sketch.boxes, sketch.labels
    near = [b if a == name else a for a, b in sketch.edges if name in (a, b)]
    return _Around(
        boxes[name],
        labels.get(name),
        [(end, places[end], _placed(labels[end], places[end]) if end in labels else None) for end in near],
        [Line(places[a], places[b], (a, b)) for a, b in sketch.edges if name not in (a, b)],
        [(other, _placed(boxes[other], place)) for other, place in places.items() if other != name],
        sketch.length,
        sketch.aspect,
    )


def _placed(box: Box, at: Point) -> Rectangle:
    return Rectangle(at.x - box.left, at.y - box.up, at.x + box.right, at.y + box.down)


def _candidates(here: Point, ends: Sequence[Point], step: float) -> list[Point]:
    x, y = here
    ways = [Point(x + dx * step * far, y + dy * step * far) for far in (1, 0.45) for dx, dy in _WAYS]
    if not ends:
        return ways
    middle = Point(sum(end.x for end in ends) / len(ends), sum(end.y for end in ends) / len(ends))
    return [middle, Point((x + middle.x) / 2, (y + middle.y) / 2), *ways]


def _cost(around: _Around, place: Point, limit: float = float("inf")) -> float:
    """Add up what stands against a place; stops as soon as it is known to be no better than the limit."""
    cost = FAR * (place.x * place.x / around.aspect + place.y * place.y * around.aspect) / 250_000
    for _, end, _ in around.ends:
        cost += _excess(place, end, around.length)
    if cost >= limit:
        return cost
    own = _placed(around.box, place)
    cost += _crowding(own, around.others)
    if cost >= limit:
        return cost
    cost += sum(UNDER for line in around.lines if _runs_under(line.a, line.b, own))
    label = _placed(around.label, place) if around.label else None
    for one in around.ends:
        if cost >= limit:
            break
        cost += _line(around, place, label, one)
    return cost


def _excess(a: Point, b: Point, length: float) -> float:
    dx, dy = a.x - b.x, (a.y - b.y) * 1.2
    far = sqrt(dx * dx + dy * dy) / length
    return LONG * (far - 1) * (far - 1) if far > 1 else 0.4 * LONG * (1 - far)


def _crowding(own: Rectangle, others: Sequence[tuple[str, Rectangle]]) -> float:
    left, top, right, bottom = own.left - MARGIN, own.top - MARGIN, own.right + MARGIN, own.bottom + MARGIN
    cost = 0.0
    for _, (a, b, c, d) in others:
        if a < right and c > left and b < bottom and d > top:
            depth = min(min(c, right) - max(a, left), min(d, bottom) - max(b, top))
            cost += NEAR * depth / MARGIN if depth <= MARGIN else OVERLAP + depth
    return cost


def _line(around: _Around, place: Point, label: Rectangle | None, end: tuple[str, Point, Rectangle | None]) -> float:
    """Add up what stands against one line of a node, to one of its ends."""
    name, there, theirs = end
    cost = OWN * sum(1 for own in (label, theirs) if own and _runs_under(place, there, own))
    for line in around.lines:
        if name not in line.ends and _cross(place, there, line.a, line.b):
            cost += CROSSING
    for other, rectangle in around.others:
        if other != name and _runs_under(place, there, rectangle):
            cost += UNDER
    return cost


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether the segments ab and cd cross, by the sides on which their ends lie."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    abx, aby = bx - ax, by - ay
    if (abx * (cy - ay) > aby * (cx - ax)) == (abx * (dy - ay) > aby * (dx - ax)):
        return False
    cdx, cdy = dx - cx, dy - cy
    return (cdx * (ay - cy) > cdy * (ax - cx)) != (cdx * (by - cy) > cdy * (bx - cx))


def _runs_under(a: Point, b: Point, box: Rectangle) -> bool:
    """Tell whether a segment meets a box: not wholly on one side of it, and its corners on both sides of the line."""
    (ax, ay), (bx, by), (left, top, right, bottom) = a, b, box
    if (ax < left and bx < left) or (ax > right and bx > right):
        return False
    if (ay < top and by < top) or (ay > bottom and by > bottom):
        return False
    dx, dy = bx - ax, by - ay
    base = dx * ay - dy * ax
    sides = dx * top - dy * left > base, dx * top - dy * right > base
    return not (sides[0] == sides[1] == (dx * bottom - dy * left > base) == (dx * bottom - dy * right > base))
