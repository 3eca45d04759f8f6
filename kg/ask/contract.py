"""The shapes of `ontology/shapes.ttl` as plain Python: read once, then checked over terms as N-Triples writes them.

What the shapes use of SHACL (W3C Recommendation, 20 July 2017) is understood here, each constraint after the section
that is named beside it, and nothing else: a shape that says more is refused when it is read, never passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.ask import constraint
from kg.ask.constraint import Facts, Path, Test
from kg.export.quad import TYPE, literal, name
from kg.ontology import ONTOLOGY

_SH: Final = f"<{iri.SH}"
_TARGETS: Final = {f"{_SH}targetClass>", f"{_SH}targetNode>"}
_SPOKEN: Final = {TYPE, f"{_SH}path>", f"{_SH}message>", f"{_SH}property>", f"{_SH}sparql>", *_TARGETS}
"""What a shape says that is no constraint of its own."""
_VALUE: Final = "{?value}"


class Fault(NamedTuple):
    """What a shape finds wrong: about which node, by way of which property, and why."""

    about: str
    path: str
    """The property, or nothing where the shape asks backwards or of the node itself."""
    reason: str
    """The words of the shape; ``{?value}`` stands in them for the node."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What must hold of a node, or of the values that a path leads to from it."""

    path: Path | None
    tests: tuple[Test, ...]
    message: str
    properties: tuple[Shape, ...]

    def faults(self, facts: Facts, node: str) -> Iterator[Fault]:
        """Find what is wrong with a node, the same fault perhaps more than once."""
        values = (node,) if self.path is None else facts.values(node, self.path)
        if not all(test(facts, node, values) for test in self.tests):
            yield Fault(node, "" if self.path is None or self.path.backwards else self.path.predicate, self.message)
        for shape in self.properties:
            for value in values:
                yield from shape.faults(facts, value)

    def holds(self, facts: Facts, node: str) -> bool:
        """Tell whether nothing is wrong with a node."""
        return not any(self.faults(facts, node))


@dataclass(frozen=True, slots=True)
class Question:
    """A constraint in SPARQL (section 5.2): each row that it gives is a fault of its ``?value``."""

    text: str
    message: str

    def faults(self, engine: ox.Store) -> Iterator[Fault]:
        """Ask the triples of an article."""
        found = engine.query(self.text)
        if not isinstance(found, ox.QuerySolutions):
            raise TypeError("a constraint is a SELECT")
        for row in found:
            yield Fault(str(row["value"]), "", self.message)


@dataclass(frozen=True, slots=True)
class Contract:
    """All shapes, by the classes whose things they are for, and the questions to the whole graph."""

    shapes: tuple[tuple[frozenset[str], Shape], ...]
    questions: tuple[Question, ...]

    def faults(self, triples: Iterable[tuple[str, str, str]]) -> set[Fault]:
        """Find all that is wrong with some triples, given as terms of N-Triples."""
        facts = Facts(triples)
        engine = ox.Store()
        engine.load("".join(f"{' '.join(triple)} .\n" for triple in facts.triples).encode(), ox.RdfFormat.N_TRIPLES)
        found = {fault for question in self.questions for fault in question.faults(engine)}
        for classes, shape in self.shapes:
            for node in facts.of_kinds(classes):
                found.update(shape.faults(facts, node))
        return found


@cache
def contract() -> Contract:
    """Read the shapes, which hold for subclasses too; raises ValueError where they say what is not known here."""
    shapes = _Shapes(Facts(_triples("shapes.ttl")), _below())
    return Contract(tuple(shapes.by_class()), tuple(shapes.questions()))


def _triples(file: str) -> Iterator[tuple[str, str, str]]:
    for quad in ox.parse(path=str(ONTOLOGY / file)):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def _below() -> Mapping[str, frozenset[str]]:
    """Give for each class of the ontology itself and all below it."""
    above = f"<{iri.RDFS}subClassOf>"
    children = defaultdict(set)
    for subject, predicate, value in _triples("event.ttl"):
        if predicate == above:
            children[value].add(subject)

    def below(one: str) -> frozenset[str]:
        return frozenset({one}.union(*map(below, children[one])))

    return defaultdict(frozenset, {one: below(one) for one in list(children)})


