"""The page: pyvis draws the network into our own template, which holds all that the page needs.

pyvis 0.3.2 writes titles, headings and menus as HTML, and loads Bootstrap from the network in every mode. So no text
goes to it but labels, which it passes on as JSON, and its template is replaced by ours; its vis-network is used as it
is. The page forbids itself every fetch by a Content-Security-Policy that names each script by its hash.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from kg.errors import UsageError
from kg.view.drawing import Tables, drawing
from kg.view.label import clean
from kg.view.land import outline
from kg.view.network import network
from kg.view.opening import opening
from kg.view.reader import scene
from kg.view.record import ids, record
from kg.view.rows import Queryable
from kg.view.scene import Scene

SCRIPTS = (
    "model", "state", "place", "draw", "legend", "chips", "compare", "cite", "panel", "chart", "lanes", "table",
    "reading", "map", "search", "save", "app"
)  # fmt: skip
"""Parts of the script, in the order in which they are joined."""
TOP = 40
"""Things that the network starts with: as many as can be read at once."""


def page(store: Queryable, *, events: Sequence[str] | None = None, title: str = "", top: int = TOP) -> str:
    """Make one HTML file, as text, that shows events and who says so, and needs nothing else.

    `events` are IRIs (all events of the store where None); the network starts with the `top` things that matter most,
    and unfolds the rest. The same store gives the same text. Raises UsageError where an IRI is none or `top` below 1.
    """
    if top < 1:
        raise UsageError(f"A page cannot show {top} nodes. Ask for 1 or more.")
    return render(scene(store, events=events), title=title, top=top)


def render(shown: Scene, *, title: str = "", top: int = TOP) -> str:
    """Write the HTML for a scene; without a title the page is named after its main actors."""
    graph = network(shown)
    first = opening(graph, top)
    short = ids(shown)
    tables = Tables()
    drawn = drawing(graph, first, short, tables)
    start = {"order": [short[iri] for iri in first.order], "top": first.top, "folded": first.folded}
    drawn.templateEnv = _environment(shown, clean(title) or _headline(shown), {**tables.record(), **start})
    drawn.path = "template.html"
    return str(drawn.generate_html(notebook=False))


def _headline(shown: Scene) -> str:
    """Name the page: after its only article, else after who has most claims."""
    if len(shown.articles) == 1 and shown.articles[0].title:
        return clean(shown.articles[0].title)
    labels = {thing.iri: clean(thing.label) for thing in shown.things}
    names = ", ".join(list(dict.fromkeys(labels[iri].partition(" (")[0] for iri in shown.ranking if iri in labels))[:3])
    return names[:1].upper() + names[1:]


def _environment(shown: Scene, title: str, start: dict[str, Any]) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("kg.view", "web"), autoescape=True, undefined=StrictUndefined)
    environment.filters["spaced"] = lambda number: f"{number:,}".replace(",", "\u202f")
    style, script, vis = _asset("style.css"), _script(), _vis()
    environment.globals.update(
        page_title=title,
        style=style,
        script=script,
        vis=vis,
        hashes={"style": _hash(style), "script": _hash(script), "vis": _hash(vis)},
        scene=shown,
        record=record(shown),
        start=start,
        land=outline(_coordinates(shown)),
    )
    return environment


def _coordinates(shown: Scene) -> Iterator[tuple[float, float]]:
    """List where the places of a scene lie, as far as these are numbers."""
    active = {thing for event in shown.events for _, thing in event.roles}
    for thing in shown.things:
        if thing.lat and thing.long and thing.iri in active:
            with suppress(ValueError):
                yield float(thing.lat), float(thing.long)


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
