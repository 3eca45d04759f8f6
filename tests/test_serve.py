"""The server: the SPARQL 1.1 protocol, who may ask and how much, and clients that others wrote."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from graphs import moved, seed

from kg import table
from kg.serve import form
from kg.store import Part, Store

ROOT = Path(__file__).parent.parent
CASES = json.loads((Path(__file__).parent / "protocol.json").read_text(encoding="utf-8"))


def free() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def served(store: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of a store, and its port; it is ended by SIGTERM and must end in good order."""
    port = free()
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, cwd=store.parent) as process:
        try:
            for _ in range(600):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield process, port
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0


@pytest.fixture(scope="module")
def port(disk: Path) -> Iterator[int]:
    """The port of a server of both golden graphs, with low limits."""
    with served(disk, "--seconds", "2", "--rows", "500", "--jobs", "2") as (_, port):
        yield port


class Reply(dict[str, str]):
    """Headers by their names in lower case, with status and body."""

    status: int
    body: bytes


def ask(port: int, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes = b"") -> Reply:
    """Send a request as it is written, and give what comes back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers or {})
    got = connection.getresponse()
    reply = Reply({name.lower(): value for name, value in got.getheaders()})
    reply.status, reply.body = got.status, got.read()
    connection.close()
    return reply


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_protocol(port: int, case: dict[str, Any]) -> None:
    """Each request of the table gets its status, media type and answer."""
    body = case["latin1"].encode("latin-1") if "latin1" in case else case.get("body", "").encode()
    body = body or b"#" * case.get("fill", 0)
    reply = ask(port, case["path"], case.get("method", "GET"), case.get("headers"), body)

    assert (reply.status, case["says"] in reply.body.decode()) == (case["status"], True), reply.body[:300]
    assert reply["content-type"] == case["media"] if "media" in case else True
    assert case.get("has", "server") in {*reply, "server"}
    assert case.get("lacks") not in reply
    assert "default-src 'none'" in reply["content-security-policy"]


def test_the_table_is_large() -> None:
    """At least fifty requests, each under its own name."""
    assert len({case["why"] for case in CASES}) == len(CASES) >= 50


SUITE = {
    "query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full", "query_multiple_dataset",
    "query_get", "query_content_type_select", "query_content_type_ask", "query_content_type_describe",
    "query_content_type_construct", "query_post_direct", "bad_query_method", "bad_multiple_queries",
    "bad_query_wrong_media_type", "bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8",
    "bad_query_syntax", "bad_update_get", "bad_multiple_updates", "bad_update_wrong_media_type",
    "bad_update_missing_form_type", "bad_update_non_utf8", "bad_update_syntax", "bad_update_dataset_conflict",
}  # fmt: skip
"""The tests of the SPARQL 1.1 Protocol of the W3C (rdf-tests, sparql11/protocol) but for the seven that want an update
to be carried out, which this server refuses: 20 of queries, 7 of updates that must be refused."""


def test_the_suite_of_the_w3c_is_in_the_table() -> None:
    """Each test of the protocol that applies has its like in the table, with our data."""
    assert {case["w3c"] for case in CASES if "w3c" in case} == SUITE


def test_a_body_without_length_is_bounded(port: int) -> None:
    """A request that does not say how long it is, is cut off at the limit."""

    def parts() -> Iterator[bytes]:
        for _ in range(30):
            yield b"#" * 50_000

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/sparql", parts(), {"Content-Type": "application/sparql-query"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_slow_queries_do_not_hold_up_others(port: int) -> None:
    """While one query is on its way to its time limit another is answered."""
    slow = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    kind = {"Content-Type": "application/sparql-query"}
    replies: list[int] = []
    worker = threading.Thread(target=lambda: replies.append(ask(port, "/sparql", "POST", kind, slow).status))
    worker.start()

    quick = ask(port, "/sparql", "POST", kind, b"ASK {}").status
    still = worker.is_alive()
    worker.join()

    assert (quick, still, replies) == (200, True, [503])


def test_rdflib_asks(port: int) -> None:
    """The store for endpoints that rdflib has reads the graph from ours."""
    from rdflib import Graph, Namespace
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    remote = Graph(SPARQLStore(f"http://127.0.0.1:{port}/sparql"))
    kg = Namespace("https://w3id.org/kg-event/ns#")

    found = remote.query("SELECT ?l WHERE { ?e a kg:Movement ; kg:place place:Homs ; rdfs:label ?l }")
    assert "Syrian rebels enter Homs" in {str(row[0]) for row in found}
    assert len(list(remote.subjects(predicate=None, object=kg.Article))) == 2


def test_sparqlwrapper_asks(port: int) -> None:
    """SPARQLWrapper gets rows, yes or no, and graphs, by GET and POST."""
    import SPARQLWrapper

    client = SPARQLWrapper.SPARQLWrapper(f"http://127.0.0.1:{port}/sparql")
    client.setReturnFormat(SPARQLWrapper.JSON)
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        client.setMethod(method)
        client.setQuery("SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE { ?a a kg:Article }")
        assert client.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == "2"  # type: ignore[index,call-overload]
    client.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    client.setQuery("ASK { place:Homs a kg:Place }")
    assert client.queryAndConvert()["boolean"] is True  # type: ignore[index,call-overload]
    client.setReturnFormat(SPARQLWrapper.TURTLE)
    client.setQuery("DESCRIBE place:Homs")
    assert b"place:Homs a kg:Place" in client.queryAndConvert()  # type: ignore[operator]


def test_a_build_finds_its_moment(tmp_path: Path) -> None:
    """While a server is asked, a store can be written; what is new is seen soon after."""
    store = tmp_path / "kg.store"
    with Store.writing(store) as opened:
        opened.write(Part(moved(seed(), 1)))
    count = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fa%20a%20kg%3AArticle%7D"
    with served(store, "--cors", "http://localhost:1") as (process, port):
        csv = {"Accept": "text/csv", "Origin": "http://localhost:1"}
        first = ask(port, count, headers=csv)
        assert (first.body, first["access-control-allow-origin"]) == (b"n\r\n1\r\n", "http://localhost:1")
        with Store.writing(store) as opened:
            opened.write(Part(moved(seed(), 2)))
            busy = ask(port, count, headers=csv)
            assert (busy.status, busy["retry-after"]) == (503, "5")
        assert ask(port, count, headers=csv).body == b"n\r\n2\r\n"
        process.send_signal(signal.SIGTERM)
        log = [json.loads(line) for line in process.stderr.read().splitlines() if line.startswith("{")]  # type: ignore[union-attr]
    assert [(line["method"], line["path"], line["status"]) for line in log] == [
        ("GET", "/sparql", status) for status in (200, 503, 200)
    ]


def test_without_a_store_nothing_is_served(tmp_path: Path) -> None:
    """A store that is not there is told, with exit code 2."""
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path / "no")],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "There is no store at" in done.stderr


def test_the_page_asks_nobody_else() -> None:
    """The page and its script name no address of elsewhere that a browser would fetch."""
    web = ROOT / "kg" / "serve" / "web"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(web.iterdir()))

    assert set(re.findall(r"https?://[\w.]+", text)) == {"https://w3id.org"}  # IRIs that are shown, never fetched
    assert "innerHTML" not in text


ODD = '<&>"\x00\x0b\r\n\ufffe'


def test_rows_as_xml_are_xml_whatever_they_hold() -> None:
    """Characters that XML cannot hold are replaced, all others come back as they were."""
    rows = (
        (ox.NamedNode("http://a/b?c&d"), ox.Literal(ODD), None),
        (ox.BlankNode("b"), ox.Literal("x", language="en"), None),
    )
    text = form.as_xml(table.Table(("a", "b", "c"), rows))

    cells = ET.fromstring(text).iter("{http://www.w3.org/2005/sparql-results#}binding")  # noqa: S314
    values = ["".join(cell.itertext()) for cell in cells]
    assert values == ["http://a/b?c&d", '<&>"\ufffd\ufffd\r\n\ufffd', "b", "x"]
    parsed = ox.parse_query_results(text.encode(), ox.QueryResultsFormat.XML)
    assert len(list(parsed)) == 2  # type: ignore[arg-type]
