"""From a reading to N-Quads: a whole article as golden file, which two engines read alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from kg import iri
from kg.event import (
    AUTHOR,
    Actor,
    Attribution,
    Claim,
    Event,
    Granularity,
    Mention,
    Modality,
    Object,
    Place,
    Polarity,
    Reading,
    TimeSpan,
)
from kg.span import Span
from kg.text.article import Article
from kg.triples import Recipe, describe
from kg.words import lexicon

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")

GOLDEN = Path(__file__).parent / "golden" / "two-sentences.nq"
RECIPE = Recipe("kg-0.0.0", "model-1", "0123456789abcdef0123", "0.1.0")
TEXT = (
    'Rebels claimed to have left Homs on Saturday for the hills. "The car, 3 men said, hit us," Lopez told Al\tJazeera.'
)
ARTICLE = Article(("b.txt", "a.txt"), TEXT, date(2024, 12, 8), 'The "car"', "The Paper", "https://example.org/1")


def span(words: str) -> Span:
    """The first place of some words in the text."""
    begin = TEXT.index(words)
    return Span(begin, begin + len(words))


def said(
    words: str, about: str, source: str, how: Attribution, modality: Modality = Modality.ACTUAL, **more: tuple[str, ...]
) -> Claim:
    """A claim on an event of the first or second sentence."""
    sentence = Span(0, 59) if span(words).begin < 59 else Span(60, len(TEXT))
    key = about.replace("event", "claim")
    return Claim(key, about, source, how, modality, Polarity.AFFIRMED, (sentence,), **more)


def golden_reading() -> Reading:
    """A reading that has one of everything."""
    left, hit = f"event_{span('left').begin}", f"event_{span('hit').begin}"
    claimed, told = f"event_{span('claimed').begin}", f"event_{span('told').begin}"
    hills = f"place_{span('hills').begin}"
    return Reading(
        sentences=(Span(0, 59), Span(60, len(TEXT))),
        actors=(
            Actor("actor_0", "Group", "Rebels", (Mention(span("Rebels"), iri.EN + "rebel-n"),), "Rebels", ("place/Syria",)),
            Actor(AUTHOR, "Actor", "author of the article", sector="Media"),
            Actor("organization/Al_Jazeera", "Organization", "Al Jazeera", (Mention(span("Al\tJazeera")),)),
            Actor("person/Lopez", "Person", "Lopez", (Mention(span("Lopez")),)),
        ),
        objects=(Object(f"object_{span('car').begin}", 'so-called "car"', (Mention(span("car")),)),),
        places=(
            Place("place/Homs", "Homs", (Mention(span("Homs")),)),
            Place(hills, "hills", (Mention(span("hills")),), ("place/Syria",), ("place/Homs",), close=(iri.WD + "Q1", iri.WD + "Q2"), named=False),
        ),
        times=(
            TimeSpan(
                "time/2024-12-07", "7 December 2024", (Mention(span("Saturday"), iri.EN + "weekday-form"),),
                "2024-12-07", date(2024, 12, 7), date(2024, 12, 7), Granularity.DAY,
            ),
        ),
        events=(
            Event(
                left, "Withdrawal", "rebels leave Homs", (Mention(span("left"), iri.EN + "leave-v-1"),),
                (("actor", "actor_0"), ("destination", hills), ("origin", "place/Homs")),
                time="time/2024-12-07", before=(hit,), coreferent=(hit,),
            ),
            Event(
                hit, "Change", "car hits us", (Mention(span("hit")),),
                (("target", f"object_{span('car').begin}"),), direction="Fall", causes=(left,), coreferent=(left,),
                killed=3, injured=0, amounts=("12 percent",),
            ),
            Event(
                claimed, "Statement", "rebels claim", (Mention(span("claimed")),), (("actor", "actor_0"),),
                content=(span("to have left Homs on Saturday for the hills"),), states=(left.replace("event", "claim"),),
            ),
            Event(
                told, "Demand", "Lopez tells Al Jazeera", (Mention(span("told")),),
                (("actor", "person/Lopez"), ("recipient", "organization/Al_Jazeera")),
                content=(span("The car,"), span("hit us,")), quotes=("The car,", "hit us,"),
            ),
        ),
        claims=(
            said("left", left, "actor_0", Attribution.CLAIMED, via=("person/Lopez",), conditions=(hit,)),
            said("hit", hit, "person/Lopez", Attribution.REPORTED, Modality.POSSIBLE),
            said("claimed", claimed, AUTHOR, Attribution.ASSERTED),
            said("told", told, AUTHOR, Attribution.ASSERTED),
        ),
        notes=("A note.",),
    )  # fmt: skip


def written(reading: Reading, article: Article = ARTICLE) -> bytes:
    """The N-Quads of a reading."""
    return describe(article, reading, RECIPE, lexicon.load().above)


def terms(data: bytes) -> set[tuple[str, str, str, str]]:
    """The quads as pyoxigraph reads them, written by it again."""
    quads = ox.parse(data, format=ox.RdfFormat.N_QUADS)
    return {(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in quads}


def test_an_article_whole() -> None:
    """An article with one of everything gives just these lines."""
    assert written(golden_reading()) == GOLDEN.read_bytes()


def test_two_engines_read_the_same() -> None:
    """Rdflib and pyoxigraph find the same quads, as many as there are lines."""
    data = written(golden_reading())
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")

    quads = {
        (subject.n3(), predicate.n3(), value.n3(), f"<{graph}>") for subject, predicate, value, graph in dataset.quads()
    }

    # rdflib writes a tab as it is.
    assert {tuple(term.replace("\\t", "\t") for term in quad) for quad in terms(data)} == quads
    assert len(quads) == data.count(b"\n")


def test_lines_are_sorted_and_differ() -> None:
    """The order of the lines is that of their bytes."""
    lines = written(golden_reading()).splitlines()

    assert lines == sorted(set(lines))


def test_every_node_has_an_iri() -> None:
    """There are no blank nodes, and every named node of ours is valid."""
    for quad in ox.parse(written(golden_reading()), format=ox.RdfFormat.N_QUADS):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, ox.BlankNode)


def test_superclasses_are_written() -> None:
    """Each event says all classes above its own, so that simple queries find it."""
    event = f"<{iri.article(ARTICLE.digest)}#event_{span('left').begin}>"
    kinds = {o for s, p, o, _ in terms(written(golden_reading())) if s == event and p.endswith("#type>")}

    assert kinds == {f"<{iri.KG}Withdrawal>", f"<{iri.KG}Movement>", f"<{iri.KG}Event>"}


def test_no_triple_in_two_graphs() -> None:
    """What is true of shared things is in the shared graph only, all else in the graph of the article."""
    quads = terms(written(golden_reading()))
    triples = [quad[:3] for quad in quads]

    assert len(triples) == len(set(triples))
    assert {quad[3] for quad in quads} == {f"<{iri.graph(iri.article(ARTICLE.digest))}>", f"<{iri.SHARED_GRAPH}>"}


def test_labels_of_shared_things_follow_from_their_keys() -> None:
    """Two articles that write a name differently describe the shared thing alike."""
    one = Reading((), (Actor("person/Maria_L%C3%B3pez", "Person", "Maria López"),), (), (), (), (), ())
    two = Reading((), (Actor("person/Maria_L%C3%B3pez", "Person", "M. López"),), (), (), (), (), ())
    shared = f"<{iri.SHARED_GRAPH}>"

    quads = [q for q in terms(written(one)) if q[3] == shared]

    assert sorted(quads) == sorted(q for q in terms(written(two)) if q[3] == shared)
    assert any("Maria López" in q[2] for q in quads)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), ['"2024-01-01"', '"2024-12-31"']),
        (date(1, 1, 1), date(9999, 12, 31), ['"0001-01-01"', '"9999-12-31"']),
        (date(2024, 12, 2), None, ['"2024-12-02"']),
        (None, date(2010, 12, 31), ['"2010-12-31"']),
        (None, None, []),
    ],
)
def test_dates(begin: date | None, end: date | None, expected: list[str]) -> None:
    """Each end of a time that the text fixes is written as a date."""
    time = TimeSpan("time_0", "then", (), "PAST_REF", begin, end, Granularity.YEAR)
    quads = terms(written(Reading((), (), (), (), (time,), (), ())))

    found = sorted(o for _, p, o, _ in quads if p in {f"<{iri.KG}begin>", f"<{iri.KG}end>"})

    assert found == [f"{day}^^<{iri.XSD}date>" for day in expected]


@settings(deadline=None)
@given(st.text(min_size=1))
def test_any_text_comes_back(label: str) -> None:
    """Whatever a label holds, both engines read it back, lone surrogates as replacement characters."""
    data = written(Reading((), (), (Object("object_0", label),), (), (), (), ()))
    expected = label.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")

    by_oxigraph = [
        q.object.value for q in ox.parse(data, format=ox.RdfFormat.N_QUADS) if q.subject.value.endswith("#object_0")
    ]
    by_rdflib = [str(o) for s, p, o, _ in dataset.quads() if str(s).endswith("#object_0")]

    assert len(by_oxigraph) == len(by_rdflib) == 2
    if "\ufffd" not in expected:
        assert label in by_oxigraph
        assert label in by_rdflib


@settings(deadline=None)
@given(st.text(min_size=1, alphabet=st.characters(codec="utf-8")), st.sampled_from(["person", "organization"]))
def test_any_name_gives_a_valid_iri(name: str, kind: str) -> None:
    """The node of a shared thing of any name is an IRI to both engines, and its label is the name."""
    key = iri.shared_key(kind, name)
    data = written(Reading((), (Actor(key, kind.title(), name),), (), (), (), (), ()))
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")

    assert len(list(dataset.quads())) == len(terms(data)) == data.count(b"\n")


def test_what_was_used() -> None:
    """A recipe names lexicon, model, software and ontology, sorted."""
    assert RECIPE.used() == (
        f"{iri.BASE}lexicon/0123456789abcdef",
        f"{iri.BASE}model/model-1",
        f"{iri.BASE}software/kg-0.0.0",
        "https://w3id.org/kg-event/ns/0.1.0",
    )
