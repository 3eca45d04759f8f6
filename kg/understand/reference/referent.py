"""What the words of an article refer to: actors, objects and places with their keys, places with their coordinates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.event import AUTHOR, Actor, Mention, Object, Place
from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.phrase import ACTORS, Phrase
from kg.understand.reference.cluster import Cluster, acts_as_body, members
from kg.understand.reference.inside import Inner, inside, part
from kg.understand.reference.kind import shared_noun
from kg.where import gazetteer
from kg.where.gazetteer import Toponym
from kg.words.lexicon import Lexicon

_ACTING: Final = frozenset({"actor", "recipient"})
"""Roles that only somebody who acts can have; a place in them is its government, team or people."""


@dataclass(frozen=True, slots=True)
class Referents:
    """The things of an article, and which of them each word refers to."""

    actors: Mapping[str, Actor]
    objects: Mapping[str, Object]
    places: Mapping[str, Place]
    keys: Mapping[int, str]
    """Index of a head word or pronoun to the key of its thing."""
    acting: Mapping[str, Actor]
    """Key of a place to the body that acts in its name."""
    plural: frozenset[str]
    """Keys of the things that are many."""
    doing: frozenset[str] = frozenset()
    """Keys of the places whose name is the subject of something."""
    sites: frozenset[str] = frozenset()
    """Keys of the bodies and things in, on or at which something can happen."""

    def of(self, token: Token, role: str) -> str:
        """Give the key of the thing that a word refers to in a role, or an empty text where it has none there."""
        key = self.keys.get(token.i, "")
        if role in _ACTING and key in self.places:
            # A pronoun may well be read wrongly as the place, so a name must let it act somewhere.
            may = token.tag[:2] in {"NN", "JJ"} or key in self.doing
            if key not in self.acting:
                # A store sells: what it does, it does itself, as any thing that is nobody.
                return key if role == "actor" and token.tag[:2] == "NN" else ""
            return self.acting[key].key if may else ""
        if role in {"place", "origin", "destination"} and key not in self.places:
            return key if key in self.sites and token.tag[:2] == "NN" else ""
        if role == "recipient" and key in self.objects:
            return ""
        return key

    def label(self, key: str) -> str:
        """Give the label of a thing."""
        for things in (self.actors, self.objects, self.places):
            if key in things:
                return things[key].label
        return next((a.label for a in self.acting.values() if a.key == key), "")


def refer(
    sentences: Sequence[Sentence],
    phrases: Mapping[int, Phrase],
    clusters: Sequence[Cluster],
    index: Mapping[int, Cluster],
    lexicon: Lexicon,
    home: str,
) -> Referents:
    """Give every thing of an article its key, label, class, sector, affiliation or coordinates."""
    nations = [n for p in phrases.values() for n in p.nations]
    inner = inside(sentences, phrases)
    located, found = _locate(sentences, clusters, inner, nations, home)
    country = _country(clusters, phrases.values(), located)
    _settle(clusters, sentences, index, located, country)
    keys = _keys(clusters, located)
    tokens = {i: keys[id(c)] for i, c in index.items() if id(c) in keys}
    actors: dict[str, Actor] = {}
    objects: dict[str, Object] = {}
    places: dict[str, Place] = {}
    for cluster in clusters:
        key, mentions = keys[id(cluster)], _mentions(cluster)
        if cluster.kind == "Place":
            _put(places, key, _place(cluster, key, mentions, located, tokens, country, sentences))
        elif cluster.kind in ACTORS or cluster.kind == "Name":
            _put(actors, key, _actor(cluster, key, mentions, tokens, sentences))
        else:
            _put(objects, key, Object(key, _label(cluster, tokens, {}), mentions))
    for one, place in zip(inner, found, strict=True):
        if place.lat:
            _put(places, place.key, replace(place, mentions=(Mention(one.span),)))
    actors.setdefault(AUTHOR, author())
    bodies = {keys[id(c)] for c in clusters if c.kind == "Place" and acts_as_body(c)}
    acting = {key: _acting(place) for key, place in places.items() if key in bodies}
    plural = frozenset(keys[id(c)] for c in clusters if any(p.plural for p in c.phrases))
    doing = frozenset(
        keys[id(c)] for c in clusters if c.kind == "Place" and any(p.named and p.head.dep == "nsubj" for p in c.phrases)
    )
    sites = frozenset(keys[id(c)] for c in clusters if c.kind != "Place" and _is_site(c))
    return Referents(actors, objects, places, tokens, acting, plural, doing, sites)


def _is_site(cluster: Cluster) -> bool:
    """Tell whether something can happen in, on or at what is no place: a court, a car, a body with a name."""
    noun = any(p.entry and "site" in p.entry.traits for p in cluster.phrases)
    return noun or (cluster.kind == "Organization" and bool(cluster.names))


def _put(things: dict[str, Actor] | dict[str, Object] | dict[str, Place], key: str, thing: object) -> None:
    """Add a thing, or its mentions to the one that has its key already."""
    known = things.get(key)
    if known is None:
        things[key] = thing  # type: ignore[assignment]
    else:
        both = tuple(sorted({*known.mentions, *thing.mentions}))  # type: ignore[attr-defined]
        things[key] = replace(known, mentions=both)  # type: ignore[assignment]


def _mentions(cluster: Cluster) -> tuple[Mention, ...]:
    found = {Mention(p.span, p.entry.iri if p.entry else "") for p in cluster.phrases if p.kind != "Pronoun"}
    found |= {Mention(t.span) for t in cluster.pronouns}
    unique: dict[Span, Mention] = {}
    for mention in sorted(found):
        unique[mention.span] = mention
    # "the city of Homs" is named by "Homs".
    return tuple(m for s, m in unique.items() if not any(o.within(s) for o in unique if o != s))


# ── places ───────────────────────────────────────────────────────────────────


def _locate(
    sentences: Sequence[Sentence],
    clusters: Sequence[Cluster],
    inner: Sequence[Inner],
    nations: Sequence[str],
    home: str,
) -> tuple[dict[int, Place], tuple[Place, ...]]:
    """Look the place names of an article up, all at once.

    Gives the place of each cluster by its identity, and the places of the names inside others.
    """
    named = [(c, p) for c in clusters if c.kind == "Place" for p in members(c) if p.named]
    toponyms = [_toponym(sentences[p.sentence], p, c) for c, p in named]
    toponyms += [Toponym(one.name, one.span) for one in inner]
    order = sorted(range(len(toponyms)), key=lambda i: toponyms[i].span)
    resolved = gazetteer.resolve([toponyms[i] for i in order], nationalities=nations, home=home)
    places = dict(zip(order, resolved, strict=True))
    found: dict[int, Place] = {}
    for i, (cluster, _) in enumerate(named):
        if id(cluster) not in found or (places[i].lat and not found[id(cluster)].lat):
            found[id(cluster)] = places[i]
    return found, tuple(places[i] for i in range(len(named), len(toponyms)))


def _toponym(sentence: Sentence, phrase: Phrase, cluster: Cluster) -> Toponym:
    nouns = [p.lemma for p in cluster.phrases if not p.named]
    named_after = part(sentence, phrase)
    container = _container(sentence, phrase) or (named_after.name if named_after else "")
    noun = nouns[0] if nouns else shared_noun(sentence, phrase.head)
    return Toponym(phrase.text, phrase.span, container, noun)


def _container(sentence: Sentence, phrase: Phrase) -> str:
    """Give the name that the text puts beside a place as what it lies in: "Springfield, Illinois"."""
    after = [t for t in sentence.tokens if t.begin >= phrase.span.end][:2]
    if len(after) == 2 and after[0].text == "," and after[1].pos == "PROPN":
        run = [after[1]]
        while run[-1].i + 1 <= sentence.tokens[-1].i and sentence.at(run[-1].i + 1).pos == "PROPN":
            run.append(sentence.at(run[-1].i + 1))
        return " ".join(t.text for t in run)
    return ""


def _country(clusters: Iterable[Cluster], phrases: Iterable[Phrase], located: Mapping[int, Place]) -> Place | None:
    """Find the country that an article names most, by its places and its peoples; of equals, the one named first."""
    named = [(p.span.begin, located[id(c)]) for c in clusters if id(c) in located for p in c.phrases]
    keys = [(begin, key) for begin, place in named for key in (place.key, *place.within[-1:]) if _is_country(key)]
    peoples = ((p.span.begin, gazetteer.country(nation)) for p in phrases for nation in p.nations)
    votes = Counter(key for _, key in sorted([*keys, *((begin, place.key) for begin, place in peoples if place)]))
    return gazetteer.describe(votes.most_common(1)[0][0]) if votes else None


def _is_country(key: str) -> bool:
    try:
        return gazetteer.describe(key).feature.startswith("A.PCL")
    except KeyError:
        return False


def _settle(
    clusters: Sequence[Cluster],
    sentences: Sequence[Sentence],
    index: Mapping[int, Cluster],
    located: dict[int, Place],
    country: Place | None,
) -> None:
    """Let "the country" be the country of the article, and "the capital" its capital, or that of the named country."""
    for cluster in clusters:
        capital = _capital_of(cluster, sentences, index, located)
        if capital and cluster.kind == "Place" and not cluster.names:
            located[id(cluster)] = capital
        if country is None or cluster.kind != "Place" or cluster.names or id(cluster) in located:
            continue
        traits = {
            t
            for p in cluster.phrases
            if p.definite and not p.modifiers and not _restricted(sentences[p.sentence], p.head)
            for e in [p.entry]
            if e
            for t in e.traits
        }
        if "country" in traits and not cluster.plural:
            located[id(cluster)] = country
        elif "capital" in traits:
            capital = gazetteer.capital(country.key)
            if capital:
                located[id(cluster)] = capital


def _capital_of(
    cluster: Cluster, sentences: Sequence[Sentence], index: Mapping[int, Cluster], located: Mapping[int, Place]
) -> Place | None:
    """Give the capital that a thing is said to be: "the capital of Ghana", "Ghana's capital", "the Syrian capital"."""
    for phrase in cluster.phrases:
        if phrase.entry is None or "capital" not in phrase.entry.traits:
            continue
        named = (located.get(id(index.get(t.i))) for t in _owners(sentences[phrase.sentence], phrase.head))
        of = (*map(gazetteer.country, phrase.nations), *named)
        if capital := next((c for place in of if place for c in [gazetteer.capital(place.key)] if c), None):
            return capital
    return None


def _restricted(sentence: Sentence, noun: Token) -> bool:
    """Tell whether more is said of which a noun is: "the country hardest hit", "the capital of Bavaria"."""
    below = sentence.children(noun)
    return any(_owners(sentence, noun)) or any(t.dep in {"acl", "relcl"} and t.i == noun.i + 1 for t in below)


def _owners(sentence: Sentence, noun: Token) -> Iterator[Token]:
    """Give whose or of what a noun is."""
    for child in sentence.children(noun):
        if child.dep == "poss":
            yield child
        elif child.dep == "prep" and child.lemma == "of":
            yield from (t for t in sentence.children(child) if t.dep == "pobj")


def _place(
    cluster: Cluster,
    key: str,
    mentions: tuple[Mention, ...],
    located: Mapping[int, Place],
    tokens: Mapping[int, str],
    country: Place | None,
    sentences: Sequence[Sentence],
) -> Place:
    found = located.get(id(cluster))
    if found:
        return replace(found, mentions=mentions)
    around = tuple(dict.fromkeys(_around(cluster, tokens, sentences)))
    within = around or ((country.key,) if country and country.key != key else ())
    inside = tuple(k for k in within if k != key)
    return Place(key, _label(cluster, tokens, {}), mentions, within=inside, named=bool(cluster.names))


def _around(cluster: Cluster, tokens: Mapping[int, str], sentences: Sequence[Sentence]) -> Iterator[str]:
    """Give the places that a common noun says it lies in: "suburbs of Damascus", "Homs' neighbourhoods"."""
    for phrase in cluster.phrases:
        sentence = sentences[phrase.sentence]
        for child in sentence.children(phrase.head):
            if child.dep in {"poss", "compound", "nmod"} and tokens.get(child.i, "").startswith(("place", "place/")):
                yield tokens[child.i]
            elif child.dep == "prep" and child.lemma in {"of", "in"}:
                for below in sentence.children(child):
                    if tokens.get(below.i, "").startswith("place"):
                        yield tokens[below.i]


def _acting(place: Place) -> Actor:
    """Give the body that acts where the text lets a place act: its government, its team, its people."""
    key = place.key.replace("place/", "organization/").replace("place_", "actor_")
    return Actor(key, "Organization", place.label, affiliations=(place.key,))


# ── actors and labels ────────────────────────────────────────────────────────


def _keys(clusters: Sequence[Cluster], located: Mapping[int, Place]) -> dict[int, str]:
    """Give the key of each thing by its identity; of "UN" and "UN troops", which begin alike, the second is longer."""
    keys: dict[int, str] = {}
    taken = {place.key for place in located.values()}
    for cluster in clusters:
        key = _key(cluster, located)
        if key in taken and key != AUTHOR and id(cluster) not in located:
            key = f"{key}_{cluster.first.head.begin}"
        taken.add(key)
        keys[id(cluster)] = key
    return keys


def _key(cluster: Cluster, located: Mapping[int, Place]) -> str:
    if cluster.author:
        return AUTHOR
    begin = cluster.first.span.begin
    if id(cluster) in located:
        return located[id(cluster)].key
    kind = (
        "actor"
        if cluster.kind in ACTORS or cluster.kind == "Name"
        else "place"
        if cluster.kind == "Place"
        else "object"
    )
    return f"{kind}_{begin}"


def _actor(
    cluster: Cluster,
    key: str,
    mentions: tuple[Mention, ...],
    tokens: Mapping[int, str],
    sentences: Sequence[Sentence],
) -> Actor:
    if cluster.author:
        return replace(author(), mentions=mentions)
    kind = "Actor" if cluster.kind == "Name" else cluster.kind
    if kind == "Person" and cluster.plural:
        kind = "Group"
    sector = next((p.sector for p in cluster.phrases if p.sector), "")
    belongs = dict.fromkeys(k for k in _affiliations(cluster, tokens, sentences) if k != key)
    return Actor(
        key,
        kind,
        _label(cluster, tokens, dict.fromkeys(belongs, "")),
        mentions,
        sector,
        tuple(belongs),
        tuple(sorted(cluster.names)),
    )


def _affiliations(cluster: Cluster, tokens: Mapping[int, str], sentences: Sequence[Sentence]) -> Iterator[str]:
    """Give the places and actors that a thing belongs to, by what stands around its mentions."""
    for phrase in members(cluster):
        for nation in phrase.nations:
            country = gazetteer.country(nation)
            if country:
                yield country.key
        sentence = sentences[phrase.sentence]
        for child in sentence.children(phrase.head):
            if child.dep in {"poss", "compound", "nmod"} and child.i in tokens:
                yield tokens[child.i]
            elif child.dep == "prep" and child.lemma in {"of", "for", "from"} and phrase.entry and not phrase.named:
                yield from (tokens[c.i] for c in sentence.children(child) if c.dep == "pobj" and c.i in tokens)


def author() -> Actor:
    """Give the source of an article that names no other: whoever wrote it."""
    return Actor(AUTHOR, "Actor", "author of the article", sector="Media")


def _label(cluster: Cluster, tokens: Mapping[int, str], owners: Mapping[str, str]) -> str:
    """Give the name of a thing, or its fullest description."""
    if cluster.names or cluster.label:
        return cluster.name or cluster.label
    full = max(members(cluster), key=lambda p: len(p.modifiers) + (" of " in p.text))
    return full.text
