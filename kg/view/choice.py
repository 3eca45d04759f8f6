"""Which events and things of a store a page shows: a page that showed all could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.event import AUTHOR
from kg.iri import KG
from kg.view.rows import Queryable, rows, values
from kg.view.scene import ROLES

EVENTS_A_NODE = 2
"""A page holds at most so many events for each node it may show: more cannot be read, and the page would not open."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events and things a page shows, out of how many."""

    events: tuple[str, ...]
    ranking: Mapping[str, int]
    total_events: int
    total_things: int

    @classmethod
    def of(cls, store: Queryable, events: Sequence[str] | None, top: int) -> Choice:
        """Choose the `top` things with most claims, and of the given events (all where None) those among them."""
        wanted = set(_all_events(store) if events is None else events)
        parts = [row for row in _participations(store) if row[0] in wanted]
        said = [row for row in sources(store) if row[1] in wanted]
        counts = _weights(parts, said)
        ranking = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top])
        chosen = _within(wanted, parts, said, ranking)[: top * EVENTS_A_NODE]
        return cls(tuple(sorted(chosen)), ranking, len(wanted), len(counts))


def _all_events(store: Queryable) -> list[str]:
    query = f"SELECT DISTINCT ?event WHERE {{ GRAPH ?g {{ ?event a <{KG}Event> }} }}"
    return [row[0] for row in rows(store, query)]


def _participations(store: Queryable) -> list[tuple[str, ...]]:
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


def _within(
    wanted: set[str], parts: Iterable[tuple[str, ...]], said: Iterable[tuple[str, ...]], ranking: Mapping[str, int]
) -> list[str]:
    """Keep the events all of whose participants are drawn, those with most claims first."""
    claims = Counter(event for _, event, _ in said)
    outside = {event for event, thing in parts if thing not in ranking and thing not in wanted}
    return sorted(wanted - outside, key=lambda event: (-claims[event], event))
