"""How much of a text the lexicon knows, as values and as the command tells it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from parses import parsed
from test_lexicon import overlay

from kg.cli import commands
from kg.understand.coverage import Count, coverage
from kg.words.lexicon import load

TEXT = "The rebels frobnicated the minister after the zorbing. Troops had been sent before the ceremony in Homs."
ZORB = """
en:frobnicate-v a ontolex:LexicalEntry ; rdfs:label "frobnicate"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:frobnicate-v-1 .
en:frobnicate-v-1 ontolex:reference kg:Protest ; lex:frame frame:act .
"""


def test_what_is_known_and_what_is_not() -> None:
    """Verbs but auxiliaries, and nouns where events stand, are counted; what lacks an entry is named."""
    assert coverage([parsed(TEXT)], load()) == (
        Count("verb", 2, 1, {"frobnicate": 1}),
        Count("noun", 2, 1, {"zorbing": 1}),
    )


def test_a_word_taught_is_known(tmp_path: Path) -> None:
    """With a user's own words the share rises."""
    verbs, _ = coverage([parsed(TEXT)], load((overlay(tmp_path, ZORB),)))

    assert verbs == Count("verb", 2, 2, {})
    assert verbs.share == 1.0


def test_no_words() -> None:
    """Of nothing, all is known."""
    assert [count.share for count in coverage([], load())] == [1.0, 1.0]


def test_the_command(tmp_path: Path) -> None:
    """The shares come first, then the words, and what cannot be read is told and costs the rest nothing."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")

    run = CliRunner().invoke(commands, ["lexicon", "coverage", str(tmp_path), "--format", "csv"], standalone_mode=False)

    assert run.return_value == 1
    assert run.stdout.splitlines() == [
        "kind,word,tokens,known,share",
        "verb,,2,1,0.500",
        "verb,frobnicate,1,0,0.000",
        "noun,,2,1,0.500",
        "noun,zorbing,1,0,0.000",
    ]
    assert "b.txt: the text is empty" in run.stderr
