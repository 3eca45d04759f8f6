"""Stores that several tests read."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import both, seed

from kg.store import Part, Store

collect_ignore = ["fuzz.py"]
"""Needs atheris, which is no dependency of the tests."""

# A shell starts what runs in its background with Ctrl-C ignored, and processes hand that on to those that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def store() -> Store:
    """A store in memory with the golden graph of the seed article, which a test may change."""
    made = Store.memory()
    made.write(Part(seed()))
    return made


@pytest.fixture(scope="session")
def full() -> Store:
    """A store in memory with both golden graphs, the ontology and the lexicon, to be read only."""
    made = Store.memory()
    made.load_reference()
    made.write(Part(both()))
    return made


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a store with both golden graphs, the ontology and the lexicon, to be read only."""
    path = tmp_path_factory.mktemp("stores") / "kg.store"
    with Store.writing(path) as made:
        made.load_reference()
        made.write(Part(both()))
    return path
