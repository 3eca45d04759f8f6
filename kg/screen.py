"""Tables for people: aligned text, and drawn to the width of a terminal."""

from __future__ import annotations

import io
import shutil
import unicodedata
from collections.abc import Iterable, Sequence

from kg.term import visible


def aligned(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows under their columns, each as wide as its widest cell, two blanks apart; no blanks at line ends."""
    lines = [[visible(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * wide for wide in widths])
    return "".join("  ".join(map(_filled, line, widths)).rstrip() + "\n" for line in lines)


def drawn(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows for a terminal: cells wrap to its width, the head stands out; no colours where NO_COLOR is set."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(Text(visible(name)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    page = io.StringIO()
    Console(file=page, force_terminal=True, width=shutil.get_terminal_size().columns).print(table)
    return page.getvalue()


def width(text: str) -> int:
    r"""Count the columns that a text takes on a terminal (Unicode Standard Annex 11).

    >>> width("Homs"), width("東京"), width("e\u0301")
    (4, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if not unicodedata.combining(c))


def _filled(text: str, wide: int) -> str:
    return text + " " * (wide - width(text))
