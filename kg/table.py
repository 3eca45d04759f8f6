"""What a query answers: a table of terms, a graph, or yes or no."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from kg import iri, screen
from kg.errors import UsageError
from kg.term import Term, plain, visible

__all__ = ["FORMATS", "Answer", "Graph", "Row", "Table", "Term", "visible", "write"]

FORMATS: Final = ("table", "json", "csv", "tsv", "turtle")
Row = tuple[Term | None, ...]
"""A term for each column, None where it is not bound."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of terms under named columns, in the order of the engine; iterating gives the rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool = False
    """Whether a limit cut off further rows."""
    total: int | None = field(default=None, compare=False)
    """How many rows there are without the limit, where that is known."""

    def __iter__(self) -> Iterator[Row]:
        """Give the rows."""
        return iter(self.rows)

    def cut(self, limit: int | None) -> Table:
        """Give at most so many of the first rows."""
        if limit is None or len(self.rows) <= limit:
            return self
        return Table(self.columns, self.rows[:limit], more=True, total=self.total)


@dataclass(frozen=True, slots=True)
class Graph:
    """Triples without repetition, in the order of their N-Triples."""

    triples: tuple[ox.Triple, ...]
    more: bool = False
    """Whether a limit cut off further triples."""

    def __iter__(self) -> Iterator[ox.Triple]:
        """Give the triples."""
        return iter(self.triples)


Answer = Table | Graph | bool


def of_solutions(found: ox.QuerySolutions, *, more: bool = False, total: int | None = None) -> Table:
    """Read a table from what the engine gives for a SELECT; raises RuntimeError or OSError where the engine fails."""
    return Table(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found), more, total)


def of_triples(found: Iterable[ox.Triple], *, more: bool = False) -> Graph:
    """Read a graph from what the engine gives for a CONSTRUCT or DESCRIBE; raises as `of_solutions` does."""
    return Graph(tuple(sorted(set(found), key=str)), more)


def write(answer: Answer, form: str | None = None, *, terminal: bool = False) -> str:
    """Write an answer in one of `FORMATS`; by default a table, a graph as Turtle.

    For a terminal a table is drawn to its width, and characters that could steer it are shown escaped. Raises
    UsageError where the answer has no such form: a graph is written as Turtle only, nothing else is.
    """
    if form not in (None, *FORMATS):
        raise UsageError(f"There is no format {form}. Ask for one of {', '.join(FORMATS)}.")
    if isinstance(answer, Graph):
        text = _graph(answer, form)
    elif form in (None, "table"):
        return as_table(answer, terminal=terminal)
    else:
        text = _rows(answer, form)
    return re.sub(r"[^\t\n]+", lambda line: visible(line.group()), text.replace("\r\n", "\n")) if terminal else text


def _graph(graph: Graph, form: str | None) -> str:
    if form not in (None, "turtle"):
        raise UsageError(f"The query gives a graph, which cannot be written as {form}. Ask for turtle.")
    return as_turtle(graph)


def _rows(answer: Table | bool, form: str | None) -> str:
    if form == "turtle":
        raise UsageError("The query gives no graph to be written as turtle. Ask for table, json, csv or tsv.")
    return {"json": as_json, "csv": as_csv, "tsv": as_tsv}[str(form)](answer)


def as_table(answer: Table | bool, *, terminal: bool = False) -> str:
    """Write a table for people, IRIs shortened; a single yes or no as a word."""
    if isinstance(answer, bool):
        return "yes\n" if answer else "no\n"
    known = {id(term): term for row in answer.rows for term in row}  # one that is kept stands in many cells
    texts = {key: plain(term) for key, term in known.items()}
    rows = [[texts[id(term)] for term in row] for row in answer.rows]
    return (screen.drawn if terminal else screen.aligned)(answer.columns, rows)


def as_json(answer: Table | bool) -> str:
    """Write SPARQL 1.1 Query Results JSON, one row a line."""
    if isinstance(answer, bool):
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    lines = [_json({name: _object(term) for name, term in row.items() if term is not None}) for row in rows]
    body = ",\n".join(lines)
    return f'{{"head": {_json({"vars": answer.columns})}, "results": {{"bindings": [\n{body}\n]}}}}\n'


def as_csv(answer: Table | bool) -> str:
    """Write SPARQL 1.1 Query Results CSV: plain values, lines ended by CR LF after RFC 4180; yes or no as one cell."""
    if isinstance(answer, bool):
        return f"{str(answer).lower()}\r\n"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_value(term) for term in row] for row in answer.rows)
    return text.getvalue()


def as_tsv(answer: Table | bool) -> str:
    """Write SPARQL 1.1 Query Results TSV: terms as in Turtle; yes or no as one cell."""
    if isinstance(answer, bool):
        return f"{str(answer).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join("" if term is None else _escaped(term) for term in row) for row in answer.rows]
    return "".join(line + "\n" for line in lines)


def as_turtle(graph: Graph) -> str:
    """Write a graph as Turtle in sorted blocks, with the prefixes that it uses."""
    from kg.export.turtle import turtle  # an answer that is a graph is rare: do not load what writes it

    return turtle(graph.triples)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _escaped(term: Term) -> str:
    return str(term).replace("\t", "\\t")


def _object(term: Term) -> dict[str, object]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            return {"type": "literal", "value": term.value} | _kind(term)
        case _:
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _object(part) for name, part in parts.items()}}


def _kind(literal: ox.Literal) -> dict[str, object]:
    if literal.language:
        return {"xml:lang": literal.language}
    if literal.datatype.value == iri.XSD + "string":
        return {}
    return {"datatype": literal.datatype.value}
