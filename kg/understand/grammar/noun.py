"""The noun phrases of a sentence: which words head one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.appellative import NOMINAL, common_phrase, is_aged, is_share_of_people, names_event
from kg.understand.grammar.phrase import Phrase, is_aside, joined
from kg.understand.grammar.proper import ENTITY_KINDS, NAMES, is_common_name, name_words, named_phrase, site_words
from kg.where import gazetteer
from kg.words.lexicon import Lexicon
from kg.words.smallword import small_word, whereabouts

_MEASURES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_HEADS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "WP", "FW"})
POWERS: Final = frozenset({"Government", "Judiciary", "Military", "Opposition", "Police", "Rebels"})
"""Sectors whose people are named before what they do."""
_QUANTIFIERS: Final = frozenset({"all", "both", "few", "many", "more", "most", "several", "some", "those"})
"""Determiners that stand for a group of their own where no noun follows: "many fled", "those who stayed"."""


def phrases(sentence: Sentence, lexicon: Lexicon) -> dict[int, Phrase]:
    """Find the noun phrases of a sentence, by the index of their head word."""
    entities = _entities(sentence)
    covered: set[int] = set()
    found: dict[int, Phrase] = {}
    for token in sentence.tokens:
        if not _is_head(sentence, token, entities, lexicon):
            if entry := whereabouts(sentence, token, lexicon):
                lemma = token.lemma.lower()
                found[token.i] = Phrase(token, sentence.index, token.span, token.text, "Place", False, lemma, entry)
            continue
        phrase = _phrase(sentence, token, entities.get(token.i), lexicon)
        found[token.i] = phrase
        if phrase.named:
            covered.update(t.i for t in sentence.tokens if t.within(phrase.span) and t.i != token.i)
    return {i: p for i, p in found.items() if i not in covered and not is_aside(sentence, p)}


def _entities(sentence: Sentence) -> dict[int, list[Token]]:
    """Give the tokens of each named entity by the index of its head, the word that hangs outside of it."""
    runs: list[list[Token]] = []
    for token in sentence.tokens:
        if not token.entity:
            continue
        if token.starts or not runs or runs[-1][-1].i != token.i - 1:
            runs.append([token])
        else:
            runs[-1].append(token)
    return {_head_of(run).i: run for run in runs}


def _head_of(run: list[Token]) -> Token:
    first, last = run[0].i, run[-1].i
    outside = [t for t in run if t.tag != "POS" and (t.head == t.i or not first <= t.head <= last)]
    return outside[-1] if outside else run[-1]


def _names_doer(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word before an event noun says who does it: "rebel attack", "government decision".

    Only those who act by trade: in "child abuse" and "bank robbery" the first word is who or what suffers. What the
    parser takes for an adjective must name a body or many: "military operation", but not "general election".
    """
    entry = lexicon.word("noun", token.lemma.lower())
    if entry is None or entry.sector not in POWERS or (token.tag[:2] == "JJ" and entry.denotes == "Person"):
        return False
    return names_event(sentence.head(token), lexicon)


def _names_theme(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun before an event noun says what it is done to: "gold production", "cattle deaths"."""
    head = sentence.head(token)
    if token.tag not in {"NN", "NNS"} or head.pos != "NOUN" or token.i + 1 != head.i or names_event(token, lexicon):
        return False
    senses = [s for e in lexicon.find("noun", head.lemma.lower()) if len(e.words) == 1 for s in e.senses]
    return any(slot.themed for sense in senses for slot in sense.frame.slots)


def _is_head(sentence: Sentence, token: Token, entities: Mapping[int, list[Token]], lexicon: Lexicon) -> bool:
    if token.entity == "NORP" and token.dep in {"amod", "compound", "nmod"}:
        return names_event(sentence.head(token), lexicon)
    if token.dep in {"amod", "compound", "nmod"} and not token.entity:
        return _names_doer(sentence, token, lexicon) or _names_theme(sentence, token, lexicon)
    if token.dep == "npadvmod" and ENTITY_KINDS.get(token.entity) == "Amount":
        return True
    if token.tag not in _HEADS:
        return _is_nominal(sentence, token)
    if token.dep in {"compound", "nmod", "npadvmod"}:
        return token.i in entities and token.entity in NAMES and token.entity != "NORP"
    return True


def _is_nominal(sentence: Sentence, token: Token) -> bool:
    """Tell whether an adjective, number or pointing word stands for a noun: "the wounded", "two of them", "this"."""
    if token.tag in {"JJ", "JJR", "JJS", "VBN", "VBG"}:
        alone = token.text.lower() in _QUANTIFIERS
        return token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"} and (
            alone or any(child.dep == "det" for child in sentence.children(token)) or _is_counted(sentence, token)
        )
    return token.tag in {"CD", "DT", "WDT"} and token.dep in NOMINAL


def _is_counted(sentence: Sentence, token: Token) -> bool:
    """Tell whether an adjective says of whom there is a number: "the number of dead", "hundreds of wounded"."""
    above = sentence.head(sentence.head(token))
    bare = token.tag in {"JJ", "VBN"} and token.dep == "pobj" and not sentence.children(token)
    return bare and sentence.head(token).lemma == "of" and above.tag in {"NN", "NNS"} and above.i + 2 == token.i


def _phrase(sentence: Sentence, head: Token, run: list[Token] | None, lexicon: Lexicon) -> Phrase:
    if head.tag == "DT" and head.text.lower() in _QUANTIFIERS:
        return common_phrase(sentence, head, lexicon)
    if head.tag in {"PRP", "PRP$", "WP", "WDT", "DT"}:
        return Phrase(head, sentence.index, head.span, head.text, "Pronoun", named=False, lemma=head.text.lower())
    negative = small_word(sentence, head, lexicon) if head.tag in {"NN", "NNP"} else None
    if negative and negative.pos == "pronoun" and "Negated" in negative.signals:
        # "Nobody" is no thing; it turns the polarity of its clause.
        return Phrase(head, sentence.index, head.span, head.text, "Pronoun", named=False, lemma=head.text.lower())
    if head.entity == "NORP" and head.dep in {"amod", "compound", "nmod"}:
        kind = "Place" if gazetteer.country(head.text) else "Group"
        return Phrase(head, sentence.index, head.span, head.text, kind, named=True, lemma=head.lemma.lower())
    if run and head.entity in _MEASURES and not is_aged(head) and not is_share_of_people(sentence, head, lexicon):
        return _measure(sentence, head, run)
    name = name_words(sentence, head, run, lexicon) or site_words(sentence, head, lexicon)
    if name and not is_common_name(name, lexicon):
        return named_phrase(sentence, head, name, lexicon)
    return common_phrase(sentence, head, lexicon)


def _measure(sentence: Sentence, head: Token, run: list[Token]) -> Phrase:
    first = run[0].i
    if first > sentence.first and sentence.at(first - 1).tag == "$" and sentence.at(first - 1).end == run[0].begin:
        # The entity of a sum can leave out the sign before it.
        run = [sentence.at(first - 1), *run]
    span = Span(run[0].begin, run[-1].end)
    return Phrase(
        head, sentence.index, span, joined(run), ENTITY_KINDS[head.entity], named=False, lemma=head.lemma.lower()
    )
