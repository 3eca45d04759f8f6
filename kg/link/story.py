"""Which articles tell of the same: those of about the same days that share many words which few others have.

An inverted index gives the candidates: two articles meet only through a word or name that few articles have, so that
the cost grows with the number of articles and not with that of their pairs (Salton and McGill 1983 for the weights).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from kg.link import name
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
    counts = Counter(word for bag in bags for word in bag)
    vectors = [_vector(bag, counts, len(bags)) for bag in bags]
    met = _met(vectors, counts)
    found = {}
    for one, other in sorted(met):
        if met[one, other] >= _MET and _are_near(profiles[one].published, profiles[other].published):
            alike = _cosine(vectors[one], vectors[other])
            if alike >= _ALIKE:
                found[one, other] = alike
    return found


def _bag(profile: Profile, roots: Mapping[str, str]) -> frozenset[str]:
    """Give the words and things of an article."""
    words = {word for label in profile.labels.values() for word in name.fold(label) if len(word) > 2}
    words |= {event.theme for event in profile.events}
    words |= {place for place in profile.places if "#" not in place}
    return frozenset(words | {roots[thing.iri] for thing in profile.things if thing.iri in roots})


def _vector(bag: frozenset[str], counts: Mapping[str, int], articles: int) -> dict[str, float]:
    """Weigh the words of an article, to a length of one."""
    weights = {word: math.log(1 + articles / counts[word]) for word in sorted(bag)}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def _met(vectors: Sequence[Mapping[str, float]], counts: Mapping[str, int]) -> Counter[Pair]:
    """Count the rare words that pairs of articles share."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for word in vector:
            if 1 < counts[word] <= _RARE:
                having[word].append(number)
    return Counter(pair for articles in having.values() for pair in _pairs(articles))


def _pairs(articles: Sequence[int]) -> Iterator[Pair]:
    return ((one, other) for i, one in enumerate(articles) for other in articles[i + 1 :])


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def _are_near(one: str, other: str) -> bool:
    """Tell whether two days (ISO, or empty) lie near each other, as far as they are known."""
    if not one or not other:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS
