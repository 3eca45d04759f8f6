"""Two graphs in our ontology compared: what both say, what only one does.

Two things are the same where words that name them have a character in common. Items are paired one to one, in the order
of the text. Links between the mentions of one thing are compared as such (Vilain and others 1995, "A model-theoretic
coreference scoring scheme").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from kg.score.content import KINDS, Contents, Item, Words


@dataclass(frozen=True)
class Comparison:
    """How one kind of items of two graphs compares."""

    found: tuple[Item, ...]
    """Items of the gold graph that the built one has."""
    missed: tuple[Item, ...]
    extra: tuple[Item, ...]
    """Items of the built graph that the gold one has not."""
    judged: bool = True
    """Whether what is extra was looked at; else there is no precision."""

    @cached_property
    def precision(self) -> float:
        """The share of what was built that is right; 1 where nothing was."""
        built = len(self.found) + len(self.extra)
        return len(self.found) / built if built else 1.0

    @cached_property
    def recall(self) -> float:
        """The share of the gold graph that was built; 1 where that is empty."""
        gold = len(self.found) + len(self.missed)
        return len(self.found) / gold if gold else 1.0

    @cached_property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare(
    built: Contents, gold: Contents, *, kinds: Iterable[str] = KINDS, partial: bool = False
) -> dict[str, Comparison]:
    """Compare two graphs, kind by kind, in the articles and sentences that the gold graph holds.

    With `partial` the gold graph marks only some of what there is. Then what the built one says is no mistake where it
    speaks of events or things that gold does not mark, in a role that gold never uses, or of the class or time of an
    event for which gold has none; of events themselves only recall is told; and kinds that gold has not are left out.
    """
    found: dict[str, Comparison] = {}
    for kind in (one for one in KINDS if one in set(kinds) and (gold.items.get(one) or not partial)):
        ours = [item for item in built.items.get(kind, ()) if gold.covers(item)]
        right = gold.items.get(kind, ())
        if kind == "links":
            found[kind] = _linked(_relinked(ours, gold) if partial else ours, right)
        else:
            found[kind] = _partial(kind, _paired(ours, right), gold) if partial else _paired(ours, right)
    return found


def _partial(kind: str, compared: Comparison, gold: Contents) -> Comparison:
    """Leave out what is extra only because gold does not speak of it."""
    if kind == "events":
        return replace(compared, extra=(), judged=False)
    right = gold.items.get(kind, ())
    roles = {item.parts[1] for item in right} if kind == "roles" else set()
    heads: defaultdict[str, list[Words | str]] = defaultdict(list)
    for item in right:
        heads[item.article].append(item.parts[0])
    events = {(item.article, span) for item in gold.items.get("events", ()) for span in item.parts[0]}

    def judged(item: Item) -> bool:
        """Tell whether gold speaks of what an item is about."""
        first, *others = item.parts
        if roles and item.parts[1] not in roles:
            return False
        if kind in ("classes", "times") and not any(_alike(first, head) for head in heads[item.article]):
            return False
        named = [part for part in others if isinstance(part, frozenset) and part]
        things = all(gold.marked(item.article, part, without=events) for part in named)
        return things and bool(gold.marked(item.article, first) if isinstance(first, frozenset) else True)

    return replace(compared, extra=tuple(filter(judged, compared.extra)))


def _relinked(links: Iterable[Item], gold: Contents) -> Iterator[Item]:
    """Link only those mentions of each thing that gold marks."""
    for article, chain in _Chains(links):
        for one, other in pairwise(sorted(gold.marked(article, frozenset(chain)))):
            yield Item(article, (frozenset({one}), frozenset({other})))


def _paired(built: Iterable[Item], gold: Iterable[Item]) -> Comparison:
    """Pair items one to one, those first that are quite the same."""
    rest: defaultdict[str, list[Item]] = defaultdict(list)
    for item in built:
        rest[item.article].append(item)
    found, open_ = [], []
    for item in gold:
        if item in rest[item.article]:
            rest[item.article].remove(item)
            found.append(item)
        else:
            open_.append(item)
    missed = []
    for item in open_:
        same = next((other for other in rest[item.article] if _alike(item.parts, other.parts)), None)
        if same is None:
            missed.append(item)
        else:
            rest[item.article].remove(same)
            found.append(item)
    found.sort(key=lambda item: item.order)
    return Comparison(tuple(found), tuple(missed), tuple(item for some in rest.values() for item in some))


def _linked(built: Iterable[Item], gold: Iterable[Item]) -> Comparison:
    """Tell which links the other graph has too, be it by way of mentions in between."""
    built, gold = tuple(built), tuple(gold)
    ours, theirs = _Chains(built), _Chains(gold)
    found = tuple(item for item in gold if ours.holds(item))
    return Comparison(
        found,
        tuple(item for item in gold if not ours.holds(item)),
        tuple(item for item in built if not theirs.holds(item)),
    )


class _Chains:
    """The mentions of each thing, put together from links."""

    def __init__(self, links: Iterable[Item]) -> None:
        self._chains: defaultdict[str, list[set[tuple[int, int]]]] = defaultdict(list)
        for link in links:
            spans = {span for part in link.parts for span in part if isinstance(span, tuple)}
            joined = [chain for chain in self._chains[link.article] if chain & spans]
            rest = [chain for chain in self._chains[link.article] if not chain & spans]
            self._chains[link.article] = [*rest, set().union(spans, *joined)]

    def __iter__(self) -> Iterator[tuple[str, set[tuple[int, int]]]]:
        for article, chains in self._chains.items():
            yield from ((article, chain) for chain in chains)

    def holds(self, link: Item) -> bool:
        """Tell whether one thing has both mentions of a link."""
        return any(
            all(_alike(part, frozenset(chain)) for part in link.parts) for chain in self._chains.get(link.article, ())
        )


def _alike(one: object, other: object) -> bool:
    """Tell whether two parts are the same: equal names, spans that have a character in common, or both of nobody."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one == other == frozenset() or any(a < d and c < b for a, b in one for c, d in other)
    return one == other
