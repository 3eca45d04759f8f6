"""The same articles give the same bytes: under any hash seed, in any order, by any number of processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


def exported(inputs: Path, store: Path, *options: str, seed: str = "0") -> bytes:
    """The whole graph that the command line builds of some articles, as N-Quads."""
    run(["-m", "kg", "build", str(inputs), "--store", str(store), *options], PYTHONHASHSEED=seed)
    return run(["-m", "kg", "export", "--store", str(store), "--format", "nquads"], PYTHONHASHSEED=seed)


def test_hash_seeds() -> None:
    """The graph of the seed article is the same whatever order sets have."""
    seeds = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]

    digests = {run(["-c", QUADS, *seeds], PYTHONHASHSEED=seed) for seed in ("0", "1", "42", "4242")}

    assert len(digests) == 1
    assert len(digests.pop().split()) == len(seeds)


def test_processes_and_order(some: list[Path], tmp_path: Path) -> None:
    """One process or two, articles in this order or that, another hash seed: the same graph."""
    one, other = some

    alone = exported(one, tmp_path / "1", "--jobs", "1")

    assert exported(one, tmp_path / "2", "--jobs", "2", seed="1") == alone
    assert exported(other, tmp_path / "3", "--jobs", "1", seed="2") == alone
    assert alone.count(b"\n") > 1000


def test_where_it_is_built_does_not_matter(some: list[Path], tmp_path: Path) -> None:
    """The locale, the time zone and the folder have no effect."""
    here = exported(some[0], tmp_path / "1")
    program = ["-m", "kg", "build", str(some[0]), "--store", str(tmp_path / "2")]

    run(program, LC_ALL="C", TZ="Pacific/Kiritimati", HOME=str(tmp_path))
    there = run(
        ["-m", "kg", "export", "--store", str(tmp_path / "2"), "--format", "nquads"], LC_ALL="C", TZ="Asia/Tokyo"
    )

    assert there == here
