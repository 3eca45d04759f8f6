"""Words that name an event, the sense in which they are meant, and who fills which role.

Of the senses of a word that its surroundings allow, the one whose required slots are all filled and that fills most
slots wins; ties go to the first in the lexicon. What the frame leaves over is filled by the frame ``any``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kg.text.sentence import Sentence, Token
from kg.understand.clause import (
    Argument,
    arguments,
    complemented,
    conjuncts,
    fronted,
    is_verb,
    negation,
    noun_arguments,
    opposes,
    subjects,
)
from kg.understand.phrase import ACTORS, Phrase
from kg.words.lexicon import ATTRIBUTING, Entry, Lexicon, Sense, Slot
from kg.words.smallword import small_word

_ANY: Final = "any"
"""The frame of what any event may have."""
_VAGUE: Final = frozenset({"Event", "State"})
"""Classes that say little: a participle of such a verb only describes."""
_COPULA: Final = "AUX"
_REACH: Final = 4
"""How many words after a verb an adverb can be its particle."""
_CLAUSAL: Final = frozenset({"clausalArg", "prepositionalGerund"})
_POSSESSIVE: Final = frozenset({"possessor", "modifier"})


class Filler(NamedTuple):
    """Who or what stands in a role: the head word, and the preposition that marked it."""

    role: str
    token: Token
    marker: str = ""
    overt: bool = True


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


class _Reading(NamedTuple):
    """One sense tried on the arguments: which slot took which."""

    sense: Sense
    missing: int
    filled: int
    fillers: tuple[Filler, ...]
    rest: tuple[Argument, ...]
    particles: tuple[Token, ...]


def predicates(sentence: Sentence, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> tuple[Predicate, ...]:
    """Find the events that a sentence names, in the order of the text."""
    found: dict[int, Predicate] = {}
    for token in sentence.tokens:
        predicate = _predicate(sentence, token, phrases, lexicon)
        if predicate:
            found[token.i] = predicate
    _absorb(sentence, found)
    _shade(sentence, found)
    _support(sentence, found, phrases, lexicon)
    _lend(sentence, found, lexicon)
    for i in [i for i, p in found.items() if _is_only_named(p, lexicon)]:
        if found[i].of("actor"):
            found[i] = replace(found[i], kind="Event")
        else:
            del found[i]
    return tuple(found[i] for i in sorted(found))


def _predicate(sentence: Sentence, token: Token, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> Predicate | None:
    if is_verb(token):
        if token.pos == _COPULA or token.lemma == "be" or token.dep in {"prep", "compound", "case", "cc"}:
            return None
        if fronted(sentence, token) and any(c.dep == "ccomp" for c in sentence.children(token)):
            # "Had prices risen": the parser takes the auxiliary in front for a verb.
            return None
        if token.dep == "amod" and (not _tells(token, lexicon) or _is_part(sentence, token, lexicon)):
            return None
        return _read(sentence, token, arguments(sentence, token, lexicon), "verb", phrases, lexicon)
    phrase = phrases.get(token.i)
    if phrase and phrase.kind == "Event" and not phrase.named:
        return _read(sentence, token, noun_arguments(sentence, token, lexicon), "noun", phrases, lexicon)
    if token.pos == "ADJ" and token.dep in {"acomp", "oprd", "conj", "ROOT", "ccomp"}:
        return _state(sentence, token, phrases, lexicon)
    return None


def _is_part(sentence: Sentence, participle: Token, lexicon: Lexicon) -> bool:
    """Tell whether a participle is a part of an adjective of several words: "so-called"."""
    entry = small_word(sentence, participle, lexicon)
    return entry is not None and len(entry.words) > 1


def _tells(participle: Token, lexicon: Lexicon) -> bool:
    """Tell whether a participle before a noun tells an event: "the arrested man", but not "the following day"."""
    entry = lexicon.word("verb", participle.lemma)
    return entry is not None and participle.tag in {"VBN", "VBG"} and all(s.kind not in _VAGUE for s in entry.senses)


def _state(sentence: Sentence, token: Token, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> Predicate | None:
    """Read an adjective that says what state its subject is in: "the pilot is missing"."""
    if not lexicon.find("adjective", token.lemma.lower()):
        return None
    head = sentence.head(token)
    bearers = complemented if token.dep == "oprd" else subjects
    who = [Argument("subject", "", t) for t in bearers(sentence, head, lexicon)]
    members = [a._replace(token=m) for a in who for m in conjuncts(sentence, a.token)]
    found = _read(sentence, token, (*members, *noun_arguments(sentence, token, lexicon)), "adjective", phrases, lexicon)
    return found if found.sense else None


# ── senses ───────────────────────────────────────────────────────────────────


def _read(
    sentence: Sentence,
    token: Token,
    around: Sequence[Argument],
    pos: str,
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Predicate:
    """Choose the sense of a word by what stands around it, and fill its roles."""
    readings = list(_readings(sentence, token, around, pos, phrases, lexicon))
    if not readings:
        rest = _fill_any(around, phrases, lexicon)
        return Predicate(token, sentence.index, "Event", None, rest)
    best = max(readings, key=lambda r: (bool(r.particles), -r.missing, r.sense.restricted, r.filled))
    fillers = (*best.fillers, *_fill_any(best.rest, phrases, lexicon, best.fillers))
    return Predicate(token, sentence.index, best.sense.kind, best.sense, fillers, particles=best.particles)


def _readings(
    sentence: Sentence,
    token: Token,
    around: Sequence[Argument],
    pos: str,
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Iterator[_Reading]:
    for entry in lexicon.find(pos, token.lemma.lower()):
        words = _other_words(sentence, token, entry)
        if words is None:
            continue
        own = tuple(a for a in around if a.token not in words)
        for sense in entry.senses:
            if _fixed(sentence, words, sense, phrases) and _allowed(sense, own, phrases, lexicon):
                yield _try(sense, own, words, phrases, lexicon)


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
    """Tell whether what the sense asks of its object and subject holds."""
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


_THINGS: Final = frozenset({"it", "this", "that", "which", "its"})


def _try(
    sense: Sense,
    around: Sequence[Argument],
    words: tuple[Token, ...],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> _Reading:
    fillers, rest, filled = _fill(sense.frame.slots, around, phrases, lexicon)
    missing = sum(not slot.optional and not taken for slot, taken in zip(sense.frame.slots, filled, strict=True))
    return _Reading(sense, missing, sum(filled), fillers, rest, words)


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
        return slot.filler in {"", "Event"} and is_verb(argument.token)
    if phrase.kind in {"Time", "Amount"} and slot.filler not in {"TimeSpan", "Amount"}:
        return phrase.kind == "Amount" and not slot.filler and slot.function in {"subject", "directObject"}
    if argument.function == "modifier":
        return phrase.acts or phrase.named
    return not slot.filler or _is_kind(argument.token, slot.filler, phrases, lexicon)


def _fill_any(
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


# ── one event in several words ───────────────────────────────────────────────


def _absorb(sentence: Sentence, found: dict[int, Predicate]) -> None:
    """Let a state or noun that is a word of a verb's entry name the verb's event: "left ten people dead", "on strike".

    A noun that can be an event of its own stays for support: "took action against them".
    """
    for i, verb in list(found.items()):
        inside = [found[w.i] for w in verb.particles if w.i in found]
        for other in [o for o in inside if _is_only_a_word(sentence, o, verb)]:
            del found[other.token.i]
            found[i] = replace(found[i], words=(*found[i].words, other.token), senses=(*found[i].senses, None))


def _is_only_a_word(sentence: Sentence, other: Predicate, verb: Predicate) -> bool:
    if other.token.pos == "ADJ" or other.token.dep == "pobj":
        return True
    return other.kind != verb.kind and not sentence.children(other.token)


def _shade(sentence: Sentence, found: dict[int, Predicate]) -> None:
    """Let a verb that only shades another be a word of the other's event: "continue to defend" is one event."""
    for i in sorted(found, reverse=True):
        shading = found[i]
        if not (shading.sense and shading.sense.shades):
            continue
        heads = [t for t in _clauses(sentence, shading) if not _is_quoted(sentence, shading.token, t)]
        clauses = [c for t in heads for c in (t, *_complements(sentence, t))]
        below = [p for t in clauses if (p := found.get(t.i))]
        if below:
            del found[i]
        for predicate in below:
            moved = tuple(f for f in shading.fillers if f.role not in {"actor", "target", "content", "recipient"})
            found[predicate.token.i] = replace(
                predicate,
                words=(shading.token, *shading.words, *predicate.words),
                senses=(shading.sense, *shading.senses, *predicate.senses),
                fillers=(*predicate.fillers, *moved),
            )


