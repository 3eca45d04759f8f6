"""From a reading to quads: the one place that knows both what was understood and how RDF says it.

Quads are written as lines of N-Quads, since making terms as objects costs twenty times as much. What belongs to the
article stands in its own named graph; what is true of a shared thing wherever it occurs stands in the shared graph, so
that no triple is in two graphs and a query over all graphs sees each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kg import iri
from kg.event import Actor, Claim, Event, Mention, Object, Occasion, Place, Reading, Step, TimeSpan
from kg.span import Span
from kg.text.article import Article
from kg.where import gazetteer

_PLACES = ("origin", "destination")
"""Roles under `place` in the ontology: what has one of them has the other too."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_SHARED_KINDS = {"person": "Person", "organization": "Organization"}
"""First part of a shared key to the class of the actor."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a graph was made with; a graph is made again when this changes."""

    software: str
    """Name and version, such as ``kg-0.1.0``."""
    model: str
    lexicon: str
    """Digest of the lexicon in hexadecimal."""
    ontology: str
    """Version of the ontology."""
    near: str = ""
    """Key of the place near which names are looked for first, or empty."""

    def used(self) -> tuple[str, ...]:
        """Give the IRIs of all that a run uses, sorted."""
        always = (
            f"{iri.BASE}lexicon/{self.lexicon[:16]}",
            f"{iri.BASE}model/{self.model}",
            f"{iri.BASE}software/{self.software}",
            f"{iri.ONTOLOGY_GRAPH}/{self.ontology}",
        )
        return tuple(sorted((*always, *((iri.BASE + self.near,) if self.near else ()))))


def describe(article: Article, reading: Reading, recipe: Recipe, above: Mapping[str, tuple[str, ...]]) -> bytes:
    """Write an article and all that was understood of it as N-Quads: sorted lines in UTF-8.

    `above` gives for each class itself and the classes of the ontology above it.
    """
    writer = _Writer(article, reading, above)
    own = iri.graph(writer.article)
    lines = {f"{triple} <{own}> .\n" for triple in writer.triples(recipe)}
    lines |= {f"{triple} <{iri.SHARED_GRAPH}> .\n" for triple in writer.shared(recipe)}
    return "".join(sorted(lines)).encode()


# ── terms ────────────────────────────────────────────────────────────────────


def _text(value: str, language: str = "") -> str:
    return f'"{_plain(value)}"' + (f"@{language}" if language else "")


def _plain(value: str) -> str:
    """Escape what N-Triples cannot hold as it is (RDF 1.1 N-Triples, section 4); lone surrogates are replaced."""
    value = value.translate(_ESCAPES)
    if value.isprintable():
        return value
    return "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else f"\\u{_safe(c):04X}" for c in value)


def _safe(char: str) -> int:
    return 0xFFFD if "\ud800" <= char <= "\udfff" else ord(char)


def _typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{iri.XSD}{datatype}>'


def _kg(name: str) -> str:
    return f"<{iri.KG}{name}>"


_TYPE = f"<{iri.RDF}type>"
_LABEL = f"<{iri.RDFS}label>"


