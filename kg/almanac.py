"""The words of time and the patterns in which they stand: Turtle in, a table and compiled patterns out.

A sentence becomes a string of one character a word, each character saying what kinds of words it can be; a pattern
becomes a regular expression over such strings. So matching is left to the expression engine and stays linear, since no
pattern repeats anything without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.ontology import ONTOLOGY

FILE: Final = ONTOLOGY / "calendar.ttl"
NEUTRAL: Final = "."
"""The symbol of a word that no pattern asks for."""
_FIRST_SYMBOL: Final = 0xE000
"""Start of the private use area of Unicode."""
_FORM: Final = re.compile(r"[()\[\]|?*]|[^\s()\[\]|?*]+")
_OPERATORS: Final = {"(": "(?:", ")": ")", "]": "))", "|": "|", "?": "?", "*": "{0,6}"}
"""What the marks of a form mean in a regular expression; a star is bounded, so that matching stays linear."""
_WORDS: Final = re.compile(r"'s\b|[\w.]+|[^\w\s]")
_LONGEST: Final = 10
"""Characters of the longest numeral that is looked at."""
_HELPERS: Final = frozenset(
    {"Ahead", "Approximate", "Deictic", "Drift", "Every", "Filler", "Fraction", "Meridiem", "Modifier", "Numeral", "Ordinal", "Plan", "Shift", "Zone"}
)  # fmt: skip
"""Classes of words that make no expression of time without another."""
_SHAPES: Final = tuple(
    (re.compile(shape), frozenset(kinds.split()))
    for shape, kinds in (
        (r"0?[1-9]|1\d|2[0-4]", "Integer Day Hour Two"),
        (r"2[5-9]|3[01]", "Integer Day Two"),
        (r"1\d[0-5]\d|20[0-5]\d", "Integer Year Military"),
        (r"(1\d|20)\d\d", "Integer Year"),
        (r"0\d[0-5]\d|2[0-3][0-5]\d", "Integer Military"),
        (r"\d{1,6}|\d{1,3}(,\d{3})+", "Integer"),
        (r"(1[0-2]|\d)\.[0-5]\d", "Dotted"),
        (r"\d+\.\d", "Decimal"),
        (r"(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)", "Day Ordinal"),
        (r"\d{2}(st|nd|rd|th)", "Ordinal"),
        (r"(1\d|20)?\d0s", "Decade"),
        (r"([01]?\d|2[0-3]):[0-5]\d", "Clock"),
        (r"1/[234]|3/4", "Ratio"),
        (r"\d\d?/\d\d?/(\d\d)?\d\d", "Slash"),
        (r"q[1-4]", "Quarter"),
    )
)
"""What a numeral can be by its shape; the first that fits decides."""


class Word(NamedTuple):
    """A word of time: its class, what it stands for, its usual spelling, and from which day it counts."""

    kind: str
    value: str
    label: str
    anchor: str = ""
    """``Text`` where it counts from the day that the text spoke of last, else empty."""


class Reading(NamedTuple):
    """What a word can be: one symbol for all of it, and the words by class."""

    symbol: str
    words: Mapping[str, Word]


class Pattern(NamedTuple):
    """A form as a regular expression over symbols, and which rule reads it."""

    iri: str
    reads: str
    value: str
    """TIMEX3 value, where the pattern itself has one."""
    expression: re.Pattern[str]


class Almanac(NamedTuple):
    """All words under their texts (lower case, without a final stop), and all patterns in the order of the file."""

    readings: Mapping[str, Sequence[Reading]]
    """Text to four readings: in lower case or with a capital (+1), parsed as another word or as a noun (+2)."""
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Reading]]]
    """First text of words of several parts to all their texts, the longest first, and their reading."""
    triggers: frozenset[str]
    """Texts of which one must occur before a sentence is looked at."""
    symbols: Mapping[frozenset[str], str]
    patterns: Sequence[Pattern]
    some: re.Pattern[str]
    """Matches where some pattern does."""
    names: Mapping[tuple[str, str], str]
    """Class and value to the usual spelling."""
    plans: frozenset[str]
    """Lemmas of verbs that say of what is told that it lies ahead."""

    def numeral(self, text: str) -> Reading | None:
        """Read a numeral by its shape; None where it has none of the shapes."""
        for shape, kinds in _SHAPES if len(text) <= _LONGEST else ():
            if shape.fullmatch(text):
                return Reading(self.symbols[kinds], {kind: Word(kind, text, text) for kind in kinds})
        return None


class _Spelling(NamedTuple):
    """One spelling of a word, and where it is one: only with a capital, only as a noun."""

    texts: tuple[str, ...]
    word: Word
    capital: bool = False
    noun: bool = False


_Facts = dict[str, dict[str, list[str]]]
"""Subject IRI to predicate (local name) to values (local names of IRIs), all in the order of the file."""


@cache
def load() -> Almanac:
    """Read the words and patterns of our calendar and compile them, once."""
    facts = _facts()
    macros = {_local(name): pairs["form"][0] for name, pairs in facts.items() if pairs["type"] == ["Macro"]}
    forms = {name: pairs for name, pairs in facts.items() if pairs["type"] == ["Pattern"]}
    spellings = [spelling for pairs in facts.values() if "label" in pairs for spelling in _spellings(pairs)]
    literals = _literals([*macros.values(), *(pairs["form"][0] for pairs in forms.values())])
    table = _table([*spellings, *(_Spelling((text,), Word(text, "", text)) for text in literals)])
    symbols = _symbols(table.values())
    compiler = _Compiler(macros, symbols)
    patterns = [
        Pattern(name, pairs["reads"][0], pairs.get("value", [""])[0], compiler.compile(pairs["form"][0]))
        for name, pairs in forms.items()
    ]
    return Almanac(
        readings={texts[0]: _readings(words, symbols) for texts, words in table.items() if len(texts) == 1},
        phrases=_phrases(table, symbols),
        triggers=frozenset(s.texts[0] for s in spellings if s.word.kind not in _HELPERS),
        symbols=symbols,
        patterns=patterns,
        some=re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern.expression.pattern) for pattern in patterns)),
        names={(s.word.kind, s.word.value): s.word.label for s in reversed(spellings)},
        plans=frozenset(s.texts[0] for s in spellings if s.word.kind == "Plan"),
    )


def texts(label: str) -> tuple[str, ...]:
    """Cut a label into the texts under which its parts are looked up.

    >>> texts("New Year's Eve")
    ('new', 'year', "'s", 'eve')
    """
    return tuple(part.rstrip(".") or part for part in _WORDS.findall(label.lower()))


def _facts() -> _Facts:
    found: _Facts = {}
    for quad in ox.parse(path=str(FILE)):
        values = found.setdefault(quad.subject.value, {}).setdefault(_local(quad.predicate.value), [])
        values.append(_local(quad.object.value) if isinstance(quad.object, ox.NamedNode) else quad.object.value)
    return found


def _local(name: str) -> str:
    return name.rpartition("#")[2]


def _spellings(pairs: Mapping[str, list[str]]) -> Iterator[_Spelling]:
    """Give every spelling of a word; the plural is of the class with an s."""
    kind, value, anchor = pairs["type"][0], pairs.get("value", [""])[0], pairs.get("anchor", [""])[0]
    for predicate, ending in (("label", ""), ("altLabel", ""), ("plural", "s")):
        for label in pairs.get(predicate, ()):
            word = Word(kind + ending, value, pairs["label"][0], anchor)
            yield _Spelling(texts(label), word, "capital" in pairs, "noun" in pairs)


def _literals(forms: Iterable[str]) -> list[str]:
    """List the plain words and marks that forms ask for."""
    pieces = {piece for form in forms for piece in _FORM.findall(form)}
    return sorted(piece for piece in pieces if not piece[0].isupper() and piece not in "()[]|?*")


_Table = dict[tuple[str, ...], list[_Spelling]]


def _table(spellings: Iterable[_Spelling]) -> _Table:
    found: _Table = {}
    for spelling in spellings:
        found.setdefault(spelling.texts, []).append(spelling)
    return found


def _variants(words: Sequence[_Spelling]) -> list[dict[str, Word]]:
    """Choose the words that remain for each of the four ways in which a text can stand."""
    return [
        {s.word.kind: s.word for s in words if (not s.capital or capital) and (not s.noun or noun)}
        for noun in (False, True)
        for capital in (False, True)
    ]


def _symbols(entries: Iterable[Sequence[_Spelling]]) -> dict[frozenset[str], str]:
    """Number every set of classes that a text can have."""
    kinds = {kinds for _, kinds in _SHAPES}
    kinds |= {frozenset(variant) for words in entries for variant in _variants(words)}
    ordered = sorted(kinds - {frozenset()}, key=sorted)
    return {frozenset(): NEUTRAL} | {one: chr(_FIRST_SYMBOL + i) for i, one in enumerate(ordered)}


def _readings(words: Sequence[_Spelling], symbols: Mapping[frozenset[str], str]) -> list[Reading]:
    return [Reading(symbols[frozenset(variant)], variant) for variant in _variants(words)]


def _phrases(
    table: _Table, symbols: Mapping[frozenset[str], str]
) -> dict[str, list[tuple[tuple[str, ...], Reading]]]:
    found: dict[str, list[tuple[tuple[str, ...], Reading]]] = {}
    for parts, words in sorted(table.items(), key=lambda item: -len(item[0])):
        if len(parts) > 1:
            found.setdefault(parts[0], []).append((parts, _readings(words, symbols)[-1]))
    return found


class _Compiler:
    """Turns forms into regular expressions; every class and macro becomes a named group, numbered to be unique."""

    def __init__(self, macros: Mapping[str, str], symbols: Mapping[frozenset[str], str]) -> None:
        self._macros, self._symbols, self._count = macros, symbols, 0

    def compile(self, form: str) -> re.Pattern[str]:
        return re.compile(self._expression(form))

    def _expression(self, form: str) -> str:
        found: list[str] = []
        for piece in _FORM.findall(form):
            if piece == "[":
                found.append("(?:(?=" if found else "(?:(?<=")
            else:
                found.append(_OPERATORS.get(piece) or self._group(piece))
        return "".join(found)

    def _group(self, name: str) -> str:
        if name in self._macros:
            inner = self._expression(self._macros[name])
        else:
            inner = "[" + "".join(symbol for kinds, symbol in self._symbols.items() if name in kinds) + "]"
        if not name[0].isupper():
            return inner
        self._count += 1
        return f"(?P<{name}_{self._count}>{inner})"
