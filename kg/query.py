"""Questions to a store: SPARQL of the user's, and the named queries of `ontology/queries`.

A query reads and does nothing else: updates are refused by the parser, SERVICE by the parse tree, FROM names graphs of
the store only. Parameters of named queries are bound as RDF terms: their text is written by the engine, never pasted.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri, table
from kg.errors import QueryError, UsageError
from kg.ontology import ONTOLOGY
from kg.store import Store
from kg.table import Answer

FOLDER: Final = ONTOLOGY / "queries"
"""Our named queries, one a file; the first line is a comment that says what it answers."""
_PARAMETER: Final = re.compile(r"^# parameter: (\w+) -- (.+)$", re.MULTILINE)
_PLACE: Final = re.compile(r"error at (\d+):(\d+)(?:-\d+(?::\d+)?)?: (.*)", re.DOTALL)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ESCAPED: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE: Final = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX\s+[^\s<]*\s*<[^>]*>|BASE\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
"""An operation of SPARQL 1.1 Update, after its prologue."""
_TICK: Final = 0.05
"""Seconds between two looks at a running query, so that an interruption is seen at once."""


@dataclass(frozen=True, slots=True)
class Named:
    """A query of ours: its name, its text, what it answers and what it asks for."""

    name: str
    text: str
    help: str
    parameters: tuple[tuple[str, str], ...]
    """Pairs of a name and what it means."""


def names() -> tuple[str, ...]:
    """List the named queries, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


def named(name: str) -> Named:
    """Read a named query; raises UsageError where there is none of this name."""
    if name not in names():
        raise UsageError(f"There is no query {name!r}. The queries are {', '.join(names())}.")
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    parameters = tuple((m.group(1), m.group(2)) for m in _PARAMETER.finditer(text))
    return Named(name, text, text.partition("\n")[0].lstrip("# "), parameters)


def catalogue() -> str:
    """List the named queries with what they answer and ask for, as text."""
    lines: list[str] = []
    for query in map(named, names()):
        lines.append(f"{query.name:20} {query.help}\n")
        lines += [f"{'':20}   {name}=…  {meaning}\n" for name, meaning in query.parameters]
    return "".join(lines)


