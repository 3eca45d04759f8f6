"""A page that a notebook shows and a file holds."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Protocol, runtime_checkable

from kg.files import write_aside
from kg.view.page import TOP, page
from kg.view.rows import Queryable


@runtime_checkable
class Stored(Protocol):
    """Anything that has its triples in a store, such as `kg.Graph`."""

    @property
    def store(self) -> Queryable:
        """The store."""
        ...


@dataclass(frozen=True)
class Page:
    """A page of the view, as text; notebooks show it."""

    html: str

    def _repr_html_(self) -> str:
        """Give the page to a notebook, framed so that its scripts stay its own."""
        return f'<iframe srcdoc="{escape(self.html)}" width="100%" height="700" style="border:0"></iframe>'

    def save(self, path: str | Path) -> None:
        """Write the page into a file; raises OutputError."""
        write_aside(Path(path), self.html.encode())


def view(graph: Stored | Queryable, *, title: str = "", top: int = TOP) -> Page:
    """Draw a graph or a store as one page that works offline; the network starts with its `top` main names."""
    store = graph.store if isinstance(graph, Stored) else graph
    return Page(page(store, title=title, top=top))
