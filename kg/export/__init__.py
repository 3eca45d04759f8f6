"""Graphs for other programs: the same store gives the same bytes, on any machine and any day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.errors import UsageError
from kg.export.quad import Quad
from kg.export.selection import select
from kg.store import Store

__all__ = ["EXTENSIONS", "FORMATS", "export"]

EXTENSIONS: Final = {
    "csv": "csv", "geojson": "geojson", "gexf": "gexf", "graphml": "graphml", "ics": "ics", "json": "jsonld",
    "jsonld": "jsonld", "nq": "nquads", "trig": "trig", "ttl": "turtle",
}  # fmt: skip
"""Ends of file names and the formats that they stand for."""
FORMATS: Final = tuple(sorted(set(EXTENSIONS.values())))
"""What `export` can write."""


def export(store: Store, form: str, *, article: str | None = None, compact: bool = False) -> bytes:
    """Write all articles of a store, or one by its identifier or IRI, in one of `FORMATS`, as UTF-8.

    `compact` leaves out what mentions say of themselves, nearly half of all. Raises UsageError where there is no such
    article or format, StoreError where the store fails.
    """
    if form not in FORMATS:
        raise UsageError(f"There is no format {form}. Ask for one of {', '.join(FORMATS)}.")
    return _write(form, select(store, article=article, compact=compact))


def _write(form: str, quads: list[Quad]) -> bytes:
    found = _writer(form)(quads)
    return found if isinstance(found, bytes) else found.encode()


def _writer(form: str) -> Callable[[list[Quad]], str | bytes]:
    """Find what writes a format; only its own module is loaded, since networkx alone takes a quarter of a second."""
    if form in ("graphml", "gexf"):
        from kg.export import network

        return network.graphml if form == "graphml" else network.gexf
    if form in ("turtle", "trig"):
        from kg.export import turtle

        return turtle.turtle if form == "turtle" else turtle.trig
    if form == "jsonld":
        from kg.export.jsonld import jsonld

        return jsonld
    if form == "csv":
        from kg.export.sheet import sheet

        return sheet
    if form == "geojson":
        from kg.export.geojson import geojson

        return geojson
    if form == "ics":
        from kg.export.agenda import agenda

        return agenda
    return _lines


def _lines(quads: list[Quad]) -> str:
    return "".join(sorted(f"{' '.join(quad)} .\n" for quad in quads))
