"""What dates and times of day denote: rules from an expression and what it leans on to a day, month or year.

Each rule is named by patterns of the almanac (lex:reads). It gives None where the words are no expression of time after
all, and raises ValueError or OverflowError where the calendar has no such day. Longer stretches have rules in
`kg.when.period`, durations in `kg.when.duration`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from kg.event import Granularity
from kg.when import calendar
from kg.when.calendar import Stretch
from kg.when.numeral import number, ordinal
from kg.when.outlook import Context, Rule, anchor, annual, direction, governor, year_of
from kg.when.tense import Tense
from kg.when.timex import Expression

_YEARS: Final = range(1000, 2100)
"""Numbers that can be years."""
_LOOK: Final = 2
"""How many expressions after a time are looked at for its day."""
_PIVOT: Final = 69
"""Years of two figures from here on are of the 1900s, as POSIX has it."""
_EASTER: Final = re.compile(r"easter([+-]\d+)")
_NTH: Final = re.compile(r"(\d\d)-(-?\d)([A-Z]{2})(\+\d)?")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TO: Final = frozenset({"through", "to", "until", "till", "-"})
"""What stands between the first and the last weekday of a stretch."""
_NOT_BEFORE_YEARS: Final = frozenset({"$", "#", "£", "€", "-", "/"})
"""Marks after which a number is a sum or a part of another number."""


# ── days, months, years ──────────────────────────────────────────────────────


def date_or_year(expression: Expression, context: Context) -> Stretch | None:
    """A day, a month or a year by its name or number: "March 1, 2008", "last March", "2008"."""
    if not expression.has("Month"):
        return _bare_year(expression)
    month = int(expression.value("Month"))
    one = ordinal(expression.value("Day") or expression.value("Ordinal"))
    if one is None:
        return annual(expression, context, lambda year: calendar.month(year, month))
    return timed(annual(expression, context, lambda year: calendar.day(date(year, month, one))), expression)


def _bare_year(expression: Expression) -> Stretch | None:
    """Read a number of four figures as a year, unless it measures or counts something."""
    year, before, after = int(expression.value("Year")), expression.before, expression.after
    if year not in _YEARS:
        return None
    if expression.last - expression.first > 1:
        return calendar.year(year)
    if before and (before.text in _NOT_BEFORE_YEARS or before.text[0].isdigit()):
        return None
    if after and (after.text == "%" or after.reading.words.keys() & {"Unit", "Units"}):
        return None
    definite = before is not None and before.text in {"the", "'s"}
    return None if year % 50 == 0 and not definite and _counts(expression) else calendar.year(year)


def _counts(expression: Expression) -> bool:
    """Tell whether a round number stands before a plural noun: "2000 people"."""
    after = expression.after
    tag = expression.line.sentence.tokens[after.token].tag if after else ""
    return expression.token.dep == "nummod" or tag == "NNS"


def _spoken(expression: Expression, context: Context) -> Stretch | None:
    if expression.has("Count"):
        value = number(piece.reading.words for piece in expression.pieces("Count"))
        return calendar.year(int(value)) if value and value in _YEARS else None
    year = year_of(expression, context)
    if year is None:
        return None
    return calendar.month(year, int(expression.value("Month"))) if expression.has("Month") else calendar.year(year)


def _years(expression: Expression, context: Context) -> Stretch | None:
    """Two years on end, "1998-99", as an interval of ISO 8601."""
    pair = expression.value("YearPair") or f"{expression.value('Year')}/{expression.value('Two')}"
    first, last = map(int, pair.split("/"))
    if (first + 1) % 100 != last:
        return None if expression.has("YearPair") else _bare_year(expression)
    begin, end = calendar.year(first).begin, calendar.year(first + 1).end
    return Stretch(f"{first}/{first + 1}", begin, end, Granularity.YEAR)


def _first_day(expression: Expression, context: Context) -> Stretch | None:
    """The day before another of the same month, which comes after it: "3" in "from 3 to 5 May"."""
    one, month = ordinal(expression.words("Day")[0].value) or 0, int(expression.value("Month"))
    return annual(expression, context, lambda year: calendar.day(date(year, month, one)))


def _past_day(expression: Expression, context: Context) -> Stretch | None:
    """A day of history by its usual name, in what was written after it."""
    found = date.fromisoformat(expression.value("Past"))
    return calendar.day(found) if context.published is None or context.published >= found else None


def _iso(expression: Expression, context: Context) -> Stretch:
    month, one = (int(word.value) for word in expression.words("Two"))
    return calendar.day(date(int(expression.value("Year")), month, one))


def _slash(expression: Expression, context: Context) -> Stretch:
    """Month/day/year or day/month/year where only one of them is possible; else the year is all that is sure."""
    a, b, year = map(int, expression.value("Slash").split("/"))
    year += 0 if year > 99 else 1900 if year >= _PIVOT else 2000
    if a == b or b > 12:
        return calendar.day(date(year, a, b))
    if a > 12:
        return calendar.day(date(year, b, a))
    whole = calendar.year(year)
    return Stretch(f"{year}-XX-XX", whole.begin, whole.end, Granularity.YEAR)


def _another(expression: Expression, context: Context) -> Stretch | None:
    """A day after another day of the same month: "24" in "April 23 and 24"."""
    day, after, token = context.day, expression.after, expression.token
    counted = after and (after.text == "%" or after.reading.words.keys() & {"Month", "Unit", "Units"})
    if day is None or day.begin is None or counted or token.dep == "nummod":
        return None
    year = int(expression.value("Year") or day.begin.year)
    return calendar.day(date(year, day.begin.month, ordinal(expression.value("Day")) or 0))


def _monthly(expression: Expression, context: Context) -> Stretch | None:
    """A day of the month alone, "the 25th": of the month that the text speaks of."""
    after, base = expression.after, context.base("D")
    if after and (after.reading.words or (after.text.isalpha() and _noun(after.token, expression))):
        return None
    one = ordinal(expression.value("Nth")) or 0
    return calendar.day(date(base.year, base.month, one)) if base else Stretch(f"XXXX-XX-{one:02}")


def _noun(at: int, expression: Expression) -> bool:
    return expression.line.sentence.tokens[at].tag[:2] in {"NN", "JJ"}


def _holiday(expression: Expression, context: Context) -> Stretch:
    rule = expression.value("Holiday")
    return timed(annual(expression, context, lambda year: calendar.day(holiday(rule, year))), expression)


def _year_end(expression: Expression, context: Context) -> Stretch:
    """The last day of the article's year."""
    return calendar.day(date(context.published.year, 12, 31)) if context.published else Stretch("XXXX-12-31")


