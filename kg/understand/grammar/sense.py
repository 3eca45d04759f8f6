"""The sense in which a word is meant, and who fills which role in it.

Of the senses of a word that its surroundings allow, the one whose required slots are all filled and that fills most
slots wins; ties go to the first in the lexicon. What the frame leaves over is filled by the frame ``any``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.argument import Argument
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.noun import POWERS
from kg.understand.grammar.phrase import ACTORS, Phrase
from kg.words.lexicon import Entry, Lexicon, Sense, Slot

_ANY: Final = "any"
"""The frame of what any event may have."""
_REACH: Final = 4
"""How many words after a verb an adverb can be its particle."""
_COMPLEMENT: Final = "predicativeComplement"
_CLAUSAL: Final = frozenset({"clausalArg", "prepositionalGerund"})
_AT: Final = frozenset({"at", "inside", "outside"})
"""Prepositions that make a named body a place."""
_POSSESSIVE: Final = frozenset({"possessor", "modifier"})
_THINGS: Final = frozenset({"it", "this", "that", "which", "its"})


class Filler(NamedTuple):
    """Who or what stands in a role: the head word, and the preposition that marked it."""

    role: str
    token: Token
    marker: str = ""
    overt: bool = True


class Reading(NamedTuple):
    """One sense tried on the arguments: which slot took which."""

    sense: Sense
    missing: int
    filled: int
    fillers: tuple[Filler, ...]
    rest: tuple[Argument, ...]
    particles: tuple[Token, ...]

    @property
    def leaves(self) -> bool:
        """Whether it leaves a finite clause over, for which another sense may have a role: "added that wages fell"."""
        return any(a.function == "clausalArg" and a.token.dep == "ccomp" for a in self.rest)


def readings(
    sentence: Sentence,
    token: Token,
    around: Sequence[Argument],
    pos: str,
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Iterator[Reading]:
    """Try every sense of a word that its surroundings allow on its arguments, in the order of the lexicon."""
    for entry in lexicon.find(pos, token.lemma.lower()):
        words = _other_words(sentence, token, entry)
        if words is None:
            continue
        # Who is a word of a noun acts all the same: "police raid".
        own = tuple(_own(sentence, a, words) for a in around if a.token not in words or a.function == "modifier")
        for sense in entry.senses:
            if _fixed(sentence, words, sense, phrases) and _allowed(sense, own, phrases, lexicon):
                yield _try(sense, own, words, phrases, lexicon)


def _own(sentence: Sentence, argument: Argument, words: tuple[Token, ...]) -> Argument:
    """Let what hangs on a word of the entry hang on the entry: whatever one "claims responsibility" for."""
    above = sentence.head(sentence.head(argument.token))
    return argument._replace(inner=False) if argument.inner and above in words else argument


def _other_words(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...] | None:
    """Find the other words of an entry of several words around a word; None where one is missing."""
    if len(entry.words) == 1:
        return ()
    if entry.pos == "noun":
        before = [sentence.at(i) for i in range(max(sentence.first, token.i - len(entry.words) + 1), token.i)]
        return tuple(before) if [t.lemma.lower() for t in before] == list(entry.words[:-1]) else None
    found: list[Token] = []
    for word in entry.words[1:]:
        near = [c for t in (token, *found) for c in sentence.children(t) if c.i > token.i and _is_near(c, token)]
        match = next((c for c in near if word in {c.lemma.lower(), c.text.lower()} and c not in found), None)
        if match is None:
            return None
        found.append(match)
    return tuple(found)


def _is_near(word: Token, token: Token) -> bool:
    """Tell whether an adverb is near enough to be a particle; objects and true particles may stand far."""
    return word.dep not in {"advmod", "prep"} or word.i <= token.i + _REACH


def _fixed(sentence: Sentence, words: tuple[Token, ...], sense: Sense, phrases: Mapping[int, Phrase]) -> bool:
    """Tell whether prepositions among the words of an entry are meant: not "held on" in "held on Thursday".

    A preposition that governs a noun is a word of the entry where the frame gives the noun a role by it, or where the
    noun is a word of the entry too.
    """
    for word in words:
        below = [c for c in sentence.children(word) if c.dep == "pobj"] if word.dep == "prep" else []
        if not below or below[0] in words:
            continue
        phrase = phrases.get(below[0].i)
        marks = any(word.text.lower() in slot.markers for slot in sense.frame.slots)
        if not marks or (phrase and phrase.kind == "Time"):
            return False
    return True


def _allowed(sense: Sense, around: Sequence[Argument], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> bool:
    """Tell whether what the sense asks of its object and subject holds.

    A fixed object of a verb has nothing said of it: who "calls a strike a crime" does not call a strike.
    """
    if sense.objects and not sense.light and any(a.function == _COMPLEMENT and not a.marker for a in around):
        return False
    return _fits(sense.objects, sense.object_kind, "directObject", around, phrases, lexicon) and _fits(
        sense.subjects, sense.subject_kind, "subject", around, phrases, lexicon
    )


def _fits(
    words: frozenset[str],
    kind: str,
    function: str,
    around: Sequence[Argument],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> bool:
    if not words and not kind:
        return True
    tokens = [a.token for a in around if a.function == function]
    return any(
        (not words or t.lemma.lower() in words) and (not kind or _is_kind(t, kind, phrases, lexicon)) for t in tokens
    )


def _is_kind(token: Token, kind: str, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> bool:
    """Tell whether a word can be of a kind. A place can act, and a pronoun can be anybody."""
    phrase = phrases.get(token.i)
    if phrase is None:
        return kind == "Event" and is_verb(token)
    if phrase.kind == "Pronoun":
        return kind in {"Actor", "Person", "Group", "Organization"} or (
            kind in {"Place", "Object"} and phrase.lemma in _THINGS
        )
    if phrase.kind == "Name":
        return kind not in {"Event", "TimeSpan", "Amount"}
    if kind == "Actor":
        return phrase.kind in ACTORS or (phrase.kind == "Place" and phrase.named)
    if kind == "TimeSpan":
        return phrase.kind == "Time"
    if kind == "Place" and phrase.kind == "Organization":
        return bool(phrase.entry and "site" in phrase.entry.traits)
    return lexicon.is_a(phrase.kind, kind)


def _try(
    sense: Sense,
    around: Sequence[Argument],
    words: tuple[Token, ...],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Reading:
    fillers, rest, filled = _fill(sense.frame.slots, around, phrases, lexicon)
    missing = sum(not slot.optional and not taken for slot, taken in zip(sense.frame.slots, filled, strict=True))
    return Reading(sense, missing, sum(filled), fillers, rest, words)


def _fill(
    slots: Sequence[Slot], around: Sequence[Argument], phrases: Mapping[int, Phrase], lexicon: Lexicon
) -> tuple[tuple[Filler, ...], tuple[Argument, ...], list[bool]]:
    """Fill slots in their order, each with all arguments of the first function and preposition that fits."""
    rest = list(around)
    fillers: list[Filler] = []
    filled: list[bool] = []
    for slot in slots:
        fitting = [a for a in rest if _matches(slot, a, phrases, lexicon)]
        filled.append(bool(fitting))
        if fitting:
            first = fitting[0]
            taken = [a for a in fitting if a.function == first.function and a.marker == first.marker]
            fillers += [Filler(slot.role, a.token, a.marker, a.overt) for a in taken]
            rest = [a for a in rest if a not in taken]
    return tuple(fillers), tuple(rest), filled


def _matches(slot: Slot, argument: Argument, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> bool:
    if argument.function == "modifier" and _is_thing(phrases.get(argument.token.i)):
        return slot.themed
    if slot.function == "possessiveAdjunct":
        markers = slot.markers or {"of"}
        right = argument.function in _POSSESSIVE or (
            argument.function == "prepositionalAdjunct" and argument.marker in markers
        )
    else:
        function = "possessor" if argument.function == "modifier" else argument.function
        right = slot.function == function and (not slot.markers or argument.marker in slot.markers)
    if not right or (argument.inner and slot.filler != "Place"):
        return False
    phrase = phrases.get(argument.token.i)
    if argument.function in _CLAUSAL:
        return not slot.filler
    if phrase is None:
        return slot.filler in {"", "Event"} and is_verb(argument.token) and argument.function != "modifier"
    if phrase.kind in {"Time", "Amount"} and slot.filler not in {"TimeSpan", "Amount"}:
        return phrase.kind == "Amount" and not slot.filler and slot.function in {"subject", "directObject"}
    if argument.function == "modifier":
        return phrase.acts or phrase.named
    if slot.filler == "Place" and argument.marker and _holds(phrase, argument):
        # A thing tells nothing of the sense of a verb by being where it happens.
        return slot in lexicon.frames[_ANY].slots
    return not slot.filler or _is_kind(argument.token, slot.filler, phrases, lexicon)


def _is_thing(phrase: Phrase | None) -> bool:
    """Tell whether a modifier is nobody who acts by trade and has no name: "gold" production, "child" abuse."""
    acts = phrase is not None and phrase.acts and phrase.sector in POWERS
    return phrase is not None and not acts and not phrase.named and phrase.kind not in {"Time", "Amount", "Pronoun"}


def _holds(phrase: Phrase, argument: Argument) -> bool:
    """Tell whether something happens in, on or at what is no place: "on the bus", "in court", "at Microsoft"."""
    if argument.inner:
        # "Gains in new airliners" are no place of the gaining.
        return False
    if phrase.entry and "site" in phrase.entry.traits and not phrase.named:
        return phrase.kind != "Place"
    return phrase.named and phrase.kind == "Organization" and argument.marker in _AT


def fill_any(
    around: Sequence[Argument],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    before: Sequence[Filler] = (),
) -> tuple[Filler, ...]:
    """Fill by the frame of any event what the own frame left over; a clause that is left over is what it is done to."""
    frame = lexicon.frames.get(_ANY)
    fillers, rest, _ = _fill(frame.slots, around, phrases, lexicon) if frame else ((), tuple(around), [])
    again: tuple[Filler, ...] = ()
    if frame and rest:
        again, rest, _ = _fill(frame.slots, rest, phrases, lexicon)
    clauses = tuple(Filler("target", a.token) for a in rest if a.function == "clausalArg")
    return (*fillers, *again, *clauses)
