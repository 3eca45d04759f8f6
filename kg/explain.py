"""Why an event is in the graph: its sentence, words, lexicon entry, frame, roles and claims, from the graph alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg import iri
from kg.errors import UsageError
from kg.store import Store
from kg.table import Row, Table

_ROLES: Final = ("actor", "target", "recipient", "place", "origin", "destination", "time")
_SPANS: Final = """
SELECT DISTINCT ?sentence ?text ?begin ?end ?from ?words ?entry WHERE {
  VALUES ?event { <EVENT> }
  ?event kg:mentionedBy ?mention .
  ?mention nif:anchorOf ?words ; nif:beginIndex ?from ; nif:endIndex ?to ; nif:superString ?sentence .
  ?sentence nif:anchorOf ?text ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL { ?mention kg:matchedBy ?entry }
} ORDER BY ?from"""
_SENSE: Final = """
SELECT DISTINCT ?class ?frame ?label ?example WHERE {
  VALUES ?sense { <SENSE> }
  ?sense ontolex:reference ?class ; lex:frame ?frame . ?frame rdfs:label ?label .
  OPTIONAL { ?sense skos:example ?example }
}"""
_SLOTS: Final = """
SELECT DISTINCT ?slot ?function ?role WHERE {
  VALUES ?sense { <SENSE> }
  ?sense lex:frame/lex:slot ?slot . ?slot lex:function ?function ; lex:role ?role .
} ORDER BY ?slot"""
_FILLERS: Final = """
SELECT DISTINCT ?role ?thing ?label WHERE {
  VALUES ?event { <EVENT> }
  VALUES ?role { <ROLES> }
  ?event ?role ?thing . ?thing rdfs:label ?label .
}"""
_WORDS: Final = """
SELECT DISTINCT ?thing ?words WHERE {
  VALUES ?event { <EVENT> }
  VALUES ?role { <ROLES> }
  ?event kg:mentionedBy/nif:superString ?sentence ; ?role ?thing .
  ?thing kg:mentionedBy ?mention . ?mention nif:superString ?sentence ; nif:anchorOf ?words ; nif:beginIndex ?at .
} ORDER BY ?at"""
_CLAIMS: Final = """
SELECT DISTINCT ?claim ?source ?attribution ?modality ?polarity WHERE {
  VALUES ?event { <EVENT> }
  ?claim kg:about ?event ; kg:source/rdfs:label ?source ; kg:attribution ?a ; kg:modality ?m ; kg:polarity ?p .
  ?a skos:prefLabel ?attribution . ?m skos:prefLabel ?modality . ?p skos:prefLabel ?polarity .
} ORDER BY ?claim"""
_MORE: Final = """
SELECT DISTINCT ?what ?label WHERE {
  VALUES ?claim { <CLAIM> }
  { ?claim kg:via/rdfs:label ?label . BIND ("via" AS ?what) }
  UNION { ?claim kg:condition/rdfs:label ?label . BIND ("if" AS ?what) }
  UNION { ?statement kg:states ?claim ; kg:mentionedBy/nif:anchorOf ?label . BIND ("cue" AS ?what) }
} ORDER BY ?what ?label"""
_FIND: Final = """
SELECT DISTINCT ?event WHERE {
  VALUES ?wanted { WORDS }
  ?event a kg:Event ; rdfs:label|kg:mentionedBy/nif:anchorOf ?name .
  FILTER ( CONTAINS(CONCAT(" ", LCASE(STR(?name)), " "), CONCAT(" ", LCASE(?wanted), " ")) )
} ORDER BY ?event"""


def explain(store: Store, wanted: str) -> str:
    """Explain an event by its IRI, or all events that some words name, as text.

    Raises UsageError where no event is named, StoreError where the store fails.
    """
    events = [wanted] if wanted.startswith(("http://", "https://")) else _named(store, wanted)
    parts = ["\n".join(_event(store, event)) for event in events]
    if not parts or not parts[0]:
        raise UsageError(
            f"No event is called {wanted!r}. Name a word that the text uses for it, or the IRI of an event."
        )
    return "\n\n".join(parts) + "\n"


def _rows(store: Store, query: str, **terms: str) -> tuple[Row, ...]:
    """Ask a query of this module, with terms that stand in N-Triples already in their places."""
    for name, term in terms.items():
        query = query.replace(f"<{name}>" if term.startswith("<") else name, term)
    found = store.query(query)
    return found.rows if isinstance(found, Table) else ()


def _named(store: Store, words: str) -> list[str]:
    import pyoxigraph as ox

    return [_value(row[0]) for row in _rows(store, _FIND, WORDS=str(ox.Literal(words)))]


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _node(name: str) -> str:
    import pyoxigraph as ox

    try:
        return str(ox.NamedNode(name))
    except ValueError as error:
        raise UsageError(f"{name!r} is no IRI ({error}).") from error


def _event(store: Store, event: str) -> Iterator[str]:
    node, roles = _node(event), " ".join(f"<{iri.KG}{role}>" for role in _ROLES)
    spans = _rows(store, _SPANS, EVENT=node)
    if not spans:
        return
    yield event
    for text, begin, end in dict.fromkeys((_value(r[1]), _value(r[2]), _value(r[3])) for r in spans):
        yield f'  sentence {begin}-{end}  "{text}"'
    for row in spans:
        yield from _word(store, *map(_value, row[4:]))
    words: dict[str, list[str]] = {}
    for row in _rows(store, _WORDS, EVENT=node, ROLES=roles):
        words.setdefault(_value(row[0]), []).append(_value(row[1]))
    for role, thing, label in (map(_value, row) for row in _rows(store, _FILLERS, EVENT=node, ROLES=roles)):
        said = ", ".join(f'"{w}"' for w in dict.fromkeys(words.get(thing, ())))
        yield f"  {role.rpartition('#')[2]:11} {label}" + (f"  ({said})" if said else "")
    for row in _rows(store, _CLAIMS, EVENT=node):
        yield from _claim(store, *map(_value, row))


def _word(store: Store, at: str, words: str, entry: str) -> Iterator[str]:
    """Tell the entry, class and frame that a word of the event was understood by."""
    yield f'  word        "{words}" at {at}' + (f", lexicon entry {_local(entry)}" if entry else ", not in the lexicon")
    if not entry:
        return
    for kind, frame, label, example in (map(_value, r) for r in _rows(store, _SENSE, SENSE=_node(entry))):
        yield f"    class     {_local(kind)}"
        yield f"    frame     {_local(frame)}: {label}"
        for _, function, role in (map(_value, r) for r in _rows(store, _SLOTS, SENSE=_node(entry))):
            yield f"      slot    {_local(function)} gives {_local(role)}"
        if example:
            yield f'    example   "{example}"'


def _claim(store: Store, claim: str, source: str, attribution: str, modality: str, polarity: str) -> Iterator[str]:
    yield f"  claim       {attribution} by {source}: {modality}, {polarity}"
    for what, label in (map(_value, row) for row in _rows(store, _MORE, CLAIM=_node(claim))):
        yield f"    {what:9} {label}"


def _local(name: str) -> str:
    return name.rpartition("#")[2] or name
