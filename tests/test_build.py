"""Building: what is there is kept, what changes hands moves, what goes goes, and nothing that was done is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from kills import exported, kills

import kg
from kg import pipeline, program
from kg.errors import StoreError, UsageError
from kg.store import Store
from kg.text import parser

ROOT = Path(__file__).parent.parent


def lay(folder: Path, files: dict[str, str]) -> str:
    """Put files into a folder and take away the others; gives its path."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return str(folder)


def names(store: Path) -> list[tuple[str, ...]]:
    """The identifiers of each article in a store, sorted."""
    with Store.open(store) as opened:
        return sorted(known.identifiers for known in map(opened.facts, opened.articles()) if known)


def numbers(report: kg.Report) -> tuple[int, int, int, int]:
    """How many articles were done, kept and removed, and how many failed."""
    return report.done, report.kept, report.removed, len(report.failures)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store may be made."""
    return tmp_path / "kg.store"


ONE, TWO, THREE = "Rebels entered Homs.\n", "The army left Hama.\n", "Protesters met in Aleppo.\n"


def test_only_what_changed_is_done(tmp_path: Path, store: Path) -> None:
    """Of three articles the one with a new text is made again, under its identifier, and the old text goes."""
    news = lay(tmp_path / "news", {"1.txt": ONE, "2.txt": TWO, "3.txt": THREE})
    assert numbers(kg.build([news], store)) == (3, 0, 0, 0)
    assert numbers(kg.build([news], store)) == (0, 3, 0, 0)
    lay(tmp_path / "news", {"1.txt": ONE, "2.txt": TWO, "3.txt": "Protesters left Aleppo.\n"})

    assert numbers(kg.build([news], store)) == (1, 2, 0, 0)
    assert names(store) == [("1.txt",), ("2.txt",), ("3.txt",)]
    kg.build([news], tmp_path / "fresh")
    assert exported(store) == exported(tmp_path / "fresh")


def test_another_program_makes_all_again(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the program has made is made again; other words do so too."""
    news = lay(tmp_path / "news", {"1.txt": ONE, "2.txt": TWO})
    with monkeypatch.context() as other:
        other.setattr(program, "digest", lambda: "0" * 64)
        kg.build([news], store)

    assert numbers(kg.build([news], store)) == (2, 0, 0, 0)
    words = tmp_path / "words.ttl"
    words.write_text("@prefix en: <https://w3id.org/kg-event/lexicon/en#> .\n", encoding="utf-8")
    assert numbers(kg.build([news], store, lexicons=[words])) == (2, 0, 0, 0)
    assert numbers(kg.build([news], store, lexicons=[words])) == (0, 2, 0, 0)


def test_the_program_is_what_decides_graphs() -> None:
    """The digest reads the modules from parse to triples and the tables, and not what only reads, asks or draws."""
    found = {path.relative_to(ROOT).as_posix() for path in program._files()}

    assert {"kg/understand/extract.py", "kg/triples.py", "kg/when/dates.py", "ontology/event.ttl"} <= found
    assert not {one for one in found if one.startswith(("kg/view", "kg/ask", "kg/cli", "kg/store", "ontology/lexicon"))}
    assert program.software() == f"kg-0.1.0+{program.digest()[:16]}"


MOVES = {
    "the old text has another name": ({"1.txt": TWO, "2.txt": ONE}, [("1.txt",), ("2.txt",)]),
    "names change places with a third": (
        {"1.txt": TWO, "0.txt": ONE, "3.txt": TWO},
        [("0.txt",), ("1.txt", "2.txt", "3.txt")],
    ),
    "the old text comes under a later name": ({"1.txt": THREE, "9.txt": ONE}, [("1.txt",), ("2.txt",), ("9.txt",)]),
    "a copy stays": ({"1.txt": THREE, "2.txt": TWO}, [("1.txt",), ("2.txt",)]),
}


@pytest.mark.parametrize("case", MOVES)
@pytest.mark.parametrize("part", [1, 4])
def test_an_identifier_belongs_to_one_text(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, case: str, part: int
) -> None:
    """Where names move between texts, no text that still has a name is lost, be they written together or not."""
    monkeypatch.setattr(pipeline, "BATCH", 1)
    monkeypatch.setattr(pipeline, "PART", part)
    then, expected = MOVES[case]
    kg.build([lay(tmp_path / "news", {"1.txt": ONE, "2.txt": TWO})], store)

    kg.build([lay(tmp_path / "news", then)], store)

    assert names(store) == expected


def test_a_copy_under_another_name_outlives_the_first(tmp_path: Path, store: Path) -> None:
    """One text under two names stays under the second when the first gets a new text."""
    kg.build([lay(tmp_path / "news", {"a.txt": ONE, "b.txt": ONE})], store)
    assert names(store) == [("a.txt", "b.txt")]

    kg.build([lay(tmp_path / "news", {"a.txt": TWO, "b.txt": ONE})], store)

    assert names(store) == [("a.txt",), ("b.txt",)]