def prepare(query: str, parameters: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Find the text of a query given on the command line, and read its parameters, given as NAME=VALUE.

    The query is a name, a file that ends in .rq, or SPARQL. Raises UsageError and QueryError.
    """
    bound: dict[str, str] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise UsageError(f"{parameter!r} is no parameter. Write it as NAME=VALUE, such as place=Homs.")
        bound[name] = value
    if query.endswith(".rq"):
        try:
            return Path(query).read_text(encoding="utf-8"), bound
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{query}: the query cannot be read ({error}). Name a file in UTF-8.") from error
    return query, bound


def ask(
    store: Store | str | Path,
    query: str,
    parameters: Mapping[str, str] | None = None,
    *,
    seconds: float | None = None,
    limit: int | None = None,
) -> Answer:
    """Ask a query, given as SPARQL or by the name of one of ours, over all graphs of a store as one.

    `seconds` ends the wait for an answer, `limit` is the largest number of rows. Raises QueryError for a query that
    cannot be asked, with its place, UsageError for missing or unknown parameters, StoreError where the store fails.
    """
    text = _resolve(query, dict(parameters or {}))
    _refuse_updates(text)
    _refuse_services(text)
    if isinstance(store, Store):
        return _timed(store, text, seconds, limit)
    with Store.open(Path(store)) as opened:
        return _timed(opened, text, seconds, limit)


def _resolve(query: str, parameters: dict[str, str]) -> str:
    """Find the text of a query, with the terms of its parameters in the places that it holds for them."""
    if re.fullmatch(r"[\w-]+", query):
        found = named(query)
        wanted = dict(found.parameters)
        for name in parameters:
            if name not in wanted:
                raise UsageError(f"The query {query} has no parameter {name!r}. It has {_listed(wanted)}.")
        for name, meaning in wanted.items():
            if name not in parameters:
                raise UsageError(f"The query {query} asks for {name}: {meaning}. Write {name}=VALUE after its name.")
        for name, value in parameters.items():
            hole, term = f"VALUES ?{name} {{ UNDEF }}", str(_term(value))
            found = replace(found, text=found.text.replace(hole, f"VALUES ?{name} {{ {term} }}"))
        return found.text
    if parameters:
        raise UsageError(
            f"Only named queries have parameters. This one is SPARQL, so {_listed(parameters)} means nothing."
        )
    return query


def _listed(names: Mapping[str, str]) -> str:
    return ", ".join(names) or "none"


def _term(value: str) -> ox.NamedNode | ox.Literal:
    """Read a value as a term: an IRI, a day, else a text."""
    prefix, colon, rest = value.partition(":")
    try:
        if value.startswith(("http://", "https://")):
            return ox.NamedNode(value)
        if colon and prefix in iri.PREFIXES and rest:
            return ox.NamedNode(iri.PREFIXES[prefix] + rest)
    except ValueError as error:
        raise UsageError(f"{value!r} is no IRI ({error}).") from error
    if _DATE.fullmatch(value):
        return ox.Literal(value, datatype=ox.NamedNode(iri.XSD + "date"))
    return ox.Literal(value)


def _refuse_updates(text: str) -> None:
    """Refuse an update with a sentence of its own; the engine would refuse it too, as a mistake of syntax."""
    if _UPDATE.match(text):
        raise QueryError("A query only reads: updates are not allowed. Change a store with kg build.")


def _refuse_services(text: str) -> None:
    """Refuse a query that would ask another server, as its parse tree tells.

    rdflib's parser is loaded only where the letters occur at all, escaped ones included; whether they are a keyword, a
    comment or a name is for the parser to say.
    """
    plain = _ESCAPED.sub(lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)), text)
    if "service" not in plain.casefold():
        return
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    declared = "".join(f"PREFIX {name}: <{space}>\n" for name, space in iri.PREFIXES.items())
    try:
        tree = parseQuery(declared + plain)
    except (ParseException, RecursionError):
        if re.search(r"\bservice\b\s*(silent\s*)?[<?$\w]", plain, re.IGNORECASE):
            raise QueryError("SERVICE is not allowed: a query here asks this store and nothing else.") from None
        return
    if _has_service(tree):
        raise QueryError("SERVICE is not allowed: a query here asks this store and nothing else.")


def _has_service(node: object) -> bool:
    if getattr(node, "name", "") == "ServiceGraphPattern":
        return True
    below = node.values() if isinstance(node, Mapping) else node if isinstance(node, list | tuple) else ()
    parts = getattr(node, "asList", None)
    return any(map(_has_service, below)) or (parts is not None and any(map(_has_service, parts())))


def _timed(store: Store, text: str, seconds: float | None, limit: int | None) -> Answer:
    """Ask in a thread of its own: the engine cannot be stopped, but who waits for it can."""
    answers: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            answers.append(_answer(store, text, limit))
        except BaseException as error:  # noqa: BLE001
            # It is raised again in the thread that asked.
            errors.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    waited = 0.0
    while worker.is_alive():
        worker.join(_TICK)
        waited += _TICK
        if seconds is not None and waited > seconds:
            raise QueryError(f"There was no answer within {seconds:g} seconds. Ask for less, or allow more time.")
    if errors:
        raise errors[0]
    return answers[0]


def _answer(store: Store, text: str, limit: int | None) -> Answer:
    try:
        found = store.engine.query(text, prefixes=dict(iri.PREFIXES), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise _mistake(text, str(error)) from error
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        rows: list[table.Row] = []
        for solution in found:
            if limit is not None and len(rows) == limit:
                return table.Table(columns, tuple(rows), more=True)
            rows.append(tuple(solution))
        return table.Table(columns, tuple(rows))
    return table.of_triples(found)


def _mistake(text: str, message: str) -> QueryError:
    """Say where a query has a mistake, with the line and a mark under the place."""
    match = _PLACE.search(message)
    if match is None:
        return QueryError(f"The query has a mistake: {message}.")
    line, column, reason = int(match.group(1)), int(match.group(2)), match.group(3).strip()
    lines = text.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    return QueryError(f"{reason}.\n    {shown}\n    {' ' * (column - 1)}^", line=line, column=column)


def events(store: Store, query: str, parameters: Mapping[str, str]) -> tuple[str, ...]:
    """Give the IRIs of all events among the answers of a query, sorted; raises as `ask` does.

    A named query of ours answers in words; its events are those that its variable ``event`` stands for.
    """
    text = _resolve(query, dict(parameters))
    if text != query:
        text = re.sub(r"SELECT DISTINCT [^{]*WHERE", "SELECT DISTINCT ?event WHERE", text, count=1)
        text = re.sub(r"ORDER BY .*$", "", text, flags=re.MULTILINE)
    answer = ask(store, text)
    if not isinstance(answer, table.Table):
        raise UsageError("The query gives no table. Select the IRIs of events.")
    nodes = {term.value for row in answer for term in row if isinstance(term, ox.NamedNode)}
    kind = ox.NamedNode(iri.RDF + "type"), ox.NamedNode(iri.KG + "Event")
    return tuple(sorted(n for n in nodes if any(store.engine.quads_for_pattern(ox.NamedNode(n), *kind, None))))
