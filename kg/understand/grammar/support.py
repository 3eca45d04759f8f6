"""One event in several words: supports ("made" a statement), shadings ("continue" to defend), words of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.argument import arguments, noun_arguments
from kg.understand.grammar.clause import conjuncts, is_verb, negation, opposes
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate, read
from kg.words.lexicon import Lexicon

_GOING: Final = "Movement"
_PURPOSE: Final = "for"
"""Who goes somewhere for an event takes part in it: "returned to Geneva for talks"."""


def absorb(sentence: Sentence, found: dict[int, Predicate]) -> None:
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


def shade(sentence: Sentence, found: dict[int, Predicate]) -> None:
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
    return [c for c in sentence.children(copula) if c.dep in {"attr", "acomp"}] if copula.pos == "AUX" else []


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


def support(sentence: Sentence, found: dict[int, Predicate], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> None:
    """Let a verb that only supports an event noun be a word of the noun's event: "made a statement" is one event."""
    for i in sorted(found):
        verb = found.get(i)
        if verb is None or not is_verb(verb.token) or any(c.dep == "oprd" for c in sentence.children(verb.token)):
            # "Made the rain heavier" does something to the rain.
            continue
        nouns = [found[t.i] for t in _supported(verb) if t.i in found and not is_verb(found[t.i].token)]
        nouns = [n for n in nouns if _supports(verb, n)]
        if not nouns:
            continue
        del found[i]
        for noun in nouns:
            found[noun.token.i] = _merge(sentence, verb, noun, phrases, lexicon)


def lend(sentence: Sentence, found: dict[int, Predicate], lexicon: Lexicon) -> None:
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
    again = read(sentence, noun.token, (*own, *borrowed), "noun", phrases, lexicon)
    words, senses = (verb.token, *verb.words, *noun.words), (verb.sense, *verb.senses, *noun.senses)
    return replace(again, words=words, senses=senses)
