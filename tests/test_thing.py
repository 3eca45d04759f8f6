"""What speaks of the same thing: a table of texts with their things, tests/things.txt, parsed by the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parses import by_hand, by_model
from test_clause import Case, blocks
from test_statement import read

from kg.understand.reference.cluster import Cluster, members

TABLE = Path(__file__).parent / "things.txt"
NAMES = ["Maria Lopez", "Lopez", "John Hill", "Hill", "he", "she", "they", "the mayor", "a mayor", "the rebels", "Homs"]
VERBS = ["left", "met", "shelled", "said that", "resigned and left"]


def shown(thing: Cluster) -> str:
    """A line of the table for a thing."""
    phrases = {(p.span.begin, p.text) for p in thing.phrases if p.kind != "Pronoun"}
    pronouns = {(t.begin, t.text) for t in thing.pronouns}
    mentions = " | ".join(text for _, text in sorted(phrases | pronouns))
    return f"{'author' if thing.author else thing.called} {thing.kind} | {mentions}"


def params() -> Iterator[object]:
    """The cases, those that are known to be wrong marked so."""
    for case in blocks(TABLE):
        yield pytest.param(case, id=case.title, marks=[pytest.mark.xfail(reason=case.known)] if case.known else [])


@pytest.mark.parametrize("case", list(params()))
def test_things(case: Case) -> None:
    """The things of a text are just these, each with all its mentions."""
    article = read(case.parse)
    things = sorted(article.clusters, key=lambda thing: min((p.span for p in thing.phrases), default=(0, 0)))

    assert [shown(thing) for thing in things] == case.expected


def test_a_thing_knows_itself() -> None:
    """First mention, longest name and number of a thing."""
    article = by_hand(
        "Merkel/NNP/nsubj>2[PERSON] met|meet/VBD/ROOT workers/NNS/dobj>2 ././punct>2",
        "Angela/NNP/compound>2[PERSON] Merkel/NNP/nsubj>3[I-PERSON] left|leave/VBD/ROOT the/DT/det>5 workers/NNS/dobj>3",
    )
    merkel, workers = article.index[article.token("Merkel").i], article.index[article.token("workers").i]

    assert (merkel.name, merkel.called, merkel.first.text, merkel.plural) == (
        "Angela Merkel", "Angela Merkel", "Merkel", False,
    )  # fmt: skip
    assert (workers.name, workers.called, workers.first.text, workers.plural) == ("", "workers", "workers", True)
    assert [p.text for p in members(merkel)] == ["Merkel", "Angela Merkel"]
    assert [e.words for e in workers.entries] == [("worker",), ("worker",)]


def test_a_name_is_of_one_kind_in_an_article() -> None:
    """What the text tells of a name decides for all its mentions, whatever the parser guesses at each."""
    article = by_hand(
        "The/DT/det>2 suburbs/NNS/nsubj>5 including/VBG/prep>2 Daraya/NNP/pobj>3[PERSON] fell|fall/VBD/ROOT",
        "Rebels/NNS/nsubj>2 left|leave/VBD/ROOT Daraya/NNP/dobj>2[PERSON]",
    )

    assert {p.kind for p in article.phrases.values() if p.text == "Daraya"} == {"Place"}


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VERBS), st.sampled_from(NAMES)), max_size=5))
def test_any_names(rows: list[tuple[str, str, str]]) -> None:
    """Each phrase and pronoun is of one thing at most, and each thing in the index is a thing of the article."""
    article = by_model(" ".join(f"{who[0].upper()}{who[1:]} {does} {whom}." for who, does, whom in rows))

    phrases = [id(p) for thing in article.clusters for p in thing.phrases]
    pronouns = [t.i for thing in article.clusters for t in thing.pronouns]
    assert len(phrases) == len(set(phrases))
    assert len(pronouns) == len(set(pronouns))
    known = {id(thing) for thing in article.clusters}
    assert all(id(thing) in known for thing in article.index.values() if thing.phrases)
