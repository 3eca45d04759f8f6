"""The view: events of a store as one HTML file that works offline, with the sentence behind every line.

The package itself can be called, for that is how one asks for it in a notebook: ``kg.view(graph)``.
"""

import sys
from types import ModuleType

from kg.view.frame import Page, Stored, view
from kg.view.layout import layout
from kg.view.network import network
from kg.view.page import TOP, page, render
from kg.view.reader import scene
from kg.view.rows import Queryable
from kg.view.scene import Scene

__all__ = ["Page", "Queryable", "Scene", "Stored", "layout", "network", "page", "render", "scene", "view"]


class _View(ModuleType):
    """The package as a function."""

    def __call__(self, graph: Stored | Queryable, *, title: str = "", top: int = TOP) -> Page:
        """Draw a graph or a store, as `kg.view.view` does."""
        return view(graph, title=title, top=top)


sys.modules[__name__].__class__ = _View
