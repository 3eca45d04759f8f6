"""Progress of long work: a bar with count and rate on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final

_PAUSE: Final = 0.1
"""Seconds between two looks of the line."""


class Progress:
    """Shows on standard error how far a build is, if that is a terminal; it is wiped at the end."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._last = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._shown and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self, done: int, kept: int, failed: int) -> None:
        """Show how many articles are done, were there already and failed."""
        now = time.monotonic()
        if not self._shown or now - self._last < _PAUSE:
            return
        self._last = now
        rate = done / max(now - self._begun, 0.001)
        parts = [f"{done} built", f"{rate:.1f} a second"]
        parts += [f"{kept} unchanged"] * bool(kept) + [f"{failed} not read"] * bool(failed)
        sys.stderr.write("\r\x1b[K" + ", ".join(parts))
        sys.stderr.flush()
