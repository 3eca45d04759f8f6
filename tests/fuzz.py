"""Coverage-guided fuzzing of what takes in foreign bytes: ``python tests/fuzz.py reader|lexicon|query [SECONDS] [FOLDER]``.

Needs atheris (libFuzzer), which is no dependency of the tests. FOLDER keeps the inputs that reached something new. A run
ends with the input at fault where anything but the errors meant for it is raised, or takes more than twenty seconds.
What was found so far stands as cases in `bad-inputs.json`, `golden/errors` and the tests of the query.
"""

from __future__ import annotations

import io
import json
import socket
import sys
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Final

import atheris
import pyoxigraph as ox

TESTS: Final = Path(__file__).parent

with atheris.instrument_imports(include=["kg"]):
    from kg.ask import query, sparql
    from kg.errors import InputError, LexiconError, QueryError, UsageError
    from kg.text import article, reader
    from kg.words import lexicon, proofread, source

KINDS: Final = (*reader.Kind, None)
"""How the bytes are read; None is standard input."""
QUESTION: Final = "# parameter: x -- anything\nSELECT ?x WHERE { VALUES ?x { UNDEF } }"
"""A query that gives back what was bound."""


def expect(holds: bool, what: str) -> None:
    """Raise AssertionError where something does not hold."""
    if not holds:
        raise AssertionError(what)


def read(data: bytes) -> None:
    """Read bytes as a file of each kind: articles whose texts are clean, or errors in one line."""
    if not data:
        return
    kind, packed = KINDS[data[0] % len(KINDS)], data[0] >= 128
    given = reader.Source("x", "x" if kind else "", kind or reader.Kind.TEXT, packed)
    stream = reader.Stream(io.BytesIO(data[1:]), given)
    try:
        found = article._READERS[kind](given, stream) if kind else article._standard(given, stream)
        for one in found:
            admit(one)
    except InputError as error:
        expect("\n" not in str(error), str(error))


def admit(found: object) -> None:
    """Check what was found as the reader does."""
    if isinstance(found, InputError):
        raise found
    assert isinstance(found, article._Found)
    made = article._checked(found, None, True)
    assert "\r" not in made.text, "a carriage return"
    assert made.begin <= len(made.text), "a header longer than the text"
    assert made.digest, "a text that has no digest"
    if made.url:
        ox.NamedNode(made.url)


def teach(data: bytes) -> None:
    """Take bytes for a user's words: they are words, or sentences say what is wrong."""
    path = Path("mine.ttl")
    try:
        mine = source._parsed.__wrapped__(path, data.removeprefix(source._MARK))
        if not proofread.faults([mine], [*OURS, mine]):
            facts = {subject: values for one in (*OURS, mine) for subject, values in one.subjects.items()}
            lexicon._build(facts, "", (path,))
    except LexiconError as error:
        expect(bool(error.problems), "an error that says nothing")


def ask(data: bytes) -> None:
    """Take bytes for a query, and for a value: the query asks nobody else, the value stays a value."""
    text = data.decode("utf-8", "replace")
    try:
        resolved = query.resolve(text, {}) if not query._is_name(text) else ""
        rows = EMPTY.query(resolved, prefixes={}) if resolved else ()
        list(islice(rows if isinstance(rows, ox.QuerySolutions) else (), 10))
    except (QueryError, UsageError):
        pass
    except SyntaxError as error:
        expect(isinstance(sparql.wrong(text, str(error)), QueryError), text)
    except (OSError, RuntimeError) as error:
        expect(not any(word in str(error).lower() for word in ("http", "connect", "resolve", "dns")), str(error))
    expect(not CALLS, "another server was asked")
    bind(text)


def listen() -> None:
    """Count who calls at the port that the words name, and hang up."""
    server = socket.create_server(("127.0.0.1", 47811))
    while True:
        caller, _ = server.accept()
        CALLS.append(1)
        caller.close()


