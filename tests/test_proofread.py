"""Mistakes in a lexicon, each with the exact sentence that tells it: tests/golden/errors/NAME.ttl and NAME.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib

from kg.errors import LexiconError
from kg.ontology import ONTOLOGY
from kg.words.lexicon import load
from kg.words.proofread import proofread

ERRORS = Path(__file__).parent / "golden" / "errors"
CASES = sorted(path.stem for path in ERRORS.glob("*.ttl"))
GOOD = (ERRORS / "good.ttl").read_text(encoding="utf-8")
SHACL = [
    "good",
    "three-mistakes",
    "effect",
    "entry",
    "fillers",
    "frame",
    "sense",
]
"""Cases whose mistakes the shapes speak of too."""


@cache
def ours() -> tuple[str, ...]:
    """The mistakes of our own lexicon, looked for once."""
    return proofread()


def told(path: Path) -> list[str]:
    """The mistakes that a file adds to those of our own lexicon."""
    return [problem for problem in proofread([path]) if problem not in ours()]


def test_our_words_are_right() -> None:
    """Nothing is wrong with the lexicon that comes with the program."""
    assert ours() == ()


@pytest.mark.parametrize("name", CASES)
def test_mistakes(name: str) -> None:
    """Every mistake is told in a sentence with file and line, in the order of the lines, and nothing else is."""
    expected = (ERRORS / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    assert told(ERRORS / f"{name}.ttl") == expected


def test_files_in_their_order(tmp_path: Path) -> None:
    """Several files are told of one after the other; a file that cannot be read costs the others nothing."""
    gone = tmp_path / "gone.ttl"

    found = proofread([ERRORS / "three-mistakes.ttl", gone, ERRORS / "misspelt.ttl"])

    assert f"{gone}: the file cannot be read (No such file or directory). Name a Turtle file." in found
    assert [p for p in found if p.startswith(("three-mistakes", "misspelt"))] == [
        *(ERRORS / "three-mistakes.txt").read_text(encoding="utf-8").splitlines(),
        *(ERRORS / "misspelt.txt").read_text(encoding="utf-8").splitlines(),
    ]


def test_words_may_use_those_of_other_files(tmp_path: Path) -> None:
    """A sense may follow a frame of another file."""
    frame = tmp_path / "frame.ttl"
    frame.write_text(
        "@prefix frame: <https://w3id.org/kg-event/lexicon/frame#> .\n"
        "@prefix lex: <https://w3id.org/kg-event/lexicon/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'frame:zorb a lex:Frame ; rdfs:label "who zorbs"@en ; lex:slot frame:doer .\n',
        encoding="utf-8",
    )
    words = tmp_path / "words.ttl"
    words.write_text(GOOD.replace("frame:move", "frame:zorb"), encoding="utf-8")

    assert proofread([frame, words]) == ours()
    assert len(proofread([words])) == len(ours()) + 1


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    """A file that is not UTF-8 is told of like any other that is no Turtle."""
    path = tmp_path / "latin.ttl"
    path.write_bytes(GOOD.encode() + "# Häuser\n".encode("latin-1"))

    assert told(path) == ["latin.ttl, line 14: this is no UTF-8. Save the file in UTF-8."]


@pytest.mark.parametrize("label", ["", "Zorb", " zorb", "zorb  out"])
def test_a_lemma_that_never_occurs(label: str, tmp_path: Path) -> None:
    """An empty lemma, or a verb with a capital letter, is told."""
    path = tmp_path / "label.ttl"
    path.write_text(GOOD.replace('"zorb"@en', f'"{label}"@en'), encoding="utf-8")

    assert told(path) == [
        f"label.ttl, line 10: zorb-v has the lemma {label!r}, which is found in no text:"
        " write it in lower case, with one blank between words."
    ]


def test_a_sense_without_a_name(tmp_path: Path) -> None:
    """A sense in brackets has no IRI that a graph could name, so it is refused."""
    path = tmp_path / "nameless.ttl"
    path.write_text(
        GOOD.replace("ontolex:sense en:zorb-v-1", "ontolex:sense [ ontolex:reference kg:Event ; lex:frame frame:act ]"),
        encoding="utf-8",
    )

    assert told(path) == [
        "nameless.ttl, line 10: zorb-v has a sense in brackets, which has no name: give it one, and its own line.",
        "nameless.ttl, line 11: zorb-v-1 is a sense of no entry: name it after ontolex:sense.",
    ]


def test_a_mark_before_the_text(tmp_path: Path) -> None:
    """Some editors put a mark before UTF-8; the words behind it are read as ever."""
    path = tmp_path / "marked.ttl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert told(path) == []
    assert load((path,)).find("verb", "zorb") == load((ERRORS / "good.ttl",)).find("verb", "zorb")


@pytest.mark.parametrize("text", ["en:a lex:b <<( en:c lex:d en:e )>> .", "<< en:a lex:b en:c >> lex:d en:e ."])
def test_a_statement_about_a_statement(text: str, tmp_path: Path) -> None:
    """What RDF 1.2 can say beyond plain triples has no meaning in the lexicon and is told as such."""
    path = tmp_path / "nested.ttl"
    path.write_text(f"{GOOD}{text}\n", encoding="utf-8")

    (problem,) = told(path)

    assert problem == (
        "nested.ttl, line 14: this is a statement about a statement, which the lexicon cannot use. Take it out."
    )


def test_a_build_refuses_wrong_words() -> None:
    """Words with mistakes are not used: every mistake is told before anything is read."""
    with pytest.raises(LexiconError) as caught:
        load((ERRORS / "three-mistakes.ttl",))

    assert list(caught.value.problems) == (ERRORS / "three-mistakes.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", SHACL)
def test_the_shapes_say_the_same(name: str) -> None:
    """What the shapes of the lexicon find wrong is found wrong here, and the good file is good for both."""
    folder = ONTOLOGY / "lexicon"
    data = rdflib.Graph()
    for path in (
        ERRORS / f"{name}.ttl",
        folder / "model.ttl",
        folder / "grammar.ttl",
        folder / "frames.ttl",
        ONTOLOGY / "event.ttl",
    ):
        data.parse(path)

    conforms, _, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(folder / "shapes.ttl"), advanced=True)

    assert conforms == (name == "good")