class _Shapes:
    """The shapes as they are written, to be read."""

    def __init__(self, said: Facts, below: Mapping[str, frozenset[str]]) -> None:
        self._said = said
        self._below = below

    def by_class(self) -> Iterator[tuple[frozenset[str], Shape]]:
        """Give each shape with the classes whose things it is for."""
        for node in self._said.of_kinds({f"{_SH}NodeShape>"}):
            targets = self._all(node, "targetClass")
            if targets:
                yield frozenset().union(*map(self._classes, targets)), self._shape(node)

    def questions(self) -> Iterator[Question]:
        """Give the constraints in SPARQL, each asked once since each has one node to be for."""
        for node, predicate, asked in sorted(self._said.triples):
            if predicate == f"{_SH}sparql>":
                if len(self._all(node, "targetNode")) != 1 or self._all(node, "targetClass"):
                    raise ValueError(f"{node}: a constraint in SPARQL is for one node here")
                yield self._question(asked)

    def _question(self, asked: str) -> Question:
        text = literal(self._one(asked, "select")).text
        head, where, body = text.partition("WHERE")
        if "$this" in body or "?value" not in head:
            raise ValueError(f"{text}: a constraint in SPARQL selects ?value and uses $this nowhere else here")
        pairs = (self._declared(one) for one in self._all(self._one(asked, "prefixes"), "declare"))
        prologue = "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in sorted(pairs))
        return Question(prologue + head.replace("$this ", "") + where + body, self._message(asked))

    def _declared(self, node: str) -> tuple[str, str]:
        return literal(self._one(node, "prefix")).text, literal(self._one(node, "namespace")).text

    def _shape(self, node: str) -> Shape:
        parts = self._said.of(node)
        tests = (self._test(part, value) for part in sorted(parts) if part not in _SPOKEN for value in parts[part])
        path = self._path(self._one(node, "path")) if self._all(node, "path") else None
        return Shape(path, tuple(tests), self._message(node), tuple(map(self._shape, self._all(node, "property"))))

    def _test(self, part: str, value: str) -> Test:
        """Make the test of a constraint; those that speak of other shapes or of classes are made here."""
        local = name(part).removeprefix(iri.SH)
        if local == "class":
            return constraint.of_class(self._classes(value))
        if local in ("or", "not"):
            shapes = [self._shape(one) for one in (self._list(value) if local == "or" else [value])]
            return constraint.some(_holds(shapes)) if local == "or" else constraint.none(_holds(shapes))
        if local == "in":
            return constraint.among(frozenset(self._list(value)))
        if local not in constraint.MAKERS:
            raise ValueError(f"{part} is no constraint that is known here")
        return constraint.MAKERS[local](value)

    def _path(self, node: str) -> Path:
        inverse = self._all(node, "inversePath")
        path = Path(inverse[0], backwards=True) if inverse else Path(node)
        if not name(path.predicate):
            raise ValueError(f"{node}: a path is a property or its inverse here")
        return path

    def _classes(self, one: str) -> frozenset[str]:
        return self._below[one] | {one}

    def _list(self, node: str) -> list[str]:
        first, rest = Path(f"<{iri.RDF}first>"), Path(f"<{iri.RDF}rest>")
        found: list[str] = []
        while node != f"<{iri.RDF}nil>":
            found.extend(self._said.values(node, first))
            (node,) = self._said.values(node, rest)
        return found

    def _message(self, node: str) -> str:
        spoken = self._all(node, "message")
        return literal(spoken[0]).text.removeprefix(f"{_VALUE}: ") if spoken else ""

    def _all(self, node: str, local: str) -> Sequence[str]:
        return self._said.values(node, Path(f"{_SH}{local}>"))

    def _one(self, node: str, local: str) -> str:
        (found,) = self._all(node, local)
        return found


def _holds(shapes: Iterable[Shape]) -> list[Callable[[Facts, str], bool]]:
    return [shape.holds for shape in shapes]
