"""What things are called in real news: no preposition in front, no finite verb, never the dateline.

The texts are in tests/articles.jsonl; tests/README.md says where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from parses import Thing, labels

from kg.event import Reading
from kg.text import parser
from kg.text.article import Article, read
from kg.text.sentence import Sentence, Token
from kg.understand.extract import extract
from kg.when import dates
from kg.words import lexicon

ARTICLES = Path(__file__).parent / "articles.jsonl"
FINITE = {"VBD", "VBP", "VBZ", "MD"}
KNOWN: dict[str, str] = {}
"""Labels that are not clean yet, as "article: label", each with the reason."""


class Labelled(NamedTuple):
    """A thing of an article with its label, and the words of the mention that gave it."""

    article: str
    label: str
    tokens: tuple[Token, ...]

    @property
    def name(self) -> str:
        """The article and label, for lists."""
        return f"{self.article}: {self.label}"


@cache
def articles() -> tuple[tuple[Article, tuple[Sentence, ...], Reading], ...]:
    """Every article with its parse and what is understood of it."""
    found = [article for article in read([str(ARTICLES)]) if isinstance(article, Article)]
    parses = parser.parse((article.text, article.begin) for article in found)
    words = lexicon.load()
    return tuple((a, p, extract(a.text, p, a.date, words)) for a, p in zip(found, parses, strict=True))


def named(reading: Reading) -> tuple[Thing, ...]:
    """The things of a reading that are called by the words of the text."""
    return (*reading.actors, *reading.places, *reading.objects)


def things() -> Iterator[Labelled]:
    """Every actor, place and object of the articles whose label is the text of one of its mentions."""
    for article, sentences, reading in articles():
        (name,) = article.identifiers
        for thing in named(reading):
            for mention in thing.mentions:
                tokens = tuple(t for s in sentences for t in s.tokens if t.span.within(mention.span))
                if " ".join(mention.span.of(article.text).split()) == thing.label and tokens:
                    yield Labelled(name, thing.label, tokens)
                    break


def test_there_are_articles() -> None:
    """Twenty articles are read, and many things are found in each."""
    found = list(things())

    assert len(articles()) == 20
    assert len(found) > 380
    assert {thing.article for thing in found} == {a.identifiers[0] for a, _, _ in articles()}


def test_no_preposition_in_front() -> None:
    """A label does not start with a preposition."""
    found = [t.name for t in things() if t.tokens[0].tag in {"IN", "TO"} and t.tokens[0].pos == "ADP"]

    assert [name for name in found if name not in KNOWN] == []


def test_no_finite_verb() -> None:
    """A label is no clause: none of its words is a finite verb or a modal."""
    found = [t.name for t in things() if any(word.tag in FINITE for word in t.tokens)]

    assert [name for name in found if name not in KNOWN] == []


def test_no_dateline() -> None:
    """A day in the calendar, such as that at the head of an article, is a time and names nothing else."""
    found = [
        f"{article.identifiers[0]}: {thing.label}"
        for article, sentences, reading in articles()
        for span in dates.find(sentences, article.date)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", span.value)
        for thing in named(reading)
        for mention in thing.mentions
        if mention.span.within(span.mentions[0].span)
    ]

    assert [name for name in found if name not in KNOWN] == []


def test_labels_are_words() -> None:
    """A label has a letter or digit, no line break, no quotation mark at one end only, no mark at its end."""
    found = [t.name for t in things() if not _is_clean(t.label)]

    assert [name for name in found if name not in KNOWN] == []


def _is_clean(label: str) -> bool:
    quotes = label.count('"') + label.count("“") + label.count("”")
    return (
        any(c.isalnum() for c in label)
        and "\n" not in label
        and quotes % 2 == 0
        and label[-1] not in ",;:(-–—"
        and label[0] not in ",;:.)-–—"
        and label == label.strip()
    )


def test_events_are_named() -> None:
    """Every event of the articles has a label of words, short enough to read."""
    for article, _, reading in articles():
        for event in reading.events:
            assert any(c.isalpha() for c in event.label), (article.identifiers, event.key)
            assert len(event.label) <= 122
            assert "\n" not in event.label


def test_the_list_of_what_is_known_is_needed() -> None:
    """A label that is clean now leaves the list."""
    called = {
        f"{article.identifiers[0]}: {label}" for article, _, reading in articles() for label in labels(reading).values()
    }

    assert sorted(KNOWN.keys() - called) == []
