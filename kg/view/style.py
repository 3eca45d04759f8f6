"""How things and lines look: shape by kind, dashes by attribution, arrow by modality, width by number of sources.

Colours are not set here: they follow the theme of the page (`web/style.css`), and no meaning hangs on them alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any

from kg.event import Attribution, Modality, Polarity
from kg.view.box import Box
from kg.view.label import size, wrapped
from kg.view.network import CAUSES, SAYS, VIA, Status

SHAPES: Mapping[str, str] = {
    "Person": "dot",
    "Organization": "square",
    "Group": "hexagon",
    "Actor": "star",
    "Place": "triangleDown",
    "Site": "triangle",
    "Object": "diamond",
    "Event": "text",
}
"""Shapes of vis-network by kind."""
DASHES: Mapping[str, bool | list[int]] = {
    Attribution.ASSERTED: False,
    Attribution.REPORTED: [9, 5],
    Attribution.CLAIMED: [2, 5],
    Attribution.DENIED: [9, 4, 2, 4],
}
"""Lengths of strokes and gaps in pixels, by attribution."""
WORD = 14
"""Height of the letters of an event, in pixels."""
FACE = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, sans-serif"
"""Fonts that come with the common systems: nothing is loaded."""

Options = dict[str, Any]


def thing(label: str, kind: str, weight: int) -> Options:
    """Style a thing as vis-network wants it: the more claims it has part in, the larger shape and letters."""
    letters = 13 + round(2.2 * sqrt(min(weight, 26) - 1))
    return {
        "label": wrapped(label) or " ",
        "shape": SHAPES[kind],
        "size": radius(weight),
        "font": {"size": letters, "face": FACE},
    }


def event(label: str, status: Status) -> Options:
    """Style an event: its word, in the middle of its lines; one that is denied or negated says so."""
    text = f"not {label}" if status.polarity == Polarity.NEGATED else label
    return {"label": wrapped(text) or " ", "shape": "text", "font": {"size": WORD, "face": FACE}}


def radius(weight: int) -> int:
    """Half the size of a shape in pixels; its area grows with the number of claims, to a limit."""
    return round(5 + 4.2 * sqrt(min(weight, 30)))


def box(options: Options) -> Box:
    """Measure the room of a styled node: a shape has its label below it, a word is centred."""
    label = size(options["label"], options["font"]["size"])
    if options["shape"] == "text":
        return Box(label.width / 2 + 6, label.height / 2 + 5, label.width / 2 + 6, label.height / 2 + 5)
    half = max(options["size"], label.width / 2)
    return Box(half, options["size"], half, options["size"] + label.height + 4, label.height)


def line(role: str, status: Status, sources: int = 1) -> Options:
    """Style a line of an event by its role, by how its best claim presents it, and by how many sources say it."""
    if role in (SAYS, VIA):
        return {"width": 1.3, "dashes": [1, 4], "arrows": _arrow("to", "vee", 0.45)}
    if role == CAUSES:
        return {"width": 1.5, "dashes": False, "arrows": _arrow("to", "triangle", 0.6)}
    actual = status.modality == Modality.ACTUAL
    arrows = _head(role, actual=actual)
    if status.polarity == Polarity.NEGATED:
        arrows |= _arrow("middle", "bar", 0.7)
    width = (2.0 if actual else 1.1) + 1.2 * (min(sources, 5) - 1)
    return {"width": round(width, 1), "dashes": DASHES.get(status.attribution, False), "arrows": arrows}


def _head(role: str, *, actual: bool) -> Options:
    if role in ("actor", "place"):
        return {}
    if role == "origin":
        return _arrow("from", "circle", 0.35)
    return _arrow("to", "arrow" if actual else "vee", 0.6)


def _arrow(end: str, kind: str, scale: float) -> Options:
    return {end: {"enabled": True, "type": kind, "scaleFactor": scale}}
