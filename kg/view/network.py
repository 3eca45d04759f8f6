"""The network of a scene: who or what takes part in which event, and who says so.

Every event is a node, so that any number of participants hang on it and parallel events stay apart; the page draws it
as a word in the middle of its lines. Statements are not drawn where a line "says" from the speaker to what is said
tells the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import networkx as nx

from kg.event import Attribution, Modality, Polarity
from kg.view.scene import Claim, Event, Scene

SAYS, VIA, CAUSES = "says", "via", "causes"
"""Kinds of lines beside the roles: source to event, who passes on to source, event to event."""
BUNDLE = 4
"""So many events between the same participants are drawn as one, with their number."""

Telling = list[Event]
"""One event as each of some articles tells it, at least one."""
_ATTRIBUTIONS = (Attribution.ASSERTED, Attribution.REPORTED, Attribution.CLAIMED, Attribution.DENIED)


class Status(NamedTuple):
    """How the best of the claims about an event presents it, and whether any claim denies or negates it."""

    attribution: str
    modality: str
    polarity: str


def network(scene: Scene) -> nx.MultiDiGraph[str]:
    """Make the graph that is drawn.

    Nodes are IRIs. A thing has `kind`, `label`, `weight` (claims it has part in), `rank` (0 the most) and `author`
    (whether it wrote an article). An event has kind ``Event``, `label` (its word), `status`, `sources` (how many
    independent ones) and `members` (the IRIs of the events it stands for). The key of an edge is a role or one of
    `SAYS`, `VIA`, `CAUSES`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_things(graph, scene)
    bundles = _bundles(scene)
    drawn = {event.iri: bundle[0][0].iri for bundle in bundles for telling in bundle for event in telling}
    for bundle in bundles:
        _add_event(graph, bundle)
    for event in scene.events:
        if event.iri in drawn:
            _add_lines(graph, event, drawn)
    return graph


def status(claims: Iterable[Claim]) -> Status:
    """Sum up the claims about one event: the most committed attribution, and with it the modality.

    >>> tuple(map(str, status([])))
    ('Asserted', 'Actual', 'Affirmed')
    """
    ordered = sorted(claims, key=_commitment)
    if not ordered:
        return Status(Attribution.ASSERTED, Modality.ACTUAL, Polarity.AFFIRMED)
    negated = any(claim.polarity == Polarity.NEGATED for claim in ordered)
    return Status(ordered[0].attribution, ordered[0].modality, Polarity.NEGATED if negated else Polarity.AFFIRMED)


def _commitment(claim: Claim) -> tuple[int, bool, str]:
    known = claim.attribution in _ATTRIBUTIONS
    place = _ATTRIBUTIONS.index(Attribution(claim.attribution)) if known else len(_ATTRIBUTIONS)
    return place, claim.modality != Modality.ACTUAL, claim.iri


def _add_things(graph: nx.MultiDiGraph[str], scene: Scene) -> None:
    known = {thing.iri: thing for thing in scene.things}
    drawn = [iri for iri in scene.ranking if iri in known]
    for rank, iri in enumerate(drawn):
        thing = known[iri]
        graph.add_node(
            iri,
            kind=thing.kind,
            label=thing.label,
            weight=scene.ranking[iri],
            rank=rank,
            author=thing.is_author,
        )


def _bundles(scene: Scene) -> list[list[Telling]]:
    """Group the events that are drawn, each with all its tellings: many alike ones together, all others alone."""
    pinned = _referred(scene)
    alike: dict[object, list[Telling]] = defaultdict(list)
    for telling in _tellings(scene, pinned):
        alone = pinned.intersection(event.iri for event in telling)
        alike[telling[0].iri if alone else _signature(telling)].append(telling)
    bundles = []
    for tellings in alike.values():
        bundles.extend([tellings] if len(tellings) >= BUNDLE else [[telling] for telling in tellings])
    return bundles


def _tellings(scene: Scene, pinned: Collection[str]) -> list[Telling]:
    """Gather the events that are drawn by what they tell."""
    found: dict[str, Telling] = defaultdict(list)
    for event in scene.events:
        if event.iri in pinned or not _is_told_by_lines(event):
            found[event.telling or event.iri].append(event)
    return list(found.values())


def _referred(scene: Scene) -> set[str]:
    """Events that other events act on, cause, or are caused by: they are drawn, and alone."""
    events = {event.iri for event in scene.events}
    acted_on = {thing for event in scene.events for _, thing in event.roles if thing in events}
    causing = {event.iri for event in scene.events if events.intersection(event.causes)}
    return acted_on | causing | {effect for event in scene.events for effect in event.causes if effect in events}


def _is_told_by_lines(event: Event) -> bool:
    return bool(event.states) and not event.others("target", "recipient")


def _signature(telling: Telling) -> object:
    """Say what is told as one: events between the same two or more, whoever does it; else those that are alike."""
    between = frozenset(thing for event in telling for _, thing in event.roles)
    return between if len(between) > 1 else tuple((event.kind, event.roles, _said(event)) for event in telling)


def _said(event: Event) -> object:
    return frozenset((_voice(claim), claim.attribution, claim.modality, claim.polarity) for claim in event.claims)


def _voice(claim: Claim) -> str:
    return "" if claim.attribution == Attribution.ASSERTED else claim.source


def _add_event(graph: nx.MultiDiGraph[str], bundle: list[Telling]) -> None:
    events = [event for telling in bundle for event in telling]
    claims = [claim for event in events for claim in event.claims]
    graph.add_node(
        events[0].iri,
        kind="Event",
        label=_word(bundle),
        members=tuple(event.iri for event in events),
        status=status(claims),
        sources=len({claim.source for claim in claims}),
        weight=len(bundle),
    )


def _word(bundle: list[Telling]) -> str:
    """Name a bundle: by its only word and how often, else by the most frequent word and how many more."""
    words = Counter(_most(Counter(event.word for event in telling)) for telling in bundle)
    word = _most(words)
    if len(bundle) == 1:
        return word
    return f"{words[word]} × {word}" if words[word] == len(bundle) else f"{word} +{len(bundle) - 1}"


def _most(words: Counter[str]) -> str:
    return min(words.items(), key=lambda item: (-item[1], item[0]))[0]


def _add_lines(graph: nx.MultiDiGraph[str], event: Event, drawn: Mapping[str, str]) -> None:
    here = drawn[event.iri]
    for role, iri in event.roles:
        other = drawn.get(iri, iri)
        if other in graph and other != here:
            ends = (other, here) if role in ("actor", "origin") else (here, other)
            graph.add_edge(*ends, key=role)
    for effect in event.causes:
        if effect in drawn:
            graph.add_edge(here, drawn[effect], key=CAUSES)
    for claim in event.claims:
        _add_voices(graph, claim, event, here)


def _add_voices(graph: nx.MultiDiGraph[str], claim: Claim, event: Event, here: str) -> None:
    """Draw who says it, unless the line would only repeat that an actor speaks of itself."""
    if claim.source not in graph or claim.source in event.others("actor"):
        return
    graph.add_edge(claim.source, here, key=SAYS)
    for via in claim.via:
        if via in graph and via != claim.source:
            graph.add_edge(via, claim.source, key=VIA)
