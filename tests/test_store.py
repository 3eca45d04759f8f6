"""The store keeps articles whole: through replacing, removing, crashes, a full disk and other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from graphs import ARMY, GOLDEN, SEED, both, lines, moved, seed

from kg import iri
from kg.errors import LexiconError, StoreError
from kg.store import Known, Part, Store, lock

HERE = Path(__file__).parent
ROOT = HERE.parent
IDENTIFIER = "000_603f03b3b19a2f69.txt"


def content(store: Store) -> bytes:
    """All quads of a store but those of ontology and lexicon, as sorted lines."""
    kept = {iri.ONTOLOGY_GRAPH, iri.LEXICON_GRAPH}
    return lines(quad for quad in store.engine if getattr(quad.graph_name, "value", "") not in kept)


def united(*parts: bytes) -> bytes:
    """Several graphs as one, each line once."""
    return b"".join(sorted({line for part in parts for line in part.splitlines(keepends=True)}))


def held(quads: bytes) -> bytes:
    """Quads as a store in memory gives them back: numbers in the engine's own form."""
    store = Store.memory()
    store.write(Part(quads))
    return content(store)


@contextmanager
def process(program: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process with our package and tests, killed at the end if it still runs."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])}
    command = [sys.executable, "-c", textwrap.dedent(program), *map(str, arguments)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def heard(child: subprocess.Popen[str]) -> str:
    """The next line that a process prints, without its end."""
    assert child.stdout
    return child.stdout.readline().rstrip("\n")


# ── reading ──────────────────────────────────────────────────────────────────


def test_articles_are_known_by_identifier_and_by_iri(full: Store) -> None:
    """A store tells what it knows of an article, and nothing of one that it does not hold."""
    army = Known(
        ARMY,
        identifiers=("army.txt",),
        published="2024-12-09",
        title="Army denies",
        publisher="Test Post",
        url="https://example.org/army",
        digest="f1e666994b571fe49318e8b19abd881d14910c82f37cc4f719a3910a0a2f464a",
        used=(ARMY, iri.BASE + "model/other-1"),
    )

    assert full.articles() == (SEED, ARMY)
    assert full.known("army.txt") == full.facts(ARMY) == army
    assert full.known("nothing.txt") is full.facts(iri.article("0" * 64)) is None


def test_unknown_facts_are_empty(store: Store) -> None:
    """What an article does not say is empty text."""
    known = store.known(IDENTIFIER)

    assert known
    assert (known.published, known.title, known.publisher, known.url) == ("2024-12-08", "", "", "")


def test_a_query_sees_all_graphs_as_one(full: Store) -> None:
    """A pattern may reach over graphs, and prefixes are declared."""
    answer = full.query("ASK { ?e kg:place ?p . ?p geo:sfWithin place:Syria ; rdfs:label 'Homs'@en }")

    assert answer is True


# ── writing ──────────────────────────────────────────────────────────────────


def test_what_is_written_comes_back() -> None:
    """A store on disk and one in memory hold the same quads, whose only change is the form of numbers."""
    written = seed().decode().replace(f"{iri.XSD}nonNegativeInteger", f"{iri.XSD}integer").encode()

    assert held(seed()) == b"".join(sorted(written.splitlines(keepends=True)))


def test_writing_twice_changes_nothing(store: Store) -> None:
    """The same part again leaves the store as it was."""
    before = content(store)

    store.write(Part(seed()))

    assert content(store) == before


def test_an_article_is_replaced_whole(store: Store) -> None:
    """A graph that quads name gives way to them, and shared things that only it needed go."""
    smaller = b"".join(line for line in seed().splitlines(keepends=True) if b"Daraya" not in line)

    store.write(Part(smaller))

    assert content(store) == held(smaller)


def test_removing_leaves_what_a_fresh_build_has() -> None:
    """Things that no article needs any more go, also those that only others led to; the rest stays."""
    store = Store.memory()
    store.write(Part(both()))

    store.write(Part(drop=(iri.graph(ARMY),)))

    left = b"".join(line for line in both().splitlines(keepends=True) if f"<{iri.graph(ARMY)}> .".encode() not in line)
    gone = tuple(f"<{iri.BASE}{one}".encode() for one in ("place/Hama", "time/2024-12-08", "model/other-1"))
    fresh = b"".join(line for line in left.splitlines(keepends=True) if not line.startswith(gone))
    assert content(store) == held(fresh)


def test_removing_all_leaves_nothing(store: Store) -> None:
    """Without articles there are no shared things."""
    store.write(Part(drop=(iri.graph(SEED),)))

    assert content(store) == b""
    assert store.articles() == ()


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 2, 0), (2, 3, 0, 1)])
def test_order_and_parts_do_not_matter(order: tuple[int, ...]) -> None:
    """Articles written one by one, replaced and removed in any order give the store of one part."""
    parts = [moved(seed(), number, names) for number, names in enumerate(("", "_a", "_b", "_a"))]
    store = Store.memory()
    for number in order:
        store.write(Part(parts[number]))
    store.write(Part(drop=(iri.graph(iri.article(f"{1:016x}")),)))
    store.write(Part(moved(seed(), 2, "_c")))

    kept = [parts[0], parts[3], moved(seed(), 2, "_c")]
    assert content(store) == held(united(*kept))


