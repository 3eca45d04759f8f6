"""Which events of several articles are probably one occurrence (kg:coreferentWith).

Two articles that tell of the same (kg.link.story) may tell an event both: one of the same word, of whose actors,
targets and places at least one is the same and none speaks against it, at a time and with sums that agree.
Where nobody in it has a name the articles must be nearly one: much is told in set phrases ("the bond will be listed").
The only event of its word in both, of a class that a story seldom tells twice, is one in whatever nouns it is told.
Each event has at most one counterpart in another article, the one with which it shares most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kg.group import Groups
from kg.link import name
from kg.link.name import Form
from kg.link.profile import Happening, Plot
from kg.link.story import Pair
from kg.link.verdict import Verdicts
from kg.when import almanac

_CLOSE: Final = 0.22
"""Cosine from which on two articles tell of the same so closely that a common noun tells who is meant."""
_NEARLY_ONE: Final = 0.6
"""Cosine from which on two articles are versions of one."""
_NOUN: Final = 0.5
"""What two events share in which one common noun is the same."""
_HARDLY: Final = -0.5
"""What two events share that only other nouns speak against."""
_NEVER: Final = -1.0
"""The same where names, days or sums speak against it."""
_SINGULAR: Final = frozenset(
    {"Attack", "Coercion", "Contest", "Death", "Disaster", "Injury", "Proceeding", "Protest", "Succession"}
)
"""Classes of which a story seldom tells two occurrences in one word."""
_SELDOM: Final = frozenset({"Accusation", "Mobilization", "Movement", "Sanction", "Seizure", "Withdrawal"})
"""Classes of which a story seldom tells two in one word of one thing, be it only a common noun."""
_VAGUE: Final = frozenset({"Event", "State"})
"""Classes of words that say little: much is told in them of one person."""
_AT_HAND: Final = 256
"""Articles whose events are kept in memory at a time."""
_SAID: Final = frozenset({"Attitude", "Statement"})
"""Classes of plain saying and thinking: one person says and thinks much on one day."""
_NUMBERS: Final = frozenset({"Integer", "Numeral", "Decimal"})
"""Classes of words in the calendar that are figures."""


class Part(NamedTuple):
    """Who or what takes part in an event: things that have a name or a place on earth, and common nouns."""

    named: frozenset[str]
    """IRIs of groups of things, of shared places and bodies."""
    nouns: frozenset[Form]
    """The words of common nouns."""

    def shares(self, other: Part) -> float:
        """Say how much two have in common: a name counts one, a noun a half."""
        alike = {one[-1] for one in self.nouns for two in other.nouns if _say_one(one, two)}
        return len(self.named & other.named) + len(alike) / 2

    def contradicts(self, other: Part) -> bool:
        """Tell whether both have names and none in common."""
        return bool(self.named and other.named and not self.named & other.named)

    def differs(self, other: Part) -> bool:
        """Tell whether both are told and have nothing in common."""
        return bool((self.named or self.nouns) and (other.named or other.nouns)) and not self.shares(other)


class Told(NamedTuple):
    """An event with its parts looked up."""

    event: Happening
    actors: Part
    targets: Part
    places: Part
    figures: frozenset[str]
    """Numbers in what its targets are called."""


def retellings(
    plot: Callable[[int], Plot], pairs: Mapping[Pair, float], roots: Mapping[str, str], verdicts: Verdicts
) -> Groups:
    """Find which events of articles that tell of the same are probably one; `plot` tells what happens in an article."""
    groups = Groups()
    for one, other in verdicts.same:
        groups.join(one, other)
    for one, other in verdicts.different:
        groups.keep_apart(one, other)

    @lru_cache(maxsize=_AT_HAND)
    def told(article: int) -> Mapping[str, Told]:
        return {one.event.iri: one for one in _told(plot(article), roots)}

    found = {
        (one, other): (shared, pairs[pair])
        for pair in sorted(pairs)
        for (one, other), shared in _counterparts(told(pair[0]), told(pair[1]), pairs[pair])
    }
    _gather(groups, found)
    return groups


def _gather(groups: Groups, found: Mapping[tuple[str, str], tuple[float, float]]) -> None:
    """Put counterparts together, the surest first; two groups meet only if most of their events are counterparts.

    So the tellings of two like events do not run together by way of one that leaves open which it tells.
    """
    links: dict[str, set[str]] = defaultdict(set)
    for one, other in found:
        links[one].add(other)
        links[other].add(one)
    for one, other in sorted(found, key=lambda pair: (*(-n for n in found[pair]), pair)):
        first, second = groups.members(one), set(groups.members(other))
        if 2 * sum(len(links[event] & second) for event in first) >= len(first) * len(second):
            groups.join(one, other)


def _told(plot: Plot, roots: Mapping[str, str]) -> Iterator[Told]:
    for event in plot.events:
        if event.kind not in _SAID:
            actors, targets, places = (
                _part(things, plot.labels, roots) for things in (event.actors, event.targets, event.places)
            )
            figures = (f for thing in event.targets for f in _figures(plot.labels.get(thing, "")))
            yield Told(event, actors, targets, places, frozenset(figures))


@lru_cache(maxsize=10_000)
def _figures(label: str) -> frozenset[str]:
    """Give the figures in what something is called: 2 and 1000000000 of "two billion dlrs of bonds"."""
    calendar = almanac.load()
    found = (calendar.read(word, capital=False, noun=False) for word in label.lower().split())
    return frozenset(w.value for one in found if one for kind, w in one.words.items() if kind in _NUMBERS)


def _part(things: Sequence[str], labels: Mapping[str, str], roots: Mapping[str, str]) -> Part:
    named = {roots.get(thing, thing) for thing in things if thing in roots or "#" not in thing}
    forms = (name.fold(labels[thing]) for thing in things if thing not in roots and thing in labels)
    return Part(frozenset(named), frozenset(filter(None, forms)))


def _say_one(one: Form, other: Form) -> bool:
    """Tell whether two common nouns may be one: "cattle futures" is "futures", and no "hog futures"."""
    return one[-1] == other[-1] and ({*one} <= {*other} or {*other} <= {*one})


def _counterparts(
    one: Mapping[str, Told], other: Mapping[str, Told], alike: float
) -> Iterator[tuple[tuple[str, str], float]]:
    """Pair the events of two articles that are so much alike, those that share most first, each at most once."""
    words: dict[str, list[Told]] = defaultdict(list)
    for told in other.values():
        words[told.event.theme].append(told)
    lone = _lone(one.values()) & _lone(other.values()) if alike >= _CLOSE else frozenset()
    found: dict[tuple[str, str], float] = {}
    for told in one.values():
        for candidate in words[told.event.theme]:
            shared = _agreement(told, candidate)
            sure = shared >= 1 and (alike >= _NEARLY_ONE or _is_told(told, candidate, alike))
            # The only event of its word is one though the articles call those in it by other nouns.
            least = _NOUN if told.event.kind in _SELDOM else _HARDLY
            if sure or (told.event.theme in lone and shared >= least):
                found[told.event.iri, candidate.event.iri] = shared
    taken: set[str] = set()
    for pair in sorted(found, key=lambda p: (-found[p], p)):
        if not taken & {*pair}:
            taken |= {*pair}
            yield pair, found[pair]


def _lone(told: Iterable[Told]) -> frozenset[str]:
    """Give the words of an article that name just one event, of a class of which a story seldom tells two."""
    count = Counter(one.event.theme for one in told)
    return frozenset(t.event.theme for t in told if count[t.event.theme] == 1 and t.event.kind in _SINGULAR | _SELDOM)


def _is_told(one: Told, other: Told, alike: float) -> bool:
    """Tell whether a name takes part in both, or common nouns of a class that is seldom told twice."""
    if alike < _CLOSE:
        return _share_a_name(one, other) and not {one.event.kind, other.event.kind} & _VAGUE
    return _share_a_name(one, other) or {one.event.kind, other.event.kind} <= _SINGULAR


def _agreement(one: Told, other: Told) -> float:
    """Say how much two events share; less than nothing where something speaks against their being one."""
    against = one.actors.contradicts(other.actors) or one.targets.contradicts(other.targets)
    if against or not _may_coincide(one.event, other.event) or _sums_differ(one, other):
        return _NEVER
    parts = [(one.actors, other.actors), (one.targets, other.targets), (one.places, other.places)]
    shared: float = sum(a.shares(b) for a, b in parts)
    return _HARDLY if shared < 1 and any(a.differs(b) for a, b in parts) else shared


def _share_a_name(one: Told, other: Told) -> bool:
    """Tell whether somebody or something with a name takes part in both, be it in other roles; places do not count."""
    return bool((one.actors.named | one.targets.named) & (other.actors.named | other.targets.named))


def _may_coincide(one: Happening, other: Happening) -> bool:
    """Tell whether two events may lie on the same days, as far as these are known."""
    return not (one.begin and other.begin) or (one.begin <= other.end and other.begin <= one.end)


def _sums_differ(one: Told, other: Told) -> bool:
    """Tell whether sums speak against it: two loans of two sums; but how many an attack hit is told in many ways."""
    sums, others = {*one.event.amounts}, {*other.event.amounts}
    if sums and others and not sums & others:
        return True
    if one.event.kind in _SINGULAR:
        return False
    if one.figures and other.figures and one.figures != other.figures:
        return True
    # Reports of one day or series are told in the same words with other figures.
    first, second = {*one.event.figures}, {*other.event.figures}
    return bool(first - second) and bool(second - first)
