"""Answering a query in a process of its own, which can be ended at any time.

The engine cannot be stopped while it works on a query, and does not let Python see Ctrl-C until it is done. A child
process can be ended at once, be it by the time limit or by the user. It hears the question as JSON and answers in
SPARQL 1.1 TSV, or N-Triples for a graph; what went wrong it says as JSON beside that.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Final, TypedDict, cast

import pyoxigraph as ox

from kg import iri, table
from kg.ask import called, sparql
from kg.ask.called import Called
from kg.errors import QueryError, StoreError
from kg.store import Store, folder

_ROOT: Final = Path(__file__).parents[2]
"""Where this package lies; the child must not take another of that name from the folder it is started in."""
_START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from kg.ask import answer; answer.serve()"
_FAILED: Final = 3


class Question(TypedDict):
    """What the child is told."""

    path: str
    text: str
    names: Sequence[Called]
    limit: int | None


class Note(TypedDict, total=False):
    """What the child says beside its answer."""

    kind: str
    more: bool
    syntax: str
    store: str


class _EnoughError(Exception):
    """Ends the writing of an answer at the limit."""


# ── who asks ─────────────────────────────────────────────────────────────────


def ask(
    path: Path,
    text: str,
    names: Sequence[Called] = (),
    *,
    seconds: float | None = None,
    limit: int | None = None,
) -> table.Answer:
    """Ask a store on disk in a process of its own; of rows or triples at most `limit` come back.

    `names` are looked up there and put into their places in the query.

    Raises QueryError with the place of a mistake or where `seconds` have passed, and StoreError.
    """
    question = Question(path=str(path), text=text, names=names, limit=limit)
    command = [sys.executable, "-P", "-c", _START, str(_ROOT)]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        try:
            answer, said = child.communicate(json.dumps(question).encode(), timeout=seconds)
        except BaseException as error:
            child.kill()
            child.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise _late(seconds) from None
            raise
    return _heard(text, child.returncode, answer, said)


def _heard(text: str, code: int, answer: bytes, said: bytes) -> table.Answer:
    """Read what the child said."""
    if code < 0:
        raise QueryError(f"The query was ended by signal {-code}, as when memory runs out. Ask for less.")
    note = _note(said)
    if "syntax" in note:
        raise sparql.wrong(text, note["syntax"])
    if code:
        raise StoreError(note["store"])
    if note["kind"] == "boolean":
        return answer == b"true"
    if note["kind"] == "graph":
        return table.of_triples(_triples(answer), more=note["more"])
    solutions = ox.parse_query_results(answer, ox.QueryResultsFormat.TSV)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError("rows were announced")
    return table.of_solutions(solutions, more=note["more"])


def _note(said: bytes) -> Note:
    try:
        found: Note = json.loads(said)
    except ValueError:
        words = said.decode(errors="replace").strip()
        found = Note(store=f"The query failed: {words.splitlines()[-1] if words else 'no reason was given'}.")
    return found


def _triples(content: bytes) -> Iterator[ox.Triple]:
    for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple


def within(
    store: Store,
    text: str,
    names: Sequence[Called] = (),
    *,
    seconds: float | None = None,
    limit: int | None = None,
) -> table.Answer:
    """Ask a store in this process, by a thread: an interruption or `seconds` end the waiting, not the work.

    Raises QueryError and StoreError.
    """
    answers: list[table.Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        """Read the answer, or what goes wrong."""
        try:
            answers.append(read(store, called.filled(text, names, store), limit))
        except BaseException as error:
            errors.append(error)  # to be raised in the thread that asked

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise _late(seconds)
    if errors:
        raise errors[0]
    return answers[0]


def read(
    store: Store, text: str, limit: int | None, graphs: Sequence[str] = (), named: Sequence[str] = ()
) -> table.Answer:
    """Ask a store in this thread; where `graphs` or `named` are given, they are the dataset, as in the protocol.

    Raises QueryError and StoreError.
    """
    with folder.errors(store.path):
        try:
            found = _query(store, text, graphs, named)
        except SyntaxError as error:
            raise sparql.wrong(text, str(error)) from error
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        stop = None if limit is None else limit + 1
        if isinstance(found, ox.QueryTriples):
            triples = list(islice(found, stop))
            return table.of_triples(triples[:limit], more=limit is not None and len(triples) > limit)
        columns = tuple(variable.value for variable in found.variables)
        rows = tuple(tuple(row) for row in islice(found, stop))
        return table.Table(columns, rows[:limit], more=limit is not None and len(rows) > limit)


def _late(seconds: float | None) -> QueryError:
    return QueryError(f"The query took over {seconds or 0:g} seconds. Ask for less, or allow more.")


def _query(
    store: Store, text: str, graphs: Sequence[str] = (), named: Sequence[str] = ()
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Ask the engine: all named graphs as one, unless the query names its graphs, which the engine would pass over."""
    if graphs or named:
        return store.engine.query(
            text, prefixes=dict(iri.PREFIXES), default_graph=[*_nodes(graphs)], named_graphs=[*_nodes(named)]
        )
    union = not sparql.names_graphs(text)
    return store.engine.query(text, prefixes=dict(iri.PREFIXES), use_default_graph_as_union=union)