def _types(node: str, kind: str, above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    return (f"{node} {_TYPE} {_kg(name)}" for name in above.get(kind, (kind,)))


def typed_label(name: str, kind: str, label: str, above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Write the classes and the label of a node by its IRI, as triples without graph and full stop."""
    yield from _types(f"<{name}>", kind, above)
    yield f"<{name}> {_LABEL} {_text(label, 'en')}"


class _Writer:
    """Writes the triples of one article, as text without graph and full stop."""

    def __init__(self, article: Article, reading: Reading, above: Mapping[str, tuple[str, ...]]) -> None:
        self.source = article
        self.reading = reading
        self.above = above
        self.article = iri.article(article.digest)
        self.described: set[tuple[str, str]] = set()
        """Spans that are described already, each with its kind: many things have one mention."""

    def node(self, key: str) -> str:
        """Give the term of a thing by its key."""
        return f"<{iri.node(self.article, key)}>"

    def span(self, span: Span) -> str:
        """Give the term of a span."""
        return f"<{iri.offset(self.article, span)}>"

    # ── the article's own graph

    def triples(self, recipe: Recipe) -> Iterator[str]:
        """Write all that belongs to the article."""
        reading = self.reading
        yield from self._article(recipe)
        for actor in reading.actors:
            yield from self._actor(actor)
        for thing in reading.objects:
            yield from self._object(thing)
        for place in reading.places:
            yield from self._place(place)
        for time in reading.times:
            yield from self._time(time)
        for occasion in reading.occasions:
            yield from self._occasion(occasion)
        for event in reading.events:
            yield from self._event(event)
        for claim in reading.claims:
            yield from self._claim(claim)
        for span, sure in _sure(reading.places).items():
            yield f"{self.span(span)} {_kg('confidence')} {_typed(sure, 'decimal')}"
        for span in reading.sentences:
            yield from self._span(self.span(span), span, "Sentence")

    def _article(self, recipe: Recipe) -> Iterator[str]:
        article, node, source = self.article, f"<{self.article}>", self.source
        yield f"{node} {_TYPE} {_kg('Article')}"
        yield f"{node} <{iri.SCHEMA}sha256> {_text(source.digest)}"
        yield f"{node} <{iri.DCTERMS}language> <http://id.loc.gov/vocabulary/iso639-1/en>"
        for identifier in source.identifiers:
            yield f"{node} <{iri.DCTERMS}identifier> {_text(identifier)}"
        if source.date:
            yield f"{node} <{iri.SCHEMA}datePublished> {_typed(source.date.isoformat(), 'date')}"
        facts = {
            iri.DCTERMS + "title": source.title,
            iri.DCTERMS + "publisher": source.publisher,
            iri.SCHEMA + "url": source.url,
        }
        for predicate, value in facts.items():
            if value:
                yield f"{node} <{predicate}> {_text(value)}"
        graph, run = f"<{iri.graph(article)}>", f"<{iri.run(article)}>"
        yield f"{graph} {_TYPE} <{iri.PROV}Entity>"
        yield f"{graph} <{iri.PROV}wasDerivedFrom> {node}"
        yield f"{graph} <{iri.PROV}wasGeneratedBy> {run}"
        yield f"{run} {_TYPE} <{iri.PROV}Activity>"
        yield f"{run} <{iri.PROV}wasAssociatedWith> <{iri.BASE}software/{recipe.software}>"
        for used in (article, *recipe.used()):
            yield f"{run} <{iri.PROV}used> <{used}>"
        for note in self.reading.notes:
            yield f"{run} <{iri.RDFS}comment> {_text(note, 'en')}"

    def _types(self, node: str, kind: str) -> Iterator[str]:
        return _types(node, kind, self.above)

    def _mentioned(self, node: str, mentions: Iterable[Mention]) -> Iterator[str]:
        for mention in mentions:
            span = self.span(mention.span)
            yield f"{node} {_kg('mentionedBy')} {span}"
            if mention.entry:
                yield f"{span} {_kg('matchedBy')} <{mention.entry}>"
            yield from self._span(span, mention.span, "Mention")

    def _span(self, node: str, span: Span, kind: str) -> Iterator[str]:
        if (node, kind) in self.described:
            return
        self.described.add((node, kind))
        yield f"{node} {_TYPE} {_kg(kind)}"
        yield f"{node} <{iri.NIF}anchorOf> {_text(span.of(self.source.text))}"
        yield f"{node} <{iri.NIF}beginIndex> {_typed(span.begin, 'nonNegativeInteger')}"
        yield f"{node} <{iri.NIF}endIndex> {_typed(span.end, 'nonNegativeInteger')}"
        yield f"{node} <{iri.NIF}referenceContext> <{self.article}>"
        if kind == "Mention":
            sentence = self._sentence(span)
            if sentence:
                yield f"{node} <{iri.NIF}superString> {self.span(sentence)}"

    def _sentence(self, span: Span) -> Span | None:
        """Find the sentence that a span begins in, by bisection."""
        sentences = self.reading.sentences
        low, high = 0, len(sentences)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if sentences[middle].begin <= span.begin else (low, middle)
        return sentences[low - 1] if low and span.begin < sentences[low - 1].end else None

    def _actor(self, actor: Actor) -> Iterator[str]:
        node = self.node(actor.key)
        if "/" not in actor.key:
            yield from self._types(node, actor.kind)
            yield f"{node} {_LABEL} {_text(actor.label, 'en')}"
        if actor.sector:
            yield f"{node} {_kg('sector')} {_kg(actor.sector)}"
        for key in actor.affiliations:
            yield f"{node} {_kg('affiliation')} {self.node(key)}"
        for called in actor.names:
            yield f"{node} <{iri.FOAF}name> {_text(called)}"
        yield from self._mentioned(node, actor.mentions)

    def _object(self, thing: Object) -> Iterator[str]:
        node = self.node(thing.key)
        yield f"{node} {_TYPE} {_kg('Object')}"
        yield f"{node} {_LABEL} {_text(thing.label, 'en')}"
        yield from self._mentioned(node, thing.mentions)

    def _place(self, place: Place) -> Iterator[str]:
        node = self.node(place.key)
        if "/" not in place.key:
            yield f"{node} {_TYPE} {_kg(place.kind)}"
            yield f"{node} {_LABEL} {_text(place.label, 'en')}"
        if not place.same:
            for key in place.within:
                yield f"{node} <{iri.GEO}sfWithin> {self.node(key)}"
            for close in place.close:
                yield f"{node} <{iri.SKOS}closeMatch> <{close}>"
        for key in place.near:
            yield f"{node} <{iri.GN}nearby> {self.node(key)}"
        yield from self._mentioned(node, place.mentions)

    def _time(self, time: TimeSpan) -> Iterator[str]:
        node = self.node(time.key)
        if "/" not in time.key:
            yield from self._dates(node, time)
        yield from self._mentioned(node, time.mentions)

    def _occasion(self, occasion: Occasion) -> Iterator[str]:
        node = self.node(occasion.key)
        yield f"{node} {_TYPE} {_kg('Occasion')}"
        yield f"{node} {_LABEL} {_text(occasion.label, 'en')}"
        yield from self._mentioned(node, occasion.mentions)

    def _dates(self, node: str, time: TimeSpan) -> Iterator[str]:
        yield f"{node} {_TYPE} {_kg('TimeSpan')}"
        yield f"{node} {_LABEL} {_text(time.label, 'en')}"
        yield f"{node} <{iri.RDF}value> {_text(time.value)}"
        yield f"{node} {_kg('granularity')} <{iri.TIME}{time.granularity}>"
        for name, one in (("begin", time.begin), ("end", time.end)):
            if one:
                yield f"{node} {_kg(name)} {_typed(one.isoformat(), 'date')}"
        if time.confidence:
            yield f"{node} {_kg('confidence')} {_typed(time.confidence, 'decimal')}"

    def _event(self, event: Event) -> Iterator[str]:
        node = self.node(event.key)
        yield from self._types(node, event.kind)
        yield f"{node} {_LABEL} {_text(event.label, 'en')}"
        for role, key in event.roles:
            yield f"{node} {_kg(role)} {self.node(key)}"
            if role in _PLACES:
                yield f"{node} {_kg('place')} {self.node(key)}"
        for key in (*((event.time,) if event.time else ()), *event.occasions):
            yield f"{node} {_kg('time')} {self.node(key)}"
        if event.direction:
            yield f"{node} {_kg('direction')} {_kg(event.direction)}"
        links = (
            ("before", event.before),
            ("causes", event.causes),
            ("coreferentWith", event.coreferent),
            ("states", event.states),
        )
        for name, keys in links:
            for key in keys:
                yield f"{node} {_kg(name)} {self.node(key)}"
        for name, count in (("killed", event.killed), ("injured", event.injured)):
            if count is not None:
                yield f"{node} {_kg(name)} {_typed(count, 'nonNegativeInteger')}"
        for name, texts in (("amount", event.amounts), ("quote", event.quotes)):
            for text in texts:
                yield f"{node} {_kg(name)} {_text(text)}"
        for span in event.content:
            yield f"{node} {_kg('content')} {self.span(span)}"
            yield from self._span(self.span(span), span, "Mention")
        yield from self._mentioned(node, event.mentions)

    def _claim(self, claim: Claim) -> Iterator[str]:
        node = self.node(claim.key)
        yield f"{node} {_TYPE} {_kg('Claim')}"
        yield f"{node} {_kg('about')} {self.node(claim.about)}"
        yield f"{node} {_kg('source')} {self.node(claim.source)}"
        yield f"{node} {_kg('attribution')} {_kg(claim.attribution)}"
        yield f"{node} {_kg('modality')} {_kg(claim.modality)}"
        yield f"{node} {_kg('polarity')} {_kg(claim.polarity)}"
        for name, keys in (("via", claim.via), ("condition", claim.conditions)):
            for key in keys:
                yield f"{node} {_kg(name)} {self.node(key)}"
        for span in claim.evidence:
            yield f"{node} {_kg('evidence')} {self.span(span)}"
        for number, step in enumerate(claim.steps, 1):
            yield f"{node} {_kg('step')} {_text(self._step(number, step))}"

    def _step(self, number: int, step: Step) -> str:
        """Say a step in words, with its number, since the triples of a claim have no order."""
        status = f"{step.modality.lower()}, {step.polarity.lower()}"
        return f'{number}. "{step.span.of(self.source.text)}" at {step.span.begin} {step.rule}: {status}'

    # ── the shared graph

    def shared(self, recipe: Recipe) -> Iterator[str]:
        """Write what is true of the shared things of the article wherever they occur."""
        yield from _tools(recipe)
        keys = {a.key for a in self.reading.actors if "/" in a.key}
        places = {p.key: p for p in self.reading.places if "/" in p.key}
        for key in keys:
            kind, _, name = key.partition("/")
            node = self.node(key)
            yield from self._types(node, _SHARED_KINDS[kind])
            yield f"{node} {_LABEL} {_text(_body(name) if kind == 'organization' else _name(name), 'en')}"
        for time in self.reading.times:
            if "/" in time.key:
                yield from self._dates(self.node(time.key), time)
        around = {k for p in self.reading.places for k in (*p.within, *p.near)}
        around |= {k for a in self.reading.actors for k in a.affiliations}
        yield from self._gazetteer({*places, *(k for k in around if k.startswith("place/"))})

    def _gazetteer(self, keys: set[str]) -> Iterator[str]:
        """Write the places of these keys and of those that they lie in, as the gazetteer has them."""
        queue = sorted(keys)
        for key in queue:
            node = self.node(key)
            yield f"{node} {_TYPE} {_kg('Place')}"
            try:
                place = gazetteer.describe(key)
            except KeyError:
                yield f"{node} {_LABEL} {_text(_name(key.partition('/')[2]), 'en')}"
                continue
            yield from self._known(node, place)
            queue += [k for k in place.within if k not in queue]

    def _known(self, node: str, place: Place) -> Iterator[str]:
        yield f"{node} {_LABEL} {_text(place.label, 'en')}"
        for key in place.within:
            yield f"{node} <{iri.GEO}sfWithin> {self.node(key)}"
        for same in place.same:
            yield f"{node} <{iri.OWL}sameAs> <{same}>"
        if place.feature:
            yield f"{node} <{iri.GN}featureCode> <{iri.GN}{place.feature}>"
        if place.lat and place.long:
            point = f"{node[:-1]}/centroid>"
            yield f"{node} <{iri.WGS}lat> {_typed(place.lat, 'decimal')}"
            yield f"{node} <{iri.WGS}long> {_typed(place.long, 'decimal')}"
            yield f"{node} <{iri.GEO}hasCentroid> {point}"
            yield f"{point} {_TYPE} <{iri.GEO}Geometry>"
            yield f'{point} <{iri.GEO}asWKT> "POINT({place.long} {place.lat})"^^<{iri.GEO}wktLiteral>'


def _sure(places: Iterable[Place]) -> dict[Span, str]:
    """Give for each span that means a known place how sure that is; of two places in one span the first counts."""
    found: dict[Span, str] = {}
    for place in places:
        for mention in place.mentions if place.confidence else ():
            found.setdefault(mention.span, place.confidence)
    return found


def _name(part: str) -> str:
    """Read the name of a thing back from its key."""
    return unquote(part).replace("_", " ")


def _body(part: str) -> str:
    """Name the body that acts for a place by the name of the place, without the number that tells it from others."""
    try:
        return gazetteer.describe(f"place/{part}").label
    except KeyError:
        return _name(part)


def _tools(recipe: Recipe) -> Iterator[str]:
    """Write what the software and the model of a run are."""
    software, model = f"<{iri.BASE}software/{recipe.software}>", f"<{iri.BASE}model/{recipe.model}>"
    yield f"{software} {_TYPE} <{iri.PROV}SoftwareAgent>"
    yield f"{software} {_LABEL} {_text(recipe.software.replace('-', ' '))}"
    yield f"{model} {_TYPE} <{iri.PROV}Entity>"
    yield f"{model} {_LABEL} {_text('spaCy ' + recipe.model.replace('-', ' '))}"
