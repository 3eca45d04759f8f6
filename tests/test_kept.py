"""Answers that are kept beside a large store: the same as those found, and never those of another state."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphs import both, seed

from kg.ask import kept, query
from kg.store import Part, Store
from kg.table import Table


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the seed that counts as large."""
    monkeypatch.setattr(kept, "LARGE", 1)
    path = tmp_path / "kg.store"
    with Store.writing(path) as store:
        store.load_reference()
        store.write(Part(seed()))
    return path


def asked(path: Path, limit: int | None = None) -> Table:
    """Who is cited, by a store."""
    found = query.ask(path, "sources", limit=limit)
    assert isinstance(found, Table)
    return found


def test_an_answer_is_kept_and_read_again(large: Path) -> None:
    """The second time the rows come from the file, whole or cut, with their number."""
    first = asked(large)
    (file,) = (large / kept.FOLDER).iterdir()
    file.write_bytes(file.read_bytes().replace(b"Syrian Observatory", b"Other Observatory"))
    again, few = asked(large), asked(large, limit=2)

    assert (first.total, len(first.rows)) == (8, 8)
    assert "Other Observatory for Human Rights" in {row[0].value for row in again}  # type: ignore[union-attr]
    assert (few.rows, few.more, few.total) == (first.rows[:2], True, 8)


def test_an_answer_of_another_state_is_not_given(large: Path) -> None:
    """What is written into the store shows at once."""
    first = asked(large)
    with Store.writing(large) as store:
        store.write(Part(both()))

    assert len(asked(large).rows) > len(first.rows)
    assert asked(large) == asked(large)


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 0, "stamp": "", "rows": 1}\n?who\n', b"[]\n"])
def test_a_damaged_file_is_passed_over(large: Path, content: bytes) -> None:
    """A file that is not whole is found anew and written again."""
    first = asked(large)
    (file,) = (large / kept.FOLDER).iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)

    assert asked(large) == first
    assert file.read_bytes() == whole


def test_a_small_store_keeps_nothing(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an answer takes a moment no file is written, nor is one for a query with values of its own."""
    query.ask(large, "events-in", {"place": "Homs"})
    monkeypatch.setattr(kept, "LARGE", 1 << 40)
    asked(large)

    assert not (large / kept.FOLDER).exists()