def _nodes(names: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names]
    except ValueError as error:
        raise QueryError(f"A graph of the dataset has no IRI for a name: {error}.") from error


# ── the child ────────────────────────────────────────────────────────────────


def serve() -> None:
    """Hear a question on standard input and answer it on standard output."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    question: Question = json.load(sys.stdin)
    try:
        with Store.open(Path(question["path"])) as store, folder.errors(store.path):
            text = called.filled(question["text"], (Called(*name) for name in question["names"]), store)
            note = _answer(_query(store, text), sys.stdout.buffer, question["limit"])
    except SyntaxError as error:
        _fail(Note(syntax=str(error)))
    except StoreError as error:
        _fail(Note(store=str(error)))
    sys.stdout.buffer.flush()
    sys.stderr.write(json.dumps(note))


def _answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, out: IO[bytes], limit: int | None) -> Note:
    if isinstance(found, ox.QueryBoolean):
        out.write(str(bool(found)).lower().encode())
        return Note(kind="boolean")
    table_head = isinstance(found, ox.QuerySolutions)
    writer = _Limited(out, None if limit is None else limit + table_head)
    with contextlib.suppress(_EnoughError):
        if isinstance(found, ox.QuerySolutions):
            found.serialize(cast("IO[bytes]", writer), ox.QueryResultsFormat.TSV)
        else:
            found.serialize(cast("IO[bytes]", writer), ox.RdfFormat.N_TRIPLES)
    return Note(kind="table" if table_head else "graph", more=writer.full)


class _Limited:
    """Passes lines on, up to a number of them."""

    def __init__(self, out: IO[bytes], lines: int | None) -> None:
        self._out = out
        self._left = lines
        self.full = False
        """Whether lines were held back."""

    def write(self, content: bytes) -> int:
        """Pass on what still fits; raises _EnoughError once something does not."""
        kept = content
        if self._left is not None:
            lines = content.split(b"\n")
            if len(lines) > self._left:
                kept = b"\n".join([*lines[: self._left], b""])
            self._left -= kept.count(b"\n")
        self._out.write(kept)
        if len(kept) < len(content):
            self.full = True
            raise _EnoughError
        return len(content)

    def flush(self) -> None:
        """Do nothing: the answer is flushed once it is whole."""


def _fail(note: Note) -> None:
    sys.stderr.write(json.dumps(note))
    sys.stderr.flush()
    os._exit(_FAILED)


def end_with(parent: int) -> None:
    """End this process soon after the one that asked has ended, however that ended."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(_FAILED)
