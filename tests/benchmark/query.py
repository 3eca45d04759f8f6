"""Benchmark: what the named queries cost on a store, and how that grows with the number of articles. Run by hand.

    python tests/benchmark/query.py STORE [LARGER-STORE] [--rounds 3] [--given actor=Obama] [--given place=France]

For each named query are printed, for each store, the rows and the medians of processor milliseconds: inside the engine
(one process, the store open), and of the whole `kg query` with its start, its own process for the answer and the table
as text. With two stores the ratio of the engine's times follows. Byte code is compiled before. The rows of the answer
are compared between the rounds, and their digest is printed, so that a query that is made faster can be seen to
answer the same.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kg.ask import query
from kg.screen import aligned
from kg.store import Store
from kg.table import Table

GIVEN = {"place": "France", "actor": "Blair", "name": "Blair", "from": "2004-01-01", "to": "2005-12-31"}
"""What the queries are asked about, unless told otherwise."""


class Cost(NamedTuple):
    """What a query costs on a store."""

    rows: int
    engine: float
    whole: float
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
    whole = [
        milliseconds([sys.executable, "-m", "kg", "query", name, *words, "--store", path], folder)
        for _ in range(rounds + 1)
    ]
    found, engine = set(), []
    with Store.open(Path(path)) as store:
        for _ in range(rounds):
            begin = time.process_time()
            answer = query.ask(store, name, given)
            engine.append(1000 * (time.process_time() - begin))
            assert isinstance(answer, Table)
            found.add((len(answer.rows), hashlib.sha256(repr(sorted(map(str, answer.rows))).encode()).hexdigest()[:8]))
    ((rows, digest),) = found
    return Cost(rows, median(engine), median(whole[1:]), digest)


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
            cells = [cell for c in found for cell in (str(c.rows), f"{c.engine:.0f}", f"{c.whole:.0f}", c.digest)]
            ratio = f"{found[-1].engine / found[0].engine:.1f}" if len(found) > 1 else ""
            lines.append([name, " ".join(given.values()), *cells, ratio])
            print(" ".join(lines[-1]), file=sys.stderr)
    heads = [head for path in chosen.stores for head in (f"rows in {Path(path).name}", "engine", "whole", "digest")]
    print(aligned(["query", "given", *heads, "ratio"], lines), end="")
    for number, path in enumerate(chosen.stores):
        engine, whole = ([getattr(c[number], kind) for c in costs] for kind in ("engine", "whole"))
        print(
            f"{path}: engine median {median(engine):.0f}, worst {max(engine):.0f};"
            f" whole median {median(whole):.0f}, worst {max(whole):.0f} ms"
        )


if __name__ == "__main__":
    main()
