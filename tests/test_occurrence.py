"""Events told more than once: which mentions are one event, which are only linked."""

from __future__ import annotations

import pytest
from parses import join, reading

from kg.event import Reading

SHELLED = "The/DT/det>2 army/NN/nsubj>3 shelled/VBD/ROOT the/DT/det>5 town/NN/dobj>3 ././punct>3"
ATTACKED = "The/DT/det>2 army/NN/nsubj>3 attacked/VBD/ROOT Homs/NNP/dobj>3[GPE] ././punct>3"
BOUGHT = "The/DT/det>2 company/NN/nsubj>3 bought|buy/VBD/ROOT a/DT/det>5 bank/NN/dobj>3 ././punct>3"


def understood(*parses: str) -> tuple[Reading, str]:
    """The reading of parses by hand, and their text."""
    text, sentences = join(*parses)
    return reading(text, sentences), text


def told(*parses: str) -> list[list[str]]:
    """The words of each event that is told more than once."""
    read, text = understood(*parses)
    return [[m.span.of(text) for m in e.mentions] for e in read.events if len(e.mentions) > 1]


@pytest.mark.parametrize(
    ("parses", "expected"),
    [
        pytest.param((SHELLED, SHELLED), [["shelled", "shelled"]], id="same verb, actor and target"),
        pytest.param(
            (SHELLED, "The/DT/det>2 army/NN/nsubj>3 shelled/VBD/ROOT a/DT/det>5 bridge/NN/dobj>3"),
            [],
            id="other target",
        ),
        pytest.param(
            (SHELLED, "Rebels/NNS/nsubj>2 shelled/VBD/ROOT the/DT/det>4 town/NN/dobj>2"), [], id="other actor"
        ),
        pytest.param(
            (ATTACKED, "The/DT/det>2 attack/NN/nsubj>3 surprised|surprise/VBD/ROOT residents/NNS/dobj>3"),
            [["attacked", "attack"]],
            id="its noun with the article",
        ),
        pytest.param(
            (ATTACKED, "An/DT/det>2 attack/NN/nsubj>3 surprised|surprise/VBD/ROOT residents/NNS/dobj>3"),
            [],
            id="its noun without the article",
        ),
        pytest.param(
            (ATTACKED, "The/DT/det>2 attacks/NNS/nsubj>3 surprised|surprise/VBD/ROOT residents/NNS/dobj>3"),
            [],
            id="more than one",
        ),
        pytest.param(
            (
                ATTACKED,
                "The/DT/det>2 attack/NN/nsubj>5 on/IN/prep>2 Hama/NNP/pobj>3[GPE] surprised|surprise/VBD/ROOT him|he/PRP/dobj>5",
            ),
            [],
            id="its noun with another target",
        ),
        pytest.param(
            (
                ATTACKED,
                "The/DT/det>3 rebels/NNS/poss>3 attack/NN/nsubj>4 surprised|surprise/VBD/ROOT him|he/PRP/dobj>4",
            ),
            [],
            id="its noun with another actor",
        ),
        pytest.param(
            (BOUGHT, "The/DT/det>2 company/NN/nsubj>3 sold|sell/VBD/ROOT the/DT/det>5 bank/NN/dobj>3"),
            [],
            id="other verb",
        ),
        pytest.param(
            ("It/PRP/nsubj>2 rained/VBD/ROOT", "It/PRP/nsubj>2 rained/VBD/ROOT"), [], id="nobody and nothing in it"
        ),
    ],
)
def test_one_event_or_two(parses: tuple[str, ...], expected: list[list[str]]) -> None:
    """Two mentions are one event only where nobody and nothing in them differs."""
    assert told(*parses) == expected


def test_two_days_are_two_events() -> None:
    """What happened on Monday and what happened on Tuesday are two events."""
    on = "The/DT/det>2 army/NN/nsubj>3 shelled/VBD/ROOT the/DT/det>5 town/NN/dobj>3 on/IN/prep>3 {}/NNP/pobj>6[DATE] ././punct>3"

    read, _ = understood(on.format("Monday"), on.format("Tuesday"))

    assert sorted(e.time for e in read.events) == ["time/2024-12-02", "time/2024-12-03"]


def test_the_mentions_of_one_event_are_united() -> None:
    """Roles, time and claims of all mentions are those of the event."""
    read, text = understood(
        "The/DT/det>2 army/NN/nsubj>3 attacked/VBD/ROOT Homs/NNP/dobj>3[GPE] ././punct>3",
        "The/DT/det>2 attack/NN/nsubj>6 on/IN/prep>2 2/CD/nummod>5[DATE] May/NNP/pobj>3[I-DATE] surprised|surprise/VBD/ROOT"
        " residents/NNS/dobj>6 ././punct>6",
    )

    (attack,) = (e for e in read.events if e.kind == "Attack")

    assert attack.key == f"event_{text.index('attacked')}"
    assert [m.span.of(text) for m in attack.mentions] == ["attacked", "attack"]
    assert attack.label == "army attacks Homs"
    assert attack.time == "time/2024-05-02"
    assert ("target", "place/Homs") in attack.roles


