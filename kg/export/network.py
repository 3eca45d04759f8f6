"""The graph as a network for Gephi, yEd, Cytoscape and the like: GraphML and GEXF.

Nodes are events and what takes part in them, one for what several articles name or tell; edges are roles, and links
between events. What is claimed of an event stands on its node, so that a drawing can tell what is said from what is so.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import networkx as nx

from kg import iri
from kg.export.facts import Facts, kg
from kg.export.merge import merged
from kg.export.quad import Quad, name
from kg.term import short

_ROLES: Final = ("actor", "target", "recipient", "place", "origin", "destination", "time")
_LINKS: Final = ("before", "causes", "coreferentWith")
_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document can hold (section 2.2)."""
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(quads: Iterable[Quad]) -> bytes:
    """Write the network as GraphML."""
    page = io.BytesIO()
    nx.write_graphml(network(quads), page, named_key_ids=True)
    return page.getvalue() + b"\n"


def gexf(quads: Iterable[Quad]) -> bytes:
    """Write the network as GEXF 1.2, without the day on which it was written."""
    page = io.BytesIO()
    nx.write_gexf(network(quads), page)
    return _DAY.sub(b"", page.getvalue()) + b"\n"


def network(quads: Iterable[Quad]) -> nx.MultiDiGraph[str]:
    """Make the network: nodes and edges with text attributes, in the order of their IRIs."""
    facts = Facts(merged(quads))
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    claims = _claims(facts)
    edges = list(_edges(facts))
    for event in facts.of_kind("Event"):
        drawn.add_node(_id(event), **_event(facts, event, claims[event]))
    for thing in dict.fromkeys(value for _, _, value in edges):
        if _id(thing) not in drawn:
            drawn.add_node(_id(thing), **_thing(facts, thing))
    for event, role, value in edges:
        drawn.add_edge(_id(event), _id(value), key=role, label=role)
    return drawn


def _claims(facts: Facts) -> dict[str, list[str]]:
    """Gather the claims by the events that they are about."""
    found: dict[str, list[str]] = defaultdict(list)
    for claim in facts.of_kind("Claim"):
        found[facts.one(claim, kg("about"))].append(claim)
    return found


def _edges(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for event in facts.of_kind("Event"):
        for role in (*_ROLES, *_LINKS):
            for value in _values(facts, event, role):
                yield event, role, value


def _values(facts: Facts, event: str, role: str) -> Iterator[str]:
    """Give the fillers of a role; a place that is an origin or destination is drawn as that only."""
    closer = {value for one in ("origin", "destination") for value in facts.all(event, kg(one))}
    for value in facts.all(event, kg(role)):
        if role != "place" or value not in closer:
            yield value


def _id(term: str) -> str:
    return short(name(term))


def _thing(facts: Facts, thing: str) -> dict[str, str]:
    return {
        "label": _fit(facts.label(thing)),
        "kind": facts.kind(thing),
        "sector": _local(facts.one(thing, kg("sector"))),
        "latitude": facts.text(thing, f"<{iri.WGS}lat>"),
        "longitude": facts.text(thing, f"<{iri.WGS}long>"),
    }


def _event(facts: Facts, event: str, claims: Sequence[str]) -> dict[str, str]:
    return _status(facts, claims) | {
        "label": _fit(facts.label(event)),
        "kind": facts.kind(event),
        "begin": facts.text(facts.time(event), kg("begin")),
        "end": facts.text(facts.time(event), kg("end")),
        "source": "; ".join(dict.fromkeys(_fit(facts.label(facts.one(claim, kg("source")))) for claim in claims)),
        "articles": "; ".join(dict.fromkeys(_fit(article) for claim in claims for article in _articles(facts, claim))),
    }


def _articles(facts: Facts, claim: str) -> Iterator[str]:
    """Give the identifiers of the articles that are evidence of a claim."""
    for sentence in facts.all(claim, kg("evidence")):
        article = facts.one(sentence, f"<{iri.NIF}referenceContext>")
        yield facts.text(article, f"<{iri.DCTERMS}identifier>") or name(article)


def _status(facts: Facts, claims: Iterable[str]) -> dict[str, str]:
    """Say how the claims present their event, several values beside each other."""
    return {
        kind: "; ".join(dict.fromkeys(_local(facts.one(claim, kg(kind))) for claim in claims))
        for kind in ("attribution", "modality", "polarity")
    }


def _local(term: str) -> str:
    return name(term).rpartition("#")[2].lower()


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