def test_a_parser_that_fails_costs_one_article(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where parsing a batch fails, the article at fault is told and the others are built."""
    real = parser.parse

    def parse(bodies: Iterator[tuple[str, int]]) -> Iterator[object]:
        for text, begin in bodies:
            if text == TWO:
                raise ValueError("no parse")
            yield from real([(text, begin)])

    monkeypatch.setattr(parser, "parse", parse)
    news = lay(tmp_path / "news", {"1.txt": ONE, "2.txt": TWO, "3.txt": THREE})

    report = kg.build([news], store)

    assert [str(failure) for failure in report.failures] == [
        f"{news}/2.txt: the program failed on it (ValueError: no parse). Please report this with the article."
    ]
    assert names(store) == [("1.txt",), ("3.txt",)]


# ── going ────────────────────────────────────────────────────────────────────


def test_sync_leaves_what_a_fresh_build_would(tmp_path: Path, store: Path) -> None:
    """Articles, copies and facts that the inputs hold no more go; a second time nothing is done."""
    files = {
        "1.txt": ONE,
        "2.txt": TWO,
        "3.txt": THREE,
        "copy.txt": ONE,
        "4.jsonl": f'{{"id": "x", "text": "{THREE[:-1]}"}}',
    }
    kg.build([lay(tmp_path / "news", files)], store)
    news = lay(tmp_path / "news", {"copy.txt": ONE, "3.txt": "date 2024-12-08 " + THREE})

    assert numbers(kg.build([news], store, sync=True)) == (2, 0, 2, 0)
    kg.build([news], tmp_path / "fresh")
    assert exported(store) == exported(tmp_path / "fresh")
    assert numbers(kg.build([news], store, sync=True)) == (0, 2, 0, 0)


def test_sync_keeps_what_cannot_be_read_now(tmp_path: Path, store: Path) -> None:
    """An article whose file has gone bad stays; where it is not known which a bad file held, all stay."""
    files = {"1.txt": ONE, "2.txt": TWO, "3.jsonl": f'{{"id": "x", "text": "{THREE[:-1]}"}}\n'}
    kg.build([lay(tmp_path / "news", files)], store)

    report = kg.build([lay(tmp_path / "news", {"2.txt": ""})], store, sync=True)
    assert (numbers(report), report.notes) == (
        (0, 0, 2, 1),
        ("Not every input could be read, so 1 that may be in those are kept.",),
    )
    assert names(store) == [("2.txt",)]

    report = kg.build([lay(tmp_path / "news", {"3.jsonl": "nonsense\n"})], store, sync=True)
    assert (report.removed, names(store)) == (0, [("2.txt",)])


def test_sync_needs_inputs_that_can_be_read_twice(store: Path) -> None:
    """Standard input cannot be kept in step."""
    with pytest.raises(UsageError, match=r"^Standard input can be read only once, so it cannot be kept in step\. Name"):
        kg.build(["-"], store, sync=True)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("a.txt", [("b.txt",), ("c.txt",)]),
        ("c.txt", [("a.txt", "b.txt")]),
        ("news/c.txt", [("a.txt", "b.txt")]),
        ("other/renamed.txt", [("a.txt", "b.txt")]),
        ("https://w3id.org/kg-event/id/article/7d8c", [("a.txt", "b.txt"), ("c.txt",)]),
        ("ARTICLE", [("c.txt",)]),
        ("news", []),
        ("nothing", [("a.txt", "b.txt"), ("c.txt",)]),
    ],
)
def test_removing(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, given: str, left: list[tuple[str, ...]]
) -> None:
    """An article goes by identifier, IRI or file; one of two names only takes the name away."""
    monkeypatch.chdir(tmp_path)
    lay(tmp_path / "news", {"a.txt": ONE, "b.txt": ONE, "c.txt": TWO})
    lay(tmp_path / "other", {"renamed.txt": TWO})
    kg.build(["news"], store)
    with Store.open(store) as opened:
        (article,) = opened.holders("a.txt")

    removed, unknown = pipeline.remove([given.replace("ARTICLE", article)], store)

    assert names(store) == left
    assert (removed > 0, len(unknown)) == (not unknown, 1 if len(left) == 2 and given != "a.txt" else 0)


def test_removing_needs_a_store(store: Path) -> None:
    """A store that is not there is not made."""
    with pytest.raises(StoreError, match=r"^There is no store at "):
        pipeline.remove(["a.txt"], store)
    assert not store.exists()


# ── faults ───────────────────────────────────────────────────────────────────


def test_random_kills(tmp_path: Path) -> None:
    """Builds, their workers, and builds by Ctrl-C are ended at random; nothing is lost, half there or left over."""
    seen = kills(20, 8, tmp_path)

    assert sum(seen.values()) == 20


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small file system of its own at a folder; the test is skipped where the machine allows none."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def command(arguments: Sequence[str | Path], cwd: Path) -> tuple[int, str]:
    """Run the command line; gives its exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_a_full_disk_is_told_and_the_rest_follows(tmp_path: Path) -> None:
    """On a disk too small for all articles a build says so; with room the same command completes it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    lines = (ROOT / "tests" / "articles.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "news.jsonl").write_text("".join(lines[:8]), encoding="utf-8")
    with mounted(disk, "size=6m"):
        code, said = command(["build", "news.jsonl", "--store", disk / "kg.store"], tmp_path)
        assert (code, said) == (
            2,
            f"kg: {disk}/kg.store cannot be written: the disk is full. Free some space and give the same command again.\n",
        )
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        code, said = command(["build", "news.jsonl", "--store", disk / "kg.store"], tmp_path)
        assert code == 0, said
        kg.build([str(tmp_path / "news.jsonl")], tmp_path / "fresh")
        assert exported(disk / "kg.store") == exported(tmp_path / "fresh")


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """Where nothing may be written a build says so, and a store there can still be read."""
    disk = tmp_path / "disk"
    disk.mkdir()
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    with mounted(disk, "size=50m"):
        kg.build([str(tmp_path / "a.txt")], disk / "kg.store")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        told = "cannot be used: Read-only file system. Change the rights of the folder, or name another.\n"
        for name in ("kg.store", "new.store"):
            code, said = command(["build", "a.txt", "--store", disk / name], tmp_path)
            assert (code, said) == (2, f"kg: {disk / name} {told}")
        assert command(["export", "--store", disk / "kg.store", "--format", "nquads", "-o", "a.nq"], tmp_path)[0] == 0
