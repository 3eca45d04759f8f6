"""Words are data: Turtle alone teaches a new one, and no module that understands text holds any."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from parses import Article, analysed, claims_on, event_at, parsed, roles
from test_lexicon import overlay

import kg
from kg import iri
from kg.event import Attribution, Modality, Polarity, Reading
from kg.ontology import ONTOLOGY
from kg.text import parser
from kg.understand.extract import extract
from kg.words import lexicon

PACKAGE = Path(kg.__file__).parent
ALLOWED = {
    # Grammar.
    "have": "the auxiliary, and the one irregular third person",
    "locate": "function that a module exports",
    "mine": "pronoun of the first person",
    "near": "preposition",
    "open": "tense that leaves the time open",
    "present": "tense",
    # What our own modules call things between each other.
    "author": "key of whoever wrote the article",
    "back": "rule of the calendar (lex:reads)",
    "clock": "rule of the calendar (lex:reads)",
    "describe": "function that a module exports",
    "division": "column of the gazetteer",
    "feature": "column of the gazetteer",
    "holiday": "rule of the calendar (lex:reads)",
    "name": "kind of a phrase of which only its name is known",
    "organization": "kind of a shared key",
    "person": "kind of a shared key",
    "population": "column of the gazetteer",
    "replace": "what Python does with characters that cannot be encoded",
    "resolve": "function that a module exports",
    "set": "rule of the calendar (lex:reads)",
    "shift": "rule of the calendar (lex:reads)",
    "single": "rule of the calendar (lex:reads)",
    "slash": "rule of the calendar (lex:reads)",
    "statement": "label of an event that no verb names",
}
"""Literals that are words of the lexicon too, but do not stand for the word: each with what it is."""


# ── a new word, by Turtle alone ──────────────────────────────────────────────

ZORB = """
en:frobnicate-v a ontolex:LexicalEntry ; rdfs:label "frobnicate"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:frobnicate-v-1 .
en:frobnicate-v-1 ontolex:reference kg:Protest ; lex:frame frame:act .
en:zorbing-n a ontolex:LexicalEntry ; rdfs:label "zorbing"@en ; lexinfo:partOfSpeech lexinfo:noun ; ontolex:sense en:zorbing-n-1 .
en:zorbing-n-1 ontolex:reference kg:Protest ; lex:frame frame:act-noun .
en:zorbist a ontolex:LexicalEntry ; rdfs:label "zorbist"@en ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:denotes kg:Person ; lex:sector kg:Military .
en:declare-v a ontolex:LexicalEntry ; rdfs:label "declare"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:declare-v-9 .
en:declare-v-9 ontolex:reference kg:Accusation ; lex:frame frame:say ; lex:attribution kg:Denied .
en:zorbly a ontolex:LexicalEntry ; rdfs:label "zorbly"@en ; lexinfo:partOfSpeech lexinfo:adverb ; lex:signals kg:Possible .
"""


def taught(text: str, folder: Path) -> Reading:
    """What is understood of a text by who knows the words above."""
    return extract(text, parsed(text), None, lexicon.load((overlay(folder, ZORB),)))


def test_a_new_verb(tmp_path: Path) -> None:
    """A verb that nobody knows is a plain event; after two lines of Turtle it has a class, and says which sense it is."""
    text = "The rebels frobnicated the minister."

    plain = event_at(extract(text, parsed(text), None, lexicon.load()), text, "frobnicated")
    read = taught(text, tmp_path)
    event = event_at(read, text, "frobnicated")

    assert (plain.kind, plain.mentions[0].entry) == ("Event", "")
    assert (event.kind, event.mentions[0].entry) == ("Protest", iri.EN + "frobnicate-v-1")
    assert roles(read, event) == [("actor", "rebels"), ("target", "minister")]


def test_a_new_event_noun(tmp_path: Path) -> None:
    """A noun becomes an event where it was an object."""
    text = "The police watched the zorbing of the rebels."

    read = taught(text, tmp_path)

    assert event_at(read, text, "zorbing").kind == "Protest"


def test_a_new_actor(tmp_path: Path) -> None:
    """A noun becomes a person with a sector."""
    text = "The zorbist left Homs."

    (zorbist,) = (a for a in taught(text, tmp_path).actors if a.label == "zorbist")

    assert (zorbist.kind, zorbist.sector) == ("Person", "Military")


def test_a_new_small_word(tmp_path: Path) -> None:
    """An adverb changes how certain an event is."""
    text = "The rebels zorbly left Homs."

    read = taught(text, tmp_path)
    (claim,) = claims_on(read, event_at(read, text, "left"))

    assert claim.modality is Modality.POSSIBLE


def test_a_known_word_changed(tmp_path: Path) -> None:
    """A user's entry replaces ours, with class and attribution."""
    text = "The minister declared that the rebels left Homs."

    read = taught(text, tmp_path)
    (claim,) = claims_on(read, event_at(read, text, "left"))

    assert event_at(read, text, "declared").kind == "Accusation"
    assert (claim.attribution, claim.polarity) == (Attribution.DENIED, Polarity.NEGATED)