def test_a_new_description_of_a_shared_thing_replaces_the_old(store: Store) -> None:
    """Of a place that a part describes only that description stays, and what only the old one led to goes."""
    newer = both().replace(b'"34.72405"', b'"34.7"').replace(b"/place/Homs/centroid", b"/place/Homs/point")

    store.write(Part(newer))

    assert content(store) == held(newer)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("no-quads", Part(b"<http://a/a> <http://a/b> .\n")),
        ("no-graph", Part(b"<http://a/a> <http://a/b> <http://a/c> .\n")),
        ("no-file", Part(Path("missing.nq"))),
    ],
)
def test_a_part_that_is_wrong_changes_nothing(store: Store, name: str, part: Part) -> None:
    """What cannot be read is refused before anything is written."""
    before = content(store)

    with pytest.raises(StoreError) as told:
        store.write(part)

    assert str(told.value) + "\n" == (GOLDEN / "refusals" / f"{name}.txt").read_text(encoding="utf-8")
    assert content(store) == before


def test_a_part_may_be_a_file(tmp_path: Path) -> None:
    """A part is read from a file as well."""
    (tmp_path / "part.nq").write_bytes(seed())
    store = Store.memory()

    store.write(Part(tmp_path / "part.nq"))

    assert content(store) == held(seed())


def test_the_reference_is_written_once(tmp_path: Path) -> None:
    """Ontology and lexicon stand in their graphs; a file of words replaces the same subject, and is told by digest."""
    words = tmp_path / "words.ttl"
    words.write_text(f'@prefix en: <{iri.EN}> . en:enter-v <{iri.RDFS}label> "go in"@en .', encoding="utf-8")
    store = Store.memory()
    store.load_reference()
    before = len(store.engine)
    store.load_reference()
    assert len(store.engine) == before
    ask = f"ASK {{ GRAPH <{iri.ONTOLOGY_GRAPH}> {{ kg:Withdrawal rdfs:subClassOf kg:Movement }} }}"
    assert store.query(ask) is True

    store.load_reference((words,))

    labels = store.query("SELECT ?l WHERE { en:enter-v rdfs:label ?l }")
    assert [[term.value for term in row] for row in labels] == [["go in"]]  # type: ignore[union-attr]


def test_words_that_are_no_turtle_are_refused(tmp_path: Path) -> None:
    """A file of words with a mistake is named with its line."""
    words = tmp_path / "words.ttl"
    words.write_text("\nno turtle", encoding="utf-8")

    with pytest.raises(LexiconError, match=r"words\.ttl, line 2: this is no Turtle: "):
        Store.memory().load_reference((words,))


def test_a_closed_store_says_so(disk: Path) -> None:
    """Nothing can be asked of a store that is closed; closing it again does no harm."""
    store = Store.open(disk)
    store.close()
    store.close()

    with pytest.raises(StoreError, match=r"^The store is closed\. Open it again\.$"):
        store.articles()


# ── folders ──────────────────────────────────────────────────────────────────


def file(path: Path) -> None:
    """Put a file where a store should be."""
    path.write_text("x", encoding="utf-8")


def others(path: Path) -> None:
    """Put a folder with other files where a store should be."""
    path.mkdir()
    (path / "holiday.jpg").write_text("x", encoding="utf-8")


def version(path: Path) -> None:
    """Make a store of a later format."""
    path.mkdir()
    (path / "kg-store.json").write_text('{"format": 2, "state": "ready"}', encoding="utf-8")


def spoilt(path: Path) -> None:
    """Make a store whose format cannot be read."""
    path.mkdir()
    (path / "kg-store.json").write_text("{", encoding="utf-8")


def headless(path: Path) -> None:
    """Make a store and take away the file that the engine begins with; it must not be taken for an empty one."""
    with Store.writing(path) as store:
        store.write(Part(seed()))
    (path / "data" / "CURRENT").unlink()


