"""Boxes around nodes, and how they are pushed apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Box(NamedTuple):
    """The room a node with its label takes: pixels from its position to the left, up, right and down."""

    left: float
    up: float
    right: float
    down: float
    label: float = 0.0
    """How much of `down` is a label below the shape; 0 where the node is a word, or has no label."""

    @property
    def breadth(self) -> float:
        """Half of width and height together: how far, on average, its edge is from its middle."""
        return (self.left + self.right + self.up + self.down) / 4

    def grown(self, margin: float) -> Box:
        """The box with so many pixels more on every side."""
        return Box(self.left + margin, self.up + margin, self.right + margin, self.down + margin, self.label)

    def below(self) -> Box:
        """The box of the label alone, of a node that has one below its shape."""
        return Box(self.left, self.label - self.down, self.right, self.down)


class Point(NamedTuple):
    """A position in pixels, x to the right and y down."""

    x: float
    y: float


def overlap(a: Box, at: Point, b: Box, other: Point) -> tuple[float, float]:
    """Measure by how many pixels two boxes overlap across and down; one of both is 0 or less where they do not."""
    across = min(at.x + a.right, other.x + b.right) - max(at.x - a.left, other.x - b.left)
    down = min(at.y + a.down, other.y + b.down) - max(at.y - a.up, other.y - b.up)
    return across, down


def separate(places: Mapping[str, Point], boxes: Mapping[str, Box], *, rounds: int = 400) -> dict[str, Point]:
    """Push overlapping boxes apart, each pair half of the way along the shorter side, until none overlap.

    Pairs that lie in one point part by their order. Stops after so many rounds in any case.
    """
    placed = dict(places)
    for _ in range(rounds):
        if not _push(placed, sorted(placed, key=lambda name: (placed[name], name)), boxes):
            break
    return placed


def _push(placed: dict[str, Point], names: list[str], boxes: Mapping[str, Box]) -> bool:
    """Push every overlapping pair once; names are sorted from left to right, so the sweep can stop early."""
    widest = max((boxes[name].left for name in names), default=0.0)
    moved = False
    for place, a in enumerate(names):
        for b in names[place + 1 :]:
            if placed[b].x - widest > placed[a].x + boxes[a].right + widest:
                break
            across, down = overlap(boxes[a], placed[a], boxes[b], placed[b])
            if across > 0 and down > 0:
                _part(placed, a, b, across, down)
                moved = True
    return moved


def _part(placed: dict[str, Point], a: str, b: str, across: float, down: float) -> None:
    (ax, ay), (bx, by) = placed[a], placed[b]
    if across < down:
        step = (across + 1) / 2 * (-1 if ax <= bx else 1)
        placed[a], placed[b] = Point(ax + step, ay), Point(bx - step, by)
    else:
        step = (down + 1) / 2 * (-1 if ay <= by else 1)
        placed[a], placed[b] = Point(ax, ay + step), Point(bx, by - step)
