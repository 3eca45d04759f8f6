"""Reading articles: every kind of input, and the sentence that each bad one must give (in bad-inputs.json)."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError, UsageError
from kg.text.article import Article, read
from kg.text.language import foreign
from kg.text.reader import normal
from kg.text.record import address

ROOT = Path(__file__).parent.parent
CASES = json.loads((Path(__file__).parent / "bad-inputs.json").read_text(encoding="utf-8"))
PLACEHOLDER = "aaaaaaaaaa"
DAY = datetime.date(2024, 12, 8)

Given = Article | str


def content(name: str, value: str | dict[str, Any]) -> bytes:
    """Make the bytes of a file of the table.

    A text stands for itself. In an object ``text`` is UTF-8 and ``bytes`` is Latin-1; ``times`` repeats it; ``fill``
    puts so many letters (or ``with``) in the place of ten a; a name with .gz is packed (``packed`` times), but for
    ``bytes``; then ``keep`` cuts the file, and ``more`` is put after it.
    """
    spec = {"text": value} if isinstance(value, str) else value
    if "bytes" in spec:
        return str(spec["bytes"]).encode("latin-1")
    text = spec["text"].replace(PLACEHOLDER, spec.get("with", "a") * spec["fill"]) if "fill" in spec else spec["text"]
    data: bytes = text.encode("utf-8") * spec.get("times", 1)
    for _ in range(spec.get("packed", 1) if name.lower().endswith(".gz") else 0):
        data = gzip.compress(data, mtime=0)
    return data[: spec.get("keep")] + spec.get("more", "").encode("utf-8")


def laid(folder: Path, files: dict[str, Any]) -> None:
    """Lay out files under a folder."""
    for name, value in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content(name, value))


def said(found: Article | InputError) -> Given:
    """An article as it is, an error as its sentence."""
    return str(found) if isinstance(found, InputError) else found


def expected(value: str | dict[str, Any]) -> Given:
    """An article or a sentence of the table."""
    if isinstance(value, str):
        return value
    day = datetime.date.fromisoformat(value["date"]) if "date" in value else None
    return Article(**{**value, "identifiers": tuple(value["identifiers"]), "date": day})


def test_the_table_is_large_and_its_rows_have_names() -> None:
    """At least sixty inputs, each under its own name."""
    names = [case["why"] for case in CASES]

    assert sorted(set(names)) == sorted(names)
    assert len(names) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_inputs(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each input of the table gives exactly the articles and sentences beside it."""
    laid(tmp_path, case["files"])
    monkeypatch.chdir(tmp_path)

    assert [expected(value) for value in case["gives"]] == [
        said(found) for found in read(case.get("inputs", list(case["files"])))
    ]


def test_seed() -> None:
    """The seed article begins after its header, at 17, and its digest is that of the golden graph."""
    (article,) = read([str(ROOT / "seeds" / "000_603f03b3b19a2f69.txt")])

    assert isinstance(article, Article)
    assert (
        article.identifiers,
        article.begin,
        article.date,
        article.text[article.begin :][:13],
        article.digest[:16],
    ) == (("000_603f03b3b19a2f69.txt",), 17, DAY, "Syrian rebels", "5781c210cfac3712")


def test_longest_text(tmp_path: Path) -> None:
    """Two million characters pass, of whatever length in bytes."""
    (tmp_path / "a.txt").write_text("😀" * 2_000_000, encoding="utf-8")

    assert [Article(("a.txt",), "😀" * 2_000_000, None)] == list(read([str(tmp_path / "a.txt")]))


def test_default_date(tmp_path: Path) -> None:
    """The date that is given is for articles that have none, whether in JSON or in a header."""
    laid(
        tmp_path,
        {"a.txt": "One.", "b.txt": "date 2023-01-01 Two.", "c.jsonl": '{"text": "Three.", "date": "2022-02-02"}'},
    )

    assert [DAY, datetime.date(2023, 1, 1), datetime.date(2022, 2, 2)] == [
        found.date for found in read([str(tmp_path)], date=DAY) if isinstance(found, Article)
    ]


def test_any_language(tmp_path: Path) -> None:
    """A text of another language passes where the user insists."""
    text = "Der Minister hat erklärt, dass er nicht mit dem Bericht der Kommission einverstanden ist."
    laid(tmp_path, {"a.txt": text})

    assert [Article(("a.txt",), text, None)] == list(read([str(tmp_path)], any_language=True))


