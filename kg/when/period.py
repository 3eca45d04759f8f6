"""What weeks, quarters, years and other long stretches denote: rules as in `kg.when.moment`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kg.event import Granularity
from kg.when import calendar
from kg.when.calendar import Stretch
from kg.when.moment import RULES as MOMENTS
from kg.when.moment import date_or_year
from kg.when.numeral import ordinal
from kg.when.outlook import Context, Rule, anchor, annual, direction
from kg.when.timex import Expression

_NAMED: Final = frozenset({"Y", "Q", "M", "W", "WE"})
"""Units that "the" alone can name, by their letters."""
_WEEKEND: Final = timedelta(4)
"""How far back of an article's day the weekend lies that it reports on."""
_WEEKS: Final = 5
"""Weeks of a month, counted out."""
_HALF_QUARTER: Final = timedelta(45)

_NEAR: Final = 2
"""Words before a decade among which one may tell whose age it is."""


def _week(expression: Expression, context: Context) -> Stretch | None:
    """The week or weekend of a day: "the week of March 6"."""
    found, letter = date_or_year(expression, context), calendar.unit(expression.value("Unit")).whole
    if letter not in {"W", "WE"}:
        return None
    return calendar.containing(found.begin, letter) if found and found.begin else calendar.unknown(letter)


def _nth(expression: Expression, context: Context) -> Stretch | None:
    """A week, weekend or weekday of a month by its number; a week as ISO 8601 counts: the first is that of the 4th."""
    month = int(expression.value("Month"))
    count = ordinal(expression.value("Ordinal")) if expression.has("Ordinal") else -1
    if count is None or count > _WEEKS:
        return None
    weekday = expression.value("Weekday")
    if weekday:
        return annual(expression, context, lambda year: calendar.day(calendar.nth(year, month, count, int(weekday))))
    letter = "WE" if expression.holds("weekend") else "W"
    middle = 6 if letter == "WE" else 4
    return annual(
        expression, context, lambda year: calendar.containing(calendar.nth(year, month, count, middle), letter)
    )


def _moon(expression: Expression, context: Context) -> Stretch | None:
    """A month of the Islamic calendar, by the year it begins in."""
    if context.published is None and not expression.has("Year"):
        return Stretch("XXXX", granularity=Granularity.MONTH)
    return annual(expression, context, lambda year: calendar.moon(year, int(expression.value("Lunar"))))


def this_unit(expression: Expression, context: Context) -> Stretch | None:
    """A unit of the calendar that is pointed at: "last week", "the following year"."""
    letter = calendar.unit(expression.value("Unit")).whole
    if not letter:
        return None
    base = anchor(expression, context, letter)
    if base is None:
        return calendar.unknown(letter)
    return calendar.containing(calendar.shifted(base, int(expression.value("Deictic")), letter), letter)


def _the_unit(expression: Expression, context: Context) -> Stretch | None:
    """A unit with "the" alone: of the quarters the one that the text speaks of, else the one that ended last."""
    letter = calendar.unit(expression.value("Unit") or "P1Q").whole
    if expression.has("Month"):
        return _ended(expression, context, letter)
    if letter == "Q" and context.quarter:
        return context.quarter
    if letter not in _NAMED and not (letter == "D" and expression.has("Mod")):
        return None
    if context.published is None:
        return calendar.unknown(letter)
    if letter == "Q":
        return _reported(context.published)
    past = letter == "WE" and direction(expression) <= 0
    return calendar.containing(context.published - past * _WEEKEND, letter)


def _reported(published: date) -> Stretch:
    """The quarter that ended last before a day."""
    return calendar.containing(calendar.shifted(published, -1, "Q"), "Q")


def _ended(expression: Expression, context: Context, letter: str) -> Stretch | None:
    """A period by the day it ends with; a business quarter is the quarter of the calendar that it mostly covers."""
    last = end_of(expression, context)
    if last is None or last.end is None or not letter:
        return None
    if letter == "Q":
        return calendar.containing(last.end - _HALF_QUARTER, "Q")
    begin = calendar.shifted(last.end, -1, letter) + timedelta(1)
    return Stretch(f"P1{letter}", begin, last.end, calendar.containing(begin, letter).granularity)


def end_of(expression: Expression, context: Context) -> Stretch | None:
    """The day or month that a period ends with, told by the next expression but one word: "the year ended June 30"."""
    following = expression.line.next(expression.last + 1)
    return date_or_year(following[0], context) if following else None


def _season(expression: Expression, context: Context) -> Stretch | None:
    """A season; its word alone only after a preposition, since it can be another word."""
    code, before = expression.value("Season"), expression.before
    bare = expression.last - expression.first == 1
    if bare and (before is None or before.reading.words.keys().isdisjoint({"During", "Bound", "Ahead"})):
        return None
    return annual(expression, context, lambda year: calendar.season(year, code))


def _quarter(expression: Expression, context: Context) -> Stretch | None:
    """A quarter or a half by its number; a half only of a year, since games have halves too."""
    whole, make = (2, calendar.half) if expression.has("Fraction") else (4, calendar.quarter)
    if whole == 2 and not any(map(expression.has, ("Year", "ThatYear", "Deictic", "OfYear"))):
        return None
    last = expression.value("Deictic") == "-1" and expression.has("Year") and not expression.has("Ordinal")
    count = whole if last else ordinal(expression.value("Ordinal") or expression.value("Quarter")[1:]) or 0
    if not 1 <= count <= whole:
        return None
    if expression.has("Back") and context.published:
        return make(context.published.year - 1, count)
    return annual(expression, context, lambda year: make(year, count))


def _back(expression: Expression, context: Context) -> Stretch | None:
    """The quarter that the text speaks of, else the one that ended last, in another year: "the year-ago quarter"."""
    if context.published is None:
        return calendar.unknown("Q")
    base = context.quarter or _reported(context.published)
    year = int(expression.value("Year") or int(base.value[:4]) - 1)
    return calendar.quarter(year, int(base.value[-1]))


def _decade(expression: Expression, context: Context) -> Stretch | None:
    figures = expression.value("Tens") or expression.value("Decade")[:-1]
    if len(figures) == 4 and figures.endswith("00") and figures < "1900":
        return calendar.century(int(figures) // 100 + 1)
    if len(figures) == 4:
        return calendar.decade(int(figures))
    if not expression.holds("the", "'") and not expression.has("Modifier"):
        return None
    if any(token.tag == "PRP$" for token in expression.line.tokens(0, expression.first)[-_NEAR:]):
        # "A man in his early 30s": that is an age.
        return None
    latest = context.published.year if context.published else 1999
    first = latest // 100 * 100 + int(figures)
    return calendar.decade(first if first <= latest else first - 100)


def _century(expression: Expression, context: Context) -> Stretch:
    return calendar.century(ordinal(expression.value("Ordinal")) or 0)


RULES: Final[Mapping[str, Rule]] = {
    **MOMENTS, "back": _back, "century": _century, "decade": _decade, "moon": _moon, "nth": _nth, "quarter": _quarter,
    "season": _season, "the-unit": _the_unit, "this-unit": this_unit, "week": _week,
}  # fmt: skip
"""Name of a rule (lex:reads) to the rule, of moments too."""
