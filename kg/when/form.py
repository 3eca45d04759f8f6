"""Forms of expressions, as a user writes them in Turtle, turned into regular expressions over symbols.

A form is words, classes and macros with ``( | )`` to group, ``?`` for what may be left out, ``*`` for up to six times,
and ``[ ]`` at either end for what must stand beside the expression without being part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

_PIECE: Final = re.compile(r"[()\[\]|?*]|[^\s()\[\]|?*]+")
_MARKS: Final = frozenset("()[]|?*")
_REPEATED: Final = "{0,6}"
"""What a star means: bounded, so that matching stays linear in the length of a sentence."""


class Part(NamedTuple):
    """A piece of a form as an expression, the symbols it can start with, and whether it can be empty."""

    expression: str
    first: frozenset[str]
    empty: bool


def literals(form: str) -> set[str]:
    """Collect the plain words and marks that a form asks for: all that is neither a class, a macro nor an operator."""
    return {piece for piece in _PIECE.findall(form) if not piece[0].isupper() and piece not in _MARKS}


class Compiler:
    """Compiles forms; every class and macro becomes a group named after it, with a number to be unique."""

    def __init__(self, macros: Mapping[str, str], symbols: Mapping[frozenset[str], str]) -> None:
        """Take the form of each macro, and the symbol of each set of classes that a word can have."""
        self._macros, self._symbols, self._count = macros, symbols, 0

    def compile(self, form: str) -> tuple[re.Pattern[str], frozenset[str]]:
        """Compile a form, and tell the symbols that it can start with; ValueError where it is none."""
        part = self._whole(form)
        if part.empty:
            raise ValueError("the form can be empty")
        try:
            return re.compile(part.expression), part.first
        except re.error as error:
            raise ValueError(f"the form does not work: {error}") from None

    def _whole(self, form: str) -> Part:
        pieces = _PIECE.findall(form)[::-1]
        part = self._choice(pieces)
        if pieces:
            raise ValueError(f"a {pieces[-1]} too many in the form")
        return part

    def _choice(self, pieces: list[str]) -> Part:
        options = [self._sequence(pieces)]
        while pieces and pieces[-1] == "|":
            pieces.pop()
            options.append(self._sequence(pieces))
        first = frozenset[str]().union(*(option.first for option in options))
        return Part("|".join(o.expression for o in options), first, any(o.empty for o in options))

    def _sequence(self, pieces: list[str]) -> Part:
        expression, first, empty = "", frozenset[str](), True
        while pieces and pieces[-1] not in {"|", ")", "]"}:
            part = self._item(pieces, leading=not expression)
            first |= part.first if empty else frozenset()
            expression, empty = expression + part.expression, empty and part.empty
        return Part(expression, first, empty)

    def _item(self, pieces: list[str], *, leading: bool) -> Part:
        piece = pieces.pop()
        if piece in {"(", "["}:
            inner = self._choice(pieces)
            closing = ")" if piece == "(" else "]"
            if not pieces or pieces.pop() != closing:
                raise ValueError(f"a {closing} is missing in the form")
            part = Part(f"(?:{inner.expression})", inner.first, inner.empty)
            if piece == "[":
                part = Part(f"(?:(?{'<' * leading}={inner.expression}))", frozenset(), True)
        else:
            part = self._word(piece)
        if pieces and pieces[-1] in {"?", "*"}:
            mark = pieces.pop()
            part = Part(part.expression + (mark if mark == "?" else _REPEATED), part.first, True)
        return part

    def _word(self, name: str) -> Part:
        if name in self._macros:
            inner = self._whole(self._macros[name])
        else:
            first = frozenset(symbol for kinds, symbol in self._symbols.items() if name in kinds)
            if not first:
                raise ValueError(f"there is no word of the class {name}")
            inner = Part(f"[{''.join(sorted(first))}]", first, False)
        if not name[0].isupper():
            return inner
        self._count += 1
        return Part(f"(?P<{name}_{self._count}>{inner.expression})", inner.first, inner.empty)
