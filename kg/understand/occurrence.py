"""Events told more than once: which words of an article name the same occurrence.

One event: the same word, or its noun, with the same actor and the same target or recipient, of which a passive may
leave the actor out, where no other participant, place or time speaks against it; a definite noun of the same kind with
nobody else in it; what the headline tells and the text below it tells first in the same word. What is probably the same
but differs is linked (kg:coreferentWith) and not merged: a wrong merge mixes claims and cannot be undone by a query.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kg.event import TimeSpan
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.reference.headline import LEAD
from kg.understand.reference.referent import Referents
from kg.understand.saying.statement import Statement

_NEAR: Final = 40
"""Events with the same actor before one that are compared with it, so that time grows with the text and not faster."""
_STATE: Final = "State"
_ACTOR: Final = ("actor",)
_OTHERS: Final = ("target", "recipient")
_WHERE: Final = ("place", "origin", "destination")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Which event each trigger names, and which events are probably the same."""

    keys: Mapping[int, str]
    """Index of the trigger to the key of its event."""
    alike: Mapping[str, tuple[str, ...]]
    """Key of an event to the keys of those that are probably the same, in both directions."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of the events of an article while they are compared."""

    phrases: Mapping[int, Phrase]
    referents: Referents
    themes: Mapping[int, frozenset[str]]
    """What the events that a statement covers are about, by its index."""
    days: dict[int, list[TimeSpan]]
    """The times of all tellings of an event, by the index of its first trigger."""
    headline: int
    """Sentences of the headline."""
    first: defaultdict[str, list[Predicate]]
    """The first tellings of events, by their theme."""
    below: set[str]
    """Themes that the text below the headline has told."""
    near: defaultdict[tuple[str, str], list[Predicate]]
    """The first tellings by class and actor."""

    def may_coincide(self, later: Predicate, first: Predicate) -> bool:
        """Tell whether two events may lie on the same days, as far as these are told."""
        return _may_coincide(self.days.get(later.token.i, ()), self.days.get(first.token.i, ()))

    def add(self, predicate: Predicate) -> None:
        """Take up an event that is told for the first time."""
        self.first[_theme(predicate)].append(predicate)
        for actor in _part(predicate, ("actor",), self.referents):
            self.near[predicate.kind, actor].append(predicate)


def recur(
    predicates: Mapping[int, Predicate],
    phrases: Mapping[int, Phrase],
    said: Sequence[Statement],
    referents: Referents,
    times: Mapping[int, tuple[TimeSpan, ...]] = MappingProxyType({}),
    headline: int = 0,
) -> Occurrences:
    """Find the events of an article that are told more than once.

    `said` are its statements; `times` gives the times of each trigger by its index; `headline` says how many of its
    sentences are the headline.
    """
    ordered = [predicates[i] for i in sorted(predicates)]
    themes = {s.predicate.token.i: frozenset(_themes(s, ordered)) for s in said}
    days = {i: list(spans) for i, spans in times.items()}
    told = _Told(phrases, referents, themes, days, headline, defaultdict(list), set(), defaultdict(list))
    keys: dict[int, str] = {}
    alike: dict[str, set[str]] = {}
    for predicate in ordered:
        announced = _announced(predicate, told)
        same = _same(predicate, announced, told)
        if predicate.sentence >= headline:
            told.below.add(_theme(predicate))
        if same is not None:
            keys[predicate.token.i] = keys[same.token.i]
            # The next telling must agree with the times of all before.
            days[same.token.i] = [*days.get(same.token.i, ()), *days.get(predicate.token.i, ())]
            continue
        keys[predicate.token.i] = key = f"event_{predicate.token.begin}"
        for first in (*([announced] if announced else []), *_alike(predicate, told)):
            alike.setdefault(key, set()).add(keys[first.token.i])
            alike.setdefault(keys[first.token.i], set()).add(key)
        told.add(predicate)
    return Occurrences(keys, {key: tuple(sorted(others - {key})) for key, others in alike.items()})


def _same(predicate: Predicate, announced: Predicate | None, told: _Told) -> Predicate | None:
    """Find the event before a telling that it tells again."""
    if announced is not None and _agrees(predicate, announced, told):
        return announced
    before = (f for f in reversed(told.first[_theme(predicate)]) if told.may_coincide(predicate, f))
    return next((f for f in before if _is_one(predicate, f, told)), None)


# ── headlines ────────────────────────────────────────────────────────────────


def _announced(predicate: Predicate, told: _Told) -> Predicate | None:
    """Find the event of the headline that the first event of its word below the headline tells again, if any.

    A headline says in few words what the lead says in full. Who has another name, or is one and not many, is another.
    """
    theme, place = _theme(predicate), predicate.sentence - told.headline
    if not 0 <= place < LEAD or theme in told.below or predicate.kind == _STATE:
        return None
    before = (f for f in told.first[theme] if f.sentence < told.headline and f.kind == predicate.kind)
    return next((f for f in before if told.may_coincide(predicate, f) and _may_retell(predicate, f, told)), None)


def _may_retell(later: Predicate, first: Predicate, told: _Told) -> bool:
    if not _say_alike(later, first, told.themes) or _is_many(later, told) != _is_many(first, told):
        return False
    return not any(_differ(*_both(later, first, roles, told), told) for roles in (_ACTOR, _OTHERS))


