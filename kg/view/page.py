"""The page: pyvis draws the network into our own template, which holds all that the page needs.

pyvis 0.3.2 writes titles, headings and menus as HTML, and loads Bootstrap from the network in every mode. So no text
goes to it but labels, which it passes on as JSON, and its template is replaced by ours; its vis-network is used as it
is. The page forbids itself every fetch by a Content-Security-Policy that names each script by its hash.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.view.label import clean
from kg.view.layout import FINE, layout
from kg.view.network import CAUSES, SAYS, VIA, Status, network, status
from kg.view.reader import scene
from kg.view.record import ids, record
from kg.view.rows import Queryable
from kg.view.scene import ROLES, Scene
from kg.view.style import box, event, line, thing

if TYPE_CHECKING:
    import networkx as nx
    from pyvis.network import Network  # type: ignore[import-untyped]

SCRIPTS = ("model", "filter", "draw", "panel", "chart", "lists", "map", "search", "save", "app")
"""Parts of the script, in the order in which they are joined."""
WIDE, TALL = 1.9, 0.62
"""Width over height of the two layouts: one for a desk, one for a hand."""
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "multiselect": False, "tooltipDelay": 1_000_000},
    "edges": {"smooth": False, "selectionWidth": 1, "hoverWidth": 0.5, "arrowStrikethrough": False},
}
"""What vis-network is told once: nothing moves by itself, keys are ours."""


def page(store: Queryable, *, events: Sequence[str] | None = None, title: str = "", top: int = 300) -> str:
    """Make one HTML file, as text, that shows events and who says so, and needs nothing else.

    `events` are IRIs (all events of the store where None); at most the `top` things with most claims are drawn. The
    same store gives the same text. Raises UsageError where an IRI is none or `top` is below 1.
    """
    if top < 1:
        raise UsageError(f"A page cannot show {top} nodes. Ask for 1 or more.")
    return render(scene(store, events=events, top=top), title=title)


def render(shown: Scene, *, title: str = "") -> str:
    """Write the HTML for a scene; without a title the page is named after its main actors."""
    graph = network(shown)
    drawing = _drawing(graph, ids(shown))
    drawing.templateEnv = _environment(shown, clean(title) or _headline(shown))
    drawing.path = "template.html"
    return str(drawing.generate_html(notebook=False))


def _headline(shown: Scene) -> str:
    labels = {thing.iri: clean(thing.label) for thing in shown.things}
    return ", ".join(labels[iri] for iri in list(shown.ranking)[:3] if iri in labels)


def _drawing(graph: nx.MultiDiGraph[str], short: dict[str, str]) -> Network:
    from pyvis.network import Network  # it imports IPython, which takes seconds

    drawing = Network(directed=True, cdn_resources="in_line")
    drawing.options = OPTIONS
    _add_nodes(drawing, graph, short)
    _add_edges(drawing, graph, short)
    return drawing


def _add_nodes(drawing: Network, graph: nx.MultiDiGraph[str], short: dict[str, str]) -> None:
    styled = {iri: _node(attributes) for iri, attributes in graph.nodes(data=True)}
    boxes = {iri: box(options) for iri, options in styled.items()}
    wide = layout(graph, boxes, aspect=WIDE)
    tall = layout(graph, boxes, aspect=TALL) if len(graph) <= FINE else wide
    for iri, options in styled.items():
        (x, y), other = wide[iri], tall[iri]
        drawing.add_node(short[iri], x=x, y=y, tall=list(other), **options, **_meta(graph.nodes[iri], short))


def _node(attributes: dict[str, Any]) -> dict[str, Any]:
    if attributes["kind"] == "Event":
        return event(attributes["label"], attributes["status"])
    return thing(attributes["label"], attributes["kind"], attributes["weight"])


def _meta(attributes: dict[str, Any], short: dict[str, str]) -> dict[str, Any]:
    if attributes["kind"] != "Event":
        return {"kind": attributes["kind"]}
    way: Status = attributes["status"]
    return {"kind": "Event", "members": [short[iri] for iri in attributes["members"]], "status": list(way)}


def _add_edges(drawing: Network, graph: nx.MultiDiGraph[str], short: dict[str, str]) -> None:
    """Draw one line a pair: where somebody has two roles in an event, the one that is told first."""
    order = (*ROLES, SAYS, VIA, CAUSES)
    told = sorted(graph.edges(keys=True), key=lambda edge: (edge[0], edge[1], order.index(edge[2])), reverse=True)
    lines = {(a, b): role for a, b, role in told}
    for number, ((a, b), role) in enumerate(sorted(lines.items())):
        way = graph.nodes[a].get("status") or graph.nodes[b].get("status") or status(())
        drawing.add_edge(short[a], short[b], id=f"l{number}", role=role, **line(role, way))


def _environment(shown: Scene, title: str) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("kg.view", "web"), autoescape=True, undefined=StrictUndefined)
    style, script, vis = _asset("style.css"), _script(), _vis()
    environment.globals.update(
        page_title=title,
        style=style,
        script=script,
        vis=vis,
        hashes={"style": _hash(style), "script": _hash(script), "vis": _hash(vis)},
        scene=shown,
        record=record(shown),
        land=json.loads(_asset("land.json")),
    )
    return environment


def _hash(text: str) -> str:
    """Write a source expression of a Content-Security-Policy (CSP Level 3, 2.3.1)."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return files("kg.view").joinpath("web", name).read_text("utf-8")


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_asset(f"{name}.js") for name in SCRIPTS) + "})();\n"


@cache
def _vis() -> str:
    """Read the vis-network that pyvis brings."""
    return files("pyvis").joinpath("templates", "lib", "vis-9.1.2", "vis-network.min.js").read_text("utf-8")
