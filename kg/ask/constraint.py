"""Constraints of SHACL (W3C Recommendation, 20 July 2017, section 4) as tests of values, all as terms of N-Triples."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from kg import iri
from kg.export.quad import TYPE, literal, name

_EMPTY: Final[Mapping[str, Sequence[str]]] = {}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_NUMBERS: Final = {iri.XSD + one for one in ("decimal", "integer", "nonNegativeInteger", "double", "float", "int")}

Value = Decimal | date


class Path(NamedTuple):
    """From a node to values: by a property, or backwards by the inverse of one (section 2.3.1)."""

    predicate: str
    backwards: bool = False


class Facts:
    """Triples by what they speak of, each once."""

    def __init__(self, triples: Iterable[tuple[str, str, str]]) -> None:
        self.triples = dict.fromkeys(triples)
        """The triples, in the order that they were given."""
        self._said: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._back: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for subject, predicate, value in self.triples:
            self._said[subject].setdefault(predicate, []).append(value)
            if predicate == TYPE:
                self._kinds[value].append(subject)
            elif not value.startswith('"'):
                self._back[predicate, value].append(subject)

    def of(self, node: str) -> Mapping[str, Sequence[str]]:
        """Give what is said of a node: property to values."""
        return self._said.get(node, _EMPTY)

    def values(self, node: str, path: Path) -> Sequence[str]:
        """Give what a path leads to."""
        if path.backwards:
            return self._back.get((path.predicate, node), ())
        return self.of(node).get(path.predicate, ())

    def of_kinds(self, classes: Iterable[str]) -> Iterator[str]:
        """Give the things of some classes, each once; what stands above a class must be written."""
        yield from dict.fromkeys(node for one in sorted(classes) for node in self._kinds.get(one, ()))


Test = Callable[[Facts, str, Sequence[str]], bool]
"""Tells whether a constraint holds of the values that a path leads to from a node (or of the node itself)."""


def _each(holds: Callable[[str], bool]) -> Test:
    return lambda _, __, values: all(map(holds, values))


# ── what kind of value: section 4.1 ──────────────────────────────────────────


def of_class(classes: frozenset[str]) -> Test:
    """Each value is of one of some classes (4.1.1)."""
    return lambda facts, _, values: all(not classes.isdisjoint(facts.of(value).get(TYPE, ())) for value in values)


def _datatype(value: str) -> Test:
    """Make the test of the datatype of each value, whose text must be one of it (4.1.2)."""
    wanted = name(value)
    return _each(lambda term: term.startswith('"') and _is_of(term, wanted))


@lru_cache(maxsize=4096)
def _is_of(term: str, wanted: str) -> bool:
    text, language, datatype = literal(term)
    if language:
        return wanted == iri.RDF + "langString"
    if (datatype or iri.XSD + "string") != wanted:
        return False
    return wanted == iri.XSD + "string" or _value(text, wanted) is not None


def _node_kind(value: str) -> Test:
    """Make the test that each value is an IRI, the only kind that is asked for (4.1.3)."""
    if name(value) != iri.SH + "IRI":
        raise ValueError(f"{value}: no other kind of node than IRI is known here")
    return _each(lambda term: term.startswith("<"))


# ── how many: section 4.2 ────────────────────────────────────────────────────


def _min_count(value: str) -> Test:
    least = int(literal(value).text)
    return lambda _, __, values: len(values) >= least


def _max_count(value: str) -> Test:
    most = int(literal(value).text)
    return lambda _, __, values: len(values) <= most


# ── from where to where: section 4.3 ─────────────────────────────────────────


def _min_inclusive(value: str) -> Test:
    least = _compared(value)
    return _each(lambda term: _before(least, _compared(term), same=True))


def _max_inclusive(value: str) -> Test:
    most = _compared(value)
    return _each(lambda term: _before(_compared(term), most, same=True))


# ── which text: section 4.4 ──────────────────────────────────────────────────


def _pattern(value: str) -> Test:
    pattern = re.compile(literal(value).text)
    return _each(lambda term: pattern.search(name(term) if term.startswith("<") else literal(term).text) is not None)


def _unique_lang(value: str) -> Test:
    """Make the test that no two values have the same language (4.4.5)."""
    if literal(value).text != "true":
        return _each(lambda _: True)
    return lambda _, __, values: _are_unique([literal(term).language for term in values if term.startswith('"')])


def _are_unique(languages: Iterable[str]) -> bool:
    given = [language.lower() for language in languages if language]
    return len(given) == len(set(given))


# ── beside which other values: section 4.5 ───────────────────────────────────


def _equals(value: str) -> Test:
    return lambda facts, node, values: set(values) == set(facts.values(node, Path(value)))


def _less_than(value: str) -> Test:
    return _ordered(value, same=False)


def _less_than_or_equals(value: str) -> Test:
    return _ordered(value, same=True)


def _ordered(value: str, *, same: bool) -> Test:
    """Make the test that each value comes before each of another property."""
    other = Path(value)
    return lambda facts, node, values: all(
        _before(_compared(one), _compared(two), same=same) for one in values for two in facts.values(node, other)
    )


# ── which values: sections 4.6 and 4.8 ───────────────────────────────────────


def none(shapes: Collection[Callable[[Facts, str], bool]]) -> Test:
    """No value keeps any of some shapes (4.6.1)."""
    return lambda facts, _, values: not any(holds(facts, value) for value in values for holds in shapes)


def some(shapes: Collection[Callable[[Facts, str], bool]]) -> Test:
    """Each value keeps one of some shapes (4.6.3)."""
    return lambda facts, _, values: all(any(holds(facts, value) for holds in shapes) for value in values)


def among(members: frozenset[str]) -> Test:
    """Each value is one of a list (4.8.3)."""
    return _each(members.__contains__)


def _has_value(value: str) -> Test:
    return lambda _, __, values: value in values


MAKERS: Final[Mapping[str, Callable[[str], Test]]] = {
    "datatype": _datatype, "equals": _equals, "hasValue": _has_value, "lessThan": _less_than,
    "lessThanOrEquals": _less_than_or_equals, "maxCount": _max_count, "maxInclusive": _max_inclusive,
    "minCount": _min_count, "minInclusive": _min_inclusive, "nodeKind": _node_kind, "pattern": _pattern,
    "uniqueLang": _unique_lang,
}  # fmt: skip
"""Local name of a constraint to what makes its test from what it says, where that is one term and no shape or class."""


# ── values ───────────────────────────────────────────────────────────────────


@lru_cache(maxsize=4096)
def _compared(term: str) -> Value | None:
    """Read a term as a number or a day, or give None where it is neither."""
    if not term.startswith('"'):
        return None
    text, _, datatype = literal(term)
    return _value(text, datatype)


def _value(text: str, datatype: str) -> Value | None:
    """Read the text of a number or a day (XML Schema 1.1, part 2), or give None where it is none."""
    if datatype == iri.XSD + "date":
        match = _DAY.fullmatch(text)
        return _day(match[1]) if match else None
    if datatype not in _NUMBERS:
        return None
    whole = datatype.lower().endswith("integer")
    if not (_INTEGER if whole else _DECIMAL).fullmatch(text):
        return None
    return None if datatype.endswith("nonNegativeInteger") and Decimal(text) < 0 else Decimal(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _before(one: Value | None, two: Value | None, *, same: bool) -> bool:
    """Tell whether a value comes before another, or is the same; what cannot be compared does not."""
    if isinstance(one, Decimal) and isinstance(two, Decimal):
        return one < two or (same and one == two)
    if isinstance(one, date) and isinstance(two, date):
        return one < two or (same and one == two)
    return False