LANGUAGES = {
    "Portuguese": "O governo anunciou que vai aumentar os impostos. A medida não afeta as famílias, mas é um erro.",
    "Danish or Norwegian": "Det rammer ikke familier, men de siger, at det er en fejl, som ikke var til at undgå.",
    "Swedish": "Det drabbar inte familjer, men oppositionen säger att det är ett misstag som inte har någon grund.",
    "Finnish": "Ministerin mukaan se ei koske perheitä, mutta oppositio sanoo, että päätös on virhe kun se tulee.",
    "Hungarian": "A miniszter szerint ez nem érinti a családokat, de az ellenzék azt mondja, hogy ez hiba és nem kell.",
    "Polish": "Nie dotknie to rodzin, ale opozycja twierdzi, że jest to błąd i że jego rząd już się nie zmieni.",
    "Turkish": "Bu karar aileleri etkilemeyecek, ancak daha iyi bir çözüm için çalışılması gerektiği kadar zor değil.",
    "Dutch": "Dat treft gezinnen niet, maar de oppositie zegt dat het een fout is en ook niet zonder gevolgen.",
    "text in Greek letters": "Ο υπουργός το είπε τη Δευτέρα.",
    "text in Arabic letters": "قال الوزير ذلك يوم الاثنين.",
    "text in Hiragana letters": "おはようございます、そうですか。",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_named(language: str) -> None:
    """A short text of another language or script is told by its small words or letters."""
    assert language == foreign(LANGUAGES[language])


ODD_ENGLISH = [
    "REBELS ENTER HOMS, ARMY WITHDRAWS",
    "Shr 24 cts vs 22 cts\nNet 1.2 mln vs 1.1 mln\nRevs 10.4 mln vs 9.9 mln",
    "Juan de la Cruz del Valle y Luis de los Rios, La Paz, El Pais, Van der Berg, von der Leyen, di Maria",
    "Take care.",
    "Mayor: 'Je ne sais pas.'",
    "i m not sure wat u mean, lol",
    "東京 (Tokyo) shares fell 2 percent.",
    "",
]


@pytest.mark.parametrize("text", ODD_ENGLISH)
def test_odd_english_is_english(text: str) -> None:
    """Headlines, tables, names, quotations and slips are not taken for another language."""
    assert foreign(text) == ""


def standard(text: str | bytes, inputs: tuple[str, ...] = ("-",)) -> list[Given]:
    """What standard input gives."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    return [said(found) for found in read(inputs, stdin=io.BytesIO(data))]


CONVERT = "Convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
STANDARD: dict[str, tuple[str | bytes, list[Given]]] = {
    "text": ("date 2024-12-08 One.\r\n", [Article(("1baff4984880fde5",), "date 2024-12-08 One.\n", DAY, begin=16)]),
    "blank lines before the text are kept": ("\n \n\nOne.\n", [Article(("31b89d9a16526b11",), "\n \n\nOne.\n", None)]),
    "JSON lines": (
        '\n{"text": "One."}\n[]\n{"id": "x", "text": "Two."}\n',
        [
            Article(("70277bfc409b5021",), "One.", None),
            "standard input, line 3: this is a list, not an object.",
            Article(("x",), "Two.", None),
        ],
    ),
    "JSON lines after a byte order mark": ('\ufeff{"id": "x", "text": "Two."}', [Article(("x",), "Two.", None)]),
    "JSON lines, the first broken": (
        '{"id": "x", "text": "One.\n{"id": "y", "text": "Two."}\n',
        ["standard input, line 1: this is no JSON from character 21 of the line on.", Article(("y",), "Two.", None)],
    ),
    "one object over several lines": ('{\n"id": "x",\n"text": "One."\n}\n', [Article(("x",), "One.", None)]),
    "a list of objects": (
        '[\n{"id": "x", "text": "One."},\n{"text": ""}\n]\n',
        [Article(("x",), "One.", None), "standard input, item 2: the text is empty."],
    ),
    "a text that begins with a bracket": (
        "[Homs] One.",
        [Article(("b5aa743f90c9019d",), "[Homs] One.", None)],
    ),
    "a text that begins with a brace": ("{sic} he said.\n", [Article(("5aa26e5876f08174",), "{sic} he said.\n", None)]),
    "nothing": ("", ["standard input: the text is empty."]),
    "blank": (" \n\n", ["standard input: the text is empty."]),
    "Latin-1": (b"caf\xe9", [f"standard input: this is not UTF-8 at byte 4. {CONVERT}"]),
    "gzip": (gzip.compress(b"One."), ["standard input: this is gzip, not text in UTF-8."]),
}


@pytest.mark.parametrize("name", STANDARD)
def test_standard_input(name: str) -> None:
    """Standard input is a text, or JSON where it begins with an object; the digest is the identifier."""
    text, gives = STANDARD[name]

    assert gives == standard(text)


def test_standard_input_is_read_once(tmp_path: Path) -> None:
    """The second - is an error, and the inputs around it are read."""
    laid(tmp_path, {"a.txt": "Two."})

    assert [
        Article(("x",), "One.", None),
        Article(("a.txt",), "Two.", None),
        "standard input: it was read already. Name - once.",
    ] == standard('{"id": "x", "text": "One."}', ("-", str(tmp_path / "a.txt"), "-"))


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without standard input gets a sentence."""
    monkeypatch.setattr(sys, "stdin", None)

    assert [said(found) for found in read(["-"])] == ["standard input: there is no standard input."]


def test_long_lines_on_standard_input() -> None:
    """A text that is too long is refused however it is cut into lines."""
    sentence = (
        "standard input: the text has more than 2,000,000 characters, the most that an article may have. Split it."
    )

    assert [sentence] * 3 == standard("a" * 8_000_004) + standard((" " * 999 + "\n") * 8_001) + standard(
        "a\n" * 4_000_002
    )


def test_long_line(tmp_path: Path) -> None:
    """A line that is too long is passed over, and the next is read."""
    line = '{"text": "' + "a" * 64_000_000 + '"}\n'
    laid(tmp_path, {"a.jsonl": line + '{"text": "Two."}\n'})

    assert [
        f"{tmp_path}/a.jsonl, line 1: this line has more than 64,000,000 bytes. Split the article.",
        Article(("a.jsonl:2",), "Two.", None),
    ] == [said(found) for found in read([str(tmp_path)])]


def test_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are followed, a folder is read once, a loop ends, a broken link with a known suffix is named."""
    monkeypatch.chdir(tmp_path)
    laid(tmp_path, {"in/b/x.txt": "One.", "other/y.txt": "Two."})
    for name, target in {
        "in/a": "b", "in/b/loop": "..", "in/c": "../other", "in/d.txt": "b/x.txt",
        "in/e.txt": "nothing", "in/f": "nothing", "in/g.txt": "g.txt", "in/h": "h",
    }.items():  # fmt: skip
        (tmp_path / name).symlink_to(target)

    assert [
        Article(("a/x.txt",), "One.", None),
        Article(("c/y.txt",), "Two.", None),
        Article(("d.txt",), "One.", None),
        "in/e.txt: there is no such file or folder. Check the path.",
        "in/g.txt: the system cannot read this (Too many levels of symbolic links).",
    ] == [said(found) for found in read(["in"])]


def test_pipes_devices_and_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no file is refused without being opened, which could wait for ever."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    sentence = "this is a pipe, device or socket, not a file. Use - to read standard input."
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("c.txt")

        assert [f"{name}: {sentence}" for name in ("./a.txt", "./b.txt", "./c.txt", "/dev/null")] == [
            said(found) for found in read([".", "/dev/null"])
        ]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that exists and cannot be read")
def test_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while reading is a sentence, and the next file is read."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.jsonl", "c.txt.gz"):
        (tmp_path / name).symlink_to("/proc/self/mem")
    laid(tmp_path, {"d.txt": "One."})
    sentence = "the system cannot read this (Input/output error)."

    assert [f"./{name}: {sentence}" for name in ("a.txt", "b.jsonl", "c.txt.gz")] + [
        Article(("d.txt",), "One.", None)
    ] == [said(found) for found in read(["."])]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    """Files and folders that the user may not read are named."""
    laid(tmp_path, {"a.txt": "One.", "b/c.txt": "Two."})
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").chmod(0)

    assert [f"{tmp_path / name}: you have no permission to read this." for name in ("a.txt", "b")] == [
        said(found) for found in read([str(tmp_path)])
    ]
    (tmp_path / "b").chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_name_that_is_not_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name in another encoding is shown escaped, and the sentence can be printed."""
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(b"caf\xe9.txt")).write_text("One.", encoding="utf-8")

    assert [said(found) for found in read(["."])] == [
        "./caf\\udce9.txt: the identifier holds a control character or is not UTF-8. Change the id or the file name."
    ]