def _agrees(later: Predicate, first: Predicate, told: _Told) -> bool:
    """Tell whether somebody takes part in both, and nobody in only one where the other has somebody else."""
    pairs = [_both(later, first, roles, told) for roles in (_ACTOR, _OTHERS)]
    return any(one & other for one, other in pairs) and all(one & other for one, other in pairs if one and other)


def _differ(one: set[str], other: set[str], told: _Told) -> bool:
    """Tell whether both have names and none in common, or one is many and the other is not."""
    if not one or not other or one & other:
        return False
    many = told.referents.plural
    return bool(one & many) != bool(other & many) or (_named(one, told) and _named(other, told))


def _named(keys: set[str], told: _Told) -> bool:
    """Tell whether one of some things has a name."""
    actors = told.referents.actors
    return any("/" in key or (key in actors and actors[key].names) for key in keys)


def _is_many(predicate: Predicate, told: _Told) -> bool:
    phrase = told.phrases.get(predicate.token.i)
    return phrase is not None and phrase.plural


# ── times ────────────────────────────────────────────────────────────────────


def _may_coincide(later: Sequence[TimeSpan], first: Sequence[TimeSpan]) -> bool:
    """Tell whether two events may lie on the same days, as far as these are told."""
    return not later or not first or any(_meet(one, other) for one in later for other in first)


def _meet(one: TimeSpan, other: TimeSpan) -> bool:
    if one.begin and one.end and other.begin and other.end:
        return one.begin <= other.end and other.begin <= one.end
    return one.value == other.value or bool(one.begin or other.begin)


# ── one event, or one like it ────────────────────────────────────────────────


def _alike(predicate: Predicate, told: _Told) -> Iterator[Predicate]:
    """Find the last few events before one that are probably the same: of hundreds each pair would say too much."""
    found = {
        first.token.i: first
        for actor in _part(predicate, _ACTOR, told.referents)
        for first in told.near.get((predicate.kind, actor), ())[-_NEAR:]
        if _is_alike(predicate, first, told.referents) and told.may_coincide(predicate, first)
    }
    return (found[i] for i in sorted(found))


def _is_one(later: Predicate, first: Predicate, told: _Told) -> bool:
    return _is_same(later, first, told) and _say_alike(later, first, told.themes)


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


def _both(later: Predicate, first: Predicate, roles: Sequence[str], told: _Told) -> tuple[set[str], set[str]]:
    return _part(later, roles, told.referents), _part(first, roles, told.referents)


def _is_same(later: Predicate, first: Predicate, told: _Told) -> bool:
    if _theme(later) != _theme(first) or later.sense is None:
        return False
    actors, others = _both(later, first, _ACTOR, told), _both(later, first, _OTHERS, told)
    if not is_verb(later.token):
        phrase = told.phrases.get(later.token.i)
        definite = phrase is not None and phrase.definite and not phrase.plural and not _is_many(first, told)
        return definite and actors[0] <= actors[1] and others[0] <= others[1]
    if _lie_apart(*_both(later, first, _WHERE, told), told.referents):
        return False
    if not others[0] or others[0] != others[1]:
        return False
    if later.token.i not in told.themes and _deeds(later, first):
        return False
    # A passive may leave out who did it, but not who said it: somebody else may have.
    passive = (
        later.token.i not in told.themes
        and is_verb(first.token)
        and all(held or not p.of("actor") for held, p in zip(actors, (later, first), strict=True))
        and not (actors[0] and actors[1])
        and _is_said_of_something(later, first)
    )
    return passive or bool(actors[0] and actors[0] == actors[1])


def _deeds(*tellings: Predicate) -> bool:
    """Tell whether two events are about different deeds: "forced banks to close", "forced banks to pay"."""
    one, other = ({f.token.lemma for f in p.fillers if is_verb(f.token)} for p in tellings)
    return bool(one and other) and not one & other


def _is_said_of_something(*tellings: Predicate) -> bool:
    """Tell whether a noun says what an event happens to: in "it rained" it is nothing."""
    return any(f.token.tag[:2] == "NN" for p in tellings for f in p.fillers if f.role in _OTHERS)


def _lie_apart(one: set[str], other: set[str], referents: Referents) -> bool:
    """Tell whether two events are said to be at different places."""
    return bool(one and other) and not _widened(one, referents) & _widened(other, referents)


def _is_alike(later: Predicate, first: Predicate, referents: Referents) -> bool:
    """Tell whether two events have one class and share their actor and a place, target or recipient.

    What one sentence tells in two words is two events: "shot and killed".
    """
    if (
        later.kind != first.kind
        or later.sentence == first.sentence
        or later.kind in {"Event", "State"}
        or not is_verb(later.token)
        or not is_verb(first.token)
    ):
        return False
    if not _part(later, _ACTOR, referents) & _part(first, _ACTOR, referents):
        return False
    rest = (*_OTHERS, *_WHERE)
    return bool(_widened(_part(later, rest, referents), referents) & _widened(_part(first, rest, referents), referents))


def _widened(keys: set[str], referents: Referents) -> set[str]:
    """Add to places what they lie in below the country: the suburbs of one city are near enough to each other."""
    around = {k for key in keys if key in referents.places for k in referents.places[key].within[:1]}
    return keys | {k for k in around if k not in referents.places or not referents.places[k].feature.startswith("A.")}
