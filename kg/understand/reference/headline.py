"""The headline of an article: what stands above its running text, and is told again below."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from kg.text.sentence import Sentence

LEAD: Final = 5
"""Sentences below a headline that tell it again."""
_LINES: Final = 4
"""Lines of the longest headline, with what stands under it: a subtitle, a date."""
_STOPS: Final = frozenset({".", "!", "?"})
_CLOSING: Final = frozenset({'"', "'", "”", "’", "''", ")"})


def headline(sentences: Sequence[Sentence]) -> int:
    """Count the sentences of the headline: all before the first paragraph that ends in a full stop.

    A text that begins with such a paragraph, or has many lines before one, has no headline.
    """
    count = 0
    for number, (_, group) in enumerate(groupby(sentences, key=lambda s: s.paragraph)):
        paragraph = list(group)
        if number > _LINES:
            return 0
        if _stops(paragraph[-1]):
            return count
        count += len(paragraph)
    return 0


def _stops(sentence: Sentence) -> bool:
    """Tell whether a sentence ends in a full stop, be it before a closing mark."""
    last = [t.text for t in sentence.tokens[-2:]]
    return last[-1] in _STOPS or (last[-1] in _CLOSING and last[0] in _STOPS)
