"""Progress of long work: a bar with count, rate and time left on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.text.reader import Kind, Source, opened, sources

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_CHUNK: Final = 1 << 20
"""Bytes read at a time to count lines."""


class Progress:
    """Shows on standard error how far a build is, if that is a terminal; it is wiped at the end."""

    def __init__(self, inputs: Sequence[str]) -> None:
        self._bar = _bar() if sys.stderr.isatty() else None
        self._total = expected(inputs) if self._bar else None

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
            self._bar.add_task("articles", total=self._total, rate="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, done: int, kept: int, failed: int) -> None:
        """Show how many articles are done, were there already and failed."""
        if self._bar:
            (task,) = self._bar.tasks
            rate = f"{done / task.elapsed:.1f} a second" if done and task.elapsed else ""
            self._bar.update(task.id, completed=done + kept + failed, rate=rate)


def expected(inputs: Sequence[str]) -> int | None:
    """Count the articles of some inputs: files, and lines of JSON lines. None where standard input is among them."""
    total = 0
    for source in sources(inputs):
        if isinstance(source, InputError):
            total += 1
        elif not source.name:
            return None
        else:
            total += _lines(source) if source.kind is Kind.RECORDS else 1
    return total


def _lines(source: Source) -> int:
    try:
        with opened(source) as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except InputError:
        return 1


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    return Bar(*columns, console=Console(stderr=True), transient=True)
