"""Turtle and TriG that are the same bytes for the same graph, and read well.

One block a subject, in the order of the text; its classes first; only prefixes that are used. Things of an article are
written under the prefix ``a:``, which is declared anew where the next article begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.export.quad import TYPE, Quad, name, order
from kg.term import turtle_name

_DATATYPE = re.compile(r"\^\^<([^<>]*)>$")
_LOCAL = re.compile(r"[A-Za-z0-9_]+")
_ARTICLE: Final = iri.BASE + "article/"
_OWN: Final = "a"
"""Prefix of the things of the article at hand."""


def trig(quads: Iterable[Quad]) -> str:
    """Write quads as TriG, one block a graph, in the order of their IRIs."""
    writer = _Writer()
    blocks = []
    for graph, group in groupby(sorted(quads, key=lambda quad: quad.graph), key=lambda quad: quad.graph):
        body = writer.blocks(group, _article(graph))
        indented = re.sub(r"^(?=.)", "    ", body, flags=re.MULTILINE)
        blocks.append(f"{writer.declared()}{writer.term(graph)} {{\n{indented}}}\n")
    return writer.prefixes() + "\n" + "\n".join(blocks)


def turtle(triples: Iterable[Quad] | Iterable[ox.Triple]) -> str:
    """Write the triples of quads, or triples of the engine, as Turtle."""
    quads = {_quad(triple)._replace(graph="") for triple in triples}
    articles = {_article(quad.subject) for quad in quads} - {""}
    only = articles.pop() if len(articles) == 1 else ""
    writer = _Writer()
    blocks = []
    for own, group in groupby(sorted(quads, key=_place), key=lambda quad: only or _article(quad.subject)):
        body = writer.blocks(group, own)
        blocks.append(writer.declared() + body)
    return writer.prefixes() + "\n" + "\n".join(blocks)


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


def _rank(quad: Quad) -> tuple[list[str | int], bool, str, list[str | int]]:
    return order(quad.subject), quad.predicate != TYPE, quad.predicate, order(quad.object)


class _Writer:
    """Writes terms, and remembers which prefixes they need and how it wrote those of the article at hand."""

    def __init__(self) -> None:
        self._own = ""
        self._known: dict[str, str] = {}
        self._used: set[str] = set()

    def blocks(self, quads: Iterable[Quad], own: str) -> str:
        """Write one block a subject with an empty line between them; `own` is the IRI of their article, or empty."""
        if own != self._own:
            self._own, self._known = own, {}
        groups = groupby(sorted(quads, key=_rank), key=lambda quad: quad.subject)
        return "\n".join(self._block(subject, group) for subject, group in groups)

    def declared(self) -> str:
        """Declare the prefix of the article at hand, if there is one."""
        return f"@prefix {_OWN}: <{self._own}#> .\n\n" if self._own else ""

    def prefixes(self) -> str:
        """Declare the prefixes used so far, sorted."""
        return "".join(f"@prefix {p}: <{space}> .\n" for p, space in iri.PREFIXES.items() if p in self._used)

    def term(self, term: str) -> str:
        """Write a term as short as any reader of Turtle takes it."""
        if term not in self._known:
            self._known[term] = self._new(term)
        return self._known[term]

    def _new(self, term: str) -> str:
        if not term.startswith("<"):
            return _DATATYPE.sub(lambda match: "^^" + self._name(match.group(1)), term)
        whole = name(term)
        begin, _, local = whole.partition("#")
        return f"{_OWN}:{local}" if begin == self._own and _LOCAL.fullmatch(local) else self._name(whole)

    def _name(self, whole: str) -> str:
        written = turtle_name(whole)
        if not written.startswith("<"):
            self._used.add(written.partition(":")[0])
        return written

    def _block(self, subject: str, quads: Iterable[Quad]) -> str:
        said = []
        for predicate, group in groupby(quads, key=lambda quad: quad.predicate):
            verb = "a" if predicate == TYPE else self.term(predicate)
            said.append(f"{verb} {' , '.join(self.term(quad.object) for quad in group)}")
        return f"{self.term(subject)} " + " ;\n    ".join(said) + " .\n"
