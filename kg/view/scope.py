"""Which events a page is asked for: those of an article, or those around somebody, some steps wide."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from kg.errors import UsageError
from kg.iri import KG, NIF, RDFS, graph
from kg.view.choice import participations, sources
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
    for event, thing in _links(store):
        by_thing[thing].add(event)
        by_event[event].add(thing)
    things, events = _named(store, name, by_thing), set[str]()
    for _ in range(steps):
        events |= {event for thing in things for event in by_thing[thing]}
        things = {thing for event in events for thing in by_event[event]}
    return events


def _links(store: Queryable) -> Iterable[tuple[str, str]]:
    """Pair every event with who takes part in it and who speaks of it; authors, who speak of all, join nothing."""
    yield from ((event, thing) for event, thing in participations(store))
    yield from ((event, source) for _, event, source in sources(store) if not source.endswith("#author"))


def _named(store: Queryable, name: str, known: Collection[str]) -> set[str]:
    """Find what has a name: by its IRI, else by its label, else by what the texts call it."""
    wanted = name.casefold()
    found = {iri for iri in known if wanted in (iri.casefold(), compact(iri).casefold())}
    if found:
        return found
    labels = _labels(store, known)
    for forms in (labels, _aliases(store, known)):
        if wanted in forms:
            return forms[wanted]
    near = difflib.get_close_matches(wanted, labels, n=3)
    advice = f"Did you mean {' or '.join(near)}?" if near else "kg query sources lists who speaks."
    raise UsageError(f"Nobody and nothing in the store is called {name!r}. {advice}")


def _labels(store: Queryable, known: Collection[str]) -> Mapping[str, set[str]]:
    query = f"SELECT DISTINCT ?label ?thing WHERE {{ GRAPH ?g {{ ?thing <{RDFS}label> ?label }} }}"
    return _forms(rows(store, query), known)


def _aliases(store: Queryable, known: Collection[str]) -> Mapping[str, set[str]]:
    pattern = f"GRAPH ?g {{ ?thing <{KG}mentionedBy> ?mention }} GRAPH ?h {{ ?mention <{NIF}anchorOf> ?words }}"
    return _forms(rows(store, f"SELECT DISTINCT ?words ?thing WHERE {{ {pattern} }}"), known)


def _forms(found: Iterable[tuple[str, ...]], known: Collection[str]) -> Mapping[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, thing in found:
        if thing in known:
            forms[form.casefold()].add(thing)
    return forms
