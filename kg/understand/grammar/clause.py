"""Verbs and their clauses: voice, coordination, antecedents, what a quantity is of, negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.words.lexicon import Lexicon
from kg.words.smallword import small_word, words_of

_SPELT: Final = re.compile(r"[^\W\d_]([^\W\d_]|[-'’.])*")
"""What a verb is written with: "BB+" is none."""
RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$"})
_CLAUSES: Final = frozenset({"relcl", "acl"})
_SHORT: Final = frozenset({"conj", "pcomp"})
"""Labels of participles that can have a subject of their own and no auxiliary: "with ten people injured"."""
_PART: Final = "of"
_SUMS: Final = frozenset({"MONEY", "QUANTITY"})
"""Entities that only say how much there is of something: "5 million dollars of aid", "700 kg of medicine"."""
_WHO: Final = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_DAYS: Final = "DATE"
_AGAINST: Final = "Rejection"
_FRONTED: Final = frozenset({"should"})
"""Modals that stand before the subject of a condition."""
DEPTH: Final = 12
"""How far an understood subject is looked for: deeper nesting is a fault of the parse."""


def is_verb(token: Token) -> bool:
    """Tell whether a token is a full verb or a copula that heads a clause."""
    return token.tag[:2] == "VB" and token.dep not in {"aux", "auxpass"} and _SPELT.fullmatch(token.text) is not None


def is_passive(sentence: Sentence, verb: Token, depth: int = 0) -> bool:
    """Tell whether a verb is passive, as a participle after a noun or in a coordination too."""
    deps = {child.dep for child in sentence.children(verb)}
    if deps & {"auxpass", "nsubjpass", "csubjpass", "agent"}:
        return True
    if verb.tag != "VBN" or "aux" in deps or ("nsubj" in deps and (verb.dep not in _SHORT or "dobj" in deps)):
        return False
    if verb.dep in {"acl", "acomp", "advcl", "amod", "relcl", "pcomp", "ccomp", "oprd"}:
        return True
    head = sentence.head(verb)
    if verb.dep != "conj" or depth >= DEPTH or not is_verb(head):
        return False
    own = "nsubj" in deps and not any(c.dep == "aux" for c in sentence.children(head))
    return own or is_passive(sentence, head, depth + 1)


def conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """List a word and all that is coordinated with it after it."""
    found = [token]
    for member in found:
        found.extend(child for child in sentence.children(member) if child.dep == "conj" and child not in found)
    return found


def antecedent(sentence: Sentence, pronoun: Token) -> Token | None:
    """Find the noun that a relative pronoun stands for, or None where the word is no relative pronoun."""
    if pronoun.tag not in RELATIVE_TAGS and not (
        pronoun.lemma == "that" and pronoun.dep in SUBJECTS | {"dobj", "pobj"}
    ):
        return None
    token = pronoun
    for _ in range(DEPTH):
        if token.dep in _CLAUSES:
            return sentence.head(token)
        if token.dep == "ROOT" or token.dep in {"advcl", "csubj"}:
            return None
        token = sentence.head(token)
    return None


def is_somebody(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun names a person, a body or a people, by the parser's entity or the lexicon."""
    entry = lexicon.word("noun", noun.lemma.lower())
    return noun.entity in _WHO or (entry is not None and entry.denotes in {"Group", "Organization", "Person"})


def opposes(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether who is subject of a verb is against what its object is: "vetoed a bill", "cancelled the talks"."""
    entry = lexicon.word("verb", verb.lemma)
    return entry is not None and any(s.kind == _AGAINST or s.signature.startswith("-") for s in entry.senses)


def core(sentence: Sentence, noun: Token, lexicon: Lexicon) -> Token:
    """Give the noun that a quantity is of: "a number of suburbs", "two of the men"; of "one of them, Ali," the name."""
    for _ in range(DEPTH):
        entry = lexicon.word("noun", noun.lemma.lower())
        counts = noun.tag in {"CD", "DT", "PDT", "JJ"} or (entry is not None and "partitive" in entry.traits)
        # "Three days of protests", too, are protests.
        counts = counts or noun.entity in _SUMS or noun.entity == _DAYS
        below = [c for c in sentence.children(noun) if c.dep == "prep" and c.i == noun.i + 1] if counts else []
        below = [c for c in below if c.lemma == _PART]
        of = [c for c in sentence.children(below[0]) if c.dep == "pobj"] if below else []
        if not of or (noun.entity == _DAYS and (of[0].entity or noun.tag != "NNS")):
            break
        noun = next((c for c in sentence.children(noun) if c.dep == "appos" and c.pos == "PROPN"), of[0])
    return noun


def examples(sentence: Sentence, noun: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Give the examples that a noun is said to include: "suburbs, including Daraya"."""
    for child in sentence.children(noun):
        entry = small_word(sentence, child, lexicon) if child.dep == "prep" else None
        if entry and "examples" in entry.traits:
            for below in (b for w in words_of(sentence, child, entry) or (child,) for b in sentence.children(w)):
                if below.dep == "pobj":
                    yield from conjuncts(sentence, below)


def exemplifies(sentence: Sentence, preposition: Token, lexicon: Lexicon) -> bool:
    """Tell whether a preposition brings examples: "including"."""
    entry = small_word(sentence, preposition, lexicon)
    return entry is not None and "examples" in entry.traits


def fronted(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause is a condition by its order of words: "had prices risen, ...", "should it fail, ..."."""
    head = sentence.head(clause)
    below = sentence.children(clause)
    if head.i < clause.i or head == clause or any(c.dep == "mark" for c in below):
        return False
    first = next((c for c in below if c.dep in {"aux", "auxpass"}), clause)
    subject = next((c for t in (clause, *below) for c in sentence.children(t) if c.dep in SUBJECTS), None)
    if subject is None or first.i > subject.i or any(t.dep == "punct" for t in below if t.i < first.i):
        return False
    return first.i + 1 >= min(t.i for t in sentence.subtree(subject)) and (
        (first.lemma in {"have", "be"} and first.tag == "VBD") or (first.tag == "MD" and first.text.lower() in _FRONTED)
    )


def negation(sentence: Sentence, token: Token) -> Token | None:
    """Find the word that negates a verb, noun or adjective by its label, or None."""
    return next((child for child in sentence.children(token) if child.dep == "neg"), None)
