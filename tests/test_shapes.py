"""The contract of a graph: the golden graphs keep it, each kind of fault is told in a sentence, pySHACL judges alike."""

from __future__ import annotations

import re
from functools import cache

import pyshacl
import pytest
import rdflib
from graphs import ARMY, SEED, both
from rdflib.term import Node

from kg import iri
from kg.ask import shapes
from kg.ask.contract import Fault, contract
from kg.errors import UsageError
from kg.ontology import ONTOLOGY
from kg.store import Part, Store

GRAPH = iri.graph(SEED)
ENTER = (
    ' It is said at 17 to 181: "Syrian rebels, who are advancing towards the capital Damascus, claim to have entered the'
    ' city of Homs on Saturday following the withdrawal of the government forces."'
)
EVENT = 'event_94 "Syrian rebels enter Homs"'


def line(subject: str, predicate: str, value: str, graph: str = GRAPH) -> str:
    """A quad of the seed article's graph; things of the article and terms of the ontology by their last part."""

    def term(name: str) -> str:
        if name.startswith(('"', "<")):
            return name
        return f"<{iri.KG}{name}>" if name[0].isupper() else f"<{SEED}#{name}>"

    verb = predicate if predicate.startswith("<") else f"<{iri.KG}{predicate}>"
    return f"{term(subject)} {verb} {term(value)} <{graph}> .\n"


def known(subject: str, predicate: str, value: str) -> str:
    """A quad of the graph of shared things."""
    return line(subject, predicate, value, iri.SHARED_GRAPH)


def number(text: str, kind: str) -> str:
    """A literal of a datatype of XML Schema."""
    return f'"{text}"^^<{iri.XSD}{kind}>'


