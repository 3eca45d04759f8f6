"""Sentences: tokens with article-wide indexes, who depends on whom."""

from __future__ import annotations

import dataclasses

import pytest
from parses import by_model, join, line, sentence

from kg.span import Span
from kg.text.sentence import Sentence, Token

ENTERED = "Rebels/NNS/nsubj>2 entered/VBD/ROOT Homs/NNP/dobj>2[GPE] ././punct>2"


def test_sentence_by_hand() -> None:
    """The notation of the tests gives whole tokens, no blank before a full stop."""
    found = sentence(ENTERED)

    assert found == Sentence(
        0,
        0,
        Span(0, 20),
        (
            Token(0, 0, 6, "Rebels", "rebel", "NNS", "NOUN", "nsubj", 1, "", False),
            Token(1, 7, 14, "entered", "enter", "VBD", "VERB", "ROOT", 1, "", False),
            Token(2, 15, 19, "Homs", "Homs", "NNP", "PROPN", "dobj", 1, "GPE", True),
            Token(3, 19, 20, ".", ".", ".", "PUNCT", "punct", 1, "", False),
        ),
    )


def test_sentences_by_hand_count_through_the_article() -> None:
    """A second sentence goes on with indexes, offsets and heads; an empty parse begins a paragraph."""
    text, (_, second, third) = join(ENTERED, ENTERED, "", "They/PRP/nsubj>2 left|leave/VBD/ROOT")

    assert text == "Rebels entered Homs. Rebels entered Homs.\nThey left"
    assert (second.index, second.paragraph, second.span) == (1, 0, Span(21, 41))
    assert [(t.i, t.head, t.span.of(text)) for t in second.tokens] == [
        (4, 5, "Rebels"), (5, 5, "entered"), (6, 5, "Homs"), (7, 5, "."),
    ]  # fmt: skip
    assert (third.index, third.paragraph, third.first) == (2, 1, 8)


def test_tree() -> None:
    """Children and subtrees come in the order of the text, a root is its own head."""
    found = sentence(
        "The/DT/det>2 army/NN/nsubj>3 left|leave/VBD/ROOT the/DT/det>5 city/NN/dobj>3 of/IN/prep>5 Homs/NNP/pobj>6[GPE]",
        first=20,
        begin=100,
    )
    left = found.at(22)

    assert found.root() == left
    assert found.head(left) == left
    assert [t.text for t in found.children(left)] == ["army", "city"]
    assert [t.text for t in found.subtree(found.at(24))] == ["the", "city", "of", "Homs"]
    assert found.children(found.at(26)) == ()
    assert found.at(26).span == Span(126, 130)


def test_sentence_is_frozen() -> None:
    """Nothing of a sentence changes after it is made."""
    found = sentence(ENTERED)

    with pytest.raises(dataclasses.FrozenInstanceError):
        found.index = 1  # type: ignore[misc]


def test_line_writes_what_sentence_reads() -> None:
    """A parse of the model comes back whole from its notation, but for the blanks of the text."""
    text = "Mr. Al-Hussein's firm \"won't pay\" £1,200 (about $1,500) on 3 May, U.S. officials said on Sunday."

    for parsed in by_model(text).sentences:
        again = sentence(line(parsed), index=parsed.index, first=parsed.first)
        assert [t._replace(begin=0, end=0) for t in again.tokens] == [t._replace(begin=0, end=0) for t in parsed.tokens]
