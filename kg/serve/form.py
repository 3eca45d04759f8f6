"""The forms of answers: which one a client accepts (RFC 9110, section 12.5.1), and an answer in it."""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg import iri, table

ROWS: Final = {
    "application/sparql-results+json": "json", "application/sparql-results+xml": "xml", "text/csv": "csv",
    "text/tab-separated-values": "tsv", "application/json": "json", "application/xml": "xml", "text/xml": "xml",
}  # fmt: skip
"""Media types of tables and of yes or no, the first being that of a client that accepts all."""
GRAPHS: Final = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/plain": ox.RdfFormat.N_TRIPLES, "application/xml": ox.RdfFormat.RDF_XML,
}  # fmt: skip
"""Media types of graphs."""


class Body(NamedTuple):
    """What is sent, and its media type."""

    content: bytes
    media: str


class _Range(NamedTuple):
    media: str
    quality: float
    exact: int


def accepted(accept: str, offered: tuple[str, ...]) -> str:
    """Choose the media type that a client likes best of those that are offered, or give an empty text.

    >>> accepted("text/csv;q=0.5, application/json", tuple(ROWS))
    'application/json'
    >>> accepted("", tuple(ROWS)), accepted("image/png", tuple(ROWS))
    ('application/sparql-results+json', '')
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [_Range("*/*", 1.0, 0)]
    best = max(((_quality(media, ranges), -place, media) for place, media in enumerate(offered)), default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else ""


def _range(part: str) -> _Range:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return _Range(media, min(max(float(quality), 0.0), 1.0), 0)
    except ValueError:
        return _Range(media, 0.0, 0)


def _quality(media: str, ranges: list[_Range]) -> float:
    """The quality of a media type: that of the closest range which it is in."""
    kind = media.partition("/")[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        found = [one.quality for one in ranges if one.media == wanted]
        if found:
            return max(found)
    return 0.0


def written(answer: table.Answer, accept: str) -> Body | None:
    """Write an answer in the form that a client likes best, or give None where it accepts none that there is."""
    if isinstance(answer, table.Graph):
        media = accepted(accept, tuple(GRAPHS))
        return Body(_graph(answer, GRAPHS[media]), media) if media else None
    media = accepted(accept, tuple(ROWS))
    return Body(_rows(answer, ROWS[media]).encode(), media) if media else None


def _graph(graph: table.Graph, form: ox.RdfFormat) -> bytes:
    if form == ox.RdfFormat.TURTLE:
        return table.as_turtle(graph).encode()
    return ox.serialize(graph.triples, format=form, prefixes=dict(iri.PREFIXES)) or b""


def _rows(answer: table.Table | bool, form: str) -> str:
    if form == "xml":
        return as_xml(answer)
    return {"json": table.as_json, "csv": table.as_csv, "tsv": table.as_tsv}[form](answer)


def as_xml(answer: table.Table | bool) -> str:
    """Write SPARQL Query Results XML (W3C Recommendation of 2013)."""
    head = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
    if isinstance(answer, bool):
        return f"{head}<head/>\n<boolean>{str(answer).lower()}</boolean>\n</sparql>\n"
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in answer.columns)
    rows = "".join(_row(answer.columns, row) for row in answer.rows)
    return f"{head}<head>{names}</head>\n<results>\n{rows}</results>\n</sparql>\n"


def _row(columns: tuple[str, ...], row: table.Row) -> str:
    cells = zip(columns, row, strict=True)
    return f"<result>{''.join(_cell(name, term) for name, term in cells if term is not None)}</result>\n"


def _cell(name: str, term: table.Term) -> str:
    return f"<binding name={quoteattr(name)}>{_term(term)}</binding>"


def _term(term: table.Term) -> str:
    match term:
        case ox.NamedNode():
            return f"<uri>{_xml(term.value)}</uri>"
        case ox.BlankNode():
            return f"<bnode>{term.value}</bnode>"
        case ox.Literal():
            return f"<literal{_kind(term)}>{_xml(term.value)}</literal>"
        case _:
            parts = zip(("subject", "predicate", "object"), (term.subject, term.predicate, term.object), strict=True)
            return f"<triple>{''.join(f'<{name}>{_term(part)}</{name}>' for name, part in parts)}</triple>"


def _kind(literal: ox.Literal) -> str:
    if literal.language:
        return f" xml:lang={quoteattr(literal.language)}"
    return "" if literal.datatype.value == iri.XSD + "string" else f" datatype={quoteattr(literal.datatype.value)}"


def _xml(text: str) -> str:
    """Escape a text; characters that XML 1.0 cannot hold (section 2.2) are replaced."""
    plain = "".join(c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n\r" else "\ufffd" for c in text)
    return escape(plain, {"\r": "&#13;"})
