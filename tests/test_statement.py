"""Who says what: a table of texts with their statements, tests/statements.txt, parsed by the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parses import Article, by_hand, by_model, parsed
from test_clause import Case, blocks

from kg.understand.saying.quotation import quotations
from kg.understand.saying.statement import Statement

TABLE = Path(__file__).parent / "statements.txt"


def read(line: str) -> Article:
    """The text of a line of the table, understood."""
    return by_model(line.replace("¶ ", "\n").replace("¶", "\n"))


def shown(statement: Statement, article: Article) -> str:
    """A line of the table for a statement."""
    predicate = statement.predicate
    cue = " ".join(t.text for t in (predicate.token, *predicate.particles))
    makers = (article.phrases.get(t.i) for t in predicate.of("actor"))
    who = " and ".join(p.text if p else "?" for p in makers) or "-"
    content = " … ".join(span.of(article.text).replace("\n", " ") for span in statement.content) or "-"
    quotes = " … ".join(span.of(article.text).replace("\n", " ") for span in statement.quotes)
    return f"{cue} | {who} | {content}" + (f" | quotes {quotes}" if quotes else "")


def params() -> Iterator[object]:
    """The cases, those that are known to be wrong marked so."""
    for case in blocks(TABLE):
        yield pytest.param(case, id=case.title, marks=[pytest.mark.xfail(reason=case.known)] if case.known else [])


@pytest.mark.parametrize("case", list(params()))
def test_statements(case: Case) -> None:
    """The statements of a text are just these, with who makes them and the exact words that they cover."""
    article = read(case.parse)

    assert [shown(s, article) for s in article.statements] == case.expected


def test_a_statement_knows_what_it_covers() -> None:
    """What stands in the content is covered, the cue is not, and its size is that of its content."""
    article = by_model("The bank, officials said, would close in May.")
    (statement,) = article.statements

    assert statement.covers(article.token("bank"))
    assert statement.covers(article.token("close"))
    assert not statement.covers(article.token("officials"))
    assert not statement.covers(article.token("said"))
    assert statement.size == sum(span.end - span.begin for span in statement.content)
    assert [article.sentences[0].at(i).text for i in statement.heads] == ["close"]


@pytest.mark.parametrize(
    ("parses", "expected"),
    [
        (['"/``/punct>2 Go/VB/ROOT "/\'\'/punct>2'], [("Go", 1, 0)]),
        (["“/``/punct>2 Go/VB/ROOT ”/''/punct>2 “/``/punct>2 on/RB/advmod>2 ”/''/punct>2"], [("Go", 1, 0), ("on", 2, 0)]),
        (['"/``/punct>2 Go/VB/ROOT ././punct>2', 'Now/RB/ROOT "/\'\'/punct>1'], [("Go.", 1, 0), ("Now", 1, 1)]),
        (['"/``/punct>2 Go/VB/ROOT', "", "They/PRP/nsubj>2 left|leave/VBD/ROOT"], [("Go", 1, 0)]),
        (['"/``/punct>2 Go/VB/ROOT', "", '"/``/punct>2 Now/RB/ROOT "/\'\'/punct>2'], [("Go", 1, 0), ("Now", 2, 1)]),
        (["Go/VB/ROOT ”/''/punct>1"], []),
        (['"/``/ROOT "/\'\'/punct>1'], []),
        (["Go/VB/ROOT"], []),
    ],
    ids=["one", "two", "over sentences", "ends with its paragraph", "new in each paragraph", "only closed", "empty", "none"],
)  # fmt: skip
def test_quotations(parses: list[str], expected: list[tuple[str, int, int]]) -> None:
    """Quotations with their number and sentence; an open one ends with its paragraph, as news sets them."""
    article = by_hand(*parses)

    found = quotations(article.sentences, article.text)

    assert [(q.span.of(article.text), q.number, q.sentence) for q in found] == expected


def test_crossed_quotation_marks() -> None:
    """Quotation marks that no writer sets so still leave each quotation in the content of its statement."""
    article = by_model("claimed ” 12 has ” \" % n't which / —")

    assert all(any(q.within(c) for c in s.content) for s in article.statements for q in s.quotes)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from(["said", "rebels", "left", '"', "“", "”", ".", "\n", ",", "the", "bank", "that", "he"]), max_size=30))  # fmt: skip
def test_any_words(words: list[str]) -> None:
    """Whatever the words, spans lie in the text, are in order and do not overlap, and quotations lie in the content."""
    text = " ".join(words)
    article = by_model(text)

    for quote in quotations(parsed(text), text):
        assert 0 <= quote.span.begin < quote.span.end <= len(text)
    for statement in article.statements:
        assert list(statement.content) == sorted(statement.content)
        assert all(not a.overlaps(b) for a, b in zip(statement.content, statement.content[1:], strict=False))
        assert all(any(q.within(c) for c in statement.content) for q in statement.quotes)
