"""A process that answers questions to a store, one after another; the server keeps a few of them.

The engine cannot be stopped while it works on a query, so the server ends the process that took too long and starts
another. A question is a line of JSON; an answer is a line of JSON that tells its length, and then its bytes. The store
is opened anew at least every second, so that a build finds the moment to write, and its graph is seen soon after.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import select
import signal
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TypedDict

from kg import table
from kg.ask import answer, called, query
from kg.ask.explain import explain
from kg.errors import KgError, QueryError, StoreError
from kg.serve import about, form
from kg.store import Store

_FRESH: Final = 1.0
"""Seconds after which the store is opened anew."""
_MEMORY: Final = 4 << 30
"""Bytes of memory that a process may use: the query that wants more is ended, not the machine."""


class Question(TypedDict, total=False):
    """What is asked: a query (SPARQL, or the name of one of ours with its values), or a page about something."""

    query: str
    values: dict[str, str]
    page: str
    """``explain``, ``void`` or ``description``, instead of a query."""
    about: str
    """What the page is about: an event, or the address of the server."""
    accept: str
    graphs: Sequence[str]
    named: Sequence[str]
    """The graphs of the dataset, where the protocol names any."""
    limit: int
    cut: bool
    """Whether an answer with more rows is cut; else it is refused."""
    events: bool
    """Whether each row of a named query tells the event that it is about, in a column of that name."""


class Head(TypedDict, total=False):
    """What is told before the bytes of an answer."""

    status: int
    media: str
    length: int
    more: bool


class _Shelf:
    """The store, held open for a while."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: Store | None = None
        self._until = 0.0

    def store(self) -> Store:
        """Give the store; raises StoreError."""
        if self._store is None or time.monotonic() > self._until:
            self.close()
            self._store = Store.open(self._path)
            self._until = time.monotonic() + _FRESH
        return self._store

    def close(self) -> None:
        """Let the store go."""
        if self._store is not None:
            self._store.close()
            self._store = None


def attend(path: str) -> None:
    """Answer questions on standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    threading.Thread(target=answer.end_with, args=(os.getppid(),), daemon=True).start()
    shelf = _Shelf(Path(path))
    out = sys.stdout.buffer
    while line := _next(shelf):
        head, body = _answered(json.loads(line), shelf)
        out.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
        out.flush()


def _next(shelf: _Shelf) -> bytes:
    """Wait for a question, and let the store go when none comes for a while."""
    if not select.select([0], [], [], _FRESH)[0]:
        shelf.close()
    return _line()


def _line() -> bytes:
    """Read a line from standard input, past Python's buffer, of which `select` knows nothing."""
    found = bytearray()
    while not found.endswith(b"\n"):
        part = os.read(0, 1 << 16)
        if not part:
            return b""
        found += part
    return bytes(found)


def _answered(question: Question, shelf: _Shelf) -> tuple[Head, bytes]:
    try:
        if "page" in question:
            return _page(question, shelf.store())
        return _asked(question, shelf.store())
    except QueryError as error:
        return _sentence(400, error)
    except StoreError as error:
        shelf.close()
        return _sentence(503, error)
    except KgError as error:
        return _sentence(404 if "page" in question else 400, error)


def _sentence(status: int, error: Exception) -> tuple[Head, bytes]:
    return Head(status=status, media="text/plain"), f"{error}\n".encode(errors="backslashreplace")


def _page(question: Question, store: Store) -> tuple[Head, bytes]:
    if question["page"] == "explain":
        return Head(status=200, media="text/plain"), explain(store, question["about"]).encode()
    media = form.accepted(question["accept"], tuple(form.GRAPHS))
    if not media:
        return _none(form.GRAPHS)
    text = getattr(about, question["page"])(store, question["about"])
    return Head(status=200, media=media), about.written(text, form.GRAPHS[media])


def _asked(question: Question, store: Store) -> tuple[Head, bytes]:
    limit = question["limit"]
    found = _found(question, store, limit)
    more = not isinstance(found, bool) and found.more
    if more and not question.get("cut"):
        what = "triples" if isinstance(found, table.Graph) else "rows"
        return _sentence(500, QueryError(f"The answer has more than {limit:,} {what}. Ask for less, as with LIMIT."))
    body = form.written(found, question["accept"])
    if body is None:
        return _none(form.GRAPHS if isinstance(found, table.Graph) else form.ROWS)
    return Head(status=200, media=body.media, more=more), body.content


def _found(question: Question, store: Store, limit: int) -> table.Answer:
    """Ask the store; a named query is answered as on the command line."""
    name, values = question["query"], question.get("values", {})
    text = query.resolve(name, values)
    if name not in query.names():
        return answer.read(store, text, limit, question.get("graphs", ()), question.get("named", ()))
    names = query.wanted(name, values)
    text = _telling_events(text) if question.get("events") else text

    def find(plain: str, most: int | None) -> table.Answer:
        """Ask the engine."""
        return answer.read(store, called.filled(plain, names, store), most)

    return query.ordered(store, text, find, limit=limit, keep=not values)


def _telling_events(text: str) -> str:
    """Select the event of each row too, where a named query has one and does not count."""
    if "?event" not in text or "GROUP BY" in text:
        return text
    return re.sub(r"^(SELECT DISTINCT .*?) WHERE \{", r"\1 ?event WHERE {", text, count=1, flags=re.MULTILINE)


def _none(known: Iterable[str]) -> tuple[Head, bytes]:
    return _sentence(406, QueryError(f"No form is accepted that there is. Accept one of {', '.join(known)}."))