def _is_quoted(sentence: Sentence, verb: Token, clause: Token) -> bool:
    """Tell whether a clause is a quotation after its verb: 'continued, "We must go on"' says it and shades nothing."""
    between = sentence.tokens[verb.i + 1 - sentence.first : clause.i - sentence.first]
    return clause.dep in {"ccomp", "conj"} and any(t.tag == "``" for t in between)


def _complements(sentence: Sentence, copula: Token) -> list[Token]:
    """Give what a copula says of its subject: "turn out to be a blow"."""
    return [c for c in sentence.children(copula) if c.dep in {"attr", "acomp"}] if copula.pos == _COPULA else []


def _clauses(sentence: Sentence, shading: Predicate) -> Iterator[Token]:
    for child in sentence.children(shading.token):
        if child.dep in {"xcomp", "ccomp"}:
            yield from conjuncts(sentence, child)
        elif child.dep == "prep":
            yield from (c for c in sentence.children(child) if c.dep == "pcomp")
        elif child.dep in {"acomp", "oprd"}:
            yield from _clauses_of_adjective(sentence, child)


def _clauses_of_adjective(sentence: Sentence, adjective: Token) -> Iterator[Token]:
    """Give the clauses under a predicate adjective: "remains committed to defending"."""
    for child in sentence.children(adjective):
        if child.dep in {"xcomp", "ccomp"}:
            yield child
        elif child.dep == "prep":
            yield from (c for c in sentence.children(child) if c.dep == "pcomp")


