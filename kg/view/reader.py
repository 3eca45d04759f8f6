"""From a store to the values that a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.iri import BASE, GEO, KG, NIF, ONTOLOGY_GRAPH, OWL, RDF, RDFS, SKOS, WGS
from kg.node import Nodes
from kg.view.choice import HELD, Choice, linked, sources
from kg.view.rows import Description, Queryable, describe, quoted, rows, values
from kg.view.scene import KINDS, ROLES, Article, Claim, Event, Mention, Place, Scene, Sentence, Thing, Time, Word

WHOLE_TEXTS = 20
"""Up to so many articles are shown with all their sentences; of more, only those that are evidence."""
_TITLES = ("http://schema.org/headline", "http://purl.org/dc/terms/title", "http://schema.org/name")
_PUBLISHERS = ("http://schema.org/publisher", "http://purl.org/dc/terms/publisher")
_ADDRESSES = ("http://schema.org/url", "http://purl.org/dc/terms/source")


def scene(store: Queryable, *, events: Sequence[str] | None = None, held: int = HELD) -> Scene:
    """Read what a page holds: the given events (IRIs; all where None), up to a number those of the most told things."""
    nodes = linked(store)
    chosen = Choice.of(store, events, nodes, held=held)
    told = describe(store, chosen.events)
    claims = _claims(store, chosen.events, nodes)
    return _assemble(store, chosen, told, claims, nodes)


def _claims(store: Queryable, events: Sequence[str], nodes: Nodes) -> list[Claim]:
    chosen = set(events)
    iris = [claim for claim, event, _ in sources(store, nodes) if event in chosen]
    return [_claim(iri, told, nodes) for iri, told in sorted(describe(store, iris).items())]


def _claim(iri: str, told: Description, nodes: Nodes) -> Claim:
    return Claim(
        iri,
        _one(told, KG + "about"),
        nodes.thing(_one(told, KG + "source")),
        _nodes(told, KG + "via", nodes),
        local(_one(told, KG + "attribution")),
        local(_one(told, KG + "modality")),
        local(_one(told, KG + "polarity")),
        _all(told, KG + "condition"),
        _all(told, KG + "evidence"),
    )


def _assemble(
    store: Queryable, chosen: Choice, told: Mapping[str, Description], claims: Sequence[Claim], nodes: Nodes
) -> Scene:
    words = ontology(store)
    things = _things(chosen, told, claims, nodes)
    named = _described(store, things | _times(told), nodes)
    named |= _described(store, _around(named, nodes), nodes)
    articles = _articles(store, {iri.partition("#")[0] for iri in [*told, *(claim.iri for claim in claims)]})
    mentions = _mentions(store, [*told.values(), *named.values()], {article.iri for article in articles})
    shown = (_thing(iri, named.get(iri, {}), mentions, nodes) for iri in sorted((things | set(named)) - _times(told)))
    by_event: dict[str, list[Claim]] = {}
    for claim in claims:
        by_event.setdefault(claim.about, []).append(claim)
    return Scene(
        articles,
        _sentences(store, articles, claims),
        tuple(_told_apart(list(shown), words)),
        tuple(
            _event(iri, told[iri], by_event.get(iri, []), _when(told[iri], named, mentions), mentions, words, nodes)
            for iri in sorted(told)
        ),
        words,
        chosen.ranking,
        chosen.total_events,
        chosen.total_things,
    )


def _described(store: Queryable, iris: Iterable[str], nodes: Nodes) -> dict[str, Description]:
    """Describe things, those that several articles name by what all of these say."""
    wanted = sorted(set(iris))
    members = nodes.members(wanted)
    return nodes.gathered(describe(store, {*wanted, *(one for all_ in members.values() for one in all_)}), wanted)


def _things(chosen: Choice, told: Mapping[str, Description], claims: Iterable[Claim], nodes: Nodes) -> set[str]:
    """All that is named on the page besides events: also who is not drawn, for the evidence panel names them."""
    roles = {thing for event in told.values() for role in ROLES for thing in _nodes(event, KG + role, nodes)}
    voices = {voice for claim in claims for voice in (claim.source, *claim.via)}
    return (roles | voices | set(chosen.ranking)) - set(told)


def _times(told: Mapping[str, Description]) -> set[str]:
    return {time for event in told.values() for time in _all(event, KG + "time")}


def _around(named: Mapping[str, Description], nodes: Nodes) -> set[str]:
    """Whom or where named things belong to: they are told of by name only."""
    near = (KG + "affiliation", GEO + "sfWithin")
    return {iri for told in named.values() for name in near for iri in _nodes(told, name, nodes)} - set(named)


def _mentions(store: Queryable, told: Iterable[Description], articles: set[str]) -> dict[str, Mention]:
    iris = {iri for properties in told for iri in _all(properties, KG + "mentionedBy")}
    near = [iri for iri in iris if iri.partition("#")[0] in articles]
    found = describe(store, near)
    return {iri: _mention(properties) for iri, properties in found.items() if NIF + "beginIndex" in properties}


def _mention(told: Description) -> Mention:
    return Mention(_place(told), _one(told, NIF + "anchorOf"), _one(told, KG + "matchedBy"))


def _place(told: Description) -> Place:
    begin, end = int(_one(told, NIF + "beginIndex")), int(_one(told, NIF + "endIndex"))
    return Place(_one(told, NIF + "referenceContext"), begin, end)


def _mentions_of(told: Description, mentions: Mapping[str, Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions[iri] for iri in _all(told, KG + "mentionedBy") if iri in mentions))


def _thing(iri: str, told: Description, mentions: Mapping[str, Mention], nodes: Nodes) -> Thing:
    kinds = {local(kind) for kind in _all(told, RDF + "type")}
    return Thing(
        iri,
        next((kind for kind in KINDS if kind in kinds), "Actor"),
        _label(iri, told),
        _mentions_of(told, mentions),
        local(_one(told, KG + "sector")),
        _nodes(told, KG + "affiliation", nodes),
        _nodes(told, GEO + "sfWithin", nodes),
        _one(told, WGS + "lat"),
        _one(told, WGS + "long"),
        tuple(same for same in _all(told, OWL + "sameAs") if not same.startswith(BASE)),
    )


def _told_apart(things: Sequence[Thing], words: Mapping[str, Word]) -> Iterator[Thing]:
    """Say the class of what has the name of a place: a country and the body that acts for it are two things."""
    places = {thing.label for thing in things if thing.kind == "Place"}
    for thing in things:
        named = thing.label in places and thing.kind not in ("Place", "Event") and thing.kind in words
        yield replace(thing, label=f"{thing.label} ({words[thing.kind].label})") if named else thing


def _event(
    iri: str,
    told: Description,
    claims: Sequence[Claim],
    when: Time | None,
    mentions: Mapping[str, Mention],
    words: Mapping[str, Word],
    nodes: Nodes,
) -> Event:
    return Event(
        iri,
        _narrowest([local(kind) for kind in _all(told, RDF + "type")], words),
        _label(iri, told),
        _mentions_of(told, mentions),
        _roles(told, nodes),
        tuple(claims),
        when,
        tuple((name, value) for name in ("killed", "injured", "amount") for value in _all(told, KG + name)),
        _all(told, KG + "quote"),
        _all(told, KG + "states"),
        _all(told, KG + "causes"),
        _all(told, KG + "before"),
        _all(told, KG + "coreferentWith"),
        nodes.events.get(iri, ""),
    )


def _roles(told: Description, nodes: Nodes) -> tuple[tuple[str, str], ...]:
    """Read the roles; a place that is also origin or destination is told once, by the narrower role."""
    moved = {thing for role in ("origin", "destination") for thing in _nodes(told, KG + role, nodes)}
    pairs = ((role, thing) for role in ROLES for thing in _nodes(told, KG + role, nodes))
    return tuple((role, thing) for role, thing in pairs if role != "place" or thing not in moved)


def _when(told: Description, named: Mapping[str, Description], mentions: Mapping[str, Mention]) -> Time | None:
    """Read the time of an event, the one with days first: an occasion ("after the meeting") has none."""
    times = [_time(named.get(time, {}), mentions) for time in _all(told, KG + "time")]
    return next((time for time in times if time.begin or time.end), next(iter(times), None))


def _time(told: Description, mentions: Mapping[str, Mention]) -> Time:
    return Time(
        _label("", told),
        _one(told, KG + "begin"),
        _one(told, KG + "end"),
        local(_one(told, KG + "granularity")),
        _mentions_of(told, mentions),
    )


def _sentences(store: Queryable, articles: Sequence[Article], claims: Iterable[Claim]) -> tuple[Sentence, ...]:
    iris = {sentence for claim in claims for sentence in claim.evidence}
    if len(articles) <= WHOLE_TEXTS:
        inside = values("article", (article.iri for article in articles))
        pattern = f"{inside} GRAPH ?g {{ ?s a <{KG}Sentence> ; <{NIF}referenceContext> ?article }}"
        iris.update(row[0] for row in rows(store, f"SELECT DISTINCT ?s WHERE {{ {pattern} }}"))
    found = describe(store, iris)
    kept = (Sentence(iri, _place(told), _one(told, NIF + "anchorOf")) for iri, told in found.items() if _is_span(told))
    return tuple(sorted(kept, key=lambda sentence: sentence.place))


def _is_span(told: Description) -> bool:
    return NIF + "beginIndex" in told and NIF + "anchorOf" in told


def _articles(store: Queryable, iris: Iterable[str]) -> tuple[Article, ...]:
    told = describe(store, iris)
    publishers = describe(store, [value for article in told.values() for value in _publishers(article)])
    return tuple(_article(iri, properties, publishers) for iri, properties in sorted(told.items()))


def _publishers(told: Description) -> list[str]:
    return [value for name in _PUBLISHERS for value in _all(told, name) if "://" in value and " " not in value]


def _article(iri: str, told: Description, publishers: Mapping[str, Description]) -> Article:
    publisher = _first(told, _PUBLISHERS)
    return Article(
        iri,
        _one(told, "http://purl.org/dc/terms/identifier") or iri.rpartition("/")[2],
        _first(told, _TITLES) or _one(told, RDFS + "label"),
        _one(told, "http://schema.org/datePublished")[:10],
        _label(publisher, publishers[publisher]) if publisher in publishers else publisher,
        _first(told, _ADDRESSES),
    )


def ontology(store: Queryable) -> dict[str, Word]:
    """Read the labels, comments and superclasses of the ontology, by local name; empty where the store has none."""
    query = f"SELECT DISTINCT ?s WHERE {{ GRAPH {quoted(ONTOLOGY_GRAPH)} {{ ?s ?p ?o }} }}"
    iris = [iri for (iri,) in rows(store, query) if iri.startswith(KG)]
    return {local(iri): _word(told) for iri, told in sorted(describe(store, iris).items())}


def _word(told: Description) -> Word:
    parents = tuple(local(parent) for parent in _all(told, RDFS + "subClassOf") if parent.startswith(KG))
    label = _one(told, RDFS + "label") or _one(told, SKOS + "prefLabel")
    return Word(label, _one(told, RDFS + "comment") or _one(told, SKOS + "definition"), parents)


def _narrowest(kinds: Iterable[str], words: Mapping[str, Word]) -> str:
    """Choose the class above none of the others; without an ontology the first but the most general."""
    above = {parent for kind in kinds for parent in _above(kind, words)}
    narrow = sorted(kind for kind in kinds if kind not in above and kind != "Event")
    return narrow[0] if narrow else "Event"


def _above(kind: str, words: Mapping[str, Word]) -> set[str]:
    found: set[str] = set()
    todo = list(words[kind].parents) if kind in words else []
    for parent in todo:
        if parent not in found:
            found.add(parent)
            todo.extend(words[parent].parents if parent in words else ())
    return found


def local(iri: str) -> str:
    """The last part of an IRI.

    >>> local("https://w3id.org/kg-event/ns#Claimed")
    'Claimed'
    """
    return iri.replace("#", "/").rpartition("/")[2]


def _label(iri: str, told: Description) -> str:
    return _one(told, RDFS + "label") or local(iri).replace("_", " ")


def _one(told: Description, name: str) -> str:
    return next(iter(told.get(name, ())), "")


def _all(told: Description, name: str) -> tuple[str, ...]:
    return tuple(told.get(name, ()))


def _nodes(told: Description, name: str, nodes: Nodes) -> tuple[str, ...]:
    """Give the nodes of the values of a property, each once."""
    return tuple(sorted({nodes.thing(value) for value in _all(told, name)}))


def _first(told: Description, names: Iterable[str]) -> str:
    return next((value for name in names for value in _all(told, name)), "")
