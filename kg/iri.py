"""Every namespace, and the only functions that mint IRIs.

All IRIs follow from the text and from names, so that the same text gives the same IRIs on any machine. Shapes:

* the ontology: ``https://w3id.org/kg-event/ns#Event``;
* an article: ``.../id/article/5781c210cfac3712``, the first 16 hexadecimal digits of the SHA-256 of its text; its named
  graph is ``.../graph`` below it;
* what belongs to one article: a fragment with a character offset, ``...5781c210cfac3712#event_94``;
* what many articles share: a readable name below its kind, ``.../id/place/Homs``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kg.span import Span

BASE: Final = "https://w3id.org/kg-event/id/"
KG: Final = "https://w3id.org/kg-event/ns#"
EN: Final = "https://w3id.org/kg-event/lexicon/en#"
FRAME: Final = "https://w3id.org/kg-event/lexicon/frame#"
GRAMMAR: Final = "https://w3id.org/kg-event/lexicon/grammar#"
LEX: Final = "https://w3id.org/kg-event/lexicon/ns#"
SHAPES: Final = "https://w3id.org/kg-event/shapes#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GAF: Final = "http://groundedannotationframework.org/gaf#"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
GN: Final = "http://www.geonames.org/ontology#"
LEXINFO: Final = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ONTOLEX: Final = "http://www.w3.org/ns/lemon/ontolex#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "http://schema.org/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SH: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SYNSEM: Final = "http://www.w3.org/ns/lemon/synsem#"
TIME: Final = "http://www.w3.org/2006/time#"
VANN: Final = "http://purl.org/vocab/vann/"
WD: Final = "http://www.wikidata.org/entity/"
WGS: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "calendar": BASE + "time/", "dcterms": DCTERMS, "en": EN, "foaf": FOAF, "frame": FRAME, "gaf": GAF, "geo": GEO,
    "gn": GN, "grammar": GRAMMAR, "id": BASE, "kg": KG, "lex": LEX, "lexinfo": LEXINFO, "nif": NIF, "ontolex": ONTOLEX,
    "org": ORG, "organization": BASE + "organization/", "owl": OWL, "person": BASE + "person/",
    "place": BASE + "place/", "prov": PROV, "rdf": RDF, "rdfs": RDFS, "schema": SCHEMA, "sem": SEM, "sh": SH,
    "skos": SKOS, "synsem": SYNSEM, "time": TIME, "vann": VANN, "wd": WD, "wgs": WGS, "xsd": XSD,
}  # fmt: skip
"""Prefixes that every query may use and every Turtle file declares, sorted."""

ONTOLOGY_GRAPH: Final = "https://w3id.org/kg-event/ns"
"""The named graph that holds the ontology in a store."""
LEXICON_GRAPH: Final = "https://w3id.org/kg-event/lexicon/en"
"""The named graph that holds the lexicon in a store."""
SHARED_GRAPH: Final = BASE + "shared/graph"
"""The named graph of all that is true of shared things wherever they occur: classes, labels, coordinates, days."""
LINK_GRAPH: Final = BASE + "link/graph"
"""The named graph of what several articles mean alike."""
VERDICT_GRAPH: Final = BASE + "verdict/graph"
"""The named graph of what a user says is the same or different."""

_UNSAFE = re.compile(r"[^\w.,()'&+~-]")


def article(digest: str) -> str:
    """The IRI of an article, from the SHA-256 of its text in hexadecimal."""
    return f"{BASE}article/{digest[:16]}"


def graph(article_iri: str) -> str:
    """The IRI of the named graph of an article."""
    return article_iri + "/graph"


def run(article_iri: str) -> str:
    """The IRI of the activity that made the graph of an article."""
    return article_iri + "/run"


def node(article_iri: str, key: str) -> str:
    """The IRI of a thing by its key (see `kg.event`): shared where it holds a slash, else a fragment of the article.

    >>> node("https://w3id.org/kg-event/id/article/5781c210cfac3712", "event_94")
    'https://w3id.org/kg-event/id/article/5781c210cfac3712#event_94'
    >>> node("https://w3id.org/kg-event/id/article/5781c210cfac3712", "place/Homs")
    'https://w3id.org/kg-event/id/place/Homs'
    """
    return BASE + key if "/" in key else f"{article_iri}#{key}"


def offset(article_iri: str, span: Span) -> str:
    """The IRI of a span of an article, after NIF 2.1 (OffsetBasedString)."""
    return f"{article_iri}#offset_{span.begin}_{span.end}"


def shared_key(kind: str, name: str) -> str:
    """The key of a thing that articles share, from its kind and its name.

    The name is normalised to NFC, its blanks become underscores, and whatever RFC 3987 forbids in a path segment is
    percent-encoded.

    >>> shared_key("place", "Moadamia al-Sham")
    'place/Moadamia_al-Sham'
    >>> shared_key("person", 'A "B" / C')
    'person/A_%22B%22_%2F_C'
    """
    plain = "_".join(unicodedata.normalize("NFC", name).split())
    return f"{kind}/{_UNSAFE.sub(_percent, plain)}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))
