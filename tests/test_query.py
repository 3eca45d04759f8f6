"""Questions to a store: the named queries, what is refused, mistakes, limits, and the forms of an answer."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from graphs import GOLDEN, SEED, both, lines

from kg import iri, table
from kg.ask import answer, order, query, sparql
from kg.errors import QueryError, StoreError, UsageError
from kg.store import Part, Store
from kg.table import Graph, Table

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")
ROOT = Path(__file__).parent.parent
PARAMETERS = {
    "events-in": {"place": "syria"},
    "events-of": {"actor": "ASSAD"},
    "happened-in": {"place": "homs", "from": "2024-12-01", "to": "2024-12-07"},
    "mentions-of": {"name": "syrian arab army"},
}
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""A query that would run for hours."""


# ── named queries ────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def other_engine() -> rdflib.Dataset:
    """Both golden graphs and the ontology in rdflib, all named graphs as one."""
    data = rdflib.Dataset(default_union=True)
    store = Store.memory()
    store.load_reference()
    store.write(Part(both()))
    kept = [quad for quad in store.engine if quad.graph_name != ox.NamedNode(iri.LEXICON_GRAPH)]
    data.parse(data=lines(kept).decode(), format="nquads")
    return data


@pytest.mark.parametrize("name", query.names())
def test_named_queries_answer_as_reviewed(full: Store, name: str) -> None:
    """Each named query gives the rows that were looked at by eye, in their order."""
    found = table.write(query.ask(full, name, PARAMETERS.get(name)))

    assert found == (GOLDEN / "answers" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", query.names())
def test_named_queries_answer_alike_in_two_engines(full: Store, other_engine: rdflib.Dataset, name: str) -> None:
    """The rows that rdflib gives are those of Oxigraph."""
    found = query.ask(full, name, PARAMETERS.get(name))
    assert isinstance(found, Table)
    text = query.resolve(name, PARAMETERS.get(name, {}))
    rows = [["" if term is None else term.value for term in row] for row in found]  # type: ignore[union-attr]
    same = [
        ["" if term is None else str(term) for term in row]  # type: ignore[union-attr]
        for row in other_engine.query(text, initNs=iri.PREFIXES)
    ]

    assert sorted(rows) == sorted(same)


@pytest.mark.parametrize("name", query.names())
def test_named_queries_say_what_they_answer(name: str) -> None:
    """Each has a line of help, gives each row once and in an order, and keeps a place for each of its parameters."""
    found = query.named(name)

    assert found.help.endswith((".", ":")) or found.help
    assert "SELECT DISTINCT" in found.text or "GROUP BY" in found.text
    assert "\nORDER BY" in found.text
    assert sorted({one for one, _ in found.parameters}) == sorted(PARAMETERS.get(name, {}))
    for one, _ in found.parameters:
        assert f"VALUES ?{one} {{ UNDEF }}" in found.text


def test_the_queries_are_listed() -> None:
    """The list names each query with its help, what it asks for, and an example."""
    listed = query.catalogue()

    assert [line.split()[0] for line in listed.splitlines() if not line.startswith(" ")] == list(query.names())
    assert (
        "events-in            What happened in a place or in what lies in it, and who says so.\n"
        "                       place=…  name of a place, such as Homs or Syria\n"
        "                       kg query events-in place=Homs\n"
        "events-of            What an actor did, and what was done to it, and who says so.\n"
    ) in listed
    assert "                       kg query denied\n" in listed


@pytest.mark.parametrize("name", query.names())
def test_the_example_of_a_query_gives_rows(full: Store, name: str) -> None:
    """What the list says to try gives an answer on the golden graphs."""
    program, command, *words = shlex.split(query.named(name).example)
    found = query.ask(full, *query.prepare(words[0], words[1:]))

    assert (program, command, words[0]) == ("kg", "query", name)
    assert isinstance(found, Table)
    assert len(found.rows) > 0


@pytest.mark.parametrize(
    "value",
    [
        '"',
        "\\",
        '" } #',
        "\\u0022 } SERVICE <http://127.0.0.1/> { ?s ?p ?o } #",
        "x\ny",
        "<http://a>",
        "VALUES ?place { UNDEF }",
    ],
)
def test_a_parameter_is_a_term_and_nothing_else(full: Store, value: str) -> None:
    """Whatever a value holds, the query stays the query: it finds no such place."""
    found = query.ask(full, "events-in", {"place": value})

    assert found == Table(("what", "where", "begin", "end", "source", "how", "modality", "polarity"), ())


def test_a_parameter_may_be_an_iri_or_a_day(full: Store) -> None:
    """A value that is an IRI, in full or shortened, or a day is bound as such; it is told where it is no IRI."""
    text = "# \n# parameter: x -- a thing\nSELECT ?x WHERE { VALUES ?x { UNDEF } }"
    terms = [
        query.ask(full, text, {"x": value}) for value in ("place:Homs", "https://example.org/a", "2024-12-08", "a")
    ]

    assert [str(row[0]) for found in terms for row in found] == [  # type: ignore[union-attr]
        f"<{iri.BASE}place/Homs>",
        "<https://example.org/a>",
        f'"2024-12-08"^^<{iri.XSD}date>',
        '"a"',
    ]
    with pytest.raises(UsageError, match=r"^'http://a b' is no IRI: "):
        query.ask(full, text, {"x": "http://a b"})


def test_events_of_a_query(full: Store) -> None:
    """The events behind the rows of a named query, and those that a query selects, are given by IRI."""
    assert query.events(full, "denied") == (f"{iri.BASE}article/f1e666994b571fe4#event_42",)
    assert query.events(full, "events-of", {"actor": "Bashar"})[:2] == (f"{SEED}#event_245", f"{SEED}#event_310")
    assert query.events(full, "SELECT ?e ?p WHERE { ?e a kg:Protest ; kg:place ?p }") == (f"{SEED}#event_1659",)
    with pytest.raises(UsageError, match=r"^The query gives no table\. Select the IRIs of events\.$"):
        query.events(full, "ASK {}")


def test_what_is_given_on_the_command_line(tmp_path: Path) -> None:
    """A query is a name, a file or SPARQL; parameters come as NAME=VALUE."""
    file = tmp_path / "question.rq"
    file.write_text("ASK {}", encoding="utf-8")

    assert query.prepare("events-in", ["place=Homs=x"]) == ("events-in", {"place": "Homs=x"})
    assert query.prepare(str(file), []) == ("ASK {}", {})
    assert query.prepare("ASK {}", []) == ("ASK {}", {})


@pytest.mark.parametrize(
    ("text", "given", "told"),
    [
        ("events-on", [], "There is no query 'events-on'. Did you mean events-of?"),
        ("events-in", ["Homs"], "'Homs' is no parameter. Write it as NAME=VALUE, such as place=Homs."),
        (
            "events-in",
            [],
            "The query asks for place: name of a place, such as Homs or Syria. Write place=VALUE after it.",
        ),
        ("events-in", ["town=Homs"], "The query has no parameter 'town'. It has place."),
        ("denied", ["x=1"], "The query has no parameter 'x'. It has none."),
        ("missing.rq", [], "missing.rq cannot be read: no such file or directory. Name a file with a query."),
    ],
)
def test_wrong_calls(full: Store, text: str, given: list[str], told: str) -> None:
    """What does not make sense is told in a sentence that says what to do."""
    with pytest.raises(UsageError) as error:
        query.ask(full, *query.prepare(text, given))

    assert str(error.value) == told


# ── what is refused ──────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that keeps what it is sent."""
    listener, sent = socket.create_server(("127.0.0.1", 0)), list[bytes]()

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            sent.append(caller.recv(100))
            caller.close()

    threading.Thread(target=serve, daemon=True).start()
    yield f"<http://127.0.0.1:{listener.getsockname()[1]}/>", sent
    listener.close()


SERVICES = [
    "SELECT * { SERVICE @ { ?s ?p ?o } }",
    "SELECT * { service silent @ { ?s ?p ?o } }",
    "SELECT * { SERVICE@{?s ?p ?o} }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE @ { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c MINUS { SERVICE @ { ?a ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE @ { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE @ { ?s ?p ?o } } }",
    "SELECT * { #comment\rSERVICE @ { ?s ?p ?o } #\n}",
    'SELECT * { #\\u000a BIND("""\nSERVICE @ { ?s ?p ?o } #""" AS ?x)\n}',
    "SELECT * { ?s ?p 1.SERVICE @ { ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)SERVICE @ { ?s ?p ?o } }",
    "SELECT * { ?s <http://a/#'> ?o . SERVICE @ { ?s ?p ?o } }",
    "SELECT * { ?s <http://a\\u003A#> ?o . SERVICE @ { ?s ?p ?o } }",
    "PREFIX e: <http://e/> SELECT * { ?s e:it\\'s ?o . SERVICE @ { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { '' \"\" '''it's''' \"\"\"a\"b\"\"\" '\\'' } SERVICE @ { ?s ?p ?o } }",
    "SELECT * { LATERAL { SERVICE @ { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE @ { ?s ?p ?o } }",
    "ASK { SERVICE @ { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE @ { ?s ?p ?o } }",
]


@pytest.mark.parametrize("text", SERVICES)
def test_other_servers_are_not_asked(full: Store, server: tuple[str, list[bytes]], text: str) -> None:
    """A query that would ask another server is refused in any form, and no call is made."""
    address, sent = server
    sent.clear()

    with pytest.raises(QueryError, match="SERVICE asks another server, but nothing may leave this machine") as told:
        query.ask(full, text.replace("@", address))

    assert told.value.line
    assert sent == []


@pytest.mark.parametrize("text", [SERVICES[0], SERVICES[1], SERVICES[5], SERVICES[7], SERVICES[8]])
def test_the_engine_itself_would_ask(full: Store, server: tuple[str, list[bytes]], text: str) -> None:
    """Unless this were checked the engine would make the call: the test above does not pass for nothing."""
    address, sent = server

    sent.clear()

    with suppress(OSError, RuntimeError):
        list(full.engine.query(text.replace("@", address), use_default_graph_as_union=True))  # type: ignore[arg-type]

    assert len(sent) > 0


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://a/>' }",
        'ASK { ?s ?p """a " SERVICE\n""" }',
        "ASK { } # SERVICE",
        "ASK { ?s <http://example.org/service#SERVICE> ?service . ?s ?p $SERVICE }",
        "PREFIX service: <http://a/> ASK { ?s service:service ?o }",
    ],
)
def test_the_word_alone_is_no_harm(full: Store, text: str) -> None:
    """Strings, comments, IRIs and names may hold the word."""
    assert query.ask(full, text) in (True, False)


