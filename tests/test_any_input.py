"""The command with everything at once that goes wrong: each is one sentence, the rest is built, the exit code is 1."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_build import names

from kg.errors import InputError
from kg.pipeline import understand
from kg.text.article import Article
from kg.words.lexicon import load

ROOT = Path(__file__).parent.parent
CONVERT = "Convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
GERMAN = "Der Minister hat am Montag erklärt, dass er mit dem Bericht der Kommission nicht einverstanden ist."


def lay(folder: Path) -> None:
    """Lay out good files among bad ones."""
    folder.mkdir()
    texts = {
        "good.txt": "date 2024-12-08 Rebels entered Homs.",
        "empty.txt": "",
        "german.txt": GERMAN,
        "quotes.txt": '"' * 10_000 + " the army left Hama.",
        "sentence.txt": "The army left Hama " + "and the rebels entered Homs " * 600 + ".",
        "line.txt": ("Rebels entered Homs on Saturday, " * 400 + "he said. "),
        "bidi.txt": "\u202eRebels\u202c entered \u2066Homs\u2069. \U0001f600 אמר",
        "control.txt": "\x1b[31mRebels\x07 entered Homs.\u2028She left.",
        "marks.txt": '<script>alert(1)</script> } DROP ALL # "; rm -rf / $(x) said the army.',
        "decomposed.txt": "Rebels e\u0301ntered Ho\u0308ms.",
        "table.txt": "Homs | 12 | 3\nHama | 4 | 5\n" * 50,
        "deep.html": "<div>" * 50_000 + "Rebels entered Homs.",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "latin.txt").write_bytes("Rebels entered a café.".encode("latin-1"))
    (folder / "binary.txt").write_bytes(bytes(range(256)))
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress(b" " * 20_000_000))
    lines = [{"id": "a/b\"c'<d>?#", "text": "Protesters met in Aleppo."}, {"id": 3}, [], {"text": ["x"]}]
    (folder / "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "inner.txt").write_text("Troops left Idlib.", encoding="utf-8")
    (folder / "folder.txt" / "circle").symlink_to("..")
    os.mkfifo(folder / "pipe.txt")


TOLD = [
    "binary.txt: this is no text: byte 1 is NUL.",
    "bomb.jsonl.gz: this gzip file unpacks to more than 500 times its size, which no text does.",
    "deep.html: this page nests its elements more than 256 deep. Save its text as .txt.",
    "empty.txt: the text is empty.",
    "german.txt: this looks like German, and only English can be read. Use --any-language to insist.",
    f"latin.txt: this is not UTF-8 at byte 21. {CONVERT}",
    'lines.jsonl, line 2: this has no "text".',
    "lines.jsonl, line 3: this is a list, not an object.",
    'lines.jsonl, line 4: the "text" is a list, not text.',
    "pipe.txt: this is a pipe, device or socket, not a file. Use - to read standard input.",
]
BUILT = [
    ("a/b\"c'<d>?#",), ("bidi.txt",), ("control.txt",), ("decomposed.txt",), ("folder.txt/inner.txt",), ("good.txt",),
    ("line.txt",), ("marks.txt",), ("quotes.txt",), ("sentence.txt",), ("table.txt",),
]  # fmt: skip


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_takes_everything(tmp_path: Path) -> None:
    """Good and bad inputs together: what is bad is told, what is good is built and can be exported and checked."""
    lay(tmp_path / "in")

    done = run(["build", "in", "--jobs", "2"], tmp_path)

    said = [line.removeprefix("kg: in/") for line in done.stderr.splitlines() if line.startswith("kg: in/")]
    assert (done.returncode, said) == (1, TOLD)
    assert done.stderr.splitlines()[-1] == "kg: 11 articles built into kg.store, 10 not read."
    assert names(tmp_path / "kg.store") == BUILT
    assert run(["check"], tmp_path).returncode == 0
    assert run(["export", "--format", "turtle", "-o", "out"], tmp_path).returncode == 0


def test_insisting_on_a_language(tmp_path: Path) -> None:
    """What is refused for its language is built where the user insists; nothing but bad inputs gives exit code 2."""
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")

    assert run(["build", "a.txt"], tmp_path).returncode == 2
    assert run(["build", "a.txt", "--any-language"], tmp_path).returncode == 0


ONE = settings(deadline=None, derandomize=True, max_examples=60)


@ONE
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=200))
def test_no_text_makes_the_program_fail(text: str) -> None:
    """Any text gives a graph: never the sentence that says that the program failed."""
    (found,) = understand([Article(("x",), text, None)], load(()))

    assert not isinstance(found, InputError), str(found)


GROWING = {
    "alike": "Maria Lopez said Lopez left. ",
    "pronouns": "He said he left. She said she saw him. They said it was theirs. ",
    "quotations": "“yes, he said ",
    "places": "The army left Paris in Texas. The army left London. ",
    "clauses": "the rebels entered the city of Homs and ",
}


@pytest.mark.parametrize("name", GROWING)
def test_the_graph_grows_with_the_text(name: str) -> None:
    """Twice the text gives about twice the graph: no pair of everything with everything is written."""
    sizes = []
    for times in (150, 300):
        (found,) = understand([Article(("x",), GROWING[name] * times, None)], load(()))
        assert isinstance(found, bytes)
        sizes.append(found.count(b"\n"))

    assert sizes[1] < 2.4 * sizes[0], sizes
