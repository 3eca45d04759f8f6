"""Who and what takes part in an event: roles, amounts, numbers of victims, and the spans of those who act or speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.event import (
    Actor,
    Mention,
)
from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.analysis import Analysis
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import Phrase, joined
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.source import extents
from kg.words.lexicon import Lexicon

_SUMS: Final = frozenset({"MONEY", "PERCENT", "QUANTITY"})
_BEFORE: Final = frozenset({"compound", "nmod", "nummod", "quantmod"})
"""Labels of a sum before a noun: "a $3m fine"."""
_HOW_MUCH: Final = frozenset({"at", "by", "for", "from", "of", "to"})
_COUNTED: Final[Mapping[str, str]] = {"Death": "killed", "Injury": "injured"}
"""Class of event to the property that counts its victims."""


def roles(predicate: Predicate, analysis: Analysis) -> tuple[tuple[str, str], ...]:
    """Give the pairs of role and key of an event, sorted."""
    found: dict[tuple[str, str], None] = {}
    says = analysis.lexicon.attributes(predicate.kind)
    for filler in (*predicate.fillers, *analysis.aims.get(predicate.token.i, ())):
        role = filler.role
        if role == "amount" or (role == "content" and says):
            continue
        role = "target" if role == "content" else role
        events = analysis.events(filler.token)
        if events:
            if role == "target":
                found.update({(role, k): None for k in events})
            continue
        key = analysis.referents.of(filler.token, role)
        if key:
            found[role, key] = None
    own = analysis.event(predicate.token)
    # What it is done to is not where it happens too: "sanctions on banks".
    done_to = {("place", key) for role, key in found if role in {"target", "recipient"}}
    return tuple(sorted(pair for pair in found if pair[1] != own and pair not in done_to))


def amounts(predicate: Predicate, analysis: Analysis) -> tuple[str, ...]:
    """Give by how much and for how much: "fell 2 cents to 40 cents", "sold it for $3m", "a $3m fine"."""
    sentence, phrases = analysis.sentence(predicate), analysis.phrases
    asked = [t for t in predicate.of("amount") if t.i in phrases]
    taken = [f.token for f in predicate.fillers if _is_sum(f.token, phrases)]
    found = {phrases[t.i].text for t in (*asked, *taken)}
    for word in (predicate.token, *predicate.words):
        for below in sentence.children(word):
            if below.dep == "npadvmod" and below.i in phrases and phrases[below.i].kind == "Amount":
                found.add(phrases[below.i].text)
            elif below.dep in _BEFORE and below.entity in _SUMS and not is_verb(word):
                found.add(_sum(sentence, below))
            elif below.dep == "prep" and below.lemma in _HOW_MUCH:
                found |= {phrases[t.i].text for t in sentence.children(below) if _is_sum(t, phrases)}
    return tuple(sorted(found))


def _is_sum(token: Token, phrases: Mapping[int, Phrase]) -> bool:
    """Tell whether a word heads a sum, a share or a measure."""
    phrase = phrases.get(token.i)
    return phrase is not None and phrase.kind == "Amount" and token.entity in _SUMS


def _sum(sentence: Sentence, token: Token) -> str:
    """Give a sum that stands before a noun, as it is written but for line breaks."""
    first = last = token.i
    while first > sentence.first and _goes_on(sentence.at(first - 1), token):
        first -= 1
    while last < sentence.tokens[-1].i and _goes_on(sentence.at(last + 1), token):
        last += 1
    return joined(sentence.at(i) for i in range(first, last + 1))


def _goes_on(other: Token, token: Token) -> bool:
    return other.tag == "$" or (other.entity == token.entity and other.tag in {"CD", "NN", "NNS"})


def victims(predicate: Predicate, analysis: Analysis) -> dict[str, int]:
    """Count the dead or injured that the text counts."""
    entry_kinds = {predicate.kind} | _kinds_of(predicate, analysis.lexicon)
    counted = next((_COUNTED[k] for k in ("Death", "Injury") if k in entry_kinds), "")
    if not counted:
        return {}
    sentence = analysis.sentence(predicate)
    for target in predicate.of("target"):
        for token in (target, *sentence.children(target)):
            digits = token.text.replace(",", "")
            if token.tag == "CD" and digits.isdecimal() and token.i <= target.i:
                return {counted: int(digits)}
    return {}


def _kinds_of(predicate: Predicate, lexicon: Lexicon) -> set[str]:
    """Give the classes of all senses of a word: "kill" is an attack where the killer is named, and still a death."""
    pos = "verb" if is_verb(predicate.token) else "noun"
    entries = lexicon.find(pos, predicate.token.lemma.lower())
    return {s.kind for e in entries if len(e.words) == 1 for s in e.senses}


def with_mentions(acting: Iterable[Actor], analysis: Analysis) -> Iterator[Actor]:
    """Give the acting bodies the spans of their places where these act."""
    spans: dict[str, set[Mention]] = defaultdict(set)
    for i, predicate in analysis.predicates.items():
        for filler in (*predicate.fillers, *analysis.aims.get(i, ())):
            key = analysis.referents.of(filler.token, filler.role)
            if key != analysis.referents.keys.get(filler.token.i, ""):
                phrase = analysis.phrases.get(filler.token.i)
                spans[key].add(Mention(phrase.span if phrase else filler.token.span))
    for actor in acting:
        yield replace(actor, mentions=tuple(sorted(spans.get(actor.key, ()))))


def cited_in_full(actors: Iterable[Actor], analysis: Analysis) -> Iterator[Actor]:
    """Give who is cited the spans of the full noun phrases that cite them."""
    full: dict[str, dict[Span, Span]] = defaultdict(dict)
    for token, short, extent in extents(
        analysis.sentences, analysis.statements.values(), analysis.phrases, analysis.lexicon
    ):
        full[analysis.referents.of(token, "actor")][short] = extent
    for actor in actors:
        spans = full.get(actor.key, {})
        yield replace(
            actor, mentions=tuple(sorted({m._replace(span=spans.get(m.span, m.span)) for m in actor.mentions}))
        )
