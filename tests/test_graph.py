"""The library: what `kg.read` gives, and what can be done with it."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest
from graphs import both

import kg
from kg import iri
from kg.errors import InputError
from kg.graph import Graph
from kg.table import Table

TEXT = 'The army denied on Sunday that rebels had entered Homs. "We hold it," a spokesman said.\n'


@pytest.fixture(scope="module")
def graph() -> Graph:
    """A small text, understood."""
    return kg.read(TEXT, date="2024-12-08")


def test_a_date_may_be_a_day_or_its_text(graph: Graph) -> None:
    """The same day gives the same bytes in both forms."""
    assert kg.read(TEXT, date=date(2024, 12, 8)).quads == graph.quads


def test_what_is_read_is_what_the_graph_says(graph: Graph) -> None:
    """The values and the triples come from one understanding of the text."""
    found = graph.query("SELECT ?l { ?e a kg:Event ; rdfs:label ?l }")
    assert isinstance(found, Table)

    assert sorted(row[0].value for row in found) == sorted(e.label for e in graph.reading.events)  # type: ignore[union-attr]


@pytest.mark.parametrize("quads", ["read", "golden"])
def test_rdflib_gets_every_quad(graph: Graph, quads: str) -> None:
    """The dataset of rdflib holds the quads, term for term, in their graphs, and nothing warns on the way."""
    content = graph.quads if quads == "read" else both()
    found = Graph(graph.article, graph.reading, content).rdflib()
    golden = set(ox.parse(content, format=ox.RdfFormat.N_QUADS))

    back = "".join(f"{' '.join(term.n3() for term in quad)} .\n" for quad in found.quads())

    assert set(ox.parse(back, format=ox.RdfFormat.N_QUADS)) == golden


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_the_union_is_asked_in_rdflib(graph: Graph) -> None:
    """A query of rdflib sees all graphs as one, as our own does; what warns is its own query engine."""
    ask = "ASK { ?claim kg:about/rdfs:label 'rebels enter Homs'@en ; kg:source/rdfs:label 'army'@en }"

    assert graph.query(ask) is True
    assert graph.rdflib().query(ask, initNs=dict(iri.PREFIXES)).askAnswer is True


def test_exports_are_those_of_the_store(graph: Graph) -> None:
    """Turtle comes as text, each format as bytes, N-Quads as they were made."""
    assert graph.turtle().encode() == graph.export("turtle")
    assert graph.export("nquads") == graph.quads


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("", None, "the text: it is empty. Give the text of an article."),
        (" \n", None, "the text: it is empty. Give the text of an article."),
        (TEXT, "08.12.2024", "the date: '08.12.2024' is none. Write it as 2024-12-08."),
        (TEXT, "2024-02-30", "the date: '2024-02-30' is none. Write it as 2024-12-08."),
    ],
)
def test_what_cannot_be_read(text: str, day: str | None, told: str) -> None:
    """Blank texts and what is no date are told in a sentence."""
    with pytest.raises(InputError) as error:
        kg.read(text, date=day)

    assert str(error.value) == told
