"""Questions to the graph: those that come with the program, and the user's own.

A named query is a file of `ontology/queries`. Its first comment says what it answers; a comment ``# parameter: place --
name of a place`` names a value that it needs. In the query stands ``VALUES ?place { "Homs" }`` with an example, so that
it runs anywhere as it is; a value given by the user takes the place of the example, written as a term, never as text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import answer, sparql, table
from kg.errors import QueryError
from kg.ontology import ONTOLOGY
from kg.store import Store

FOLDER: Final = ONTOLOGY / "queries"
"""Our queries."""
_HELP = re.compile(r"\A#[ \t]*(.*)")
_PARAMETER = re.compile(r"^#[ \t]*parameter:[ \t]*([A-Za-z]\w*)[ \t]*--[ \t]*(.*)$", re.MULTILINE)
_TERM: Final = r'"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+)?'


class Parameter(NamedTuple):
    """A value that a query needs, and what it is."""

    name: str
    help: str


@dataclass(frozen=True, slots=True)
class Query:
    """The text of a query with what its comments say of it."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str


def names() -> tuple[str, ...]:
    """Give the names of our queries, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


@cache
def named(name: str) -> Query:
    """Find one of our queries; raises QueryError, which names the nearest, where there is none of that name."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1)
        advice = f"Did you mean {near[0]}?" if near else f"There are {', '.join(names())}."
        raise QueryError(f"There is no query named {name}. {advice}")
    return read(name, (FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


def read(name: str, text: str) -> Query:
    """Read the comments of a query."""
    first = _HELP.match(text)
    parameters = tuple(Parameter(*match.groups()) for match in _PARAMETER.finditer(text))
    return Query(name, first.group(1).strip() if first else "", parameters, text)


def catalogue() -> str:
    """List our queries with what they answer and need, one a line."""
    queries = [named(name) for name in names()]
    calls = [" ".join([query.name, *(f"{one.name}=..." for one in query.parameters)]) for query in queries]
    width = max(map(len, calls), default=0)
    return "".join(f"{call:{width}}  {query.help}\n" for call, query in zip(calls, queries, strict=True))


def prepare(query: str, parameters: Sequence[str] = ()) -> tuple[str, dict[str, ox.Literal]]:
    """Find the text of a query and the values of its parameters, each given as ``name=value``.

    `query` is a name of ours, a file that ends in ``.rq``, or SPARQL. Raises QueryError where there is none of that
    name, or where parameters are missing or unknown.
    """
    found = _find(query)
    return found.text, _values(found, parameters)


def ask(
    store: str | Path | Store,
    text: str,
    values: Mapping[str, ox.Literal] | None = None,
    *,
    seconds: float | None = None,
    limit: int | None = None,
) -> table.Answer:
    """Ask a store, all named graphs as one, with the prefixes of `kg.iri` declared.

    A store on disk, given by its folder, is asked in a process of its own: it can be interrupted, and `seconds` end it.
    At most `limit` rows or triples come back; the answer says whether there were more. Raises QueryError for a query
    that is wrong, would change or fetch something, or takes too long, and StoreError.
    """
    sparql.check(text)
    bound = bind(text, values or {})
    if not isinstance(store, Store):
        return answer.ask(Path(store), bound, seconds=seconds, limit=limit)
    if seconds is not None:
        raise QueryError("A time limit needs a store on disk, given by its folder.")
    return answer.within(store, bound, limit=limit)


def bind(text: str, values: Mapping[str, ox.Literal]) -> str:
    r"""Put values in the place of the examples in a query.

    >>> print(bind('SELECT * { VALUES ?name { "Homs" } }', {"name": ox.Literal('a"b')}))
    SELECT * { VALUES ?name { "a\"b" } }
    """
    for name, value in values.items():
        example = re.compile(rf"(VALUES\s+\?{name}\s*\{{\s*){_TERM}(\s*\}})")
        if not example.search(text):
            raise QueryError(f'The parameter {name} has no place in the query. Write VALUES ?{name} {{ "example" }}.')
        text = example.sub(lambda match, term=str(value): f"{match[1]}{term}{match[2]}", text)  # type: ignore[misc]
    return text


def _find(query: str) -> Query:
    if query in names():
        return named(query)
    if query.endswith(".rq") and "\n" not in query:
        return read(query, _file(Path(query)))
    if re.fullmatch(r"[\w.-]*", query):
        return named(query)
    return read("", query)


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QueryError(f"{path} cannot be read: {str(error.strerror).lower()}. Name a file with a query.") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{path} is no UTF-8: byte {error.start}. Save it as UTF-8.") from error


def _values(query: Query, given: Sequence[str]) -> dict[str, ox.Literal]:
    values = dict(_pair(one) for one in given)
    wanted = [parameter.name for parameter in query.parameters]
    which = query.name or "This query"
    unknown = sorted(set(values) - set(wanted))
    if unknown:
        takes = f"It takes {', '.join(wanted)}." if wanted else "It takes none."
        raise QueryError(f"{which} has no parameter {unknown[0]}. {takes}")
    for name, meaning in query.parameters:
        if name not in values:
            raise QueryError(f"{which} needs {name}, the {meaning}. Write {name}=VALUE after it.")
    return {name: ox.Literal(value) for name, value in values.items()}


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise QueryError(f"{given} is no parameter. Write it as NAME=VALUE.")
    return name, value
