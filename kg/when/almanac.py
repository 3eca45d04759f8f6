"""The words of time and the patterns in which they stand: Turtle in, a table and compiled patterns out.

A sentence becomes a string of one character a word, each character saying what kinds of words it can be; a pattern
becomes a regular expression over such strings (`kg.when.form`). So matching is left to the expression engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.errors import LexiconError
from kg.ontology import ONTOLOGY
from kg.when.form import Compiler, literals
from kg.when.numeral import SHAPES, Word, kinds

FILE: Final = ONTOLOGY / "calendar.ttl"
NEUTRAL: Final = "."
"""The symbol of a word that no pattern asks for."""
_FIRST_SYMBOL: Final = 0xE000
"""Start of the private use area of Unicode."""
_LABEL: Final = re.compile(r"'s\b|\d+/\d+|[\w.]+|[^\w\s]")


class Reading(NamedTuple):
    """What a word can be: one symbol for all of it, and the words by class."""

    symbol: str
    words: Mapping[str, Word]


NOTHING: Final = Reading(NEUTRAL, {})


class Pattern(NamedTuple):
    """A form as a regular expression over symbols, and which rule reads it."""

    iri: str
    reads: str
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
    starts: Mapping[str, Sequence[Pattern]]
    """Symbol to the patterns that can start with it."""
    names: Mapping[tuple[str, str], str]
    """Class and value to the usual spelling."""
    plans: frozenset[str]
    """Lemmas of verbs that say of what is told that it lies ahead."""

    def read(self, text: str, *, capital: bool, noun: bool) -> Reading | None:
        """Look a text up, as a word or as a numeral; None where it is neither."""
        if variants := self.readings.get(text):
            return variants[capital + 2 * noun]
        if found := kinds(text):
            return Reading(self.symbols[found], {kind: Word(kind, text, text) for kind in found})
        return None


class _Spelling(NamedTuple):
    """One spelling of a word, and where it is one: only with a capital, only as a noun."""

    texts: tuple[str, ...]
    word: Word
    capital: bool = False
    noun: bool = False


_Pairs = Mapping[str, Sequence[str]]
"""Predicate (local name) to values (local names of IRIs), in the order of the file."""
_Table = dict[tuple[str, ...], list[_Spelling]]


@cache
def load(path: Path = FILE) -> Almanac:
    """Read the words and patterns of a calendar and compile them, once.

    Raises LexiconError where the file cannot be read, is no Turtle, or a form in it does not work.
    """
    facts = _facts(path)
    macros = {_local(name): pairs["form"][0] for name, pairs in facts.items() if _is(pairs, "Macro")}
    forms = {name: pairs for name, pairs in facts.items() if _is(pairs, "Pattern")}
    spellings = [spelling for pairs in facts.values() if "label" in pairs for spelling in _spellings(pairs)]
    helpers = {kind for pairs in facts.values() for kind in pairs.get("helper", ())}
    written = [*macros.values(), *(pairs["form"][0] for pairs in forms.values())]
    asked = sorted({text for form in written for text in literals(form)})
    table = _table([*spellings, *(_Spelling((text,), Word(text, "", text)) for text in asked)])
    symbols = _symbols(table.values())
    patterns, starts = _patterns(path, forms, Compiler(macros, symbols))
    return Almanac(
        readings={texts[0]: _readings(words, symbols) for texts, words in table.items() if len(texts) == 1},
        phrases=_phrases(table, symbols),
        triggers=frozenset(max(s.texts, key=len) for s in spellings if s.word.kind not in helpers),
        symbols=symbols,
        patterns=patterns,
        starts=starts,
        names={(s.word.kind, s.word.value): s.word.label for s in reversed(spellings)},
        plans=frozenset(s.texts[0] for s in spellings if s.word.kind == "Plan"),
    )


def texts(label: str) -> tuple[str, ...]:
    """Cut a label into the texts under which its parts are looked up.

    >>> texts("New Year's Eve")
    ('new', 'year', "'s", 'eve')
    """
    return tuple(part.rstrip(".") or part for part in _LABEL.findall(label.lower()))


def _facts(path: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            values = found.setdefault(quad.subject.value, {}).setdefault(_local(quad.predicate.value), [])
            values.append(_local(quad.object.value) if isinstance(quad.object, ox.NamedNode) else quad.object.value)
    except OSError as error:
        raise LexiconError((f"{path}: the calendar cannot be read: {error.strerror}.",)) from error
    except SyntaxError as error:
        raise LexiconError((f"{path}, line {error.lineno}: this is no Turtle: {error.msg}.",)) from error
    return found


def _local(name: str) -> str:
    return name.rpartition("#")[2]


def _is(pairs: _Pairs, kind: str) -> bool:
    return kind in pairs.get("type", ()) and "form" in pairs


def _spellings(pairs: _Pairs) -> Iterator[_Spelling]:
    """Give every spelling of a word; the plural is of the class with an s."""
    kind, value, anchor = pairs["type"][0], pairs.get("value", [""])[0], pairs.get("anchor", [""])[0]
    flags = "true" in pairs.get("capital", ()), "true" in pairs.get("noun", ())
    for predicate, ending in (("label", ""), ("altLabel", ""), ("plural", "s")):
        for label in pairs.get(predicate, ()):
            usual = label if ending else pairs["label"][0]
            yield _Spelling(texts(label), Word(kind + ending, value, usual, anchor), *flags)


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
    """Give a symbol to every set of classes that a text can have."""
    sets = SHAPES | {frozenset(variant) for words in entries for variant in _variants(words)}
    ordered = sorted(sets - {frozenset()}, key=sorted)
    return {frozenset(): NEUTRAL} | {one: chr(_FIRST_SYMBOL + i) for i, one in enumerate(ordered)}


def _readings(words: Sequence[_Spelling], symbols: Mapping[frozenset[str], str]) -> list[Reading]:
    return [Reading(symbols[frozenset(variant)], variant) for variant in _variants(words)]


def _phrases(table: _Table, symbols: Mapping[frozenset[str], str]) -> dict[str, list[tuple[tuple[str, ...], Reading]]]:
    found: dict[str, list[tuple[tuple[str, ...], Reading]]] = {}
    for parts, words in sorted(table.items(), key=lambda item: -len(item[0])):
        if len(parts) > 1:
            found.setdefault(parts[0], []).append((parts, _readings(words, symbols)[-1]))
    return found


def _patterns(
    path: Path, forms: Mapping[str, _Pairs], compiler: Compiler
) -> tuple[list[Pattern], dict[str, list[Pattern]]]:
    """Compile all forms; tell of all that do not work at once."""
    patterns: list[Pattern] = []
    starts: dict[str, list[Pattern]] = {}
    problems: list[str] = []
    for name, pairs in forms.items():
        try:
            expression, first = compiler.compile(pairs["form"][0])
        except ValueError as error:
            problems.append(f"{path}, en:{_local(name)}: {error}. See the head of the file for what a form may hold.")
            continue
        patterns.append(Pattern(name, pairs.get("reads", [""])[0], expression))
        for symbol in sorted(first):
            starts.setdefault(symbol, []).append(patterns[-1])
    if problems:
        raise LexiconError(tuple(problems))
    return patterns, starts
