"""What is read in a sentence from the parse to the roles, case by case from ``readings.txt``."""

from __future__ import annotations

from pathlib import Path

import pytest
from parses import event_at, reading, things

LINES = (Path(__file__).parent / "readings.txt").read_text("utf-8").splitlines()
ROWS = [line.removeprefix("! ").split(" |") for line in LINES if " |" in line and not line.startswith("#")]
MARKS = [
    pytest.mark.xfail(strict=True, reason=row[4]) if len(row) > 4 else pytest.mark.filterwarnings("error")
    for row in ROWS
]
CASES = [pytest.param(*map(str.strip, row[:4]), id=row[0], marks=mark) for row, mark in zip(ROWS, MARKS, strict=True)]


@pytest.mark.parametrize(("text", "word", "kind", "expected"), CASES)
def test_read(text: str, word: str, kind: str, expected: str) -> None:
    """An event has its class and just these roles, dates aside."""
    read = reading(text)
    event = event_at(read, text, word)
    called = {thing.key: thing.label for thing in things(read)}
    own = {e.key for e in read.events}
    roles = [f"{role} <{called[key]}>" if key in own else f"{role} {called[key]}" for role, key in event.roles]

    assert (event.kind, "; ".join(sorted(roles))) == (kind, expected)