TYPE = f"<{iri.RDF}type>"
HOMS = f"<{iri.BASE}place/Homs>"
DAY = f"<{iri.BASE}time/2024-12-07>"
LABEL = f"<{iri.RDFS}label>"
SAME = f"<{iri.OWL}sameAs>"
LATITUDE = f"<{iri.WGS}lat>"
PLACE = 'place:Homs "Homs"'
AGES = (
    ' It is said at 376 to 560: "As the opposition rebels reached the suburbs of the capital, the whereabouts of Bashar'
    ' Assad, who has been ruling the country for 24 years, were unknown, as reported by news agency AP."'
)
FAULTS: dict[str, tuple[list[str], list[str], list[str]]] = {
    "superclass": (
        [line("event_94", TYPE, "Event")],
        [],
        [f"{EVENT} (type): An event says kg:Event beside its class.{ENTER}"],
    ),
    "place": (
        [line("event_94", "place", HOMS)],
        [],
        [f"{EVENT}: an origin or a destination is also written as a place.{ENTER}"],
    ),
    "target": (
        [],
        [line("event_94", "target", DAY)],
        [f"{EVENT} (target): A target is an actor, an object, a place or an event.{ENTER}"],
    ),
    "actor": (
        [],
        [line("event_94", "actor", DAY)],
        [f"{EVENT} (actor): Who or what does it is an actor, an object or a place.{ENTER}"],
    ),
    "direction": (
        [],
        [line("event_94", "direction", "Actual")],
        [f"{EVENT} (direction): A direction is one of rise, fall, start and end.{ENTER}"],
    ),
    "claim": (
        [line("claim_94", "about", "event_94")],
        [line("claim_94", "about", "event_80")],
        [f"{EVENT}: An event needs a claim that says who presents it and how.{ENTER}"],
    ),
    "denied": (
        [line("claim_94", "attribution", "Claimed")],
        [line("claim_94", "attribution", "Denied")],
        [f"claim_94: A denied claim negates its event.{ENTER}"],
    ),
    "modality": (
        [line("claim_94", "modality", "Actual")],
        [],
        [f"claim_94 (modality): A claim has one modality: actual, possible, planned or hypothetical.{ENTER}"],
    ),
    "stranger": (
        [line("claim_94", "source", "actor_17")],
        [line("claim_94", "source", "actor_163")],
        [
            f'event_80 "Syrian rebels claim": who makes a statement is the source of its claims, or passes them on (kg:via).{ENTER}'
        ],
    ),
    "order": (
        [],
        [line("event_94", "before", "event_145")],
        [
            f'event_145 "Syrian government forces withdraw": an event cannot come before itself.{ENTER}',
            f"{EVENT}: an event cannot come before itself.{ENTER}",
        ],
    ),
    "span": (
        [line("offset_94_101", f"<{iri.NIF}anchorOf>", '"entered"')],
        [
            line("offset_94_101", f"<{iri.NIF}anchorOf>", '"went in"'),
            line("offset_40_49", f"<{iri.NIF}anchorOf>", '"x"'),
        ],
        [
            f"offset_40_49 (anchorOf): A span has one text, without language.{ENTER}",
            f"offset_40_49: the text of a span is as long as its offsets say.{ENTER}",
        ],
    ),
    "open": (
        [
            line("time_506", "begin", f'"2000-12-08"^^<{iri.XSD}date>'),
            line("time_506", "end", f'"2024-12-08"^^<{iri.XSD}date>'),
        ],
        [],
        [],
    ),
    "value": (
        [line("time_506", f"<{iri.RDF}value>", '"P24Y"')],
        [],
        [
            'time_506 "24 years to 8 December 2024" (value): A time span has one value (TIMEX3).'
            ' It is said at 376 to 560: "As the opposition rebels reached the suburbs of the capital, the whereabouts of Bashar'
            ' Assad, who has been ruling the country for 24 years, were unknown, as reported by news agency AP."'
        ],
    ),
    "object": ([], [line("event_245", "actor", "object_1414")], []),
    "no label": (
        [line("event_94", LABEL, '"Syrian rebels enter Homs"@en')],
        [],
        [f"event_94 (label): An event has one label in each language.{ENTER}"],
    ),
    "two labels": (
        [],
        [line("event_94", LABEL, '"Rebels in Homs"@EN')],
        [f'event_94 "Rebels in Homs" (label): An event has one label in each language.{ENTER}'],
    ),
    "two languages": ([], [line("event_94", LABEL, '"Rebellen in Homs"@de')], []),
    "plain label": (
        [],
        [line("event_94", LABEL, '"Rebels in Homs"')],
        [f'event_94 "Rebels in Homs" (label): An event has one label in each language.{ENTER}'],
    ),
    "dead": ([], [line("event_94", "killed", number("3", "nonNegativeInteger"))], []),
    "less than none dead": (
        [],
        [line("event_94", "killed", number("-3", "nonNegativeInteger"))],
        [f"{EVENT} (killed): How many were killed is one whole number.{ENTER}"],
    ),
    "many dead": (
        [],
        [line("event_94", "killed", '"many"')],
        [f"{EVENT} (killed): How many were killed is one whole number.{ENTER}"],
    ),
    "dead twice": (
        [],
        [line("event_94", "killed", number(n, "nonNegativeInteger")) for n in ("3", "4")],
        [f"{EVENT} (killed): How many were killed is one whole number.{ENTER}"],
    ),
    "amount": (
        [],
        [line("event_94", "amount", number("3", "integer"))],
        [f"{EVENT} (amount): An amount is plain text.{ENTER}"],
    ),
    "two times": (
        [],
        [line("event_94", "time", "time_506")],
        [f"{EVENT}: an event has one time span at most.{ENTER}"],
    ),
    "two events": (
        [],
        [line("claim_94", "about", "event_145")],
        [f"claim_94 (about): A claim is about one event.{ENTER}"],
    ),
    "messenger": (
        [],
        [line("claim_94", "via", "event_145")],
        [f"claim_94 (via): Who passes a claim on is an actor.{ENTER}"],
    ),
    "evidence": (
        [],
        [line("claim_94", "evidence", "offset_94_101")],
        [f"claim_94 (evidence): A claim has a sentence as evidence.{ENTER}"],
    ),
    "sure": ([], [line("claim_94", "confidence", number("1.0", "decimal"))], []),
    "too sure": (
        [],
        [line("claim_94", "confidence", number("1.5", "decimal"))],
        [f"claim_94 (confidence): Confidence is one number from 0 to 1.{ENTER}"],
    ),
    "sure in words": (
        [],
        [line("claim_94", "confidence", '"high"')],
        [f"claim_94 (confidence): Confidence is one number from 0 to 1.{ENTER}"],
    ),
    "text as actor": (
        [],
        [line("event_94", "actor", '"rebels"')],
        [f"{EVENT} (actor): Who or what does it is an actor, an object or a place.{ENTER}"],
    ),
    "quote": (
        [],
        [line("event_80", "quote", '"we are in Homs"')],
        [f'event_80 "Syrian rebels claim": a quote stands in the content of its statement.{ENTER}'],
    ),
    "backwards": (
        [line("offset_94_101", f"<{iri.NIF}endIndex>", number("101", "nonNegativeInteger"))],
        [line("offset_94_101", f"<{iri.NIF}endIndex>", number("90", "nonNegativeInteger"))],
        [
            f"offset_94_101 (beginIndex): A span has one first character, before its end.{ENTER}",
            f"offset_94_101: the text of a span is as long as its offsets say.{ENTER}",
        ],
    ),
    "never": (
        [line("time_506", "begin", number("2000-12-08", "date"))],
        [line("time_506", "begin", number("2000-13-08", "date"))],
        [f'time_506 "24 years to 8 December 2024" (begin): A time span has one first day, not after its last.{AGES}'],
    ),
    "reversed": (
        [line("time_506", "begin", number("2000-12-08", "date"))],
        [line("time_506", "begin", number("2025-01-01", "date"))],
        [f'time_506 "24 years to 8 December 2024" (begin): A time span has one first day, not after its last.{AGES}'],
    ),
    "hour": (
        [line("time_506", "granularity", f"<{iri.TIME}unitYear>")],
        [line("time_506", "granularity", f"<{iri.TIME}unitHour>")],
        [
            f'time_506 "24 years to 8 December 2024" (granularity): A time span is precise to a day, week, month or year.{AGES}'
        ],
    ),
    "beyond the pole": (
        [known(HOMS, LATITUDE, number("34.72405", "decimal"))],
        [known(HOMS, LATITUDE, number("94.72405", "decimal"))],
        [
            f"{PLACE} (lat): A latitude is one number of degrees from -90 to 90.{ENTER}",
            f'army.txt: {PLACE} (lat): A latitude is one number of degrees from -90 to 90. It is said at 0 to 55: "The army denied on Sunday that rebels had entered Homs."',
        ],
    ),
    "a site on the map": (
        [],
        [line("place_340", LATITUDE, number("34.72405", "decimal"))],
        [
            'place_340 "coastal territories" (lat): A site has no coordinates; what it lies in may have. It is said at 182 to 374: "If they succeed in capturing it, it will turn out to be a huge blow to President Bashar al-Assad, as the move could effectively divide his regime and isolate coastal territories from Damascus."',
        ],
    ),
    "latitude in words": (
        [],
        [known(HOMS, LATITUDE, '"north"')],
        [
            f"{PLACE} (lat): A latitude is one number of degrees from -90 to 90.{ENTER}",
            f'army.txt: {PLACE} (lat): A latitude is one number of degrees from -90 to 90. It is said at 0 to 55: "The army denied on Sunday that rebels had entered Homs."',
        ],
    ),
    "elsewhere": (
        [],
        [known(HOMS, SAME, "<https://example.org/Homs>")],
        [
            f"{PLACE} (sameAs): A place is the same as a place of GeoNames or Wikidata only.{ENTER}",
            f'army.txt: {PLACE} (sameAs): A place is the same as a place of GeoNames or Wikidata only. It is said at 0 to 55: "The army denied on Sunday that rebels had entered Homs."',
        ],
    ),
    "sector": (
        [],
        [line("actor_17", "sector", "Actual")],
        [f'actor_17 "Syrian rebels" (sector): A sector is one of those of the ontology.{ENTER}'],
    ),
    "someone else": (
        [],
        [line("actor_17", SAME, f"<{iri.WD}L1>")],
        [f'actor_17 "Syrian rebels" (sameAs): An actor is the same as an entity of Wikidata only.{ENTER}'],
    ),
    "withdrawal": (
        [line("event_145", TYPE, "Movement")],
        [],
        [
            f'event_145 "Syrian government forces withdraw" (type): A withdrawal says kg:Movement beside its class.{ENTER}'
        ],
    ),
}
"""Lines that are taken out and put in, and what is told then; of the seed article where no other is named."""


