"""The table of names beside a store: what it holds, what is found by it, and that no answer depends on it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from graphs import both, seed
from test_query import PARAMETERS

from kg.ask import called, query
from kg.ask.explain import explain
from kg.store import Part, Store, names
from kg.table import Table

LABELS = {
    '"Ålesund"@en': "ålesund",
    '"100 \u212aelvin"@en': "kelvin",
    '"\u0130zmir"': "zmir",
    '"US troops"@en': "us troops",
    '"a \\"b\\" c\\nd"': "b",
    '"50%_off"': "50%_off",
}
"""Names as N-Quads write them, each with words that find it."""


def part(labels: object) -> Part:
    """A graph in which something is called by each of some names."""
    lines = (
        f"<http://a/{at}> <http://www.w3.org/2000/01/rdf-schema#label> {one} <http://a/g> .\n"
        for at, one in enumerate(labels)
    )  # type: ignore[arg-type, call-overload]
    return Part("".join(lines).encode())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of both golden articles."""
    with Store.writing(tmp_path / "kg.store") as store:
        store.load_reference()
        store.write(Part(both()))
    return tmp_path / "kg.store"


@pytest.mark.parametrize("label", LABELS)
def test_a_name_is_found_by_words_of_it(tmp_path: Path, label: str) -> None:
    """Letters of either case, letters that only look foreign, quotation marks and wildcards find what holds them."""
    with Store.writing(tmp_path) as store:
        store.write(part(LABELS))
        found = store.called(LABELS[label].upper())

    assert label in (found or ())


@pytest.mark.parametrize("words", ["\\", '"', "%", "_", ""])
def test_what_cannot_be_searched_for_is_not(tmp_path: Path, words: str) -> None:
    """Where the words have nothing to search for, the query reads all names as in any other engine."""
    with Store.writing(tmp_path) as store:
        store.write(part(LABELS))

        assert store.called(words) is None


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_answer_does_not_depend_on_the_table(path: Path, name: str) -> None:
    """Without the table the rows are the same; with it some are left out before the query is asked, but none that fit."""
    with Store.open(path) as store:
        wanted = query.wanted(name, PARAMETERS[name])
        text = query.resolve(name, PARAMETERS[name])
        found = query.ask(store, name, PARAMETERS[name])
        (path / names.FILE).unlink()
        without = query.ask(store, name, PARAMETERS[name])

    assert isinstance(found, Table)
    assert len(wanted) == 1
    assert f"VALUES ?{wanted[0].variable} {{ UNDEF }}" in text
    assert found.rows == without.rows != ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words", ["homs", "Syrian rebels", "enter", "the city of Homs", "e", "é", "nobody", "%", "a.b"]
)
def test_all_names_that_fit_are_looked_up(path: Path, words: str) -> None:
    """Of any words, the answers and the explanation are those that are found without the table."""
    with Store.open(path) as store:
        found = [
            query.ask(store, name, {one: words}) for name, one in (("mentions-of", "name"), ("events-of", "actor"))
        ]
        told = _explained(store, words)
        (path / names.FILE).unlink()
        without = [
            query.ask(store, name, {one: words}) for name, one in (("mentions-of", "name"), ("events-of", "actor"))
        ]

        assert (found, told) == (without, _explained(store, words))


def _explained(store: Store, words: str) -> str:
    try:
        return explain(store, words)
    except Exception as error:
        return str(error)


def test_a_place_in_a_string_is_none() -> None:
    """What a value holds is not taken for the place of names, nor for the comment that tells of one."""
    store = Store.memory()
    value = "x VALUES ?called { UNDEF }\n# called: ?called holds ?name"
    text = query.resolve("mentions-of", {"name": value})

    assert called.filled(text, query.wanted("mentions-of", {"name": value}), store) == text
    assert query.ask(store, "mentions-of", {"name": value}) == Table(
        ("label", "words", "begin", "end", "sentence", "article"), ()
    )


@pytest.mark.parametrize("content", [None, b"", b"no table", b"SQLite format 3\0 but damaged"])
def test_a_table_that_is_lost_or_damaged_is_made_again(path: Path, content: bytes | None) -> None:
    """Who reads goes on without it; who writes next makes it of what the store holds."""
    with Store.open(path) as store:
        whole = store.called("homs")
    (path / names.FILE).unlink()
    if content is not None:
        (path / names.FILE).write_bytes(content)
    with Store.open(path) as store:
        without = store.called("homs")
    with Store.writing(path) as store:
        again = store.called("homs")

    assert whole
    assert without is None
    assert again == whole


def test_a_table_that_cannot_be_written_costs_no_article(tmp_path: Path) -> None:
    """Where the table does not take names it goes, since it would lack some, and the articles are written."""
    with Store.writing(tmp_path) as store:
        with sqlite3.connect(tmp_path / names.FILE) as table:
            table.execute("DROP TABLE name")
        table.close()
        store.write(Part(seed()))
        store.write(part(LABELS))

        assert store.called("homs") is None
        assert len(store.articles()) == 1
    with Store.writing(tmp_path) as store:
        assert store.called("homs")


def test_names_are_there_before_what_brings_them(tmp_path: Path) -> None:
    """A part that is killed between table and store leaves names too many, never too few."""
    with Store.writing(tmp_path) as store:
        names.add(tmp_path, both())

        assert store.called("homs")
        assert store.articles() == ()
