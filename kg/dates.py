"""When: expressions of time in sentences, resolved against the day of the article and what the text said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kg import almanac, moment, timex
from kg.calendar import Stretch
from kg.event import Mention, TimeSpan
from kg.iri import shared_key
from kg.moment import Context
from kg.sentence import Sentence
from kg.timex import Expression


def find(sentences: Sequence[Sentence], published: date | None) -> tuple[TimeSpan, ...]:
    """Find the expressions of time."""
    context = Context(published)
    return tuple(span for sentence in sentences for span in _of(sentence, context))


def _of(sentence: Sentence, context: Context) -> Iterator[TimeSpan]:
    line = timex.line(sentence, almanac.load())
    at = 0
    while line and (expression := line.next(at)):
        at = expression.last
        try:
            stretch = moment.read(expression, context)
        except (ValueError, OverflowError):
            continue
        if stretch is None:
            at = expression.first + 1
            continue
        if stretch.unit:
            context.said = stretch
        if expression.pattern.reads == "duration" and expression.holds("months", "weeks") and expression.holds("the"):
            context.period = None
        if stretch.unit == "Q" and expression.pattern.reads in ("quarter", "unit") and not expression.word("Deictic"):
            context.quarter = context.period = stretch
        yield _span(expression, stretch)


def _span(expression: Expression, stretch: Stretch) -> TimeSpan:
    span = expression.span
    key = shared_key("time", stretch.value) if stretch.unit else f"time_{span.begin}"
    return TimeSpan(key, stretch.value, (Mention(span, expression.pattern.iri),), stretch.value, stretch.begin, stretch.end, stretch.granularity)
