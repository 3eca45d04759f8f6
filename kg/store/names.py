"""The names in a store: every text that something is called by, to be searched without reading the whole store.

The engine finds a literal at once, but not one that holds some word. So each label, and the words of each span, are
kept once more in a table beside it, as SPARQL writes them. They go in before the part that brings them is written, and
stay when it goes: a search finds all that the store holds, and may find more. A table that is lost or damaged is made
again by who writes next; until then there is none.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri

FILE: Final = "names.sqlite"
"""Name of the table in the folder of a store."""
_PREDICATES: Final = (iri.RDFS + "label", iri.NIF + "anchorOf")
_CALLED = re.compile(
    rb"<(?:%b)>[ \t]*(\"(?:[^\"\\]|\\.)*\"(?:@[\w-]+|\^\^<[^>]*>)?)"
    % b"|".join(re.escape(name.encode()) for name in _PREDICATES)
)
_ODD: Final = "\u212a\u0130"
"""Letters outside of ASCII that in lower case begin with one of it: the sign of Kelvin, and I with a dot."""
_RUN = re.compile(r"[ !#$&-\[\]^`-~]{1,500}")
"""Characters that a literal holds as they are, and that mean themselves in a pattern of LIKE."""
_MAKE: Final = "CREATE TABLE IF NOT EXISTS name (literal TEXT PRIMARY KEY, odd INTEGER NOT NULL) WITHOUT ROWID"
_ADD: Final = "INSERT OR IGNORE INTO name VALUES (?, ?)"
_FIND: Final = "SELECT literal FROM name WHERE literal LIKE ? OR odd ORDER BY literal"
"""LIKE takes no notice of the case of letters of ASCII."""
_FOREIGN: Final = (
    "SELECT literal FROM name WHERE literal GLOB '*[^' || char(1) || '-' || char(127) || ']*' ORDER BY literal"
)
"""Names with characters outside of ASCII."""


def add(path: Path, quads: bytes) -> None:
    """Add the names that some N-Quads hold to the table of a store; a table that does not take them goes.

    Raises OSError where it cannot go either.
    """
    try:
        _fill(path / FILE, map(_literal, dict.fromkeys(_CALLED.findall(quads))))
    except sqlite3.Error:
        _remove(path)


def ensure(path: Path, engine: ox.Store) -> None:
    """Make the table of a store where there is none that can be read; raises OSError."""
    with suppress(sqlite3.Error), closing(_opened(path / FILE)) as table:
        table.execute("SELECT 1 FROM name LIMIT 1")
        return
    _remove(path)
    aside = path / f"{FILE}.part"
    with suppress(sqlite3.Error):
        sqlite3.connect(aside).close()
        with closing(_opened(aside)) as table:
            table.execute(_MAKE)
        _fill(aside, _held(engine))
        aside.replace(path / FILE)


def find(path: Path, words: str) -> list[str] | None:
    """Find the names that hold some words, whatever the case of their letters, as literals of SPARQL, sorted.

    Some of them may not hold the words. None where there is no table, or nothing in the words to search for.
    """
    run = max(_RUN.findall(words.lower()), key=len, default="")
    if run or not words.isascii():
        with suppress(sqlite3.Error), closing(_opened(path / FILE)) as table:
            found = table.execute(_FIND, (f"%{run}%",)) if run else table.execute(_FOREIGN)
            return [row[0] for row in found]
    return None


def _opened(file: Path) -> sqlite3.Connection:
    """Open a table that is there; raises sqlite3.Error."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)


def _fill(file: Path, literals: Iterable[str]) -> None:
    with closing(_opened(file)) as table, table:
        table.executemany(_ADD, ((one, any(char in one for char in _ODD)) for one in literals))


def _remove(path: Path) -> None:
    for file in path.glob(f"{FILE}*"):
        file.unlink()


def _held(engine: ox.Store) -> Iterable[str]:
    for predicate in _PREDICATES:
        for quad in engine.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            yield str(quad.object)


def _literal(found: bytes) -> str:
    """Write a literal as the engine does: of its escapes only those are left that must be."""
    if b"\\" not in found:
        return found.decode()
    (triple,) = ox.parse(b"<a:a> <a:a> " + found + b" .", format=ox.RdfFormat.N_TRIPLES)
    return str(triple.object)
