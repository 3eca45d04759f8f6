"""What expressions of time denote: rules from an expression and what it leans on to a stretch of the calendar.

Each rule is named by patterns of the almanac (lex:reads). It gives None where the words are no expression of time after
all, and raises ValueError or OverflowError where the calendar has no such day. Durations have rules in `kg.duration`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kg import calendar, tense
from kg.calendar import Stretch
from kg.event import Granularity
from kg.numeral import number, ordinal, spoken
from kg.timex import Expression

_WEIGHT: Final = 4.0
"""How much nearer a day ahead must be than one behind where the clause looks back, and the reverse."""
_LEAP: Final = 2000
"""A leap year, to write what comes every year."""
_YEARS: Final = range(1000, 2100)
_LOOK: Final = 2
"""How many expressions after a time are looked at for its day."""
_PIVOT: Final = 69
"""Years of two figures from here on are of the 1900s, as POSIX has it."""
_EASTER: Final = re.compile(r"easter([+-]\d+)")
_NTH: Final = re.compile(r"(\d\d)-(-?\d)([A-Z]{2})(\+\d)?")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Context:
    """What an expression can lean on: the day of the article, and what the text spoke of before."""

    published: date | None
    said: Stretch | None = None
    """The last stretch with days."""
    day: Stretch | None = None
    """The last day."""
    place: tuple[int, int] = (-1, -1)
    """Paragraph and sentence of the last day."""
    quarter: Stretch | None = None
    """The last quarter that was named by its number."""
    period: Stretch | None = None
    """The same, until the text turns to a longer period."""

    def base(self, unit: str) -> date | None:
        """The day from which the text counts on in a unit: the last it spoke of, else that of the article."""
        said = self.day if unit == "D" else self.said
        return said.begin if said else self.published


Rule = Callable[[Expression, Context], Stretch | None]


def direction(expression: Expression) -> int:
    """Tell whether an expression looks back (-1), ahead (1, surely 2) or neither (0), by what governs it."""
    before, sentence, token = expression.before, expression.line.sentence, expression.token
    if before and "Ahead" in before.reading.words:
        verb = next(tense.verbs(sentence, token), None)
        if verb and verb.i < token.i and all(child.dep != "neg" for child in sentence.children(verb)):
            return 1
    return tense.direction(sentence, token, expression.line.almanac.plans)


# ── choosing among what comes every year ─────────────────────────────────────


def annual(expression: Expression, context: Context, make: Callable[[int], Stretch]) -> Stretch:
    """Choose the year of what comes once a year: the one that is said, else by the pointing word or the tense."""
    year = _year(expression, context)
    if year is not None:
        return make(year)
    base = _anchor(expression, context)
    if base is None:
        found = make(_LEAP)
        return Stretch("XXXX" + found.value[4:], granularity=found.granularity)
    return _choose(_candidates(make, base.year), base, expression)


def _year(expression: Expression, context: Context) -> int | None:
    if expression.has("Year"):
        return int(expression.value("Year"))
    if expression.has("Spoken"):
        return spoken([int(word.value) for word in expression.words("Numeral")])
    base = _anchor(expression, context)
    return base.year + int(expression.value("Deictic")) if base and expression.has("ThatYear") else None


def _anchor(expression: Expression, context: Context, unit: str = "Y") -> date | None:
    """The day that a pointing word counts from; "the next" counts from what the text speaks of, "next" from today."""
    pointing = expression.word("Deictic")
    from_text = pointing and (pointing.anchor or pointing.value == "1" and expression.holds("the"))
    return context.base(unit) if from_text else context.published


def _candidates(make: Callable[[int], Stretch], year: int) -> Sequence[Stretch]:
    found = []
    for one in (year - 1, year, year + 1):
        try:
            found.append(make(one))
        except ValueError:
            continue
    if not found:
        raise ValueError(f"No year from {year - 1} to {year + 1} has that day.")
    return found


def _choose(found: Sequence[Stretch], base: date, expression: Expression) -> Stretch:
    pointing, before = expression.value("Deictic"), expression.before
    if pointing == "-1":
        return ([one for one in found if one.end and one.end < base] or found)[-1]
    if pointing == "1":
        return ([one for one in found if one.begin and one.begin > base] or found)[0]
    if before and before.reading.words.get("Bound") and before.reading.words["Bound"].value == "begin":
        return ([one for one in found if one.begin and one.begin <= base] or found)[-1]
    if pointing:
        return next((one for one in found if one.begin and one.begin.year == base.year), found[0])
    weight = _WEIGHT ** -direction(expression)
    return min(found, key=lambda one: _distance(one, base, weight))


def _distance(one: Stretch, base: date, weight: float) -> float:
    """Days from a stretch to a day, those ahead counted by the weight."""
    if one.begin and one.begin > base:
        return (one.begin - base).days * weight
    return max((base - one.end).days, 0) if one.end else 0


# ── days, months, years ──────────────────────────────────────────────────────


def _date(expression: Expression, context: Context) -> Stretch | None:
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
    if expression.last - expression.first == 1:
        if before and (before.text in {"$", "#", "£", "€", "-", "/"} or before.text[0].isdigit()):
            return None
        if after and (after.text == "%" or after.reading.words.keys() & {"Unit", "Units"}):
            return None
        if year % 50 == 0 and not (before and before.text in {"the", "'s"}) and _counts(expression):
            return None
    return calendar.year(year)


def _counts(expression: Expression) -> bool:
    """Tell whether a round number stands before a plural noun: "2000 people"."""
    after = expression.after
    tag = expression.line.sentence.tokens[after.token].tag if after else ""
    return expression.token.dep == "nummod" or tag == "NNS"


def _spoken(expression: Expression, context: Context) -> Stretch | None:
    if expression.has("Count"):
        value = number(piece.reading.words for piece in expression.pieces("Count"))
        return calendar.year(int(value)) if value and value in _YEARS else None
    year = _year(expression, context)
    if year is None:
        return None
    return calendar.month(year, int(expression.value("Month"))) if expression.has("Month") else calendar.year(year)


def _years(expression: Expression, context: Context) -> Stretch | None:
    """Two years on end, "1998-99", as an interval of ISO 8601."""
    first, last = int(expression.value("Year")), int(expression.value("Two"))
    if (first + 1) % 100 != last:
        return _bare_year(expression)
    begin, end = calendar.year(first).begin, calendar.year(first + 1).end
    return Stretch(f"{first}/{first + 1}", begin, end, Granularity.YEAR)


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
    if after and (after.reading.words or after.text.isalpha() and _noun(after.token, expression)):
        return None
    one = ordinal(expression.value("Nth")) or 0
    return calendar.day(date(base.year, base.month, one)) if base else Stretch(f"XXXX-XX-{one:02}")


def _noun(at: int, expression: Expression) -> bool:
    return expression.line.sentence.tokens[at].tag[:2] in {"NN", "JJ"}


def _week(expression: Expression, context: Context) -> Stretch | None:
    found = _date(expression, context)
    letter = "WE" if expression.holds("weekend") else "W"
    return calendar.containing(found.begin, letter) if found and found.begin else calendar.unknown(letter)


# ── pointing ─────────────────────────────────────────────────────────────────


def _weekday(expression: Expression, context: Context) -> Stretch:
    weekday, pointing = int(expression.value("Weekday")), expression.word("Deictic")
    base = _anchor(expression, context, "D")
    if base is None:
        return timed(Stretch(f"XXXX-WXX-{weekday}"), expression)
    if expression.has("Point") and expression.holds("week"):
        monday = base - timedelta(base.weekday())
        return timed(calendar.day(monday + timedelta(7 * int(expression.value("Deictic")) + weekday - 1)), expression)
    back = (base.isoweekday() - weekday) % 7
    if pointing and pointing.value == "-1":
        back = back or 7
    elif pointing and pointing.value == "1" or _ahead(expression) and (back or not pointing):
        back -= 7
    return timed(calendar.day(base - timedelta(back)), expression)


def _ahead(expression: Expression) -> bool:
    """Tell whether a weekday lies ahead: by the tense, and for "this Friday" unless the tense is past."""
    way, pointing = direction(expression), expression.word("Deictic")
    return way > 0 or pointing is not None and not pointing.anchor and way == 0


def _day(expression: Expression, context: Context) -> Stretch:
    offset, _, part = expression.value("DayWord").partition("T")
    if context.published is None:
        return timed(calendar.unknown("D"), expression, part)
    return timed(calendar.day(context.published + timedelta(int(offset))), expression, part)


def _part(expression: Expression, context: Context) -> Stretch:
    base = _anchor(expression, context, "D")
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
    time = _time(expression) or expression.value("Part") or part
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


def this_unit(expression: Expression, context: Context) -> Stretch | None:
    """A unit of the calendar that is pointed at: "last week", "the following year"."""
    letter = calendar.unit(expression.value("Unit")).whole
    if not letter:
        return None
    base = _anchor(expression, context, letter)
    if base is None:
        return calendar.unknown(letter)
    return calendar.containing(calendar.shifted(base, int(expression.value("Deictic")), letter), letter)


def _the_unit(expression: Expression, context: Context) -> Stretch | None:
    """A unit with "the" alone: of the quarters the one that the text speaks of, else the one that ended last."""
    letter = calendar.unit(expression.value("Unit") or "P1Q").whole
    if expression.has("MonthDay"):
        return _ended(expression, context, letter)
    if letter == "Q" and context.quarter:
        return context.quarter
    if letter not in {"Y", "Q", "M", "W", "WE"} and not (letter == "D" and expression.has("Mod")):
        return None
    if context.published is None:
        return calendar.unknown(letter)
    back = 30 * (letter == "Q") * 3 or 4 * (letter == "WE" and direction(expression) <= 0)
    return calendar.containing(context.published - timedelta(back), letter)


def _ended(expression: Expression, context: Context, letter: str) -> Stretch | None:
    """A period by the day it ends with; a business quarter is the quarter of the calendar that it mostly covers."""
    last = _date(expression, context)
    if last is None or last.end is None or not letter:
        return None
    if letter == "Q":
        return calendar.containing(last.end - timedelta(45), "Q")
    begin = calendar.shifted(last.end, -1, letter) + timedelta(1)
    return Stretch(f"P1{letter}", begin, last.end, calendar.containing(begin, letter).granularity)


def _season(expression: Expression, context: Context) -> Stretch:
    code = expression.value("Season")
    return annual(expression, context, lambda year: calendar.season(year, code))


def _holiday(expression: Expression, context: Context) -> Stretch:
    rule = expression.value("Holiday")
    return timed(annual(expression, context, lambda year: calendar.day(holiday(rule, year))), expression)


def holiday(rule: str, year: int) -> date:
    """The day that a rule of the almanac gives in a year: 12-25, 11-4TH, 11-1MO+1 or easter-2."""
    if moved := _EASTER.fullmatch(rule):
        return calendar.easter(year) + timedelta(int(moved[1]))
    if counted := _NTH.fullmatch(rule):
        one = calendar.nth(year, int(counted[1]), int(counted[2]), _WEEKDAYS.index(counted[3]) + 1)
        return one + timedelta(int(counted[4] or 0))
    return date(year, int(rule[:2]), int(rule[3:]))


# ── quarters, decades, centuries ─────────────────────────────────────────────


def _quarter(expression: Expression, context: Context) -> Stretch | None:
    whole, make = (2, calendar.half) if expression.holds("half") else (4, calendar.quarter)
    last = expression.value("Deictic") == "-1" and expression.has("Year") and not expression.has("Ordinal")
    count = whole if last else ordinal(expression.value("Ordinal") or expression.value("Quarter")[1:]) or 0
    if not 1 <= count <= whole:
        return None
    if expression.has("Back") and context.published:
        return make(context.published.year - 1, count)
    return annual(expression, context, lambda year: make(year, count))


def _back(expression: Expression, context: Context) -> Stretch | None:
    """The quarter that the text speaks of, else the one that ended last, in another year: "the year-ago quarter"."""
    if context.quarter is None and context.published is None:
        return calendar.unknown("Q")
    base = context.quarter or calendar.containing(calendar.shifted(context.published or date.max, -1, "Q"), "Q")
    assert base.begin
    year = int(expression.value("Year") or base.begin.year - 1)
    return calendar.quarter(year, int(base.value[-1]))


def _decade(expression: Expression, context: Context) -> Stretch | None:
    figures = expression.value("Tens") or expression.value("Decade")[:-1]
    if len(figures) == 4:
        return calendar.decade(int(figures))
    if not expression.holds("the", "'") and not expression.has("Modifier"):
        return None
    latest = context.published.year if context.published else 1999
    first = latest // 100 * 100 + int(figures)
    return calendar.decade(first if first <= latest else first - 100)


def _century(expression: Expression, context: Context) -> Stretch:
    return calendar.century(ordinal(expression.value("Ordinal")) or 0)


_DAYS: Final[Mapping[str, Rule]] = {"date": _date, "day": _day, "weekday": _weekday}
"""Rules that can tell a day."""
RULES: Final[Mapping[str, Rule]] = {
    "another": _another, "back": _back, "century": _century, "clock": _clock, "date": _date, "day": _day,
    "decade": _decade, "holiday": _holiday, "iso": _iso, "monthly": _monthly, "part": _part, "quarter": _quarter,
    "season": _season, "slash": _slash, "spoken": _spoken, "the-unit": _the_unit, "this-unit": this_unit,
    "week": _week, "weekday": _weekday, "years": _years,
}  # fmt: skip
"""Name of a rule (lex:reads) to the rule."""
