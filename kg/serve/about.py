"""What a server says of itself: the SPARQL 1.1 Service Description, and a description of its data in VoID."""

from __future__ import annotations

import pyoxigraph as ox

from kg import iri
from kg.store import Store
from kg.table import Table
from kg.term import plain

_PREFIXES = (
    "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix format: <http://www.w3.org/ns/formats/> .\n"
    "@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .\n@prefix void: <http://rdfs.org/ns/void#> .\n"
)
_TYPES = ("Article", "Event", "Claim", "Place", "Site", "Actor", "Mention")
"""Classes of the ontology whose things are counted."""


def description(store: Store, base: str) -> str:
    """Describe the service at an address in Turtle."""
    return f"""{_PREFIXES}
<{base}sparql> a sd:Service ;
  sd:endpoint <{base}sparql> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML, format:SPARQL_Results_CSV,
    format:SPARQL_Results_TSV, format:Turtle, format:N-Triples, format:RDF_XML, format:JSON-LD ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ; void:triples {_count(store, "?s ?p ?o")} ] ] .
"""


def void(store: Store, base: str) -> str:
    """Describe the data of a server at an address in Turtle."""
    classes = " ,\n    ".join(
        f"[ void:class <{iri.KG}{name}> ; void:entities {_count(store, f'?s a kg:{name}')} ]" for name in _TYPES
    )
    return f"""{_PREFIXES}
<{base}.well-known/void#data> a void:Dataset ;
  dcterms:title "News as events and claims"@en ;
  void:sparqlEndpoint <{base}sparql> ;
  void:uriSpace "{iri.BASE}" ;
  void:vocabulary <{iri.KG}>, <{iri.NIF}>, <{iri.PROV}>, <{iri.GEO}> ;
  void:triples {_count(store, "?s ?p ?o")} ;
  void:classPartition
    {classes} .
"""


def written(turtle: str, form: ox.RdfFormat) -> bytes:
    """Write a description in another form."""
    if form == ox.RdfFormat.TURTLE:
        return turtle.encode()
    triples = (quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    return ox.serialize(triples, format=form) or b""


def _count(store: Store, pattern: str) -> str:
    found = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return plain(found.rows[0][0]) if isinstance(found, Table) else "0"
