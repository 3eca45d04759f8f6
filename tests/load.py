"""A server under load: ``python tests/load.py STORE [SECONDS] [CLIENTS]`` asks it from several processes over loopback.

Each client keeps a connection and asks one quick question after another, of all the kinds that a page or a program asks.
Beside them one client asks what takes too long, and one what must be refused. Printed are requests a second, times,
what was not answered as it should be, and the memory of all processes of the server before and after.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final
from urllib.parse import quote

from test_serve import free

_DIRECT: Final = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
_SLOW: Final = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_LIMIT: Final = 5.0
"""Seconds that a query may take."""
Asked = tuple[str, str, dict[str, str], bytes, int]
"""Method, path, headers, body, and the status that is right."""

QUICK: Final[tuple[Asked, ...]] = (
    ("POST", "/sparql", _DIRECT, b"ASK {}", 200),
    ("POST", "/sparql", _DIRECT, b"SELECT ?w { ?c kg:about/rdfs:label ?w ; kg:source/rdfs:label ?s } LIMIT 20", 200),
    ("GET", "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?a a kg:Article }"), {"Accept": "text/csv"}, b"", 200),
    (
        "POST",
        "/sparql",
        {**_DIRECT, "Accept": "text/turtle"},
        b"CONSTRUCT { ?e a ?k } { ?e a kg:Attack , ?k } LIMIT 50",
        200,
    ),
    ("GET", "/queries/events-in?place=Paris", {"Accept": "application/sparql-results+json"}, b"", 200),
    ("GET", "/queries/events-of?actor=Reuters", {"Accept": "text/csv"}, b"", 200),
    ("GET", "/", {}, b"", 200),
    ("GET", "/queries", {}, b"", 200),
    ("GET", "/health", {}, b"", 200),
)
HOSTILE: Final[tuple[Asked, ...]] = (
    ("POST", "/sparql", _DIRECT, b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
    ("POST", "/sparql", _DIRECT, b"LOAD <file:///etc/passwd>", 400),
    ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, b"update=CLEAR%20ALL", 403),
    ("GET", "/health", {"Host": "example.org"}, b"", 421),
    ("PUT", "/sparql", _DIRECT, b"ASK {}", 405),
    ("GET", "/..%2f..%2fetc%2fpasswd", {}, b"", 404),
    ("POST", "/sparql", _DIRECT, b"ASK { " * 10_000, 400),
    ("POST", "/sparql", _DIRECT, b"#" * 1_000_001, 413),
    ("GET", "/queries/events-in?place=" + quote('" } UNION { ?s ?p ?o } #'), {}, b"", 200),
    ("GET", "/explain?event=" + quote("<script>alert(1)</script>"), {}, b"", 404),
)
SLOW: Final[tuple[Asked, ...]] = (("POST", "/sparql", _DIRECT, _SLOW, 503),)


def client(port: int, questions: tuple[Asked, ...], until: float, result: Connection) -> None:
    """Ask over and over until a moment, and tell the seconds of each answer and what was wrong."""
    times, wrong = list[float](), Counter[str]()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    turn = os.getpid()
    while time.monotonic() < until:
        method, path, headers, body, right = questions[(turn := turn + 1) % len(questions)]
        begin = time.monotonic()
        try:
            connection.request(method, path, body or None, headers)
            status = (got := connection.getresponse()).status
            got.read()
        except OSError as error:
            status = 413 if right == 413 else 0  # the server need not read to the end what it refuses
            wrong[f"{path[:40]} {type(error).__name__}"] += status != right
            connection.close()
        else:
            wrong[f"{path[:40]} {status}"] += status != right
        times.append(time.monotonic() - begin)
    result.send((times, +wrong))


def memory(process: int) -> int:
    """Sum the proportional memory of a process and of all that it started, in MiB; 0 for one that has ended meanwhile."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0
    own = sum(int(line.split()[1]) for line in rows if line.startswith("Pss:")) // 1024
    return own + sum(memory(int(child)) for child in children)


def told(name: str, times: list[float], seconds: float, wrong: Counter[str]) -> str:
    """Write a line about some answers."""
    row = sorted(times)
    at = [1000 * row[min(len(row) - 1, int(len(row) * share))] for share in (0.5, 0.99, 1.0)]
    shown = (
        f"{name:8} {len(row):7,} answers  {len(row) / seconds:7.1f} a second  median {at[0]:.0f} ms  p99 {at[1]:.0f} ms"
    )
    return f"{shown}  longest {at[2]:.0f} ms  wrong {sum(wrong.values())} {dict(wrong) or ''}"


@contextmanager
def served(store: Path) -> Iterator[tuple[int, int]]:
    """A server of a store, by process id and port; its log goes nowhere, as it does line by line."""
    port = free()
    command = [
        sys.executable,
        "-m",
        "kg",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--seconds",
        str(_LIMIT),
    ]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        time.sleep(5)
        try:
            yield process.pid, port
        finally:
            process.send_signal(signal.SIGTERM)
            print(f"ended with {process.wait(20)}")


def asked(port: int, seconds: float, clients: int, others: bool) -> Iterator[str]:
    """Run all clients for so many seconds, those that ask what is slow or hostile too, and tell what came of each kind."""
    pipes = []
    for name, questions in [("quick", QUICK)] * clients + [("slow", SLOW), ("hostile", HOSTILE)] * others:
        ours, theirs = multiprocessing.Pipe()
        until = time.monotonic() + seconds
        multiprocessing.Process(target=client, args=(port, questions, until, theirs)).start()
        pipes.append((name, ours))
    results: dict[str, tuple[list[float], Counter[str]]] = {}
    for name, pipe in pipes:
        times, wrong = pipe.recv()
        kept, before = results.get(name, ([], Counter[str]()))
        results[name] = (kept + times, before + wrong)
    for name, (times, wrong) in results.items():
        yield told(name, times, seconds, wrong)


def main() -> None:
    """Run the load and print what came of it."""
    parser = argparse.ArgumentParser(description="Ask a server of a store from several processes.")
    parser.add_argument("store", type=Path)
    parser.add_argument("seconds", nargs="?", type=float, default=120)
    parser.add_argument("clients", nargs="?", type=int, default=8)
    parser.add_argument("--quick", action="store_true", help="Only quick questions: nothing slow, nothing hostile.")
    given = parser.parse_args()
    with served(given.store) as (server, port):
        list(asked(port, 5, given.clients, not given.quick))  # until all processes of the server are there
        print(f"memory before {memory(server)} MiB", flush=True)
        for line in asked(port, given.seconds, given.clients, not given.quick):
            print(line)
        time.sleep(3)
        print(f"memory after  {memory(server)} MiB", flush=True)


if __name__ == "__main__":
    main()
