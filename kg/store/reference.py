"""The ontology and the lexicon as quads, so that queries over a store can use them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.words.source import CLASSES, content, opened, ours

_DIGEST = ox.NamedNode(iri.SCHEMA + "sha256")


Facts = dict[ox.NamedNode | ox.BlankNode | ox.Triple, list[ox.Quad]]
"""Subject to what is said of it."""


def quads(extra: tuple[Path, ...] = ()) -> bytes:
    """Write ontology and lexicon as N-Quads in sorted lines, each graph with the digest of its files.

    Of a subject that several files of the lexicon describe, the last has the word, as `kg.words.lexicon.load` has it;
    `extra` files come after ours. Raises LexiconError where a file cannot be read or is no Turtle.
    """
    found: list[ox.Quad] = list(_digests(extra))
    for graph, paths in _files(extra).items():
        facts: Facts = {}
        for path in paths:
            facts |= _facts(path, graph)
        found.extend(quad for said in facts.values() for quad in said)
    lines = ox.serialize(found, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def is_current(store: ox.Store, extra: tuple[Path, ...] = ()) -> bool:
    """Tell whether a store holds ontology and lexicon as the files have them; raises LexiconError."""
    return all(quad in store for quad in _digests(extra))


def _files(extra: tuple[Path, ...]) -> dict[ox.NamedNode, tuple[Path, ...]]:
    return {
        ox.NamedNode(iri.ONTOLOGY_GRAPH): (CLASSES,),
        ox.NamedNode(iri.LEXICON_GRAPH): (*ours(), *extra),
    }


def _digests(extra: tuple[Path, ...]) -> Iterator[ox.Quad]:
    for graph, paths in _files(extra).items():
        digest = hashlib.sha256(b"".join(content(path) for path in paths)).hexdigest()
        yield ox.Quad(graph, _DIGEST, ox.Literal(digest), graph)


def _facts(path: Path, graph: ox.NamedNode) -> Facts:
    found: Facts = {}
    for quad in ox.parse(opened(path).content, format=ox.RdfFormat.TURTLE):
        found.setdefault(quad.subject, []).append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return found
