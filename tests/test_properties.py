"""What holds for any text and any day: spans are of the text, the graph keeps its shapes, the same bytes come twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from parses import quads, things

from kg import iri
from kg.ask import shapes
from kg.event import AUTHOR, Attribution, Polarity, Reading
from kg.store import Part, Store
from kg.text import parser
from kg.text.article import Article
from kg.understand.extract import extract
from kg.words import lexicon

WORDS = [
    "The",
    "the",
    "a",
    "rebels",
    "army",
    "minister",
    "Maria",
    "Lopez",
    "Homs",
    "Damascus",
    "France",
    "company",
    "bank",
    "plant",
    "it",
    "he",
    "she",
    "they",
    "who",
    "which",
    "that",
    "and",
    "or",
    "but",
    "not",
    "no",
    "never",
    "said",
    "says",
    "claimed",
    "denied",
    "told",
    "according",
    "to",
    "reported",
    "will",
    "would",
    "could",
    "may",
    "if",
    "because",
    "after",
    "before",
    "by",
    "in",
    "from",
    "of",
    "on",
    "with",
    "at",
    "left",
    "entered",
    "attacked",
    "killed",
    "sold",
    "was",
    "were",
    "is",
    "are",
    "been",
    "has",
    "to",
    "closed",
    "plan",
    "attack",
    "withdrawal",
    "statement",
    "report",
    "fire",
    "Monday",
    "Saturday",
    "2010",
    "May",
    "yesterday",
    "12",
    "3,000",
    "ten",
    "percent",
    "$5",
    "million",
    "Syrian",
    "Mr.",
    "U.S.",
    "'s",
    "n't",
]
MARKS = [".", ",", "?", "!", ":", ";", "-", "—", '"', "“", "”", "'", "’", "(", ")", "…", "\n", "\n\n", "/", "%"]
"""Words and marks of news, which in any order make texts that are full of events."""
HOSTILE = [
    "",
    " \n\t ",
    "\x00\x01\x7f\x85\u2028\u2029 said.",
    "\ufeffRebels entered Homs.",
    "👩‍👩‍👧‍👦 said 🏴󠁧󠁢󠁥󠁮󠁧󠁿 was \U0001f1f8\U0001f1fe.",
    "אמר המורדים נכנסו לחומס. قال المتمردون",
    "e\u0301ntered Ho\u0308ms, Ö said.",
    '"""""" said """"',
    "“Rebels “entered” ”Homs“ said ”.",
    "a" * 30_000,
    "said " * 5_000,
    "Rebels said that " * 200 + "they left.",
    "Lopez, who said that Lopez, who said that Lopez left, left, left.",
    "<b>Rebels</b> & <http://e/x> \\u0041 \\ \"@en^^<x> . _:b",
    "Homs/Hama | {sic} [1] ^ ` % ~ said.",
    "31 February 2023, 99/99/9999, 25:61, the year 0, 10000 years ago, 99999999999999999999 people died.",
]  # fmt: skip
NAMED = re.compile(r"(#offset_(\d+)_(\d+))$")

