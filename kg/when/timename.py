"""Readable names of stretches of time: "7 December 2024", "third quarter of 1989", "24 years to 8 December 2024"."""

from __future__ import annotations

from datetime import date

from kg.when.almanac import Almanac
from kg.when.calendar import Stretch
from kg.when.timex import Expression


def day(one: date, almanac: Almanac) -> str:
    """Name a day: "7 December 2024"."""
    return f"{one.day} {almanac.names['Month', str(one.month)]} {one.year}"


def name(stretch: Stretch, almanac: Almanac) -> str:
    """Name a day, week, month, season or longer stretch; empty where it is none of these or has no days."""
    begin, words = stretch.begin, almanac.names
    if begin is None:
        return ""
    match stretch.unit:
        case "D":
            return day(begin, almanac)
        case "W":
            return f"{words['Unit', 'P1W']} {begin.isocalendar().week} of {begin.isocalendar().year}"
        case "WE":
            return f"{words['Unit', 'P1WE']} of {day(begin, almanac)}"
        case "M":
            return f"{words['Month', str(begin.month)]} {begin.year}"
        case "Q":
            return f"{words['Ordinal', stretch.value[-1]]} {words['Unit', 'P1Q']} of {begin.year}"
        case "H":
            return f"{words['Ordinal', stretch.value[-1]]} {words['Fraction', '1/2']} of {begin.year}"
        case "S":
            return f"{words['Season', stretch.value[-2:]]} {begin.year}"
        case "Y":
            return str(begin.year)
        case "E":
            return f"{begin.year}s"
        case "C":
            return f"{_nth(begin.year // 100 + 1)} {words['Unit', 'P100Y']}"
    return ""


def label(expression: Expression, stretch: Stretch, published: date | None) -> str:
    """Name what an expression denotes; by its own words where it is nothing of the calendar."""
    almanac = expression.line.almanac
    if found := name(stretch, almanac):
        return found
    if stretch.begin is None or stretch.end is None:
        return expression.line.text(expression.first, expression.last)
    first, last = day(stretch.begin, almanac), day(stretch.end, almanac)
    if "T" in stretch.value and first == last:
        time = stretch.value.partition("T")[2]
        part = almanac.names.get(("Part", time))
        return f"{part} of {first}" if part else f"{time} on {first}"
    if stretch.value.startswith("P"):
        length = _length(expression)
        return f"{length} from {first}" if stretch.begin == published else f"{length} to {last}"
    if moon := expression.word("Lunar"):
        return f"{moon.label} {stretch.begin.year}"
    years = str(stretch.begin.year), str(stretch.end.year)
    return " to ".join(sorted(set(years)))


def _length(expression: Expression) -> str:
    """The number and the unit of a duration, in the words of the text: "24 years"."""
    unit = expression.groups.get("Units") or expression.groups.get("Unit")
    if "Count" not in expression.groups or not unit:
        return expression.line.text(expression.first, expression.last)
    return expression.line.text(expression.groups["Count"][0][0], unit[-1][1])


def _nth(count: int) -> str:
    """Write an ordinal in figures: "21st"."""
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"
