"""What the view asks of a store: a few queries, answered as plain strings.

The data lies in named graphs. Every pattern names its graph by a variable, so that a query gives the same answer
whether or not the store takes its default graph for the union of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from pyoxigraph import NamedNode

from kg.errors import UsageError

Description = Mapping[str, Sequence[str]]
"""Of one thing: every property (an IRI) with its values, IRIs and literals alike as text, sorted."""

_CHUNK = 500
"""Things asked for in one query: long queries parse slowly."""


class Queryable(Protocol):
    """Anything that answers SPARQL the way `pyoxigraph.Store` does."""

    def query(self, query: str, /) -> Any:
        """Answer a SELECT query with an iterable of solutions, each with a value for each variable by position."""
        ...


def rows(store: Queryable, query: str) -> list[tuple[str, ...]]:
    """Ask a SELECT query; the rows are sorted, values are IRIs or literals as text, unbound ones are empty."""
    return sorted(tuple("" if term is None else term.value for term in solution) for solution in store.query(query))


def quoted(iri: str) -> str:
    """Write an IRI the way SPARQL wants it; raises UsageError where it is none."""
    try:
        return str(NamedNode(iri))
    except ValueError as error:
        raise UsageError(f"“{iri}” is no IRI, so nothing can be shown for it. Give the IRI of an event.") from error


def values(name: str, iris: Iterable[str]) -> str:
    """Write a VALUES clause that binds one variable to each of some IRIs.

    >>> values("x", ["http://a/b"])
    'VALUES ?x { <http://a/b> }'
    """
    return f"VALUES ?{name} {{ {' '.join(map(quoted, iris))} }}"


def describe(store: Queryable, iris: Iterable[str]) -> dict[str, Description]:
    """Look up all that any named graph says of some things; one of which nothing is said is left out."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for chunk in _chunks(sorted(set(iris))):
        pattern = f"{values('s', chunk)} GRAPH ?g {{ ?s ?p ?o }}"
        for subject, predicate, value in rows(store, f"SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} }}"):
            found[subject][predicate].append(value)
    return {subject: dict(properties) for subject, properties in found.items()}


def _chunks(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(iris), _CHUNK):
        yield iris[start : start + _CHUNK]