def test_deep_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders are walked far down."""
    monkeypatch.chdir(tmp_path)
    below = "/".join(["d"] * 200)
    laid(tmp_path, {f"{below}/a.txt": "One."})

    assert [Article((f"{below}/a.txt",), "One.", None)] == list(read(["."]))


def test_page_that_the_extraction_cannot_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside the extraction costs its page only. No page that does this is known, so it is made here."""

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    monkeypatch.chdir(tmp_path)
    laid(tmp_path, {"a.html": "<p>One.", "b.txt": "Two."})

    assert [
        "./a.html: the article in this page cannot be extracted. Save its text as .txt.",
        Article(("b.txt",), "Two.", None),
    ] == [said(found) for found in read(["."])]


ALL = """
import sys, logging
from kg.text.article import read
light = sorted({"trafilatura", "lxml", "spacy", "numpy"} & set(sys.modules))
def deny(event, _):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}:
        raise SystemExit(f"network: {event}")
sys.addaudithook(deny)
for found in read(sys.argv[1:]):
    print(ascii(str(found) if isinstance(found, Exception) else found))
print(light)
"""


def test_same_in_any_surroundings_and_nothing_is_fetched(tmp_path: Path) -> None:
    """Hash seed, locale and time zone change nothing, nothing is fetched, and heavy packages wait until needed."""
    files = {
        f"{number}/{name}": value
        for number, case in enumerate(CASES)
        for name, value in case["files"].items()
        if isinstance(value, str)
    }
    laid(tmp_path, files)
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", ALL, "."],
            cwd=tmp_path, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            capture_output=True, text=True, check=True,
        )
        for environment in surroundings
    ]  # fmt: skip

    assert outputs[0].stdout == outputs[1].stdout
    assert (outputs[0].stdout.splitlines()[-1], [output.stderr for output in outputs]) == ("[]", ["", ""])


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXTS)
@settings(deadline=None)
def test_any_text_comes_back(text: str) -> None:
    """Any text is read as it is, but for the byte order mark and newlines; a blank one is an error."""
    (found,) = read(["-"], stdin=io.BytesIO(text.encode("utf-8")), any_language=True)

    assert (normal(text) if normal(text).strip() else "standard input: the text is empty.") == (
        found.text if isinstance(found, Article) else str(found)
    )


