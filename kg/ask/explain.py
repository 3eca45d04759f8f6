"""Why an event is in the graph: its sentence, words, lexicon entry, frame, roles and claims, from the graph alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.ask import called
from kg.ask.called import Called
from kg.errors import UsageError
from kg.span import Span
from kg.store import Store
from kg.table import Table

MOST: Final = 20
"""So many events are explained at most."""
_ROLES: Final = ("actor", "target", "recipient", "origin", "destination", "place", "time")
_PUNCTUATION: Final = r'"[ -/:-@\\[-`{-~‘’“”–—]+"'
_FIND: Final = f"""
SELECT DISTINCT ?event WHERE {{
  {{ SELECT DISTINCT ?event WHERE {{
      VALUES ?wanted {{ $words }} VALUES ?name {{ UNDEF }}
      {{ ?event rdfs:label ?name }} UNION {{ ?mention nif:anchorOf ?name . ?event kg:mentionedBy ?mention }}
      FILTER ( CONTAINS(LCASE(STR(?name)), LCASE(?wanted)) )
      FILTER ( CONTAINS(CONCAT(" ", REPLACE(LCASE(STR(?name)), {_PUNCTUATION}, " "), " "),
        CONCAT(" ", REPLACE(LCASE(?wanted), {_PUNCTUATION}, " "), " ")) )
  }} LIMIT 999999 }}
  ?event a kg:Event .
}}"""
_LABEL: Final = "SELECT ?label WHERE { $event a kg:Event ; rdfs:label ?label } ORDER BY ?label"
_SPANS: Final = """
SELECT DISTINCT ?from ?to ?words ?entry ?begin ?end ?text WHERE {
  $event kg:mentionedBy ?mention .
  ?mention nif:beginIndex ?from ; nif:endIndex ?to ; nif:anchorOf ?words .
  OPTIONAL { ?mention kg:matchedBy ?entry }
  OPTIONAL { ?mention nif:superString/nif:beginIndex ?begin }
  OPTIONAL { ?mention nif:superString/nif:endIndex ?end }
  OPTIONAL { ?mention nif:superString/nif:anchorOf ?text }
} ORDER BY ?from ?to ?entry"""
_FILLERS: Final = """
SELECT DISTINCT ?role ?thing ?label ?from ?to ?words ?sure WHERE {
  VALUES ?role { $roles }
  $event ?role ?thing . ?thing rdfs:label ?label .
  OPTIONAL { $event kg:mentionedBy/nif:superString ?sentence . ?thing kg:mentionedBy ?mention .
    ?mention nif:superString ?sentence ; nif:beginIndex ?from ; nif:endIndex ?to ; nif:anchorOf ?words
    OPTIONAL { ?mention kg:confidence ?sure } }
} ORDER BY ?from ?to ?label"""
_TIME: Final = """
SELECT ?time ?begin ?end ?unit ?sure WHERE { $event kg:time ?time . ?time kg:granularity ?unit
  OPTIONAL { ?time kg:begin ?begin } OPTIONAL { ?time kg:end ?end } OPTIONAL { ?time kg:confidence ?sure } }"""
_SENSE: Final = """
SELECT DISTINCT ?class ?frame ?label ?example WHERE {
  $sense ontolex:reference ?class ; lex:frame ?frame . ?frame rdfs:label ?label .
  OPTIONAL { $sense skos:example ?example }
} ORDER BY ?class ?frame ?label ?example"""
_SLOTS: Final = """
SELECT DISTINCT ?function ?role ?slot WHERE {
  $sense lex:frame/lex:slot ?slot . ?slot lex:function ?function ; lex:role ?role .
} ORDER BY ?slot"""
_CLAIMS: Final = """
SELECT DISTINCT ?claim ?source ?attribution ?modality ?polarity WHERE {
  ?claim kg:about $event ; kg:source/rdfs:label ?source ; kg:attribution ?a ; kg:modality ?m ; kg:polarity ?p .
  ?a skos:prefLabel ?attribution . ?m skos:prefLabel ?modality . ?p skos:prefLabel ?polarity .
} ORDER BY ?claim"""
_MORE: Final = """
SELECT DISTINCT ?what ?label WHERE {
  { $claim kg:via/rdfs:label ?label . BIND ("via" AS ?what) }
  UNION { $claim kg:condition/rdfs:label ?label . BIND ("if" AS ?what) }
  UNION { ?statement kg:states $claim ; kg:mentionedBy/nif:anchorOf ?label . BIND ("cue" AS ?what) }
} ORDER BY ?what ?label"""
_STEPS: Final = "SELECT DISTINCT ?step WHERE { $claim kg:step ?step }"


class _Filler(NamedTuple):
    """A thing in a role, and a span of the event's sentence that names it; the span is None where none does."""

    role: str
    thing: str
    label: str
    span: Span | None
    words: str
    sure: str
    """How sure it is that the span means this place, or empty."""


