"""Readable names of events: in the present tense, from who does what to whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parses import event_at, join, reading

from kg.understand.grammar.label import cut

CASES = [
    ("Rebels/NNS/nsubj>2 entered/VBD/ROOT Homs/NNP/dobj>2[GPE]", "entered", "Rebels enter Homs"),
    ("The/DT/det>2 army/NN/nsubj>3 entered/VBD/ROOT Homs/NNP/dobj>3[GPE]", "entered", "army enters Homs"),
    (
        "The/DT/det>2 army/NN/nsubj>3 shelled/VBD/ROOT Homs/NNP/dobj>3[GPE] ,/,/punct>4 Hama/NNP/conj>4[GPE] and/CC/cc>6"
        " Aleppo/NNP/conj>6[GPE]",
        "shelled",
        "army shells Homs, Hama and Aleppo",
    ),
    (
        "France/NNP/nsubj>4[GPE] and/CC/cc>1 Germany/NNP/conj>1[GPE] attacked/VBD/ROOT Spain/NNP/dobj>4[GPE]",
        "attacked",
        "France and Germany attack Spain",
    ),
    (
        "Ten/CD/nummod>2 people/NNS/nsubjpass>4 were|be/VBD/auxpass>4 arrested/VBN/ROOT in/IN/prep>4 Homs/NNP/pobj>5[GPE]",
        "arrested",
        "Ten people are arrested in Homs",
    ),
    ("A/DT/det>2 man/NN/nsubjpass>4 was|be/VBD/auxpass>4 arrested/VBN/ROOT", "arrested", "man is arrested"),
    (
        "A/DT/det>2 man/NN/nsubjpass>4 was|be/VBD/auxpass>4 arrested/VBN/ROOT by/IN/agent>4 police/NNS/pobj>5",
        "arrested",
        "police arrest man",
    ),
    ("Prices/NNS/nsubj>2 rose|rise/VBD/ROOT", "rose", "Prices rise"),
    (
        "A/DT/det>2 man/NN/nsubjpass>4 was|be/VBD/auxpass>4 involved|involve/VBN/ROOT in/IN/prep>4 riots|riot/NNS/pobj>5",
        "involved",
        "man is involved in riots",
    ),
    ("Lib/NNP/compound>2 Dems|Dem/NNPS/nsubj>3 left|leave/VBD/ROOT", "left", "Lib Dems leave"),
    (
        "Rebels/NNS/nsubj>2 attacked/VBD/ROOT homes|home/NNS/dobj>2 on/IN/prep>3 publicly/RB/advmod>6 owned|own/VBN/amod>7 land/NN/pobj>4",
        "attacked",
        "Rebels attack homes on publicly owned land",
    ),
    ("The/DT/det>2 minister/NN/nsubj>3 died|die/VBD/ROOT", "died", "minister dies"),
    (
        "The/DT/det>2 minister/NN/nsubj>3 flew|fly/VBD/ROOT from/IN/prep>3 Homs/NNP/pobj>4[GPE] to/IN/prep>3 Paris/NNP/pobj>6[GPE]",
        "flew",
        "minister flies from Homs to Paris",
    ),
    (
        "The/DT/det>3 army/NN/poss>3 attack/NN/nsubj>6 on/IN/prep>3 Homs/NNP/pobj>4[GPE] surprised|surprise/VBD/ROOT him|he/PRP/dobj>6",
        "attack",
        "attack on Homs",
    ),
    (
        "Rebels/NNS/nsubj>2 left|leave/VBD/ROOT Homs/NNP/dobj>2[GPE] ,/,/punct>2 according/VBG/prep>2 to/IN/prep>5"
        " monitors/NNS/pobj>6",
        "according to",
        "statement of monitors",
    ),
    ("It/PRP/nsubj>2 rained/VBD/ROOT", "rained", "something unnamed rains"),
]
CASES += [
    (
        "The/DT/det>2 attack/NN/nsubj>3 killed/VBD/ROOT ten/CD/nummod>5 people/NNS/dobj>3",
        "killed",
        "attack kills ten people",
    ),
    (
        "The/DT/det>2 storm/NN/nsubj>3 destroyed|destroy/VBD/ROOT a/DT/det>5 bridge/NN/dobj>3",
        "destroyed",
        "storm destroys bridge",
    ),
    (
        "The/DT/det>2 company/NN/nsubj>3 gave|give/VBD/ROOT the/DT/det>5 firm/NN/dative>3 a/DT/det>7 car/NN/dobj>3",
        "gave",
        "company gives firm car",
    ),
    (
        "The/DT/det>2 firm/NN/nsubjpass>4 was|be/VBD/auxpass>4 given|give/VBN/ROOT a/DT/det>6 car/NN/dobj>4",
        "given",
        "firm is given car",
    ),
    ("Buying|buy/VBG/csubj>4 a/DT/det>3 car/NN/dobj>1 helps|help/VBZ/ROOT", "Buying", "buy car"),
]


def named(parse: str, word: str) -> str:
    """The label of the event that a word of a parse by hand names."""
    text, sentences = join(parse)
    return event_at(reading(text, sentences), text, word).label


@pytest.mark.parametrize(("parse", "word", "expected"), CASES, ids=[case[2] for case in CASES])
def test_label(parse: str, word: str, expected: str) -> None:
    """An event is named by a clause in the present tense, an event noun by its phrase."""
    assert named(parse, word) == expected


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("blorb", "blorbs"), ("bly", "blies"), ("blay", "blays"), ("blass", "blasses"), ("blix", "blixes"),
        ("blatch", "blatches"), ("blash", "blashes"), ("blo", "bloes"), ("bluzz", "bluzzes"), ("blee", "blees"),
    ],
)  # fmt: skip
def test_third_person(lemma: str, expected: str) -> None:
    """The verb after one actor is spelt as English spells it, that after several is the lemma."""
    assert named(f"Lopez/NNP/nsubj>2[PERSON] x|{lemma}/VBD/ROOT", "x") == f"Lopez {expected}"
    assert named(f"Rebels/NNS/nsubj>2 x|{lemma}/VBD/ROOT", "x") == f"Rebels {lemma}"


def test_nobody_is_named() -> None:
    """An event without anybody is the verb alone."""
    assert named("Leave/VB/ROOT now/RB/advmod>1", "Leave") == "leave"


@given(st.text(max_size=300))
def test_cut(text: str) -> None:
    """A label is cut at a word, and only if it is long."""
    found = cut(text)

    assert len(found) <= 122
    assert found == text or found.endswith("…")
    assert text.startswith(found.removesuffix("…").rstrip(" "))
    assert cut(found) == found or len(found) > 120
