"""Whom an event is aimed at through another event, case by case from ``aims.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest
from parses import event_at, reading

from kg.words import lexicon

ROWS = [
    line.split(" | ") for line in (Path(__file__).parent / "aims.txt").read_text("utf-8").splitlines() if " | " in line
]


@pytest.mark.parametrize(("text", "word", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_aimed_at(text: str, word: str, expected: str) -> None:
    """Persons, bodies and places that an event reaches, by the event that it is done to or without it."""
    read = reading(text)
    called = {thing.key: thing.label for thing in (*read.actors, *read.places)}
    event = event_at(read, text, word)
    found = [f"{role} {called[key]}" for role, key in event.roles if role in {"target", "recipient"} and key in called]

    assert "; ".join(found or ["-"]) == expected


def test_aims_are_of_classes_of_the_ontology() -> None:
    """Each aim is of a class of events, and gives and takes roles."""
    found = lexicon.load()
    roles = {"actor", "target", "recipient", "place", "origin", "destination"}

    assert all(found.is_a(kind, "Event") and kind in found.above for kind in found.aims)
    assert {aim.role for aim in found.aims.values()} == {"target", "recipient"}
    assert {role for aim in found.aims.values() for role in aim.takes} <= roles
    assert all(kind in found.above for aim in found.aims.values() for kind in aim.through)
