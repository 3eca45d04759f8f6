"""Where everything stands: the same whole pixels for the same graph, on every run and machine.

Only `+ - * /` and the square root are used, which IEEE 754 defines to the last bit, and a seeded Mersenne Twister;
the sums of numpy depend on the processor. Small graphs are laid out by stress majorization, larger ones by springs on
a grid; then boxes are pushed apart and single nodes move to where fewer lines cross and none runs under a label.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import networkx as nx

from kg.view.box import Box, Point, separate
from kg.view.grid import settled
from kg.view.polish import STEPS, Edge, Sketch, polish, total
from kg.view.stress import springs, stress

SEED = 20241208
FINE = 200
"""Components of up to so many nodes are laid out with care; for larger ones that would take minutes."""
CAREFUL = 120
"""Above so many nodes only the last steps are taken: they bring most, and time grows with the square."""
APART = 10.0
"""Pixels between boxes at the least."""
OFF = 1.06
"""A picture may be so much too narrow, as the square root of the ratio, before it is made wider."""
SPREADS = 3
"""So many times, for what is pushed apart grows tall again."""
BETWEEN = 5
"""Steps that nodes of different components are thought to be apart."""
STARTS = 100
"""A small graph is laid out so many times, divided by its nodes, from different first positions; at least once."""
INFINITE = float("inf")
LOOSE = 0.75
"""How far nodes of a large graph spread from the middle, over the side of the square that would hold them all."""

Position = tuple[int, int]


def layout(graph: nx.MultiDiGraph[str], boxes: Mapping[str, Box], *, aspect: float) -> dict[str, Position]:
    """Place every node of a graph, in whole pixels, so that no boxes overlap.

    `boxes` says how much room each node takes around its position; `aspect` is the width over the height to aim at.
    """
    names = sorted(graph)
    if not names:
        return {}
    room = {name: box.grown(APART / 2) for name, box in boxes.items()}
    if len(names) <= FINE:
        places = separate(_fine(graph, names, boxes, aspect), room)
        for _ in range(SPREADS):
            places = separate(_spread(places, aspect), room)
    else:
        places = settled(_coarse(graph, names, boxes, aspect), room)
    return {name: (round(places[name].x), round(places[name].y)) for name in names}


def _fine(graph: nx.MultiDiGraph[str], names: list[str], boxes: Mapping[str, Box], aspect: float) -> dict[str, Point]:
    """Lay out a small graph whole, its components too, several times; the sketch with the least cost is kept."""
    edges = _edges(graph, names)
    length = _length(names, boxes)
    distances = _distances(edges, names, length)
    labels = {name: box.below() for name, box in boxes.items() if box.label}
    best: dict[str, Point] = {}
    least = INFINITE
    for start in range(max(1, STARTS // len(names))):
        first = _stretched(stress(distances, seed=SEED + start), aspect)
        sketch = Sketch(_centred(separate(first, boxes)), boxes, labels, edges, length, aspect)
        places, cost = polish(sketch, STEPS if len(names) <= CAREFUL else STEPS[-5:]), total(sketch)
        if cost < least:
            best, least = dict(places), cost
    return best


def _coarse(graph: nx.MultiDiGraph[str], names: list[str], boxes: Mapping[str, Box], aspect: float) -> dict[str, Point]:
    """Lay out a large graph roughly, as wide as its boxes need."""
    places = _stretched(springs(_edges(graph, names), names, _length(names, boxes), seed=SEED), aspect)
    spread = sqrt(sum(p.x * p.x + p.y * p.y for p in places.values()) / len(names)) or 1.0
    need = sqrt(sum((b.left + b.right + APART) * (b.up + b.down + APART) for b in boxes.values()))
    factor = LOOSE * need / spread
    return {name: Point(p.x * factor, p.y * factor) for name, p in places.items()}


def _edges(graph: nx.MultiDiGraph[str], names: list[str]) -> list[Edge]:
    return sorted({(a, b) for a, b in graph.subgraph(names).edges() if a != b})


def _length(names: list[str], boxes: Mapping[str, Box]) -> float:
    """How long a line should be, for boxes of this size."""
    return 34 + 1.7 * sum(boxes[name].breadth for name in names) / len(names)


def _distances(edges: list[Edge], names: list[str], length: float) -> dict[str, dict[str, float]]:
    """Measure all distances along lines; between components they are set so that these lie side by side."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(names)
    plain.add_edges_from(edges)
    steps = dict(nx.all_pairs_shortest_path_length(plain))
    return {a: {b: length * steps[a].get(b, BETWEEN) for b in names if b != a} for a in names}


def _centred(places: Mapping[str, Point]) -> dict[str, Point]:
    x = sum(place.x for place in places.values()) / len(places)
    y = sum(place.y for place in places.values()) / len(places)
    return {name: Point(place.x - x, place.y - y) for name, place in places.items()}


def _stretched(places: Mapping[str, Point], aspect: float) -> dict[str, Point]:
    """Turn the longest extent to the horizontal (or the vertical where the page is tall) and stretch it to the page."""
    middle = _centred(places)
    cos, sin = _direction(middle)
    turned = {name: (p.x * cos + p.y * sin, p.y * cos - p.x * sin) for name, p in middle.items()}
    if aspect < 1:
        turned = {name: (-y, x) for name, (x, y) in turned.items()}
    wide = sqrt(sum(x * x for x, _ in turned.values())) or 1.0
    high = sqrt(sum(y * y for _, y in turned.values())) or 1.0
    factor = sqrt(min(4.0, max(0.25, aspect * high / wide)))
    return {name: Point(x * factor, y / factor) for name, (x, y) in turned.items()}


def _spread(places: Mapping[str, Point], aspect: float) -> Mapping[str, Point]:
    """Make a picture that came out too tall for the page as wide as that; what then overlaps is pushed apart after."""
    xs, ys = [place.x for place in places.values()], [place.y for place in places.values()]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    factor = sqrt(aspect * high / wide) if wide and high else 1.0
    return {n: Point(p.x * factor, p.y / factor) for n, p in places.items()} if factor > OFF else places


def _direction(places: Mapping[str, Point]) -> tuple[float, float]:
    """Find the direction of greatest extent as cosine and sine: the first eigenvector of the covariance."""
    xx = sum(p.x * p.x for p in places.values())
    yy = sum(p.y * p.y for p in places.values())
    xy = sum(p.x * p.y for p in places.values())
    root = sqrt((xx - yy) * (xx - yy) + 4 * xy * xy)
    x, y = xx - yy + root, 2 * xy
    size = sqrt(x * x + y * y)
    return (x / size, y / size) if size else (1.0, 0.0)
