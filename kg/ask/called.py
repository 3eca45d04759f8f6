"""Names that a query asks for by some words, looked up before it is asked.

A comment of a query such as ``# called: ?called holds ?actor`` says that its variable ``called`` stands for names that
hold the words of its parameter ``actor`` (or, with ``is``, for just these words), whatever the case of their letters,
and ``VALUES ?called { UNDEF }`` keeps the place for them. To find them the engine would read every name in the store.
A store on disk has a table of them (kg.store.names), so the names are put into that place, and the engine begins there.
The query still says itself which names fit: those put in are at least these, and without a table none are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kg.ask import sparql
from kg.store import Store

_LINE: Final = re.compile(r"^# called: \?(\w+) (holds|is) \?(\w+)$", re.MULTILINE)
_MARKS: Final = re.compile(r"[ -/:-@\[-`{-~]+")


class Called(NamedTuple):
    """A variable of a query that stands for names, and the words by which it asks for them."""

    variable: str
    words: str
    whole: bool
    """Whether the words are the whole name."""


def wanted(text: str, given: Mapping[str, str]) -> tuple[Called, ...]:
    """Read from the comments of a query which names it asks for; `given` are the texts of its parameters."""
    return tuple(Called(m[1], given[m[3]], m[2] == "is") for m in _LINE.finditer(text) if m[3] in given)


def filled(text: str, names: Iterable[Called], store: Store) -> str:
    """Put the names of a store into the places that a query holds for them, where the store has a table of them."""
    for name in names:
        found = store.called(name.words)
        if found is not None:
            literals = (one for one in found if _may_be(one, name))
            text = sparql.put(text, name.variable, " ".join(literals))
    return text


def _may_be(literal: str, name: Called) -> bool:
    """Tell whether a literal may be what is asked for: no doubt is cast on letters outside of ASCII, nor on escapes."""
    if not literal.isascii() or "\\" in literal or not name.words.isascii():
        return True
    text = literal[1 : literal.rindex('"')].lower()
    return text == name.words.lower() if name.whole else _words(name.words) in _words(text)


def _words(text: str) -> str:
    """Write a text as words with blanks around them, as the named queries do."""
    return f" {_MARKS.sub(' ', text.lower())} "
