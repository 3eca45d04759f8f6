"""Questions to a store: SPARQL of the user's, and the named queries of `ontology/queries`.

A named query is a file whose first line says what it answers. A comment ``# parameter: place -- name of a place`` names
a value that it asks for, and ``VALUES ?place { UNDEF }`` holds the place for it: there the engine writes the value as a
term, and no text is pasted. A comment ``# example: place=Homs`` gives values to try. A query reads and does nothing
else (kg.ask.sparql).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri, table
from kg.ask import answer, called, kept, order, sparql
from kg.ask.called import Called
from kg.errors import QueryError, UsageError
from kg.ontology import ONTOLOGY
from kg.store import Store
from kg.table import Answer

FOLDER: Final = ONTOLOGY / "queries"
"""Our named queries, one a file."""
_PARAMETER: Final = re.compile(r"^# parameter: (\w+) -- (.+)$", re.MULTILINE)
_EXAMPLE: Final = re.compile(r"^# example: (.+)$", re.MULTILINE)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_NAME: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A query of ours: its name, its text, what it answers and what it asks for."""

    name: str
    text: str
    help: str
    parameters: tuple[tuple[str, str], ...]
    """Pairs of a name and what it means."""
    example: str
    """What to write on the command line to try it, as a shell reads it."""


def names() -> tuple[str, ...]:
    """List the named queries, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


def named(name: str) -> Named:
    """Read a named query; raises UsageError, which tells the nearest name, where there is none of this one."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1)
        advice = f"Did you mean {near[0]}?" if near else f"The queries are {', '.join(names())}."
        raise UsageError(f"There is no query {name!r}. {advice}")
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    values = " ".join(match[1] for match in _EXAMPLE.finditer(text))
    example = f"kg query {name} {values}".rstrip()
    return Named(name, text, text.partition("\n")[0].lstrip("# "), _parameters(text), example)


def catalogue() -> str:
    """List the named queries with what they answer and ask for, each with an example, as text."""
    lines: list[str] = []
    for query in map(named, names()):
        lines.append(f"{query.name:20} {query.help}\n")
        lines += [f"{'':20}   {name}=…  {meaning}\n" for name, meaning in query.parameters]
        lines.append(f"{'':20}   {query.example}\n")
    return "".join(lines)


