"""A cluster gives what one machine gives, also where workers are lost; parts are files for any bulk loader."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from kills import exported

import kg
from kg import cluster as clusters
from kg import partition, program
from kg.crew import Crew
from kg.errors import InputError, StoreError, UsageError
from kg.text.article import Article, read

HERE = Path(__file__).parent
ROOT = HERE.parent
_HEAD = 500
"""Characters of an article that are read."""
HERE_ALONE = ["--host", "127.0.0.1", "--no-dashboard"]


@contextmanager
def started(module: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask in a process group of its own, all of which is ended."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])}
    command = [sys.executable, "-m", f"distributed.cli.{module}", *options, *HERE_ALONE]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def gathered(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler on loopback with some worker processes, and its address."""
    note = folder / "scheduler.json"
    with ExitStack() as stack:
        stack.enter_context(started("dask_scheduler", "--port", "0", "--scheduler-file", str(note)))
        for number in range(workers):
            own = ("--scheduler-file", str(note), "--nthreads", "1", "--local-directory", str(folder / str(number)))
            stack.enter_context(started("dask_worker", *own))
        while not note.exists():
            time.sleep(0.05)
        yield json.loads(note.read_text(encoding="utf-8"))["address"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two workers."""
    with gathered(tmp_path_factory.mktemp("dask"), 2) as found:
        yield found


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The heads of some articles six times, each time with a sentence more, so that there are several batches."""
    lines = [json.loads(line) for line in (HERE / "articles.jsonl").read_text(encoding="utf-8").splitlines()[:6]]
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    more = [
        {**line, "id": f"{line['id']}/{n}", "text": line["text"][:_HEAD] + " The army left." * n}
        for n in range(6)
        for line in lines
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in more), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def graph(news: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The graph that one process makes of them."""
    store = tmp_path_factory.mktemp("one") / "kg.store"
    assert kg.build([news], store).done == 36
    return exported(store)


def batches(texts: str, size: int = 2) -> list[list[Article]]:
    """Batches of articles with a letter each."""
    every = [Article((letter,), letter, None, origin=letter) for letter in texts]
    return [every[begin : begin + size] for begin in range(0, len(every), size)]


def understood(articles: Sequence[Article]) -> Iterator[bytes]:
    """Upper case; a worker dies of x."""
    for article in articles:
        if article.text == "x":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text == "y":
            raise UsageError("This concerns all.")
        yield article.text.upper().encode()


def test_a_cluster_gives_the_same_bytes(address: str, news: str, graph: bytes, tmp_path: Path) -> None:
    """A build by two workers of a cluster gives the bytes of one by a process here, and once more it does nothing."""
    store = tmp_path / "kg.store"

    assert kg.build([news], store, cluster=address).done == 36
    assert exported(store) == graph
    assert kg.build([news], store, cluster=address).kept == 36


def test_words_are_sent_along(address: str, tmp_path: Path) -> None:
    """A user's own words hold at the workers too."""
    (tmp_path / "words.ttl").write_text(
        "@prefix en: <https://w3id.org/kg-event/lexicon/en#> .\n@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .\n"
        "@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix kg: <https://w3id.org/kg-event/ns#> .\n@prefix lex: <https://w3id.org/kg-event/lexicon/ns#> .\n"
        "@prefix frame: <https://w3id.org/kg-event/lexicon/frame#> .\n"
        'en:hotwire-v a ontolex:LexicalEntry ; rdfs:label "hotwire"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:hotwire-v-1 .\n'
        "en:hotwire-v-1 ontolex:reference kg:Seizure ; lex:frame frame:act .\n",
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text("Thieves hotwired a car in Leeds.", encoding="utf-8")
    for name, where in (("here", ""), ("there", address)):
        kg.build([str(tmp_path / "a.txt")], tmp_path / name, lexicons=[tmp_path / "words.ttl"], cluster=where)

    assert b"hotwire-v-1" in exported(tmp_path / "there")
    assert exported(tmp_path / "here") == exported(tmp_path / "there")


def test_a_worker_is_killed(news: str, graph: bytes, tmp_path: Path) -> None:
    """Of two workers one is killed in the middle: the other does the rest, with the same bytes in the end."""
    store, note = tmp_path / "kg.store", tmp_path / "scheduler.json"
    with gathered(tmp_path, 1) as address, started(
        "dask_worker", "--scheduler-file", str(note), "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / "w")
    ) as worker:  # fmt: skip
        seen: list[int] = []

        def watch(done: int, kept: int, failed: int) -> None:
            if done == 4:
                worker.kill()
                seen.append(done)

        report = kg.build([news], store, cluster=address, progress=watch)

    assert (report.done, report.failures, seen) == (36, (), [4])
    assert exported(store) == graph


@pytest.mark.slow
def test_a_scheduler_that_is_lost_is_told(news: str, graph: bytes, tmp_path: Path) -> None:
    """Where the scheduler dies a sentence says so; the same command with another does the rest."""
    store, note = tmp_path / "kg.store", tmp_path / "first.json"
    with started("dask_scheduler", "--port", "0", "--scheduler-file", str(note)) as scheduler, started(
        "dask_worker", "--scheduler-file", str(note), "--nthreads", "1", "--local-directory", str(tmp_path / "w")
    ):  # fmt: skip
        while not note.exists():
            time.sleep(0.05)

        def watch(done: int, kept: int, failed: int) -> None:
            if done == 4:
                scheduler.kill()

        first = json.loads(note.read_text(encoding="utf-8"))["address"]
        with pytest.raises(UsageError, match=r"The scheduler at .* is lost\. What was done is kept"):
            kg.build([news], store, cluster=first, progress=watch)

    kg.build([news], store)
    assert exported(store) == graph


def test_an_article_that_kills_workers_is_told(address: str) -> None:
    """An article on which every worker is lost gives an error; what stood in its batch gives results."""
    with clusters.Cluster(address, understood) as cluster:
        found = list(cluster.map(batches("abcxef")))

    told = "x: every process that read it was lost. Give them more memory, or report this with the article."
    assert [[one.decode() if isinstance(one, bytes) else str(one) for one in row] for row in found] == [
        ["A", "B"], ["C", told], ["E", "F"],
    ]  # fmt: skip


def test_both_workplaces_are_alike(address: str) -> None:
    """Processes here and those of a cluster give the same, and raise the same."""
    for place in (Crew(2, understood, lambda: None), clusters.Cluster(address, understood)):
        with place as there:
            assert list(there.map(batches("abcde"))) == [[b"A", b"B"], [b"C", b"D"], [b"E"]]
            assert list(there.map([])) == []
            with pytest.raises(UsageError, match="This concerns all"):
                list(there.map(batches("ay")))


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nobody answers a sentence says what to start."""
    monkeypatch.setattr(clusters, "_WAIT", 1)
    (tmp_path / "a.txt").write_text("Rebels entered Homs.", encoding="utf-8")

    with pytest.raises(UsageError, match=r"No scheduler with a worker answers at tcp://127\.0\.0\.1:9\."):
        kg.build([str(tmp_path / "a.txt")], tmp_path / "kg.store", cluster="tcp://127.0.0.1:9")


# ── parts ────────────────────────────────────────────────────────────────────


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder of parts."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "lock"}


@pytest.mark.slow
def test_parts_are_the_same_everywhere(address: str, news: str, graph: bytes, tmp_path: Path) -> None:
    """Processes here and of a cluster write the same files; loaded, they are the store that is built at once."""
    assert partition.build_parts([news], tmp_path / "one").done == 36
    assert partition.build_parts([news], tmp_path / "two", cluster=address).done == 36

    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name, content in files(tmp_path / "one").items():
        assert name == "manifest.jsonl" or b"".join(sorted(set(content.splitlines(keepends=True)))) == content
    for _ in range(2):
        assert partition.load_parts(tmp_path / "two", tmp_path / "kg.store") == 36
        assert exported(tmp_path / "kg.store") == graph


@pytest.mark.slow
def test_parts_that_are_there_are_kept(news: str, tmp_path: Path) -> None:
    """Only a part that is missing is made again; what is of other inputs goes, and the manifest tells what there is."""
    folder = tmp_path / "parts"
    partition.build_parts([news], folder)
    before = files(folder)
    (part,) = (name for name in before if name.startswith("part-"))
    assert partition.build_parts([news], folder).kept == 36
    (folder / part).unlink()
    assert partition.build_parts([news], folder).done == 36
    assert files(folder) == before
    manifest = [json.loads(line) for line in before["manifest.jsonl"].splitlines()]
    assert [(line["file"], line["quads"], len(line["articles"])) for line in manifest] == [
        (part, before[part].count(b"\n"), 36), ("reference.nq", before["reference.nq"].count(b"\n"), 0),
    ]  # fmt: skip

    (tmp_path / "other.txt").write_text("Rebels entered Homs.", encoding="utf-8")
    partition.build_parts([str(tmp_path / "other.txt")], folder)
    assert part not in files(folder)


@pytest.mark.slow
def test_parts_go_on_after_an_interruption(news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is interrupted keeps the parts that are whole, has no manifest yet, and goes on to the same files."""
    monkeypatch.setattr(partition, "BATCH", 2)
    monkeypatch.setattr(partition, "PART", 2)
    partition.build_parts([news], tmp_path / "undisturbed")

    def stop(done: int, kept: int, failed: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        partition.build_parts([news], tmp_path / "parts", progress=stop)
    left = files(tmp_path / "parts")
    report = partition.build_parts([news], tmp_path / "parts")

    assert (len(left), report.kept, report.done) == (2, 8, 28)
    assert files(tmp_path / "parts") == files(tmp_path / "undisturbed")


@pytest.mark.slow
def test_any_loader_takes_parts(news: str, tmp_path: Path) -> None:
    """The files are plain N-Quads: together they hold what an export holds, but for the links across articles."""
    partition.build_parts([news], tmp_path / "parts")
    plain, store = ox.Store(), tmp_path / "kg.store"
    for path in (tmp_path / "parts").glob("*.nq"):
        plain.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    partition.load_parts(tmp_path / "parts", store, links=False)

    with kg.Store.open(store) as opened:
        assert set(opened.engine) == set(plain)


def test_one_text_under_two_names_is_one_article(tmp_path: Path) -> None:
    """Parts hold each text once, with all its identifiers."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Rebels entered Homs.", encoding="utf-8")
    inputs = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]

    report = partition.build_parts(inputs, tmp_path / "parts")
    partition.load_parts(tmp_path / "parts", tmp_path / "loaded")
    kg.build(inputs, tmp_path / "built")

    assert (report.done, report.kept) == (1, 1)
    assert exported(tmp_path / "loaded") == exported(tmp_path / "built")


def test_what_parts_do_not_do(tmp_path: Path) -> None:
    """Standard input, a folder without manifest, a changed file and a store with other articles are refused."""
    for name, text in (("a.txt", "Rebels entered Homs."), ("b.txt", "The army left Hama.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    partition.build_parts([str(tmp_path / "a.txt")], tmp_path / "parts")
    kg.build([str(tmp_path / "b.txt")], tmp_path / "other")

    with pytest.raises(UsageError, match="standard input cannot"):
        partition.build_parts(["-"], tmp_path / "parts")
    with pytest.raises(StoreError, match="holds no manifest"):
        partition.load_parts(tmp_path, tmp_path / "store")
    with pytest.raises(UsageError, match="holds other articles too"):
        partition.load_parts(tmp_path / "parts", tmp_path / "other")
    (part,) = (tmp_path / "parts").glob("part-*.nq")
    part.write_bytes(part.read_bytes()[:-10])
    with pytest.raises(StoreError, match="is not what the manifest says"):
        partition.load_parts(tmp_path / "parts", tmp_path / "store")


# ── what is not there, or not alike ──────────────────────────────────────────


def test_another_program_at_the_workers_is_told(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers with another version of the program would give other bytes: they are refused with a sentence."""
    monkeypatch.setattr(program, "digest", lambda: "0" * 64)
    (tmp_path / "a.txt").write_text("Rebels entered Homs.", encoding="utf-8")

    with pytest.raises(UsageError, match=r"A worker would make graphs with kg-.*, not with kg-.*\+0000000000000000\."):
        kg.build([str(tmp_path / "a.txt")], tmp_path / "kg.store", cluster=address)


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package of an extra a sentence says how to get it; the rest is read."""
    for name in ("distributed", "feedparser", "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("a.rss", "a.warc", "a.txt"):
        (tmp_path / name).write_text("Rebels entered Homs.", encoding="utf-8")

    with pytest.raises(UsageError, match=r"Clusters need the package distributed.*kg-event\[cluster\]"):
        kg.build([str(tmp_path)], tmp_path / "kg.store", cluster="tcp://127.0.0.1:9")
    found = [str(one) if isinstance(one, InputError) else one.text for one in read([str(tmp_path)])]
    assert [one.removeprefix(f"{tmp_path}/") for one in found] == [
        "a.rss: feeds need the package feedparser. Install it with: pip install 'kg-event[feeds]'",
        "Rebels entered Homs.",
        "a.warc: web archives need the package warcio. Install it with: pip install 'kg-event[warc]'",
    ]
