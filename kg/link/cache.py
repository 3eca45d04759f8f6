"""Profiles kept beside a store, so that the link pass reads only graphs that are new.

A file in the folder of the store: it can be lost or deleted at any time, since all of it is read again from the graphs.
Each line is of one article and has two values of JSON with a tab between them: its state with its profile, and its
plot, which is read only where it is asked for, so that memory does not grow with all that happens in all articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from sys import intern
from types import TracebackType
from typing import Any, BinaryIO, Final, NamedTuple

from kg.link.profile import Happening, Plot, Profile, Read, Thing

FILE: Final = "profiles.jsonl"
"""Name of the file in the folder of a store."""


class Kept(NamedTuple):
    """A profile of the shelf, the state of its article, and the place of its line."""

    state: str
    profile: Profile
    at: int


class Shelf:
    """The profiles that are kept in the folder of a store, or in memory where there is no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / FILE if folder else None
        self._file: BinaryIO = self._path.open("a+b") if self._path else BytesIO()
        self.lines = 0
        """How many lines there were when they were last read, also of articles that have changed or gone."""

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Kept]:
        """Give all profiles in the order in which they were added; lines that are damaged are left out."""
        self._file.seek(0)
        self.lines = at = 0
        for line in self._file:
            self.lines += 1
            try:
                state, fields = json.loads(line.partition(b"\t")[0])
                yield Kept(state, _profile(*fields), at)
            except (ValueError, TypeError):
                pass
            at += len(line)

    def add(self, found: Iterable[Read]) -> None:
        """Keep profiles behind those that are kept already."""
        self._file.write(b"".join(_line(one) for one in found))
        self._file.flush()

    def plot(self, kept: Kept) -> Plot:
        """Read what happens in an article."""
        self._file.seek(kept.at)
        events, labels = json.loads(self._file.readline().partition(b"\t")[2])
        return Plot(tuple(Happening(*map(_frozen, event)) for event in events), labels)

    def cut(self, kept: Iterable[Kept]) -> None:
        """Keep nothing but some profiles; this shelf goes on with the file as it was."""
        if self._path:
            aside = self._path.with_suffix(".part")
            with aside.open("wb") as file:
                for one in kept:
                    self._file.seek(one.at)
                    file.write(self._file.readline())
            aside.replace(self._path)


def _line(read: Read) -> bytes:
    told = (json.dumps(one, ensure_ascii=False) for one in ((read.state, read.profile), read.plot))
    return ("\t".join(told) + "\n").encode()


def _profile(article: str, published: str, things: list[Any], places: list[str], words: list[str]) -> Profile:
    return Profile(
        article,
        published,
        tuple(Thing(*map(_frozen, thing)) for thing in things),
        tuple(map(intern, places)),
        tuple(map(intern, words)),
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
