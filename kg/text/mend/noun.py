"""Mends of names, nouns and numbers: mistakes of the parser about what belongs to a noun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.text.mend.tree import at, change, children
from kg.text.sentence import SUBJECTS, Token

_HYPHENS: Final = frozenset({"-", "–", "‑"})
_COUNTED: Final = frozenset({"CARDINAL", "MONEY"})
"""Entities that a preposition can be a part of: "over 300 people", "around $3 million"."""
_NOUN_TAGS: Final = {"VBZ": "NNS", "VB": "NN", "VBP": "NN"}
_NOUN_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_ING: Final = "ing"
_SINGLE: Final = frozenset({"1", "one"})
_NOUN_WORDS: Final = frozenset({"det", "amod", "compound", "nummod", "poss"})
"""Labels that only a noun has before it."""


def join_hyphens(tokens: list[Token]) -> list[Token]:
    """Make a hyphened word one noun: the parser gives all three parts of "a mini-crisis" one label and one head."""
    found = tokens
    for k in range(1, len(tokens) - 1):
        before, mark, after = found[k - 1 : k + 2]
        if mark.text not in _HYPHENS or before.end != mark.begin or mark.end != after.begin:
            continue
        if before.dep == after.dep and before.head == after.head and mark.dep != "punct":
            found = [t._replace(head=after.i) if t.head == before.i != t.i else t for t in found]
            found[k - 1] = before._replace(dep="compound", head=after.i)
            found[k] = mark._replace(tag="HYPH", pos="PUNCT", dep="punct", head=after.i)
    return found


def name_whole(tokens: list[Token]) -> list[Token]:
    """Let a person's name go on behind a small word, where the parser's entity ends: "Ursula von der Leyen"."""
    found = tokens
    for word, name in pairwise(tokens):
        small = word.entity == "PERSON" and word.text.islower() and word.pos in {"NOUN", "PROPN"}
        if small and name.tag[:3] == "NNP" and (name.entity != "PERSON" or name.starts) and name.text[:1].isupper():
            found = change(found, name._replace(entity="PERSON", starts=False))
    return found


def score(tokens: list[Token]) -> list[Token]:
    """Let a result stand beside the verb, and the name before it be the object: "beat Belgium 1-0"."""
    found = tokens
    for k in range(1, len(tokens) - 2):
        name, one, mark, other = found[k - 1 : k + 3]
        close = one.end == mark.begin and mark.end == other.begin and mark.text in _HYPHENS
        if not close or one.tag != "CD" or other.tag != "CD" or name.tag[:3] != "NNP":
            continue
        verb = at(found, name.head)
        if verb.pos != "VERB" or verb.i > name.i or name.dep not in {"dobj", "npadvmod"}:
            continue
        found = change(
            found,
            name._replace(dep="dobj"),
            one._replace(dep="nummod", head=other.i, entity="QUANTITY", starts=True),
            mark._replace(dep="punct", head=other.i, entity="QUANTITY", starts=False),
            other._replace(dep="npadvmod", head=verb.i, entity="QUANTITY", starts=False),
        )
    return found


def count(tokens: list[Token]) -> list[Token]:
    """Let "over 300 people" be a noun with a number: the parser sees a preposition, though its own entity is a number.

    The noun then has the place in the clause that is free: that of the subject before a verb, of the object after it.
    """
    found = tokens
    for token, following in pairwise(tokens):
        inside = token.entity in _COUNTED and following.entity == token.entity and not following.starts
        if not inside or token.dep != "prep" or token.tag != "IN":
            continue
        verb = at(tokens, token.head)
        noun = next((t for t in children(tokens, token) if t.dep == "pobj"), None)
        label = _free(tokens, verb, noun) if noun else ""
        if noun and label:
            found = change(found, noun._replace(dep=label, head=verb.i), token._replace(dep="quantmod", head=noun.i))
    return found


def _free(tokens: Sequence[Token], verb: Token, noun: Token) -> str:
    """Give the function of a verb that a noun can have, or an empty text."""
    if verb.pos not in {"VERB", "AUX"}:
        return ""
    deps = {t.dep for t in children(tokens, verb)}
    if noun.i < verb.i:
        return "" if deps & SUBJECTS else "nsubjpass" if "auxpass" in deps else "nsubj"
    return "" if deps & {"dobj", "auxpass", "attr", "acomp"} or verb.pos == "AUX" else "dobj"


def call_nouns(tokens: list[Token]) -> list[Token]:
    """Let a noun be a noun: the tagger calls rare ones verbs, where the parser gives them a noun's place and words."""
    found = tokens
    for token in tokens:
        placed = token.tag in _NOUN_TAGS and token.dep in _NOUN_PLACES
        if placed and any(t.dep in _NOUN_WORDS and t.i < token.i for t in children(tokens, token)):
            found = change(found, token._replace(tag=_NOUN_TAGS[token.tag], pos="NOUN"))
    return found


def count_states(tokens: list[Token]) -> list[Token]:
    """Let a number before a state be the object that is in it: "left 12 dead", "leaving 31 missing".

    The parser calls the state a noun; but a noun in the singular has no such number before it.
    """
    found = tokens
    for number in tokens:
        if number.tag != "CD" or number.dep != "nummod":
            continue
        state = at(tokens, number.head)
        verb = at(tokens, state.head)
        counted = state.i == number.i + 1 and (state.tag == "JJ" or (state.tag == "NN" and state.text.endswith(_ING)))
        if verb.pos != "VERB" or state.i < verb.i or number.lemma in _SINGLE:
            continue
        if state.dep == "dobj" and counted and number.entity == "CARDINAL":
            found = change(
                found, number._replace(dep="dobj", head=verb.i), state._replace(dep="oprd", tag="JJ", pos="ADJ")
            )
        elif state.dep == "oprd" and not any(t.dep == "dobj" for t in children(tokens, verb)):
            found = change(found, number._replace(dep="dobj", head=verb.i))
    return found


def magnitude(tokens: list[Token]) -> list[Token]:
    """Let a noun with a number be a measure of the noun behind it: "A magnitude 6.8 earthquake struck the coast".

    The parser sees two subjects side by side.
    """
    found = tokens
    for measure, number in pairwise(tokens):
        if measure.dep != "nsubj" or measure.tag != "NN" or number.tag != "CD" or number.dep != "nummod":
            continue
        noun = at(tokens, number.head)
        if noun.i == number.i + 1 and noun.dep == "nsubj" and noun.head == measure.head:
            words = (t._replace(head=noun.i) for t in children(tokens, measure))
            found = change(found, *words, measure._replace(dep="compound", head=noun.i))
    return found


def stand_beside(tokens: list[Token]) -> list[Token]:
    """Let a person stand beside who is described, not beside a name in the description: "the mayor of Homs, Ali Asad,".

    The parser takes the nearest noun, though its own entities are a person and none.
    """
    found = tokens
    for person in tokens:
        if person.dep != "appos" or person.entity != "PERSON":
            continue
        name = at(tokens, person.head)
        preposition = at(tokens, name.head)
        noun = at(tokens, preposition.head)
        other = name.dep == "pobj" and name.tag[:3] == "NNP" and name.entity != "PERSON"
        if other and preposition.text == "of" and noun.tag in {"NN", "NNS"} and noun.dep in _NOUN_PLACES:
            found = change(found, person._replace(head=noun.i))
    return found
