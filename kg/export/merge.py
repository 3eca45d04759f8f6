"""Quads in which one node stands for one thing: what several articles name, or tell, is told once, of its node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg import iri
from kg.export.quad import TYPE, Quad
from kg.node import Nodes

_LINKS: Final = f"<{iri.LINK_GRAPH}>"
_SAME, _RETOLD, _LABEL = f"<{iri.OWL}sameAs>", f"<{iri.KG}coreferentWith>", f"<{iri.RDFS}label>"


def merged(quads: Iterable[Quad], *, events: bool = True) -> list[Quad]:
    """Put nodes in the place of the things that they stand for, and the first telling in that of all, if wanted.

    A node has its own class and label, not those of what it stands for. Quads without links come back as they are.
    """
    kept = list(quads)
    links = [quad for quad in kept if quad.graph == _LINKS]
    retold = _pairs(links, _RETOLD) if events else ()
    nodes = Nodes.of(_pairs(links, _SAME), retold)
    return list(_told(kept, nodes)) if nodes.things or nodes.events else kept


def _pairs(links: Iterable[Quad], predicate: str) -> Iterator[tuple[str, str]]:
    return ((quad.subject, quad.object) for quad in links if quad.predicate == predicate)


def _told(quads: Iterable[Quad], nodes: Nodes) -> Iterator[Quad]:
    for quad in quads:
        subject, value = nodes.node(quad.subject), nodes.node(quad.object)
        own = subject == quad.subject or quad.predicate not in (TYPE, _LABEL)
        if own and not (subject == value and quad.subject != quad.object):
            yield quad._replace(subject=subject, object=value)