def prepare(query: str, parameters: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Find the text of a query given on the command line, and read its parameters, given as NAME=VALUE.

    The query is a name, a file that ends in .rq, or SPARQL. Raises UsageError.
    """
    values: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise UsageError(f"{parameter!r} is no parameter. Write it as NAME=VALUE, such as place=Homs.")
        values[name] = value
    if query.endswith(".rq") and "\n" not in query:
        return _file(Path(query)), values
    return query, values


def ask(
    store: Store | str | Path,
    query: str,
    parameters: Mapping[str, str] | None = None,
    *,
    seconds: float | None = None,
    limit: int | None = None,
) -> Answer:
    """Ask a query, given as SPARQL or by the name of one of ours, over all graphs of a store as one.

    A store on disk, given by its folder, is asked in a process of its own, which an interruption or `seconds` end at
    once. At most `limit` rows or triples come back; the answer says whether there were more. Raises QueryError for a
    query that cannot be asked, with its place, UsageError for missing or unknown parameters, StoreError where the store
    fails.
    """
    given = parameters or {}
    text = resolve(query, given)
    names = wanted(query, given) if _is_name(query) else ()

    def find(plain: str, most: int | None) -> Answer:
        """Ask the engine."""
        if isinstance(store, Store):
            return answer.within(store, plain, names, seconds=seconds, limit=most)
        return answer.ask(Path(store), plain, names, seconds=seconds, limit=most)

    return ordered(store, text, find, limit=limit, keep=not given) if _is_name(query) else find(text, limit)


def wanted(name: str, given: Mapping[str, str]) -> tuple[Called, ...]:
    """Give the names that a named query asks for, with the values of its parameters."""
    return called.wanted(named(name).text, {one: _term(value).value for one, value in given.items()})


def ordered(
    store: Store | str | Path,
    text: str,
    find: Callable[[str, int | None], Answer],
    *,
    limit: int | None,
    keep: bool,
) -> Answer:
    """Answer a query of ours, its rows sorted here: by what is kept of a store, else by asking the engine with `find`.

    `keep` says whether the answer is worth keeping.
    """
    path = store.path if isinstance(store, Store) else Path(store)
    state = kept.stamp(path) if keep and path else ""
    if path and state and (known := kept.read(path, text, state, limit)):
        return known
    plain, sorting = order.split(text)
    found = find(plain, None if sorting else limit)
    if sorting is None or not isinstance(found, table.Table):
        return found
    whole = sorting.sort(found, None)
    if path and state and kept.stamp(path) == state:
        kept.keep(path, text, state, whole)  # nothing was written meanwhile, so that it is of that state
    return whole.cut(limit)


def events(store: Store, query: str, parameters: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Give the IRIs of all events among the answers of a query, sorted; raises as `ask` does.

    A named query of ours answers in words; its events are those that its variable ``event`` stands for.
    """
    text = resolve(query, parameters or {})
    if _is_name(query):
        text = re.sub(r"SELECT DISTINCT [^{]*WHERE", "SELECT DISTINCT ?event WHERE", text, count=1)
        text = re.sub(r"ORDER BY .*$", "", text, flags=re.MULTILINE)
    found = answer.within(store, text, wanted(query, parameters or {}) if _is_name(query) else ())
    if not isinstance(found, table.Table):
        raise UsageError("The query gives no table. Select the IRIs of events.")
    nodes = {term for row in found for term in row if isinstance(term, ox.NamedNode)}
    kind = ox.NamedNode(iri.RDF + "type"), ox.NamedNode(iri.KG + "Event")
    return tuple(sorted(node.value for node in nodes if any(store.engine.quads_for_pattern(node, *kind, None))))


def _is_name(query: str) -> bool:
    return _NAME.fullmatch(query) is not None


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {str(error.strerror).lower()}. Name a file with a query.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no UTF-8, from byte {error.start} on. Save it as UTF-8.") from error


def _parameters(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((match[1], match[2]) for match in _PARAMETER.finditer(text))


def resolve(query: str, given: Mapping[str, str]) -> str:
    """Find the text of a query, check it, and write the terms of its parameters where it holds places for them.

    Raises QueryError for what a query must not do, and UsageError for missing or unknown parameters.
    """
    text = named(query).text if _is_name(query) else query
    sparql.check(text)
    wanted = dict(_parameters(text))
    for name in given:
        if name not in wanted:
            raise UsageError(f"The query has no parameter {name!r}. It has {', '.join(wanted) or 'none'}.")
    for name, meaning in wanted.items():
        if name not in given:
            raise UsageError(f"The query asks for {name}: {meaning}. Write {name}=VALUE after it.")
    return _bound(text, {name: str(_term(value)) for name, value in given.items()})


def _bound(text: str, terms: Mapping[str, str]) -> str:
    """Put terms into the places held for them, all at once: what is put in is not searched."""
    for name in terms:
        if not re.search(rf"VALUES \?{name} \{{ UNDEF \}}", text):
            raise QueryError(f"The parameter {name} has no place in the query. Write VALUES ?{name} {{ UNDEF }} there.")
    return re.sub(
        r"VALUES \?(\w+) \{ UNDEF \}",
        lambda match: f"VALUES ?{match[1]} {{ {terms.get(match[1], 'UNDEF')} }}",
        text,
    )


def _term(value: str) -> ox.NamedNode | ox.Literal:
    """Read a value as a term: an IRI, a day, else a text."""
    prefix, colon, rest = value.partition(":")
    try:
        if value.startswith(("http://", "https://")):
            return ox.NamedNode(value)
        if colon and prefix in iri.PREFIXES and rest:
            return ox.NamedNode(iri.PREFIXES[prefix] + rest)
    except ValueError as error:
        raise UsageError(f"{value!r} is no IRI: {error}.") from error
    if _DATE.fullmatch(value):
        return ox.Literal(value, datatype=ox.NamedNode(iri.XSD + "date"))
    return ox.Literal(value)
