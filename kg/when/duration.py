"""What durations, sets and vague expressions of time denote: rules as in `kg.when.moment`.

A duration has days only where the text fixes one end: "the past two years", "for two years" with the present perfect,
"the nine months ended Sept. 30", "the first nine months of 2008".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from kg.when import calendar
from kg.when.calendar import Stretch, Unit
from kg.when.numeral import number
from kg.when.outlook import Context, Rule, year_of
from kg.when.period import RULES as PERIODS
from kg.when.period import end_of
from kg.when.tense import Tense, clause
from kg.when.timex import Expression

_BELOW: Final = {"Y": ("M", 12), "Q": ("M", 3), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24)}
"""The unit in which the broken part of a number is told, and how many make one."""
_LONG: Final = frozenset({"M", "Y", "E", "C"})
"""Units that "the last" and "the next" count from any day; "the past" counts weeks and quarters from it too."""
_BELOW_ON_CLOCK: Final = {"H": ("M", 60), "M": ("S", 60)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units: how many, None where the words do not say, and of which unit."""

    count: Fraction | None
    unit: Unit

    @property
    def value(self) -> str:
        """The duration as TIMEX3 writes it: ``P24Y``, ``P2Y6M``, ``PXD``."""
        if self.count is None:
            return self.unit.many
        count, (_, letter, clock) = self.count * self.unit.size, self.unit
        whole, rest = divmod(count, 1)
        below, parts = (_BELOW_ON_CLOCK if clock else _BELOW).get(letter, ("", 0))
        if not rest or (rest * parts).denominator != 1 or not parts:
            return f"P{'T' * clock}{whole if not rest else f'{float(count):g}'}{letter}"
        head = f"{whole}{letter}" if whole else ""
        return f"P{'T' * clock}{head}{'T' * (below == 'H')}{rest * parts}{below}"

    @property
    def steps(self) -> int | None:
        """The number of calendar units of the letter, where it is a whole number of them."""
        total = None if self.count is None or self.unit.clock else self.count * self.unit.size
        return int(total) if total is not None and total.denominator == 1 else None

    def open(self) -> Stretch:
        """The duration without a place in the calendar."""
        return Stretch(self.value, granularity=self.unit.grain)

    def beside(self, one: date, way: int) -> Stretch:
        """The duration that ends (-1) or begins (1) with a day; without days where it has no whole number of units."""
        if self.steps is None:
            return self.open()
        try:
            other = calendar.shifted(one, way * self.steps, self.unit.letter)
        except (ValueError, OverflowError):
            return self.open()
        return Stretch(self.value, min(one, other), max(one, other), self.unit.grain)


def amount(expression: Expression) -> Amount:
    """Read the number and the unit of an expression: without a number one, or in the plural some."""
    unit = calendar.unit(expression.value("Units") or expression.value("Unit"))
    if expression.has("Count"):
        return Amount(number(piece.reading.words for piece in expression.pieces("Count")), unit)
    if expression.has("Fraction"):
        return Amount(Fraction(expression.value("Fraction")) + expression.holds("and"), unit)
    return Amount(None if expression.has("Units") else Fraction(1), unit)


# ── counted from a day ───────────────────────────────────────────────────────


def _shift(expression: Expression, context: Context) -> Stretch | None:
    """So many units before or after a day: of today ("ago") or of what the text speaks of ("later")."""
    found, shift = amount(expression), expression.word("Shift")
    if shift is None or (shift.anchor and _beside_event(expression)):
        return None
    way, letter = int(shift.value), found.unit.letter
    if found.count is None and not shift.anchor and not found.unit.clock:
        return Stretch("PAST_REF" if way < 0 else "FUTURE_REF")
    base = _base(context, letter) if shift.anchor else context.published
    if base and found.unit.clock and letter == "H" and found.count and found.count % 24 == 0:
        return calendar.day(base + timedelta(way * int(found.count / 24)))
    if base is None or found.steps is None:
        return found.open()
    if letter == "Y" and found.steps == 1 and context.period and context.period.begin:
        base, letter = context.period.begin, "Q"
    try:
        return calendar.containing(calendar.shifted(base, way * found.steps, found.unit.letter), letter)
    except (ValueError, OverflowError):
        return found.open()


def _base(context: Context, letter: str) -> date | None:
    return context.base("D" if letter in {"D", "W"} else letter)


def _beside_event(expression: Expression) -> bool:
    """Tell whether "before" or "after" counts from something else that is named: "two days after the election"."""
    sentence = expression.line.sentence
    last = sentence.tokens[expression.line.pieces[expression.last - 1].token]
    return last.dep == "mark" or any(child.dep in {"pobj", "pcomp"} for child in sentence.children(last))


