"""The README's commands run as they stand, and what it shows is what comes out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BIN = Path(sys.executable).parent


def blocks(language: str) -> list[str]:
    """Give the blocks of the README in a language."""
    return [text for kind, text in BLOCK.findall(README) if kind == language]


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the README with this environment's programs first."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the seed built into its store."""
    found = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", found / "seeds")
    assert shell("kg build seeds/", found).returncode == 0
    return found


def test_command_1(tmp_path: Path) -> None:
    """A clean copy of the project sets itself up and does the main job with the README's first command."""
    copy = tmp_path / "copy"
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    run = subprocess.run(
        ["bash", "-c", blocks("sh")[0]], cwd=copy, capture_output=True, text=True, check=False, timeout=600
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[0].split() == ["who", "how", "what", "modality", "polarity", "via"]
    assert (copy / "graph.html").read_text().lower().startswith("<!doctype html>")
    assert "kg:Claim" in (copy / "graph.ttl").read_text()


def test_command_2() -> None:
    """The README's second command is what runs these tests."""
    assert blocks("sh")[1].strip().endswith("-m pytest")
    assert "-m pytest" in (ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize("block", blocks("console"))
def test_session(block: str, folder: Path) -> None:
    """Every command of the session answers what the README shows."""
    command, _, shown = block.removeprefix("$ ").partition("\n")
    run = shell(command, folder)
    assert (run.returncode, [line.rstrip() for line in run.stdout.splitlines()]) == (0, shown.splitlines())


def test_python(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The Python of the README runs."""
    monkeypatch.chdir(tmp_path)
    (block,) = blocks("python")
    exec(compile(block, "README.md", "exec"), {})  # noqa: S102


def test_word(folder: Path, tmp_path: Path) -> None:
    """The README's own word is a right entry, and a sentence with it is understood by it."""
    (block,) = blocks("turtle")
    (tmp_path / "mine.ttl").write_text(block)
    (tmp_path / "theft.txt").write_text("Thieves hotwired a car in Leeds.")
    checked = shell("kg lexicon check --lexicon mine.ttl", tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert shell("kg build theft.txt --date 2024-01-01 --lexicon mine.ttl", tmp_path).returncode == 0
    assert "hotwire-v-1" in shell("kg explain hotwired", tmp_path).stdout
