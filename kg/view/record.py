"""A scene as the script of the page reads it: JSON with short ids, sentences cut nowhere, offsets in code points."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.iri import BASE, PREFIXES
from kg.view.label import clean
from kg.view.scene import Claim, Event, Mention, Scene, Sentence, Thing, Time

Ids = Mapping[str, str]
"""From IRIs to the ids that nodes have in the page: t0, t1, ... for things, e0, e1, ... for events."""
Record = dict[str, Any]
_PREFIXES = {prefix: space for prefix, space in PREFIXES.items() if not space.startswith(BASE)}
_USUAL = {"attribution": "Asserted", "modality": "Actual", "polarity": "Affirmed"}
"""What most claims say of their events: left out, for there are thousands."""


def ids(scene: Scene) -> dict[str, str]:
    """Give every thing and event a short id: t and e with a number, in the order of the scene."""
    things = {thing.iri: f"t{number}" for number, thing in enumerate(scene.things)}
    return things | {event.iri: f"e{number}" for number, event in enumerate(scene.events)}


def record(scene: Scene) -> Record:
    """Turn a scene into plain lists and dictionaries; what is empty is left out."""
    short, times = ids(scene), _times(scene)
    cues = _cues(scene, short)
    marks = _marks(scene, short, times)
    sentences = {sentence.iri: number for number, sentence in enumerate(scene.sentences)}
    articles = {article.iri: number for number, article in enumerate(scene.articles)}
    return {
        "articles": [_lean({"id": compact(a.iri), "name": a.name, "title": a.title, "date": a.date,
                            "publisher": a.publisher, "address": a.address}) for a in scene.articles],
        "sentences": [_sentence(sentence, articles, marks) for sentence in scene.sentences],
        "things": [_thing(thing, short, scene) for thing in scene.things],
        "times": [_lean({"label": t.label, "begin": t.begin, "end": t.end, "unit": t.granularity}) for t in times],
        "events": [_event(event, short, times, sentences, cues) for event in scene.events],
        "words": {name: _lean({"label": word.label, "comment": word.comment}) for name, word in _used(scene)},
        "totals": {"events": scene.total_events, "things": scene.total_things},
        "base": BASE,
        "prefixes": _PREFIXES,
    }  # fmt: skip


def compact(iri: str) -> str:
    """Shorten an IRI for people and for the address bar.

    >>> compact("https://w3id.org/kg-event/id/place/Homs"), compact("http://www.wikidata.org/entity/Q858")
    ('place/Homs', 'wd:Q858')
    """
    if iri.startswith(BASE):
        return iri if ":" in iri.removeprefix(BASE) else iri.removeprefix(BASE)
    fits = [(space, prefix) for prefix, space in _PREFIXES.items() if iri.startswith(space)]
    space, prefix = max(fits, key=lambda fit: len(fit[0]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


def _lean(entry: Record) -> Record:
    return {name: value for name, value in entry.items() if value not in ("", None, [], ())}


def _times(scene: Scene) -> list[Time]:
    found = {event.time for event in scene.events if event.time}
    return sorted(found, key=lambda time: (time.begin, time.end, time.label, time.mentions))


def _cues(scene: Scene, short: Ids) -> dict[str, list[str]]:
    """Find, for each claim, the statements that make it: their words are the cue."""
    cues: dict[str, list[str]] = defaultdict(list)
    for event in scene.events:
        for claim in event.states:
            cues[claim].append(short[event.iri])
    return cues


def _marks(scene: Scene, short: Ids, times: list[Time]) -> dict[str, list[tuple[int, int, str]]]:
    """Find, for each article, the spans that denote something on the page, in order."""
    found: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for mention, name in _mentions(scene, short, times):
        article, begin, end = mention.place
        found[article].add((begin, end, name))
    return {article: sorted(spans) for article, spans in found.items()}


def _mentions(scene: Scene, short: Ids, times: list[Time]) -> Iterator[tuple[Mention, str]]:
    for thing in scene.things:
        yield from ((mention, short[thing.iri]) for mention in thing.mentions)
    for event in scene.events:
        yield from ((mention, short[event.iri]) for mention in event.mentions)
    for number, time in enumerate(times):
        for mention in time.mentions:
            yield mention, f"w{number}"


def _sentence(
    sentence: Sentence, articles: Mapping[str, int], marks: Mapping[str, list[tuple[int, int, str]]]
) -> Record:
    article, begin, end = sentence.place
    spans = marks.get(article, [])
    inside = spans[bisect_left(spans, (begin, 0, "")) : bisect_left(spans, (end, 0, ""))]
    kept = [[first - begin, last - begin, name] for first, last, name in inside if last <= end]
    return {"article": articles.get(article, -1), "begin": begin, "end": end, "text": sentence.text, "marks": kept}


def _thing(thing: Thing, short: Ids, scene: Scene) -> Record:
    return _lean({
        "id": short[thing.iri],
        "name": compact(thing.iri),
        "label": clean(thing.label) or compact(thing.iri),
        "kind": thing.kind,
        "author": 1 if thing.is_author else None,
        "aliases": _aliases(thing),
        "sector": thing.sector,
        "affiliations": [short[iri] for iri in thing.affiliations if iri in short],
        "within": [short[iri] for iri in thing.within if iri in short],
        "lat": _number(thing.lat),
        "long": _number(thing.long),
        "links": [link for link in thing.links if link.startswith(("http://", "https://"))],
        "weight": scene.ranking.get(thing.iri),
    })  # fmt: skip


def _aliases(thing: Thing) -> list[str]:
    """What else the texts call it, each form once, in the order of the text."""
    forms = {clean(mention.words).casefold(): clean(mention.words) for mention in reversed(thing.mentions)}
    return sorted(form for key, form in forms.items() if key and key != clean(thing.label).casefold())


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _event(
    event: Event, short: Ids, times: list[Time], sentences: Mapping[str, int], cues: Mapping[str, list[str]]
) -> Record:
    return _lean({
        "id": short[event.iri],
        "name": compact(event.iri),
        "label": clean(event.label),
        "word": clean(event.word),
        "kind": event.kind,
        "roles": [[role, short[iri]] for role, iri in event.roles if iri in short],
        "claims": [_claim(claim, event, short, sentences, cues) for claim in event.claims],
        "time": times.index(event.time) if event.time else None,
        "figures": [list(figure) for figure in event.figures],
        "quotes": list(event.quotes),
        "entries": sorted({compact(mention.entry) for mention in event.mentions if mention.entry}),
        "causes": _kept(event.causes, short),
        "before": _kept(event.before, short),
        "coreferent": _kept(event.coreferent, short),
        "states": 1 if event.states else None,
    })  # fmt: skip


def _claim(
    claim: Claim, event: Event, short: Ids, sentences: Mapping[str, int], cues: Mapping[str, list[str]]
) -> Record:
    article, _, fragment = claim.iri.partition("#")
    inside = fragment and article == event.iri.partition("#")[0]
    status = {"attribution": claim.attribution, "modality": claim.modality, "polarity": claim.polarity}
    return _lean({
        "name": f"#{fragment}" if inside else compact(claim.iri),
        "source": short.get(claim.source),
        "via": _kept(claim.via, short),
        **{name: value for name, value in status.items() if value != _USUAL[name]},
        "conditions": _kept(claim.conditions, short),
        "evidence": [sentences[iri] for iri in claim.evidence if iri in sentences],
        "cues": cues.get(claim.iri, []),
    })  # fmt: skip


def _kept(iris: Iterable[str], short: Ids) -> list[str]:
    return [short[iri] for iri in iris if iri in short]


def _used(scene: Scene) -> Iterator[tuple[str, Any]]:
    """Of the words of the ontology only those that the page shows."""
    names = {event.kind for event in scene.events} | {thing.sector for thing in scene.things}
    return ((name, word) for name, word in sorted(scene.words.items()) if name in names)
