"""Which articles tell of the same: those of about the same days that share many words which few others have.

An inverted index gives the candidates: two articles meet only through a word or name that few articles have, so that
the cost grows with the number of articles and not with that of their pairs (Salton and McGill 1983 for the weights).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Final

from kg.link.profile import Profile

_RARE: Final = 40
"""So many articles may have a word that lets two of them meet."""
_MET: Final = 2
"""So many rare words must two articles share to be compared."""
_ALIKE: Final = 0.2
"""Cosine from which on two articles tell of the same."""
_DAYS: Final = 4
"""So many days may lie between two articles."""

Pair = tuple[int, int]
"""Places of two articles in the list, the smaller first."""


def stories(profiles: Sequence[Profile], roots: Mapping[str, str]) -> dict[Pair, float]:
    """Give the pairs of articles that tell of the same, with their cosine; `roots` names the group of a thing."""
    bags = [_bag(profile, roots) for profile in profiles]
    counts = Counter(chain.from_iterable(bags))
    weights = {word: math.log(1 + len(bags) / count) ** 2 for word, count in counts.items()}
    lengths = [math.sqrt(math.fsum(map(weights.__getitem__, bag))) for bag in bags]
    found = {}
    for later, earlier in _met(bags, counts):
        words = frozenset(bags[later])
        for other in earlier:
            if _are_near(profiles[other].published, profiles[later].published):
                shared = math.fsum(map(weights.__getitem__, words.intersection(bags[other])))
                alike = shared / (lengths[other] * lengths[later])
                if alike >= _ALIKE:
                    found[other, later] = alike
    return found


def _bag(profile: Profile, roots: Mapping[str, str]) -> tuple[str, ...]:
    """Give the words and things of an article, each once."""
    return (*profile.words, *{roots[thing.iri] for thing in profile.things if thing.iri in roots})


def _met(bags: Sequence[Sequence[str]], counts: Mapping[str, int]) -> Iterator[tuple[int, list[int]]]:
    """Give each article with those before it that share enough rare words with it."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        before = [having[word] for word in bag if 1 < counts[word] <= _RARE]
        shared = Counter(chain.from_iterable(before))
        yield number, [other for other, words in shared.items() if words >= _MET]
        for articles in before:
            articles.append(number)


def _are_near(one: str, other: str) -> bool:
    """Tell whether two days (ISO, or empty) lie near each other, as far as they are known."""
    if not one or not other or one == other:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS
