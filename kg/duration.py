"""Durations."""
from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, TYPE_CHECKING

from kg import calendar
from kg.calendar import Stretch
from kg.event import Granularity
from kg.tense import Tense, clause
from kg.timex import Expression, Piece

if TYPE_CHECKING:
    from kg.moment import Context

_UNIT = re.compile(r"P(T?)(\d+)(\w+)")
_GRAIN = {"D": Granularity.DAY, "WE": Granularity.DAY, "W": Granularity.WEEK, "M": Granularity.MONTH, "Q": Granularity.MONTH, "Y": Granularity.YEAR}

def count(pieces: list[Piece]) -> Fraction | None:
    """The number that words say; None where they do not say how many."""
    total, current = Fraction(0), Fraction(0)
    for piece in pieces:
        words = piece.reading.words
        if "Integer" in words:
            current += int(words["Integer"].value.replace(",", ""))
        elif "Decimal" in words:
            current += Fraction(words["Decimal"].value)
        elif "Ratio" in words or "Fraction" in words:
            current += Fraction((words.get("Ratio") or words["Fraction"]).value)
        elif "Numeral" in words:
            value = words["Numeral"].value
            if value == "X":
                return None
            n = int(value)
            if n >= 100:
                current = (current or 1) * n
                if n >= 1000:
                    total, current = total + current, Fraction(0)
            else:
                current += n
    return total + current

def value(number: Fraction | None, unit: str) -> tuple[str, int | None, str]:
    """TIMEX value, whole count of base unit, and base unit."""
    time, size, letter = _UNIT.match(unit).groups()
    if number is None:
        if size in ("10", "100", "1000"):
            letter = {"10": "E", "100": "C", "1000": "L"}[size]
        return f"P{time}X{letter}", None, letter
    number *= int(size)
    if number.denominator != 1:
        below = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("H", 24), "H": ("M", 60), "Q": ("M", 3)}.get(letter)
        if time and letter == "M":
            below = ("S", 60)
        if below:
            whole = int(number)
            rest = (number - whole) * below[1]
            if rest.denominator == 1:
                if letter == "D":
                    time_part = f"T{rest}H"
                    return (f"P{whole}D" if whole else "P") + time_part, None, letter
                head = f"{whole}{letter}" if whole else ""
                return f"P{time}{head}{rest}{below[0]}", (whole if not rest else None), letter
        return f"P{time}{float(number):g}{letter}", None, letter
    return f"P{time}{number}{letter}", (None if time else int(number)), letter

def _amount(expression: Expression, group: str = "Count") -> tuple[str, int | None, str]:
    unit = (expression.word("Units") or expression.word("Unit"))
    number = Fraction(1)
    if "Count" in expression.groups:
        number = count(expression.pieces("Count"))
    elif expression.word("Units") :
        number = None
    if expression.word("Fraction") and "Count" not in expression.groups:
        number = Fraction(1, 2) if not expression.holds("and") else Fraction(3, 2)
    return value(number, unit.value)

def _shift(expression: Expression, context: Context) -> Stretch | None:
    shift = expression.word("Shift")
    text, number, unit = _amount(expression)
    way = int(shift.value)
    anchor = context.day if shift.anchor else context.published
    last = expression.line.pieces[expression.last - 1]
    token = expression.line.sentence.tokens[last.token]
    if shift.anchor and any(c.dep in {"pobj", "pcomp"} for c in expression.line.sentence.children(token)) or (token.dep == "mark"):
        anchor = None
    if number is None and not shift.anchor and "X" in text and "T" not in text:
        return Stretch("PAST_REF" if way < 0 else "FUTURE_REF")
    if number is None or anchor is None:
        return Stretch(text, granularity=_GRAIN.get(unit, Granularity.DAY if "T" in text else Granularity.YEAR))
    keep = unit
    if unit == "Y" and number == 1 and context.period:
        anchor = context.period.begin
        keep = "Q"
    return calendar.containing(calendar.shifted(anchor, way * number, unit), keep)

def _window(expression: Expression, context: Context) -> Stretch | None:
    pointing = expression.word("Deictic")
    text, number, unit = _amount(expression)
    if "Count" not in expression.groups and (pointing.value == "0" or pointing.anchor or expression.holds("last", "next") and not expression.holds("the") or expression.holds("next") and unit == "Y" and "10" not in text or expression.holds("this")):
        from kg.moment import _unit
        return _unit(expression, context)
    grain = _GRAIN.get(unit, Granularity.DAY if "T" in text else Granularity.YEAR)
    if number is None or context.published is None or pointing.anchor or pointing.value == "0":
        return Stretch(text, granularity=grain)
    other = calendar.shifted(context.published, number * int(pointing.value), unit)
    return Stretch(text, min(other, context.published), max(other, context.published), grain)

def _duration(expression: Expression, context: Context) -> Stretch | None:
    text, number, unit = _amount(expression)
    grain = _GRAIN.get(unit, Granularity.DAY if "T" in text else Granularity.YEAR)
    before = expression.before()
    if number and context.published and before and before.text == "for":
        if clause(expression.line.sentence, expression.token) is Tense.PERFECT:
            return Stretch(text, calendar.shifted(context.published, -number, unit), context.published, grain)
    return Stretch(text, granularity=grain)

def _drift(expression: Expression, context: Context) -> Stretch | None:
    v = expression.value("Drift")
    return Stretch(v or "FUTURE_REF")

def _set(expression: Expression, context: Context) -> Stretch | None:
    if expression.word("Often"):
        return Stretch(expression.value("Often"))
    if w := expression.word("Weekdays") or expression.word("Weekday"):
        part = expression.value("Parts") or expression.value("Part")
        return Stretch(f"XXXX-WXX-{w.value}" + (f"T{part}" if part else ""))
    if expression.word("Month"):
        return Stretch(f"XXXX-{int(expression.value('Month')):02}")
    if expression.word("Season"):
        return Stretch(f"XXXX-{expression.value('Season')}")
    if expression.word("Part"):
        return Stretch(f"XXXX-XX-XXT{expression.value('Part')}")
    if expression.word("Holiday"):
        return Stretch(f"XXXX-XX-XX")
    return Stretch(_amount(expression)[0])

def _vague(expression: Expression, context: Context) -> Stretch | None:
    return Stretch(expression.pattern.value or expression.value("Vague"))
