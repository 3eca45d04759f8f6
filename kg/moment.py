"""What expressions of time denote: rules from an expression and its context to a stretch of the calendar.

Each rule is named by a pattern of the almanac (lex:reads). It gives None where the words are no expression of time after
all; ValueError or OverflowError where the calendar has no such day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg import calendar
from kg.calendar import Stretch
from kg.event import Granularity
from kg import tense
from kg.timex import Expression

_WEIGHT: Final = 4.0
"""How much nearer a day ahead must be than one behind where the clause is past, and the reverse where it looks ahead."""
_ANY: Final = 2000
"""A leap year, to look up what has no year."""
_EASTER: Final = re.compile(r"easter([+-]\d+)")
_NTH: Final = re.compile(r"(\d\d)-(-?\d)([A-Z]{2})")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Context:
    """What an expression can lean on: the day of the article, and what the text spoke of before."""

    published: date | None
    said: Stretch | None = None
    """The last stretch with days."""
    quarter: Stretch | None = None
    """The last quarter."""
    period: Stretch | None = None

    @property
    def day(self) -> date | None:
        """The day that the text spoke of last, else that of the article."""
        return self.said.begin if self.said else self.published


def direction(expression: Expression) -> int:
    """Tell whether an expression looks back (-1), ahead (1) or neither (0), by what governs it."""
    before, sentence = expression.before(), expression.line.sentence
    if before and "Ahead" in before.reading.words:
        verb = next(tense.verbs(sentence, expression.token), None)
        if verb and verb.i < expression.token.i and all(child.dep != "neg" for child in sentence.children(verb)):
            return 1
    return tense.direction(expression.line.sentence, expression.token, expression.line.almanac.plans)


def read(expression: Expression, context: Context) -> Stretch | None:
    """Apply the rule that the pattern names; a time or part of the day narrows a day."""
    return RULES[expression.pattern.reads](expression, context)


# ── choosing a year ──────────────────────────────────────────────────────────


def annual(expression: Expression, context: Context, make: Callable[[int], Stretch]) -> Stretch:
    """Choose the year of what comes once a year: the one that is said, else by the pointing word or the tense."""
    said = _year(expression, context)
    if said is not None:
        return make(said)
    if context.published is None:
        found = make(_ANY)
        return Stretch("XXXX" + found.value[4:], None, None, found.granularity)
    return _choose(_candidates(make, context.published.year), context.published, expression)


def _year(expression: Expression, context: Context) -> int | None:
    if expression.word("Year"):
        return int(expression.value("Year"))
    if "ThatYear" not in expression.groups:
        return None
    anchor = _anchor(expression, context)
    return anchor.year + int(expression.value("Deictic")) if anchor else None


def _candidates(make: Callable[[int], Stretch], year: int) -> list[Stretch]:
    found = []
    for one in (year - 1, year, year + 1):
        try:
            found.append(make(one))
        except ValueError:
            continue
    if not found:
        raise ValueError(f"No year from {year - 1} to {year + 1} has that day.")
    return found


def _choose(found: list[Stretch], published: date, expression: Expression) -> Stretch:
    pointing = expression.word("Deictic")
    past = [one for one in found if one.begin and one.begin <= published]
    future = [one for one in found if one.end and one.end >= published]
    if pointing:
        gone = [one for one in found if one.end and one.end < published]
        coming = [one for one in found if one.begin and one.begin > published]
        if pointing.value == "-1":
            return (gone or found)[-1]
        if pointing.value == "1":
            return (coming or found)[0]
        return min(found, key=lambda one: _distance(one, published))
    weight = _WEIGHT ** -direction(expression)
    return min(found, key=lambda one: _distance(one, published) * (weight if one in future else 1))


def _distance(one: Stretch, published: date) -> int:
    assert one.begin and one.end
    return max((one.begin - published).days, (published - one.end).days, 0)


def _anchor(expression: Expression, context: Context) -> date | None:
    """The day that a pointing word counts from; "the next" counts from what the text speaks of, "next" from today."""
    pointing = expression.word("Deictic")
    from_text = pointing and (pointing.anchor or pointing.value == "1" and expression.holds("the"))
    return context.day if from_text else context.published


# ── rules: days, months, years ───────────────────────────────────────────────


def _date(expression: Expression, context: Context) -> Stretch | None:
    if expression.word("Month") is None:
        return _bare_year(expression)
    number = int(expression.value("Month"))
    one = _number(expression.value("Day") or (expression.value("Ordinal") if "DayMonth" in expression.groups else ""))
    if one is None:
        return annual(expression, context, lambda year: calendar.month(year, number))
    return _timed(annual(expression, context, lambda year: calendar.day(date(year, number, one))), expression)


def _number(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits.group()) if digits else None


def _bare_year(expression: Expression) -> Stretch | None:
    """Read a number of four digits as a year, unless it counts or measures something."""
    before, after = expression.before(), expression.after()
    token = expression.token
    if expression.last - expression.first == 1:
        if before and (before.text in {"$", "#", "£", "€", ".", "no"} or before.text.isdigit()):
            return None
        if after and after.text in {"%", "percent", "-"} and "Unit" in after.reading.words:
            return None
        head = expression.line.sentence.head(token)
        if token.dep in {"nummod", "compound", "quantmod"} and head.tag in {"NNS", "NNPS"} and not (before and before.text in {"the"}):
            return None
    year = int(expression.value("Year"))
    return calendar.year(year) if 1000 <= year < 2100 else None


def _iso(expression: Expression, context: Context) -> Stretch:
    month, one = (int(word.value) for word in expression.words("Two"))
    return calendar.day(date(int(expression.value("Year")), month, one))


def _slash(expression: Expression, context: Context) -> Stretch:
    """Month/day/year or day/month/year, where only one of them is possible; else the year is all that is sure."""
    a, b, year = map(int, expression.value("Slash").split("/"))
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    if a == b or b > 12:
        return calendar.day(date(year, a, b))
    if a > 12:
        return calendar.day(date(year, b, a))
    whole = calendar.year(year)
    return Stretch(f"{year}-XX-XX", whole.begin, whole.end, Granularity.YEAR)


def _carry(expression: Expression, context: Context) -> Stretch | None:
    """A day after another day of the same month: "24" in "April 23 and 24"."""
    said, after = context.said, expression.after()
    token = expression.token
    if not said or not said.begin or said.unit != "D" or (after and (after.reading.words.keys() & {"Month", "Unit", "Units"})):
        return None
    if token.dep == "nummod" or after and after.text in {"%", "percent", "people"}:
        return None
    year = int(expression.value("Year") or said.begin.year)
    return calendar.day(date(year, said.begin.month, int(_number(expression.value("Day")) or 0)))


def _spoken(expression: Expression, context: Context) -> Stretch | None:
    words = [int(w.value) for w in expression.words("Numeral") if w.value.isdigit()]
    from kg.duration import count

    if "Spoken" in expression.groups:
        first, *rest = words
        year = first * 100 + sum(rest)
        if not (first in (19, 20) and len(rest) and rest[0] >= 10 and year < 2100):
            return None
    else:
        number = count(expression.pieces("Count"))
        if not number or not 1000 <= number < 2100:
            return None
        year = int(number)
    if expression.word("Month"):
        return calendar.month(year, int(expression.value("Month")))
    return calendar.year(year)


def _week(expression: Expression, context: Context) -> Stretch | None:
    found = _date(expression, context)
    if found is None or found.begin is None:
        return Stretch("XXXX-WXX", granularity=Granularity.WEEK)
    return calendar.containing(found.begin, "WE" if expression.holds("weekend") else "W")


# ── rules: pointing ──────────────────────────────────────────────────────────


def _weekday(expression: Expression, context: Context) -> Stretch:
    number = int(expression.value("Weekday"))
    if context.published is None:
        return _timed(Stretch(f"XXXX-WXX-{number}"), expression)
    if expression.holds("week"):
        monday = context.published - timedelta(context.published.weekday())
        return _timed(calendar.day(monday + timedelta(7 * int(expression.value("Deictic")) + number - 1)), expression)
    pointing = expression.word("Deictic")
    way = int(pointing.value) if pointing else 0
    start = context.published
    back = (start.isoweekday() - number) % 7
    if pointing and pointing.anchor and context.said and context.said.begin:
        start = context.said.begin
        back = (start.isoweekday() - number) % 7
    if way < 0:
        back = back or 7
    elif way > 0 or not pointing and direction(expression) > 0:
        back = back - 7
    elif pointing and not pointing.anchor and direction(expression) >= 0 and back:
        back = back - 7
    return _timed(calendar.day(start - timedelta(back)), expression)


def _day(expression: Expression, context: Context) -> Stretch:
    value = expression.value("DayWord")
    offset, _, part = value.partition("T")
    if context.published is None:
        return _timed(Stretch("XXXX-XX-XX"), expression, part)
    return _timed(calendar.day(context.published + timedelta(int(offset))), expression, part)


def _part(expression: Expression, context: Context) -> Stretch:
    anchor = _anchor(expression, context)
    if anchor is None:
        return _timed(Stretch("XXXX-XX-XX"), expression)
    return _timed(calendar.day(anchor + timedelta(int(expression.value("Deictic")))), expression)


def _clock(expression: Expression, context: Context) -> Stretch:
    said = context.said
    day = said.begin if said and said.unit == "D" else context.published
    return _timed(calendar.day(day) if day else Stretch("XXXX-XX-XX"), expression)


def _timed(one: Stretch, expression: Expression, part: str = "") -> Stretch:
    """Put the time or part of the day behind a day; the days stay."""
    time = _time(expression) or part or expression.value("Part")
    return Stretch(f"{one.value}T{time}", one.begin, one.end, Granularity.DAY) if time else one


def _time(expression: Expression) -> str:
    """Hours and minutes with the offset of the zone, as ISO 8601 writes them; empty where no clock is told."""
    clock = expression.value("Clock") or expression.value("Dotted") or expression.value("Moment") or expression.value("Military")
    if "Time" not in expression.groups and not expression.word("Hour"):
        return ""
    if not clock:
        clock = f"{expression.value('Hour')}:00"
    hour, minute = (clock[:2], clock[2:]) if ":" not in clock and "." not in clock else re.split("[:.]", clock)
    number = int(hour)
    if expression.word("Meridiem"):
        number = number % 12 + int(expression.value("Meridiem"))
    elif expression.word("Hour") and expression.value("Part") in {"AF", "EV", "NI"} and number < 12:
        number += 12
    return f"{number:02}:{minute}{expression.value('Zone')}"


UNIT: Final = re.compile(r"P(T?)(\d+)(\w+)")


def _unit(expression: Expression, context: Context) -> Stretch | None:
    time, size, unit = UNIT.match(expression.value("Unit")).groups()  # type: ignore[union-attr]
    if time or unit not in calendar.UNITS and unit != "Y":
        return None
    if size == "10":
        unit = "E"
    elif size == "100":
        unit = "C"
    elif size != "1":
        return None
    pointing = expression.word("Deictic")
    if pointing is None:
        return _the_unit(expression, context, unit)
    anchor = _anchor(expression, context)
    if anchor is None:
        return _open(unit)
    return calendar.containing(calendar.shifted(anchor, int(pointing.value), unit), unit)


def _open(unit: str) -> Stretch:
    value = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}.get(unit, "XXXX")
    grain = {"D": Granularity.DAY, "WE": Granularity.DAY, "W": Granularity.WEEK, "M": Granularity.MONTH, "Q": Granularity.MONTH}
    return Stretch(value, granularity=grain.get(unit, Granularity.YEAR))


def _the_unit(expression: Expression, context: Context, unit: str) -> Stretch | None:
    """Read "the quarter": the one that the text speaks of, else the one that ended last, as reports do."""
    if expression.word("Month"):
        return _ended(expression, context, unit)
    if unit == "Q" and context.quarter:
        return context.quarter
    if context.published is None:
        return _open(unit)
    if unit in {"Q"}:
        return calendar.containing(calendar.shifted(context.published, -1, unit), unit)
    if unit in {"WE"}:
        return calendar.weekend(context.published if direction(expression) > 0 else context.published - timedelta(4))
    if unit in {"Y", "M", "W"}:
        return calendar.containing(context.published, unit)
    return None


def _ended(expression: Expression, context: Context, unit: str) -> Stretch | None:
    last = _date(expression, context)
    if last is None or last.end is None:
        return _open(unit)
    if unit == "Q":
        return calendar.containing(last.end - timedelta(45), "Q")
    begin = calendar.shifted(last.end, -1, unit) + timedelta(1)
    grain = {"Y": Granularity.YEAR, "M": Granularity.MONTH, "W": Granularity.WEEK}.get(unit, Granularity.DAY)
    return Stretch(f"P1{unit}", begin, last.end, grain)


def _season(expression: Expression, context: Context) -> Stretch:
    code = expression.value("Season")
    return annual(expression, context, lambda year: calendar.season(year, code))


def _holiday(expression: Expression, context: Context) -> Stretch:
    rule = expression.value("Holiday")
    return _timed(annual(expression, context, lambda year: calendar.day(holiday(rule, year))), expression)


def holiday(rule: str, year: int) -> date:
    """The day that a rule of the almanac gives in a year: 12-25, 11-4TH or easter-2."""
    if moved := _EASTER.fullmatch(rule):
        return calendar.easter(year) + timedelta(int(moved[1]))
    if counted := _NTH.fullmatch(rule):
        return calendar.nth(year, int(counted[1]), int(counted[2]), _WEEKDAYS.index(counted[3]) + 1)
    return date(year, int(rule[:2]), int(rule[3:]))


def _quarter(expression: Expression, context: Context) -> Stretch | None:
    if expression.word("Quarter"):
        number = int(expression.value("Quarter")[1:])
    else:
        number = _number(expression.value("Ordinal")) or 0
    if expression.holds("half"):
        if number not in (1, 2):
            return None
        return annual(expression, context, lambda year: calendar.half(year, number))
    if not 1 <= number <= 4:
        return None
    if "Back" in expression.groups and context.published:
        return calendar.quarter(context.published.year - 1, number)
    if expression.holds("year") and expression.word("Deictic") and context.published:
        return calendar.quarter(context.published.year + int(expression.value("Deictic")), number)
    return annual(expression, context, lambda year: calendar.quarter(year, number))


def _back(expression: Expression, context: Context) -> Stretch | None:
    """Read "the year-ago quarter", "the 1988 period": the quarter that the text speaks of, in another year."""
    if context.published is None and context.quarter is None:
        return _open("Q")
    base = context.quarter or calendar.containing(calendar.shifted(context.published, -1, "Q"), "Q")  # type: ignore[arg-type]
    assert base.begin
    if expression.word("Year"):
        year = int(expression.value("Year"))
    else:
        year = base.begin.year - 1
    return calendar.quarter(year, int(base.value[-1]))


def _decade(expression: Expression, context: Context) -> Stretch | None:
    if expression.word("Tens"):
        if not (expression.holds("the") or expression.word("Modifier")):
            return None
        tens = int(expression.value("Tens"))
    else:
        digits = expression.value("Decade")[:-1]
        if len(digits) == 4:
            return calendar.decade(int(digits))
        if not (expression.holds("the", "'") or expression.word("Modifier")):
            return None
        tens = int(digits)
    latest = context.published.year if context.published else 1999
    first = latest // 100 * 100 + tens
    return calendar.decade(first if first <= latest else first - 100)


def _century(expression: Expression, context: Context) -> Stretch:
    return calendar.century(_number(expression.value("Ordinal")) or 0)


from kg import duration  # noqa: E402

RULES: Final[dict[str, Callable[[Expression, Context], Stretch | None]]] = {
    "date": _date, "iso": _iso, "slash": _slash, "carry": _carry, "spoken": _spoken, "week": _week,
    "weekday": _weekday, "day": _day, "part": _part, "clock": _clock, "unit": _unit, "season": _season,
    "holiday": _holiday, "quarter": _quarter, "back": _back, "decade": _decade, "century": _century,
    "shift": duration._shift, "window": duration._window, "duration": duration._duration, "drift": duration._drift,
    "set": duration._set, "vague": duration._vague,
}  # fmt: skip
