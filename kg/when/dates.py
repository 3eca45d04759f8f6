"""When: expressions of time in sentences, resolved against the day of the article and what the text said before.

What is found and how it is written follows TimeML's TIMEX3. The rules are in `kg.when.moment`, `kg.when.period` and
`kg.when.duration`, the words in `ontology/calendar.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kg.errors import LexiconError
from kg.event import Mention, TimeSpan
from kg.iri import shared_key
from kg.text.sentence import Sentence
from kg.when import calendar, timename, timex
from kg.when.almanac import load
from kg.when.calendar import Stretch
from kg.when.duration import RULES
from kg.when.numeral import Word
from kg.when.outlook import Context
from kg.when.timex import Expression

_NAMES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW"})
"""Entity labels of names."""


def find(sentences: Sequence[Sentence], published: date | None) -> tuple[TimeSpan, ...]:
    """Find the expressions of time of an article, in the order of the text, each with its one mention.

    `published` is the day from which "yesterday" counts. Without it, as for vague words and for durations that nothing
    ties to a day, `begin` and `end` stay None. What the calendar does not know, such as 31 February, is left out. Of
    "since Monday" and "until 2010" one end is open, and None.

    The key is shared (``time/2024-12-07``) where the value alone fixes the days, else local (``time_506``).
    """
    context = Context(published)
    return tuple(span for sentence in sentences for span in _of(sentence, context))


def day(one: date) -> TimeSpan:
    """Give a day that no words tell."""
    stretch = calendar.day(one)
    return TimeSpan(
        shared_key("time", stretch.value), timename.day(one, load()), (), stretch.value, one, one, stretch.granularity
    )


def _of(sentence: Sentence, context: Context) -> Iterator[TimeSpan]:
    line, at = timex.line(sentence), 0
    while line and (candidates := line.next(at)):
        at = candidates[0].first + 1
        for expression in candidates:
            try:
                stretch = _read(expression, context)
            except (ValueError, OverflowError):
                at = expression.last
                break
            if stretch is not None:
                at = expression.last
                _note(expression, stretch, context)
                yield _span(expression, stretch, context)
                break


def _read(expression: Expression, context: Context) -> Stretch | None:
    rule = RULES.get(expression.pattern.reads)
    if rule is None:
        raise LexiconError((f"{expression.pattern.iri}: there is no rule {expression.pattern.reads!r} (lex:reads).",))
    found = None if _is_name(expression) else rule(expression, context)
    return _undated(found) if found and found.unit and expression.has_class("Fiscal") else found


def _undated(found: Stretch) -> Stretch:
    """Take the days from a stretch of a business year: which they are, only its owner knows."""
    return Stretch(found.value, granularity=found.granularity)


def _is_name(expression: Expression) -> bool:
    """Tell whether the parser takes the one word of an expression for a name: "LA Weekly", "Jan Novak"."""
    alone = expression.last - expression.first == 1 and expression.line.pieces[expression.first].text.isalpha()
    return alone and expression.token.entity in _NAMES


def _note(expression: Expression, stretch: Stretch, context: Context) -> None:
    """Keep what the text spoke of for the expressions that come."""
    if expression.pattern.reads in {"first", "ended"}:
        context.period = None
    if stretch.unit:
        context.said = stretch
    if stretch.begin and stretch.begin == stretch.end:
        context.day = stretch
        context.place = expression.line.sentence.paragraph, expression.line.sentence.index
    if "-Q" in stretch.value and expression.pattern.reads in {"quarter", "the-unit"}:
        context.quarter = context.period = stretch


def _span(expression: Expression, stretch: Stretch, context: Context) -> TimeSpan:
    span, bound = expression.span, _bound(expression, stretch)
    name = timename.label(expression, stretch, context.published)
    return TimeSpan(
        key=shared_key("time", stretch.value) if stretch.unit and not bound else f"time_{span.begin}",
        label=f"{bound.label} {name}" if bound else name,
        mentions=(Mention(span, expression.pattern.iri),),
        value=stretch.value,
        begin=None if bound and bound.value == "end" else stretch.begin,
        end=None if bound and bound.value == "begin" else stretch.end,
        granularity=stretch.granularity,
    )


def _bound(expression: Expression, stretch: Stretch) -> Word | None:
    """The word before a stretch of the calendar that leaves its other end open: "since Monday", "until 2010"."""
    before = expression.before
    if before is None or not stretch.unit or _negated(expression):
        return None
    return before.reading.words.get("Bound")


def _negated(expression: Expression) -> bool:
    """Tell whether "not" stands before the bound: "not until Tuesday" is Tuesday."""
    at = expression.first - 2
    return at >= 0 and expression.line.pieces[at].text in {"not", "n't"}
