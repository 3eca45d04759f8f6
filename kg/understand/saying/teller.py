"""Who tells it where the parser finds no subject: the name that stands right before a finite verb of saying.

In a long sentence a parser loses the subject of the verb at its end: after a quotation, behind a name with an aside
(" ... ," Flores, a nurse, said"), after a phrase of time. What stands there can be little else than who says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import is_passive, is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler

_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})
_BESIDE: Final = frozenset({"ADV", "AUX", "PART"})
"""Parts of speech of what can stand between a subject and its verb."""
_MUTE: Final = frozenset({"Amount", "Event", "Object", "Place", "Time"})
"""Kinds of what says nothing."""
_NAME: Final = "Name"
_LONGEST: Final = 12
"""Words of the longest aside behind a name."""


def told(sentence: Sentence, predicate: Predicate, phrases: Mapping[int, Phrase]) -> Predicate:
    """Let who stands right before a finite verb of saying be its actor where nobody else is."""
    verb = predicate.token
    loose = is_verb(verb) and verb.tag in _FINITE and verb.dep not in {"acl", "amod", "relcl"}
    known = [phrases.get(t.i) for t in predicate.of("actor")]
    if not loose or any(p is None or p.named or p.kind not in _MUTE for p in known) or is_passive(sentence, verb):
        return predicate
    before = tuple(_before(sentence, verb, phrases))
    rest = tuple(f for f in predicate.fillers if f.role != "actor" and f.token not in before)
    return replace(predicate, fillers=(*(Filler("actor", t) for t in before), *rest)) if before else predicate


def _before(sentence: Sentence, verb: Token, phrases: Mapping[int, Phrase]) -> Iterator[Token]:
    """Give the head of the name that ends right before a verb, with what it is coordinated with."""
    last = verb.i - 1
    while last > sentence.first and sentence.at(last).pos in _BESIDE:
        last -= 1
    named = last > sentence.first and sentence.at(last).text == ","
    if named:
        last = _aside(sentence, last)
    phrase = next((p for p in phrases.values() if _ends(sentence, p, last)), None)
    if phrase is None or (named and not phrase.named) or not (phrase.acts or phrase.kind == _NAME):
        return
    above = sentence.head(phrase.head)
    if phrase.head.dep == "conj" and above.i in phrases and phrases[above.i].named and phrases[above.i].acts:
        yield above
    yield phrase.head


def _aside(sentence: Sentence, comma: int) -> int:
    """Give the index of the word before the aside that a comma closes: of "Flores" in "Flores, a nurse, said"."""
    for i in range(comma - 1, max(comma - _LONGEST, sentence.first), -1):
        if sentence.at(i).text == ",":
            return i - 1
    return -1


def _ends(sentence: Sentence, phrase: Phrase, last: int) -> bool:
    """Tell whether a phrase of a sentence ends with a word."""
    inside = phrase.sentence == sentence.index and last >= sentence.first
    return inside and phrase.span.end == sentence.at(last).end
