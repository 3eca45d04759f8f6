"""Whom an event is aimed at where what it is done to is another event.

Who rejects the request of a country rejects the country; who demands that an army withdraw demands it of the army; who
threatens to bomb a town threatens the town. Which classes have such an aim, and from which roles of the other event it
comes, is data of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler
from kg.understand.reference.referent import Referents
from kg.words.lexicon import Aim, Lexicon

_WHOM: Final = ("recipient", "target", "destination", "origin", "place")
"""Roles of whom an event reaches, the most likely first."""
_BLOCKING: Final = {"target": frozenset({"target"}), "recipient": frozenset({"target", "recipient"})}
"""Role of an aim to the roles in which somebody stands where the event needs no other event to be aimed."""
_PLAIN: Final = "Event"
"""Class of events that say little but what is done to another: "continue the aid"."""
_SHARED: Final = "with"
"""Who stands under it does what the event tells as much as the actor: "talks with rebels"."""
_DEPTH: Final = 3


def aims(
    predicates: Mapping[int, Predicate],
    words: Mapping[int, Predicate],
    referents: Referents,
    lexicon: Lexicon,
) -> dict[int, tuple[Filler, ...]]:
    """Find whom events that name nobody are aimed at, by the index of the trigger.

    `words` gives the event of each word that names one.
    """
    article = _Article(words, referents, lexicon)
    found = {i: article.aimed(predicate, _DEPTH) for i, predicate in predicates.items()}
    return {i: fillers for i, fillers in found.items() if fillers}


@dataclass(frozen=True, slots=True)
class _Article:
    words: Mapping[int, Predicate]
    referents: Referents
    lexicon: Lexicon

    def aimed(self, predicate: Predicate, depth: int, aim: Aim | None = None) -> tuple[Filler, ...]:
        """Find whom an event is aimed at: by the aim of its class, or by that of an event above that it only shades."""
        aim = aim or self.lexicon.aims.get(predicate.kind)
        if aim is None or not depth or any(f.role in _BLOCKING[aim.role] for f in self._somebodies(predicate)):
            return ()
        own = {self._key(f) for f in predicate.fillers if f.role == "actor"}
        for below in self._below(predicate):
            whom = self._whom(below, aim, own, depth - 1)
            if whom:
                return tuple(Filler(aim.role, f.token, overt=False) for f in whom)
        return ()

    def _below(self, predicate: Predicate) -> Iterator[Predicate]:
        for role in ("target", "content"):
            for token in predicate.of(role):
                below = self.words.get(token.i)
                if below and below.token != predicate.token:
                    yield below

    def _whom(self, below: Predicate, aim: Aim, own: set[str], depth: int) -> list[Filler]:
        """Give those of another event that an event is aimed at, of the first role that anybody but the `own` has."""
        known = [f for f in self._somebodies(below) if self._key(f) not in own]
        doers = [f for f in known if f.role == "actor" or (f.role == "target" and f.marker == _SHARED)]
        if "actor" in aim.takes and doers and (aim.asks or not is_verb(below.token)):
            return doers
        takes = aim.takes | {"target"} if below.kind in aim.through else aim.takes
        for role in (r for r in _WHOM if r in takes):
            reached = [f for f in known if f.role == role]
            if reached:
                return reached
        if below.kind != _PLAIN and below.kind not in aim.through:
            return []
        further = self.aimed(below, depth, aim if below.kind == _PLAIN else None)
        return [f for f in further if self._key(f) not in own]

    def _key(self, filler: Filler) -> str:
        return self.referents.keys.get(filler.token.i, "")

    def _somebodies(self, predicate: Predicate) -> Iterator[Filler]:
        """Give the fillers that are persons, bodies or groups, or places that have a name."""
        for filler in predicate.fillers:
            key = self._key(filler)
            somebody = key in self.referents.actors or (key in self.referents.places and key in self.referents.acting)
            if somebody and filler.token.i not in self.words:
                yield filler
