"""The quotations of an article: the words between quotation marks, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token

_OPENING: Final = frozenset({"“", "``", "„", "«"})
_CLOSING: Final = frozenset({"”", "''", "»"})
_SHORTEST: Final = 4
"""Words of the shortest quotation that stands for a statement of its own; a shorter one only marks a word."""


class Quote(NamedTuple):
    """The words between two quotation marks inside one sentence, and the number of the quotation they belong to."""

    span: Span
    number: int
    sentence: int


def quotations(sentences: Sequence[Sentence], text: str) -> tuple[Quote, ...]:
    """Find the quotations, paragraph by paragraph: an open one ends with its paragraph, as news sets them."""
    found: list[Quote] = []
    number, open_at, paragraph = 0, -1, -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            open_at, paragraph = -1, sentence.paragraph
        begin = sentence.span.begin if open_at >= 0 else -1
        for token in sentence.tokens:
            if not is_mark(token):
                continue
            if open_at < 0 and (token.text not in _CLOSING or _opens(token, text)):
                open_at, begin, number = token.end, token.end, number + 1
            elif open_at >= 0 and token.text == '"' and _stands_before(token, text):
                # An open quotation that is opened again goes on, as at the head of a paragraph.
                found.append(Quote(_trim(Span(begin, token.begin), text), number, sentence.index))
                begin = token.end
            elif open_at >= 0 and token.text not in _OPENING:
                found.append(Quote(_trim(Span(begin, token.begin), text), number, sentence.index))
                open_at, begin = -1, -1
        if open_at >= 0:
            found.append(Quote(_trim(Span(begin, sentence.span.end), text), number, sentence.index))
    return tuple(q for q in found if q.span.begin < q.span.end)


def is_mark(token: Token) -> bool:
    """Tell whether a token is a quotation mark."""
    return token.text == '"' or token.text in _OPENING or token.text in _CLOSING


def _opens(token: Token, text: str) -> bool:
    """Tell whether two apostrophes open a quotation: they stand before a word, not behind one."""
    return token.text == "''" and _stands_before(token, text)


def _stands_before(token: Token, text: str) -> bool:
    """Tell whether a mark stands right before a word, and not behind one."""
    before, after = text[token.begin - 1 : token.begin], text[token.end : token.end + 1]
    return not before.strip(" \n\t([-—–") and bool(after.strip())


def _trim(span: Span, text: str) -> Span:
    begin, end = span
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def is_long(quote: Quote, sentence: Sentence) -> bool:
    """Tell whether a piece of a quotation is long enough to stand for what somebody says."""
    words = [t for t in sentence.tokens if t.within(quote.span) and t.pos != "PUNCT"]
    return len(words) >= _SHORTEST
