"""Short forms of figures and words with a hyphen: what the parser reads, and what is kept."""

from __future__ import annotations

import pytest
from parses import event_at, parsed, reading

from kg.text.figure import edits

READ = [
    ("It paid £6.3m. He left.", "It paid £6.3 million. He left."),
    ("It lost 330m euros.", "It lost 330 million euros."),
    ("It lost 5bn euros.", "It lost 5 billion euros."),
    ("It lost 5 bn euros.", "It lost 5 billion euros."),
    ("It has 28m users.", "It has 28 million users."),
    ("She won the 800m final.", "She won the 800m final."),
    ("It is 5m high.", "It is 5m high."),
    ("It signed a £20m-a-year deal.", "It signed a £20m-a-year deal."),
    ("He was re-elected.", "He was reelected."),
    ("Co-founded in 1976, it grew.", "Founded in 1976, it grew."),
    ("They co-operated.", "They cooperated."),
    ("Pre-tax profits rose.", "Pre-tax profits rose."),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_is_read(text: str, expected: str) -> None:
    """The parser reads the words for short forms, where these can mean nothing else."""
    for edit in reversed(edits(text)):
        text = text[: edit.begin] + edit.word + text[edit.end :]
    assert text == expected


def test_what_is_written_is_kept() -> None:
    """Each token has the characters that the text has in its place."""
    text = "Zorbo  paid £6.3m and 5 bn yen. The co-founder was re-elected."
    tokens = [t for s in parsed(text) for t in s.tokens]
    assert [text[t.begin : t.end] for t in tokens] == [t.text for t in tokens]
    assert [t.text for t in tokens if t.i in {3, 4, 6, 7, 11, 13}] == [
        "6.3",
        "m",
        "5",
        "bn",
        "co-founder",
        "re-elected",
    ]


def test_a_sum_ends_a_sentence() -> None:
    """A short form before a full stop does not run two sentences into one."""
    assert [s.tokens[-1].text for s in parsed("The club paid £6.3m. It was a record.")] == [".", "."]


AMOUNTS = [
    ("Ryanair lost 330m euros in 2003.", "lost", ("330m euros",)),
    ("Profit rose 8% to $3.2bn in May.", "rose", ("$3.2bn", "8%")),
    ("Zorbo completed its $10.3bn takeover of Acme.", "takeover", ("$10.3bn",)),
    ("The bank posted a loss of 200m euros.", "loss", ("200m euros",)),
    ("The commission fined Microsoft 50m euros.", "fined", ("50m euros",)),
    ("The banker was sentenced to 25 years in prison.", "sentenced", ("25 years",)),
    ("Kenya lost to Malta 1-3 on Monday.", "lost", ("1-3",)),
]


@pytest.mark.parametrize(("text", "word", "expected"), AMOUNTS)
def test_amounts(text: str, word: str, expected: tuple[str, ...]) -> None:
    """An event has the sums, shares and results that stand beside its word, as they are written."""
    assert event_at(reading(text), text, word).amounts == expected
