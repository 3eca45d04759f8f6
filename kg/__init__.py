"""News to a knowledge graph that can be trusted: who did what to whom, where, when, and who says so.

>>> import kg
>>> graph = kg.read("Rebels claimed that they had entered Homs.", date="2024-12-08")
>>> [(claim.source, str(claim.attribution)) for claim in graph.reading.claims]
[('actor_0', 'Claimed'), ('author', 'Asserted')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import (
        InputError,
        KgError,
        LexiconError,
        ModelError,
        OutputError,
        QueryError,
        StoreError,
        UsageError,
    )
    from kg.graph import Graph, read
    from kg.pipeline import build
    from kg.report import Report
    from kg.store import Store
    from kg.view.frame import Page

_HOMES = {
    "Graph": "graph",
    "InputError": "errors",
    "KgError": "errors",
    "LexiconError": "errors",
    "ModelError": "errors",
    "OutputError": "errors",
    "Page": "view.frame",
    "QueryError": "errors",
    "Report": "report",
    "Store": "store",
    "StoreError": "errors",
    "UsageError": "errors",
    "build": "pipeline",
    "read": "graph",
}
"""Public name to its module, which is loaded when the name is first used: the parser alone takes a second."""

__all__ = [
    "Graph",
    "InputError",
    "KgError",
    "LexiconError",
    "ModelError",
    "OutputError",
    "Page",
    "QueryError",
    "Report",
    "Store",
    "StoreError",
    "UsageError",
    "build",
    "read",
]


def __getattr__(name: str) -> Any:
    """Load the module of a public name (PEP 562)."""
    from importlib import import_module

    if name == "view":  # a package that can be called: kg.view(graph)
        return import_module("kg.view")
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(f"kg.{_HOMES[name]}"), name)
