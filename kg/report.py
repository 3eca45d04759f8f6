"""What a build did, counted while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.text.article import Article

Progress = Callable[[int, int, int], None]
"""Told how many articles are done, kept and failed so far."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    done: int
    """Articles whose graphs were made or made again."""
    kept: int
    """Articles whose graphs were there already."""
    failures: tuple[InputError, ...]
    notes: tuple[str, ...] = ()
    removed: int = 0
    """Articles that were taken out, since the inputs hold them no more."""

    def summary(self, store: str | Path) -> str:
        """Say in a sentence what was done.

        >>> Report(1, 0, ()).summary("kg.store")
        '1 article built into kg.store.'
        >>> Report(2, 1, (), removed=3).summary("kg.store")
        '2 articles built into kg.store, 1 unchanged, 3 removed.'
        """
        parts = [f"{count(self.done)} built into {store}"]
        if self.kept:
            parts.append(f"{self.kept} unchanged")
        if self.removed:
            parts.append(f"{self.removed} removed")
        if self.failures:
            parts.append(f"{len(self.failures)} not read")
        return ", ".join(parts) + "."


def count(number: int) -> str:
    """Say a number of articles."""
    return f"{number} article" + ("" if number == 1 else "s")


class Tally:
    """Counts what was done, kept and failed, and tells whoever watches."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.done = self.kept = self.removed = self.undated = 0
        self.failures: list[InputError] = []
        self.notes: list[str] = []
        self._progress = progress

    def add(self, *, done: int = 0, kept: int = 0) -> None:
        """Count articles."""
        self.done += done
        self.kept += kept
        self._tell()

    def fail(self, failure: InputError) -> None:
        """Count a failure."""
        self.failures.append(failure)
        self._tell()

    def good(self, found: Iterable[Article | InputError]) -> Iterator[Article]:
        """Pass articles on and keep failures."""
        for one in found:
            if isinstance(one, InputError):
                self.fail(one)
            else:
                yield one

    def report(self) -> Report:
        """Give the final count."""
        notes = list(self.notes)
        if self.undated:
            has = "has" if self.undated == 1 else "have"
            notes.append(
                f"{count(self.undated)} {has} no date, so words like Saturday stay open there; give one with --date."
            )
        return Report(self.done, self.kept, tuple(self.failures), tuple(notes), self.removed)

    def _tell(self) -> None:
        if self._progress:
            self._progress(self.done, self.kept, len(self.failures))