def explain(store: Store, wanted: str) -> str:
    """Explain an event by its IRI, or the events that some words name, at most `MOST`, as text.

    Raises UsageError where no event is named, StoreError where the store fails.
    """
    events = [wanted] if wanted.startswith(("http://", "https://")) else _named(store, wanted)
    parts = ["".join(f"{line}\n" for line in _event(store, event)) for event in events[:MOST]]
    if not any(parts):
        raise UsageError(
            f"No event is called {wanted!r}. Name a word that the text uses for it, or the IRI of an event."
        )
    if len(events) > MOST:
        parts.append(f"And {len(events) - MOST} more. Give more words, or the IRI of an event.\n")
    return "\n".join(parts)


def mark(text: str, base: int, spans: Iterable[tuple[Span, str]]) -> str:
    """Mark spans in a text that begins at `base`, each with a name; of spans that overlap the first, longest is marked.

    >>> mark("Rebels entered Homs.", 10, [(Span(17, 24), "event"), (Span(10, 16), "actor")])
    '[Rebels]actor [entered]event Homs.'
    """
    parts, at = [], base
    for span, name in sorted(spans, key=lambda one: (one[0].begin, -one[0].end, one[1])):
        if span.begin >= at and span.end <= base + len(text):
            parts.append(f"{text[at - base : span.begin - base]}[{text[span.begin - base : span.end - base]}]{name}")
            at = span.end
    return "".join(parts) + text[at - base :]


def _rows(store: Store, query: str, **terms: str) -> list[list[str]]:
    """Ask a query of this module, with terms in N-Triples in the places of ``$name``; the values come as text."""
    for name, term in terms.items():
        query = query.replace(f"${name}", term)
    found = store.query(query)
    rows = found.rows if isinstance(found, Table) else ()
    return [["" if term is None else str(getattr(term, "value", term)) for term in row] for row in rows]


def _named(store: Store, words: str) -> list[str]:
    """Find the events that some words name, in the order of the articles and of their text."""
    query = _FIND.replace("$words", str(ox.Literal(words)))
    found = [row[0] for row in _rows(store, called.filled(query, [Called("name", words, whole=False)], store))]
    return sorted(found, key=lambda name: (name.partition("#")[0], len(name), name))


def _node(name: str) -> str:
    try:
        return str(ox.NamedNode(name))
    except ValueError as error:
        raise UsageError(f"{name!r} is no IRI: {error}.") from error


def _event(store: Store, event: str) -> Iterator[str]:
    node = _node(event)
    label, spans = _rows(store, _LABEL, event=node), _rows(store, _SPANS, event=node)
    if not label or not spans:
        return
    fillers = _fillers(store, node)
    yield label[0][0]
    yield f"  {event}"
    yield from _sentences(spans, fillers)
    for row in spans:
        yield from _word(store, row[0], row[2], row[3])
    yield from _roles(fillers, {time: _days(*rest) for time, *rest in _rows(store, _TIME, event=node)})
    for row in _rows(store, _CLAIMS, event=node):
        yield from _claim(store, *row)


