"""A word that names an event, with its sense and who fills which role; further words can name the same event.

A support ("made" a statement), a shading ("continue" to defend) and a word of an entry ("on strike") name the event of
the word that they stand beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.argument import Argument
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.sense import Filler, fill_any, readings
from kg.understand.grammar.subject import GAINS
from kg.words.lexicon import Lexicon, Sense


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that names an event."""

    token: Token
    """The trigger: the verb, event noun or adjective."""
    sentence: int
    kind: str
    """Local name of a class of the ontology."""
    sense: Sense | None
    """The sense that won, or None for a word that the lexicon does not know."""
    fillers: tuple[Filler, ...] = ()
    words: tuple[Token, ...] = ()
    """Further words that name the same event: supports ("made" a statement) and shadings ("continue" to defend)."""
    particles: tuple[Token, ...] = ()
    """Particles that belong to the trigger: broke "out"."""
    senses: tuple[Sense | None, ...] = ()
    """The senses of the further words, one each."""

    def of(self, role: str) -> tuple[Token, ...]:
        """Give the head words of a role."""
        return tuple(f.token for f in self.fillers if f.role == role)


def read(
    sentence: Sentence,
    token: Token,
    around: Sequence[Argument],
    pos: str,
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Predicate:
    """Choose the sense of a word by what stands around it, and fill its roles."""
    tried = list(readings(sentence, token, around, pos, phrases, lexicon))
    if not tried:
        rest = fill_any(around, phrases, lexicon)
        return Predicate(token, sentence.index, "Event", None, rest)
    best = max(tried, key=lambda r: (bool(r.particles), -r.missing, not r.leaves, r.sense.restricted, r.filled))
    left = best.rest
    if best.sense.kind in GAINS and pos == "verb":
        # What is reached by it is not what it is done to: "beat Kenya to win the cup".
        left = tuple(a for a in left if a.function != "clausalArg" or a.token.dep != "xcomp")
    fillers = (*best.fillers, *fill_any(left, phrases, lexicon, best.fillers))
    return Predicate(token, sentence.index, best.sense.kind, best.sense, fillers, particles=best.particles)


def reread(
    sentence: Sentence,
    noun: Token,
    kind: str,
    around: Sequence[Argument],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Predicate | None:
    """Read a noun in its first sense of a class, or give None where its surroundings allow none."""
    fitting = (r for r in readings(sentence, noun, around, "noun", phrases, lexicon) if r.sense.kind == kind)
    found = next((r for r in fitting if not r.missing), None)
    if found is None:
        return None
    fillers = (*found.fillers, *fill_any(found.rest, phrases, lexicon, found.fillers))
    return Predicate(noun, sentence.index, kind, found.sense, fillers, particles=found.particles)
