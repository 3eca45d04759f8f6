"""Numbers: what a numeral can be by its shape, and what a row of number words amounts to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

_SHAPES: Final = tuple(
    (re.compile(shape), frozenset(kinds.split()))
    for shape, kinds in (
        (r"0?[1-9]|1\d|2[0-4]", "Integer Day Hour Two"),
        (r"2[5-9]|3[01]", "Integer Day Two"),
        (r"\d\d", "Integer Two"),
        (r"1\d[0-5]\d|20[0-5]\d", "Integer Year Military"),
        (r"(1\d|20)\d\d", "Integer Year"),
        (r"0\d[0-5]\d|2[0-3][0-5]\d", "Integer Military"),
        (r"\d{1,6}|\d{1,3}(,\d{3})+", "Integer"),
        (r"(1[0-2]|\d)\.[0-5]\d", "Dotted"),
        (r"\d+\.\d", "Decimal"),
        (r"(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)", "Day Nth Ordinal"),
        (r"\d{2}(st|nd|rd|th)", "Ordinal"),
        (r"(1\d|20)?\d0s", "Decade"),
        (r"([01]?\d|2[0-3]):[0-5]\d", "Clock"),
        (r"1/[234]|3/4", "Ratio"),
        (r"\d\d?/\d\d?/(\d\d)?\d\d", "Slash"),
        (r"(1\d|20)\d\d/\d\d", "YearPair"),
        (r"q[1-4]", "Quarter"),
    )
)
"""What a numeral can be by its shape; the first that fits decides."""
SHAPES: Final = frozenset(kinds for _, kinds in _SHAPES)
_LONGEST: Final = 10
"""Characters of the longest numeral that is looked at."""
_COUNTING: Final = ("Integer", "Decimal", "Ratio", "Fraction", "Numeral")
"""Classes of words that say a number."""
_HUNDRED: Final = 100


class Word(NamedTuple):
    """A word of time or a numeral: its class, what it stands for, its usual spelling, from which day it counts."""

    kind: str
    value: str
    label: str
    anchor: str = ""
    """``Text`` where it counts from the day that the text spoke of last, else empty."""


def kinds(text: str) -> frozenset[str]:
    """Tell the classes of a numeral by its shape (lower case); none where it has no such shape.

    >>> sorted(kinds("1st"))
    ['Day', 'Nth', 'Ordinal']
    """
    if len(text) > _LONGEST:
        return frozenset()
    return next((kinds for shape, kinds in _SHAPES if shape.fullmatch(text)), frozenset())


def ordinal(text: str) -> int | None:
    """Read the digits that a text begins with: 21 of "21st"; None without any."""
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else None


def number(words: Iterable[Mapping[str, Word]]) -> Fraction | None:
    """Add up a row of words, each by its classes: "two hundred and ten", "2 1/2"; None where one says no number."""
    total, current = Fraction(0), Fraction(0)
    for found in words:
        word = next((found[kind] for kind in _COUNTING if kind in found), None)
        if word is None:
            continue
        if not word.value[0].isdigit():
            return None
        value = Fraction(word.value.replace(",", ""))
        if word.kind != "Numeral" or value < _HUNDRED:
            current += value
        else:
            current = (current or 1) * value
        if word.kind == "Numeral" and value > _HUNDRED:
            total, current = total + current, Fraction(0)
    return total + current


def spoken(values: list[int]) -> int | None:
    """Read a year as people say it, in two halves: 19, 90, 6 is 1996; None where it is no such year."""
    first, *rest = values
    if first not in (19, 20) or not rest or rest[0] < 10:
        return None
    if len(rest) > 1 and (rest[0] < 20 or rest[1] > 9):
        return None
    return first * _HUNDRED + sum(rest)