def _from(expression: Expression, context: Context) -> Stretch | None:
    """So many units from a day that is named: "a week from Friday"."""
    found = amount(expression)
    rule = "weekday" if expression.has("Weekday") else "day"
    start = PERIODS[rule](expression, context)
    if start is None or start.begin is None or found.steps is None:
        return found.open()
    return calendar.day(calendar.shifted(start.begin, found.steps, found.unit.letter))


def _window(expression: Expression, context: Context) -> Stretch | None:
    """So many units up to today or from today on: "the past two months", "the next three years"."""
    found, pointing = amount(expression), expression.word("Deictic")
    if context.published is None or pointing is None or pointing.anchor or pointing.value == "0":
        return found.open()
    return found.beside(context.published, int(pointing.value))


def _past_unit(expression: Expression, context: Context) -> Stretch | None:
    """The length of a unit up to today, "over the past year", or from today on; else it is one of the calendar."""
    before, pointing = expression.before, expression.word("Deictic")
    if pointing is None or pointing.anchor or pointing.value == "0":
        return None
    drifting = any("Drift" in piece.reading.words for piece in expression.pieces("Deictic"))
    past = drifting and pointing.value == "-1"
    lasting = past or (expression.holds("the") and before is not None and "During" in before.reading.words)
    letter = calendar.unit(expression.value("Unit")).whole
    long = letter in _LONG or (past and letter in {"W", "Q"})
    return _window(expression, context) if lasting and long else None


# ── durations ────────────────────────────────────────────────────────────────


def _duration(expression: Expression, context: Context) -> Stretch | None:
    found, before = amount(expression), expression.before
    if found.unit.letter == "Q" and expression.holds("-", "a"):
        return None
    lasting = before is not None and before.text == "for"
    if lasting and context.published and clause(expression.line.sentence, expression.token) is Tense.PERFECT:
        return found.beside(context.published, -1)
    return found.open()


def _single(expression: Expression, context: Context) -> Stretch | None:
    """One unit, "a year"; a second and a quarter are rather a place in a row and a share."""
    unit = calendar.unit(expression.value("Unit"))
    if unit.letter in {"Q", "S"}:
        return None
    return _duration(expression, context)


def _some(expression: Expression, context: Context) -> Stretch | None:
    """Units in the plural alone, "for years"; quarters and seconds without a number are seldom times."""
    unit = calendar.unit(expression.value("Units"))
    return None if unit.letter in {"Q", "S"} else amount(expression).open()


def _ended(expression: Expression, context: Context) -> Stretch | None:
    """A number of units by the day they end with: "the nine months ended Sept. 30"."""
    found, last = amount(expression), end_of(expression, context)
    if last is None or last.end is None or found.steps is None:
        return found.open()
    begin = calendar.shifted(last.end + timedelta(1), -found.steps, found.unit.letter)
    return Stretch(found.value, begin, last.end, found.unit.grain)


def _first(expression: Expression, context: Context) -> Stretch | None:
    """The first units of a year: "the first nine months of 2008"."""
    found, year = amount(expression), year_of(expression, context)
    if expression.value("Ordinal") != "1" or found.steps is None or year is None:
        return found.open()
    begin = date(year, 1, 1)
    end = calendar.shifted(begin, found.steps, found.unit.letter) - timedelta(1)
    return Stretch(found.value, begin, end, found.unit.grain)


# ── sets and vague ones ──────────────────────────────────────────────────────


def _set(expression: Expression, context: Context) -> Stretch | None:
    """What comes again and again: the value with X for what changes, or the duration from one to the next."""
    part = expression.value("Parts") or expression.value("Part")
    if weekday := expression.value("Weekdays") or expression.value("Weekday"):
        return Stretch(f"XXXX-WXX-{weekday}" + f"T{part}" * bool(part))
    if month := expression.value("Month"):
        return Stretch(f"XXXX-{int(month):02}")
    if season := expression.value("Season"):
        return Stretch(f"XXXX-{season}")
    if part:
        return Stretch(f"XXXX-XX-XXT{part}")
    return Stretch(expression.value("Often") or amount(expression).value)


def _vague(expression: Expression, context: Context) -> Stretch | None:
    return Stretch(expression.value("Vague") or expression.value("Era") or expression.value("Drift"))


RULES: Final[Mapping[str, Rule]] = {
    **PERIODS, "duration": _duration, "ended": _ended, "first": _first, "from": _from, "past-unit": _past_unit,
    "set": _set, "shift": _shift, "single": _single, "some": _some, "vague": _vague, "window": _window,
}  # fmt: skip
"""Name of a rule (lex:reads) to the rule, of moments and periods too."""