def test_from_names_graphs_of_the_store_only(full: Store, server: tuple[str, list[bytes]]) -> None:
    """FROM fetches nothing: what the store does not hold is empty."""
    address, sent = server
    sent.clear()

    assert query.ask(full, f"ASK FROM {address} {{ ?s ?p ?o }}") is False
    assert query.ask(full, f"ASK FROM NAMED {address} {{ GRAPH ?g {{ ?s ?p ?o }} }}") is False
    assert query.ask(full, f"ASK FROM <{iri.SHARED_GRAPH}> {{ place:Homs rdfs:label ?o }}") is True
    assert query.ask(full, f"ASK FROM <{iri.SHARED_GRAPH}> {{ ?s kg:about ?o }}") is False
    assert sent == []


MISTAKES = {
    "brace": "SELECT ?what WHERE {\n  ?event a kg:Event ; rdfs:label ?what\n",
    "prefix": "SELECT ?what\nWHERE { ?event a ev:Event }",
    "own-prefix": "PREFIX ev: <http://ev/>\nSELECT ?what WHERE { ?event a ev:Event ; ?what }",
    "word": "SELCT ?x WHERE { ?x ?y ?z }",
    "expression": "ASK {\n\tFILTER(?x = )\n}",
    "insert": "PREFIX x: <http://x/>\nINSERT DATA { x:a x:b x:c }",
    "delete": "# no\nDELETE WHERE { ?s ?p ?o }",
    "load": "LOAD <file:///etc/passwd>",
    "empty": "",
    "words": "who said what",
    "long": "SELECT * WHERE { " + "?a ?b ?c . " * 50 + " ?x ?y }",
    "hidden": "SELECT * WHERE { ?x \u202e\x1b[2J ?y }",
    "service": "SELECT * WHERE {\n  SERVICE <https://example.org/sparql> { ?s ?p ?o }\n}",
}


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_mistakes_are_shown_where_they_are(full: Store, name: str) -> None:
    """A query with a mistake is told with line, column and a mark under the character, as reviewed by eye."""
    with pytest.raises(QueryError) as told:
        query.ask(full, MISTAKES[name])

    assert str(told.value) + "\n" == (GOLDEN / "refusals" / f"query-{name}.txt").read_text(encoding="utf-8")


