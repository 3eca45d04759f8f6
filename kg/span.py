"""A stretch of characters of an article."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Code points `begin` to `end` (exclusive) of the article as read; sorted by place in the text.

    The counting rule is that of the Web Annotation Data Model, 4.2.4: Unicode code points, which are the
    indices of a Python string.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    begin: int
    end: int

    def of(self, text: str) -> str:
        """Cut the span out of its text."""
        return text[self.begin : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether both hold a common character."""
        return self.begin < other.end and other.begin < self.end

    def within(self, other: Span) -> bool:
        """Tell whether the other holds the whole of this one."""
        return other.begin <= self.begin and self.end <= other.end

    def without(self, hole: Span) -> tuple[Span, ...]:
        """Give what is left where another is cut out of it: nothing, one piece or two.

        >>> Span(2, 9).without(Span(4, 6))
        (Span(begin=2, end=4), Span(begin=6, end=9))
        """
        before, after = Span(self.begin, min(self.end, hole.begin)), Span(max(self.begin, hole.end), self.end)
        return tuple(piece for piece in (before, after) if piece.begin < piece.end)
