"""Quads gathered by what they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import pyoxigraph as ox

from kg import iri
from kg.export.quad import TYPE, Quad, literal, name, order
from kg.ontology import ONTOLOGY

Said = Mapping[str, tuple[str, ...]]
"""Property to values, both as terms of N-Triples, values sorted as people expect."""

LABEL = f"<{iri.RDFS}label>"


class Facts:
    """What some quads say, by subject; the graphs that they stand in do not count."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, value, _ in quads:
            found[subject][predicate].add(value)
        self._said = {
            subject: {predicate: tuple(sorted(values, key=order)) for predicate, values in pairs.items()}
            for subject, pairs in found.items()
        }
        self._kinds: dict[str, list[str]] = defaultdict(list)
        for subject in sorted(self._said, key=order):
            for kind in self.all(subject, TYPE):
                self._kinds[kind].append(subject)

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Give the values of a property."""
        return self._said.get(subject, {}).get(predicate, ())

    def one(self, subject: str, predicate: str) -> str:
        """Give the first value of a property, or nothing."""
        return next(iter(self.all(subject, predicate)), "")

    def text(self, subject: str, predicate: str) -> str:
        """Give the text of the first value of a property that is a literal, or nothing."""
        value = self.one(subject, predicate)
        return literal(value).text if value else ""

    def label(self, subject: str) -> str:
        """Give the label of a thing, or its IRI where it has none."""
        return self.text(subject, LABEL) or name(subject)

    def time(self, event: str) -> str:
        """Give the time of an event that has days, else any, or nothing."""
        times = self.all(event, kg("time"))
        return next((t for t in times if self.all(t, kg("begin")) or self.all(t, kg("end"))), next(iter(times), ""))

    def of_kind(self, kind: str) -> list[str]:
        """Give all that is of a class (local name in the ontology), in the order of their IRIs."""
        return self._kinds.get(kg(kind), [])

    def kind(self, subject: str) -> str:
        """Give the local name of the most specific class of a thing in the ontology, or nothing."""
        classes = [name(term)[len(iri.KG) :] for term in self.all(subject, TYPE) if name(term).startswith(iri.KG)]
        return max(sorted(classes), key=lambda one: _depths().get(one, 0), default="")


def kg(local: str) -> str:
    """Give the term of a name in the ontology."""
    return f"<{iri.KG}{local}>"


@cache
def _depths() -> dict[str, int]:
    """Count for each class of the ontology how many others lie above it."""
    above: dict[str, str] = {}
    for triple in ox.parse(path=str(ONTOLOGY / "event.ttl")):
        pair = (triple.subject, triple.object)
        if triple.predicate.value == iri.RDFS + "subClassOf" and all(_is_ours(term) for term in pair):
            above[str(triple.subject)] = str(triple.object)
    return {name(one)[len(iri.KG) :]: _depth(one, above) for one in above}


def _is_ours(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(iri.KG)


def _depth(one: str, above: Mapping[str, str]) -> int:
    return 1 + _depth(above[one], above) if one in above else 0