def holiday(rule: str, year: int) -> date:
    """The day that a rule of the almanac gives in a year: 12-25, 11-4TH, 11-1MO+1 or easter-2."""
    if moved := _EASTER.fullmatch(rule):
        return calendar.easter(year) + timedelta(int(moved[1]))
    if counted := _NTH.fullmatch(rule):
        one = calendar.nth(year, int(counted[1]), int(counted[2]), _WEEKDAYS.index(counted[3]) + 1)
        return one + timedelta(int(counted[4] or 0))
    return date(year, int(rule[:2]), int(rule[3:]))


# ── pointing ─────────────────────────────────────────────────────────────────


def _weekday(expression: Expression, context: Context) -> Stretch:
    weekday, pointing = int(expression.value("Weekday")), expression.word("Deictic")
    base = anchor(expression, context, "D")
    if start := _opened(expression, context):
        return timed(calendar.day(start + timedelta((weekday - start.isoweekday()) % 7)), expression)
    if base is None:
        return timed(Stretch(f"XXXX-WXX-{weekday}"), expression)
    back = (base.isoweekday() - weekday) % 7
    scheduled = bool(back) and not pointing and _scheduled(expression)
    if pointing and pointing.value == "-1":
        back = back or 7
    elif scheduled or (pointing and pointing.value == "1") or (_ahead(expression) and (back or not pointing)):
        back -= 7
    return timed(calendar.day(base - timedelta(back)), expression)


def _opened(expression: Expression, context: Context) -> date | None:
    """The weekday from which a stretch runs that ends with this one: Monday, of Friday in "Monday through Friday"."""
    before, pieces, sentence = expression.before, expression.line.pieces, expression.line.sentence
    if before is None or before.text not in _TO or context.place != (sentence.paragraph, sentence.index):
        return None
    runs = expression.first > 1 and "Weekday" in pieces[expression.first - 2].reading.words
    return context.day.begin if runs and context.day else None


def _weekday_shift(expression: Expression, context: Context) -> Stretch | None:
    """So many weekdays back or ahead: "two Fridays ago" is the Friday before the last."""
    weekday, shift = int(expression.value("Weekday") or expression.value("Weekdays")), expression.word("Shift")
    count = number(piece.reading.words for piece in expression.pieces("Count")) if expression.has("Count") else 1
    if shift is None or not count:
        return None
    base = context.base("D") if shift.anchor else context.published
    if base is None:
        return Stretch(f"XXXX-WXX-{weekday}")
    way = int(shift.value)
    near = (way * (weekday - base.isoweekday())) % 7 or 7
    return calendar.day(base + timedelta(way * (near + 7 * (int(count) - 1))))