def test_a_mistake_is_the_same_in_another_process(disk: Path, full: Store) -> None:
    """The child that answers hands on a mistake whole."""
    with pytest.raises(QueryError) as here:
        query.ask(full, MISTAKES["brace"])
    with pytest.raises(QueryError) as there:
        query.ask(disk, MISTAKES["brace"])

    assert (str(here.value), here.value.line, here.value.column) == (
        str(there.value),
        there.value.line,
        there.value.column,
    )


# ── in a process of its own ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "who-said-what",
        "ASK { ?e a kg:Protest }",
        "ASK { ?e a kg:Contest }",
        "CONSTRUCT WHERE { ?e a kg:Protest ; rdfs:label ?l }",
        "DESCRIBE place:Homs",
        "SELECT ?x WHERE { VALUES ?x { UNDEF 'a\\tb\\nc\"' 'x'@en <http://a/b> 1 1.5 1e0 true } }",
        "SELECT * WHERE {}",
        "SELECT ?x WHERE { FILTER(false) }",
    ],
)
def test_a_store_on_disk_answers_as_one_in_memory(disk: Path, full: Store, text: str) -> None:
    """The answer that a child process gives is the same value."""
    assert query.ask(disk, text) == query.ask(full, text)


@pytest.mark.parametrize("where", ["disk", "full"])
def test_a_limit_says_that_there_is_more(request: pytest.FixtureRequest, where: str) -> None:
    """At most so many rows or triples come back, with a note where there are more."""
    store = request.getfixturevalue(where)
    rows = "SELECT ?x WHERE { VALUES ?x { 1 2 3 } }"
    triples = "CONSTRUCT { <http://a/a> <http://a/b> ?x } WHERE { VALUES ?x { 1 2 3 } }"

    for text in (rows, triples):
        found = [query.ask(store, text, limit=limit) for limit in (1, 2, 3, 4)]
        assert [len(list(one)) for one in found] == [1, 2, 3, 3]  # type: ignore[arg-type]
        assert [one.more for one in found] == [True, True, False, False]  # type: ignore[union-attr]


