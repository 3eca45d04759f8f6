"""Graphs as files for any bulk loader: sorted N-Quads in parts, and a manifest of them.

    parts/
    ├── lock                       who writes here now
    ├── manifest.jsonl             a line for each file: its name, SHA-256, quads, and articles
    ├── part-0123456789abcdef.nq   the graphs of some articles, and the things that they share
    └── reference.nq               ontology and lexicon

A part is named by a digest of the articles in it and of what they were made with, and is there whole or not at all. So
who begins again makes only the parts that are not there, and the same inputs give the same files. The manifest is
written last: a folder without one is not finished.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

from kg import iri
from kg.errors import OutputError, StoreError
from kg.files import write_aside
from kg.store import lock, reference
from kg.text.article import Article
from kg.triples import Recipe

_MANIFEST: Final = "manifest.jsonl"
_REFERENCE: Final = "reference.nq"
_SHORT: Final = 16
"""Hexadecimal digits that name a part, or an article in the manifest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the manifest."""

    path: Path
    digest: str
    """SHA-256 of the file in hexadecimal."""
    articles: tuple[str, ...]
    """IRIs of the articles whose graphs it holds, sorted."""


class Parts:
    """A folder that parts are written to, by one process at a time."""

    def __init__(self, folder: Path, made: Recipe) -> None:
        self._folder, self._made = folder, made
        self._held: dict[str, tuple[str, ...]] = {}
        """Files of this run, and their articles."""

    def __enter__(self) -> Parts:
        """Make the folder and take its lock; raises OutputError, and StoreError where another writes here."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = lock.take(self._folder / "lock", exclusive=True)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise OutputError(f"{self._folder} cannot be written: {reason}. Name another folder.") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.release()

    def holds(self, articles: Sequence[Article]) -> bool:
        """Tell whether the part of some articles is there already, and keep it then."""
        name = self._name(articles)
        if (self._folder / name).exists():
            self._held[name] = _names(articles)
        return name in self._held

    def write(self, graphs: Mapping[Article, bytes]) -> None:
        """Write the graphs of some articles as one part; raises OutputError."""
        if graphs:
            lines = {line for quads in graphs.values() for line in quads.splitlines(keepends=True)}
            name = self._name(tuple(graphs))
            write_aside(self._folder / name, b"".join(sorted(lines)))
            self._held[name] = _names(graphs)

    def finish(self, words: tuple[Path, ...]) -> None:
        """Write ontology, lexicon and manifest, and take out what is not of this run; raises OutputError."""
        write_aside(self._folder / _REFERENCE, reference.quads(words))
        entries = sorted({**self._held, _REFERENCE: ()}.items())
        write_aside(self._folder / _MANIFEST, b"".join(self._line(name, names) for name, names in entries))
        for path in self._folder.glob("part-*.nq"):
            if path.name not in self._held:
                path.unlink()

    def _name(self, articles: Sequence[Article]) -> str:
        facts = [(a.digest, a.begin, a.identifiers, str(a.date), a.title, a.publisher, a.url) for a in articles]
        told = json.dumps([sorted(facts), self._made.used()])
        return f"part-{hashlib.sha256(told.encode()).hexdigest()[:_SHORT]}.nq"

    def _line(self, name: str, articles: Sequence[str]) -> bytes:
        content = (self._folder / name).read_bytes()
        said = {
            "file": name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "quads": content.count(b"\n"),
            "articles": [article.rpartition("/")[2] for article in articles],
        }
        return json.dumps(said).encode() + b"\n"


def _names(articles: Iterable[Article]) -> tuple[str, ...]:
    return tuple(sorted(iri.article(article.digest) for article in articles))


def read(folder: Path) -> tuple[Entry, ...]:
    """Read the manifest of a folder; raises StoreError where there is none."""
    try:
        lines = (folder / _MANIFEST).read_bytes().splitlines()
    except OSError as error:
        advice = "Name a folder that kg build --parts has finished."
        raise StoreError(f"{folder} holds no manifest of parts ({error.strerror}). {advice}") from error
    return tuple(_entries(folder, lines))


def _entries(folder: Path, lines: Iterable[bytes]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            articles = tuple(iri.article(name) for name in said["articles"])
            yield Entry(folder / Path(said["file"]).name, said["sha256"], articles)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{folder / _MANIFEST}, line {number}: this is no line of a manifest.") from error


def content(entry: Entry) -> bytes:
    """Read a file of the manifest; raises StoreError where it is not the one that was written."""
    try:
        found = entry.path.read_bytes()
    except OSError as error:
        raise StoreError(f"{entry.path} cannot be read: {error.strerror}. Make the parts again.") from error
    if hashlib.sha256(found).hexdigest() != entry.digest:
        raise StoreError(f"{entry.path} is not what the manifest says. Remove it and make the parts again.")
    return found
