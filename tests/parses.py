"""Parses by hand, and the real ones: what the tests of everything above the parser start from.

A hand-made parse costs nothing and does not depend on the model. It is written as one line, a word and its place in the
sentence after another:

    sentence("Rebels/NNS/nsubj>2 entered/VBD/ROOT Homs/NNP/dobj>2[GPE]")

Each item is ``text|lemma|POS/TAG/label>head[ENTITY]``. The head is the number of a word, from 1. Lemma, part of speech and
entity can be left out: the lemma is then cut from the word by its tag, the part of speech follows from tag and label. A
further word of the same entity is marked ``[I-GPE]``. `line` writes such a line from a parse, so that a real one can be
copied from `python tests/parses.py "Rebels entered Homs."`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import kg.text.article
from kg.event import Actor, Claim, Event, Object, Place, Reading, TimeSpan
from kg.span import Span
from kg.text import parser
from kg.text.sentence import Sentence, Token
from kg.triples import Recipe, describe
from kg.understand.extract import extract
from kg.understand.grammar.eventuality import predicates
from kg.understand.grammar.noun import phrases
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.reference.cluster import Cluster
from kg.understand.reference.kind import settle
from kg.understand.reference.thing import gather
from kg.understand.saying.speaker import statements
from kg.understand.saying.statement import Statement
from kg.words import lexicon as words
from kg.words.lexicon import Lexicon

Thing = Actor | Object | Place | TimeSpan | Event
"""Whatever has a key, a label and mentions."""
DAY: Final = date(2024, 12, 8)
"""The day of articles that name no other: a Sunday."""
_ITEM: Final = re.compile(
    r"(?P<text>\S+?)(\|(?P<lemma>[^|/]+))?(\|(?P<pos>[A-Z]+))?/(?P<tag>[^/]+)/(?P<dep>[A-Za-z]+)(>(?P<head>\d+))?"
    r"(\[(?P<more>I-)?(?P<entity>[A-Z_]+)\])?"
)
_GLUED: Final = re.compile(r"[.,;:?!)%]|'s|'|n't|”|''")
"""Words with no blank before them."""
_OPEN: Final = frozenset({"(", "“", "``", "$"})
"""Words with no blank after them."""
_POS: Final[Mapping[str, str]] = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV",
    "RBR": "ADV", "RBS": "ADV", "IN": "ADP", "RP": "ADP", "TO": "PART", "CD": "NUM", "PRP": "PRON", "PRP$": "PRON",
    "DT": "DET", "PDT": "DET", "WDT": "DET", "WP": "PRON", "WP$": "PRON", "WRB": "SCONJ", "CC": "CCONJ", "POS": "PART",
    "MD": "AUX", "EX": "PRON", "UH": "INTJ", "FW": "X", "$": "SYM",
}  # fmt: skip


@dataclass(frozen=True)
class Article:
    """Parsed sentences with all that is found in them before things are looked up."""

    text: str
    sentences: tuple[Sentence, ...]
    phrases: Mapping[int, Phrase]
    predicates: tuple[tuple[Predicate, ...], ...]
    """Of each sentence."""
    statements: tuple[Statement, ...]
    clusters: Sequence[Cluster]
    index: Mapping[int, Cluster]

    def token(self, text: str) -> Token:
        """The first word that is written so."""
        return next(t for s in self.sentences for t in s.tokens if t.text == text)

    def predicate(self, text: str) -> Predicate:
        """The event that a word names."""
        return next(p for row in self.predicates for p in row if p.token.text == text)

    def phrase(self, text: str) -> Phrase:
        """The phrase of the first word that is written so."""
        return self.phrases[self.token(text).i]

    def words(self) -> list[str]:
        """The words that name events, in the order of the text."""
        return [p.token.text for row in self.predicates for p in row]


# ── by hand ──────────────────────────────────────────────────────────────────


def sentence(parse: str, *, index: int = 0, paragraph: int = 0, first: int = 0, begin: int = 0) -> Sentence:
    """A sentence from its parse by hand; `first` is the index of its first word, `begin` that of its first character."""
    tokens: list[Token] = []
    offset = begin
    for number, item in enumerate(parse.split()):
        found = _ITEM.fullmatch(item)
        assert found, f"{item!r} is no word|lemma|POS/TAG/label>head[ENTITY]"
        text, tag, dep = found["text"], found["tag"], found["dep"]
        if tokens and not _GLUED.fullmatch(text) and tokens[-1].text not in _OPEN:
            offset += 1
        pos = found["pos"] or _pos(text, found["lemma"], tag, dep)
        head = first + int(found["head"]) - 1 if found["head"] else first + number
        lemma = found["lemma"] or (text if pos == "PROPN" else _lemma(text.lower(), tag))
        entity = found["entity"] or ""
        end = offset + len(text)
        tokens.append(
            Token(
                first + number,
                offset,
                end,
                text,
                lemma,
                tag,
                pos,
                dep,
                head,
                entity,
                bool(entity and not found["more"]),
            )
        )
        offset = end
    return Sentence(index, paragraph, Span(begin, offset), tuple(tokens))


def _pos(text: str, lemma: str | None, tag: str, dep: str) -> str:
    """The part of speech that follows from tag and label."""
    if tag.startswith("VB"):
        auxiliary = (
            dep in {"aux", "auxpass"} or lemma == "be" or text.lower() in {"is", "was", "are", "were", "be", "been"}
        )
        return "AUX" if auxiliary else "VERB"
    if tag == "IN" and dep == "mark":
        return "SCONJ"
    if dep == "neg" and text.lower() in {"not", "n't"}:
        return "PART"
    if tag in {"DT", "WDT"} and dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}:
        return "PRON"
    return _POS.get(tag, "PUNCT")


def _lemma(word: str, tag: str) -> str:
    """The lemma of a regular word: the plural s, the s of the third person, -ed and -ing cut off."""
    endings = {"NNS": "s", "VBZ": "s", "VBD": "ed", "VBN": "ed", "VBG": "ing"}
    return word.removesuffix(endings.get(tag, ""))


def join(*parses: str) -> tuple[str, tuple[Sentence, ...]]:
    """The text and sentences of parses by hand, a blank between them; "" begins a paragraph (a newline instead)."""
    found: list[Sentence] = []
    text, paragraph, first = "", 0, 0
    for parse in parses:
        if not parse:
            text, paragraph = text + "\n", paragraph + 1
            continue
        text += " " if text and not text.endswith("\n") else ""
        made = sentence(parse, index=len(found), paragraph=paragraph, first=first, begin=len(text))
        for token in made.tokens:
            text = text.ljust(token.begin) + token.text
        first += len(made.tokens)
        found.append(made)
    return text, tuple(found)


def line(parsed: Sentence) -> str:
    """The line by which `sentence` makes a parse again; words that hold blanks are left as they are."""
    return " ".join(_item(parsed, token) for token in parsed.tokens)


def _item(parsed: Sentence, token: Token) -> str:
    default = token.text if token.pos == "PROPN" else _lemma(token.text.lower(), token.tag)
    implied = _pos(token.text, token.lemma, token.tag, token.dep) == token.pos
    lemma = f"|{token.lemma}" if token.lemma != default or not implied else ""
    pos = "" if implied else f"|{token.pos}"
    head = "" if token.head == token.i else f">{token.head - parsed.first + 1}"
    entity = f"[{'' if token.starts else 'I-'}{token.entity}]" if token.entity else ""
    return f"{token.text}{lemma}{pos}/{token.tag}/{token.dep}{head}{entity}"


# ── by the program ───────────────────────────────────────────────────────────


def analysed(text: str, sentences: tuple[Sentence, ...], lexicon: Lexicon | None = None) -> Article:
    """All that is found in parsed sentences before things are looked up, with our lexicon or another one."""
    lexicon = lexicon or words.load()
    found = settle(sentences, {i: p for s in sentences for i, p in phrases(s, lexicon).items()}, lexicon)
    events = tuple(predicates(s, found, lexicon) for s in sentences)
    said = statements(sentences, events, found, lexicon, text)
    clusters, index = gather(sentences, [found[i] for i in sorted(found)], said, lexicon)
    return Article(text, sentences, found, events, said, clusters, index)


def by_hand(*parses: str) -> Article:
    """All that is found in parses by hand."""
    return analysed(*join(*parses))


@lru_cache(maxsize=64)
def parsed(text: str) -> tuple[Sentence, ...]:
    """A text parsed by the real model, which is loaded once for all tests."""
    return next(parser.parse([(text, 0)]))


def by_model(text: str) -> Article:
    """All that is found in a text parsed by the real model."""
    return analysed(text, parsed(text))


def reading(text: str, sentences: Sequence[Sentence] | None = None, day: date | None = DAY) -> Reading:
    """What is understood of a text, parsed by the model if no parses by hand are given."""
    return extract(text, parsed(text) if sentences is None else sentences, day, words.load())


def quads(article: kg.text.article.Article, lexicon: Lexicon | None = None) -> bytes:
    """The graph of an article as N-Quads, by the whole way from text to bytes."""
    lexicon = lexicon or words.load()
    (sentences,) = parser.parse([(article.text, article.begin)])
    read = extract(article.text, sentences, article.date, lexicon)
    return describe(article, read, Recipe("kg-0.0.0", parser.MODEL, lexicon.digest, "0.1.0"), lexicon.above)


# ── looking into what was understood ─────────────────────────────────────────


def event_at(read: Reading, text: str, word: str) -> Event:
    """The event that a word of the text names, the first one that is written so."""
    return next(e for e in read.events if any(m.span.of(text) == word for m in e.mentions))


def claims_on(read: Reading, event: Event) -> Iterator[Claim]:
    """The claims about an event, in the order of their keys."""
    return (claim for claim in read.claims if claim.about == event.key)


def labels(read: Reading) -> dict[str, str]:
    """The label of each thing and event by its key."""
    return {thing.key: thing.label for thing in things(read)}


def things(read: Reading) -> tuple[Thing, ...]:
    """All things and events of a reading."""
    return (*read.actors, *read.objects, *read.places, *read.times, *read.events)


def roles(read: Reading, event: Event) -> list[tuple[str, str]]:
    """The roles of an event with the labels of those who fill them."""
    called = labels(read)
    return [(role, called[key]) for role, key in event.roles]


if __name__ == "__main__":
    import sys

    for argument in sys.argv[1:]:
        for one in parsed(argument):
            print(f'"{line(one)}",')
