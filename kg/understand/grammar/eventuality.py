"""The words of a sentence that name its events: verbs, event nouns and adjectives of a state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.argument import Argument, arguments, noun_arguments
from kg.understand.grammar.clause import conjuncts, fronted, is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate, read
from kg.understand.grammar.setting import share
from kg.understand.grammar.subject import complemented, subjects
from kg.understand.grammar.support import absorb, lend, shade, support
from kg.words.lexicon import ATTRIBUTING, Lexicon
from kg.words.smallword import small_word

_VAGUE: Final = frozenset({"Event", "State"})
"""Classes that say little: a participle of such a verb only describes."""
_COPULA: Final = "AUX"
_AMONG: Final = frozenset({"among", "amongst"})
_WANT: Final = "Demand"


def predicates(sentence: Sentence, phrases: Mapping[int, Phrase], lexicon: Lexicon) -> tuple[Predicate, ...]:
    """Find the events that a sentence names, in the order of the text."""
    found: dict[int, Predicate] = {}
    for token in sentence.tokens:
        predicate = _predicate(sentence, token, phrases, lexicon)
        if predicate:
            found[token.i] = predicate
    absorb(sentence, found)
    shade(sentence, found)
    support(sentence, found, phrases, lexicon)
    lend(sentence, found, lexicon)
    for i in [i for i, p in found.items() if _is_only_named(sentence, p, lexicon)]:
        if found[i].of("actor") or _is_want(sentence, found[i]):
            found[i] = replace(found[i], kind="Event" if found[i].of("actor") else "State")
        else:
            del found[i]
    share(sentence, found)
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
            return read(sentence, token, who, "verb", phrases, lexicon)
        if _is_somebody(sentence, token):
            return None
        if token.dep == "amod" and (not _tells(token, lexicon) or _is_part(sentence, token, lexicon)):
            return None
        found = read(sentence, token, arguments(sentence, token, lexicon), "verb", phrases, lexicon)
        if token.dep == "acl" and _only_names(sentence, found, lexicon):
            return None
        return None if token.dep == "amod" and _only_colours(sentence, found, lexicon) else found
    phrase = phrases.get(token.i)
    if phrase and phrase.kind == "Event" and not phrase.named:
        return read(sentence, token, noun_arguments(sentence, token, lexicon), "noun", phrases, lexicon)
    if token.pos == "ADJ" and (token.dep in {"acomp", "oprd", "conj", "ROOT", "ccomp"} or _among(sentence, token)):
        return _state(sentence, token, phrases, lexicon)
    return None


def _only_colours(sentence: Sentence, participle: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a participle of saying before a noun says nothing by anybody: "a proposed law", "leaked papers".

    One with an adverb tells an event: "the recently announced phone".
    """
    said = participle.of("actor") or participle.of("content") or sentence.children(participle.token)
    return lexicon.attributes(participle.kind) and not said


def _only_names(sentence: Sentence, participle: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a participle of saying behind a noun only gives its name: "a stream called Miracle Run"."""
    below = sentence.children(participle.token)
    names = any(c.dep == "oprd" and c.tag[:3] == "NNP" and c.entity != "PERSON" for c in below)
    return (
        names and participle.token.tag == "VBN" and lexicon.attributes(participle.kind) and not participle.of("actor")
    )


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
    found = read(sentence, token, (*members, *noun_arguments(sentence, token, lexicon)), "adjective", phrases, lexicon)
    return found if found.sense else None


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
