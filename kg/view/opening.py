"""The first picture: which things and events the network starts with. The rest is folded, and unfolds in the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.view.scene import ROLES

WORDS = 1.5
"""The first picture has so many words for each name it may have: who is told of most is linked a hundred times."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is drawn at first: `order` are all things as they unfold, `drawn` the nodes that are there at once."""

    order: tuple[str, ...]
    drawn: frozenset[str]
    top: int
    """So many of the things in `order` are drawn at first."""
    folded: bool
    """Whether not all is drawn; then an event is only drawn as the link between two things or more."""


def opening(graph: nx.MultiDiGraph[str], top: int) -> Opening:
    """Choose the first picture of a network: all of it where it has up to `top` things, else its main ones.

    The main ones are those with most claims that an event links to another of them: whom nothing links says little in
    a picture, and is found in the other views. Whoever wrote an article is none of them, also where it says "we".
    """
    ranked = _ranked(graph)
    if len(ranked) <= top:
        return Opening(tuple(ranked), frozenset(graph), len(ranked), folded=False)
    main = _linked(graph, ranked, top)
    rest = [thing for thing in ranked if thing not in main]
    order = (*(thing for thing in ranked if thing in main), *rest)
    return Opening(order, frozenset(main) | _links(graph, main), len(main), folded=True)


def _ranked(graph: nx.MultiDiGraph[str]) -> list[str]:
    ranks = {
        node: (attributes["author"], attributes["rank"])
        for node, attributes in graph.nodes(data=True)
        if "rank" in attributes
    }
    return sorted(ranks, key=ranks.__getitem__)


def _linked(graph: nx.MultiDiGraph[str], ranked: list[str], top: int) -> set[str]:
    """Take things by rank until so many of them are linked to another one taken, or too many events link them."""
    linked: set[str] = set()
    ends: dict[str, set[str]] = defaultdict(set)
    words: set[str] = set()
    for thing in ranked:
        if graph.nodes[thing]["author"] or len(linked) >= top or (linked and len(words) > top * WORDS):
            break
        for event in _events(graph, thing):
            ends[event].add(thing)
            if len(ends[event]) > 1:
                linked |= ends[event]
                words.add(event)
    return linked


def _links(graph: nx.MultiDiGraph[str], things: Iterable[str]) -> set[str]:
    """Events that link two of some things or more."""
    ends: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        for event in _events(graph, thing):
            ends[event].add(thing)
    return {event for event, near in ends.items() if len(near) > 1}


def _events(graph: nx.MultiDiGraph[str], thing: str) -> set[str]:
    """Events that something takes part in; to speak of one is no part."""
    lines = [(other, role) for _, other, role in graph.out_edges(thing, keys=True)]
    lines += [(other, role) for other, _, role in graph.in_edges(thing, keys=True)]
    return {other for other, role in lines if role in ROLES and graph.nodes[other]["kind"] == "Event"}
