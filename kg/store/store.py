"""The store: the named graphs of all articles, on disk or in memory.

Many may read a store at once, or one may write it. Whatever is written is there whole or not at all, also after a
crash (kg.store.journal); each part equals in the end what a fresh build would have made of it (kg.store.shared).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import pyoxigraph as ox

from kg import iri, table
from kg.errors import StoreError
from kg.store import change, folder, journal, lock, names, reference
from kg.store.journal import Entry, Part

__all__ = ["DEFAULT", "Known", "Part", "Store"]

DEFAULT: Final = Path("kg.store")
"""The folder of a store where none is named."""
_TYPE = ox.NamedNode(iri.RDF + "type")
_ARTICLE = ox.NamedNode(iri.KG + "Article")
_IDENTIFIER = ox.NamedNode(iri.DCTERMS + "identifier")


@dataclass(frozen=True, slots=True)
class Known:
    """What a store says of an article as a whole; texts are empty where it says nothing."""

    article: str
    """Its IRI."""
    identifiers: tuple[str, ...]
    published: str
    """Date as YYYY-MM-DD."""
    title: str
    publisher: str
    url: str
    digest: str
    """SHA-256 of its text in hexadecimal."""
    used: tuple[str, ...]
    """IRIs of what its graph was made with, sorted."""


class Store:
    """Named graphs that can be asked, and written by who opened them for that."""

    def __init__(self, engine: ox.Store, path: Path | None = None, held: lock.Lock | None = None) -> None:
        self._engine: ox.Store | None = engine
        self._lock = held
        self.path = path
        """The folder, or None in memory."""

    @classmethod
    def memory(cls) -> Store:
        """Make an empty store in memory, which can be written."""
        return cls(ox.Store())

    @classmethod
    def open(cls, path: Path = DEFAULT) -> Store:
        """Open a store to read it; what a killed build left half done is completed first.

        Raises StoreError where there is none, where it is being written, or where it is damaged or of another version.
        """
        with folder.errors(path):
            held = _share(path)
            try:
                return cls(ox.Store.read_only(str(path / folder.DATA)), path, held)
            except BaseException:
                held.release()
                raise

    @classmethod
    @contextmanager
    def writing(cls, path: Path = DEFAULT, *, make: bool = True) -> Iterator[Store]:
        """Open a store to write it, alone; the folder is made where there is none, unless `make` forbids it.

        Raises StoreError where there is none and none is to be made, where others use it, where the folder holds
        something else, or where it is damaged or of another version.
        """
        with folder.errors(path):
            folder.prepare(path) if make else folder.require(path)
            held = lock.take(path / folder.LOCK, exclusive=True)
        try:
            with folder.errors(path):
                store = cls(folder.engine(path), path, held)
                store._recover()
                names.ensure(path, store.engine)
            with store:
                yield store
        finally:
            held.release()

    def close(self) -> None:
        """Close the store and give its lock back; a second time does nothing."""
        self._engine = None
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def engine(self) -> ox.Store:
        """The engine below; raises StoreError once the store is closed."""
        if self._engine is None:
            raise StoreError("The store is closed. Open it again.")
        return self._engine

    # ── writing

    def write(self, part: Part) -> None:
        """Replace and remove graphs as a part says, whole or not at all.

        Raises StoreError where the part is no N-Quads, then nothing has changed, or where the engine fails, then the
        part waits in the journal for whoever opens the store next.
        """
        quads = _read(part)
        with folder.errors(self.path):
            drop = sorted({*part.drop, *quads.graphs})
            check = change.unused(self.engine, drop, quads.shared)
            if self.path:
                names.add(self.path, quads.content)
                journal.put(self.path / folder.JOURNAL, Entry(tuple(drop), tuple(check), quads.content))
            change.carry_out(self.engine, drop, quads, check)
            if self.path:
                journal.clear(self.path / folder.JOURNAL)

    def load_reference(self, extra: tuple[Path, ...] = ()) -> None:
        """Write ontology and lexicon, with a user's own files of words, where the store has them otherwise or not."""
        with folder.errors(self.path):
            current = reference.is_current(self.engine, extra)
        if not current:
            self.write(Part(reference.quads(extra)))

    def settle(self) -> None:
        """Bring what many parts have left in many places into one order; where the disk has no room for it, leave it.

        A look-up in 2,000 articles then takes a quarter of the time; it costs 4 ms an article.
        """
        with suppress(OSError, RuntimeError):
            self.engine.optimize()

    def _recover(self) -> None:
        """Carry out what a killed process left in the journal, once more or for the first time."""
        if self.path and journal.left(self.path / folder.JOURNAL):
            entry = journal.take(self.path / folder.JOURNAL)
            change.carry_out(self.engine, entry.drop, change.read(entry.quads), entry.check)
            journal.clear(self.path / folder.JOURNAL)

    # ── reading

    def articles(self) -> tuple[str, ...]:
        """Give the IRIs of all articles, sorted."""
        with folder.errors(self.path):
            found = self.engine.quads_for_pattern(None, _TYPE, _ARTICLE, None)
            return tuple(sorted(_values(quad.subject for quad in found)))

    def known(self, identifier: str) -> Known | None:
        """Find the article with an identifier (of several the first by IRI), or give None."""
        with folder.errors(self.path):
            named = self.holders(identifier)
            return self._facts(named[0]) if named else None

    def holders(self, identifier: str) -> tuple[str, ...]:
        """Give the IRIs of the articles with an identifier, sorted."""
        with folder.errors(self.path):
            found = self.engine.quads_for_pattern(None, _IDENTIFIER, ox.Literal(identifier), None)
            return tuple(sorted(name for name in _values(quad.subject for quad in found) if self._is_article(name)))

    def without(self, article: str, identifiers: Collection[str]) -> bytes:
        """Give the graph of an article as N-Quads without some of its identifiers; empty where it has no other."""
        with folder.errors(self.path):
            graph = ox.NamedNode(iri.graph(article))
            return without(self.engine.quads_for_pattern(None, None, None, graph), identifiers)

    def graph(self, name: str) -> bytes:
        """Give a graph by its IRI as N-Quads."""
        with folder.errors(self.path):
            triples = self.engine.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name)) or b""
            return triples.replace(b" .\n", f" <{name}> .\n".encode())

    def facts(self, article: str) -> Known | None:
        """Find what is known of an article by its IRI, or give None, also where that is no IRI."""
        with folder.errors(self.path):
            return self._facts(article) if self._is_article(article) else None

    def query(self, text: str) -> table.Answer:
        """Ask a SPARQL query over all named graphs as one, with the prefixes of `kg.iri` declared.

        For queries of ours: it is not checked what the query would fetch from elsewhere, see `kg.ask.query`. Raises
        SyntaxError for no SPARQL and StoreError where the engine fails.
        """
        with folder.errors(self.path):
            found = self.engine.query(text, prefixes=dict(iri.PREFIXES), use_default_graph_as_union=True)
            if isinstance(found, ox.QuerySolutions):
                return table.of_solutions(found)
            return bool(found) if isinstance(found, ox.QueryBoolean) else table.of_triples(found)

    def pairs(
        self, predicate: str, *, subject: str = "", value: str | ox.Literal = "", graph: str = ""
    ) -> Iterator[tuple[str, str]]:
        """Give the subjects and values of a predicate as text, of one subject, value or graph where these are given."""
        wanted = ox.NamedNode(value) if isinstance(value, str) and value else value or None
        found = self.engine.quads_for_pattern(
            ox.NamedNode(subject) if subject else None,
            ox.NamedNode(predicate),
            wanted if not isinstance(wanted, str) else None,
            ox.NamedNode(graph) if graph else None,
        )
        for quad in found:
            (one,), (other,) = _values([quad.subject]), _values([quad.object])
            yield one, other

    def called(self, words: str) -> list[str] | None:
        """Find what things are called by that holds some words, as literals of SPARQL; see `kg.store.names.find`."""
        return names.find(self.path, words) if self.path else None

    def _is_article(self, name: str) -> bool:
        try:
            node = ox.NamedNode(name)
        except ValueError:
            return False  # no IRI, so no article
        return any(self.engine.quads_for_pattern(node, _TYPE, _ARTICLE, None))

    def _facts(self, article: str) -> Known:
        def texts(predicate: str) -> list[str]:
            return self._objects(article, predicate)

        def one(predicate: str) -> str:
            return next(iter(texts(predicate)), "")

        return Known(
            article,
            identifiers=tuple(texts(iri.DCTERMS + "identifier")),
            published=one(iri.SCHEMA + "datePublished"),
            title=one(iri.DCTERMS + "title"),
            publisher=one(iri.DCTERMS + "publisher"),
            url=one(iri.SCHEMA + "url"),
            digest=one(iri.SCHEMA + "sha256"),
            used=tuple(self._objects(iri.run(article), iri.PROV + "used")),
        )

    def _objects(self, subject: str, predicate: str) -> list[str]:
        found = self.engine.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return sorted(_values(quad.object for quad in found))


