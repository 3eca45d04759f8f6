"""A noun phrase as a value: what a noun, name or pronoun of a sentence speaks of, and which characters name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.words.lexicon import Entry, Lexicon

ACTORS: Final = frozenset({"Actor", "Person", "Organization", "Group"})
_INSIDE: Final = frozenset({"compound", "amod", "nummod", "nmod", "quantmod", "advmod", "npadvmod", "punct"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head word, the characters that name the thing, and what kind of thing it can be."""

    head: Token
    sentence: int
    span: Span
    """Of a name the name without title or article; of a noun the phrase without determiner, possessor and clauses."""
    text: str
    kind: str
    """Person, Organization, Group, Actor, Place, Object, Event, Time, Amount or Pronoun."""
    named: bool
    lemma: str
    """Lower-case lemma of the head."""
    entry: Entry | None = None
    titles: tuple[Entry, ...] = ()
    """Titles and roles before a name: "President"."""
    modifiers: frozenset[str] = frozenset()
    """Lower-case lemmas of the words before the head."""
    plural: bool = False
    definite: bool = False
    fresh: bool = False
    """Whether it brings something new into the text: "a man", "another man"."""
    owner: str = ""
    """Lower-case word for whose it is: "the city's" suburbs, "its" website."""
    nations: tuple[str, ...] = ()
    """Names of peoples before the head: "Syrian" forces."""
    sector: str = ""

    @property
    def acts(self) -> bool:
        """Whether it can act: a person, body or group."""
        return self.kind in ACTORS


def is_aside(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a name is only a mark in brackets behind another: "(D-N.Y.)"."""
    if phrase.kind != "Name" or phrase.text.isalpha():
        return False
    last = max(t.i for t in sentence.tokens if t.begin < phrase.span.end)
    inside = phrase.head.i > sentence.first and last < sentence.tokens[-1].i
    return inside and sentence.at(last + 1).text == ")"


def joined(tokens: Iterable[Token]) -> str:
    """Join tokens as the text has them, with one blank where it has any."""
    parts: list[str] = []
    end = None
    for token in tokens:
        parts.append((" " if end is not None and token.begin > end else "") + token.text)
        end = token.end
    return "".join(parts)


def words_before(sentence: Sentence, head: Token, first: Token) -> Iterator[Token]:
    """Give the modifiers of a name that stand before it."""
    for child in sentence.children(head):
        if child.i < first.i and child.dep in {"compound", "amod", "nmod", "appos"}:
            yield from conjoined(sentence, child)


def conjoined(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Give the words of a modifier: itself and what hangs on it by coordination or composition."""
    yield token
    for child in sentence.children(token):
        if child.dep in {"conj", "compound", "amod"}:
            yield child


def noun_entry(sentence: Sentence, head: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of a noun, that of most words first: "prime minister" before "minister"."""
    for entry in lexicon.find("noun", head.lemma.lower()):
        before = [sentence.at(i) for i in range(max(sentence.first, head.i - len(entry.words) + 1), head.i)]
        if [t.lemma.lower() for t in before] == list(entry.words[:-1]) or [t.text.lower() for t in before] == list(
            entry.words[:-1]
        ):
            return entry
    return None


def premodifiers(sentence: Sentence, head: Token) -> list[Token]:
    """Give the words right before a noun that belong to it, without determiner and possessor."""
    first = head.i
    parts = {c.i for c in sentence.children(head) if c.i < head.i and c.dep in _INSIDE}
    inside = {t.i for i in parts for t in sentence.subtree(sentence.at(i))}
    while first - 1 in inside:
        first -= 1
    tokens = [sentence.at(i) for i in range(first, head.i)]
    quotes = [i for i, t in enumerate(tokens) if t.tag in {"``", "''"}]
    tokens = tokens[quotes[-1] + 1 :] if len(quotes) % 2 else tokens
    while tokens and not _is_joined(tokens) and _is_outside(tokens[0]):
        if tokens[0].tag == "RB" and sentence.head(tokens[0]).tag in {"VBG", "VBN"}:
            # "Publicly owned land" is not all owned land.
            break
        tokens = tokens[1:]
    return tokens


def _is_joined(tokens: list[Token]) -> bool:
    """Tell whether a hyphen joins the first word to the next: the "no" of a "no-fly zone" is a part of its name."""
    return len(tokens) > 2 and tokens[1].tag == "HYPH"


def _is_outside(token: Token) -> bool:
    """Tell whether a word before a noun is no part of what it is called."""
    return token.dep in {"punct", "case", "det", "advmod"} or token.tag in {"RB", "IN"}
