"""Stretches of time that two expressions bound: "between 2001 and 2005", "from Monday to Friday"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from kg.event import Mention, TimeSpan
from kg.span import Span
from kg.text.sentence import Sentence, Token

_BOUNDS: Final[Mapping[str, frozenset[str]]] = {
    "between": frozenset({"and"}),
    "from": frozenset({"to", "until", "till", "through"}),
}
"""What stands before the first expression, and between the two."""
_THROUGH: Final = "through"
"""What joins two expressions into a stretch whatever stands before them: "Monday through Friday"."""


def reaches(sentences: Sequence[Sentence], spans: Sequence[TimeSpan]) -> dict[Span, TimeSpan]:
    """Give the stretch from the begin of one expression to the end of another, by the mention of the first.

    `spans` are the expressions of time of the article in the order of the text, with one mention each; both must have
    days, and the second may not end before the first begins.
    """
    found: dict[Span, TimeSpan] = {}
    rest = list(sentences)
    for one, other in pairwise(spans):
        first, last = one.mentions[0].span, other.mentions[0].span
        while rest and rest[0].span.end <= first.begin:
            rest.pop(0)
        if rest and last.end <= rest[0].span.end and one.begin and other.end and one.begin <= other.end:
            opening = _opening(rest[0], first, last)
            if opening:
                whole = Span(opening.begin, last.end)
                found[first] = _joined(one, other, whole, one.begin, other.end)
    return found


def _opening(sentence: Sentence, first: Span, last: Span) -> Token | None:
    """Find the word that opens a stretch whose two expressions stand at these characters."""
    before = [t for t in sentence.tokens if t.end <= first.begin][-1:]
    between = [t for t in sentence.tokens if first.end <= t.begin and t.end <= last.begin]
    if len(between) == 1 and between[0].text.lower() == _THROUGH:
        return next((t for t in sentence.tokens if t.span.overlaps(first)), None)
    if not before or len(between) != 1:
        return None
    links = _BOUNDS.get(before[0].text.lower(), frozenset())
    return before[0] if between[0].text.lower() in links else None


def _joined(one: TimeSpan, other: TimeSpan, span: Span, begin: date, end: date) -> TimeSpan:
    """Put two expressions into one; the value is an interval as ISO 8601 writes it."""
    label, value = f"{one.label} to {other.label}", f"{one.value}/{other.value}"
    return TimeSpan(f"time_{span.begin}", label, (Mention(span),), value, begin, end, other.granularity)
