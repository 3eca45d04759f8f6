"""Answers of our named queries, kept beside a large store, so that they are read and not found again.

An answer follows from the query and what the store holds. So it is kept under the digest of the one, with a stamp of
the other: the names, sizes and times of the files of its engine, which no writing leaves as they were. The folder can
be lost or deleted at any time. A small store is asked anew; so is one whose folder cannot be written to.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import files
from kg.store import folder
from kg.table import Table, Term

FOLDER: Final = "answers"
LARGE: Final = 64 << 20
"""Bytes of the files of the engine from which on answers are kept; what is smaller answers in a moment."""
_FORMAT: Final = 2
_NONE: Final = -1
"""The place of a cell that holds nothing."""


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
            places: list[int] = json.loads(file.readline())
            columns, number = tuple(head["columns"]), head["rows"]
            more = limit is not None and number > limit
            places = places[: limit * len(columns)] if more and limit is not None else places
            terms = _terms(file.read().split(b"\n"), places)
        cells = iter([terms[place] for place in places])
        rows = tuple(zip(*[cells] * len(columns), strict=True))
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return Table(columns, rows, more, number)


def _terms(lines: Sequence[bytes], places: Sequence[int]) -> dict[int, Term | None]:
    """Read the terms that stand in some places of a list, each once."""
    wanted = sorted({*places} - {_NONE})
    content = b"\n".join([b"?term", *(lines[place] for place in wanted), b""])
    found = ox.parse_query_results(content, ox.QueryResultsFormat.TSV)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("these are no rows")
    terms: dict[int, Term | None] = {_NONE: None}
    terms.update(zip(wanted, (row[0] for row in found), strict=True))
    return terms


def keep(store: Path, text: str, state: str, answer: Table) -> None:
    """Keep the whole answer to a query in a state of a store, in place of that in another.

    Each term is written once, and the rows are their places, row after row.
    """
    cells = [term if term is None else str(term) for row in answer.rows for term in row]
    at = {term: place for place, term in enumerate(dict.fromkeys(cell for cell in cells if cell is not None))}
    told = {"format": _FORMAT, "stamp": state, "columns": answer.columns, "rows": len(answer.rows)}
    places = [_NONE if cell is None else at[cell] for cell in cells]
    lines = [json.dumps(told), json.dumps(places), *(term.replace("\t", "\\t") for term in at)]
    with contextlib.suppress(OSError):
        path = _path(store, text)
        path.parent.mkdir(exist_ok=True)
        files.replace(path, "\n".join(lines).encode())


def _path(store: Path, text: str) -> Path:
    return store / FOLDER / f"{hashlib.sha256(text.encode()).hexdigest()[:16]}.txt"
