"""The words: loading, a user's own words over ours, and an example for every sense that shows it at work."""

from __future__ import annotations

from pathlib import Path

import pytest
from parses import analysed

from kg import iri
from kg.errors import LexiconError
from kg.text import parser
from kg.words.lexicon import Entry, Lexicon, Sense, Slot, load

PREFIXES = f"""\
@prefix en: <{iri.EN}> .
@prefix frame: <{iri.FRAME}> .
@prefix kg: <{iri.KG}> .
@prefix lex: <{iri.LEX}> .
@prefix lexinfo: <{iri.LEXINFO}> .
@prefix ontolex: <{iri.ONTOLEX}> .
@prefix rdfs: <{iri.RDFS}> .
@prefix skos: <{iri.SKOS}> .
"""
KNOWN: dict[str, str] = {}
"""Senses whose example does not show them, with the reason. May it become empty."""


def overlay(folder: Path, text: str, name: str = "own.ttl") -> Path:
    """A lexicon file of a user."""
    path = folder / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def senses(lexicon: Lexicon) -> list[tuple[Entry, Sense]]:
    """All senses with their entries, sorted by IRI."""
    entries = {e.iri: e for lemmas in lexicon.entries.values() for found in lemmas.values() for e in found}
    return sorted(((e, s) for e in entries.values() for s in e.senses), key=lambda pair: pair[1].iri)


# ── loading ──────────────────────────────────────────────────────────────────


def test_an_entry_whole(tmp_path: Path) -> None:
    """What Turtle says of a word arrives as values."""
    path = overlay(
        tmp_path,
        """
en:zorb-v a ontolex:LexicalEntry ; rdfs:label "zorb out"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:zorb-v-1 .
en:zorb-v-1 ontolex:reference kg:Withdrawal ; lex:frame frame:zorb ; lex:direction kg:End ; lex:attribution kg:Claimed ;
    lex:signature "+/-" ; lex:signals kg:Planned ; lex:control lexinfo:subject ; lex:shades true ; lex:light true ;
    lex:object "bid" , "offer" ; lex:subject "firm" ; lex:objectKind kg:Place ; lex:subjectKind kg:Actor ;
    lex:support "make" ; skos:notation "zorb.01"^^lex:propbank , "zorb-51.1"^^lex:verbnet ; skos:example "They zorbed out."@en .
frame:zorb a lex:Frame ; rdfs:label "who zorbs where"@en ; lex:slot frame:zorb-who , frame:zorb-from ; lex:borrows "in" .
frame:zorb-who a lex:Slot ; lex:function lexinfo:subject ; lex:role kg:actor .
frame:zorb-from a lex:Slot ; lex:function lexinfo:prepositionalAdjunct ; lex:marker "from" , "out of" ; lex:role kg:origin ;
    lex:filler kg:Place ; <http://www.w3.org/ns/lemon/synsem#optional> true .
""",
    )

    lexicon = load((path,))

    (entry,) = lexicon.find("verb", "zorb")
    assert entry == Entry(iri.EN + "zorb-v", ("zorb", "out"), "verb", senses=entry.senses)
    assert lexicon.frames["zorb"].slots == (
        Slot("subject", frozenset(), "actor", "", optional=False),
        Slot("prepositionalAdjunct", frozenset({"from", "out of"}), "origin", "Place", optional=True),
    )
    assert lexicon.frames["zorb"].borrows == frozenset({"in"})
    assert entry.senses == (
        Sense(
            iri=iri.EN + "zorb-v-1",
            kind="Withdrawal",
            frame=lexicon.frames["zorb"],
            direction="End",
            attribution="Claimed",
            signature="+/-",
            signals="Planned",
            control="subject",
            shades=True,
            light=True,
            objects=frozenset({"bid", "offer"}),
            subjects=frozenset({"firm"}),
            object_kind="Place",
            subject_kind="Actor",
            supports=frozenset({"make"}),
            examples=("They zorbed out.",),
            roleset="zorb.01",
        ),
    )
    assert entry.senses[0].restricted
    assert lexicon.word("verb", "zorb") is None


def test_a_small_word_whole(tmp_path: Path) -> None:
    """Nouns of things and small words carry their meaning on the entry."""
    path = overlay(
        tmp_path,
        """
en:zorbist a ontolex:LexicalEntry ; rdfs:label "chief zorbist"@en ; lexinfo:partOfSpeech lexinfo:noun ;
    ontolex:denotes kg:Person ; lex:sector kg:Military ; lex:title true .
en:zorbly a ontolex:LexicalEntry ; rdfs:label "zorbly"@en ; lexinfo:partOfSpeech lexinfo:adverb ;
    lex:signals kg:Possible , kg:Negated ; lex:attribution kg:Claimed ; lex:signature "o/-" ; lex:orders kg:before .
""",
    )

    lexicon = load((path,))

    assert lexicon.find("noun", "zorbist") == (
        Entry(
            iri.EN + "zorbist",
            ("chief", "zorbist"),
            "noun",
            denotes="Person",
            sector="Military",
            traits=frozenset({"title"}),
        ),
    )
    assert lexicon.word("adverb", "zorbly") == Entry(
        iri.EN + "zorbly",
        ("zorbly",),
        "adverb",
        signals=frozenset({"Possible", "Negated"}),
        attribution="Claimed",
        signature="o/-",
        orders="before",
    )


