"""Who says what: the statements of an article, each with its cue, its sources and the exact words that it covers.

A statement is a word of saying or thinking with a clause under it, a source phrase ("according to"), a clause of source
("as reported by"), or a quotation. What it covers is given as spans, in pieces where the text interrupts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.span import Span
from kg.text.sentence import Token
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.quotation import Quote

_THAT: Final = frozenset({"advmod", "mark"})
"""Labels of a "that" which only binds the clause behind it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody says something: the word that tells it and what it covers."""

    predicate: Predicate
    content: tuple[Span, ...] = ()
    quotes: tuple[Span, ...] = ()
    heads: tuple[int, ...] = ()
    """Indexes of the words that head what is said."""
    cited: tuple[Token, ...] = ()
    """Who it is that says it, where who tells it only passes it on: "citing two officials"."""
    answers: bool = False
    """Whether it answers what it covers, which others say or the article tells: "…, which Moscow denies"."""

    def covers(self, token: Token) -> bool:
        """Tell whether a word stands in what is said."""
        return any(begin <= token.begin and token.end <= end for begin, end in self.content)

    @property
    def size(self) -> int:
        """How many characters it covers."""
        return sum(span.end - span.begin for span in self.content)


def spans(tokens: Iterable[Token], quotes: Sequence[Quote], text: str) -> tuple[Span, ...]:
    """Join words that stand side by side to spans, without the marks at their ends."""
    runs: list[list[Token]] = []
    for token in sorted(set(tokens)):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_strip(run, quotes) for run in runs)
    return tuple(Span(run[0].begin, run[-1].end) for run in trimmed if run and any(t.pos != "PUNCT" for t in run))


def _strip(run: list[Token], quotes: Sequence[Quote]) -> list[Token]:
    """Cut marks at the ends, and the conjunction before a that-clause; the comma inside a quotation stays."""
    while run and (run[0].pos in {"PUNCT", "SPACE"} or (run[0].dep in _THAT and run[0].lemma == "that")):
        run = run[1:]
    while run and run[-1].pos == "PUNCT" and not any(run[-1].within(q.span) for q in quotes):
        run = run[:-1]
    return run
