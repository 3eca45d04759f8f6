"""Who stands in which function of a word: a table of parses by hand, tests/clauses.txt, with the arguments of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parses import join, sentence

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.argument import Argument, arguments, noun_arguments
from kg.understand.grammar.clause import SUBJECTS, antecedent, conjuncts, is_passive, is_verb
from kg.understand.grammar.subject import subjects
from kg.words import lexicon

TABLE = Path(__file__).parent / "clauses.txt"
LABELS = ("nsubj", "nsubjpass", "dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "acl", "relcl", "advcl", "conj", "poss", "agent", "dative", "attr", "acomp")  # fmt: skip
TAGS = ("NN", "NNS", "VB", "VBD", "VBG", "VBN", "JJ", "IN", "WDT", "PRP", "CD", "TO")


class Case(NamedTuple):
    """A parse of the table, and the lines that it must give."""

    title: str
    parse: str
    expected: list[str]
    known: str = ""
    """Why it fails, if it is known to."""


def blocks(table: Path) -> Iterator[Case]:
    """The cases of a table: blocks between titles."""
    for block in table.read_text(encoding="utf-8").split("\n== ")[1:]:
        title, parse, *lines = block.strip().splitlines()
        known = next((line for line in lines if line.startswith("!")), "")
        yield Case(title, parse, [line for line in lines if line != known], known.lstrip("! "))


def shown(found: Sentence, token: Token) -> str:
    """A line of the table for a word of a sentence."""
    words = lexicon.load()
    verb = is_verb(token)
    given_by = arguments(found, token, words) if verb else noun_arguments(found, token, words)
    passive = " passive" if verb and is_passive(found, token) else ""
    return " | ".join([token.text + passive, *(_argument(a) for a in given_by)])


def _argument(argument: Argument) -> str:
    marker = f":{argument.marker.replace(' ', '+')}" if argument.marker else ""
    signs = ("" if argument.overt else " ~") + (" ^" if argument.inner else "")
    return f"{argument.function}{marker} {argument.token.text}{signs}"


def _counts(token: Token) -> bool:
    """Whether a word must have a line: a full verb that is no preposition."""
    return is_verb(token) and token.pos != "AUX" and token.dep != "prep"


def params() -> Iterator[object]:
    """The cases, those that are known to be wrong marked so."""
    for case in blocks(TABLE):
        yield pytest.param(case, id=case.title, marks=[pytest.mark.xfail(reason=case.known)] if case.known else [])


@pytest.mark.parametrize("case", list(params()))
def test_arguments(case: Case) -> None:
    """Every verb, and every noun of the table, has just the arguments that its line names, in their order."""
    found = sentence(case.parse)
    wanted = {line.partition(" ")[0] for line in case.expected}

    lines = [shown(found, t) for t in found.tokens if t.text in wanted or _counts(t)]

    assert lines == case.expected


def test_the_table_has_every_function() -> None:
    """No function of the grammar table goes untested, and none is invented in the table."""
    functions = {f for paths in lexicon.load().grammar.values() for f in paths.values()}
    tested = {
        part.split()[0].partition(":")[0]
        for c in blocks(TABLE)
        for line in c.expected
        for part in line.split(" | ")[1:]
    }

    # The agent of a noun is told by its preposition, not by the table.
    assert tested == functions | {"agentAdjunct"}


def test_verbs() -> None:
    """Full verbs and copulas head clauses, auxiliaries do not."""
    found = sentence(
        "He/PRP/nsubj>4 has|have/VBZ/aux>4 been|be/VBN/auxpass>4 arrested/VBN/ROOT and/CC/cc>4 is|be/VBZ/conj>4 ill/JJ/acomp>6"
    )

    assert [t.text for t in found.tokens if is_verb(t)] == ["arrested", "is"]


def test_conjuncts() -> None:
    """A coordination is listed from its first member on."""
    found = sentence("Homs/NNP/ROOT ,/,/punct>1 Hama/NNP/conj>1 and/CC/cc>3 Aleppo/NNP/conj>3")

    assert [t.text for t in conjuncts(found, found.at(0))] == ["Homs", "Hama", "Aleppo"]
    assert [t.text for t in conjuncts(found, found.at(2))] == ["Hama", "Aleppo"]


@pytest.mark.parametrize(
    ("parse", "number", "expected"),
    [
        ("the/DT/det>2 man/NN/nsubj>5 who/WP/nsubj>4 shot|shoot/VBD/relcl>2 left|leave/VBD/ROOT", 3, "man"),
        ("the/DT/det>2 man/NN/ROOT whose/WP$/poss>4 wife/NN/nsubj>5 left|leave/VBD/relcl>2", 3, "man"),
        ("the/DT/det>2 town/NN/ROOT of/IN/prep>6 which/WDT/pobj>3 he/PRP/nsubj>6 spoke|speak/VBD/relcl>2", 4, "town"),
        ("Who/WP/nsubj>2 left|leave/VBD/ROOT", 1, None),
        ("He/PRP/nsubj>2 said|say/VBD/ROOT that/IN/mark>5 they/PRP/nsubj>5 left|leave/VBD/ccomp>2", 3, None),
        ("That/DT/nsubj>2 was|be/VBD/ROOT wrong/JJ/acomp>2", 1, None),
        ("He/PRP/nsubj>2 asked/VBD/ROOT who/WP/nsubj>4 left|leave/VBD/ccomp>2", 3, None),
    ],
)
def test_antecedent(parse: str, number: int, expected: str | None) -> None:
    """A relative pronoun stands for the noun before its clause; no other word has an antecedent."""
    found = sentence(parse)

    before = antecedent(found, found.at(number - 1))

    assert (before.text if before else None) == expected


def test_indexes_of_the_article() -> None:
    """A sentence in the middle of an article gives the same arguments as alone."""
    parse = "Rebels/NNS/nsubj>2 entered/VBD/ROOT and/CC/cc>2 left|leave/VBD/conj>2 the/DT/det>6 town/NN/dobj>4"
    _, (one, other) = join(parse, parse)

    assert [shown(one, t) for t in one.tokens if is_verb(t)] == [shown(other, t) for t in other.tokens if is_verb(t)]


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.data())
def test_any_tree(data: st.DataObject) -> None:
    """Whatever the parser gives, the search for arguments ends, and finds words of the sentence."""
    size = data.draw(st.integers(1, 12))
    root = data.draw(st.integers(1, size))
    items = []
    for number in range(1, size + 1):
        tag, dep = data.draw(st.sampled_from(TAGS)), data.draw(st.sampled_from(LABELS))
        # A head nearer to the root than the word itself: no circle.
        head = number + 1 if number < root else number - 1
        if abs(number - root) > 1:
            step = data.draw(st.integers(0, abs(number - root) - 1))
            head = root + step if number > root else root - step
        items.append(f"w/{tag}/ROOT" if number == root else f"w/{tag}/{dep}>{head}")
    found = sentence(" ".join(items))
    words = lexicon.load()

    for token in found.tokens:
        given_by = arguments(found, token, words) if is_verb(token) else noun_arguments(found, token, words)
        assert all(a.token == found.at(a.token.i) for a in given_by)
        assert all(t == found.at(t.i) for t in subjects(found, token, words))
    assert {"nsubj", "nsubjpass", "csubj", "csubjpass"} == SUBJECTS