def test_a_limit_takes_the_first_rows_of_a_named_query(disk: Path, full: Store) -> None:
    """The rows of a named query are sorted before they are cut; the limit says that there is more."""
    whole = query.ask(full, "sources")
    assert isinstance(whole, Table)

    assert query.ask(disk, "sources", limit=2) == Table(whole.columns, whole.rows[:2], more=True)
    assert query.ask(full, "sources", limit=len(whole.rows)) == whole


def test_rows_are_sorted_as_sparql_has_it() -> None:
    """None comes first, then blank nodes, IRIs, numbers by value and texts; downwards it is the other way."""
    whole = ox.NamedNode(iri.XSD + "integer")
    terms = [None, ox.BlankNode("b"), ox.NamedNode("http://a/a"), *(ox.Literal(n, datatype=whole) for n in ("9", "10"))]
    terms += [ox.Literal("a"), ox.Literal("b", language="en")]
    found = Table(("x", "y"), tuple((term, ox.Literal("z")) for term in reversed(terms)))

    assert order.Order((("x", False),), 1).sort(found, None).rows == tuple((term,) for term in terms)
    assert order.Order((("y", False), ("x", True)), 1).sort(found, 3) == Table(
        ("x",), tuple((t,) for t in terms[:3:-1]), more=True
    )