def broken(name: str) -> Store:
    """Both golden graphs with one fault."""
    out, into, _ = FAULTS[name]
    quads = both().decode()
    for one in out:
        assert quads.count(one) == 1, one
        quads = quads.replace(one, "")
    store = Store.memory()
    store.write(Part((quads + "".join(into)).encode()))
    return store


def test_golden_graphs_keep_the_contract(full: Store) -> None:
    """Nothing is wrong with the golden graphs, each checked by itself, though one leads to the other."""
    assert shapes.check(full) == ()


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_faults_are_told(name: str) -> None:
    """Each fault gives its sentences and no others: article, thing, rule, and where the text says it."""
    told = FAULTS[name][2]

    assert shapes.check(broken(name)) == tuple(
        sentence if sentence.startswith("army.txt: ") else f"000_603f03b3b19a2f69.txt: {sentence}" for sentence in told
    )


def test_coreference_in_one_direction_is_told() -> None:
    """Links over articles are checked as well, at the article that lacks one."""
    store = Store.memory()
    quads = re.sub(f"<{SEED}#event_94> <{iri.KG}coreferentWith> .*\n", "", both().decode())
    store.write(Part(quads.encode()))

    assert shapes.check(store, article="army.txt") == (
        'army.txt: event_42 "rebels enter Homs": Coreference is written in both directions.'
        ' It is said at 0 to 55: "The army denied on Sunday that rebels had entered Homs."',
    )


