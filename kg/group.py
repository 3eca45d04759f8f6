"""Groups that grow together: union-find in which some may never meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Groups:
    """Disjoint groups of items, each named by its smallest item; what is kept apart never comes into one group."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def root(self, item: str) -> str:
        """Give the name of the group of an item."""
        path = []
        while item in self._above:
            path.append(item)
            item = self._above[item]
        for one in path:
            self._above[one] = item
        return item

    def members(self, item: str) -> list[str]:
        """Give all items of the group of an item, sorted."""
        root = self.root(item)
        return sorted(self._members.get(root, [root]))

    def may_join(self, one: str, other: str) -> bool:
        """Tell whether two items may come into one group."""
        a, b = self.root(one), self.root(other)
        return a == b or b not in {self.root(x) for x in self._apart.get(a, ())}

    def keep_apart(self, one: str, other: str) -> None:
        """Keep two items in groups of their own; where they are in one already, nothing happens."""
        a, b = self.root(one), self.root(other)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, one: str, other: str) -> bool:
        """Put the groups of two items together, if they may; tell whether they are together now."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if not self.may_join(a, b):
            return False
        low, high = sorted((a, b))
        self._above[high] = low
        self._members[low] = self._members.pop(low, [low]) + self._members.pop(high, [high])
        self._apart[low] |= self._apart.pop(high, set())
        return True

    def join_all(self, items: Iterable[str]) -> None:
        """Put all of some items together, so far as they may."""
        first = ""
        for item in items:
            first = first or item
            self.join(first, item)

    def all(self) -> list[list[str]]:
        """Give the groups of more than one item, each sorted, in the order of their names."""
        return [sorted(self._members[root]) for root in sorted(self._members) if len(self._members[root]) > 1]
