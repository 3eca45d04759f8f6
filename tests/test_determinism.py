"""The same articles give the same bytes: under any hash seed, in any order, by any number of processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
QUADS = """
import hashlib, sys
from parses import quads
from kg.text.article import read
for article in read(sys.argv[1:]):
    print(hashlib.sha256(quads(article)).hexdigest())
"""
"""A program that prints the digest of the graph of each article."""


def run(program: list[str], **environment: str) -> bytes:
    """What a Python program prints, run in another process with our package and tests."""
    path = os.pathsep.join([str(ROOT), str(HERE)])
    known = {**os.environ, "PYTHONPATH": path, **environment}
    return subprocess.run([sys.executable, *program], env=known, capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The first articles of the tests, and the same in another order."""
    lines = (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    folder = tmp_path_factory.mktemp("articles")
    one, other = folder / "one.jsonl", folder / "other.jsonl"
    one.write_text("\n".join(lines) + "\n", encoding="utf-8")
    other.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    assert len({json.loads(line)["id"] for line in lines}) == 5
    return [one, other]


def exported(inputs: Path, store: Path, *options: str, **environment: str) -> bytes:
    """The whole graph that the command line builds of some articles, as N-Quads and as Turtle."""
    run(["-m", "kg", "build", str(inputs), "--store", str(store), *options], **environment)
    forms = ("nquads", "turtle")
    return b"".join(run(["-m", "kg", "export", "--store", str(store), "--format", f], **environment) for f in forms)


@pytest.fixture(scope="module")
def graph(some: list[Path], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph that one process makes of the articles in their order."""
    found = exported(some[0], tmp_path_factory.mktemp("stores") / "one", "--jobs", "1", PYTHONHASHSEED="0")
    assert found.count(b"\n") > 1000
    return found


def test_hash_seeds() -> None:
    """The graph of the seed article is the same whatever order sets have."""
    seeds = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]

    with ThreadPoolExecutor() as pool:  # the processes run beside each other
        digests = {
            *pool.map(lambda seed: run(["-c", QUADS, *seeds], PYTHONHASHSEED=seed), ("0", "1", "2", "3", "4242"))
        }

    assert len(digests) == 1
    assert len(digests.pop().split()) == len(seeds)


def test_two_processes(some: list[Path], graph: bytes, tmp_path: Path) -> None:
    """Two processes make the graph that one makes."""
    assert exported(some[0], tmp_path / "store", "--jobs", "2", PYTHONHASHSEED="1") == graph


def test_another_order_and_place(some: list[Path], graph: bytes, tmp_path: Path) -> None:
    """The order of the articles, the locale, the time zone and the home folder have no effect."""
    elsewhere = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "HOME": str(tmp_path), "PYTHONHASHSEED": "2"}

    assert exported(some[1], tmp_path / "store", **elsewhere) == graph
