"""The tense of the clause that a word stands in, as far as it tells past from future.

Modals, auxiliaries and the infinitive mark are closed classes and named here; verbs of planning come from the lexicon.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from enum import Enum
from typing import Final

from kg.text.sentence import Sentence, Token

_WILL: Final = frozenset({"will", "shall", "'ll", "wo", "ll"})
_OPEN: Final = frozenset({"may", "might", "must", "should", "can", "ca"})
_HAVE: Final = frozenset({"has", "have", "'ve", "ve", "having"})
_DEPTH: Final = 30
"""How far up the heads are followed: deeper nesting is a fault of the parse."""


class Tense(Enum):
    """When a clause places its event, seen from the moment of writing."""

    PAST = "past"
    PLUPERFECT = "pluperfect"
    PERFECT = "perfect"
    PRESENT = "present"
    FUTURE = "future"
    OPEN = "open"
    """A modal that leaves it open, such as "may"."""
    WOULD = "would"
    """The future of a clause that is told in the past: "said that it would"."""
    INTENDED = "intended"
    """An infinitive with its mark, "could": later than what governs it, if at all."""
    NONE = "none"


def tense(sentence: Sentence, verb: Token) -> Tense:
    """Tell the tense of a verb by itself and its auxiliaries."""
    helpers = [child for child in sentence.children(verb) if child.dep in {"aux", "auxpass"}]
    words = {child.text.lower() for child in helpers}
    tags = {child.tag for child in helpers} | {verb.tag}
    if words & _WILL:
        return Tense.FUTURE
    if words & _HAVE and tags & {"MD", "TO"}:
        return Tense.PAST
    if words & {"would", "'d"} and "MD" in tags:
        return Tense.WOULD
    if "MD" in tags or "TO" in tags:
        return Tense.OPEN if words & _OPEN else Tense.INTENDED
    if words & _HAVE and verb.tag in {"VBN", "VBG"}:
        return Tense.PERFECT
    if "VBD" in tags:
        return Tense.PLUPERFECT if words & {"had", "'d"} else Tense.PAST
    if tags & {"VBZ", "VBP"}:
        return Tense.PRESENT
    return Tense.PAST if verb.tag == "VBN" else Tense.NONE


def direction(sentence: Sentence, token: Token, plans: Container[str]) -> int:
    """Tell whether the clauses around a token look back (-1), ahead (1; 2 where it says "will") or neither (0).

    The nearest verb that shows a tense decides. An infinitive looks ahead of what governs it, unless that is past and
    no verb of planning (lemmas in `plans`): "declined to comment on Friday".
    """
    intended = False
    for verb in verbs(sentence, token):
        found = tense(sentence, verb)
        planned = found is not Tense.PLUPERFECT and _plans(sentence, verb, plans)
        match found:
            case Tense.FUTURE:
                return 2
            case Tense.OPEN:
                return 1
            case Tense.WOULD if not intended:
                return 1
            case Tense.INTENDED if verb.dep == "relcl" and verb.tag == "VBN":
                # "Announced a meeting to be held on Monday": ahead of the announcement.
                return 1
            case Tense.WOULD | Tense.INTENDED:
                intended = verb.head != verb.i
            case Tense.PRESENT | Tense.PERFECT if intended or planned:
                return 1
            case Tense.PRESENT:
                return 0
            case Tense.PAST | Tense.PLUPERFECT | Tense.PERFECT:
                return 1 if planned else -1
    return int(intended)


def _plans(sentence: Sentence, verb: Token, plans: Container[str]) -> bool:
    """Tell whether a verb, or the adjective that a copula joins to its subject, plans: "was due to leave on Friday"."""
    return verb.lemma in plans or any(c.dep == "acomp" and c.lemma in plans for c in sentence.children(verb))


def clause(sentence: Sentence, token: Token) -> Tense:
    """Tell the tense of the nearest verb above a token that shows one."""
    shown = (tense(sentence, verb) for verb in verbs(sentence, token))
    return next((one for one in shown if one is not Tense.NONE), Tense.NONE)


def verbs(sentence: Sentence, token: Token) -> Iterator[Token]:
    """List the verbs above a token, the nearest first."""
    for _ in range(_DEPTH):
        if token.tag[:2] == "VB":
            yield token
        if token.head == token.i:
            return
        token = sentence.head(token)