texts = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=120),
    st.lists(st.sampled_from(WORDS + MARKS), max_size=40).map(" ".join),
)
days = st.none() | st.dates()
news = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same texts in every run: a test that fails now and then says nothing of the change that it is run for."""


def article(text: str, day: date | None, begin: int = 0) -> Article:
    """An article of a text."""
    return Article(("any",), text, day, begin=begin)


def understood(text: str, day: date | None) -> Reading:
    """The reading of a text."""
    return extract(text, next(parser.parse([(text, 0)])), day, lexicon.load())


def mentioned(read: Reading) -> Iterator[tuple[int, int]]:
    """All spans of a reading."""
    yield from read.sentences
    for thing in things(read):
        yield from (mention.span for mention in thing.mentions)
    for event in read.events:
        yield from event.content
    for claim in read.claims:
        yield from claim.evidence


def hostile(test: object) -> object:
    """Run a test on every hostile text too."""
    for text in HOSTILE:
        test = example(text=text, day=date(2024, 12, 8))(test)  # type: ignore[type-var]
    return test


@hostile
@settings(news, max_examples=150)
@given(text=texts, day=days)
def test_spans_are_of_the_text(text: str, day: date | None) -> None:
    """Every span of a reading is a stretch of the text with something in it, and every quote stands in the text."""
    read = understood(text, day)

    for begin, end in mentioned(read):
        assert 0 <= begin < end <= len(text)
        assert text[begin:end].strip()
    for event in read.events:
        for quote in event.quotes:
            assert quote in text
            assert any(quote in text[b:e] for b, e in event.content)


@hostile
@settings(news, max_examples=150)
@given(text=texts, day=days)
def test_keys_lead_somewhere(text: str, day: date | None) -> None:
    """Whatever a reading refers to is in it, every event has a claim, and what is denied is negated."""
    read = understood(text, day)
    events, times = {e.key for e in read.events}, {t.key for t in read.times}
    places, actors, objects = ({x.key for x in part} for part in (read.places, read.actors, read.objects))
    known = events | places | actors | objects

    for event in read.events:
        assert {key for _, key in event.roles} <= known
        assert {key for role, key in event.roles if role == "actor"} <= actors | objects
        assert {key for role, key in event.roles if role == "recipient"} <= actors
        assert {key for role, key in event.roles if role in {"place", "origin", "destination"}} <= places
        assert {*event.before, *event.causes, *event.coreferent} <= events - {event.key}
        assert not event.time or event.time in times
        assert set(event.states) <= {c.key for c in read.claims}
        assert event.label.strip()
    for claim in read.claims:
        assert claim.about in events
        assert claim.source in actors | {AUTHOR}
        assert set(claim.via) <= actors
        assert set(claim.conditions) <= events - {claim.about}
        assert set(claim.evidence) <= set(read.sentences)
        assert claim.attribution is not Attribution.DENIED or claim.polarity is Polarity.NEGATED
    assert events == {claim.about for claim in read.claims}
    assert len({claim.key for claim in read.claims}) == len(read.claims)


@hostile
@settings(news, max_examples=60)
@given(text=texts, day=days)
def test_anchors_are_the_text(text: str, day: date | None) -> None:
    """The graph is valid N-Quads, and each anchor in it is what the text has between its offsets."""
    found = list(ox.parse(quads(article(text, day)), format=ox.RdfFormat.N_QUADS))

    for quad in found:
        if quad.predicate.value == iri.NIF + "anchorOf":
            match = NAMED.search(quad.subject.value)
            assert match
            assert quad.object.value == text[int(match[2]) : int(match[3])]


@hostile
@settings(news, max_examples=40)
@given(text=texts, day=days)
def test_the_same_bytes_twice(text: str, day: date | None) -> None:
    """Building a text again gives the same bytes, though other articles were built in between."""
    first = quads(article(text, day))
    quads(article("Rebels entered Homs on Saturday, she said.", date(2000, 1, 1)))

    assert quads(article(text, day)) == first


@settings(news, max_examples=30)
@given(text=texts, day=days, begin=st.integers(0, 30))
def test_a_header_only_moves_offsets(text: str, day: date | None, begin: int) -> None:
    """A text after a header is understood as alone, each span that much further on."""
    moved = "#" * begin + "\n" + text
    alone = understood(text, day)
    behind = extract(moved, next(parser.parse([(moved, begin + 1)])), day, lexicon.load())

    shift = begin + 1
    assert [(b + shift, e + shift) for b, e in alone.sentences] == list(behind.sentences)
    assert sorted(e.label for e in alone.events) == sorted(e.label for e in behind.events)


@settings(news, max_examples=12)
@given(text=st.lists(st.sampled_from(WORDS + MARKS), min_size=20, max_size=80).map(" ".join), day=days)
def test_any_graph_conforms(text: str, day: date | None) -> None:
    """The graph of any text keeps the shapes."""
    store = Store.memory()
    store.write(Part(quads(article(text, day))))

    assert shapes.check(store) == ()


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip()], ids=range(len([t for t in HOSTILE if t.strip()])))
def test_hostile_graphs_conform(text: str) -> None:
    """The graph of a hostile text keeps the shapes too."""
    store = Store.memory()
    store.write(Part(quads(article(text[:2000], date(2024, 12, 8)))))

    assert shapes.check(store) == ()
