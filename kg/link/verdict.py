"""What a user says of two things: that they are one (owl:sameAs), or that they are not (owl:differentFrom).

Verdicts stand in a graph of their own, which no build and no link pass changes. They always win.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.errors import UsageError
from kg.store import Part, Store

SAME: Final = iri.OWL + "sameAs"
DIFFERENT: Final = iri.OWL + "differentFrom"


class Verdicts(NamedTuple):
    """Pairs of IRIs, each sorted, and the pairs sorted."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()

    def with_(self, predicate: str, pairs: Iterable[tuple[str, str]]) -> Verdicts:
        """Add pairs to those that are the same, or to those that are different; the last word on a pair counts."""
        new = {(min(pair), max(pair)) for pair in pairs}
        one, other = (set(self.same), set(self.different))[:: 1 if predicate == SAME else -1]
        chosen = tuple(sorted(one | new)), tuple(sorted(other - new))
        return Verdicts(*chosen[:: 1 if predicate == SAME else -1])


def load(store: Store) -> Verdicts:
    """Give the verdicts that a store holds."""
    found = Verdicts()
    for predicate in (SAME, DIFFERENT):
        found = found.with_(predicate, store.pairs(predicate, graph=iri.VERDICT_GRAPH))
    return found


def save(store: Store, verdicts: Verdicts) -> None:
    """Write the verdicts into a store, in place of those that it holds."""
    lines = [
        f"<{one}> <{predicate}> <{other}> <{iri.VERDICT_GRAPH}> .\n"
        for predicate, pairs in ((SAME, verdicts.same), (DIFFERENT, verdicts.different))
        for one, other in pairs
    ]
    store.write(Part("".join(sorted(lines)).encode(), (iri.VERDICT_GRAPH,)))


def read(path: Path) -> Verdicts:
    """Read a Turtle file of verdicts; raises UsageError with the line where it is none."""
    try:
        triples = list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=iri.BASE))
    except OSError as error:
        raise UsageError(f"{path}: the file cannot be read ({error.strerror}). Name a Turtle file.") from error
    except SyntaxError as error:
        raise UsageError(f"{path}, line {error.lineno}: this is no Turtle: {error.msg}.") from error
    found = Verdicts()
    for triple in triples:
        if triple.predicate.value not in (SAME, DIFFERENT) or not _are_named(triple):
            raise UsageError(
                f"{path}: {triple} is no verdict. Write two IRIs with owl:sameAs or owl:differentFrom between them."
            )
        found = found.with_(triple.predicate.value, [(triple.subject.value, triple.object.value)])
    return found


def _are_named(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
