"""Words that name an event, with their sense and who fills which role; several words that name one event.

A support ("made" a statement), a shading ("continue" to defend) and a word of an entry ("on strike") name the event of
the word that they stand beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

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
from kg.understand.phrase import Phrase
from kg.understand.sense import Filler, fill_any, readings
from kg.words.lexicon import ATTRIBUTING, Lexicon, Sense
from kg.words.smallword import small_word

_VAGUE: Final = frozenset({"Event", "State"})
"""Classes that say little: a participle of such a verb only describes."""
_COPULA: Final = "AUX"
_AMONG: Final = frozenset({"among", "amongst"})
_WANT: Final = "Demand"
_GOING: Final = "Movement"
_PURPOSE: Final = "for"
"""Who goes somewhere for an event takes part in it: "returned to Geneva for talks"."""


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
    for i in [i for i, p in found.items() if _is_only_named(sentence, p, lexicon)]:
        if found[i].of("actor") or _is_want(sentence, found[i]):
            found[i] = replace(found[i], kind="Event" if found[i].of("actor") else "State")
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
        if counting := _among(sentence, token):
            who = [Argument("directObject", "", t) for t in subjects(sentence, counting, lexicon)]
            return _read(sentence, token, who, "verb", phrases, lexicon)
        if _is_somebody(sentence, token):
            return None
        if token.dep == "amod" and (not _tells(token, lexicon) or _is_part(sentence, token, lexicon)):
            return None
        found = _read(sentence, token, arguments(sentence, token, lexicon), "verb", phrases, lexicon)
        return None if token.dep == "amod" and _only_colours(sentence, found, lexicon) else found
    phrase = phrases.get(token.i)
    if phrase and phrase.kind == "Event" and not phrase.named:
        return _read(sentence, token, noun_arguments(sentence, token, lexicon), "noun", phrases, lexicon)
    if token.pos == "ADJ" and (token.dep in {"acomp", "oprd", "conj", "ROOT", "ccomp"} or _among(sentence, token)):
        return _state(sentence, token, phrases, lexicon)
    return None


def _only_colours(sentence: Sentence, participle: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a participle of saying before a noun says nothing by anybody: "a proposed law", "leaked papers".

    One with an adverb tells an event: "the recently announced phone".
    """
    said = participle.of("actor") or participle.of("content") or sentence.children(participle.token)
    return lexicon.attributes(participle.kind) and not said


def _is_somebody(sentence: Sentence, participle: Token) -> bool:
    """Tell whether a participle names people: "the injured were taken away"."""
    placed = participle.tag == "VBN" and participle.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}
    return placed and any(c.dep == "det" for c in sentence.children(participle))


def _among(sentence: Sentence, token: Token) -> Token | None:
    """Give the copula that counts its subject among those in a state: "two soldiers were among the dead"."""
    head = sentence.head(token)
    copula = sentence.head(head)
    counted = token.dep == "pobj" and head.lemma in _AMONG and copula.pos == _COPULA and copula.lemma == "be"
    return copula if counted else None


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
    head = _among(sentence, token) or sentence.head(token)
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
    tried = list(readings(sentence, token, around, pos, phrases, lexicon))
    if not tried:
        rest = fill_any(around, phrases, lexicon)
        return Predicate(token, sentence.index, "Event", None, rest)
    best = max(tried, key=lambda r: (bool(r.particles), -r.missing, not r.leaves, r.sense.restricted, r.filled))
    fillers = (*best.fillers, *fill_any(best.rest, phrases, lexicon, best.fillers))
    return Predicate(token, sentence.index, best.sense.kind, best.sense, fillers, particles=best.particles)


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
        if noun.sense is None or noun.of("actor") or is_verb(noun.token):
            continue
        above, marker = sentence.head(noun.token), ""
        if noun.token.dep == "pobj":
            marker, above = above.text.lower(), sentence.head(above)
        elif noun.token.dep != "dobj":
            continue
        verb = found.get(above.i)
        apart = verb and (lexicon.attributes(verb.kind) or opposes(verb.token, lexicon))
        if verb is None or apart or negation(sentence, verb.token):
            # Who reports or cancels a meeting, or does not go to it, is not who meets.
            continue
        meant = marker == _PURPOSE and lexicon.is_a(verb.kind, _GOING)
        if marker in noun.sense.frame.borrows or meant or (not marker and _goes_on(verb, lexicon)):
            lent = tuple(f._replace(marker="", overt=False) for f in verb.fillers if f.role == "actor")
            found[i] = replace(noun, fillers=(*noun.fillers, *lent))


def _goes_on(verb: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a verb says no more of its object than that it begins or goes on: who does so does it."""
    return any(s.shades for e in lexicon.find("verb", verb.token.lemma.lower()) for s in e.senses)


def _is_want(sentence: Sentence, noun: Predicate) -> bool:
    """Tell whether a demand is that of a market: "demand for oil", of nobody and not one of several."""
    counted = any(c.dep in {"det", "nummod", "poss"} for c in sentence.children(noun.token))
    return noun.kind == _WANT and noun.token.tag == "NN" and not counted and not noun.of("actor")


def _is_only_named(sentence: Sentence, noun: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a noun of saying does not tell what is said: "the plan" is a thing, "his remarks" some event."""
    if is_verb(noun.token) or noun.words or noun.of("content") or not lexicon.attributes(noun.kind):
        return False
    if _is_want(sentence, noun):
        return True
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
