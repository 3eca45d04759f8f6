"""Does a graph keep its contract? The shapes of `ontology/shapes.ttl`, checked by pySHACL and told in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import iri
from kg.export.selection import select
from kg.ontology import ONTOLOGY
from kg.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib import Graph
    from rdflib.term import Node

_PARTS: Final = ("focusNode", "resultPath", "value", "resultMessage")


def check(store: Store, *, article: str | None = None) -> tuple[str, ...]:
    """Check the articles of a store, or one by its identifier or IRI; give a sentence for each fault, sorted.

    Each article is checked by itself with the shared things that it reaches. Raises UsageError where there is no such
    article, StoreError where the store fails.
    """
    articles = (article,) if article is not None else store.articles()
    return tuple(sentence for one in articles for sentence in _faults(store, one))


def _faults(store: Store, article: str) -> list[str]:
    from pyshacl import validate
    from rdflib import Graph

    data = Graph()
    lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in select(store, article=article))
    data.parse(data=lines, format="nt")
    shapes = Graph().parse(ONTOLOGY / "shapes.ttl")
    ontology = Graph().parse(ONTOLOGY / "event.ttl")
    conforms, report, _ = validate(data, shacl_graph=shapes, ont_graph=ontology, advanced=True)
    return [] if conforms else sorted(set(_sentences(report, data, article)))


def _sentences(report: Graph, data: Graph, article: str) -> Iterator[str]:
    from rdflib import Namespace

    shacl = Namespace(iri.SH)
    for result in report.subjects(shacl.resultSeverity, None):
        focus, path, value, message = (report.value(result, shacl[part]) for part in _PARTS)
        about = value if path is None and value is not None else focus
        reason = str(message).replace("{?value}", _short(value))
        step = f" ({_short(path)})" if path is not None else ""
        yield f"{article}: {_short(about)}{step}: {reason.rstrip('.')}.{_where(data, about)}"


def _short(node: Node | None) -> str:
    text = str(node)
    return text.rpartition("#")[2] or text


def _where(data: Graph, node: Node | None) -> str:
    """Quote the sentence that a fault stands in, with its characters."""
    from rdflib import Namespace, URIRef

    nif, kg = Namespace(iri.NIF), Namespace(iri.KG)
    if not isinstance(node, URIRef):
        return ""
    for span in sorted({*data.objects(node, kg.evidence), *data.objects(node, kg.mentionedBy)}, key=str):
        sentence = data.value(span, nif.superString) or span
        text, begin, end = (data.value(sentence, nif[p]) for p in ("anchorOf", "beginIndex", "endIndex"))
        if text is not None:
            return f' It is said at {begin} to {end}: "{text}"'
    return ""
