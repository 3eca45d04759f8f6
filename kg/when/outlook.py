"""What an expression of time leans on: the day of the article, what the text spoke of, and where its clause looks.

A month, a day of a year or a season without its year is the nearest one, where the clause that it stands in looks back
or ahead it weighs in. Bare weekdays follow the tense alone, as news is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.when import tense
from kg.when.calendar import Stretch
from kg.when.numeral import spoken
from kg.when.tense import Tense
from kg.when.timex import Expression

_WEIGHT: Final = 4.0
"""How much nearer a day ahead must be than one behind where the clause looks back, and the reverse."""
_STRICT: Final = 1000.0
"""The same where a verb in the past happened then."""
_WHEN: Final = frozenset({"at", "during", "in", "on"})
"""Prepositions that say when."""
_LEAP: Final = 2000
"""A leap year, to write what comes every year."""


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


def annual(expression: Expression, context: Context, make: Callable[[int], Stretch]) -> Stretch:
    """Choose the year of what comes once a year: the one that is said, else by the pointing word or the tense."""
    year = year_of(expression, context)
    if year is not None:
        return make(year)
    base = anchor(expression, context)
    if base is None:
        found = make(_LEAP)
        return Stretch("XXXX" + found.value[4:], granularity=found.granularity)
    return _choose(_candidates(make, base.year), base, expression)


def year_of(expression: Expression, context: Context) -> int | None:
    """The year that an expression tells: in figures, in words, or pointed at ("March of last year")."""
    if expression.has("Year"):
        return int(expression.value("Year"))
    if expression.has("Spoken"):
        figures = [word.value for word in expression.words("Numeral")]
        return spoken([int(one) for one in figures]) if all(one.isdigit() for one in figures) else None
    base = anchor(expression, context)
    return base.year + int(expression.value("Deictic")) if base and expression.has("ThatYear") else None


def anchor(expression: Expression, context: Context, unit: str = "Y") -> date | None:
    """The day that a pointing word counts from; "the next" counts from what the text speaks of, "next" from today."""
    pointing = expression.word("Deictic")
    from_text = pointing and (pointing.anchor or (pointing.value == "1" and expression.holds("the")))
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
    if before and "Done" in before.reading.words:
        return ([one for one in found if one.begin and one.begin <= base] or found)[-1]
    if pointing:
        return next((one for one in found if one.begin and one.begin.year == base.year), found[0])
    way = direction(expression)
    weight = _STRICT if way < 0 and _governed(expression) else _WEIGHT**-way
    return min(found, key=lambda one: _distance(one, base, weight))


def _governed(expression: Expression) -> bool:
    """Tell whether an expression says when a verb in the past was: "fell on May 5", not "extended to May 5"."""
    return governor(expression) in {Tense.PAST, Tense.PLUPERFECT}


def governor(expression: Expression) -> Tense:
    """Tell the tense of the verb that an expression dates, none where it stands beside a noun or says until when."""
    sentence, token = expression.line.sentence, expression.token
    head = sentence.head(token)
    if head.tag == "IN" and head.text.lower() in _WHEN:
        head = sentence.head(head)
    elif token.dep != "npadvmod":
        return Tense.NONE
    return tense.tense(sentence, head) if head.tag[:2] == "VB" else Tense.NONE


def _distance(one: Stretch, base: date, weight: float) -> float:
    """Days from a stretch to a day, those ahead counted by the weight."""
    if one.begin and one.begin > base:
        return (one.begin - base).days * weight
    return max((base - one.end).days, 0) if one.end else 0
