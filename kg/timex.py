"""Expressions of time in a sentence: which words they are, by the patterns of the almanac. What they mean is `kg.dates`.

The words of a sentence are cut finer than the parser's where it leaves a numeral and a word together ("mid-1990s").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.almanac import NEUTRAL, Almanac, Pattern, Reading, Word
from kg.sentence import Sentence, Token
from kg.span import Span

_CUT: Final = re.compile(r"[ap]\.m\b|\d+(?:[:./,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d])|\d+(?=[ap]\.?m\b)|[^\W\d_]+|\d+|\S")
"""How a token that holds a numeral and more is cut: numerals with their endings, words, single marks."""
_NOTHING: Final = Reading(NEUTRAL, {})
_ASIDE: Final = str.maketrans("’‘‐‑–—", "''----")
"""Marks that patterns know in one form only."""


class Piece(NamedTuple):
    """A word, a numeral, a mark or a fixed phrase of a sentence, the token it starts in, and what it can be."""

    begin: int
    end: int
    token: int
    """Index in the sentence."""
    text: str
    """Lower case, without a final stop."""
    reading: Reading


class Expression(NamedTuple):
    """Pieces `first` to `last` (exclusive) of a line, the pattern they match, and its groups by class."""

    line: Line
    first: int
    last: int
    pattern: Pattern
    groups: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def span(self) -> Span:
        """The characters of the expression."""
        return Span(self.line.pieces[self.first].begin, self.line.pieces[self.last - 1].end)

    @property
    def token(self) -> Token:
        """The token whose head lies outside: on which the sentence hangs the expression."""
        tokens = self.line.sentence.tokens
        first, last = self.line.pieces[self.first].token, self.line.pieces[self.last - 1].token
        inside = range(tokens[first].i, tokens[last].i + 1)
        return next((t for t in tokens[first : last + 1] if t.head not in inside or t.head == t.i), tokens[last])

    def words(self, kind: str) -> list[Word]:
        """List the words that stand in the groups of a class."""
        return [
            self.line.pieces[at].reading.words[kind]
            for begin, end in self.groups.get(kind, ())
            for at in range(begin, end)
        ]

    def word(self, kind: str) -> Word | None:
        """The last word of a class, or None."""
        found = self.words(kind)
        return found[-1] if found else None

    def value(self, kind: str) -> str:
        """What the last word of a class stands for; empty without one."""
        word = self.word(kind)
        return word.value if word else ""

    def pieces(self, macro: str) -> list[Piece]:
        """List the pieces of the first group of a macro."""
        begin, end = self.groups[macro][0]
        return list(self.line.pieces[begin:end])

    def before(self) -> Piece | None:
        """The piece before the expression."""
        return self.line.pieces[self.first - 1] if self.first else None

    def after(self) -> Piece | None:
        """The piece after the expression."""
        return self.line.pieces[self.last] if self.last < len(self.line.pieces) else None

    def holds(self, *texts: str) -> bool:
        """Tell whether one of some texts is a piece of the expression."""
        return any(piece.text in texts for piece in self.line.pieces[self.first : self.last])


class Line(NamedTuple):
    """A sentence as pieces and as the string of their symbols."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    symbols: str
    almanac: Almanac

    def next(self, at: int) -> Expression | None:
        """Find the first expression from a piece on: the longest there, then the first in the file."""
        found = self.almanac.some.search(self.symbols, at)
        if found is None:
            return None
        start = found.start()
        matches = [(p, m) for p in self.almanac.patterns if (m := p.expression.match(self.symbols, start))]
        pattern, match = max(matches, key=lambda one: one[1].end())
        groups: dict[str, tuple[tuple[int, int], ...]] = {}
        for name in match.groupdict():
            if match.start(name) >= 0:
                kind = name.partition("_")[0]
                groups[kind] = (*groups.get(kind, ()), match.span(name))
        return Expression(self, start, match.end(), pattern, groups)


def line(sentence: Sentence, almanac: Almanac) -> Line | None:
    """Read a sentence as pieces; None where no word of it can be of an expression of time."""
    triggers = almanac.triggers
    lower = [token.text.lower().translate(_ASIDE) for token in sentence.tokens]
    if not any(text in triggers or text.rstrip(".") in triggers or not text.isalpha() and _numeric(text) for text in lower):
        return None
    pieces = tuple(_joined([p for t, text in zip(sentence.tokens, lower, strict=True) for p in _pieces(t, text, sentence.first, almanac)], almanac))
    return Line(sentence, pieces, "".join(piece.reading.symbol for piece in pieces), almanac)


def _numeric(text: str) -> bool:
    return any(map(str.isdigit, text))


def _pieces(token: Token, lower: str, first: int, almanac: Almanac) -> Iterator[Piece]:
    text = lower.rstrip(".") or lower
    reading = _reading(token, text, almanac)
    if reading is None and not text.isalpha() and len(text) > 1:
        for part in _CUT.finditer(lower):
            text = part.group().rstrip(".") or part.group()
            found = _reading(token, text, almanac) or _NOTHING
            yield Piece(token.begin + part.start(), token.begin + part.end(), token.i - first, text, found)
    else:
        yield Piece(token.begin, token.end, token.i - first, text, reading or _NOTHING)


def _reading(token: Token, text: str, almanac: Almanac) -> Reading | None:
    variants = almanac.readings.get(text)
    if variants is None:
        return almanac.numeral(text) if text[:1].isdigit() or len(text) == 2 else None
    return variants[token.text[:1].isupper() + 2 * (token.tag[:2] == "NN")]


def _joined(pieces: list[Piece], almanac: Almanac) -> Iterator[Piece]:
    """Join the pieces of fixed phrases of several words."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        for texts, reading in almanac.phrases.get(piece.text, ()):
            if tuple(p.text for p in pieces[at : at + len(texts)]) == texts:
                yield Piece(piece.begin, pieces[at + len(texts) - 1].end, piece.token, " ".join(texts), reading)
                at += len(texts)
                break
        else:
            yield piece
            at += 1
