"""Labels as they are drawn: cleaned, broken into lines, and how much room they take."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

WIDTH = 19
"""Letters a line of a label may have before it is broken at a blank."""
LINES = 3
"""Lines a label may have before it is cut with an ellipsis."""
LEADING = 1.22
"""Height of a line over the size of its letters, generously."""

_NARROW, _WIDE = "fijlrtI.,:;!'|()[]- ", "mwMW@%&ABCDEGHKNOQRSTUVXYZ"


class Size(NamedTuple):
    """Width and height in pixels."""

    width: float
    height: float


def clean(text: str) -> str:
    r"""Drop what cannot be seen but could mislead: control characters and those that turn the direction of writing.

    Joiners stay, for emoji and some scripts need them (Unicode Standard Annex 9 names the controls, class Cf).

    >>> clean("a\u202eb\tc")
    'ab c'
    """
    plain = " ".join(text.split())
    return "".join(mark for mark in plain if mark in "\u200c\u200d" or unicodedata.category(mark) not in ("Cc", "Cf"))


def wrapped(text: str) -> str:
    r"""Break a label into at most `LINES` lines, with an ellipsis where that cuts it.

    >>> wrapped("Syrian Observatory for Human Rights")
    'Syrian Observatory\nfor Human Rights'
    """
    lines: list[str] = [""]
    for word in clean(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= WIDTH or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line if len(line) <= WIDTH + 6 else line[: WIDTH + 5] + "…" for line in lines[:LINES]]
    return "\n".join(kept) + ("…" if len(lines) > LINES and not kept[-1].endswith("…") else "")


def size(text: str, letters: int) -> Size:
    """Estimate the room of a label whose letters are so many pixels high: at least what common sans-serifs need."""
    lines = text.split("\n")
    return Size(max(sum(map(_advance, line)) for line in lines) * letters, len(lines) * letters * LEADING)


def _advance(mark: str) -> float:
    """Estimate the width of a letter in ems, after Verdana and DejaVu Sans, the widest of the common faces."""
    if mark in _NARROW:
        return 0.4
    if mark in _WIDE:
        return 0.84
    if ord(mark) < 0x250:
        return 0.63
    return 1.0 if unicodedata.combining(mark) == 0 else 0.0