def _fillers(store: Store, node: str) -> list[_Filler]:
    """Find what fills the roles, in the order of the roles; what is an origin or destination is no place beside."""
    roles = " ".join(f"<{iri.KG}{role}>" for role in _ROLES)
    found = [
        _Filler(role.rpartition("#")[2], thing, label, Span(int(begin), int(end)) if begin else None, words, sure)
        for role, thing, label, begin, end, words, sure in _rows(store, _FILLERS, event=node, roles=roles)
    ]
    moved = {filler.thing for filler in found if filler.role in ("origin", "destination")}
    kept = [filler for filler in found if filler.role != "place" or filler.thing not in moved]
    return sorted(kept, key=lambda filler: _ROLES.index(filler.role))


def _sentences(spans: Sequence[Sequence[str]], fillers: Iterable[_Filler]) -> Iterator[str]:
    marks = [(Span(int(row[0]), int(row[1])), "event") for row in spans]
    marks += [(filler.span, filler.role) for filler in fillers if filler.span]
    for begin, end, text in dict.fromkeys((row[4], row[5], row[6]) for row in spans if row[4]):
        yield f"  sentence    {begin}-{end}  {mark(text, int(begin), marks)}"


def _days(begin: str, end: str, unit: str, sure: str) -> str:
    """Say from when to when a time is, how fine it is, and how sure where the text does not tell it."""
    ends = [f"{word} {day}" for word, day in (("from", begin), ("to", end)) if day]
    days = f"{' '.join(ends) or 'open, for want of a date'}, to the {unit.rpartition('#unit')[2].lower()}"
    return days + (f", not told but supposed, with confidence {sure}" if sure else "")


def _roles(fillers: Sequence[_Filler], days: Mapping[str, str]) -> Iterator[str]:
    """Tell who and what is in which role, and the days of the time."""
    for role, thing, label in dict.fromkeys((f.role, f.thing, f.label) for f in fillers):
        words = dict.fromkeys(f.words for f in fillers if (f.role, f.thing) == (role, thing) and f.span)
        said = ", ".join(f'"{word}"' for word in words)
        yield f"  {role:11} {label}" + (f"  ({said})" if said else "")
        if thing in days:
            yield f"    {days[thing]}"
        if sure := max((f.sure for f in fillers if f.thing == thing), default=""):
            yield f"    this place and no other of the name with confidence {sure}"


def _word(store: Store, at: str, words: str, entry: str) -> Iterator[str]:
    """Tell the entry, class and frame that a word of the event was understood by."""
    yield f'  word        "{words}" at {at}' + (f", lexicon entry {_local(entry)}" if entry else ", not in the lexicon")
    if not entry:
        return
    for kind, frame, label, example in _rows(store, _SENSE, sense=_node(entry)):
        yield f"    class     {_local(kind)}"
        yield f"    frame     {_local(frame)}: {label}"
        for function, role, _ in _rows(store, _SLOTS, sense=_node(entry)):
            yield f"      slot    {_local(function)} gives {_local(role)}"
        if example:
            yield f'    example   "{example}"'


def _claim(store: Store, claim: str, source: str, attribution: str, modality: str, polarity: str) -> Iterator[str]:
    yield f"  claim       {attribution} by {source}: {modality}, {polarity}"
    for what, label in _rows(store, _MORE, claim=_node(claim)):
        yield f"    {what:9} {label}"
    steps = (row[0] for row in _rows(store, _STEPS, claim=_node(claim)))
    for step in sorted(steps, key=lambda text: int(text.partition(".")[0])):
        yield f"    step      {step}"


def _local(name: str) -> str:
    return name.rpartition("#")[2] or name
