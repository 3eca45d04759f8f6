"""Changing what a store holds: graphs give way to quads, and nothing is left that no article needs.

Each step may be carried out more than once; a killed process is followed by one that carries out all again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from kg import iri, shared

_BULK = 20_000
"""From so many quads on a bulk load is cheaper than a transaction."""


def parse(content: bytes) -> list[ox.Quad]:
    """Read N-Quads; raises SyntaxError with the line, also where triples lie in no named graph."""
    quads = list(ox.parse(content, format=ox.RdfFormat.N_QUADS))
    if any(isinstance(quad.graph_name, ox.DefaultGraph) for quad in quads):
        raise SyntaxError(f"some triples lie in no named graph, such as one below {iri.BASE}")
    return quads


def replaced(drop: Iterable[str], quads: Iterable[ox.Quad]) -> list[str]:
    """Give the IRIs of the graphs that give way, sorted: those named, and those of all quads but the shared ones."""
    named = {quad.graph_name for quad in quads} - {shared.GRAPH}
    return sorted({*drop, *(graph.value for graph in named if isinstance(graph, ox.NamedNode))})


def unused(engine: ox.Store, drop: Iterable[str], quads: Collection[ox.Quad]) -> list[str]:
    """Find the shared things that may be in use no more once some graphs have given way to quads; IRIs, sorted."""
    nodes = {node for graph in drop for node in shared.named_in(engine, ox.NamedNode(graph))}
    nodes |= shared.named(shared.stale(engine, quads))
    return sorted(node.value for node in shared.reach(engine, nodes))


def carry_out(engine: ox.Store, drop: Iterable[str], quads: Collection[ox.Quad], check: Iterable[str]) -> None:
    """Replace graphs by quads, then remove those of the shared things to check that no article needs any more."""
    for graph in map(ox.NamedNode, drop):
        if engine.contains_named_graph(graph):
            engine.remove_graph(graph)
    for quad in shared.stale(engine, quads):
        engine.remove(quad)
    (engine.bulk_extend if len(quads) >= _BULK else engine.extend)(quads)
    shared.remove(engine, shared.orphans(engine, [ox.NamedNode(node) for node in check]))
    engine.flush()
