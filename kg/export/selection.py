"""Which quads an export holds: of all articles, or of one with what it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import iri
from kg.errors import UsageError
from kg.export.quad import TYPE, Quad, of_line
from kg.store import Store, folder, shared

_LEFT_OUT = tuple(f" <{graph}> .".encode() for graph in (iri.ONTOLOGY_GRAPH, iri.LEXICON_GRAPH))
"""Ends of lines of the graphs that every store holds and no export does."""


def select(store: Store, *, article: str | None = None, compact: bool = False) -> list[Quad]:
    """Read the quads of all articles, or of one by its identifier or IRI, sorted.

    Of shared things those are described that the article leads to. `compact` leaves out what mentions say: their
    offsets are still in their IRIs, their text is in that of their sentence. Raises UsageError where there is no such
    article, StoreError where the engine fails.
    """
    with folder.errors(store.path):
        lines = _every(store.engine) if article is None else _of(store, named(store, article))
        quads = sorted({of_line(line.decode()) for line in lines})
    return _without_mentions(quads) if compact else quads


def named(store: Store, article: str) -> str:
    """Find the IRI of an article by its identifier or IRI; raises UsageError where there is none."""
    known = store.known(article) or store.facts(article)
    if known is None:
        raise UsageError(f"There is no article {article} in the store. Name one by its identifier or its IRI.")
    return known.article


def _every(engine: ox.Store) -> Iterator[bytes]:
    content = engine.dump(format=ox.RdfFormat.N_QUADS) or b""
    return (line for line in content.split(b"\n") if line and not line.endswith(_LEFT_OUT))


def _of(store: Store, article: str) -> Iterator[bytes]:
    graph = ox.NamedNode(iri.graph(article))
    own = store.engine.quads_for_pattern(None, None, None, graph)
    things = shared.reach(store.engine, shared.named_in(store.engine, graph))
    about = (q for thing in things for q in store.engine.quads_for_pattern(thing, None, None, shared.GRAPH))
    content = ox.serialize([*own, *about], format=ox.RdfFormat.N_QUADS) or b""
    return (line for line in content.split(b"\n") if line)


def _without_mentions(quads: Iterable[Quad]) -> list[Quad]:
    quads = list(quads)
    mentions = _of_kind(quads, "Mention") - _of_kind(quads, "Sentence")
    return [quad for quad in quads if quad.subject not in mentions]


def _of_kind(quads: Iterable[Quad], kind: str) -> set[str]:
    return {quad.subject for quad in quads if quad.predicate == TYPE and quad.object == f"<{iri.KG}{kind}>"}
