"""The page of the lexicon: every class and frame, words with their examples, nothing fetched."""

from __future__ import annotations

import re
from pathlib import Path

from test_lexicon import overlay

from kg.words.lexicon import load
from kg.words.page import page

ZORB = """
en:zorb-v a ontolex:LexicalEntry ; rdfs:label "zorb"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:zorb-v-1 .
en:zorb-v-1 ontolex:reference kg:Protest ; lex:frame frame:act ; skos:example "They <zorbed>."@en .
"""


def test_all_of_it_is_there() -> None:
    """Each class that a word names and each frame has a heading, and the page fetches nothing."""
    text, lexicon = page(), load()
    kinds = {s.kind for words in lexicon.entries.values() for found in words.values() for e in found for s in e.senses}

    assert set(re.findall(r'<h3 id="([A-Z]\w+)"', text)) == kinds
    assert set(re.findall(r'<h3 id="frame-([\w-]+)"', text)) == set(lexicon.frames)
    assert "<dt>withdraw</dt><dd>The troops withdrew from the town.</dd>" in text
    assert not re.search(r'(src|href)="(?!#)', text)


def test_words_of_a_user(tmp_path: Path) -> None:
    """A user's own words stand among ours, and what they write is shown as text."""
    assert "<dt>zorb</dt><dd>They &lt;zorbed&gt;.</dd>" in page([overlay(tmp_path, ZORB)])


def test_it_is_the_same_again() -> None:
    """The same words give the same page."""
    assert page() == page()
