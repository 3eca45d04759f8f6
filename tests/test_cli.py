"""The command line: examples that work as they stand, exit codes, what goes where, and the sentence for each mistake."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from graphs import SEED

from kg import cli, iri
from kg.pipeline import build
from kg.store import Part, Store

ROOT = Path(__file__).parent.parent
ELSEWHERE = ("kg serve", "kg push", "--cluster", "kg lexicon coverage news.jsonl.gz")
"""Examples that need a server or do not end, which have tests of their own, and one that repeats another at length."""
TEXTS = {
    "article.txt": "The army denied on Sunday that rebels had entered Homs. A spokesman said that the army would hold it.",
    "news.txt": "Police arrested Bob Dole in Paris on Monday.",
    "old.txt": "The minister resigned in Berlin.",
    "a.txt": "John Smith praised the plan on Monday. The judge John Smith left London.",
    "b.txt": "John Smith rejected the offer. The player John Smith moved to Leeds.",
    "news/7.txt": "Robert Dole spoke in Paris. Dole said that Bob Dole would win.",
}
WORDS = f"""@prefix en: <{iri.EN}> . @prefix frame: <{iri.FRAME}> . @prefix kg: <{iri.KG}> . @prefix lex: <{iri.LEX}> .
@prefix lexinfo: <{iri.LEXINFO}> . @prefix ontolex: <{iri.ONTOLEX}> . @prefix rdfs: <{iri.RDFS}> .
en:hotwire-v a ontolex:LexicalEntry ; rdfs:label "hotwire"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:hotwire-v-1 .
en:hotwire-v-1 ontolex:reference kg:Seizure ; lex:frame frame:act .
"""


BAD = {
    "bad.jsonl": b'{"id": "good", "text": "Rebels entered Homs."}\n{"id": "cut", "text": "Reb\n{"text": 3}\n'
    b'{"id": "late", "text": "Police left.", "date": "2024-02-30"}\n',
    "binary.txt": b"\x00\x01\x02\x03",
    "empty.txt": b"",
    "latin.txt": "Der Caf\xe9-Besitzer".encode("latin-1"),
    "broken.ttl": f"@prefix en: <{iri.EN}> .\nen:x-v a en:\n".encode(),
}


class Run(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that the examples name, among it two stores."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(ROOT / "seeds", home / "seeds")
    (home / "news").mkdir()
    for name, text in TEXTS.items():
        (home / name).write_text(text, encoding="utf-8")
    records = "".join(
        json.dumps({"id": name, "text": text, "date": "2024-12-08"}) + "\n" for name, text in TEXTS.items()
    )
    (home / "news-2024-12-08.jsonl").write_text(records, encoding="utf-8")
    (home / "local.jsonl").write_text(records.splitlines()[0] + "\n", encoding="utf-8")
    (home / "news.jsonl.gz").write_bytes(gzip.compress((records.splitlines()[1] + "\n").encode(), mtime=0))
    (home / "mine.ttl").write_text(WORDS, encoding="utf-8")
    (home / "verdicts.ttl").write_text(
        "<http://a/a> <http://www.w3.org/2002/07/owl#sameAs> <http://a/b> .\n", encoding="utf-8"
    )
    for name, content in BAD.items():
        (home / name).write_bytes(content)
    (home / "question.rq").write_text("ASK { ?e a kg:Event }\n", encoding="utf-8")
    build([str(home / "news-2024-12-08.jsonl")], home / "news.store")
    build([str(home / "seeds"), str(home / "news-2024-12-08.jsonl")], home / "kg.store")
    with Store.open(home / "kg.store") as store:
        from kg.export import export

        (home / "corrected.trig").write_bytes(export(store, "trig"))
        (home / "built.nq").write_bytes(export(store, "nquads", article="news.txt"))
        (home / "gold.ttl").write_bytes(export(store, "turtle", article="news.txt"))
    return home


@pytest.fixture
def home(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that folder which a test may change, made the current one."""
    copy = shutil.copytree(pack, tmp_path / "home")
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def there(pack: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder as the current one, for commands that only read."""
    monkeypatch.chdir(pack)
    return pack


def run(line: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command of the line in this process, where the model is loaded already."""
    program, *words = shlex.split(line)
    assert program == "kg"
    monkeypatch.setattr(sys, "argv", ["kg", *words])
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    signal.signal(signal.SIGTERM, before)
    said = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return Run(ended.value.code, said.out, said.err)


def shell(line: str, folder: Path, **variables: str) -> Run:
    """Run a line in a shell, with a process of its own for each command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    script = f'set -o pipefail; kg() {{ "{sys.executable}" -m kg "$@"; }}; {line}'
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return Run(done.returncode, done.stdout, done.stderr)


def commands(group: click.Group = cli.commands, name: str = "kg") -> Iterator[tuple[str, click.Command]]:
    """Every command with its full name, groups among them."""
    yield name, group
    for word, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


NAMES = [name for name, _ in commands()]
EXAMPLES = sorted({line for _, command in commands() for line in (command.epilog or "").splitlines()})


# ── help ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Help says what a command does, in a sentence, and ends with examples of that command."""
    found = run(f"{name} --help", monkeypatch, capfd)
    command = dict(commands())[name]
    examples = found.out.partition("\nExamples:\n")[2].split("\n")

    assert (found.code, found.err) == (0, "")
    assert re.search(r"[.:]$", (command.help or "").strip().split("\n\n")[0])
    assert [line.strip() for line in examples if line] == (command.epilog or "").splitlines()
    assert all(name in line for line in (command.epilog or "nothing").splitlines())


@pytest.mark.parametrize("line", [line for line in EXAMPLES if not any(part in line for part in ELSEWHERE)])
def test_the_examples_of_the_help_work(
    line: str, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each example does its work as it stands; results come on standard output or in a file, messages beside."""
    before = {path.name for path in home.iterdir()}
    found = shell(line, home) if "|" in line or "&&" in line or "--jobs" in line else run(line, monkeypatch, capfd)
    made = {path.name for path in home.iterdir()} - before

    assert found.code == 0, found.err
    assert all(one.startswith("kg: ") for one in found.err.splitlines())
    assert found.out or made or found.err


def test_without_a_command_there_is_help(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """The program alone tells its commands, and that nothing was done."""
    found = run("kg", monkeypatch, capfd)

    assert found.code == 2
    assert (
        found.out + found.err
        == cli.commands.get_help(click.Context(cli.commands, info_name="kg", **cli.commands.context_settings)) + "\n"
    )


# ── exit codes and sentences ─────────────────────────────────────────────────

CASES = sorted((ROOT / "tests" / "golden" / "commands").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_mistakes_are_told(
    case: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What does not work gives its exit code and its sentences, nothing else, as reviewed by eye."""
    line, code, told = case.read_text(encoding="utf-8").split("\n", 2)
    found = run(line.removeprefix("$ "), monkeypatch, capfd)

    assert (found.code, found.out + found.err) == (int(code.removeprefix("exit ")), told)


def test_faults_of_a_graph_are_results(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A graph that breaks its contract is told on standard output, how often on standard error, with exit code 1."""
    with Store.writing(home / "kg.store") as store:
        kept = [str(quad) + " .\n" for quad in store.engine if iri.graph(SEED) in str(quad.graph_name)]
        store.write(Part("".join(line for line in kept if f"#claim_94> <{iri.KG}modality>" not in line).encode()))

    assert run("kg check --article 000_603f03b3b19a2f69.txt", monkeypatch, capfd) == Run(
        1,
        "000_603f03b3b19a2f69.txt: claim_94 (modality): A claim has one modality: actual, possible, planned or hypothetical."
        ' It is said at 17 to 181: "Syrian rebels, who are advancing towards the capital Damascus, claim to have entered the'
        ' city of Homs on Saturday following the withdrawal of the government forces."\n',
        "kg: 1 fault.\n",
    )


# ── what goes where ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "kg query sources --format csv",
        "kg export --format nquads",
        "kg view -o -",
        "kg explain entered",
        "kg lexicon word withdraw",
    ],
)
def test_results_alone_are_on_standard_output(
    line: str, there: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What a command finds can be piped on: nothing else is written there, and nothing is said beside it."""
    found = run(line, monkeypatch, capfd)

    assert (found.code, found.err) == (0, "")
    assert "kg: " not in found.out.split("\n", 1)[0]
    assert found.out.endswith("\n") or line == "kg view -o -"


def test_who_reads_may_stop(there: Path) -> None:
    """A pipe that is closed early is no failure."""
    found = shell("kg export --format nquads | head -n 1", there)

    assert (found.code, found.err, found.out.count("\n")) == (0, "", 1)


def _on_terminal(words: list[str], folder: Path, **variables: str) -> str:
    """Run a command on a terminal of its own, and give what is shown there."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80", **variables}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kg", *words]
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as child:
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # how Linux says that nobody writes to the terminal any more
                break
            if not chunk:
                break
            shown += chunk
        os.close(ours)
        assert child.wait() == 0
    return shown.decode()


def test_colour_is_for_terminals(
    there: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A table is coloured on a terminal, not where NO_COLOR is set, and not in a pipe."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = re.compile(r"\x1b\[[\d;]*3\d(;\d+)*m")
    plain = _on_terminal(["query", "sources"], there, NO_COLOR="1")

    assert "\x1b[" in _on_terminal(["query", "sources"], there)
    assert coloured.search(plain) is None
    assert "Syrian military" in plain
    assert "\x1b" not in run("kg query sources", monkeypatch, capfd).out


def test_a_name_cannot_steer_the_terminal(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file whose name holds control characters is told with them escaped."""
    (home / "a\x1b[2J\u202e.txt").write_bytes(b"")
    found = run("kg build 'a\x1b[2J\u202e.txt'", monkeypatch, capfd)

    assert found == Run(
        2, "", "kg: a\\x1b[2J\\u202e.txt: the text is empty.\nkg: 0 articles built into kg.store, 1 not read.\n"
    )


def test_asking_loads_no_parser(there: Path) -> None:
    """A query, an explanation and an export start without spaCy, rdflib and the like."""
    heavy = ("spacy", "thinc", "rdflib", "networkx", "trafilatura", "pyvis", "numpy")
    program = (
        "import sys\nfrom kg import cli\nsys.argv = ['kg', *sys.argv[1:]]\ntry:\n    cli.main()\nfinally:\n"
        f"    print([one for one in {heavy} if one in sys.modules], file=sys.stderr)\n"
    )
    for words in (
        ["query", "sources"],
        ["explain", "entered"],
        ["check"],
        ["export", "--format", "turtle"],
        ["--help"],
    ):
        found = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=there, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
        )  # fmt: skip

        assert found.stderr.splitlines()[-1] == "[]", words


# ── interruption ─────────────────────────────────────────────────────────────

SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def _asking(process: subprocess.Popen[str], home: Path) -> bool:
    """Tell whether a query has got its own process."""
    return bool(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8"))


def _building(process: subprocess.Popen[str], home: Path) -> bool:
    """Tell whether a build has made its store, and waits for its input."""
    return (home / "new.store" / "data").is_dir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("words", "busy"),
    [(["query", SLOW], _asking), (["build", "-", "--store", "new.store"], _building)],
    ids=["query", "build"],
)
def test_an_interruption_is_told(
    words: list[str], busy: Callable[[subprocess.Popen[str], Path], bool], number: signal.Signals, home: Path
) -> None:
    """Ctrl-C and a request to end leave with 130 and a sentence, whatever is going on."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-m", "kg", *words], cwd=home, env=environment, text=True, **pipes) as child:
        while not busy(child, home):
            assert child.poll() is None
            time.sleep(0.05)
        child.send_signal(number)
        try:
            out, err = child.communicate(timeout=60)
        finally:
            child.kill()

    assert (child.returncode, out) == (130, "")
    assert err.lstrip("\n") == "kg: Interrupted. What was done is kept; the same command goes on from there.\n"
