"""Tables for people: aligned text, and drawn to the width of a terminal."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence

from kg.term import visible

_BROAD = re.compile("[\u0300-\U0010ffff]")
"""Characters that may take two columns, or none: none before the first combining one does."""


def aligned(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows under their columns, each as wide as its widest cell, two blanks apart; no blanks at line ends."""
    filled = [_column([name, *cells]) for name, *cells in zip(columns, *rows, strict=True)]
    return "".join(["  ".join(line).rstrip() + "\n" for line in zip(*filled, strict=True)])


def _column(cells: Sequence[str]) -> list[str]:
    """Fill the cells of a column to one width, with a line below the first."""
    together = "".join(cells)
    shown = cells if visible(together) == together else [visible(cell) for cell in cells]
    if _BROAD.search(together) is None:  # as in most: each character takes a column
        wide = max(map(len, shown))
        first, *rest = [cell.ljust(wide) for cell in shown]
    else:
        widths = [len(cell) if cell.isascii() else width(cell) for cell in shown]
        wide = max(widths)
        pairs = zip(shown, widths, strict=True)
        first, *rest = [cell + " " * (wide - taken) for cell, taken in pairs]
    return [first, "-" * wide, *rest]


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
    return len(text) + sum(map(_further, _BROAD.findall(text)))


def _further(char: str) -> int:
    """Give by how many columns a character differs from one."""
    return -1 if unicodedata.combining(char) else int(unicodedata.east_asian_width(char) in "WF")
