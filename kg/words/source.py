"""Files of the lexicon: Turtle read into terms by subject, with the line on which each subject begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.errors import LexiconError
from kg.ontology import ONTOLOGY

FOLDER: Final = ONTOLOGY / "lexicon"
"""Our words, frames and grammar table."""
CLASSES: Final = ONTOLOGY / "event.ttl"
"""The ontology, whose classes and properties the words speak of."""
_CONTRACT: Final = "shapes.ttl"
"""The file of the folder that holds the contract of the lexicon, not a part of it."""
_MARK: Final = b"\xef\xbb\xbf"
"""The mark that some editors put before UTF-8 (RFC 3629, section 6)."""
_SUBJECT: Final = re.compile(r"\s*(?:\w*:([\w.-]+)|<[^>]*?([\w.-]+)>)(?:\s|$)")
_PARSER: Final = re.compile(r"^Parser error at .*?: | \(line \d+\)$")
"""What the parser says of places, which is told in our own words."""

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Values = Mapping[str, Sequence[Node]]
"""Predicate, short as in `SHORT`, to its objects in the order of the file."""

SHORT: Final[Mapping[str, str]] = {
    iri.ONTOLEX: "ontolex",
    iri.LEX: "lex",
    iri.LEXINFO: "lexinfo",
    iri.RDF: "rdf",
    iri.RDFS: "rdfs",
    iri.SKOS: "skos",
    iri.SYNSEM: "synsem",
}
"""Namespace to the prefix that predicates are shortened to."""


@dataclass(frozen=True)
class Source:
    """One file: what it says by subject IRI, and its text to find lines in."""

    path: Path
    content: bytes
    subjects: Mapping[str, Values]
    nameless: frozenset[str] = frozenset()
    """Subjects in brackets, whose names hold for one reading only."""
    nested: bool = False
    """Whether there are statements about statements (RDF 1.2), which the lexicon cannot use."""

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for number, line in enumerate(self.content.decode().split("\n"), 1):
            if match := _SUBJECT.match(line):
                found.setdefault(match.group(1) or match.group(2), number)
        return found

    def where(self, subject: str) -> str:
        """Give file and line of a subject; of one in brackets, the line of the first bracket."""
        line = self._line_of(b"[") if subject in self.nameless else self._lines.get(local(subject), 1)
        return f"{self.path.name}, line {line}"

    def _line_of(self, mark: bytes) -> int:
        return self.content.partition(mark)[0].count(b"\n") + 1

    def faults(self) -> Iterator[str]:
        """Tell what is written in a form that the lexicon does not know."""
        if self.nested:
            yield (
                f"{self.path.name}, line {self._line_of(b'<<')}: this is a statement about a statement,"
                " which the lexicon cannot use. Take it out."
            )


def ours() -> tuple[Path, ...]:
    """Give the files of our own words, sorted by name."""
    return tuple(sorted(path for path in FOLDER.glob("*.ttl") if path.name != _CONTRACT))


def local(name: str) -> str:
    """Cut an IRI to the part after its namespace.

    >>> local("https://w3id.org/kg-event/ns#Event")
    'Event'
    """
    return name.rpartition("#")[2]


def content(path: Path) -> bytes:
    """Read a file without the mark that some editors put before it; raises LexiconError."""
    try:
        return path.read_bytes().removeprefix(_MARK)
    except OSError as error:
        raise LexiconError((f"{path}: the file cannot be read ({error.strerror}). Name a Turtle file.",)) from error


def opened(path: Path) -> Source:
    """Read a file of Turtle in UTF-8; raises LexiconError where it cannot be read or is none."""
    return _parsed(path, content(path))


@lru_cache(maxsize=64)
def _parsed(path: Path, plain: bytes) -> Source:
    """Parse a file; what has the same bytes is parsed once."""
    subjects: dict[str, dict[str, list[Node]]] = {}
    names: dict[str, str] = {}
    nameless: set[str] = set()
    nested = False
    try:
        plain.decode()
        for subject, predicate, thing, _ in ox.parse(plain, format=ox.RdfFormat.TURTLE):
            if isinstance(thing, ox.Triple) or isinstance(subject, ox.Triple):
                nested = True
                continue
            name = predicate.value
            short = names.get(name) or names.setdefault(name, _short(name))
            values = subjects.setdefault(subject.value, {})
            if not values and isinstance(subject, ox.BlankNode):
                nameless.add(subject.value)
            if short in values:
                values[short].append(thing)
            else:
                values[short] = [thing]
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        raise LexiconError((f"{path.name}, line {line}: this is no UTF-8. Save the file in UTF-8.",)) from error
    except SyntaxError as error:
        raise LexiconError(
            (f"{path.name}, line {error.lineno}: this is no Turtle: {_PARSER.sub('', error.msg or '')}.",)
        ) from error
    return Source(path, plain, subjects, frozenset(nameless), nested)


def _short(name: str) -> str:
    return next((f"{prefix}:{name[len(n) :]}" for n, prefix in SHORT.items() if name.startswith(n)), name)
