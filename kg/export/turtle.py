"""Turtle and TriG that are the same bytes for the same graph, and read well.

One block a subject, in the order of the text; its classes first; only prefixes that are used. Things of an article are
written under the prefix ``a:``, which is declared anew where the next article begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.export.quad import TYPE, Quad, name, order
from kg.term import turtle_name

_DATATYPE = re.compile(r"\^\^<([^<>]*)>$")
_USED = re.compile(r"(?:^|[\s^])([a-z]+):", re.MULTILINE)
_ARTICLE: Final = iri.BASE + "article/"
_OWN: Final = "a"
"""Prefix of the things of the article at hand."""


def trig(quads: Iterable[Quad]) -> str:
    """Write quads as TriG, one block a graph."""
    blocks = []
    for graph, group in groupby(sorted(quads, key=lambda quad: quad.graph), key=lambda quad: quad.graph):
        own = _article(graph)
        body = "\n".join(_blocks(group, own)).replace("\n", "\n    ").replace("\n    \n", "\n\n")
        blocks.append(f"{_declared(own)}{turtle_name(name(graph))} {{\n    {body}\n}}\n")
    return _with_prefixes("\n".join(blocks))


def turtle(triples: Iterable[Quad] | Iterable[ox.Triple]) -> str:
    """Write the triples of quads, or triples of the engine, as Turtle."""
    quads = {_quad(triple)._replace(graph="") for triple in triples}
    blocks = []
    for own, group in groupby(sorted(quads, key=_place), key=lambda quad: _article(quad.subject)):
        blocks.append(_declared(own) + "\n".join(_blocks(group, own)) + "\n")
    return _with_prefixes("\n".join(blocks))


def _quad(triple: Quad | ox.Triple) -> Quad:
    if isinstance(triple, Quad):
        return triple
    return Quad(str(triple.subject), str(triple.predicate), str(triple.object), "")


def _place(quad: Quad) -> tuple[str, list[str | int]]:
    return _article(quad.subject), order(quad.subject)


def _article(term: str) -> str:
    """Give the IRI of the article that a term belongs to, or nothing."""
    inner = name(term)
    if not inner.startswith(_ARTICLE):
        return ""
    return inner[: len(_ARTICLE)] + re.split("[#/]", inner[len(_ARTICLE) :], maxsplit=1)[0]


def _declared(own: str) -> str:
    return f"@prefix {_OWN}: <{own}#> .\n\n" if own else ""


def _blocks(quads: Iterable[Quad], own: str) -> Iterator[str]:
    """Write one block a subject, each with an empty line after it but the last."""
    write = _writer(own)
    groups = groupby(sorted(quads, key=_rank), key=lambda quad: quad.subject)
    yield "\n\n".join(_block(subject, group, write) for subject, group in groups)


def _rank(quad: Quad) -> tuple[list[str | int], bool, str, list[str | int]]:
    return order(quad.subject), quad.predicate != TYPE, quad.predicate, order(quad.object)


def _block(subject: str, quads: Iterable[Quad], write: Callable[[str], str]) -> str:
    said = []
    for predicate, group in groupby(quads, key=lambda quad: quad.predicate):
        verb = "a" if predicate == TYPE else write(predicate)
        said.append(f"{verb} {' , '.join(write(quad.object) for quad in group)}")
    return f"{write(subject)} " + " ;\n    ".join(said) + " ."


def _writer(own: str) -> Callable[[str], str]:
    """Give what writes a term inside an article, which remembers what it has written."""
    known: dict[str, str] = {}
    base = f"<{own}#"

    def write(term: str) -> str:
        if term not in known:
            known[term] = _term(term, base)
        return known[term]

    return write


def _term(term: str, base: str) -> str:
    if term.startswith("<"):
        local = term[len(base) : -1]
        if term.startswith(base) and re.fullmatch(r"\w+", local, re.ASCII):
            return f"{_OWN}:{local}"
        return turtle_name(term[1:-1])
    return _DATATYPE.sub(lambda match: "^^" + turtle_name(match.group(1)), term)


def _with_prefixes(body: str) -> str:
    """Put the prefixes that may be used before the body; one too many, for a word in a text, does no harm."""
    used = set(_USED.findall(body))
    lines = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in iri.PREFIXES.items() if prefix in used]
    return "".join(lines) + "\n" + body
