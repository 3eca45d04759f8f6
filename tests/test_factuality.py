"""The calculus of factuality as a table: what each kind of word does to what stands under it."""

from __future__ import annotations

import pytest

from kg.event import Attribution, Modality, Polarity
from kg.understand.certainty.factuality import PLAIN, Mark, Status, beside, governed, mark, said

PLUS, MINUS = Status(), Status().negated()
MAYBE, MAYBE_NOT = Status(Modality.POSSIBLE), Status(Modality.POSSIBLE, Polarity.NEGATED)
PLANNED = Status(Modality.PLANNED)
IFFY = Status(Modality.HYPOTHETICAL)


def test_status() -> None:
    """An event begins as actual and affirmed; two negations undo each other; what is hypothetical stays so."""
    assert Status(Modality.ACTUAL, Polarity.AFFIRMED) == PLUS
    assert Status(Modality.ACTUAL, Polarity.NEGATED) == MINUS
    assert MINUS.negated() == PLUS
    assert PLUS.weakened(Modality.POSSIBLE) == MAYBE
    assert MAYBE.weakened(Modality.ACTUAL) == MAYBE
    assert IFFY.weakened(Modality.POSSIBLE) == IFFY
    assert MINUS.weakened(Modality.PLANNED) == Status(Modality.PLANNED, Polarity.NEGATED)


@pytest.mark.parametrize(
    ("signature", "signals", "affirmed", "negated"),
    [
        ("+/-", (), PLUS, MINUS),  # manage to
        ("-/+", (), MINUS, PLUS),  # fail to
        ("+/+", (), PLUS, PLUS),  # know that
        ("-/-", (), MINUS, MINUS),  # pretend that
        ("+/o", (), PLUS, MAYBE),  # force to
        ("-/o", (), MINUS, MAYBE),  # refuse to
        ("o/-", (), MAYBE, MINUS),  # be able to
        ("o/-", ("Possible",), MAYBE, MAYBE_NOT),  # seem to
        ("o/+", (), MAYBE, PLUS),  # hesitate to
        ("o/o", (), MAYBE, MAYBE),  # try to
        ("o/o", ("Planned",), PLANNED, PLANNED),  # plan to
        ("o/o", ("Possible", "Negated"), MAYBE_NOT, MAYBE),  # unlikely to
        ("", ("Possible",), MAYBE, MAYBE),  # the signal alone
        ("", ("Negated",), MINUS, PLUS),  # false that
        ("", (), PLUS, MINUS),  # no mark: its own negation counts
    ],
)
def test_signatures(signature: str, signals: tuple[str, ...], affirmed: Status, negated: Status) -> None:
    """What follows for an affirmed clause when the word above it is affirmed, and when it is negated."""
    word = mark(signature, signals)

    assert (governed(PLUS, word, PLUS), governed(PLUS, word, MINUS)) == (affirmed, negated)


def test_signatures_compose() -> None:
    """The status above one word is the status below the next."""
    fail, refuse, manage = Mark("-/+"), Mark("-/o"), Mark("+/-")

    assert governed(governed(PLUS, manage, PLUS), fail, PLUS) == MINUS
    assert governed(governed(PLUS, fail, PLUS), refuse, PLUS) == PLUS
    assert governed(governed(PLUS, fail, MINUS), manage, MINUS) == MINUS


@pytest.mark.parametrize("status", [PLUS, MINUS, MAYBE, PLANNED, IFFY])
def test_words_that_do_nothing(status: Status) -> None:
    """A word without a mark lets every status through; the modality of the word itself weakens it."""
    assert governed(status, PLAIN, PLUS) == beside(status, PLAIN) == said(status, PLAIN, PLUS, "") == status
    assert governed(status, PLAIN, MAYBE) == status.weakened(Modality.POSSIBLE)


def test_beside() -> None:
    """A modal weakens, "not" negates, one word can do both."""
    assert beside(PLUS, Mark(modality=Modality.POSSIBLE)) == MAYBE
    assert beside(MINUS, Mark(negates=True)) == PLUS
    assert beside(PLUS, Mark("", Modality.POSSIBLE, negates=True)) == MAYBE_NOT


@pytest.mark.parametrize(
    ("word", "attribution", "affirmed", "negated"),
    [
        (PLAIN, Attribution.REPORTED, PLUS, MAYBE),  # said, did not say
        (Mark("+/+"), Attribution.REPORTED, PLUS, PLUS),  # admitted, did not admit
        (Mark("o/-", Modality.POSSIBLE), Attribution.REPORTED, MAYBE, MAYBE_NOT),  # believed, did not believe
        (Mark("o/o", Modality.PLANNED), Attribution.REPORTED, PLANNED, MAYBE),  # planned, did not plan
        (Mark("-/o"), Attribution.REPORTED, MINUS, MAYBE),  # refused, did not refuse
        (PLAIN, Attribution.DENIED, MINUS, MAYBE),  # denied, did not deny
        (Mark("o/o", Modality.POSSIBLE), Attribution.DENIED, MAYBE_NOT, MAYBE),  # doubted, did not doubt
    ],
)
def test_said(word: Mark, attribution: str, affirmed: Status, negated: Status) -> None:
    """What who says it makes of an affirmed clause when the saying is affirmed, and when it is negated."""
    assert (said(PLUS, word, PLUS, attribution), said(PLUS, word, MINUS, attribution)) == (affirmed, negated)


def test_planned_is_kept_by_who_says_it() -> None:
    """What the clause itself has as planned stays planned under a word that only thinks it."""
    assert said(PLANNED, Mark("o/-", Modality.POSSIBLE), PLUS, Attribution.REPORTED) == PLANNED
