"""Expressions of time in a sentence: which words they are, by the patterns of the almanac.

What they mean is `kg.when.moment` and `kg.when.duration`.

The words of a sentence are cut finer than the parser's where it leaves a numeral and a word together ("mid-1990s").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.when.almanac import NEUTRAL, Almanac, Pattern, Reading, load
from kg.when.numeral import Word

_CUT: Final = re.compile(r"[ap]\.m\b|\d+(?:[:./,]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])|\d+|[^\W\d_]+|\S")
"""How a token of a numeral and more is cut: numerals with their endings, words, single marks."""
_PLAIN: Final = str.maketrans("’‘‐‑–—", "''----")
"""Marks that patterns know in one form only."""
_REMEMBERED: Final = 1 << 14
"""Tokens whose cut is kept: more than the words that most articles are made of."""
_NOTHING: Final = Reading(NEUTRAL, {})
_TRIGGERS: Final = frozenset({"Year", "Clock", "Military", "Decade", "Nth", "Slash", "Quarter", "YearPair"})
"""Classes of numerals that are worth a look at the sentence."""


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
    groups: Mapping[str, Sequence[tuple[int, int]]]

    @property
    def span(self) -> Span:
        """The characters of the expression."""
        return Span(self.line.pieces[self.first].begin, self.line.pieces[self.last - 1].end)

    @property
    def token(self) -> Token:
        """The token by which the expression hangs in the sentence: the first whose head lies outside."""
        tokens = self.line.tokens(self.first, self.last)
        inside = range(tokens[0].i, tokens[-1].i + 1)
        return next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[-1])

    @property
    def before(self) -> Piece | None:
        """The piece before the expression."""
        return self.line.pieces[self.first - 1] if self.first else None

    @property
    def after(self) -> Piece | None:
        """The piece after the expression."""
        return self.line.pieces[self.last] if self.last < len(self.line.pieces) else None

    def has(self, group: str) -> bool:
        """Tell whether a class or macro of the form was there."""
        return group in self.groups

    def has_class(self, kind: str) -> bool:
        """Tell whether a piece of the expression can be a word of a class, whether or not the form asks for it."""
        return any(kind in piece.reading.words for piece in self.line.pieces[self.first : self.last])

    def words(self, kind: str) -> list[Word]:
        """List the words of a class, in the order of the text."""
        spans = self.groups.get(kind, ())
        return [self.line.pieces[at].reading.words[kind] for span in spans for at in range(*span)]

    def word(self, kind: str) -> Word | None:
        """The last word of a class, or None."""
        found = self.words(kind)
        return found[-1] if found else None

    def value(self, kind: str) -> str:
        """What the last word of a class stands for; empty without one."""
        word = self.word(kind)
        return word.value if word else ""

    def pieces(self, group: str) -> Sequence[Piece]:
        """List the pieces of the first group of a class or macro."""
        first, last = self.groups[group][0]
        return self.line.pieces[first:last]

    def holds(self, *texts: str) -> bool:
        """Tell whether one of some texts is a piece of the expression."""
        return any(piece.text in texts for piece in self.line.pieces[self.first : self.last])


class Line(NamedTuple):
    """A sentence as pieces and as the string of their symbols."""

    sentence: Sentence
    pieces: Sequence[Piece]
    symbols: str
    almanac: Almanac

    def tokens(self, first: int, last: int) -> Sequence[Token]:
        """The tokens of the pieces from first to last (exclusive)."""
        tokens, begin, end = self.sentence.tokens, self.pieces[first].token, self.pieces[last - 1]
        stop = end.token
        while stop < len(tokens) and tokens[stop].begin < end.end:
            stop += 1
        return tokens[begin:stop]

    def text(self, first: int, last: int) -> str:
        """The words of the pieces from first to last (exclusive), with one blank where the text has any."""
        begin, end = self.pieces[first].begin, self.pieces[last - 1].end
        parts: list[str] = []
        at = begin
        for token in self.tokens(first, last):
            blank = " " if parts and token.begin > at else ""
            parts.append(blank + token.text[max(begin - token.begin, 0) : end - token.begin])
            at = token.end
        return "".join(parts)

    def next(self, at: int) -> list[Expression]:
        """List the expressions at the first piece from which one starts, the longest first, then as in the file."""
        starts = self.almanac.starts
        for first in range(at, len(self.symbols)):
            found = [
                Expression(self, first, match.end(), pattern, _groups(match))
                for pattern in starts.get(self.symbols[first], ())
                if (match := pattern.expression.match(self.symbols, first))
            ]
            if found:
                return sorted(found, key=lambda one: -one.last)
        return []


def line(sentence: Sentence) -> Line | None:
    """Read a sentence as pieces; None where no word of it can belong to an expression of time."""
    cuts = [_cut(token.text, token.tag[:2] == "NN") for token in sentence.tokens]
    if not any(trigger for _, trigger in cuts):
        return None
    almanac = load()
    pieces = [
        Piece(token.begin + begin, token.begin + end, at, text, reading)
        for at, (token, (parts, _)) in enumerate(zip(sentence.tokens, cuts, strict=True))
        for begin, end, text, reading in parts
    ]
    joined = tuple(_joined(pieces, almanac))
    return Line(sentence, joined, "".join([piece.reading.symbol for piece in joined]), almanac)


def _groups(match: re.Match[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for name in match.groupdict():
        if match.start(name) >= 0:
            found.setdefault(name.partition("_")[0], []).append(match.span(name))
    return found


_Part = tuple[int, int, str, Reading]
"""Begin and end inside a token, the text, and what it can be."""


@lru_cache(maxsize=_REMEMBERED)
def _cut(token: str, noun: bool) -> tuple[tuple[_Part, ...], bool]:
    """Cut a token into what is looked up, and tell whether an expression of time may lie around it."""
    almanac = load()
    lower = token.lower().translate(_PLAIN)
    if len(lower) != len(token):
        return ((0, len(token), lower, _NOTHING),), False
    text = lower.rstrip(".") or lower
    reading = almanac.read(text, capital=token[:1].isupper(), noun=noun)
    if reading is not None or len(lower) == 1 or lower.isalpha():
        parts = [(0, len(token), text, reading or _NOTHING)]
    else:
        parts = [_part(match, token, almanac, noun=noun) for match in _CUT.finditer(lower)]
    trigger = any(text in almanac.triggers or not _TRIGGERS.isdisjoint(r.words) for _, _, text, r in parts)
    return tuple(parts), trigger


def _part(match: re.Match[str], token: str, almanac: Almanac, *, noun: bool) -> _Part:
    text = match.group().rstrip(".") or match.group()
    reading = almanac.read(text, capital=token[match.start()].isupper(), noun=noun)
    return match.start(), match.end(), text, reading or _NOTHING


def _joined(pieces: Sequence[Piece], almanac: Almanac) -> Iterator[Piece]:
    """Join the pieces of fixed phrases of several words."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        for texts, reading in almanac.phrases.get(piece.text, ()):
            last = at + len(texts)
            if tuple(p.text for p in pieces[at:last]) == texts:
                yield Piece(piece.begin, pieces[last - 1].end, piece.token, " ".join(texts), reading)
                at = last
                break
        else:
            yield piece
            at += 1