def test_own_words_replace_ours(tmp_path: Path) -> None:
    """An entry of a user replaces ours of the same IRI and leaves all others; the digest tells."""
    ours = load()
    path = overlay(
        tmp_path,
        """
en:withdraw-v a ontolex:LexicalEntry ; rdfs:label "withdraw"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:withdraw-v-9 .
en:withdraw-v-9 ontolex:reference kg:Contest ; lex:frame frame:act .
""",
    )

    theirs = load((path,))

    assert [s.kind for s in ours.find("verb", "withdraw")[-1].senses] != ["Contest"]
    assert [s.kind for s in theirs.find("verb", "withdraw")[-1].senses] == ["Contest"]
    assert theirs.entries["noun"] == ours.entries["noun"]
    assert {k: v for k, v in theirs.entries["verb"].items() if k != "withdraw"} == {
        k: v for k, v in ours.entries["verb"].items() if k != "withdraw"
    }
    assert theirs.digest != ours.digest
    assert theirs.files == (*ours.files, path)


def test_the_order_of_files_counts(tmp_path: Path) -> None:
    """Of two files of a user the later one wins."""
    entry = 'en:zorb-v a ontolex:LexicalEntry ; rdfs:label "zorb"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:z .\n'
    one = overlay(tmp_path, entry + "en:z ontolex:reference kg:Protest ; lex:frame frame:act .", "1.ttl")
    two = overlay(tmp_path, entry + "en:z ontolex:reference kg:Attack ; lex:frame frame:act .", "2.ttl")

    assert [s.kind for s in load((one, two)).find("verb", "zorb")[0].senses] == ["Attack"]
    assert [s.kind for s in load((two, one)).find("verb", "zorb")[0].senses] == ["Protest"]


def test_entries_of_more_words_come_first() -> None:
    """Several words before one, for nouns under their last word."""
    lexicon = load()

    for lemma, found in lexicon.entries["verb"].items():
        assert [len(e.words) for e in found] == sorted((len(e.words) for e in found), reverse=True)
        assert {e.words[0] for e in found} == {lemma}
    assert {e.words[-1] for e in lexicon.find("noun", "minister")} == {"minister"}
    assert len(lexicon.find("noun", "minister")[0].words) > 1


def test_classes_are_closed_upwards() -> None:
    """A class comes with all that are above it, nearest first."""
    lexicon = load()

    assert lexicon.above["Withdrawal"] == ("Withdrawal", "Movement", "Event")
    assert lexicon.is_a("Demand", "Statement")
    assert lexicon.is_a("Event", "Event")
    assert not lexicon.is_a("Statement", "Demand")
    assert lexicon.is_a("Stranger", "Stranger")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    path = tmp_path / "gone.ttl"

    with pytest.raises(LexiconError) as caught:
        load((path,))

    assert str(caught.value) == f"{path}: the file cannot be read (No such file or directory). Name a Turtle file."


def test_a_file_that_is_no_turtle(tmp_path: Path) -> None:
    """A mistake in the syntax is told with its line."""
    path = overlay(tmp_path, "en:zorb-v a ontolex:LexicalEntry\nen:oops a")

    with pytest.raises(LexiconError) as caught:
        load((path,))

    assert str(caught.value) == "own.ttl, line 10: this is no Turtle: A dot is expected at the end of statements."


# ── our words ────────────────────────────────────────────────────────────────


def test_every_example_shows_its_sense() -> None:
    """The sense of an example wins on it, or its verb is a word of another event where it only shades or supports it."""
    lexicon = load()
    rows = [(sense, example) for _, sense in senses(lexicon) for example in sense.examples]
    failures: list[str] = []

    for (sense, example), sentences in zip(rows, parser.parse((example, 0) for _, example in rows), strict=True):
        found = [p for row in analysed(example, sentences, lexicon).predicates for p in row]
        won = {s.iri for p in found for s in (p.sense, *p.senses) if s}
        if sense.iri not in won:
            name = sense.iri.removeprefix(iri.EN)
            others = ", ".join(sorted(i.removeprefix(iri.EN) for i in won))
            failures.append(f"{name}: {example} → {others or 'no event'}")

    unknown = [f for f in failures if f.partition(":")[0] not in KNOWN]
    assert not unknown, f"{len(unknown)} of {len(rows)} examples do not show their sense:\n" + "\n".join(unknown)
    cured = sorted(KNOWN.keys() - {f.partition(":")[0] for f in failures})
    assert not cured, f"these show their sense now, so take them out of KNOWN: {', '.join(cured)}"


def test_every_sense_has_an_example() -> None:
    """Who reads the lexicon sees each sense at work."""
    assert [sense.iri for _, sense in senses(load()) if not sense.examples] == []


def test_examples_are_short() -> None:
    """An example is one sentence of a few words."""
    rows = [(sense.iri, example) for _, sense in senses(load()) for example in sense.examples]

    assert [row for row in rows if not 3 <= len(row[1].split()) <= 16 or row[1][-1] not in '.?!”"'] == []
