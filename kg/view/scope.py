"""Which events a page is asked for: those of an article, or those around somebody, some steps wide."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from kg.errors import UsageError
from kg.iri import KG, NIF, RDFS, graph
from kg.node import Nodes
from kg.view.choice import linked, participations, sources
from kg.view.record import compact
from kg.view.rows import Queryable, quoted, rows


def of_article(store: Queryable, article: str) -> set[str]:
    """List the events (IRIs) that an article, given by its IRI, tells."""
    query = f"SELECT DISTINCT ?event WHERE {{ GRAPH {quoted(graph(article))} {{ ?event a <{KG}Event> }} }}"
    return {row[0] for row in rows(store, query)}


def around(store: Queryable, name: str, steps: int = 1) -> set[str]:
    """List the events (IRIs) within some steps of somebody or something, given by a name, an alias or an IRI.

    One step takes the events that it has part in or speaks of, the next those of everybody in these, and so on. Raises
    UsageError where nothing has that name.
    """
    by_thing: dict[str, set[str]] = defaultdict(set)
    by_event: dict[str, set[str]] = defaultdict(set)
    nodes = linked(store)
    for event, thing in _links(store, nodes):
        by_thing[thing].add(event)
        by_event[event].add(thing)
    things, events = _named(store, name, by_thing, nodes), set[str]()
    for _ in range(steps):
        events |= {event for thing in things for event in by_thing[thing]}
        things = {thing for event in events for thing in by_event[event]}
    return events


def _links(store: Queryable, nodes: Nodes) -> Iterable[tuple[str, str]]:
    """Pair every event with who takes part in it and who speaks of it; authors, who speak of all, join nothing."""
    yield from participations(store, nodes)
    yield from ((event, source) for _, event, source in sources(store, nodes) if not source.endswith("#author"))


def _named(store: Queryable, name: str, known: Collection[str], nodes: Nodes) -> set[str]:
    """Find what has a name: by its IRI, else by its label, else by what the texts call it; of linked ones the node."""
    wanted = name.casefold()
    names = {*known, *nodes.things}
    if found := {nodes.thing(iri) for iri in names if wanted in (iri.casefold(), compact(iri).casefold())}:
        return found
    labels = _labels(store, known, nodes)
    for forms in (labels, _aliases(store, known, nodes)):
        if wanted in forms:
            return forms[wanted]
    near = difflib.get_close_matches(wanted, labels, n=3)
    advice = f"Did you mean {' or '.join(near)}?" if near else "kg query sources lists who speaks."
    raise UsageError(f"Nobody and nothing in the store is called {name!r}. {advice}")


def _labels(store: Queryable, known: Collection[str], nodes: Nodes) -> Mapping[str, set[str]]:
    query = f"SELECT DISTINCT ?label ?thing WHERE {{ GRAPH ?g {{ ?thing <{RDFS}label> ?label }} }}"
    return _forms(rows(store, query), known, nodes)


def _aliases(store: Queryable, known: Collection[str], nodes: Nodes) -> Mapping[str, set[str]]:
    pattern = f"GRAPH ?g {{ ?thing <{KG}mentionedBy> ?mention }} GRAPH ?h {{ ?mention <{NIF}anchorOf> ?words }}"
    return _forms(rows(store, f"SELECT DISTINCT ?words ?thing WHERE {{ {pattern} }}"), known, nodes)


def _forms(found: Iterable[tuple[str, ...]], known: Collection[str], nodes: Nodes) -> Mapping[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, thing in found:
        if nodes.thing(thing) in known:
            forms[form.casefold()].add(nodes.thing(thing))
    return forms
