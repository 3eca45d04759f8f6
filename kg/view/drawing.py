"""The network as pyvis draws it: every node and line with its look, those of the first picture with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.view.layout import layout
from kg.view.network import CAUSES, SAYS, VIA, status
from kg.view.opening import Opening
from kg.view.scene import ROLES
from kg.view.style import FACE, SHAPES, box, event, line, thing

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network  # type: ignore[import-untyped]

WIDE, TALL = 1.9, 0.62
"""Width over height of the two layouts: one for a desk, one for a hand."""
SMALL = 90
"""A network of up to so many nodes is laid out for the hand too; of a larger one a phone shows a part anyway."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 1_000_000},
    "edges": {"smooth": False, "selectionWidth": 1, "hoverWidth": 0.5, "arrowStrikethrough": False},
}
"""What vis-network is told once: nothing moves by itself, keys are ours."""


class Numbered:
    """A list of values without repetition: looks that thousands of lines share are written once."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def number(self, value: Any) -> int:
        """Give the place of a value in the list, at the end of which it is put if it is new."""
        if value not in self.values:
            self.values.append(value)
        return self.values.index(value)


class Tables:
    """What the script looks up: the looks of lines, and how events are presented."""

    def __init__(self) -> None:
        self.looks, self.ways = Numbered(), Numbered()

    def record(self) -> dict[str, Any]:
        """Write the tables as the script reads them."""
        return {"looks": self.looks.values, "ways": self.ways.values, "shapes": dict(SHAPES), "face": FACE}


def drawing(graph: nx.MultiDiGraph[str], first: Opening, short: Mapping[str, str], tables: Tables) -> Network:
    """Make the drawing of pyvis; what its looks refer to goes into the tables."""
    from pyvis.network import Network  # it imports IPython, which takes seconds

    drawn = Network(directed=True, cdn_resources="in_line")
    drawn.options = OPTIONS
    # Not by add_node and add_edge, which look every node up in a list: that takes seconds for thousands of them.
    drawn.nodes = list(_nodes(graph, first, short, tables))
    drawn.edges = list(_lines(graph, short, tables))
    return drawn


def _nodes(
    graph: nx.MultiDiGraph[str], first: Opening, short: Mapping[str, str], tables: Tables
) -> Iterator[dict[str, Any]]:
    """Give every node with its look; those of the first picture have places, the page finds some for the others."""
    styled = {iri: look(attributes) for iri, attributes in graph.nodes(data=True)}
    boxes = {iri: box(options) for iri, options in styled.items()}
    begin = graph.subgraph(first.drawn)
    wide = layout(begin, boxes, aspect=WIDE)
    tall = layout(begin, boxes, aspect=TALL) if len(begin) <= SMALL else wide
    for iri, options in styled.items():
        shown = {
            "label": options["label"],
            "letters": options["font"]["size"],
            "box": [round(x) for x in boxes[iri][:4]],
        }
        size = {"size": options["size"]} if "size" in options else {}
        at = {"x": wide[iri][0], "y": wide[iri][1], "tall": list(tall[iri])} if iri in first.drawn else {}
        yield {"id": short[iri], **shown, **size, **at, **_meta(graph.nodes[iri], short, tables)}


def look(attributes: dict[str, Any]) -> dict[str, Any]:
    """Style a node of the network by its attributes."""
    if attributes["kind"] == "Event":
        return event(attributes["label"], attributes["status"])
    return thing(attributes["label"], attributes["kind"], attributes["weight"])


def _meta(attributes: dict[str, Any], short: Mapping[str, str], tables: Tables) -> dict[str, Any]:
    if attributes["kind"] != "Event":
        return {"kind": attributes["kind"]}
    way = tables.ways.number(list(attributes["status"]))
    members = [short[iri] for iri in attributes["members"]]
    return {"kind": "Event", "way": way} | ({"members": members} if len(members) > 1 else {})


def _lines(graph: nx.MultiDiGraph[str], short: Mapping[str, str], tables: Tables) -> Iterator[list[Any]]:
    """Give one line a pair, as its ends, role, look and width: of two roles of somebody the one that is told first."""
    order = (*ROLES, SAYS, VIA, CAUSES)
    told = sorted(graph.edges(keys=True), key=lambda edge: (order.index(edge[2]), edge[0], edge[1]), reverse=True)
    lines = {frozenset((a, b)): (a, b, role) for a, b, role in told}
    for a, b, role in sorted(lines.values()):
        word = graph.nodes[a] if "status" in graph.nodes[a] else graph.nodes[b]
        options = line(role, word.get("status") or status(()), word.get("sources", 1))
        width = options.pop("width")
        yield [short[a], short[b], role, tables.looks.number(options), width]
