"""Answers of our named queries, kept beside a large store, so that they are read and not found again.

An answer follows from the query and what the store holds. So it is kept under the digest of the one, with a stamp of
the other: the names, sizes and times of the files of its engine, which no writing leaves as they were. The folder can
be lost or deleted at any time. A small store is asked anew; so is one whose folder cannot be written to.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import files, table
from kg.store import folder
from kg.table import Table

FOLDER: Final = "answers"
LARGE: Final = 64 << 20
"""Bytes of the files of the engine from which on answers are kept; what is smaller answers in a moment."""
_FORMAT: Final = 1


def stamp(store: Path) -> str:
    """Give the state of a store, or nothing where its answers are not worth keeping."""
    found = []
    with contextlib.suppress(OSError):
        for file in (store / folder.DATA).iterdir():
            if file.suffix in (".sst", ".log") or file.name.startswith("MANIFEST"):
                state = file.stat()
                found.append((file.name, state.st_size, state.st_mtime_ns))
    if sum(size for _, size, _ in found) < LARGE:
        return ""
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()


def read(store: Path, text: str, state: str, limit: int | None) -> Table | None:
    """Give the answer to a query in a state of a store, of its rows at most `limit`; None where it is not kept."""
    try:
        with _path(store, text).open("rb") as file:
            head = json.loads(file.readline())
            if head["stamp"] != state or head["format"] != _FORMAT:
                return None
            lines = [file.readline() for _ in range(limit + 1)] if limit is not None else [file.read()]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found = ox.parse_query_results(b"".join(lines), ox.QueryResultsFormat.TSV)
    if not isinstance(found, ox.QuerySolutions):
        return None
    rows: int = head["rows"]
    return table.of_solutions(found, more=limit is not None and rows > limit, total=rows)


def keep(store: Path, text: str, state: str, answer: Table) -> None:
    """Keep the whole answer to a query in a state of a store, in place of that in another."""
    head = json.dumps({"format": _FORMAT, "stamp": state, "rows": len(answer.rows)})
    with contextlib.suppress(OSError):
        path = _path(store, text)
        path.parent.mkdir(exist_ok=True)
        files.replace(path, f"{head}\n{table.as_tsv(answer)}".encode())


def _path(store: Path, text: str) -> Path:
    return store / FOLDER / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.tsv"