@pytest.fixture
def busy() -> Store:
    """A store in memory, small enough that the slow query ends soon after it was given up."""
    made = Store.memory()
    made.write(Part(b"".join(sorted(both().splitlines(keepends=True))[:300])))
    return made


@pytest.mark.parametrize("where", ["disk", "busy"])
def test_time_is_up(request: pytest.FixtureRequest, where: str) -> None:
    """A query that takes too long is given up with a sentence."""
    store = request.getfixturevalue(where)

    with pytest.raises(QueryError) as told:
        query.ask(store, SLOW, seconds=0.2)

    assert str(told.value) == "The query took over 0.2 seconds. Ask for less, or allow more."


def _ticks(process: int) -> int:
    """Give the processor time that a process has used, in ticks of the system (proc(5))."""
    return int(Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11])


def test_an_interruption_ends_a_query_and_its_process(disk: Path) -> None:
    """Ctrl-C ends the one who asks at once, and the child with it."""
    program = (
        "import sys, subprocess\nfrom kg.ask import answer\nreal = subprocess.Popen\n"
        "def popen(*a, **k):\n    child = real(*a, **k)\n    print(child.pid, flush=True)\n    return child\n"
        "answer.subprocess.Popen = popen\nfrom pathlib import Path\nanswer.ask(Path(sys.argv[1]), sys.argv[2])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(disk), SLOW]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as asking:
        assert asking.stdout
        child = int(asking.stdout.readline())
        while _ticks(child) < 10:
            time.sleep(0.05)  # until the child is at work, who asks may not yet wait for it
        asking.send_signal(signal.SIGINT)
        _, told = asking.communicate(timeout=60)

    assert told.rstrip().endswith("KeyboardInterrupt")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_damaged_store_is_told_by_the_child(tmp_path: Path) -> None:
    """What the child finds wrong with the store comes back as the store's own sentence."""
    with pytest.raises(StoreError, match=r"^There is no store at .*kg\.store\. Build one from articles first\.$"):
        query.ask(tmp_path / "kg.store", "ASK {}")


def test_a_child_that_is_killed_is_told(disk: Path) -> None:
    """Where the system ends the child, as for want of memory, the user is told."""
    with pytest.raises(
        QueryError, match=r"^The query was ended by signal 9, as when memory runs out\. Ask for less\.$"
    ):
        answer._heard("ASK {}", -9, b"", b"")


def test_no_package_of_the_working_folder_is_run(disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child does not take modules from the folder that it is started in."""
    (tmp_path / "kg.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert query.ask(disk, "ASK {}") is True


# ── forms of an answer ───────────────────────────────────────────────────────

TABLE = Table(
    ("name", "value"),
    (
        (ox.NamedNode(iri.BASE + "place/Homs"), ox.Literal('a,b\t"c"\nd')),
        (ox.BlankNode("b"), ox.Literal("東京", language="ja")),
        (None, ox.Literal("1", datatype=ox.NamedNode(iri.XSD + "integer"))),
        (ox.Literal("\x1b[2J\u202ex"), None),
    ),
)
FORMS = {
    "table": (
        "name              value\n"
        "----------------  -------------------\n"
        'place:Homs        a,b\\u0009"c"\\u000ad\n'
        "_:b               東京\n"
        "                  1\n"
        "\\u001b[2J\\u202ex\n"
    ),
    "csv": 'name,value\r\nhttps://w3id.org/kg-event/id/place/Homs,"a,b\t""c""\nd"\r\n_:b,東京\r\n,1\r\n\x1b[2J\u202ex,\r\n',
    "tsv": (
        '?name\t?value\n<https://w3id.org/kg-event/id/place/Homs>\t"a,b\\t\\"c\\"\\nd"\n_:b\t"東京"@ja\n'
        '\t"1"^^<http://www.w3.org/2001/XMLSchema#integer>\n"\\u001B[2J\u202ex"\t\n'
    ),
}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_forms_of_a_table(form: str) -> None:
    """Each form is written to the byte."""
    assert table.write(TABLE, form) == FORMS[form]


def test_json_is_sparql_results() -> None:
    """The JSON form is that of SPARQL 1.1, and the engine reads it back as the same rows."""
    text = table.write(TABLE, "json")
    back = ox.parse_query_results(text, ox.QueryResultsFormat.JSON)

    assert json.loads(text)["head"] == {"vars": ["name", "value"]}
    assert isinstance(back, ox.QuerySolutions)
    assert table.of_solutions(back) == TABLE


def test_tsv_is_read_back() -> None:
    """The engine reads the TSV form back as the same rows."""
    back = ox.parse_query_results(table.write(TABLE, "tsv"), ox.QueryResultsFormat.TSV)

    assert isinstance(back, ox.QuerySolutions)
    assert table.of_solutions(back) == TABLE


@pytest.mark.parametrize("form", [None, "table", "json", "csv", "tsv"])
def test_nothing_steers_a_terminal(form: str | None) -> None:
    """On a terminal no form lets control characters or changes of direction through."""
    shown = table.write(TABLE, form, terminal=True)

    assert "\\u001b[2j\\u202ex" in shown.lower()
    assert "\u202e" not in shown
    assert "\x1b[2J" not in shown


def test_a_terminal_gets_a_drawn_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal cells wrap to its width, and nothing is coloured where NO_COLOR is set."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")

    shown = table.write(Table(("what",), ((ox.Literal("word " * 20),),)), terminal=True)

    assert max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in shown.splitlines()) <= 40
    assert shown.split().count("word") == 20


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, {"table": "yes\n", "json": '{"head": {}, "boolean": true}\n', "csv": "true\r\n", "tsv": "true\n"}),
        (False, {"table": "no\n", "json": '{"head": {}, "boolean": false}\n', "csv": "false\r\n", "tsv": "false\n"}),
    ],
)
def test_yes_and_no(value: bool, shown: dict[str, str]) -> None:
    """An answer of yes or no has a form of each kind."""
    assert {form: table.write(value, form) for form in shown} == shown


def test_a_graph_is_turtle() -> None:
    """A graph is written as Turtle, also where no form is asked for."""
    graph = Graph(
        (ox.Triple(ox.NamedNode(iri.BASE + "place/Homs"), ox.NamedNode(iri.RDFS + "label"), ox.Literal("Homs")),)
    )

    assert (
        table.write(graph)
        == table.write(graph, "turtle")
        == (f'@prefix place: <{iri.BASE}place/> .\n@prefix rdfs: <{iri.RDFS}> .\n\nplace:Homs rdfs:label "Homs" .\n')
    )


@pytest.mark.parametrize(
    ("found", "form", "told"),
    [
        (Graph(()), "csv", "The query gives a graph, which cannot be written as csv. Ask for turtle."),
        (TABLE, "turtle", "The query gives no graph to be written as turtle. Ask for table, json, csv or tsv."),
        (TABLE, "xml", "There is no format xml. Ask for one of table, json, csv, tsv, turtle."),
    ],
)
def test_forms_that_do_not_fit(found: table.Answer, form: str, told: str) -> None:
    """What cannot be written in a form is told with one that it can."""
    with pytest.raises(UsageError) as error:
        table.write(found, form)

    assert str(error.value) == told


def test_checks_cost_nothing_heavy() -> None:
    """Asking loads neither rdflib nor the parser of language."""
    program = "import sys; from kg.ask import query; from kg import table; print([m for m in ('rdflib', 'spacy', 'rich', 'networkx') if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    assert (
        subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True).stdout
        == "[]\n"
    )


def test_the_lexer_keeps_places() -> None:
    """Blanking out what is no keyword changes no place in the text."""
    text = 'PREFIX a: <http://a/> # x\nSELECT ?x { ?x a:b """y"z""" , \'\\\'\' }'

    assert len(sparql._bare(text)) == len(text)
    assert sparql._bare(text).split() == ["PREFIX", "SELECT", "{", ",", "}"]