def bind(value: str) -> None:
    """Bind a value: the engine reads back the very term."""
    try:
        term, resolved = query._term(value), query.resolve(QUESTION, {"x": value})
    except UsageError:
        return
    rows = [row["x"] for row in EMPTY.query(resolved)]
    assert rows == [term], (rows, term)


EMPTY: Final = ox.Store()
CALLS: Final[list[int]] = []
"""One for each call from the engine."""
SMALL: Final = ("frames", "grammar", "model", "small-words")
"""The files of ours that a user's words stand on; with all of them a try takes ten times as long."""
OURS: list[source.Source] = []
TARGETS: Final[dict[str, Callable[[bytes], None]]] = {"reader": read, "lexicon": teach, "query": ask}


def seeds(target: str, folder: Path) -> None:
    """Lay out inputs to begin with: those of the tables of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[bytes] = []
    if target == "reader":
        for case in json.loads((TESTS / "bad-inputs.json").read_text(encoding="utf-8")):
            for name, value in case.get("files", {}).items():
                kind, packed = reader._kind(name)
                if isinstance(value, str) and not packed:
                    found.append(bytes([KINDS.index(kind)]) + value.encode("utf-8", "surrogatepass"))
    elif target == "lexicon":
        found += [path.read_bytes() for path in (TESTS / "golden" / "errors").glob("*.ttl")]
    else:
        found += [path.read_bytes() for path in query.FOLDER.glob("*.rq")]
        found += [
            b"SELECT * WHERE { SERVICE <http://127.0.0.1:47811/> { ?s ?p ?o } }",
            b"http://a/b c",
            b"kg:x>",
            b'a"\\',
        ]
    for number, content in enumerate(found):
        (folder / f"seed-{number:03}").write_bytes(content)


WORDS: Final = {
    "query": (
        "SELECT * WHERE {", "SERVICE <http://127.0.0.1:47811/> { ?s ?p ?o }", "service", "SILENT", "}", "{", "#", "\n", "\r", "'", '"',
        "'''", '"""', "\\", "\\u0053ERVICE", "?SERVICE", "p:SERVICE", "PREFIX p: <http://a/>", "<", ">", "FILTER EXISTS {",
        "GRAPH ?g {", "UNION", "MINUS {", "BASE", "ASK", "VALUES ?x { UNDEF }", "# parameter: x -- y", "a:b\\-", "@en", "^^",
    ),
    "lexicon": (
        "@prefix", "a ontolex:LexicalEntry", "ontolex:sense", "lex:frame frame:act", "lexinfo:partOfSpeech lexinfo:verb", "[", "]",
        "(", ")", "rdfs:label", '"x"@en', "lex:slot", "kg:Seizure", ";", ",", ".", "<<", ">>", "lex:signature", '"+/-"',
    ),
    "reader": (
        "<rss>", "<item>", "<description>", "<content:encoded>", "&lt;p&gt;", "&amp;#1;", "<entry>", "<!DOCTYPE", "<![CDATA[", "WARC/1.0",
        "Content-Length: ", "\r\n\r\n", "HTTP/1.1 200 OK", "{\"text\": \"", "date 2024-12-08", "<html>", "<article><p>", "\\ud800",
    ),
}  # fmt: skip
"""Words of each language, which chance alone would hardly make."""


def dictionary(target: str, path: Path) -> None:
    """Write the words of a target as libFuzzer reads them."""
    rows = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in WORDS[target])
    path.write_text("".join(f'"{row}"\n' for row in rows), encoding="ascii")


def main() -> None:
    """Fuzz a target for so many seconds."""
    target, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else f"fuzz-{target}")
    seeds(target, folder)
    dictionary(target, folder.with_suffix(".dict"))
    if target == "query":
        threading.Thread(target=listen, daemon=True).start()
    if target == "lexicon":
        OURS.extend(source.opened(path) for path in source.ours() if path.stem in SMALL)
    options = [
        f"-max_total_time={seconds}",
        "-timeout=20",
        "-rss_limit_mb=3000",
        "-max_len=20000",
        f"-dict={folder.with_suffix('.dict')}",
    ]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}/fault-", str(folder)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
