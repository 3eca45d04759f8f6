"""The ontology and the lexicon as quads, so that queries over a store can use them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import iri
from kg.errors import LexiconError
from kg.ontology import ONTOLOGY

_DIGEST = ox.NamedNode(iri.SCHEMA + "sha256")
_CONTRACT = "shapes.ttl"
"""The file of the lexicon's folder that holds its contract, not a part of it."""


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
    content = ox.serialize(found, format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(content.splitlines(keepends=True)))


def is_current(store: ox.Store, extra: tuple[Path, ...] = ()) -> bool:
    """Tell whether a store holds ontology and lexicon as the files have them; raises LexiconError."""
    return all(quad in store for quad in _digests(extra))


def _files(extra: tuple[Path, ...]) -> dict[ox.NamedNode, tuple[Path, ...]]:
    words = sorted(path for path in (ONTOLOGY / "lexicon").glob("*.ttl") if path.name != _CONTRACT)
    return {
        ox.NamedNode(iri.ONTOLOGY_GRAPH): (ONTOLOGY / "event.ttl",),
        ox.NamedNode(iri.LEXICON_GRAPH): (*words, *extra),
    }


def _digests(extra: tuple[Path, ...]) -> Iterator[ox.Quad]:
    for graph, paths in _files(extra).items():
        digest = hashlib.sha256(b"".join(map(_read, paths))).hexdigest()
        yield ox.Quad(graph, _DIGEST, ox.Literal(digest), graph)


def _facts(path: Path, graph: ox.NamedNode) -> Facts:
    found: Facts = {}
    try:
        for quad in ox.parse(_read(path), format=ox.RdfFormat.TURTLE):
            found.setdefault(quad.subject, []).append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    except SyntaxError as error:
        raise LexiconError((f"{path}, line {error.lineno}: this is no Turtle: {error.msg}.",)) from error
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError((f"{path}: the file cannot be read ({error.strerror}). Name a Turtle file.",)) from error
