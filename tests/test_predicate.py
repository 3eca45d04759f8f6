"""Words that name events, their senses and roles: a table of parses by hand, tests/predicates.txt, with invented words.

The words are invented so that nothing here depends on what our lexicon says of a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from parses import analysed, by_model, join
from test_clause import Case, blocks
from test_lexicon import overlay

from kg import iri
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler
from kg.words.lexicon import Lexicon, load

TABLE = Path(__file__).parent / "predicates.txt"
WORDS = """
en:zorb-v a ontolex:LexicalEntry ; rdfs:label "zorb"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:zorb-v-1 , en:zorb-v-2 .
en:zorb-v-1 ontolex:reference kg:Attack ; lex:frame frame:act-on .
en:zorb-v-2 ontolex:reference kg:Death ; lex:frame frame:befall .
en:plim-v a ontolex:LexicalEntry ; rdfs:label "plim"@en ; lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:sense en:plim-v-1 , en:plim-v-2 , en:plim-v-3 , en:plim-v-4 .
en:plim-v-1 ontolex:reference kg:Rejection ; lex:frame frame:act ; lex:object "rug" , "mat" .
en:plim-v-2 ontolex:reference kg:Movement ; lex:frame frame:move .
en:plim-v-3 ontolex:reference kg:Change ; lex:frame frame:alter .
en:plim-v-4 ontolex:reference kg:Change ; lex:frame frame:undergo .
en:plim-out-v a ontolex:LexicalEntry ; rdfs:label "plim out"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:plim-out-v-1 .
en:plim-out-v-1 ontolex:reference kg:Venture ; lex:frame frame:act .
en:plim-on-v a ontolex:LexicalEntry ; rdfs:label "plim on"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:plim-on-v-1 .
en:plim-on-v-1 ontolex:reference kg:Venture ; lex:frame frame:act .
en:shend-v a ontolex:LexicalEntry ; rdfs:label "shend"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:shend-v-1 , en:shend-v-2 .
en:shend-v-1 ontolex:reference kg:Event ; lex:frame frame:undergo ; lex:shades true ; lex:signature "-/+" .
en:shend-v-2 ontolex:reference kg:Venture ; lex:frame frame:act ; lex:object "branch" .
en:quade-v a ontolex:LexicalEntry ; rdfs:label "quade"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:quade-v-1 .
en:quade-v-1 ontolex:reference kg:Event ; lex:frame frame:act ; lex:light true .
en:blick-n a ontolex:LexicalEntry ; rdfs:label "blick"@en ; lexinfo:partOfSpeech lexinfo:noun ; ontolex:sense en:blick-n-1 .
en:blick-n-1 ontolex:reference kg:Attack ; lex:frame frame:act-noun ; lex:support "frob" .
en:gab-v a ontolex:LexicalEntry ; rdfs:label "gab"@en ; lexinfo:partOfSpeech lexinfo:verb ; ontolex:sense en:gab-v-1 .
en:gab-v-1 ontolex:reference kg:Statement ; lex:frame frame:say ; lex:attribution kg:Reported .
en:gabble-n a ontolex:LexicalEntry ; rdfs:label "gabble"@en ; lexinfo:partOfSpeech lexinfo:noun ; ontolex:sense en:gabble-n-1 .
en:gabble-n-1 ontolex:reference kg:Statement ; lex:frame frame:say-noun ; lex:attribution kg:Claimed .
en:trull-a a ontolex:LexicalEntry ; rdfs:label "trull"@en ; lexinfo:partOfSpeech lexinfo:adjective ; ontolex:sense en:trull-a-1 .
en:trull-a-1 ontolex:reference kg:State ; lex:frame frame:be .
"""


@cache
def invented() -> Lexicon:
    """Our lexicon with the invented words."""
    with TemporaryDirectory() as folder:
        return load((overlay(Path(folder), WORDS),))


def found(parse: str) -> tuple[Predicate, ...]:
    """The events of a parse by hand."""
    (events,) = analysed(*join(parse), invented()).predicates
    return events


def shown(predicate: Predicate) -> str:
    """A line of the table for an event."""
    words = "+".join(t.text for t in sorted({predicate.token, *predicate.words}))
    return " | ".join([f"{words} {predicate.kind}", *map(_role, predicate.fillers)])


def _role(filler: Filler) -> str:
    marker = f":{filler.marker}" if filler.marker else ""
    return f"{filler.role}{marker} {filler.token.text}{'' if filler.overt else ' ~'}"


def params() -> Iterator[object]:
    """The cases, those that are known to be wrong marked so."""
    for case in blocks(TABLE):
        yield pytest.param(case, id=case.title, marks=[pytest.mark.xfail(reason=case.known)] if case.known else [])


@pytest.mark.parametrize("case", list(params()))
def test_predicates(case: Case) -> None:
    """The events of a sentence are just these, with these words, classes and roles."""
    assert [shown(p) for p in found(case.parse)] == case.expected


def test_a_predicate_whole() -> None:
    """All that is known of an event of several words."""
    parse = (
        "Rebels/NNS/nsubj>2 shended|shend/VBD/ROOT to/TO/aux>4 plim/VB/xcomp>2 branches|branch/NNS/dobj>4 out/RP/prt>4"
    )
    _, (sentence,) = join(parse)
    rebels, shended, _, plim, branches, out = sentence.tokens

    (event,) = found(parse)

    (verb,) = invented().find("verb", "shend")
    (entry, *_) = (e for e in invented().find("verb", "plim") if e.words == ("plim", "out"))
    assert event == Predicate(
        token=plim,
        sentence=0,
        kind="Venture",
        sense=entry.senses[0],
        fillers=(Filler("actor", rebels, "", overt=False), Filler("target", branches)),
        words=(shended,),
        particles=(out,),
        senses=(verb.senses[0],),
    )
    assert event.of("target") == (branches,)
    assert event.of("recipient") == ()


def test_the_sense_tells_which_word_fired() -> None:
    """What nobody knows has no sense; what is known has the one of its entry."""
    known, unknown = found("Rebels/NNS/nsubj>2 zorbed/VBD/ROOT people/NNS/dobj>2 and/CC/cc>2 frobbed|frob/VBD/conj>2")

    assert known.sense is not None
    assert known.sense.iri == iri.EN + "zorb-v-1"
    assert unknown.sense is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army continued to defend the town.", ["defend"]),
        ("The company made a statement on Monday.", ["statement"]),
        ("Protests broke out in Homs.", ["Protests"]),
        ("The army failed to reach the town.", ["reach"]),
        ("The bridge was old.", []),
        ("", []),
        ("!", []),
    ],
)
def test_real_words(text: str, expected: list[str]) -> None:
    """What only shades or supports is no event of its own with our own words either."""
    assert by_model(text).words() == expected
