"""How sources present events: tests/stances.tsv, a table that anyone can extend, parsed by the real model.

A row is a sentence, the word that names an event in it, and the claim about that event: its source (by its label, or
"author"), attribution, modality, polarity, and the word that names its condition if it has one. Where the program is
known to be wrong the last column tells why; then the row fails when the program becomes right, so that the reason goes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from parses import DAY, claims_on, labels, reading

from kg.event import AUTHOR, Attribution, Modality, Polarity, Reading
from kg.text import parser
from kg.understand.extract import extract
from kg.words import lexicon

TABLE = Path(__file__).parent / "stances.tsv"
COLUMNS = ["sentence", "trigger", "source", "attribution", "modality", "polarity", "condition", "known"]
SHARE = 0.95
"""The share of rows that must be right."""


class Row(NamedTuple):
    """A row of the table."""

    sentence: str
    trigger: str
    source: str
    attribution: str
    modality: str
    polarity: str
    condition: str
    known: str


def rows() -> list[Row]:
    """The rows of the table, without its comments."""
    header, *lines = (
        line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    assert header.split("\t") == COLUMNS
    return [Row(*line.split("\t")) for line in lines]


@cache
def readings() -> dict[str, Reading]:
    """What is understood of each sentence, all parsed at once."""
    sentences = list(dict.fromkeys(row.sentence for row in rows()))
    parses = parser.parse((sentence, 0) for sentence in sentences)
    words = lexicon.load()
    return {s: extract(s, p, DAY, words) for s, p in zip(sentences, parses, strict=True)}


def claims(row: Row) -> list[tuple[str, str, str, str, str]]:
    """The claims about the event of a row: source, attribution, modality, polarity, word of the condition."""
    read = readings()[row.sentence]
    called = {**labels(read), AUTHOR: "author"}
    triggers = {event.key: event.mentions[0].span.of(row.sentence) for event in read.events}
    return [
        (
            called[claim.source],
            str(claim.attribution),
            str(claim.modality),
            str(claim.polarity),
            " ".join(triggers[key] for key in claim.conditions),
        )
        for event in read.events
        if any(row.trigger in m.span.of(row.sentence).split() for m in event.mentions)
        for claim in claims_on(read, event)
    ]


def is_right(row: Row) -> bool:
    """Tell whether the program makes the claim of a row."""
    return tuple(row[2:7]) in claims(row)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.trigger}: {row.sentence}")
def test_stances(row: Row) -> None:
    """The source presents the event in just this way; what is known to be wrong must still be wrong."""
    if row.known:
        assert not is_right(row), f"This is right now, so take out its reason: {row.known}"
    else:
        assert tuple(row[2:7]) in claims(row)


def test_the_table_is_well_made() -> None:
    """Values are those of the ontology, triggers stand in their sentences, and no row comes twice."""
    for row in rows():
        assert row.attribution in set(Attribution)
        assert row.modality in set(Modality)
        assert row.polarity in set(Polarity)
        assert row.trigger in row.sentence
        assert row.condition in row.sentence
        assert row.source == "author" or row.source in row.sentence
        assert (row.attribution == "Asserted") <= (row.source == "author")
        assert (row.attribution == "Denied") <= (row.polarity == "Negated")
    pairs = [(row.sentence, row.trigger, row.source) for row in rows()]
    assert len(pairs) == len(set(pairs)) >= 120


def test_most_rows_are_right() -> None:
    """The share of rows that are right does not fall."""
    found = [is_right(row) for row in rows()]
    share = sum(found) / len(found)
    print(f"stances: {sum(found)} of {len(found)} right, {share:.1%}")

    assert share >= SHARE


def test_a_chain_has_a_source_and_those_between() -> None:
    """Who says it is the source, who passes it on is via, in order; both statements state the claim."""
    text = "Rebels withdrew from the town, according to monitors, the newspaper reported."
    read = reading(text)
    called = labels(read)

    (claim,) = (c for e in read.events if e.label.startswith("Rebels") for c in claims_on(read, e))

    assert (called[claim.source], [called[key] for key in claim.via]) == ("monitors", ["newspaper"])
    assert sorted(called[e.key] for e in read.events if claim.key in e.states) == [
        "newspaper reports",
        "statement of monitors",
    ]


def test_a_chain_of_any_length() -> None:
    """Those who pass a claim on stand in their order, from the source outwards, however many they are."""
    text = "The agency reported that officials said the minister had told them that the bank had closed."
    read = reading(text)
    called = labels(read)

    (claim,) = claims_on(read, next(e for e in read.events if e.mentions[0].span.of(text) == "closed"))

    assert (called[claim.source], [called[key] for key in claim.via]) == ("minister", ["officials", "agency"])


def test_several_sources_make_several_claims() -> None:
    """Each of two speakers is the source of a claim of its own, the second one named after its offset."""
    text = "The minister and the bank said the plan had failed."
    read = reading(text)
    called = labels(read)
    (event,) = (e for e in read.events if e.mentions[0].span.of(text) == "failed")

    found = [(claim.key, called[claim.source]) for claim in claims_on(read, event)]

    begin = text.index("failed")
    assert found == [(f"claim_{begin}", "minister"), (f"claim_{begin}_{text.index('bank')}", "bank")]


def test_one_source_twice_is_one_claim() -> None:
    """What one source says twice of one event is one claim with two sentences as evidence."""
    text = "The army shelled the town, the mayor said. The army shelled the town on Monday, the mayor said."
    read = reading(text)

    (claim,) = (c for c in read.claims for e in read.events if e.key == c.about and e.kind == "Attack")

    assert [span.of(text) for span in claim.evidence] == [
        "The army shelled the town, the mayor said.",
        "The army shelled the town on Monday, the mayor said.",
    ]
