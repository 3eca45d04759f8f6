"""Builds that are killed at random moments, as real processes; run many by hand with ``python tests/kills.py 200 SEED``.

A process that has loaded the model forks one child for each build, so that a kill costs a fraction of a second. Each
build brings a store into step with a folder that has changed: articles came, went, got other texts. After each kill the
store must be what a fresh build of the articles that it holds would be; in the end it must be that of the folder.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
NAMES = [f"{number:02}.txt" for number in range(8)]
TOWNS = ("Homs", "Hama", "Aleppo")
"""Each article has a text for each town."""
Kind = Literal["build", "worker", "interrupt"]
"""What is ended: the build by SIGKILL, one of its workers by SIGKILL, or the build by Ctrl-C."""


def text(name: str, town: str) -> str:
    """The text of an article; two articles have the same one."""
    number = 3 if name == "04.txt" else int(name[:2])
    return (
        f"Rebels entered {town} on Monday, a spokesman said. The army denied that {number + 2} soldiers were killed.\n"
    )


@dataclass
class Breeder:
    """A process that forks builds."""

    process: subprocess.Popen[str]

    def ask(self, **request: Any) -> int:
        """Start a build and give its process number."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.heard())

    def heard(self) -> str:
        """The next line."""
        assert self.process.stdout
        return self.process.stdout.readline()


@contextmanager
def breeder() -> Iterator[Breeder]:
    """Start the process that forks builds, and end it."""
    path = os.pathsep.join([str(HERE.parent), str(HERE)])
    command = [sys.executable, str(HERE / "kills.py"), "breed"]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        found = Breeder(process)
        found.heard()
        yield found
        assert process.stdin
        process.stdin.close()


def breed() -> None:
    """Fork a build for each request on standard input; tell its number, and how it ended."""
    from kg import cli, pipeline, program
    from kg.text import parser
    from kg.words.lexicon import load

    pipeline.BATCH, pipeline.PART = 1, 2  # type: ignore[misc]  # many small parts, so that there is much to disturb
    parser.load()
    load(())
    program.digest()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            sys.argv = ["kg", *json.loads(line)["arguments"]]
            try:
                cli.main()
            except SystemExit as ended:
                os._exit(int(ended.code or 0))
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def state(dice: random.Random) -> dict[str, str]:
    """A state of the folder: most articles, each with one of its texts."""
    return {name: dice.choice(TOWNS) for name in NAMES if dice.random() < 0.8}


def lay(folder: Path, wanted: dict[str, str]) -> None:
    """Make the folder hold just that."""
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        (folder / name).unlink(missing_ok=True)
    for name, town in wanted.items():
        (folder / name).write_text(text(name, town), encoding="utf-8")


@cache
def graph(identifiers: tuple[str, ...], content: str) -> bytes:
    """The graph of an article."""
    from kg.pipeline import understand
    from kg.text.article import Article
    from kg.words.lexicon import load

    made = next(understand([Article(identifiers, content, None)], load(())))
    assert isinstance(made, bytes)
    return made


def texts() -> dict[str, str]:
    """All texts by the IRIs of their articles."""
    from kg import iri
    from kg.text.article import Article

    every = {text(name, town) for name in NAMES for town in TOWNS}
    return {iri.article(Article(("x",), content, None).digest): content for content in every}


def check(store: Path) -> int:
    """Compare a store with what a fresh build of the articles in it would be; give their number."""
    from test_store import content, held

    from kg import iri
    from kg.store import Store

    if not store.exists():
        return 0
    known = texts()
    with Store.open(store) as opened:
        articles = opened.articles()
        # What articles mean together is a graph of its own, made when all are in.
        found = b"".join(
            line for line in content(opened).splitlines(keepends=True) if f"<{iri.LINK_GRAPH}>".encode() not in line
        )
        facts = [opened.facts(article) for article in articles]
    lines = {line for f in facts if f for line in graph(f.identifiers, known[f.article]).splitlines(keepends=True)}
    assert found == held(b"".join(sorted(lines)))
    return len(articles)


def disturb(pid: int, kind: Kind, delay: float) -> None:
    """Wait, then end a build or one of its workers."""
    time.sleep(delay)
    with suppress(ProcessLookupError, FileNotFoundError):  # it may be done already
        if kind == "worker":
            for worker in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[:1]:
                os.kill(int(worker), signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL if kind == "build" else signal.SIGINT)


ENDS: dict[Kind, set[int]] = {"build": {-signal.SIGKILL, 0}, "worker": {0}, "interrupt": {130, 0}}
"""How a build may end that was disturbed so: in time it may have been done already."""


def kills(count: int, seed: int, folder: Path) -> dict[str, int]:
    """Disturb so many builds, then finish; gives how often what was seen."""
    dice = random.Random(seed)  # noqa: S311
    store, news = folder / "kg.store", folder / "news"
    seen: dict[str, int] = {}
    with breeder() as builds:
        lay(news, state(dice))
        begin = time.monotonic()
        builds.ask(arguments=["build", str(news), "--store", str(folder / "first.store")])
        assert builds.heard() == "0\n"
        whole, code = time.monotonic() - begin, 0
        for number in range(count):
            if code == 0:
                lay(news, state(dice))  # so the next build has something to do; after a kill it goes on with the rest
            kind: Kind = dice.choices(["build", "worker", "interrupt"], [6, 2, 2])[0]
            begin = time.monotonic()
            arguments = ["build", "--sync", str(news), "--store", str(store), "--jobs", str(dice.choice([1, 2]))]
            pid = builds.ask(arguments=arguments)
            disturb(pid, kind, dice.uniform(0, whole))
            code = int(builds.heard())
            assert code in ENDS[kind], (number, kind, code)
            if code == 0:
                whole = 0.8 * whole + 0.2 * (time.monotonic() - begin)
            check(store)
            key = f"{kind}: ended with {code}"
            seen[key] = seen.get(key, 0) + 1
        fresh = folder / "fresh.store"
        for target in (store, fresh):
            builds.ask(arguments=["build", "--sync", str(news), "--store", str(target)])
            assert builds.heard() == "0\n"
    assert exported(store) == exported(fresh)
    return dict(sorted(seen.items()))


def exported(store: Path) -> bytes:
    """The whole store as N-Quads."""
    from kg.export import export
    from kg.store import Store

    with Store.open(store) as opened:
        return export(opened, "nquads")


if __name__ == "__main__":
    if sys.argv[1] == "breed":
        breed()
    else:
        with tempfile.TemporaryDirectory() as place:
            print(kills(int(sys.argv[1]), int(sys.argv[2]), Path(place)))
