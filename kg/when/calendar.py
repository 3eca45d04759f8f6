"""Stretches of the calendar, each with its TIMEX3 value: pure arithmetic, no words.

Values follow ISO-TimeML (TIMEX3): ``2024-12-07`` a day, ``2024-W49`` a week, ``2024-W49-WE`` its weekend, ``2024-12`` a
month, ``2024-Q4`` a quarter, ``2024-H2`` a half, ``2024-FA`` a season, ``2024`` a year, ``202`` a decade, ``20`` a
century. Weeks are those of ISO 8601, from Monday. Every function raises ValueError or OverflowError where the calendar
has no such day: 31 February, or a day before year 1 or after year 9999.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.event import Granularity

SEASONS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, of three months; the winter of a year begins in its December, as HeidelTime counts."""
LENGTHS: Final = {"D": 1, "W": 7, "WE": 7, "M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
"""Length of each unit, by its letter: of day, week and weekend in days, of the others in months."""
_OF_DAYS: Final = frozenset({"D", "W", "WE"})
_GRAINS: Final = {
    "D": Granularity.DAY, "W": Granularity.WEEK, "WE": Granularity.DAY, "M": Granularity.MONTH, "Q": Granularity.MONTH,
    "H": Granularity.MONTH, "S": Granularity.MONTH, "Y": Granularity.YEAR, "E": Granularity.YEAR, "C": Granularity.YEAR,
}  # fmt: skip
_UNKNOWN: Final = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
_DURATION: Final = re.compile(r"P(T?)(\d+)([A-Z]+)")
_TENS: Final = {10: "E", 100: "C", 1000: "L"}
"""Letters of TIMEX3 for ten, a hundred and a thousand years."""


class Unit(NamedTuple):
    """A unit of duration: so many of a letter of ISO 8601, on the clock or on the calendar."""

    size: int
    letter: str
    clock: bool

    @property
    def whole(self) -> str:
        """The letter of the unit as a stretch of its own: a decade is E. Empty for hours, minutes, seconds."""
        letter = self.letter if self.size == 1 else _TENS.get(self.size, "")
        return "" if self.clock or letter not in LENGTHS else letter

    @property
    def grain(self) -> Granularity:
        """How fine a duration in this unit is."""
        return Granularity.DAY if self.clock else _GRAINS[self.letter]

    @property
    def many(self) -> str:
        """The TIMEX3 value of an unknown number of them, such as ``PXY``."""
        return f"P{'T' * self.clock}X{_TENS.get(self.size, self.letter)}"


def unit(duration: str) -> Unit:
    """Read the ISO 8601 duration of one unit.

    >>> unit("P10Y").whole
    'E'
    """
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise ValueError(f"{duration} is not the duration of a unit.")
    return Unit(int(found[2]), found[3], bool(found[1]))


@dataclass(frozen=True, slots=True)
class Stretch:
    """What an expression of time denotes: a TIMEX3 value, its first and last day, and how fine it is.

    Both days are None where nothing says them. `unit` is the letter of the unit that it is one of (a key of `LENGTHS`,
    or S for a season), and empty where it is none of one, as a duration or what has no fixed place in the calendar.
    """

    value: str
    begin: date | None = None
    end: date | None = None
    granularity: Granularity = Granularity.DAY
    unit: str = ""


def day(one: date) -> Stretch:
    """One day.

    >>> day(date(2024, 12, 7)).value
    '2024-12-07'
    """
    return Stretch(one.isoformat(), one, one, Granularity.DAY, "D")


def week(one: date) -> Stretch:
    """The ISO week that a day lies in, Monday to Sunday.

    >>> week(date(2024, 12, 30)).value
    '2025-W01'
    """
    number = one.isocalendar()
    monday = one - timedelta(one.weekday())
    return Stretch(f"{number.year:04}-W{number.week:02}", monday, monday + timedelta(6), Granularity.WEEK, "W")


def weekend(one: date) -> Stretch:
    """The Saturday and Sunday of the ISO week that a day lies in."""
    found = week(one)
    assert found.end is not None
    return Stretch(f"{found.value}-WE", found.end - timedelta(1), found.end, Granularity.DAY, "WE")


def month(year: int, number: int) -> Stretch:
    """One month.

    >>> month(2024, 2).end
    datetime.date(2024, 2, 29)
    """
    return _months(f"{year:04}-{number:02}", year, number, 1, "M")


def quarter(year: int, number: int) -> Stretch:
    """One quarter of a year, 1 to 4."""
    return _months(f"{year:04}-Q{number}", year, number * 3 - 2, 3, "Q")


def half(year: int, number: int) -> Stretch:
    """One half of a year, 1 or 2."""
    return _months(f"{year:04}-H{number}", year, number * 6 - 5, 6, "H")


def season(year: int, code: str) -> Stretch:
    """One season by its TIMEX3 code, a key of `SEASONS`."""
    return _months(f"{year:04}-{code}", year, SEASONS[code], 3, "S")


def year(number: int) -> Stretch:
    """One year."""
    return _years(f"{number:04}", number, 1, "Y")


def decade(first: int) -> Stretch:
    """Ten years from one that ends in 0.

    >>> decade(1990).value
    '199'
    """
    return _years(f"{first // 10:03}", first, 10, "E")


def century(number: int) -> Stretch:
    """A century by its ordinal, the 20th being 1900 to 1999 as TIMEX3 has it.

    >>> century(20).value
    '19'
    """
    return _years(f"{number - 1:02}", number * 100 - 100, 100, "C")


def containing(one: date, unit: str) -> Stretch:
    """The unit (its letter, a key of `LENGTHS`) that a day lies in."""
    match unit:
        case "D":
            return day(one)
        case "W":
            return week(one)
        case "WE":
            return weekend(one)
        case "M":
            return month(one.year, one.month)
        case "Q":
            return quarter(one.year, (one.month + 2) // 3)
        case "H":
            return half(one.year, (one.month + 5) // 6)
        case "E":
            return decade(one.year // 10 * 10)
        case "C":
            return century(one.year // 100 + 1)
    return year(one.year)


def unknown(unit: str) -> Stretch:
    """Some unit (its letter) of which nothing says when it was: a value of X alone."""
    return Stretch(_UNKNOWN.get(unit, "XXXX"), granularity=_GRAINS[unit])


def shifted(one: date, count: int, unit: str) -> date:
    """A day moved by a count of units; in a shorter month the last day of that.

    >>> shifted(date(2024, 3, 31), -1, "M")
    datetime.date(2024, 2, 29)
    """
    if unit in _OF_DAYS:
        return one + timedelta(count * LENGTHS[unit])
    year, number = divmod(one.year * 12 + one.month - 1 + count * LENGTHS[unit], 12)
    return date(year, number + 1, min(one.day, _length(year, number + 1)))


def nth(year: int, number: int, count: int, weekday: int) -> date:
    """The count-th weekday (ISO, Monday is 1) of a month, from its end where the count is negative, as in RFC 5545.

    >>> nth(2024, 11, 4, 4)
    datetime.date(2024, 11, 28)
    """
    if count > 0:
        first = date(year, number, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    last = date(year, number, _length(year, number))
    return last - timedelta((last.isoweekday() - weekday) % 7 - 7 * (count + 1))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, after the algorithm of Meeus, Jones and Butcher.

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    a, b, c = year % 19, year // 100, year % 100
    moon = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (b % 4) + 2 * (c // 4) - moon - c % 4) % 7
    number, one = divmod(moon + days - 7 * ((a + 11 * moon + 22 * days) // 451) + 114, 31)
    return date(year, number, one + 1)


def moon(year: int, month: int) -> Stretch:
    """The first month of that number of the Islamic calendar that begins in a year.

    By the tabular calendar (Reingold and Dershowitz, Calendrical Calculations, chapter 7): what is seen in the sky, and
    so what a country keeps, can begin a day earlier or later.

    >>> moon(2024, 9).value
    '2024-03-11/2024-04-09'
    """
    hijri = (year - 622) * 33 // 32 - 1
    first = next(i for i in range(hijri, hijri + 4) if _moon_day(i, month).year >= year)
    begin = _moon_day(first, month)
    end = _moon_day(first + month // 12, month % 12 + 1) - timedelta(1)
    return Stretch(f"{begin}/{end}", begin, end, Granularity.MONTH)


def _moon_day(year: int, month: int) -> date:
    """The first day of a month of the tabular Islamic calendar, whose day 1 is 16 July 622 of the Julian one."""
    return date.fromordinal(227015 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2)


def _length(year: int, number: int) -> int:
    """How many days a month has; ValueError for a year that `date` does not know."""
    return monthrange(date(year, number, 1).year, number)[1]


def _months(value: str, year: int, first: int, count: int, unit: str) -> Stretch:
    begin = date(year, first, 1)
    last = shifted(begin, count - 1, "M")
    return Stretch(value, begin, last.replace(day=_length(last.year, last.month)), Granularity.MONTH, unit)


def _years(value: str, first: int, count: int, unit: str) -> Stretch:
    return Stretch(value, date(first, 1, 1), date(first + count - 1, 12, 31), Granularity.YEAR, unit)
