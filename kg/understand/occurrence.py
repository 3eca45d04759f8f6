"""Events told more than once: which words of an article name the same occurrence.

One event: the same word, or its noun, with the same actor and the same target or recipient, where no other
participant or time speaks against it; a definite noun of the same kind with nobody else in it. What is probably the
same but differs is linked (kg:coreferentWith) and not merged: a wrong merge mixes claims and cannot be undone by a
query.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.event import TimeSpan
from kg.understand.clause import is_verb
from kg.understand.phrase import Phrase
from kg.understand.predicate import Predicate
from kg.understand.referent import Referents
from kg.understand.statement import Statement

_NEAR: Final = 40
"""Events with the same actor before one that are compared with it, so that time grows with the text and not faster."""


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which event each trigger names, and which events are probably the same."""

    keys: Mapping[int, str]
    """Index of the trigger to the key of its event."""
    alike: Mapping[str, tuple[str, ...]]
    """Key of an event to the keys of those that are probably the same, in both directions."""


def recur(
    predicates: Mapping[int, Predicate],
    phrases: Mapping[int, Phrase],
    said: Sequence[Statement],
    referents: Referents,
    times: Mapping[int, tuple[TimeSpan, ...]] = MappingProxyType({}),
) -> Occurrences:
    """Find the events of an article that are told more than once.

    `said` are its statements; `times` gives the times of each trigger by its index.
    """
    days = {i: list(spans) for i, spans in times.items()}
    ordered = [predicates[i] for i in sorted(predicates)]
    themes = {s.predicate.token.i: frozenset(_themes(s, ordered)) for s in said}
    told: defaultdict[str, list[Predicate]] = defaultdict(list)
    near: defaultdict[tuple[str, str], list[Predicate]] = defaultdict(list)
    keys: dict[int, str] = {}
    alike: dict[str, set[str]] = {}
    for i in sorted(predicates):
        predicate = predicates[i]
        same = next(
            (
                f
                for f in reversed(told[_theme(predicate)])
                if _may_coincide(days.get(i, ()), days.get(f.token.i, ()))
                and _is_one(predicate, f, phrases, referents, themes)
            ),
            None,
        )
        if same is not None:
            keys[i] = keys[same.token.i]
            # The next telling must agree with the times of all before.
            days[same.token.i] = [*days.get(same.token.i, ()), *days.get(i, ())]
            continue
        keys[i] = f"event_{predicate.token.begin}"
        for first in _alike(predicate, near, referents):
            if not _may_coincide(days.get(i, ()), days.get(first.token.i, ())):
                continue
            alike.setdefault(keys[i], set()).add(keys[first.token.i])
            alike.setdefault(keys[first.token.i], set()).add(keys[i])
        told[_theme(predicate)].append(predicate)
        for actor in _part(predicate, ("actor",), referents):
            near[predicate.kind, actor].append(predicate)
    return Occurrences(keys, {key: tuple(sorted(others - {key})) for key, others in alike.items()})


def _may_coincide(later: Sequence[TimeSpan], first: Sequence[TimeSpan]) -> bool:
    """Tell whether two events may lie on the same days, as far as these are told."""
    return not later or not first or any(_meet(one, other) for one in later for other in first)


def _meet(one: TimeSpan, other: TimeSpan) -> bool:
    if one.begin and one.end and other.begin and other.end:
        return one.begin <= other.end and other.begin <= one.end
    return one.value == other.value or bool(one.begin or other.begin)


def _alike(
    predicate: Predicate, near: Mapping[tuple[str, str], Sequence[Predicate]], referents: Referents
) -> Iterator[Predicate]:
    """Find the last few events before one that are probably the same: of hundreds each pair would say too much."""
    found = {
        first.token.i: first
        for actor in _part(predicate, ("actor",), referents)
        for first in near.get((predicate.kind, actor), ())[-_NEAR:]
        if _is_alike(predicate, first, referents)
    }
    return (found[i] for i in sorted(found))


def _is_one(
    later: Predicate,
    first: Predicate,
    phrases: Mapping[int, Phrase],
    referents: Referents,
    themes: Mapping[int, frozenset[str]],
) -> bool:
    return _is_same(later, first, phrases, referents) and _say_alike(later, first, themes)


def _themes(statement: Statement, predicates: Sequence[Predicate]) -> Iterator[str]:
    """Give what the events that a statement covers are about; `predicates` are in the order of the text."""
    for span in statement.content:
        first = bisect_left(predicates, span.begin, key=_begin)
        for predicate in predicates[first : bisect_left(predicates, span.end, key=_begin)]:
            if predicate.token != statement.predicate.token and statement.covers(predicate.token):
                yield _theme(predicate)


def _begin(predicate: Predicate) -> int:
    return predicate.token.begin


def _say_alike(later: Predicate, first: Predicate, themes: Mapping[int, frozenset[str]]) -> bool:
    """Tell whether two statements can be one: they speak of a common event; a noun may leave out what is said."""
    one, other = themes.get(later.token.i), themes.get(first.token.i)
    if one is None or other is None:
        return one is other
    return bool(one & other) or (not is_verb(later.token) and not one)


def _theme(predicate: Predicate) -> str:
    """Give what two tellings of one event share: the roleset of verb and noun, else the lemma."""
    roleset = predicate.sense.roleset if predicate.sense else ""
    return roleset or predicate.token.lemma.lower()


def _part(predicate: Predicate, roles: Sequence[str], referents: Referents) -> set[str]:
    found = {referents.of(f.token, f.role) for f in predicate.fillers if f.role in roles}
    return found - {""}


def _is_same(later: Predicate, first: Predicate, phrases: Mapping[int, Phrase], referents: Referents) -> bool:
    if _theme(later) != _theme(first) or later.sense is None:
        return False
    actors = _part(later, ("actor",), referents), _part(first, ("actor",), referents)
    others = _part(later, ("target", "recipient"), referents), _part(first, ("target", "recipient"), referents)
    if not is_verb(later.token):
        phrase = phrases.get(later.token.i)
        before = phrases.get(first.token.i)
        definite = phrase is not None and phrase.definite and not phrase.plural and not (before and before.plural)
        return definite and actors[0] <= actors[1] and others[0] <= others[1]
    return bool(actors[0]) and bool(others[0]) and actors[0] == actors[1] and others[0] == others[1]


def _is_alike(later: Predicate, first: Predicate, referents: Referents) -> bool:
    """Tell whether two events have one class and share their actor and a place, target or recipient."""
    if (
        later.kind != first.kind
        or later.kind in {"Event", "State"}
        or not is_verb(later.token)
        or not is_verb(first.token)
    ):
        return False
    if not _part(later, ("actor",), referents) & _part(first, ("actor",), referents):
        return False
    rest = ("target", "recipient", "place", "origin", "destination")
    return bool(_widened(_part(later, rest, referents), referents) & _widened(_part(first, rest, referents), referents))


def _widened(keys: set[str], referents: Referents) -> set[str]:
    """Add to places what they lie in below the country: the suburbs of one city are near enough to each other."""
    around = {k for key in keys if key in referents.places for k in referents.places[key].within[:1]}
    return keys | {k for k in around if k not in referents.places or not referents.places[k].feature.startswith("A.")}
