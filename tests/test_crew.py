"""Workers: in order, none lost, and a worker that dies costs only the article at fault."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg.crew import Crew
from kg.errors import InputError, LexiconError
from kg.text.article import Article


def articles(texts: Sequence[str]) -> list[Article]:
    """An article for each text, which is its name too."""
    return [Article((text,), text, None, origin=text) for text in texts]


def batches(texts: str, size: int = 3) -> list[list[Article]]:
    """Batches of articles with a letter each."""
    every = articles(list(texts))
    return [every[begin : begin + size] for begin in range(0, len(every), size)]


def said(results: Sequence[bytes | InputError]) -> list[str]:
    """Results as texts."""
    return [str(one) if isinstance(one, InputError) else one.decode() for one in results]


def understood(batch: Sequence[Article]) -> Iterator[bytes]:
    """Upper case; a worker dies of x, once of o, and takes long over l."""
    for article in batch:
        if article.text == "x":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text == "l":
            signal.sigtimedwait([signal.SIGUSR1], 0.3)
        yield article.text.upper().encode()


@pytest.mark.parametrize("size", [1, 2, 3])
def test_results_come_in_order(size: int) -> None:
    """However many work, each batch gives its results, in order, though one takes long."""
    with Crew(size, understood, lambda: None) as crew:
        found = ["".join(said(results)) for results in crew.map(batches("abclefghijkmnpq"))]

    assert found == ["ABC", "LEF", "GHI", "JKM", "NPQ"]


@pytest.mark.parametrize("size", [1, 2])
def test_an_article_that_kills_its_worker_is_told(size: int) -> None:
    """A worker that dies is replaced, its article is told with its name, and all others give their results."""
    with Crew(size, understood, lambda: None) as crew:
        found = [said(results) for results in crew.map(batches("abxxefghixk"))]

    told = "x: the process that read it was ended by signal 9, twice. Give it more memory, or report this with the article."
    assert found == [["A", "B", told], [told, "E", "F"], ["G", "H", "I"], [told, "K"]]


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    """What a worker had not answered when it was killed is given out again."""

    def once(batch: Sequence[Article]) -> Iterator[bytes]:
        for article in batch:
            if article.text == "d" and not (tmp_path / "died").exists():
                (tmp_path / "died").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield article.text.encode()

    with Crew(2, once, lambda: None) as crew:
        assert ["".join(said(results)) for results in crew.map(batches("abcdefghi"))] == ["abc", "def", "ghi"]


def test_what_concerns_all_is_raised() -> None:
    """An error that is not of one article ends the work."""

    def fails(batch: Sequence[Article]) -> Iterator[bytes]:
        raise LexiconError(("words.ttl, line 2: a mistake.", "words.ttl, line 3: another."))
        yield b""

    with Crew(1, fails, lambda: None) as crew, pytest.raises(LexiconError) as told:
        list(crew.map(batches("abc")))

    assert told.value.problems == ("words.ttl, line 2: a mistake.", "words.ttl, line 3: another.")


def test_workers_end_with_who_started_them() -> None:
    """After the context, and where there was nothing to do, no worker is left."""
    pids = Path(f"/proc/self/task/{os.getpid()}/children")
    before = pids.read_text(encoding="ascii")
    with Crew(2, understood, lambda: None) as crew:
        assert list(crew.map([])) == []
        assert len(list(crew.map(batches("abcdef")))) == 2

    assert pids.read_text(encoding="ascii") == before
