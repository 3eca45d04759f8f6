"""The library's graph: what was understood of a text, in memory, with what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iri
from kg.errors import InputError
from kg.event import Reading
from kg.pipeline import recipe
from kg.store import Part, Store
from kg.text.article import Article
from kg.text.parser import parse
from kg.triples import describe
from kg.understand.extract import extract
from kg.words.lexicon import load

if TYPE_CHECKING:
    import rdflib
    from rdflib import Dataset
    from rdflib.term import Node

    from kg.table import Answer
    from kg.view.frame import Page


@dataclass(frozen=True)
class Graph:
    """The graph of one text, with its article and what was read in it as plain values."""

    article: Article
    reading: Reading
    quads: bytes
    """Sorted lines of N-Quads in UTF-8."""

    @cached_property
    def store(self) -> Store:
        """The graph in a store in memory, with the ontology and the lexicon beside it."""
        store = Store.memory()
        store.load_reference()
        store.write(Part(self.quads))
        return store

    def query(self, query: str, **parameters: str) -> Answer:
        """Ask a SPARQL query or one of ours by its name; raises QueryError and UsageError.

        >>> import kg
        >>> graph = kg.read("Rebels entered Damascus on Saturday.", date="2024-12-08")
        >>> graph.query("ASK { ?e a kg:Movement ; kg:place/rdfs:label 'Damascus'@en }")
        True
        """
        from kg.ask.query import ask

        return ask(self.store, query, parameters)

    def export(self, form: str, *, compact: bool = False) -> bytes:
        """Write the graph as one of `kg.export.FORMATS`, in UTF-8; raises UsageError."""
        from kg.export import export

        return export(self.store, form, compact=compact)

    def turtle(self) -> str:
        """Write the graph as Turtle."""
        return self.export("turtle").decode()

    def rdflib(self) -> Dataset:
        """Give the graph to rdflib: a dataset whose default graph is the union of all."""
        from rdflib import Dataset

        found = Dataset(default_union=True)
        found.addN(_rdflib(self.quads, found))
        return found

    def view(self, *, title: str = "") -> Page:
        """Draw the graph as one page that works offline."""
        from kg.view.frame import view

        return view(self.store, title=title)


def read(text: str, *, date: str | date | None = None, title: str = "", lexicons: tuple[Path, ...] = ()) -> Graph:
    """Understand one English text and give its graph; `date` is the day it was published.

    Raises InputError where the text is blank or the date is none, ModelError and LexiconError.

    >>> graph = read("Rebels entered Damascus on Saturday.", date="2024-12-08")
    >>> [event.label for event in graph.reading.events]
    ['Rebels enter Damascus']
    >>> graph.reading.times[0].value
    '2024-12-07'
    """
    if not text.strip():
        raise InputError("the text", "it is empty", advice="Give the text of an article.")
    article = Article(("text",), text, _day(date), title=title)
    lexicon = load(lexicons)
    reading = extract(text, next(parse([(text, article.begin)])), article.date, lexicon)
    return Graph(article, reading, describe(article, reading, recipe(lexicon), lexicon.above))


def _day(value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError("the date", f"{value!r} is none", advice="Write it as 2024-12-08.") from None


def _rdflib(quads: bytes, dataset: Dataset) -> Iterator[tuple[Node, Node, Node, rdflib.Graph]]:
    """Give N-Quads to rdflib term by term: its own reader of them calls what it warns of itself."""
    from rdflib import URIRef

    for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS):
        graph = dataset.graph(URIRef(_name(quad.graph_name)))
        value = _literal(quad.object) if isinstance(quad.object, ox.Literal) else URIRef(_name(quad.object))
        yield URIRef(_name(quad.subject)), URIRef(quad.predicate.value), value, graph


def _literal(found: ox.Literal) -> rdflib.Literal:
    from rdflib import Literal, URIRef

    # rdflib tells "a" from "a"^^xsd:string
    plain = found.language or found.datatype.value == iri.XSD + "string"
    return Literal(found.value, lang=found.language, datatype=None if plain else URIRef(found.datatype.value))


def _name(found: object) -> str:
    if not isinstance(found, ox.NamedNode):
        raise TypeError(f"a graph of ours has no {found!r}")
    return found.value