@given(TEXTS, st.dates(min_value=datetime.date(1000, 1, 1)), st.text(" \n\t\u00a0\u2028"), st.sampled_from("\n \u2003"))
@settings(deadline=None)
def test_any_header_is_cut(text: str, day: datetime.date, blanks: str, blank: str) -> None:
    """After any header the body begins at the first letter, and nothing of the text is lost."""
    whole = normal(f"{blanks}date {day}{blank}{text}x")
    (found,) = read(["-"], stdin=io.BytesIO(whole.encode("utf-8")), any_language=True)

    assert isinstance(found, Article)
    assert (whole, day, (text + "x").replace("\r\n", "\n").replace("\r", "\n").lstrip()) == (
        found.text,
        found.date,
        found.text[found.begin :],
    )


KEYS = ["id", "text", "date", "title", "publisher", "url"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner),
    max_leaves=10,
)


def sound(found: Article | InputError) -> bool:
    """Whether a result can be written, printed on one line and relied on."""
    if isinstance(found, InputError):
        return "\n" not in str(found) and bool(str(found).encode("utf-8"))
    (name,) = found.identifiers
    return bool(
        name.strip()
        and found.text[found.begin :].strip()
        and "\r" not in found.text
        and repr(found).encode("utf-8")
        and (not found.url or pyoxigraph.NamedNode(found.url))
    )


