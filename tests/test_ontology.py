"""The ontology keeps what OOPS! (Poveda-Villalón and others 2014) and FOOPS! (Garijo and others 2021) look for.

The numbers are those of the pitfalls in the catalogue of OOPS!. Pitfalls that need a reader, such as a wrong use of
"is a", are not among them.
"""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from kg import iri
from kg.ontology import ONTOLOGY
from kg.words.source import local

FILE = ONTOLOGY / "event.ttl"
TRIPLES = list(ox.parse(path=str(FILE)))
HEADER = "https://w3id.org/kg-event/ns"
PROPERTIES = (iri.OWL + "ObjectProperty", iri.OWL + "DatatypeProperty")
OPEN_RANGE = {
    "actor": "a person, body, place, event or document can do it",
    "target": "an actor, object, place or event can be it",
    "place": "a place or site, or a body or thing at, in or on which it happens",
    "origin": "as with place",
    "destination": "as with place",
    "affiliation": "a country, body or person",
    "matchedBy": "an entry of the lexicon, in a namespace of its own",
}
"""Properties whose range is left open on purpose (P11), with what can stand there."""
OPEN_DOMAIN = {
    "mentionedBy": "events, actors, objects, places and times",
    "confidence": "whatever the program is sure of",
}
"""Properties whose domain is left open on purpose (P11)."""


def objects(subject: str, predicate: str) -> list[str]:
    """The values of a predicate, in the order of the file."""
    return [t.object.value for t in TRIPLES if (t.subject.value, t.predicate.value) == (subject, predicate)]


def of_type(*types: str) -> list[str]:
    """What is declared as of one of some types, in the order of the file."""
    return list(
        dict.fromkeys(
            t.subject.value for t in TRIPLES if t.predicate.value == iri.RDF + "type" and t.object.value in types
        )
    )


CLASSES = of_type(iri.OWL + "Class")
ROLES = of_type(*PROPERTIES)
CONCEPTS = of_type(iri.SKOS + "Concept", iri.SKOS + "ConceptScheme")
TERMS = [*CLASSES, *ROLES, *of_type(iri.RDFS + "Datatype")]


@pytest.mark.parametrize(
    "predicate",
    [
        iri.DCTERMS + "title",
        iri.DCTERMS + "description",
        iri.DCTERMS + "creator",
        iri.DCTERMS + "created",
        iri.DCTERMS + "modified",
        iri.DCTERMS + "license",
        iri.DCTERMS + "bibliographicCitation",
        iri.OWL + "versionIRI",
        iri.OWL + "versionInfo",
        iri.VANN + "preferredNamespacePrefix",
        iri.VANN + "preferredNamespaceUri",
    ],
)
def test_the_header(predicate: str) -> None:
    """Who made it, when, under which licence, in which version and namespace (P38, P39, P41; FOOPS! OM1-OM4, URI, VER)."""
    assert of_type(iri.OWL + "Ontology") == [HEADER]
    assert len(objects(HEADER, predicate)) == 1


def test_the_version_names_itself() -> None:
    """The IRI of the version ends in its number, and the namespace is the one of the terms."""
    (version,) = objects(HEADER, iri.OWL + "versionInfo")

    assert objects(HEADER, iri.OWL + "versionIRI") == [f"{HEADER}/{version}"]
    assert objects(HEADER, iri.VANN + "preferredNamespaceUri") == [iri.KG]
    assert objects(HEADER, iri.VANN + "preferredNamespacePrefix") == ["kg"]


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_every_term_is_annotated(term: str) -> None:
    """A term has one label and says where it is defined; classes and properties have a comment that says more (P08, P20)."""
    (label,) = objects(term, iri.RDFS + "label")

    assert objects(term, iri.RDFS + "isDefinedBy") == [HEADER]
    if term in CLASSES or term in ROLES:
        (comment,) = objects(term, iri.RDFS + "comment")
        assert comment.casefold().rstrip(".") != label.casefold()
        assert comment.endswith(".")


@pytest.mark.parametrize("concept", CONCEPTS, ids=local)
def test_every_concept_is_labelled(concept: str) -> None:
    """A concept of a closed list has one label, and stands at the top of a list that exists."""
    assert len(objects(concept, iri.SKOS + "prefLabel")) == 1
    for scheme in objects(concept, iri.SKOS + "topConceptOf"):
        assert scheme in CONCEPTS


@pytest.mark.parametrize("role", ROLES, ids=local)
def test_domain_and_range(role: str) -> None:
    """A property has one domain and one range, or a reason why it is open (P11, P19)."""
    name = local(role)

    assert len(objects(role, iri.RDFS + "domain")) == (name not in OPEN_DOMAIN)
    assert len(objects(role, iri.RDFS + "range")) == (name not in OPEN_RANGE)


@pytest.mark.parametrize("kind", CLASSES, ids=local)
def test_no_class_stands_alone(kind: str) -> None:
    """A class has others above it, and is not its own ancestor (P04, P06, P24)."""
    above = set(objects(kind, iri.RDFS + "subClassOf"))
    while more := {a for c in above for a in objects(c, iri.RDFS + "subClassOf")} - above:
        above |= more

    assert above
    assert kind not in above


def test_no_property_is_its_own() -> None:
    """No property lies under itself, and none is the inverse of itself or of another (P05, P24, P25)."""
    for role in ROLES:
        assert role not in objects(role, iri.RDFS + "subPropertyOf")
        assert objects(role, iri.OWL + "inverseOf") == []


def test_names() -> None:
    """Classes are in CamelCase, properties begin small; none joins two ideas or gathers the rest (P07, P21, P22)."""
    assert [c for c in map(local, CLASSES) if not re.fullmatch(r"([A-Z][a-z]+)+", c)] == []
    assert [p for p in map(local, ROLES) if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", p)] == []
    assert [t for t in map(local, TERMS) if re.search(r"And[A-Z]|Or[A-Z]|Other|Misc", t)] == []


def test_labels_differ() -> None:
    """No two classes, and no two properties, have one label (P32)."""
    for terms in (CLASSES, ROLES):
        counted = Counter(objects(term, iri.RDFS + "label")[0] for term in terms)
        assert [label for label, number in counted.items() if number > 1] == []


def test_what_is_used_is_declared() -> None:
    """Every term of our namespace that is spoken of is a class, property, datatype or concept (P34, P35)."""
    spoken = {
        node.value
        for triple in TRIPLES
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, ox.NamedNode) and node.value.startswith(iri.KG)
    }
    notations = {t.object.datatype.value for t in TRIPLES if isinstance(t.object, ox.Literal)}

    assert sorted(spoken - {*TERMS, *CONCEPTS}) == []
    assert {n for n in notations if n.startswith(iri.KG)} <= set(TERMS)


def test_nothing_of_others_is_redefined() -> None:
    """Only terms of our own are described (P40), and no name tells a file format (P36)."""
    assert sorted({t.subject.value for t in TRIPLES} - {HEADER, *TERMS, *CONCEPTS}) == []
    assert not re.search(r"\.(owl|ttl|rdf|xml)", HEADER)


def test_what_excludes_each_other() -> None:
    """Events, claims, actors, places and times are kept apart by disjointness (P10)."""
    assert sorted(map(local, objects(iri.KG + "Event", iri.OWL + "disjointWith"))) == [
        "Actor", "Claim", "Mention", "Object", "Place", "Site", "TimeSpan",
    ]  # fmt: skip