def _weekday_of_week(expression: Expression, context: Context) -> Stretch:
    """A weekday of the week that is pointed at: "Monday of last week"."""
    weekday, base = int(expression.value("Weekday")), anchor(expression, context, "W")
    if base is None:
        return Stretch(f"XXXX-WXX-{weekday}")
    monday = base - timedelta(base.weekday())
    return calendar.day(monday + timedelta(7 * int(expression.value("Deictic")) + weekday - 1))


def _ahead(expression: Expression) -> bool:
    """Tell whether a weekday lies ahead: by the tense, and for "this Friday" unless the tense is past."""
    way, pointing = direction(expression), expression.word("Deictic")
    return way > 0 or (way == 0 and pointing is not None and not pointing.anchor)


def _scheduled(expression: Expression) -> bool:
    """Tell whether a clause in the present tells what is to be: "the offer expires on Friday", but for headlines."""
    sentence = expression.line.sentence
    headline = sentence.tokens[-1].text[-1:].isalnum()
    return not headline and governor(expression) is Tense.PRESENT


def _day(expression: Expression, context: Context) -> Stretch:
    offset, _, part = expression.value("DayWord").partition("T")
    if context.published is None:
        return timed(calendar.unknown("D"), expression, part)
    return timed(calendar.day(context.published + timedelta(int(offset))), expression, part)


def _part(expression: Expression, context: Context) -> Stretch:
    base = anchor(expression, context, "D")
    if base is None:
        return timed(calendar.unknown("D"), expression)
    return timed(calendar.day(base + timedelta(int(expression.value("Deictic")))), expression)


def _clock(expression: Expression, context: Context) -> Stretch:
    """A time without a day: of the day that its sentence tells, before or after it, or its paragraph before it."""
    sentence = expression.line.sentence
    day = context.day if context.place == (sentence.paragraph, sentence.index) else _following(expression, context)
    if day is None and context.place[0] == sentence.paragraph:
        day = context.day
    base = day.begin if day else context.published
    return timed(calendar.day(base) if base else calendar.unknown("D"), expression)


def _following(expression: Expression, context: Context) -> Stretch | None:
    """The day that one of the next expressions of the sentence tells."""
    at = expression.last
    for _ in range(_LOOK):
        following = next(iter(expression.line.next(at)), None)
        if following is None:
            return None
        found = _DAYS[following.pattern.reads](following, context) if following.pattern.reads in _DAYS else None
        if found and found.begin and found.begin == found.end:
            return found
        at = following.last
    return None


def timed(one: Stretch, expression: Expression, part: str = "") -> Stretch:
    """Put the time or the part of the day behind a day, whose dates stay."""
    time = _time(expression) or expression.value("Part") or expression.value("Twilight") or part
    return Stretch(f"{one.value}T{time}", one.begin, one.end) if time else one


def _time(expression: Expression) -> str:
    """Hours and minutes with the offset of the zone, as ISO 8601 writes them; empty where no clock is told."""
    told = next((v for kind in ("Clock", "Dotted", "Moment", "Military") if (v := expression.value(kind))), "")
    if not told and not expression.has("Hour"):
        return ""
    digits = re.sub(r"\D", "", told) or f"{expression.value('Hour')}00"
    hour, minute = int(digits[:-2]), digits[-2:]
    if expression.has("Meridiem"):
        hour = hour % 12 + int(expression.value("Meridiem"))
    elif expression.has("Hour") and expression.value("Part") in {"AF", "EV", "NI"}:
        hour = hour % 12 + 12
    return f"{hour:02}:{minute}{expression.value('Zone')}"


_DAYS: Final[Mapping[str, Rule]] = {"date": date_or_year, "day": _day, "weekday": _weekday}
"""Rules that can tell a day."""
RULES: Final[Mapping[str, Rule]] = {
    **_DAYS, "another": _another, "clock": _clock, "first-day": _first_day, "holiday": _holiday, "iso": _iso,
    "monthly": _monthly, "part": _part, "past-day": _past_day, "slash": _slash, "spoken": _spoken,
    "weekday-of-week": _weekday_of_week, "weekday-shift": _weekday_shift, "year-end": _year_end, "years": _years,
}  # fmt: skip
"""Name of a rule (lex:reads) to the rule."""
