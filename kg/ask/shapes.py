"""Does a graph keep its contract? The shapes of `ontology/shapes.ttl`, checked by SHACL and told in sentences.

pySHACL is the reference. Where pyshacl-turbo is installed it does the same work in a third of the time; both give the
same faults, since every shape says in its own words what it asks.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg import iri
from kg.export.quad import name
from kg.export.selection import named, select
from kg.ontology import ONTOLOGY
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from rdflib import Graph
    from rdflib.term import Node

ENGINES: Final = ("pyshacl_turbo", "pyshacl")
"""Modules that can check, the one to be preferred first."""
_PARTS: Final = ("focusNode", "resultPath", "value", "resultMessage")


def engine() -> str:
    """Find the module to check with, the first of `ENGINES` that is installed."""
    return next(name for name in ENGINES if find_spec(name))


def check(store: Store, *, article: str | None = None, by: str | None = None) -> tuple[str, ...]:
    """Check the articles of a store, or one by its identifier or IRI; give a sentence for each fault, sorted.

    Each article is checked by itself with the shared things that it reaches, `by` one of `ENGINES`. Raises UsageError
    where there is no such article, StoreError where the store fails.
    """
    articles = store.articles() if article is None else (named(store, article),)
    return tuple(sentence for one in articles for sentence in _faults(store, one, by or engine()))


def _faults(store: Store, article: str, by: str) -> list[str]:
    from rdflib import Graph

    quads = select(store, article=article)
    others = sorted({name(quad.object) for quad in quads if _is_elsewhere(name(quad.object), article)})
    lines = [f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads]
    lines += [f"{triple} .\n" for other in others for triple in _known(store, other, article)]
    data = Graph().parse(data="".join(lines), format="nt")
    contract = _file("shapes.ttl")
    conforms, report, _ = import_module(by).validate(
        data, shacl_graph=contract, ont_graph=_file("event.ttl"), advanced=True
    )
    facts = store.facts(article)
    called = facts.identifiers[0] if facts and facts.identifiers else article
    return [] if conforms else sorted({f"{called}: {sentence}" for sentence in _sentences(report, data, others)})


def _is_elsewhere(node: str, article: str) -> bool:
    """Tell whether a node belongs to another article."""
    return (
        node.startswith(iri.BASE + "article/")
        and not node.startswith((article + "#", article + "/"))
        and node != article
    )


def _known(store: Store, other: str, article: str) -> Iterator[ox.Triple]:
    """Find what must be known of a thing of another article: its classes, and what leads from it back."""
    for quad in store.engine.quads_for_pattern(ox.NamedNode(other), None, None, None):
        back = isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(article + "#")
        if back or quad.predicate.value == iri.RDF + "type":
            yield quad.triple


@cache
def _file(name: str) -> Graph:
    from rdflib import Graph

    return Graph().parse(ONTOLOGY / name)


def _sentences(report: Graph, data: Graph, others: Collection[str]) -> Iterator[str]:
    from rdflib import Namespace, URIRef

    shacl = Namespace(iri.SH)
    for result in report.subjects(shacl.resultSeverity, None):
        focus, path, value, message = (report.value(result, shacl[part]) for part in _PARTS)
        about = value if path is None and value is not None else focus
        if str(about) in others:
            continue  # it is checked with its own article
        reason = str(message).replace("{?value}", _short(value)).removeprefix(f"{about}: ").rstrip(".")
        step = f" ({_short(path)})" if isinstance(path, URIRef) else ""
        yield f"{_named(data, about)}{step}: {reason}.{_where(data, about)}"


def _short(node: Node | None) -> str:
    text = str(node)
    return text.rpartition("#")[2] or text


def _named(data: Graph, node: Node | None) -> str:
    """Name a thing by the end of its IRI and its label."""
    from rdflib import Namespace

    label = data.value(node, Namespace(iri.RDFS).label)
    return _short(node) + (f' "{label}"' if label is not None else "")


def _where(data: Graph, node: Node | None) -> str:
    """Quote the sentence that a fault stands in, with its characters."""
    from rdflib import Namespace, URIRef

    nif, kg = Namespace(iri.NIF), Namespace(iri.KG)
    if not isinstance(node, URIRef):
        return ""
    spans = {*data.objects(node, kg.evidence), *data.objects(node, kg.mentionedBy)}
    if (node, nif.superString, None) in data:
        spans.add(node)
    for span in sorted(spans, key=str):
        sentence = data.value(span, nif.superString) or span
        text, begin, end = (data.value(sentence, nif[p]) for p in ("anchorOf", "beginIndex", "endIndex"))
        if text is not None:
            return f' It is said at {begin} to {end}: "{text}"'
    return ""