@given(st.lists(VALUES | st.dictionaries(st.sampled_from(KEYS), VALUES | st.text(), min_size=1), min_size=1), st.data())
@settings(deadline=None)
def test_any_json_gives_articles_or_sentences(values: list[Any], data: st.DataObject) -> None:
    """Whatever JSON lines hold, each line gives one sound article or one sentence."""
    ascii_only = data.draw(st.booleans())
    lines = "".join(json.dumps(value, ensure_ascii=ascii_only) + "\n" for value in [{"text": "One."}, *values])
    found = list(read(["-"], stdin=io.BytesIO(lines.encode("utf-8", "replace")), any_language=True))

    assert [True] * (len(values) + 1) == [sound(one) for one in found]


PIECES = st.sampled_from(
    [
        *(
            b'{"text": "',
            b'"}',
            b"\n",
            b"[",
            b"]",
            b",",
            b'"',
            b"\\",
            b"\\ud800",
            b"\r",
            b"\0",
            b"\xff",
            b"\xef\xbb\xbf",
        ),
        *(b"date 2024-02-30 ", b"<p>", b"<html>", b"</", b"<!--", b"<meta charset=latin1>", b"&#0;", b"<script>", b"="),
        *(b"\xef\xbb\xbf", b"\x1f\x8b\x08"),
    ]
)


@given(
    st.lists(PIECES | st.binary(max_size=20)).map(b"".join),
    st.sampled_from(["txt", "json", "jsonl", "html"]),
    st.booleans(),
)
@settings(deadline=None)
def test_any_bytes_give_articles_or_sentences(tmp_path_factory: Any, data: bytes, suffix: str, packed: bool) -> None:
    """Whatever a file holds, it gives sound articles or sentences, and at least one."""
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}{'.gz' * packed}"
    path.write_bytes(gzip.compress(data, 1) if packed else data)
    found = list(read([str(path)], any_language=True))

    assert [True] * max(1, len(found)) == [sound(one) for one in found]


@given(st.text() | st.from_regex(r"\Ahttps?://\w+(:[0-9]+)?[/?#].*", fullmatch=False))
@settings(deadline=None)
def test_any_address_is_an_iri(text: str) -> None:
    """What passes for a web address is a valid IRI, and is left alone the second time."""
    found = address(text)

    assert not found or (pyoxigraph.NamedNode(found).value, address(found)) == (found, found)


COPIES = st.builds(
    Article,
    identifiers=st.sets(st.sampled_from("abcd"), min_size=1).map(lambda names: tuple(sorted(names))),
    text=st.just("One."),
    date=st.none() | st.dates(),
    title=st.sampled_from(["", "A", "B"]),
    publisher=st.sampled_from(["", "A", "B"]),
    url=st.sampled_from(["", "http://a", "http://b"]),
    begin=st.just(0),
    origin=st.sampled_from(["", "x", "y"]),
)


@given(COPIES, COPIES, COPIES)
def test_merging_is_a_semilattice(one: Article, two: Article, three: Article) -> None:
    """Copies of a text can be merged in any order and any number of times."""

    def whole(article: Article) -> tuple[Article, str]:
        return article, article.origin

    assert whole(one.merged(one)) == whole(one)
    assert whole(one.merged(two)) == whole(two.merged(one))
    assert whole(one.merged(two).merged(three)) == whole(one.merged(two.merged(three)))


def test_merged() -> None:
    """All identifiers, the earliest date, and the first of other values that is there."""
    one = Article(("b",), "One.", DAY, title="B", url="http://b", origin="y")
    two = Article(("a", "b"), "One.", datetime.date(2024, 12, 7), title="A", publisher="P", origin="x")
    merged = one.merged(two)

    assert (Article(("a", "b"), "One.", datetime.date(2024, 12, 7), "A", "P", "http://b"), "x") == (
        merged,
        merged.origin,
    )


def test_different_texts_are_not_merged() -> None:
    """Two texts are two articles."""
    with pytest.raises(UsageError, match=r"^Two different texts cannot be one article: x and y\.$"):
        Article(("a",), "One.", None, origin="x").merged(Article(("a",), "Two.", None, origin="y"))


def test_origin_is_not_compared() -> None:
    """The same article from two places is equal; its origin names file and line."""
    (found,) = read(["-"], stdin=io.BytesIO(b'\n{"id": "x", "text": "One."}'))

    assert isinstance(found, Article)
    assert (Article(("x",), "One.", None), "standard input, line 2") == (found, found.origin)
