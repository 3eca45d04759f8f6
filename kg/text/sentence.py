"""Sentences of an article, parsed: plain values, no spaCy object escapes.

This is the one place that calls the parser. An article is parsed paragraph by paragraph, so that time and memory
grow with its length and no headline runs into the text below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.span import Span

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
"""Labels of subjects."""


class Token(NamedTuple):
    """One word or mark. `i` and `head` count through the article; a root is its own head."""

    i: int
    begin: int
    end: int
    text: str
    lemma: str
    """Lower case, but for names."""
    tag: str
    """Penn Treebank tag, such as ``VBD``."""
    pos: str
    """Universal part of speech, such as ``VERB``."""
    dep: str
    """ClearNLP dependency label, such as ``nsubj``."""
    head: int
    entity: str
    """OntoNotes entity label of the entity that the token is in (PERSON, ORG, GPE, LOC, NORP, DATE, ...), or empty."""
    starts: bool
    """Whether an entity starts here."""

    @property
    def span(self) -> Span:
        """The characters of the token."""
        return Span(self.begin, self.end)

    def within(self, span: Span) -> bool:
        """Tell whether the token stands wholly in a span."""
        return span.begin <= self.begin and self.end <= span.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: its tokens in order, and who depends on whom."""

    index: int
    """Place in the article, from 0."""
    paragraph: int
    """Place of its paragraph in the article, from 0."""
    span: Span
    tokens: tuple[Token, ...]
    words: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The texts of the tokens in lower case."""
    _children: tuple[tuple[Token, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the words and the dependents of every token once."""
        first = self.first
        lists: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head - first].append(token)
        object.__setattr__(self, "words", tuple(token.text.lower() for token in self.tokens))
        object.__setattr__(self, "_children", tuple(map(tuple, lists)))

    @property
    def first(self) -> int:
        """The article-wide index of the first token."""
        return self.tokens[0].i

    def at(self, i: int) -> Token:
        """The token with an article-wide index."""
        return self.tokens[i - self.tokens[0].i]

    def children(self, token: Token) -> tuple[Token, ...]:
        """The direct dependents of a token, in the order of the text."""
        return self._children[token.i - self.tokens[0].i]

    def head(self, token: Token) -> Token:
        """What a token depends on; a root gives itself."""
        return self.tokens[token.head - self.tokens[0].i]

    def subtree(self, token: Token) -> list[Token]:
        """A token and all below it, in the order of the text."""
        found = [token]
        for below in found:
            found.extend(self.children(below))
        return sorted(found)

    def root(self) -> Token:
        """The first token that depends on nothing."""
        return next(token for token in self.tokens if token.head == token.i)


Sentences = Sequence[Sentence]
