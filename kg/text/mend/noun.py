"""Mends of names, nouns and numbers: mistakes of the parser about what belongs to a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.text import figure
from kg.text.mend.tree import at, change, children
from kg.text.sentence import SUBJECTS, Token

_HYPHENS: Final = frozenset({"-", "–", "‑"})
_COUNTED: Final = frozenset({"CARDINAL", "MONEY"})
"""Entities that a preposition can be a part of: "over 300 people", "around $3 million"."""
_NOUN_TAGS: Final = {"VBZ": "NNS", "VB": "NN", "VBP": "NN"}
_NAMED: Final = frozenset({"GPE", "ORG", "PERSON"})
_PLURAL: Final = re.compile(r"[A-Z]{2,}s")
"""Capitals with a plural: "MPs"."""
_PLAIN: Final = frozenset({"NN", "NNS"})
_ODD: Final = frozenset({"UH", "RB", "FW", "JJ", "LS"})
"""Tags that no name in a noun's place has."""
_NOUN_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_ING: Final = "ing"
_SINGLE: Final = frozenset({"1", "one"})
_NOUN_WORDS: Final = frozenset({"det", "amod", "compound", "nummod", "poss"})
"""Labels that only a noun has before it."""


def join_hyphens(tokens: list[Token]) -> list[Token]:
    """Make a hyphened word one noun: the parser gives all three parts of "a mini-crisis" one label and one head.

    Of "the by-election" it makes a preposition, and the article is left alone.
    """
    found = _join_prepositions(tokens)
    for k in range(1, len(tokens) - 1):
        before, mark, after = found[k - 1 : k + 2]
        if mark.text not in _HYPHENS or before.end != mark.begin or mark.end != after.begin:
            continue
        if before.dep == after.dep and before.head == after.head and mark.dep != "punct":
            found = [t._replace(head=after.i) if t.head == before.i != t.i else t for t in found]
            found[k - 1] = before._replace(dep="compound", head=after.i)
            found[k] = mark._replace(tag="HYPH", pos="PUNCT", dep="punct", head=after.i)
    return found


def _join_prepositions(tokens: list[Token]) -> list[Token]:
    found = tokens
    for k in range(1, len(tokens) - 2):
        article, before, mark, noun = tokens[k - 1 : k + 3]
        glued = mark.text in _HYPHENS and before.end == mark.begin and mark.end == noun.begin
        if not glued or before.dep != "prep" or noun.dep != "pobj" or noun.head != before.i:
            continue
        if article.tag in {"DT", "PRP$"} and article.dep in _NOUN_PLACES:
            found = change(
                found,
                article._replace(dep="det", head=noun.i, pos="DET"),
                before._replace(dep="compound", head=noun.i),
                mark._replace(tag="HYPH", pos="PUNCT", dep="punct", head=noun.i),
                noun._replace(dep=article.dep, head=article.head),
            )
    return found


def name_whole(tokens: list[Token]) -> list[Token]:
    """Let a person's name go on behind small words, where the parser's entity ends: "Ursula von der Leyen"."""
    found = tokens
    for word, after in pairwise(tokens):
        if word.entity != "PERSON" or not word.text.islower() or word.pos not in {"NOUN", "PROPN"}:
            continue
        more = [after] if after.text.islower() and after.pos in {"DET", "NOUN", "PROPN"} and not after.entity else []
        name = at(tokens, after.i + len(more)) if after.i + len(more) <= tokens[-1].i else after
        apart = name.entity != "PERSON" or name.starts
        if name.tag[:3] == "NNP" and apart and name.text[:1].isupper():
            found = change(found, *(t._replace(entity="PERSON", starts=False) for t in (*more, name)))
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
        if name.dep == "pobj":
            # "Lost to Ireland 19-13".
            verb = at(found, verb.head)
        elif name.dep in {"dobj", "npadvmod"}:
            name = name._replace(dep="dobj")
        if verb.pos != "VERB" or verb.i > name.i or name.dep not in {"dobj", "pobj"}:
            continue
        found = change(
            found,
            name,
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


def see_sums(tokens: list[Token]) -> list[Token]:
    """Let a number and a currency be one sum of money, and a name before it stand beside it: "fined Acme 50m euros"."""
    found = tokens
    for number, currency in pairwise(tokens):
        if number.tag != "CD" or currency.tag not in _PLAIN or not figure.is_currency(currency.text.lower()):
            continue
        run = [currency]
        while run[0].i > tokens[0].i and at(found, run[0].i - 1).tag in {"CD", "$"}:
            run.insert(0, at(found, run[0].i - 1))
        found = change(found, *(t._replace(entity="MONEY", starts=t.i == run[0].i) for t in run))
        for name in children(found, currency):
            beside = name.dep in {"compound", "nmod"} and name.tag == "NNP" and name.entity in _NAMED
            if beside and name.i < run[0].i and currency.dep == "dobj":
                found = change(found, name._replace(dep="dative", head=currency.head))
    return found


def call_nouns(tokens: list[Token]) -> list[Token]:
    """Let a noun be a noun: the tagger calls rare ones verbs, where the parser gives them a noun's place and words.

    So "the police shooting of a man", and names: "Labour, in particular, fears".
    """
    found = tokens
    for token in tokens:
        if token.dep not in _NOUN_PLACES:
            continue
        before = [t for t in children(tokens, token) if t.i < token.i]
        if token.tag == "NN" and _PLURAL.fullmatch(token.text):
            found = change(found, token._replace(tag="NNS", lemma=token.text[:-1].lower()))
        elif token.tag in _NOUN_TAGS and any(t.dep in _NOUN_WORDS for t in before):
            found = change(found, token._replace(tag=_NOUN_TAGS[token.tag], pos="NOUN"))
        elif token.tag == "VBG" and _is_noun(tokens, token, before):
            found = change(found, token._replace(tag="NN", pos="NOUN", lemma=token.text.lower()))
        elif token.tag in _ODD and token.entity in _NAMED and token.text[:1].isupper():
            found = change(found, token._replace(tag="NNP", pos="PROPN", lemma=token.text))
    return found


def _is_noun(tokens: Sequence[Token], gerund: Token, before: Sequence[Token]) -> bool:
    """Tell whether a word in -ing is a noun: it has an article and "of", and no object."""
    after = [t for t in children(tokens, gerund) if t.i > gerund.i]
    of = any(t.dep == "prep" and t.text == "of" and t.i == gerund.i + 1 for t in after)
    return of and any(t.dep == "det" for t in before) and not any(t.dep in {"dobj", "ccomp", "xcomp"} for t in after)


def keep_together(tokens: list[Token]) -> list[Token]:
    """Let two nouns side by side be one phrase: "fell on reserves concerns".

    The parser makes the first the object of the preposition and the second that of the verb, which English never does.
    """
    found = tokens
    for noun, other in pairwise(tokens):
        bare = noun.dep == "pobj" and noun.tag in _PLAIN and other.tag in _PLAIN and other.dep == "dobj"
        if bare and other.head == at(tokens, noun.head).head and noun.end < other.begin:
            below = [t._replace(head=other.i) for t in children(tokens, noun)]
            found = change(
                found,
                *below,
                noun._replace(dep="compound", head=other.i),
                other._replace(dep="pobj", head=noun.head),
            )
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
