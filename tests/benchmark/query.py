"""Benchmark: what the named queries cost on a store, and how that grows with the number of articles. Run by hand.

    python tests/benchmark/query.py STORE [LARGER-STORE] [--rounds 3] [--given actor=Obama] [--given place=France]

For each named query are printed, for each store, the rows and processor milliseconds: of the whole `kg query` with its
start, its own process for the answer and the table as text, the first time, when no answer is kept beside the store,
and again; and of the library where the store is open. All but the first are medians. With more stores the ratio of
`kg query` asked again on the last and the one before follows. Byte code is compiled before. The rows of the answer are
compared between the rounds, and their digest is printed, so that a query that is made faster can be seen to answer the
same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kg.ask import kept, query
from kg.screen import aligned
from kg.store import Store
from kg.table import Table

GIVEN = {"place": "France", "actor": "Blair", "name": "Blair", "from": "2004-01-01", "to": "2005-12-31"}
"""What the queries are asked about, unless told otherwise."""


class Cost(NamedTuple):
    """What a query costs on a store."""

    rows: int
    first: float
    again: float
    library: float
    digest: str


def milliseconds(command: list[str], folder: str) -> float:
    """Run a command; give the processor time of it and what it starts."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**environment, "PYTHONPYCACHEPREFIX": folder})
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with exit code {child.returncode}.")
    return 1000 * (used.ru_utime + used.ru_stime)


def cost(path: str, name: str, given: dict[str, str], rounds: int, folder: str) -> Cost:
    """Measure a query on a store."""
    words = [f"{one}={value}" for one, value in given.items()]
    command = [sys.executable, "-m", "kg", "query", name, *words, "--store", path]
    milliseconds([sys.executable, "-m", "kg", "query", "ASK { }", "--store", path], folder)
    shutil.rmtree(Path(path, kept.FOLDER), ignore_errors=True)
    first, *again = (milliseconds(command, folder) for _ in range(rounds + 1))
    found, library = set(), []
    with Store.open(Path(path)) as store:
        for _ in range(rounds):
            begin = time.process_time()
            answer = query.ask(store, name, given)
            library.append(1000 * (time.process_time() - begin))
            assert isinstance(answer, Table)
            found.add((len(answer.rows), hashlib.sha256(repr(sorted(map(str, answer.rows))).encode()).hexdigest()[:8]))
    ((rows, digest),) = found
    return Cost(rows, first, median(again), median(library), digest)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("stores", nargs="+")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--given", action="append", default=[])
    chosen = options.parse_args()
    values = GIVEN | dict(one.split("=", 1) for one in chosen.given)
    lines, costs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name in query.names():
            given = {one: values[one] for one, _ in query.named(name).parameters}
            found = [cost(path, name, given, chosen.rounds, folder) for path in chosen.stores]
            costs.append(found)
            cells = [cell for c in found for cell in (str(c.rows), *(f"{one:.0f}" for one in c[1:4]), c.digest)]
            ratio = f"{found[-1].again / found[-2].again:.1f}" if len(found) > 1 else ""
            lines.append([name, " ".join(given.values()), *cells, ratio])
            print(" ".join(lines[-1]), file=sys.stderr)
    heads = [
        head for path in chosen.stores for head in (f"rows in {Path(path).name}", "first", "again", "library", "digest")
    ]
    print(aligned(["query", "given", *heads, "ratio"], lines), end="")
    for number, path in enumerate(chosen.stores):
        told = []
        for kind in ("first", "again", "library"):
            times = [getattr(found[number], kind) for found in costs]
            told.append(f"{kind} median {median(times):.0f}, worst {max(times):.0f}")
        print(f"{path}: {'; '.join(told)} ms")


if __name__ == "__main__":
    main()
