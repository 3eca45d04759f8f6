"""The contract of a graph: the golden graphs keep it, and each kind of fault is told in a sentence, by two engines."""

from __future__ import annotations

import re

import pytest
from graphs import ARMY, SEED, both

from kg import iri
from kg.ask import shapes
from kg.errors import UsageError
from kg.store import Part, Store

GRAPH = iri.graph(SEED)
ENTER = (
    ' It is said at 17 to 181: "Syrian rebels, who are advancing towards the capital Damascus, claim to have entered the'
    ' city of Homs on Saturday following the withdrawal of the government forces."'
)
EVENT = 'event_94 "Syrian rebels enter Homs"'


def line(subject: str, predicate: str, value: str) -> str:
    """A quad of the seed article's graph; things of the article and terms of the ontology by their last part."""

    def term(name: str) -> str:
        if name.startswith(('"', "<")):
            return name
        return f"<{iri.KG}{name}>" if name[0].isupper() else f"<{SEED}#{name}>"

    verb = predicate if predicate.startswith("<") else f"<{iri.KG}{predicate}>"
    return f"{term(subject)} {verb} {term(value)} <{GRAPH}> .\n"


TYPE = f"<{iri.RDF}type>"
HOMS = f"<{iri.BASE}place/Homs>"
DAY = f"<{iri.BASE}time/2024-12-07>"
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
        [line("event_94", "actor", HOMS)],
        [f"{EVENT} (actor): Who or what does it is an actor or an object.{ENTER}"],
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
            f"offset_40_49: the text of a span is as long as its offsets say.{ENTER}",
            f"offset_40_49 (anchorOf): A span has one text, without language.{ENTER}",
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
    "half": (
        [line("time_506", "begin", f'"2000-12-08"^^<{iri.XSD}date>')],
        [],
        [
            'time_506 "24 years to 8 December 2024": A time span has both a first and a last day, or neither.'
            ' It is said at 376 to 560: "As the opposition rebels reached the suburbs of the capital, the whereabouts of Bashar'
            ' Assad, who has been ruling the country for 24 years, were unknown, as reported by news agency AP."'
        ],
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
}
"""Lines that are taken out and put in, and what is told then."""


@pytest.mark.parametrize("by", shapes.ENGINES)
def test_golden_graphs_keep_the_contract(full: Store, by: str) -> None:
    """Nothing is wrong with the golden graphs, each checked by itself, though one leads to the other."""
    pytest.importorskip(by)

    assert shapes.check(full, by=by) == ()


@pytest.mark.parametrize("by", shapes.ENGINES)
@pytest.mark.parametrize("name", sorted(FAULTS))
def test_faults_are_told(name: str, by: str) -> None:
    """Each fault gives its sentences and no others: article, thing, rule, and where the text says it."""
    pytest.importorskip(by)
    out, into, told = FAULTS[name]
    quads = both().decode()
    for one in out:
        assert quads.count(one) == 1
        quads = quads.replace(one, "")
    store = Store.memory()
    store.write(Part((quads + "".join(into)).encode()))

    assert shapes.check(store, by=by) == tuple(f"000_603f03b3b19a2f69.txt: {sentence}" for sentence in sorted(told))


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


def test_every_rule_speaks() -> None:
    """Each property of each shape says in words what it asks, so that two engines tell it alike."""
    shape = shapes._file("shapes.ttl")
    shacl = {name: f"{iri.SH}{name}" for name in ("property", "message", "sparql")}
    silent = [
        str(rule)
        for name in ("property", "sparql")
        for _, predicate, rule in shape
        if str(predicate) == shacl[name] and not any(str(p) == shacl["message"] for p in shape.predicates(rule))
    ]

    assert silent == []
