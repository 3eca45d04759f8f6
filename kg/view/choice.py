"""Which events and things of a store a page holds: of a very large store the page could not be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.event import AUTHOR
from kg.iri import KG
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
    def of(cls, store: Queryable, events: Sequence[str] | None, *, held: int = HELD) -> Choice:
        """Choose of the given events (all where None) those whose participants have most claims, up to a number."""
        wanted = set(_all_events(store) if events is None else events)
        parts = [row for row in participations(store) if row[0] in wanted]
        said = [row for row in sources(store) if row[1] in wanted]
        counts = _weights(parts, said)
        chosen = set(_heaviest(wanted, parts, counts, held))
        near = {thing for event, thing in parts if event in chosen}
        near.update(source for _, event, source in said if event in chosen)
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return cls(tuple(sorted(chosen)), {iri: n for iri, n in ranked if iri in near}, len(wanted), len(counts))


def _all_events(store: Queryable) -> list[str]:
    query = f"SELECT DISTINCT ?event WHERE {{ GRAPH ?g {{ ?event a <{KG}Event> }} }}"
    return [row[0] for row in rows(store, query)]


def participations(store: Queryable) -> list[tuple[str, ...]]:
    """List every event with each of its participants, all IRIs."""
    roles = values("role", (KG + role for role in ROLES))
    pattern = f"{roles} GRAPH ?g {{ ?event ?role ?thing }}"
    return rows(store, f"SELECT DISTINCT ?event ?thing WHERE {{ {pattern} }}")


def sources(store: Queryable) -> list[tuple[str, ...]]:
    """List every claim with its event and its source, all IRIs."""
    pattern = f"GRAPH ?g {{ ?claim <{KG}about> ?event ; <{KG}source> ?source }}"
    return rows(store, f"SELECT DISTINCT ?claim ?event ?source WHERE {{ {pattern} }}")


def _weights(parts: Iterable[tuple[str, ...]], said: Sequence[tuple[str, ...]]) -> Counter[str]:
    claims = Counter(event for _, event, _ in said)
    events = set(claims)
    counts = Counter(source for _, _, source in said if not source.endswith("#" + AUTHOR))
    for event, thing in parts:
        counts[thing] += 0 if thing in events else claims[event] or 1
    return +counts


def _heaviest(
    wanted: set[str], parts: Iterable[tuple[str, ...]], counts: Mapping[str, int], held: int
) -> Sequence[str]:
    """Choose the events whose participants together have most claims."""
    if len(wanted) <= held:
        return sorted(wanted)
    weights: Counter[str] = Counter()
    for event, thing in parts:
        weights[event] += counts[thing]
    return sorted(wanted, key=lambda event: (-weights[event], event))[:held]
