"""One node for one thing: which things and events of several articles are one, as `kg link` found.

The one place that knows how the graph of links is read. What takes no notice of it still speaks the truth of each
article; with links taken back, or without any, every thing is its own node. What a user said is in them: where two
things are different by verdict, they have no node in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg import iri
from kg.group import Groups

SAME: Final = f"SELECT ?thing ?node WHERE {{ GRAPH <{iri.LINK_GRAPH}> {{ ?thing <{iri.OWL}sameAs> ?node }} }}"
"""The query for the things of articles with the node that each is the same as."""
RETOLD: Final = f"SELECT ?one ?other WHERE {{ GRAPH <{iri.LINK_GRAPH}> {{ ?one <{iri.KG}coreferentWith> ?other }} }}"
"""The query for the events that another article tells too, in pairs."""
_OWN: Final = frozenset({iri.RDF + "type", iri.RDFS + "label"})
"""What a node says for itself: its class, and the best name."""

Description = Mapping[str, Sequence[str]]
"""Of one thing: every property with its values."""


class Nodes(NamedTuple):
    """Things and events, each with the node that stands for it; those that stand for themselves are left out."""

    things: Mapping[str, str]
    events: Mapping[str, str]
    """An event that several articles tell, to the first of its tellings."""

    @classmethod
    def of(cls, same: Iterable[tuple[str, str]], retold: Iterable[tuple[str, str]]) -> Nodes:
        """Make the nodes from pairs of a thing and its node, and pairs of tellings of one event."""
        return cls(dict(same), _first(retold))

    def thing(self, name: str) -> str:
        """Give the node of a thing: itself where it is alone."""
        return self.things.get(name, name)

    def event(self, name: str) -> str:
        """Give the first telling of an event: itself where it is told once."""
        return self.events.get(name, name)

    def node(self, name: str) -> str:
        """Give the node of a thing or event."""
        return self.things.get(name) or self.event(name)

    def members(self, nodes: Iterable[str]) -> dict[str, list[str]]:
        """Give for each of some nodes the things of articles that it stands for, sorted; those alone are left out."""
        wanted, found = set(nodes), defaultdict[str, list[str]](list)
        for thing, node in self.things.items():
            if node in wanted:
                found[node].append(thing)
        return {node: sorted(things) for node, things in found.items()}

    def gathered(self, told: Mapping[str, Description], nodes: Iterable[str]) -> dict[str, Description]:
        """Describe nodes by all that their articles say of them, what most say first; the node's own name stands."""
        wanted = list(nodes)
        members = self.members(wanted)
        found = {
            node: _joined(told.get(node, {}), [told.get(one, {}) for one in members.get(node, ())]) for node in wanted
        }
        return {node: description for node, description in found.items() if description}


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give each item of some pairs that are alike the first that it is alike with, be it by way of others."""
    groups = Groups()
    for one, other in pairs:
        groups.join(one, other)
    return {item: group[0] for group in groups.all() for item in group}


def _joined(own: Description, parts: Sequence[Description]) -> Description:
    if not parts:
        return own
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for name, values in part.items():
            count[name].update(values)
    joined = {name: sorted(values, key=lambda v, values=values: (-values[v], v)) for name, values in count.items()}  # type: ignore[misc]
    return {**joined, **{name: own[name] for name in _OWN if name in own}}
