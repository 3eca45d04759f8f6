"""Changing what a store holds: graphs give way to quads, and nothing is left that no article needs.

Each step may be carried out more than once; a killed process is followed by one that carries out all again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg import iri
from kg.store import shared

_BULK = 20_000
"""From so many quads on a bulk load is cheaper than a transaction."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Quads on their way into a store: as they are written, and what has to be known of them before."""

    content: bytes
    """N-Quads; as objects they would cost more than all the rest."""
    graphs: frozenset[str]
    """IRIs of the graphs that they lie in, the shared one left out."""
    shared: tuple[ox.Quad, ...]
    """Those of the shared graph, which are few."""


def read(content: bytes) -> Incoming:
    """Read N-Quads through; raises SyntaxError with the line, also where triples lie in no named graph.

    IRIs are taken as they are, like by the bulk load: to check each costs as much as all the rest.
    """
    graphs: set[object] = set()
    described: list[ox.Quad] = []
    for quad in ox.parse(content, format=ox.RdfFormat.N_QUADS, lenient=True):
        graph = quad.graph_name
        if graph == shared.GRAPH:
            described.append(quad)
        else:
            graphs.add(graph)
    if any(isinstance(graph, ox.DefaultGraph) for graph in graphs):
        raise SyntaxError(f"some triples lie in no named graph, such as one below {iri.BASE}")
    return Incoming(content, frozenset(g.value for g in graphs if isinstance(g, ox.NamedNode)), tuple(described))


def unused(engine: ox.Store, drop: Iterable[str], quads: Collection[ox.Quad]) -> list[str]:
    """Find the shared things that may be in use no more once some graphs have given way to quads; IRIs, sorted."""
    nodes = {node for graph in drop for node in shared.named_in(engine, ox.NamedNode(graph))}
    nodes |= shared.named(shared.stale(engine, quads))
    return sorted(node.value for node in shared.reach(engine, nodes))


def carry_out(engine: ox.Store, drop: Iterable[str], quads: Incoming, check: Iterable[str]) -> None:
    """Replace graphs by quads, then remove those of the shared things to check that no article needs any more."""
    for graph in map(ox.NamedNode, drop):
        if engine.contains_named_graph(graph):
            engine.remove_graph(graph)
    for quad in shared.stale(engine, quads.shared):
        engine.remove(quad)
    if quads.content.count(b"\n") >= _BULK:
        engine.bulk_load(quads.content, format=ox.RdfFormat.N_QUADS, lenient=True)
    else:
        engine.extend(ox.parse(quads.content, format=ox.RdfFormat.N_QUADS))
    shared.remove(engine, shared.orphans(engine, [ox.NamedNode(node) for node in check]))
    engine.flush()
