"""Does a graph keep its contract? The shapes of `ontology/shapes.ttl`, checked and told in sentences.

The shapes are SHACL, and any engine of it can check them. Here they are compiled (kg.ask.contract), since a general
engine takes longer for an article than the parser does; the tests hold the two to the same verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.ask.constraint import Facts, Path
from kg.ask.contract import Fault, contract
from kg.export.quad import TYPE, literal, name, order
from kg.export.selection import named, select
from kg.store import Store
from kg.term import short

Triple = tuple[str, str, str]
_LABEL: Final = Path(f"<{iri.RDFS}label>")
_EVIDENCE: Final = Path(f"<{iri.KG}evidence>")
_MENTIONED: Final = Path(f"<{iri.KG}mentionedBy>")
_SENTENCE: Final = Path(f"<{iri.NIF}superString>")
_SPAN: Final = tuple(Path(f"<{iri.NIF}{part}>") for part in ("anchorOf", "beginIndex", "endIndex"))


class Checked(NamedTuple):
    """What is checked of an article: its triples with those of shared things, and what must be known beside them."""

    triples: tuple[Triple, ...]
    others: frozenset[str]
    """Things of other articles that it leads to: they are checked with their own article."""


def check(store: Store, *, article: str | None = None) -> tuple[str, ...]:
    """Check the articles of a store, or one by its identifier or IRI; give a sentence for each fault, sorted.

    Each article is checked by itself with the shared things that it reaches. Raises UsageError where there is no such
    article, StoreError where the store fails.
    """
    articles = store.articles() if article is None else (named(store, article),)
    return tuple(sentence for one in articles for sentence in _told(store, one))


def gather(store: Store, article: str) -> Checked:
    """Gather what is checked of an article, by its IRI, as terms of N-Triples."""
    quads = select(store, article=article)
    own = tuple(f"<{article}{end}" for end in "#/>")
    elsewhere = f"<{iri.BASE}article/"
    others = frozenset(q.object for q in quads if q.object.startswith(elsewhere) and not q.object.startswith(own))
    known = (triple for other in sorted(others) for triple in _known(store, other, article))
    return Checked((*(quad[:3] for quad in quads), *known), others)


def _known(store: Store, other: str, article: str) -> Iterator[Triple]:
    """Find what must be known of a thing of another article: its classes, and what leads from it back."""
    for quad in store.engine.quads_for_pattern(ox.NamedNode(name(other)), None, None, None):
        back = isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(article + "#")
        if back or str(quad.predicate) == TYPE:
            yield str(quad.subject), str(quad.predicate), str(quad.object)


def _told(store: Store, article: str) -> list[str]:
    checked = gather(store, article)
    faults = [fault for fault in contract().faults(checked.triples) if fault.about not in checked.others]
    if not faults:
        return []
    facts, known = Facts(checked.triples), store.facts(article)
    called = known.identifiers[0] if known and known.identifiers else article
    return sorted({f"{called}: {_sentence(facts, fault)}" for fault in faults})


def _sentence(facts: Facts, fault: Fault) -> str:
    step = f" ({_short(fault.path)})" if fault.path else ""
    return f"{_named(facts, fault.about)}{step}: {fault.reason.rstrip('.')}.{_where(facts, fault.about)}"


def _short(term: str) -> str:
    whole = name(term) or term
    return whole.rpartition("#")[2] if "#" in whole else short(whole)


def _named(facts: Facts, node: str) -> str:
    """Name a thing by the end of its IRI, or in short where others share it, and its label."""
    labels = _texts(sorted(facts.values(node, _LABEL)))
    return _short(node) + next((f' "{label}"' for label in labels), "")


def _where(facts: Facts, node: str) -> str:
    """Quote the first sentence that speaks of what is at fault, with its characters."""
    spans = {*facts.values(node, _EVIDENCE), *facts.values(node, _MENTIONED)}
    if facts.values(node, _SENTENCE):
        spans.add(node)
    for span in sorted(spans, key=order):
        sentence = next(iter(facts.values(span, _SENTENCE)), span)
        parts = [next(_texts(facts.values(sentence, part)), "") for part in _SPAN]
        if parts[0]:
            return f' It is said at {parts[1]} to {parts[2]}: "{parts[0]}"'
    return ""


def _texts(terms: Iterable[str]) -> Iterator[str]:
    return (literal(term).text for term in terms if term.startswith('"'))