@pytest.mark.parametrize("prepare", [file, others, version, spoilt, headless])
@pytest.mark.parametrize("mode", ["read", "write"])
def test_what_is_no_store_is_refused(tmp_path: Path, prepare: Callable[[Path], None], mode: str) -> None:
    """Each kind of wrong folder is refused with a sentence, and left as it is."""
    path = tmp_path / "kg.store"
    prepare(path)
    before = within(path)

    with pytest.raises(StoreError) as told:
        opened(path, mode)

    expected = (GOLDEN / "refusals" / f"{mode}-{prepare.__name__}.txt").read_text(encoding="utf-8")
    assert str(told.value).replace(str(path), "PATH") + "\n" == expected
    assert within(path) == before


def opened(path: Path, mode: str) -> None:
    """Open a store and close it again."""
    with Store.open(path) if mode == "read" else Store.writing(path):
        pass


def within(path: Path) -> list[Path]:
    """All files under a path but the lock and the engine's log."""
    return [one for one in sorted(path.rglob("*")) if one.name != "lock" and not one.name.startswith("LOG")]


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    """Reading where there is no store says so and makes nothing."""
    with pytest.raises(StoreError, match=r"^There is no store at .*kg\.store\. Build one from articles first\.$"):
        Store.open(tmp_path / "kg.store")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("half", [0, 100, 1000])
def test_damaged_files_never_give_a_wrong_answer(tmp_path: Path, half: int) -> None:
    """With any large file of the engine cut, all quads come back or an error does."""
    path = tmp_path / "kg.store"
    with Store.writing(path) as store:
        store.write(Part(united(*(moved(seed(), number) for number in range(20)))))
    whole = stored(path)
    files = sorted((path / "data").glob("*.sst"), key=lambda one: (-one.stat().st_size, one.name))[:4]
    assert files
    for one in files:
        bytes_ = one.read_bytes()
        one.write_bytes(bytes_[:half])
        try:
            assert stored(path) == whole
        except StoreError as error:
            assert str(error).startswith(f"{path} is damaged: ")  # noqa: PT017
        one.write_bytes(bytes_)
    assert stored(path) == whole


def stored(path: Path) -> list[bytes]:
    """All quads of a store, sorted, as the export reads them."""
    from kg.export import export

    with Store.open(path) as store:
        return export(store, "nquads").splitlines()


# ── other processes ──────────────────────────────────────────────────────────

READER = """
    import sys
    from pathlib import Path
    from kg.store import Store
    with Store.open(Path(sys.argv[1])) as store:
        print(len(store.articles()), flush=True)
        sys.stdin.read()
"""
WRITER = """
    import os, sys
    from pathlib import Path
    from kg.store import Store
    with Store.writing(Path(sys.argv[1])):
        print(os.getpid(), flush=True)
        sys.stdin.read()
"""


def test_several_may_read(disk: Path) -> None:
    """A store can be read by two processes at once."""
    with process(READER, disk) as one, process(READER, disk) as other:
        assert heard(one) == heard(other) == "2"


