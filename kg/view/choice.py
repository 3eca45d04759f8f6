"""Which events and things of a store a page holds: of a very large store the page could not be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.event import AUTHOR
from kg.iri import KG
from kg.node import RETOLD, SAME, Nodes
from kg.view.rows import Queryable, rows, values
from kg.view.scene import ROLES

HELD = 3500
"""A page holds at most so many events: with all their sentences that makes some four megabytes."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events a page holds and how often each thing takes part in them or speaks, out of how many."""

    events: tuple[str, ...]
    ranking: Mapping[str, int]
    total_events: int
    total_things: int

    @classmethod
    def of(cls, store: Queryable, events: Sequence[str] | None, nodes: Nodes, *, held: int = HELD) -> Choice:
        """Choose of the given events (all where None) those whose participants have most claims, up to a number."""
        wanted = set(_all_events(store) if events is None else events)
        parts = [row for row in participations(store, nodes) if row[0] in wanted]
        said = [row for row in sources(store, nodes) if row[1] in wanted]
        counts = _weights(parts, said)
        chosen = set(_heaviest(wanted, parts, counts, held))
        near = {thing for event, thing in parts if event in chosen}
        near.update(source for _, event, source in said if event in chosen)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls(tuple(sorted(chosen)), {iri: n for iri, n in ranked if iri in near}, len(wanted), len(counts))


def _all_events(store: Queryable) -> list[str]:
    query = f"SELECT DISTINCT ?event WHERE {{ GRAPH ?g {{ ?event a <{KG}Event> }} }}"
    return [row[0] for row in rows(store, query)]


def linked(store: Queryable) -> Nodes:
    """Read which things and events of several articles are one."""
    return Nodes.of(_pairs(store, SAME), _pairs(store, RETOLD))


def _pairs(store: Queryable, query: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in rows(store, query)]


def participations(store: Queryable, nodes: Nodes) -> list[tuple[str, str]]:
    """List every event with the node of each of its participants, all IRIs."""
    roles = values("role", (KG + role for role in ROLES))
    pattern = f"{roles} GRAPH ?g {{ ?event ?role ?thing }}"
    found = rows(store, f"SELECT DISTINCT ?event ?thing WHERE {{ {pattern} }}")
    return list(dict.fromkeys((event, nodes.thing(thing)) for event, thing in found))


def sources(store: Queryable, nodes: Nodes) -> list[tuple[str, str, str]]:
    """List every claim with its event and the node of its source, all IRIs."""
    pattern = f"GRAPH ?g {{ ?claim <{KG}about> ?event ; <{KG}source> ?source }}"
    found = rows(store, f"SELECT DISTINCT ?claim ?event ?source WHERE {{ {pattern} }}")
    return [(claim, event, nodes.thing(source)) for claim, event, source in found]


def _weights(parts: Iterable[tuple[str, str]], said: Sequence[tuple[str, str, str]]) -> Counter[str]:
    claims = Counter(event for _, event, _ in said)
    events = set(claims)
    counts = Counter(source for _, _, source in said if not source.endswith("#" + AUTHOR))
    for event, thing in parts:
        counts[thing] += 0 if thing in events else claims[event] or 1
    return +counts


def _heaviest(
    wanted: set[str], parts: Iterable[tuple[str, str]], counts: Mapping[str, int], held: int
) -> Sequence[str]:
    """Choose the events whose participants together have most claims."""
    if len(wanted) <= held:
        return sorted(wanted)
    weights: Counter[str] = Counter()
    for event, thing in parts:
        weights[event] += counts[thing]
    return sorted(wanted, key=lambda event: (-weights[event], event))[:held]
