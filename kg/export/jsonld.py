"""JSON-LD 1.1 whose context stands in the file, so that no reader fetches anything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from kg import iri
from kg.export.quad import TYPE, Quad, literal, name, order
from kg.term import split

Value = str | dict[str, str]


def jsonld(quads: Iterable[Quad]) -> str:
    """Write quads as JSON-LD, one named graph after the other and one node a line."""
    graphs = groupby(sorted(quads, key=attrgetter("graph")), key=attrgetter("graph"))
    bodies = [f'{{"@id": {_text(_short(name(graph)))}, "@graph": [\n{_nodes(group)}\n]}}' for graph, group in graphs]
    body = ",\n".join(bodies)
    context = ",\n  ".join(f"{_text(prefix)}: {_text(space)}" for prefix, space in sorted(iri.PREFIXES.items()))
    return f'{{"@context": {{\n  {context}\n}},\n"@graph": [\n{body}\n]}}\n'


def _nodes(quads: Iterable[Quad]) -> str:
    ranked = sorted(quads, key=lambda quad: (order(quad.subject), quad.predicate, order(quad.object)))
    return ",\n".join(_node(subject, group) for subject, group in groupby(ranked, key=attrgetter("subject")))


def _node(subject: str, quads: Iterable[Quad]) -> str:
    node: dict[str, object] = {"@id": _name(subject)}
    for predicate, group in groupby(quads, key=attrgetter("predicate")):
        values = [_name(quad.object) if predicate == TYPE else _value(quad.object) for quad in group]
        node["@type" if predicate == TYPE else _short(name(predicate))] = values if len(values) > 1 else values[0]
    return _text(node)


def _value(term: str) -> Value:
    if not term.startswith('"'):
        return {"@id": _name(term)}
    text, language, datatype = literal(term)
    if language:
        return {"@value": text, "@language": language}
    return {"@value": text, "@type": _short(datatype)} if datatype else text


def _name(term: str) -> str:
    return _short(name(term)) if term.startswith("<") else term


def _short(whole: str) -> str:
    """Write an IRI as a compact IRI (JSON-LD 1.1, section 4.1.5), whose rest must not begin with two slashes."""
    parts = split(whole)
    return f"{parts[0]}:{parts[1]}" if parts and parts[1] and not parts[1].startswith("//") else whole


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
