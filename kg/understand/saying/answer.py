"""Answers to what is said or told right before them: "…, which Moscow denies", "…, a charge that Israel rejects".

Such an aside hangs on the clause before it, but nobody who says that clause says the aside: Ukraine says that Russia
shelled the plant; that Moscow denies it the article says. And what Moscow denies is the clause, not the plant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.event import Attribution
from kg.span import Span
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.sense import Filler
from kg.understand.saying.citation import clause_of
from kg.understand.saying.statement import Statement
from kg.words.lexicon import Lexicon

_BESIDE: Final = frozenset({"appos", "conj", "dep", "dobj", "npadvmod"})
"""Labels that the parser gives to a noun behind a clause that it sums up."""


def answered(sentence: Sentence, said: Sequence[Statement], lexicon: Lexicon) -> list[Statement]:
    """Let statements in an aside answer the clause before it, and end the content of others before the aside."""
    found = list(said)
    for place, statement in enumerate(said):
        aside = _aside(sentence, statement, lexicon)
        if aside is None:
            continue
        words = sentence.subtree(aside)
        hole = Span(sentence.at(words[0].i - 1).begin, words[-1].end)
        found = [replace(s, content=_cut(s.content, hole)) if s.content else s for s in found]
        others = [s for s in found if s.predicate.token not in words]
        predicate = replace(statement.predicate, fillers=tuple(_acting(statement)))
        content, heads = _clause(sentence, aside, hole, others)
        found[place] = replace(statement, predicate=predicate, content=content, heads=heads, answers=True)
    return found


def _aside(sentence: Sentence, statement: Statement, lexicon: Lexicon) -> Token | None:
    """Find the head of the aside that a statement is in: the noun of saying, or the verb after "which"."""
    verb = statement.predicate.token
    if verb.dep != "relcl" or not any(c.dep in SUBJECTS for c in sentence.children(verb)):
        return None
    noun, sense = sentence.head(verb), statement.predicate.sense
    denies = sense is not None and sense.attribution == Attribution.DENIED
    if (
        noun.dep in _BESIDE
        and (denies or noun.pos == "PRON" or _sums_up(noun, lexicon))
        and _behind_comma(sentence, noun)
    ):
        return noun
    pointing = any(c.tag == "WDT" and c.dep == "dobj" for c in sentence.children(verb))
    return verb if denies and pointing and _behind_comma(sentence, verb) else None


def _sums_up(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun names what is said: a charge, a claim."""
    entries = lexicon.find("noun", noun.lemma.lower())
    return any(lexicon.attributes(sense.kind) for entry in entries for sense in entry.senses)


def _behind_comma(sentence: Sentence, head: Token) -> bool:
    first = sentence.subtree(head)[0].i
    return first > sentence.first and sentence.at(first - 1).text == ","


def _acting(statement: Statement) -> Iterator[Filler]:
    return (f for f in statement.predicate.fillers if f.role == "actor")


def _clause(
    sentence: Sentence, aside: Token, hole: Span, others: Sequence[Statement]
) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """Give what an aside answers: what is said before it, else the clause that it hangs on; and the heads of that."""
    above = clause_of(sentence, sentence.head(aside))
    told = [s for s in others if s.heads and (above.i in s.heads or above == s.predicate.token)]
    if told:
        inner = min(told, key=lambda s: s.size)
        return inner.content, inner.heads
    begin = sentence.subtree(above)[0].begin
    return ((Span(begin, hole.begin),) if begin < hole.begin else ()), (above.i,)


def _cut(content: Sequence[Span], hole: Span) -> tuple[Span, ...]:
    """Take an aside out of a content; a mark alone is left behind."""
    pieces = (piece for span in content for piece in span.without(hole))
    return tuple(piece for piece in pieces if piece.end - piece.begin > 1)