def test_one_article_is_checked(full: Store) -> None:
    """An article is named by its identifier or IRI; one that is not there is told."""
    assert shapes.check(full, article="army.txt") == shapes.check(full, article=ARMY) == ()
    with pytest.raises(UsageError, match=r"^There is no article nobody\.txt in the store\."):
        shapes.check(full, article="nobody.txt")


# ── the reference ────────────────────────────────────────────────────────────


@cache
def reference(name: str) -> rdflib.Graph:
    """A file of the ontology in rdflib."""
    return rdflib.Graph().parse(ONTOLOGY / name)


def judged(triples: tuple[shapes.Triple, ...]) -> set[Fault]:
    """What pySHACL finds wrong with some triples."""
    data = rdflib.Graph().parse(data="".join(f"{' '.join(triple)} .\n" for triple in triples), format="nt")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=reference("shapes.ttl"), ont_graph=reference("event.ttl"), advanced=True
    )
    assert isinstance(report, rdflib.Graph)
    return {_fault(report, result) for result in report.subjects(rdflib.SH.resultSeverity, None)}


def _fault(report: rdflib.Graph, result: Node) -> Fault:
    """A result of pySHACL as a fault; who breaks a constraint in SPARQL is its value."""
    focus, path, value, message = (
        report.value(result, rdflib.SH[part]) for part in ("focusNode", "resultPath", "value", "resultMessage")
    )
    about = value if path is None and value is not None else focus
    assert isinstance(about, rdflib.URIRef | rdflib.Literal)
    reason = str(message).removeprefix(f"{about}: ").removeprefix("{?value}: ")
    return Fault(about.n3(), path.n3() if isinstance(path, rdflib.URIRef) else "", reason)


@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
@pytest.mark.parametrize("name", ["", *sorted(FAULTS)])
def test_the_reference_judges_alike(full: Store, name: str) -> None:
    """PySHACL finds the same things wrong, for the same reasons, or nothing."""
    store = broken(name) if name else full
    checked = shapes.gather(store, SEED)

    assert contract().faults(checked.triples) == judged(checked.triples)


@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
def test_a_graph_of_faults_is_judged_alike() -> None:
    """All faults at once, which get in each other's way, are found by both as well."""
    store = Store.memory()
    out = {one for lines, _, _ in FAULTS.values() for one in lines}
    quads = "".join(one for one in both().decode().splitlines(keepends=True) if one not in out)
    store.write(Part((quads + "".join(one for _, lines, _ in FAULTS.values() for one in lines)).encode()))
    checked = shapes.gather(store, SEED)
    found = contract().faults(checked.triples)

    assert len(found) > 30
    assert found == judged(checked.triples)


# ── the shapes are read ──────────────────────────────────────────────────────


def test_every_part_of_the_shapes_is_read() -> None:
    """As many properties and questions are checked as the file has."""
    file = reference("shapes.ttl")
    made = contract()

    assert len(made.questions) == len(list(file.subject_objects(rdflib.SH.sparql)))
    assert sum(len(shape.properties) for _, shape in made.shapes) == len(list(file.subject_objects(rdflib.SH.property)))


def test_every_rule_speaks() -> None:
    """Each property of each shape says in words what it asks, so that two engines tell it alike."""
    shape = reference("shapes.ttl")
    shacl = {name: f"{iri.SH}{name}" for name in ("property", "message", "sparql")}
    silent = [
        str(rule)
        for name in ("property", "sparql")
        for _, predicate, rule in shape
        if str(predicate) == shacl[name] and not any(str(p) == shacl["message"] for p in shape.predicates(rule))
    ]

    assert silent == []