def _support(sentence: Sentence, found: dict[int, Predicate], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> None:
    """Let a verb that only supports an event noun be a word of the noun's event: "made a statement" is one event."""
    for i in sorted(found):
        verb = found.get(i)
        if verb is None or not is_verb(verb.token):
            continue
        nouns = [found[t.i] for t in _supported(verb) if t.i in found and not is_verb(found[t.i].token)]
        nouns = [n for n in nouns if _supports(verb, n)]
        if not nouns:
            continue
        del found[i]
        for noun in nouns:
            found[noun.token.i] = _merge(sentence, verb, noun, phrases, lexicon)


def _lend(sentence: Sentence, found: dict[int, Predicate], lexicon: Lexicon) -> None:
    """Let an event noun that names no actor take the subject of its verb, where its frame says so."""
    for i, noun in found.items():
        if noun.sense is None or noun.of("actor") or not noun.sense.frame.borrows or is_verb(noun.token):
            continue
        above, marker = sentence.head(noun.token), ""
        if noun.token.dep == "pobj":
            marker, above = above.text.lower(), sentence.head(above)
        elif noun.token.dep != "dobj":
            continue
        verb = found.get(above.i)
        if verb is None or opposes(verb.token, lexicon) or negation(sentence, verb.token):
            # Who cancels a meeting, or does not go to it, is not who meets.
            continue
        if marker in noun.sense.frame.borrows:
            lent = tuple(f._replace(marker="", overt=False) for f in verb.fillers if f.role == "actor")
            found[i] = replace(noun, fillers=(*noun.fillers, *lent))


def _is_only_named(noun: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a noun of saying does not tell what is said: "the plan" is a thing, "his remarks" some event."""
    if is_verb(noun.token) or noun.words or noun.of("content") or not lexicon.attributes(noun.kind):
        return False
    return noun.kind in ATTRIBUTING or not noun.fillers


def _supported(verb: Predicate) -> Iterable[Token]:
    return (f.token for f in verb.fillers if f.role in {"target", "actor"} and not f.marker)


def _supports(verb: Predicate, noun: Predicate) -> bool:
    """Tell whether a verb says no more than that the event of the noun takes place."""
    named = noun.sense is not None and verb.token.lemma in noun.sense.supports
    return bool(named or (verb.sense and verb.sense.light))


def _merge(
    sentence: Sentence, verb: Predicate, noun: Predicate, phrases: Mapping[int, Phrase], lexicon: Lexicon
) -> Predicate:
    """Read the noun again with what stands around its supporting verb: its subject owns the event."""
    own = noun_arguments(sentence, noun.token, lexicon)
    borrowed = [
        a._replace(function="possessor") if a.function == "subject" else a
        for a in arguments(sentence, verb.token, lexicon)
        if a.token != noun.token and a.function not in {"directObject", "clausalArg"}
    ]
    again = _read(sentence, noun.token, (*own, *borrowed), "noun", phrases, lexicon)
    words, senses = (verb.token, *verb.words, *noun.words), (verb.sense, *verb.senses, *noun.senses)
    return replace(again, words=words, senses=senses)