def test_nobody_writes_what_is_being_read(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who would write a store that is being read is told so."""
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with process(READER, disk) as child:
        heard(child)
        with pytest.raises(StoreError) as told, Store.writing(disk):
            pass

    assert str(told.value) == f"{disk} is being read by another process. Try again when it is done."


@pytest.mark.parametrize("mode", ["read", "write"])
def test_the_writer_is_named(tmp_path: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes upon a store that is being written is told by which process, until that one is done."""
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    path = tmp_path / "kg.store"
    with process(WRITER, path) as child:
        number = heard(child)
        with pytest.raises(StoreError) as told:
            opened(path, mode)
        assert str(told.value) == f"{path} is being written by process {number}. Wait until it is done, or end it."

    with Store.open(path) as store:
        assert store.articles() == ()


def test_a_killed_writer_leaves_no_lock_to_its_workers(tmp_path: Path) -> None:
    """A process that was forked from a build and outlives it does not keep the store locked."""
    program = """
        import os, sys, time
        from pathlib import Path
        from kg.store import Store
        with Store.writing(Path(sys.argv[1])):
            worker = os.fork()
            if worker == 0:
                os.close(1)
                time.sleep(60)
                os._exit(0)
            print(worker, flush=True)
            sys.stdin.read()
    """
    path = tmp_path / "kg.store"
    with process(program, path) as child:
        worker = int(heard(child))
        child.kill()
        child.wait()
        try:
            with Store.writing(path) as store:
                store.write(Part(seed()))
            os.kill(worker, 0)  # it still runs
        finally:
            os.kill(worker, signal.SIGKILL)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from graphs import moved, seed
    from kg import files
    from kg.store import Part, Store, change, folder, journal, shared

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    path, module, function, call = Path(sys.argv[1]), globals()[sys.argv[2]], sys.argv[3], int(sys.argv[4])
    real, calls = getattr(module, function), [0]

    def counting(*arguments, **named):
        calls[0] += 1
        if calls[0] == call:
            die()
        return real(*arguments, **named)

    with Store.writing(path) as store:
        setattr(module, function, counting)
        store.write(Part(moved(seed(), 1, "_new"), drop=("https://w3id.org/kg-event/id/article/0000000000000000/graph",)))
"""


@pytest.mark.parametrize(
    ("module", "function", "call", "state"),
    [
        ("journal", "put", 1, "old"),  # nothing is in the journal
        ("change", "carry_out", 1, "new"),  # the part is in the journal, nothing is done
        ("shared", "stale", 2, "new"),  # the old graphs are gone
        ("shared", "orphans", 1, "new"),  # the new quads are there, so are things of no use
        ("journal", "clear", 1, "new"),  # all is done, the journal says not
        ("files", "sync_folder", 1, "new"),  # the part has its name in the journal, which the disk may not know yet
    ],
)
def test_a_killed_build_is_completed(tmp_path: Path, module: str, function: str, call: int, state: str) -> None:
    """Killed at any step of writing, a store is wholly old or wholly new when it is opened next."""
    path = tmp_path / "kg.store"
    old = united(moved(seed(), 0), moved(seed(), 1))
    with Store.writing(path) as store:
        store.write(Part(old))

    with process(KILLED, path, module, function, str(call)) as child:
        assert child.wait() == -signal.SIGKILL

    with Store.open(path) as store:
        assert content(store) == held(old if state == "old" else moved(seed(), 1, "_new"))
    assert list((path / "journal").iterdir()) == []


def test_kills_at_any_time_lose_nothing(tmp_path: Path) -> None:
    """Articles replaced again and again under kills are whole each time, in the one state or the other."""
    program = """
        import sys
        from pathlib import Path
        from graphs import moved, seed
        from kg.store import Part, Store
        parts = [b"".join(moved(seed(), number, names) for number in range(4)) for names in ("_a", "_b")]
        with Store.writing(Path(sys.argv[1])) as store:
            print("ready", flush=True)
            for turn in range(1000):
                store.write(Part(parts[turn % 2]))
                print(turn, flush=True)
    """
    path = tmp_path / "kg.store"
    states = [held(united(*(moved(seed(), number, names) for number in range(4)))) for names in ("_a", "_b")]
    for kill in range(4):
        with process(program, path) as child:
            for _ in range(kill + 1):
                heard(child)  # the first is before any writing
            child.kill()
            child.wait()
        with Store.open(path) as store:
            assert content(store) in ([b"", *states] if kill == 0 else states)


def test_a_store_killed_at_birth_is_made_again(tmp_path: Path) -> None:
    """A process killed while the engine makes its files leaves a store that can be written and read."""
    program = """
        import os, signal, sys
        from pathlib import Path
        from kg.store import Store, folder
        real = folder._mark
        def mark(path, state):
            if state == "ready":
                os.remove(path / "data" / "CURRENT")
                os.kill(os.getpid(), signal.SIGKILL)
            real(path, state)
        folder._mark = mark
        Store.writing(Path(sys.argv[1])).__enter__()
    """
    path = tmp_path / "kg.store"
    with process(program, path) as child:
        assert child.wait() == -signal.SIGKILL

    with Store.open(path) as store:
        assert store.articles() == ()
    with Store.writing(path) as store:
        store.write(Part(seed()))
        assert store.articles() == (SEED,)


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """Where no more can be written the user is told so, and the store still holds what it held."""
    program = """
        import resource, signal, sys
        from pathlib import Path
        from graphs import moved, seed
        from kg.errors import StoreError
        from kg.store import Part, Store
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with Store.writing(Path(sys.argv[1])) as store:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
            try:
                store.write(Part(moved(seed(), 1)))
            except StoreError as error:
                print(error, flush=True)
    """
    path = tmp_path / "kg.store"
    with Store.writing(path) as store:
        store.write(Part(seed()))

    with process(program, path) as child:
        told = heard(child)

    assert told == f"{path} cannot be written: the disk is full. Free some space and give the same command again."
    with Store.open(path) as store:
        assert content(store) == held(seed())


def test_settling_changes_nothing(tmp_path: Path) -> None:
    """A store that is settled holds what it held, and can be written on."""
    with Store.writing(tmp_path) as store:
        for number in range(3):
            store.write(Part(moved(seed(), number)))
        before = content(store)
        store.settle()

        assert content(store) == before
        store.write(Part(drop=(f"{iri.BASE}article/{0:016x}/graph",)))
        assert len(store.articles()) == 2
