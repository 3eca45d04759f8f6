"""A store brought to another server: the SPARQL 1.1 Graph Store HTTP Protocol, one PUT for each graph.

What has arrived is noted beside the store, by the digest of each graph, so that the next push sends only what changed
and goes on where one was cut off. A PUT replaces a graph whole; to send it again does no harm.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

import pyoxigraph as ox

from kg.errors import OutputError, UsageError
from kg.store import Store

USER, PASSWORD, TOKEN = "KG_PUSH_USER", "KG_PUSH_PASSWORD", "KG_PUSH_TOKEN"
"""Names of the variables that hold the credentials: a name and a password, or a token."""
_LEDGER: Final = "pushed"
"""The folder of a store that notes what has arrived, a file for each server."""
_PAUSES: Final = (0.5, 2.0, 8.0)
"""Seconds to wait before a request is sent once more."""
_LATER: Final = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be others the next time."""
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did."""

    sent: int
    kept: int
    """Graphs that were there already."""
    removed: int


def push(store: Path, to: str, *, again: bool = False, environment: Mapping[str, str] = os.environ) -> Pushed:
    """Bring each graph of a store to the graph store at a URL, and take away there what the store holds no more.

    With `again` all graphs are sent, whatever was noted. Raises UsageError for a URL or credentials that do not do,
    OutputError where the server does not take a graph, and StoreError.
    """
    server = _Server(_checked(to, environment), _authorization(environment))
    ledger = _Ledger(store / _LEDGER / f"{hashlib.sha256(to.encode()).hexdigest()[:16]}.jsonl")
    sent = kept = removed = 0
    with closing(server), Store.open(store) as opened:
        names = sorted(graph.value for graph in opened.engine.named_graphs() if isinstance(graph, ox.NamedNode))
        for name in names:
            content = _content(opened, name)
            digest = hashlib.sha256(content).hexdigest()
            if not again and ledger.known.get(name) == digest:
                kept += 1
                continue
            server.send("PUT", name, content)
            ledger.note(name, digest)
            sent += 1
        for name in sorted(set(ledger.known) - set(names)):
            server.send("DELETE", name)
            ledger.note(name, "")
            removed += 1
    return Pushed(sent, kept, removed)


def _content(store: Store, name: str) -> bytes:
    triples = (quad.triple for quad in store.engine.quads_for_pattern(None, None, None, ox.NamedNode(name)))
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return b"".join(sorted(written.splitlines(keepends=True)))


def _checked(to: str, environment: Mapping[str, str]) -> SplitResult:
    """Check a URL; raises UsageError."""
    try:
        url = urlsplit(to)
        port_is_fine = url.port is None or url.port > 0
    except ValueError:
        port_is_fine = False
    if not port_is_fine or url.scheme not in ("http", "https") or not url.hostname:
        raise UsageError(f"{to!r} is no web address. Write it as http://localhost:7878/store.")
    if url.username or url.password:
        raise UsageError(f"Leave name and password out of the address, and set {USER} and {PASSWORD}, or {TOKEN}.")
    if url.scheme == "http" and url.hostname not in _LOCAL and _authorization(environment):
        raise UsageError("Credentials would go over the network unencrypted. Use an address that begins with https.")
    return url


def _authorization(environment: Mapping[str, str]) -> str:
    """Give the value of the Authorization header (RFC 7617, RFC 6750), or nothing."""
    if token := environment.get(TOKEN):
        return f"Bearer {token}"
    if user := environment.get(USER):
        pair = f"{user}:{environment.get(PASSWORD, '')}"
        return "Basic " + base64.b64encode(pair.encode()).decode()
    return ""


class _Server:
    """A connection to a server, opened when it is needed."""

    def __init__(self, url: SplitResult, authorization: str) -> None:
        self._url = url
        self._headers = {"Authorization": authorization} if authorization else {}
        self._connection: http.client.HTTPConnection | None = None

    def send(self, method: str, graph: str, content: bytes = b"") -> None:
        """Send a request about a graph, some times if need be; raises OutputError."""
        for pause in (*_PAUSES, None):
            status, reason = self._answer(method, graph, content)
            if status in (200, 201, 202, 204) or (method == "DELETE" and status == 404):
                return
            if pause is None or (status and status not in _LATER):
                break
            time.sleep(pause)
        where = f"{self._url.scheme}://{self._url.netloc}{self._url.path}"
        raise OutputError(
            f"{where} does not take {graph}: {f'{status} ' if status else ''}{reason}. "
            "See to that and give the same command again; it goes on from there."
        )

    def _answer(self, method: str, graph: str, content: bytes) -> tuple[int, str]:
        """Give status and reason; status 0 where there is no answer."""
        query = "&".join(part for part in (self._url.query, f"graph={quote(graph, safe='')}") if part)
        headers = {**self._headers, **({"Content-Type": "application/n-triples"} if method == "PUT" else {})}
        try:
            connection = self._open()
            connection.request(method, f"{self._url.path or '/'}?{query}", content or None, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            return 0, str(getattr(error, "strerror", "") or error or type(error).__name__)
        return answer.status, answer.reason

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            host, port = str(self._url.hostname), self._url.port
            if self._url.scheme == "https":
                context = ssl.create_default_context()
                self._connection = http.client.HTTPSConnection(host, port, timeout=120, context=context)
            else:
                self._connection = http.client.HTTPConnection(host, port, timeout=120)
        return self._connection

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@dataclass
class _Ledger:
    """What has arrived at a server, as lines of JSON that are only ever added; a line cut off by a kill counts not."""

    path: Path
    known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for graph, digest in self._lines():
            if digest:
                self.known[graph] = digest
            else:
                self.known.pop(graph, None)

    def _lines(self) -> Iterator[tuple[str, str]]:
        if self.path.exists():
            for line in self.path.read_bytes().split(b"\n"):
                try:
                    graph, digest = json.loads(line)
                except ValueError:
                    continue
                yield str(graph), str(digest)

    def note(self, graph: str, digest: str) -> None:
        """Note that a graph has arrived, or is gone; raises OutputError."""
        try:
            self.path.parent.mkdir(exist_ok=True)
            with self.path.open("ab") as file:
                file.write(b"\n" + json.dumps([graph, digest]).encode())
        except OSError as error:
            raise OutputError(f"{self.path} cannot be written: {error.strerror}. It notes what was sent.") from error
