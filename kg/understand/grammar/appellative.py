"""Common nouns, pronouns and numbers: what kind of thing they speak of."""

from __future__ import annotations

from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.phrase import Phrase, joined, noun_entry, premodifiers
from kg.understand.grammar.proper import ENTITY_KINDS, FRESH
from kg.words.lexicon import Entry, Lexicon
from kg.words.smallword import small_word

NOMINAL: Final = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "agent", "dative", "conj", "appos", "attr", "poss", "ROOT"}
)
_VICTIMS: Final = frozenset({"Death", "Injury"})
"""Classes of events that happen to people."""
_TELLS: Final = frozenset({"across", "between", "from", "in", "into", "of", "to", "towards"})
"""Prepositions behind a noun that show it to be an event."""


def names_event(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is one that the lexicon has as an event."""
    return noun.pos == "NOUN" and any(e.senses for e in lexicon.find("noun", noun.lemma.lower()))


def is_aged(head: Token) -> bool:
    """Tell whether an age stands for who has it: "the 36-year-old"."""
    return head.tag == "JJ" and head.entity == "DATE" and head.dep in NOMINAL


def common_phrase(sentence: Sentence, head: Token, lexicon: Lexicon) -> Phrase:
    """Make the phrase of a common noun, a pronoun or a number: its words, what it denotes, and what is said of it."""
    entry = noun_entry(sentence, head, lexicon)
    inside = premodifiers(sentence, head)
    tokens = [*inside, head, *_complements(sentence, head)]
    children = sentence.children(head)
    return Phrase(
        head,
        sentence.index,
        Span(tokens[0].begin, tokens[-1].end),
        joined(tokens),
        _common_kind(sentence, head, entry, lexicon),
        named=False,
        lemma=head.lemma.lower(),
        entry=entry,
        modifiers=frozenset(t.lemma.lower() for t in inside if t.dep != "punct"),
        plural=head.tag == "NNS" or (head.tag[:2] in {"JJ", "VB", "DT", "CD"} and not is_aged(head)),
        definite=any(c.dep == "poss" or c.lemma.lower() in {"the", "this", "that", "these", "those"} for c in children),
        fresh=any(c.lemma.lower() in FRESH for c in children),
        owner=next((c.lemma.lower() for c in children if c.dep == "poss"), ""),
        nations=tuple(t.text for t in inside if t.entity in {"NORP", "GPE"}),
        sector=entry.sector if entry else "",
    )


def _complements(sentence: Sentence, head: Token) -> list[Token]:
    """Give the prepositional phrases that follow a noun at once and belong to it, without times and clauses."""
    found: list[Token] = []
    for child in sentence.children(head):
        last = found[-1].i if found else head.i
        if child.i < head.i:
            continue
        if child.dep != "prep" or child.i != last + 1:
            break
        objects = [c for c in sentence.children(child) if c.dep == "pobj"]
        if not objects or objects[0].entity in {"DATE", "TIME"}:
            break
        found += [sentence.at(i) for i in range(child.i, objects[0].i + 1)] + _complements(sentence, objects[0])
    return found


def _common_kind(sentence: Sentence, head: Token, entry: Entry | None, lexicon: Lexicon) -> str:
    if is_share_of_people(sentence, head, lexicon):
        return "Group"
    if is_aged(head):
        return "Person"
    if head.entity in {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"}:
        return ENTITY_KINDS[head.entity]
    if head.tag == "CD":
        return "Group" if _counts_victims(sentence, head, lexicon) else "Amount"
    if head.tag[:2] in {"JJ", "VB", "DT"}:
        return "Group"
    if entry is None:
        return "Object"
    if "document" in entry.traits and not entry.denotes and _speaks(sentence, head, lexicon):
        return "Actor"
    if entry.denotes == "Person" and head.tag == "NNS":
        return "Group"
    if entry.denotes and entry.senses and _happens(sentence, head):
        return "Event"
    return entry.denotes or ("Event" if entry.senses else "Object")


def _happens(sentence: Sentence, head: Token) -> bool:
    """Tell whether a noun that can be a body or an event is an event: "the movement of troops", "troop movements"."""
    after = any(c.dep == "prep" and c.i == head.i + 1 and c.lemma in _TELLS for c in sentence.children(head))
    return after or head.tag == "NNS"


def _counts_victims(sentence: Sentence, number: Token, lexicon: Lexicon) -> bool:
    """Tell whether a bare number is of people: "killed ten and wounded twenty"."""
    if number.entity != "CARDINAL" or number.dep not in {"nsubj", "nsubjpass", "dobj"}:
        return False
    verb = sentence.head(number)
    return any(s.kind in _VICTIMS for e in lexicon.find("verb", verb.lemma.lower()) for s in e.senses)


def is_share_of_people(sentence: Sentence, head: Token, lexicon: Lexicon) -> bool:
    """Tell whether a share is of people, since it says something: "63 percent said"."""
    return head.entity == "PERCENT" and head.dep == "nsubj" and _speaks(sentence, head, lexicon)


def _speaks(sentence: Sentence, head: Token, lexicon: Lexicon) -> bool:
    """Tell whether a document is what says something: "the report found", not "issued a report"."""
    verb = sentence.head(head)
    if head.dep == "pobj" and verb.dep == "prep":
        entry = small_word(sentence, verb, lexicon)
        return entry is not None and "source" in entry.traits
    if head.dep == "pobj" and verb.dep == "agent":
        verb = sentence.head(verb)
    elif head.dep != "nsubj":
        return False
    return any(s.attribution for e in lexicon.find("verb", verb.lemma.lower()) for s in e.senses)
