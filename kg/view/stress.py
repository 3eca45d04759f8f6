"""First positions of the nodes of a connected graph: near in the graph is near in the plane."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from random import Random

from kg.view.box import Point

Distances = Mapping[str, Mapping[str, float]]


def stress(distances: Distances, *, seed: int, rounds: int = 70) -> dict[str, Point]:
    """Place nodes so that their distances in the plane come near those given, which are above 0 for every pair.

    Stress majorization with weights `d ** -2`, one node after the other (Gansner, Koren and North, 2004, 2.3).
    """
    placed = scattered(sorted(distances), seed)
    for _ in range(rounds):
        for name in placed:
            placed[name] = _pulled(name, placed, distances[name])
    return placed


def scattered(names: Sequence[str], seed: int) -> dict[str, Point]:
    """Place nodes at random in a square whose area grows with their number."""
    random = Random(seed)  # noqa: S311 (positions, not secrets)
    side = 100 * sqrt(len(names) + 1)
    return {name: Point(random.random() * side, random.random() * side) for name in names}


def _pulled(name: str, placed: Mapping[str, Point], wanted: Mapping[str, float]) -> Point:
    x, y = placed[name]
    sum_x = sum_y = weights = 0.0
    for other, distance in wanted.items():
        if other == name:
            continue
        dx, dy = x - placed[other].x, y - placed[other].y
        ratio = distance / (sqrt(dx * dx + dy * dy) or 1.0)
        weight = 1 / (distance * distance)
        sum_x += weight * (placed[other].x + dx * ratio)
        sum_y += weight * (placed[other].y + dy * ratio)
        weights += weight
    return Point(sum_x / weights, sum_y / weights) if weights else placed[name]


def springs(edges: Sequence[tuple[str, str]], names: Sequence[str], length: float, *, seed: int) -> dict[str, Point]:
    """Place the nodes of a large graph by springs along edges, while near nodes repel each other.

    Only nodes in the same or a neighbouring cell of a grid repel (Fruchterman and Reingold, 1991, the grid variant),
    and no more than `_CROWD` of them, so that time grows with the number of nodes. A spring is weaker the more
    springs its ends have, or all would end in one heap.
    """
    placed = scattered(names, seed)
    degrees = Counter(name for edge in edges for name in edge)
    heat = length * 2
    while heat > length / 20:
        forces = _repulsions(placed, length)
        for a, b in edges:
            _attract(forces, placed, a, b, length * sqrt(degrees[a] + degrees[b]))
        for name, force in forces.items():
            placed[name] = _moved(placed[name], force, heat)
        heat *= 0.92
    return placed


def _repulsions(placed: Mapping[str, Point], length: float) -> dict[str, list[float]]:
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, point in placed.items():
        cells[int(point.x // (2 * length)), int(point.y // (2 * length))].append(name)
    forces = {name: [0.0, 0.0] for name in placed}
    for (column, row), names in cells.items():
        near = [other for dx, dy in _CELLS for other in cells.get((column + dx, row + dy), ())][:_CROWD]
        for name in names:
            _repel(forces[name], placed[name], (placed[other] for other in near if other != name), length)
    return forces


_CROWD = 60
_CELLS = ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))


def _repel(force: list[float], here: Point, others: Iterable[Point], length: float) -> None:
    for other in others:
        dx, dy = here.x - other.x, here.y - other.y
        push = length * length / (dx * dx + dy * dy or 1.0)
        force[0] += dx * push
        force[1] += dy * push


def _attract(forces: Mapping[str, list[float]], placed: Mapping[str, Point], a: str, b: str, length: float) -> None:
    dx, dy = placed[b].x - placed[a].x, placed[b].y - placed[a].y
    pull = sqrt(dx * dx + dy * dy) / length
    forces[a][0] += dx * pull
    forces[a][1] += dy * pull
    forces[b][0] -= dx * pull
    forces[b][1] -= dy * pull


def _moved(here: Point, force: Sequence[float], heat: float) -> Point:
    strength = sqrt(force[0] * force[0] + force[1] * force[1]) or 1.0
    step = min(strength, heat) / strength
    return Point(here.x + force[0] * step, here.y + force[1] * step)