def test_no_words_no_meaning() -> None:
    """With an empty lexicon verbs are still events, but none has a class and nobody says anything."""
    found = lexicon.load()
    empty = lexicon.Lexicon({}, found.grammar, found.above, {}, {}, "0")
    text = "Officials said on Monday that rebels might not have entered Homs."

    article: Article = analysed(text, parsed(text), empty)

    assert article.words() == ["said", "entered"]
    assert {p.kind for row in article.predicates for p in row} == {"Event"}
    assert article.statements == ()


# ── no word in a module ──────────────────────────────────────────────────────


def understanding() -> list[Path]:
    """The modules that understand text: all that `kg.understand.extract` imports, and what these import."""
    queue = [PACKAGE / "understand" / "extract.py"]
    for path in queue:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "kg":
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            paths = [PACKAGE.parent / f"{name.replace('.', '/')}.py" for name in names]
            queue += [path for path in paths if path.is_file() and path not in queue]
    return sorted(queue)


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that are no docstrings, with their lines, those of patterns in parts.

    What holds a blank is a message or a label of our own: a word is never told by it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            parts = re.split(r"[^A-Za-z ]+", node.value) if "|" in node.value else [node.value]
            yield from ((node.lineno, part) for part in parts if " " not in part)


def content_words() -> set[str]:
    """The words that name events and those who act in them."""
    found = lexicon.load()
    return {
        entry.words[0]
        for pos in ("adjective", "noun", "verb")
        for entries in found.entries[pos].values()
        for entry in entries
        if len(entry.words) == 1 and (entry.senses or found.is_a(entry.denotes, "Actor"))
    }


def terms() -> set[str]:
    """The local names of all terms in Turtle, and the labels of the parser: what is named by a word but is none."""
    found: set[str] = set()
    for path in (ONTOLOGY / "event.ttl", ONTOLOGY / "calendar.ttl", *sorted((ONTOLOGY / "lexicon").glob("*.ttl"))):
        for triple in ox.parse(path=str(path)):
            nodes = (triple.subject, triple.predicate, triple.object)
            names = (
                node.value for node in nodes if isinstance(node, ox.NamedNode) and not node.value.startswith(iri.EN)
            )
            found.update(lexicon.local(name) for name in names)
    model = parser.load()
    for pipe in model.pipe_names:
        found.update(part for label in model.pipe_labels[pipe] for part in label.split("_"))
    return found


def test_no_word_in_a_module() -> None:
    """No text in a module that understands text is a word that names an event or an actor, but for terms and those allowed."""
    words, names = content_words(), terms()
    found = {
        f"{path.name}:{line} {text!r}"
        for path in understanding()
        for line, text in literals(path)
        if text.lower() in words and text not in names and text.lower() not in ALLOWED
    }

    assert sorted(found) == []


def test_what_is_allowed_is_needed() -> None:
    """The list of what is allowed holds nothing that no module has."""
    words, names = content_words(), terms()
    there = {t.lower() for path in understanding() for _, t in literals(path) if t.lower() in words and t not in names}

    assert sorted(ALLOWED.keys() - there) == []


def test_the_modules_that_understand() -> None:
    """The search above goes through the modules that it is meant for."""
    assert {"clause.py", "statement.py", "stance.py", "thing.py", "phrase.py", "dates.py", "gazetteer.py"} <= {
        path.name for path in understanding()
    }
