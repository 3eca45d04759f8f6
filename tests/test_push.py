"""Bringing a store to servers that nobody here wrote, and to one that fails on purpose."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pyoxigraph as ox
import pytest
from graphs import moved, seed

from kg import iri, push
from kg.errors import OutputError, UsageError
from kg.store import Part, Store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with three articles."""
    path = tmp_path / "kg.store"
    with Store.writing(path) as opened:
        opened.write(Part(b"".join(moved(seed(), number) for number in range(3))))
    return path


@pytest.fixture
def oxigraph() -> Iterator[str]:
    """The graph store of Oxigraph's own server, in memory."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [str(Path(sys.executable).parent / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(600):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/store"
        process.kill()


def remote(url: str, graph: str) -> set[ox.Triple]:
    """The triples of a graph at a server."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port)
    connection.request(
        "GET", f"{parts.path}?graph={quote(graph, safe='')}", headers={"Accept": "application/n-triples"}
    )
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return {q.triple for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)} if answer.status == 200 else set()


def local(path: Path) -> dict[str, set[ox.Triple]]:
    """The triples of each graph of a store."""
    found: dict[str, set[ox.Triple]] = {}
    with Store.open(path) as opened:
        for quad in opened.engine:
            found.setdefault(getattr(quad.graph_name, "value", ""), set()).add(quad.triple)
    return found


def test_oxigraph_holds_the_same(store: Path, oxigraph: str) -> None:
    """Each graph arrives as it is; a second push sends nothing; what changed is sent and what went is removed."""
    assert push.push(store, oxigraph) == push.Pushed(4, 0, 0)
    assert {graph: remote(oxigraph, graph) for graph in local(store)} == local(store)
    assert push.push(store, oxigraph) == push.Pushed(0, 4, 0)
    gone = iri.graph(iri.article(f"{2:016x}"))
    with Store.writing(store) as opened:
        opened.write(Part(moved(seed(), 1, "_new"), drop=(gone,)))

    done = push.push(store, oxigraph)

    assert done == push.Pushed(2, 1, 1)
    assert {graph: remote(oxigraph, graph) for graph in local(store)} == local(store)
    assert remote(oxigraph, gone) == set()
    assert push.push(store, oxigraph, again=True) == push.Pushed(3, 0, 0)


class Fickle(BaseHTTPRequestHandler):
    """A server that answers as the test says, and keeps what it was sent."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        """Answer the next status; after the last one all is well."""
        server = self.server
        assert isinstance(server, Recorder)
        self.rfile.read(int(self.headers["Content-Length"]))
        status = server.statuses.pop(0) if server.statuses else 204
        graph = parse_qs(urlsplit(self.path).query)["graph"][0]
        server.seen.append((graph, status, self.headers.get("Authorization", "")))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Recorder(ThreadingHTTPServer):
    """What the server is to answer, and what it has seen."""

    def __init__(self, statuses: list[int]) -> None:
        self.statuses = statuses
        self.seen: list[tuple[str, int, str]] = []
        super().__init__(("127.0.0.1", 0), Fickle)

    @property
    def url(self) -> str:
        """The graph store."""
        return f"http://127.0.0.1:{self.server_port}/data?x=1"


@contextmanager
def fickle(*statuses: int) -> Iterator[Recorder]:
    """Run a server that answers so."""
    with Recorder(list(statuses)) as server:
        worker = threading.Thread(target=server.serve_forever)
        worker.start()
        try:
            yield server
        finally:
            server.shutdown()
            worker.join()


def test_a_push_goes_on_where_it_was_cut_off(store: Path) -> None:
    """What has arrived is not sent again after a refusal."""
    with fickle(204, 204, 403) as server:
        with pytest.raises(OutputError) as told:
            push.push(store, server.url)
        assert str(told.value) == (
            f"http://127.0.0.1:{server.server_port}/data does not take {server.seen[2][0]}: 403 Forbidden."
            " See to that and give the same command again; it goes on from there."
        )
        assert push.push(store, server.url) == push.Pushed(2, 2, 0)
        assert [status for _, status, _ in server.seen] == [204, 204, 403, 204, 204]


def test_a_server_that_is_busy_is_asked_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statuses that may be others the next time are tried again, a few times."""
    monkeypatch.setattr(push, "_PAUSES", (0.0, 0.0, 0.0))
    with fickle(503, 429) as server:
        assert push.push(store, server.url) == push.Pushed(4, 0, 0)
    with fickle(503, 503, 503, 503) as server, pytest.raises(OutputError, match=r"503 Service Unavailable\. See"):
        push.push(store, server.url)


def test_a_server_that_is_not_there_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listening is a sentence."""
    monkeypatch.setattr(push, "_PAUSES", (0.0,))
    with pytest.raises(OutputError, match=r"does not take .*: Connection refused\. See to that"):
        push.push(store, "http://127.0.0.1:1/store")


def test_a_note_cut_off_by_a_kill_counts_not(store: Path) -> None:
    """Half a line in the ledger is passed over, and the graph sent once more."""
    with fickle() as server:
        push.push(store, server.url)
        (ledger,) = (store / "pushed").iterdir()
        ledger.write_bytes(ledger.read_bytes()[:-20])
        assert push.push(store, server.url) == push.Pushed(1, 3, 0)
        assert [json.loads(line) for line in ledger.read_bytes().split(b"\n")[-1:]]


@pytest.mark.parametrize(
    ("environment", "header"),
    [
        ({}, ""),
        ({push.TOKEN: "t"}, "Bearer t"),
        ({push.USER: "a", push.PASSWORD: "é:b"}, "Basic YTrDqTpi"),
    ],
)
def test_credentials_come_from_the_environment(store: Path, environment: dict[str, str], header: str) -> None:
    """A token, or a name and a password, go into the header."""
    with fickle() as server:
        push.push(store, server.url, environment=environment)
        assert {given for _, _, given in server.seen} == {header}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://a/b", "is no web address"),
        ("nonsense", "is no web address"),
        ("http://a:99999/", "is no web address"),
        ("http://u:p@a/b", "Leave name and password out of the address"),
        ("http://example.org/b", "Use an address that begins with https"),
    ],
)
def test_addresses_that_do_not_do(store: Path, url: str, told: str) -> None:
    """Nothing is sent to what is no address, and no credentials in the clear."""
    with pytest.raises(UsageError, match=told):
        push.push(store, url, environment={push.TOKEN: "t"})


def test_the_command(store: Path) -> None:
    """The command tells what it sent; the store is as it was."""
    before = local(store)
    with fickle() as server:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "push", "--store", str(store), "--to", server.url],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "kg: 4 graphs sent, 0 unchanged, 0 removed.\n")
    assert local(store) == before
