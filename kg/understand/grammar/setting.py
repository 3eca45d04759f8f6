"""Where, told of what goes on: who is killed in an attack in a city is killed in that city.

An event noun that an event takes part in lends it its place, and borrows it; never a statement what it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.text.sentence import Sentence
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler

_WHERE: Final = frozenset({"place", "origin", "destination"})
_AMIDST: Final = frozenset({"amid", "at", "during", "in"})
"""Prepositions of what goes on at the same time and place."""
_HELD: Final = frozenset({"Attack", "Contest", "Death", "Disaster", "Meeting", "Proceeding", "Protest"})
"""Classes of events in which others take part."""


def share(sentence: Sentence, found: dict[int, Predicate]) -> None:
    """Give events that the sentence puts nowhere the place of the event they are part of, or that is part of them.

    Events that have a place keep it.
    """
    placed = {i: where for i, p in found.items() if (where := tuple(f for f in p.fillers if f.role == "place"))}
    for i, predicate in list(found.items()):
        if not any(f.role in _WHERE for f in predicate.fillers):
            lender = next((j for j in _lenders(sentence, predicate, found) if j in placed), None)
            if lender is not None:
                lent = tuple(Filler("place", f.token, f.marker, overt=False) for f in placed[lender])
                found[i] = replace(predicate, fillers=(*predicate.fillers, *lent))


def _lenders(sentence: Sentence, predicate: Predicate, found: Mapping[int, Predicate]) -> Iterator[int]:
    """List the triggers of the events whose place is that of an event too."""
    token = predicate.token
    if is_verb(token):
        below = (t for c in sentence.children(token) if c.lemma in _AMIDST for t in sentence.children(c))
        yield from (t.i for t in below if t.dep == "pobj" and t.i in found and found[t.i].kind in _HELD)
        yield from (t.i for t in predicate.of("actor") if t.i in found and found[t.i].kind in _HELD)
    elif predicate.kind in _HELD and token.dep == "pobj" and sentence.head(token).lemma in _AMIDST:
        yield sentence.head(sentence.head(token)).i
