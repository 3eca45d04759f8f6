"""Why an event is in the graph is told from the graph alone, in every part."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphs import ARMY, SEED, both
from parses import DAY, quads

from kg import iri
from kg.ask import explain as module
from kg.ask.explain import explain, mark
from kg.errors import UsageError
from kg.span import Span
from kg.store import Part, Store
from kg.text.article import Article

WORDS = f"""
@prefix en: <{iri.EN}> . @prefix frame: <{iri.FRAME}> . @prefix kg: <{iri.KG}> . @prefix lex: <{iri.LEX}> .
@prefix lexinfo: <{iri.LEXINFO}> . @prefix ontolex: <{iri.ONTOLEX}> . @prefix rdfs: <{iri.RDFS}> .
@prefix skos: <{iri.SKOS}> . @prefix synsem: <{iri.SYNSEM}> .
en:set-foot-v ontolex:sense en:set-foot-v-1 .
en:set-foot-v-1 ontolex:reference kg:Movement ; lex:frame frame:set-foot ; skos:example "They set foot on the island."@en .
frame:set-foot a lex:Frame ; rdfs:label "who sets foot where"@en ; lex:slot frame:set-foot-who , frame:set-foot-where .
frame:set-foot-who a lex:Slot ; lex:function lexinfo:subject ; lex:role kg:actor .
frame:set-foot-where a lex:Slot ; lex:function lexinfo:directObject ; lex:role kg:destination .
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Both golden graphs with a lexicon entry behind one word, and the lexicon that has it."""
    words = tmp_path_factory.mktemp("words") / "words.ttl"
    words.write_text(WORDS, encoding="utf-8")
    matched = f"<{SEED}#offset_94_101> <{iri.KG}matchedBy> <{iri.EN}set-foot-v-1> <{iri.graph(SEED)}> .\n"
    store = Store.memory()
    store.load_reference((words,))
    store.write(Part(both() + matched.encode()))
    return store


ENTERED = f"""Syrian rebels enter Homs
  {SEED}#event_94
  sentence    17-181  [Syrian rebels]actor, who are advancing towards the capital Damascus, claim to have [entered]event the \
city of [Homs]destination on [Saturday]time following the withdrawal of the government forces.
  word        "entered" at 94, lexicon entry set-foot-v-1
    class     Movement
    frame     set-foot: who sets foot where
      slot    directObject gives destination
      slot    subject gives actor
    example   "They set foot on the island."
  actor       Syrian rebels  ("Syrian rebels")
  destination Homs  ("Homs")
  time        7 December 2024  ("Saturday")
    from 2024-12-07 to 2024-12-07, to the day
  claim       claimed by Syrian rebels: actual, affirmed
    cue       claim
"""
DENIED = f"""rebels enter Homs
  {ARMY}#event_42
  sentence    0-55  The army denied on Sunday that [rebels]actor had [entered]event [Homs]destination.
  word        "entered" at 42, not in the lexicon
  actor       rebels  ("rebels")
  destination Homs  ("Homs")
  claim       denied by army: actual, negated
    cue       denied
"""
HELD = f"""army holds Homs
  {ARMY}#event_93
  sentence    56-127  A spokesman said that the army would [hold]event the [city]target if supplies arrived.
  word        "hold" at 93, not in the lexicon
  actor       army
  target      Homs  ("city")
  claim       reported by spokesman: planned, affirmed
    cue       said
    if        supplies arrive
"""


@pytest.mark.parametrize(
    ("event", "expected"), [(f"{SEED}#event_94", ENTERED), (f"{ARMY}#event_42", DENIED), (f"{ARMY}#event_93", HELD)]
)
def test_an_event_is_explained(told: Store, event: str, expected: str) -> None:
    """Sentence with its spans, word, entry, frame and slots, roles, time, claims with cue and condition."""
    assert explain(told, event) == expected


def test_words_find_events(told: Store) -> None:
    """All events that some words name are explained, in the order of the articles; case does not matter."""
    assert explain(told, "ENTERED") == f"{ENTERED}\n{DENIED}"
    assert explain(told, "army holds") == HELD


def test_who_passes_it_on_is_told(told: Store) -> None:
    """A chain of sources is told with each link, and every cue."""
    lines = explain(told, f"{SEED}#event_1599").splitlines()

    assert lines[lines.index("  claim       reported by war monitoring organizations: actual, affirmed") + 1 :] == [
        "    cue       according to",
        "    cue       reported",
        "    via       The New York Times",
    ]


def test_an_open_time_is_told(told: Store) -> None:
    """Days that the text leaves open are told as open."""
    store = Store.memory()
    store.load_reference()
    kept = [
        line
        for line in both().decode().splitlines(keepends=True)
        if f"{iri.KG}begin" not in line and f"{iri.KG}end" not in line
    ]
    store.write(Part("".join(kept).encode()))

    assert "    open, for want of a date, to the year\n" in explain(store, f"{SEED}#event_483")


def test_only_some_of_many_are_told(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that name many events are told for the first, with how many there are more."""
    monkeypatch.setattr(module, "MOST", 1)

    assert explain(told, "entered") == f"{ENTERED}\nAnd 1 more. Give more words, or the IRI of an event.\n"


@pytest.mark.parametrize("wanted", ["enter'd", 'x" } #', "ente", f"{SEED}#event_1", f"{SEED}#actor_17"])
def test_what_is_no_event_is_told(told: Store, wanted: str) -> None:
    """Words and IRIs that name no event are refused with what to do; a part of a word is no word."""
    with pytest.raises(UsageError) as error:
        explain(told, wanted)

    assert (
        str(error.value)
        == f"No event is called {wanted!r}. Name a word that the text uses for it, or the IRI of an event."
    )


def test_what_is_no_iri_is_told(told: Store) -> None:
    """An address that is no IRI is refused."""
    with pytest.raises(UsageError, match=r"^'http://a b' is no IRI: "):
        explain(told, "http://a b")


def test_marks_do_not_overlap() -> None:
    """Of spans that overlap the first and longest is marked; those of other sentences are not."""
    spans = [
        (Span(12, 14), "b"),
        (Span(10, 13), "a"),
        (Span(10, 11), "c"),
        (Span(14, 16), "d"),
        (Span(30, 31), "e"),
        (Span(0, 3), "f"),
    ]

    assert mark("abcdefgh", 10, spans) == "[abc]ad[ef]dgh"


def test_the_store_on_disk_tells_the_same(disk: Path, full: Store) -> None:
    """An event is explained alike from disk and from memory."""
    with Store.open(disk) as store:
        assert explain(store, "entered") == explain(full, "entered")


def test_the_steps_of_a_claim_are_told() -> None:
    """How a claim came to its modality and polarity is told step by step: the word, its rule, and what follows."""
    text = "The minister denied that the army had failed to reach the town. Police do not believe that it may leave."
    store = Store.memory()
    store.load_reference()
    store.write(Part(quads(Article(("text",), text, DAY))))

    def told(word: str) -> list[str]:
        return [line.strip() for line in explain(store, word).splitlines() if line.startswith(("  claim", "    step"))]

    assert told("reach") == [
        "claim       reported by minister: actual, affirmed",
        'step      1. "failed" at 38 governs it, -/+: actual, negated',
        'step      2. "denied" at 13 denies it: actual, affirmed',
    ]
    assert told("leave") == [
        "claim       reported by Police: possible, negated",
        'step      1. "may" at 94 stands beside it, possible: possible, affirmed',
        'step      2. "believe" at 78 says or thinks it, o/- possible: possible, negated',
    ]
    assert told("denied") == ["claim       asserted by author of the article: actual, affirmed"]