def test_different_claims_on_one_event() -> None:
    """One event that one source affirms and another denies has a claim of each."""
    says = "{}/NNP/nsubj>2[PERSON] said|say/VBD/ROOT the/DT/det>4 army/NN/nsubj>5 attacked/VBD/ccomp>2 Homs/NNP/dobj>5[GPE]"
    no = (
        "{}/NNP/nsubj>2[PERSON] said|say/VBD/ROOT the/DT/det>4 army/NN/nsubj>7 did|do/VBD/aux>7 not/RB/neg>7"
        " attack/VB/ccomp>2 Homs/NNP/dobj>7[GPE]"
    )

    read, _ = understood(says.format("Merkel"), no.format("Macron"))

    (attack,) = (e for e in read.events if e.kind == "Attack")
    labels = {a.key: a.label for a in read.actors}
    assert {(labels[c.source], str(c.polarity)) for c in read.claims if c.about == attack.key} == {
        ("Merkel", "Affirmed"),
        ("Macron", "Negated"),
    }


def test_probably_the_same_is_linked_both_ways() -> None:
    """Two events of one kind with one actor and a target in common are linked, not merged."""
    read, _ = understood(
        ATTACKED,
        "The/DT/det>2 army/NN/nsubj>3 assaulted/VBD/ROOT Homs/NNP/dobj>3[GPE] on/IN/prep>3 Monday/NNP/pobj>5[DATE]",
    )

    one, other = (e for e in read.events if e.kind == "Attack")

    assert (one.coreferent, other.coreferent) == ((other.key,), (one.key,))


def test_plain_events_are_never_linked() -> None:
    """Of two events without a class nothing tells that they are the same."""
    read, _ = understood(
        "Rebels/NNS/nsubj>2 frobbed|frob/VBD/ROOT Homs/NNP/dobj>2[GPE]",
        "Rebels/NNS/nsubj>2 blicked|blick/VBD/ROOT Homs/NNP/dobj>2[GPE]",
    )

    assert [e.coreferent for e in read.events] == [(), ()]


FIRED = "The/DT/det>2 coach/NN/nsubjpass>4 was/VBD/auxpass>4 fired|fire/VBN/ROOT ././punct>4"


@pytest.mark.parametrize(
    ("parses", "expected"),
    [
        pytest.param(
            (
                FIRED,
                "The/DT/det>2 club/NN/nsubj>3 fired|fire/VBD/ROOT the/DT/det>5 coach/NN/dobj>3 on/IN/prep>3 Monday/NNP/pobj>6[DATE] ././punct>3",
            ),
            [["fired", "fired"]],
            id="a passive that leaves out who did it",
        ),
        pytest.param(
            (
                "Researchers/NNS/nsubjpass>3 were|be/VBD/auxpass>3 told|tell/VBN/ROOT Homs/NNP/nsubj>5[GPE] fell|fall/VBD/ccomp>3 ././punct>3",
                "Lopez/NNP/nsubj>2[PERSON] told|tell/VBD/ROOT researchers|researcher/NNS/dobj>2 Homs/NNP/nsubj>5[GPE] fell|fall/VBD/ccomp>2 ././punct>2",
            ),
            [["fell", "fell"]],
            id="a passive that leaves out who said it",
        ),
        pytest.param(
            (
                "The/DT/det>2 town/NN/nsubjpass>4 was/VBD/auxpass>4 shelled/VBN/ROOT from/IN/prep>4 Homs/NNP/pobj>5[GPE] ././punct>4",
                "The/DT/det>2 town/NN/nsubjpass>4 was/VBD/auxpass>4 shelled/VBN/ROOT from/IN/prep>4 Hama/NNP/pobj>5[GPE] ././punct>4",
            ),
            [],
            id="at another place",
        ),
    ],
)
def test_what_a_telling_leaves_out(parses: tuple[str, ...], expected: list[list[str]]) -> None:
    """A telling may leave out who did it, but not contradict another in who or where."""
    assert told(*parses) == expected


HEADLINE = "Rebels/NNS/nsubj>2 shell/VBP/ROOT Homs/NNP/dobj>2[GPE]"
LEAD = "{}/NNS/nsubj>2 shelled/VBD/ROOT {}/NNP/dobj>2[GPE] on/IN/prep>2 Monday/NNP/pobj>4[DATE] ././punct>2"
BETWEEN = "Rain/NN/nsubj>2 fell|fall/VBD/ROOT ././punct>2"


@pytest.mark.parametrize(
    ("parses", "merged", "linked"),
    [
        pytest.param((HEADLINE, "", LEAD.format("Rebels", "Homs")), [["shell", "shelled"]], 0, id="told in full"),
        pytest.param((HEADLINE, "", LEAD.format("Militants", "Homs")), [], 1, id="by other words for who did it"),
        pytest.param((HEADLINE, "", LEAD.format("Rebels", "Hama")), [], 0, id="of another name"),
        pytest.param(
            (HEADLINE, "", LEAD.format("Militants", "Homs"), LEAD.format("Troops", "Homs")), [], 1, id="the first time only"
        ),
        pytest.param(
            (HEADLINE, "", *[BETWEEN] * 5, LEAD.format("Militants", "Homs")), [], 0, id="in the lead only",
        ),
    ],
)  # fmt: skip
def test_the_headline_is_told_again(parses: tuple[str, ...], merged: list[list[str]], linked: int) -> None:
    """What a headline says in few words is the first event of that word in the lead, if no name speaks against it."""
    read, text = understood(*parses)

    assert [[m.span.of(text) for m in e.mentions] for e in read.events if len(e.mentions) > 1] == merged
    assert sum(bool(e.coreferent) for e in read.events) == 2 * linked


def test_two_words_of_one_sentence_are_two_events() -> None:
    """Who is shot and killed suffers two events, though both are attacks of one on one."""
    read, _ = understood("Rebels/NNS/nsubj>2 shelled/VBD/ROOT and/CC/cc>2 stormed/VBD/conj>2 Homs/NNP/dobj>4[GPE]")

    assert [e.coreferent for e in read.events] == [(), ()]