def without(quads: Iterable[ox.Quad], identifiers: Collection[str]) -> bytes:
    """Write the graph of an article as N-Quads without some of its identifiers; nothing where it has no other."""
    gone = {ox.Literal(identifier) for identifier in identifiers}
    kept = [quad for quad in quads if quad.predicate != _IDENTIFIER or quad.object not in gone]
    named = any(quad.predicate == _IDENTIFIER for quad in kept)
    return (ox.serialize(kept, format=ox.RdfFormat.N_QUADS) or b"") if named else b""


def _share(path: Path) -> lock.Lock:
    """Take the lock to read, once nothing is left half done."""
    while True:
        folder.require(path)
        held = lock.take(path / folder.LOCK, exclusive=False)
        if folder.state(path) == "ready" and not journal.left(path / folder.JOURNAL):
            return held
        held.release()
        with Store.writing(path):
            pass  # opening it to write completes what is half done


def _read(part: Part) -> change.Incoming:
    """Read the quads of a part; raises StoreError where they are none, or lie in no named graph."""
    name = part.quads if isinstance(part.quads, Path) else "The part"
    try:
        content = part.read()
        return change.read(content)
    except OSError as error:
        raise StoreError(f"{name} cannot be read: {error.strerror}. Nothing was written.") from error
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        raise StoreError(f"{name} is no N-Quads{where}: {error.msg}. Nothing was written.") from error


def _values(terms: Iterable[object]) -> Iterator[str]:
    return (term.value for term in terms if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal))
