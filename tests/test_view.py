"""The view: what is drawn, where, and that the page works in a browser that has no network."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import kg
from kg import iri
from kg.errors import UsageError
from kg.node import Nodes
from kg.store import Part, Store
from kg.view import layout, network, page, scene
from kg.view.box import Box, Point, overlap, separate
from kg.view.choice import Choice
from kg.view.drawing import look
from kg.view.grid import settled
from kg.view.label import clean, size, wrapped
from kg.view.land import outline
from kg.view.network import Status, status
from kg.view.opening import opening
from kg.view.record import compact, record
from kg.view.scene import Claim, Event, Place, Thing, Time
from kg.view.scope import around, of_article
from kg.view.style import box, line, thing

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden" / "seed.full.trig"
SEED = "article/5781c210cfac3712#"

# ── an invented article, with all that the seed has not: a denial, a condition, an emoji before the words


ARTICLE = iri.article("0123456789abcdef")
TEXT = (
    "Mara Voss denied on Monday that the guild had closed the harbour of Testville. "
    "😀 The guild may reopen it if the council agrees, officials said."
)
SENTENCES = ((0, 78), (79, len(TEXT)))
EVIL = (
    "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script> href \u202eevil 🧨"
)


def _span(words: str, after: int = 0) -> tuple[int, int]:
    begin = TEXT.index(words, after)
    return begin, begin + len(words)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _term(name: str) -> str:
    return f"<{ARTICLE}#{name}>" if "/" not in name else f"<{iri.BASE}{name}>"


def _told(name: str, kind: str, label: str, *words: tuple[str, int], **facts: str) -> str:
    """Describe one thing or event as Turtle: its class, label, mentions, and facts as they stand."""
    spans = [_span(*word) for word in words]
    lines = [f"{_term(name)} a kg:{kind} ; rdfs:label {_quoted(label)}@en ."]
    for begin, end in spans:
        mention = f"<{ARTICLE}#offset_{begin}_{end}>"
        lines.append(f"{_term(name)} kg:mentionedBy {mention} .")
        lines.append(_offsets(mention, begin, end) + f" ; nif:anchorOf {_quoted(TEXT[begin:end])} .")
    lines += [f"{_term(name)} {fact.replace('_', ':', 1)} {value} ." for fact, value in facts.items()]
    return "\n".join(lines)


def _offsets(term: str, begin: int, end: int) -> str:
    return f"{term} nif:beginIndex {begin} ; nif:endIndex {end} ; nif:referenceContext <{ARTICLE}>"


def _claim(about: str, source: str, how: str, evidence: int, **facts: str) -> str:
    attribution, modality, polarity = how.split()
    begin, end = SENTENCES[evidence]
    lines = [
        f"{_term('claim' + about)} a kg:Claim ; kg:about {_term('event' + about)} ; kg:source {_term(source)} ; "
        f"kg:attribution kg:{attribution} ; kg:modality kg:{modality} ; kg:polarity kg:{polarity} ; "
        f"kg:evidence <{ARTICLE}#offset_{begin}_{end}> ."
    ]
    return "\n".join(lines + [f"{_term('claim' + about)} kg:{fact} {value} ." for fact, value in facts.items()])


def _invented(evil: str = "") -> bytes:
    """Write the graph of the invented article as N-Quads; `evil` is put into every label, title and text."""
    text = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in iri.PREFIXES.items())
    parts = [
        f'<{ARTICLE}> a kg:Article ; schema:datePublished "2024-01-02"^^xsd:date ; dcterms:identifier "x.txt" ; '
        f'dcterms:title {_quoted("Harbour row" + evil)} ; dcterms:publisher {_quoted("The Bell" + evil)} ; '
        f'schema:url {_quoted("javascript:alert(1)" if evil else "https://example.org/harbour")} .',
        *(
            _offsets(f"<{ARTICLE}#offset_{begin}_{end}>", begin, end)
            + f" ; a kg:Sentence ; nif:anchorOf {_quoted(TEXT[begin:end] + evil)} ."
            for begin, end in SENTENCES
        ),
        _told("author", "Actor", "author of the article"),
        _told("person/Mara_Voss", "Person", "Mara Voss" + evil, ("Mara Voss", 0)),
        _told("actor_32", "Organization", "guild" + evil, ("the guild", 0), ("The guild", 0)),
        _told("object_53", "Object", "harbour" + evil, ("harbour", 0), ("it", 79)),
        _told("place/Testville", "Place", "Testville" + evil, ("Testville", 0), wgs_lat='"1.5"', wgs_long='"103.25"'),
        _told("actor_109", "Group", "council" + evil, ("council", 0)),
        _told("actor_125", "Group", "officials" + evil, ("officials", 0)),
        _told(
            "time_20", "TimeSpan", "1 January 2024", ("Monday", 0),
            kg_begin='"2024-01-01"^^xsd:date', kg_end='"2024-01-01"^^xsd:date', kg_granularity="time:unitDay",
        ),
        _told(
            "event_10", "Statement", "Mara Voss denies" + evil, ("denied", 0),
            kg_actor=_term("person/Mara_Voss"), kg_states=_term("claim_46"),
        ),
        _claim("_10", "author", "Asserted Actual Affirmed", 0),
        _told(
            "event_46", "Seizure", "guild closes harbour" + evil, ("closed", 0), kg_actor=_term("actor_32"),
            kg_time=_term("time_20"), kg_target=_term("object_53"), kg_place=_term("place/Testville"),
            rdf_type="kg:Event",
        ),
        _claim("_46", "person/Mara_Voss", "Denied Actual Negated", 0),
        _told(
            "event_95", "Concession", "guild reopens harbour" + evil, ("reopen", 0),
            kg_actor=_term("actor_32"), kg_target=_term("object_53"),
        ),
        _claim("_95", "actor_125", "Reported Possible Affirmed", 1, condition=_term("event_117")),
        _told(
            "event_117", "Agreement", "council agrees" + evil, ("agrees", 0),
            kg_actor=_term("actor_109"), kg_quote=_quoted("yes" + evil),
        ),
        _claim("_117", "actor_125", "Reported Hypothetical Affirmed", 1),
        _told(
            "event_135", "Statement", "officials say" + evil, ("said", 0),
            kg_actor=_term("actor_125"), kg_states=f"{_term('claim_95')}, {_term('claim_117')}",
        ),
        _claim("_135", "author", "Asserted Actual Affirmed", 1),
        *(f"{_term(f'event_{at}')} a kg:Event ." for at in (10, 95, 117, 135)),
    ]  # fmt: skip
    graph = ox.NamedNode(iri.graph(ARTICLE))
    triples = ox.parse(text + "\n".join(parts), ox.RdfFormat.TURTLE)
    quads = (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
    return ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.N_QUADS)


def _store(quads: bytes, form: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> ox.Store:
    store = ox.Store()
    store.load(quads, format=form)
    ontology = ox.NamedNode(iri.ONTOLOGY_GRAPH)
    store.load(path=str(ROOT / "ontology" / "event.ttl"), format=ox.RdfFormat.TURTLE, to_graph=ontology)
    return store


@pytest.fixture(scope="module")
def invented() -> ox.Store:
    """The graph of the invented article with the ontology."""
    return _store(_invented())


@pytest.fixture(scope="module")
def seed() -> ox.Store:
    """The golden graph of the seed article with the ontology."""
    return _store(GOLDEN.read_bytes(), ox.RdfFormat.TRIG)


@pytest.fixture(scope="module")
def html(seed: ox.Store) -> str:
    """The page of the seed article."""
    return page(seed, title="Rebels advance")


# ── what is read from the store


def test_scene_reads_things_with_their_mentions(invented: ox.Store) -> None:
    """A place comes with its class, label, coordinates and the words that denote it."""
    found = next(thing for thing in scene(invented).things if thing.iri.endswith("Testville"))

    begin, end = _span("Testville")
    assert found == Thing(
        iri.BASE + "place/Testville", "Place", "Testville", ((Place(ARTICLE, begin, end), "Testville", ""),),
        lat="1.5", long="103.25",
    )  # fmt: skip


def test_scene_reads_events_with_their_claims(invented: ox.Store) -> None:
    """An event comes with its narrowest class, roles, date, and who says it in which way."""
    found = next(event for event in scene(invented).events if event.iri.endswith("event_46"))

    sentence = f"{ARTICLE}#offset_0_78"
    claim = Claim(
        f"{ARTICLE}#claim_46",
        found.iri,
        iri.BASE + "person/Mara_Voss",
        (),
        "Denied",
        "Actual",
        "Negated",
        (),
        (sentence,),
    )
    monday = Time("1 January 2024", "2024-01-01", "2024-01-01", "unitDay", ((Place(ARTICLE, 20, 26), "Monday", ""),))
    roles = (
        ("actor", f"{ARTICLE}#actor_32"), ("target", f"{ARTICLE}#object_53"), ("place", iri.BASE + "place/Testville")
    )  # fmt: skip
    mentions = ((Place(ARTICLE, 46, 52), "closed", ""),)
    assert found == Event(
        f"{ARTICLE}#event_46",
        "Seizure",
        "guild closes harbour",
        mentions,
        roles,
        (claim,),
        monday,
        (),
        (),
        (),
        (),
        (),
        (),
    )


def test_scene_tells_a_place_by_its_narrowest_role(seed: ox.Store) -> None:
    """A destination, which the graph also gives as place, is told once."""
    found = next(event for event in scene(seed).events if event.iri.endswith("event_94"))

    assert found.roles == (("actor", iri.BASE + SEED + "actor_17"), ("destination", iri.BASE + "Homs"))


def test_page_holds_the_heaviest_events_of_a_large_store(seed: ox.Store) -> None:
    """Where not all fit, those are held whose participants have most claims; the totals stay those of the store."""
    found = Choice.of(seed, None, Nodes({}, {}), held=3)

    assert [event.rpartition("#")[2] for event in found.events] == ["event_1072", "event_201", "event_94"]
    assert (found.total_events, found.total_things) == (34, 25)
    assert list(found.ranking.items())[:2] == [(iri.BASE + SEED + "actor_17", 12), (iri.BASE + "Homs", 5)]


def test_opening_of_a_small_network_is_all_of_it(seed: ox.Store) -> None:
    """With room for every name nothing is folded."""
    graph = network(scene(seed))

    found = opening(graph, 40)
    assert (found.drawn, found.top, found.folded) == (frozenset(graph), 25, False)


def test_opening_leaves_out_who_only_wrote_the_article() -> None:
    """Whoever wrote an article is none of the main names of a large network, however much "we" do."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for rank, (node, author) in enumerate([("author", True), ("a", False), ("b", False), ("c", False)]):
        graph.add_node(node, kind="Person", label=node, weight=9 - rank, rank=rank, author=author)
    for number, other in enumerate("abc"):
        graph.add_node(f"e{number}", kind="Event")
        graph.add_edge("author", f"e{number}", key="actor")
        graph.add_edge(f"e{number}", other, key="target")
    graph.add_edge("a", "e1", key="actor")

    found = opening(graph, 2)

    assert (found.order, found.drawn) == (("a", "b", "c", "author"), {"a", "b", "e1"})


def test_opening_of_a_large_network_is_what_links_its_main_names(seed: ox.Store) -> None:
    """Names come in by their claims, as far as an event links them to another; events with one end are folded."""
    graph = network(scene(seed))
    labels = nx.get_node_attributes(graph, "label")

    found = opening(graph, 4)
    assert [labels[thing] for thing in found.order[:4]] == ["Syrian rebels", "Syrian Arab Army", "Homs", "Syria"]
    assert sorted(labels[node] for node in found.drawn) == [
        "Homs", "Syria", "Syrian Arab Army", "Syrian rebels", "capturing", "defend", "defend", "entered", "restore"
    ]  # fmt: skip
    assert (found.top, found.folded, len(found.order)) == (4, True, 25)


def test_scene_shows_the_events_asked_for(invented: ox.Store) -> None:
    """With one event given, only that event is on the page, and only who has part in it is ranked."""
    found = scene(invented, events=[f"{ARTICLE}#event_95"])

    assert [event.word for event in found.events] == ["reopen"]
    assert list(found.ranking) == [f"{ARTICLE}#actor_125", f"{ARTICLE}#actor_32", f"{ARTICLE}#object_53"]


def test_scene_of_an_empty_store_is_empty() -> None:
    """A store without events gives a scene without anything."""
    found = scene(ox.Store())

    assert (found.events, found.things, found.sentences, found.total_events) == ((), (), (), 0)


def test_scope_goes_around_a_name_step_by_step(invented: ox.Store) -> None:
    """One step: what the guild does; the next: all that its partners, and who speaks of it, have part in."""
    one, two = (sorted(event.rpartition("_")[2] for event in around(invented, "The guild", steps)) for steps in (1, 2))

    assert one == ["46", "95"]
    assert two == ["10", "117", "135", "46", "95"]


def test_scope_tells_names_that_are_near(invented: ox.Store) -> None:
    """A name that nobody has is an error that says which ones are close."""
    with pytest.raises(UsageError) as caught:
        around(invented, "Mara Vos")

    assert str(caught.value) == "Nobody and nothing in the store is called 'Mara Vos'. Did you mean mara voss?"


def test_scope_of_an_article_is_what_it_tells(invented: ox.Store) -> None:
    """All five events are of the article, and none of another."""
    assert (len(of_article(invented, ARTICLE)), of_article(invented, "urn:other")) == (5, set())


@pytest.fixture(scope="module")
def folder(invented: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented article in a store on disk."""
    path = tmp_path_factory.mktemp("disk") / "kg.store"
    with Store.writing(path) as store:
        store.write(Part(_invented()))
        store.load_reference()
    return path


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--around", "harbour"], {"closed", "reopen"}),
        (["--around", "Testville", "--steps", "2"], {"closed", "denied", "reopen"}),
        (["--article", "x.txt"], {"agrees", "closed", "denied", "reopen", "said"}),
        (["--article", "x.txt", "--around", "council"], {"agrees"}),
        (["SELECT ?e WHERE { ?e a kg:Seizure }"], {"closed"}),
        (["--article", "y.txt"], "kg: There is no article y.txt in the store."),
        (["SELECT ?e WHERE { ?e a kg:Seizure }", "--around", "council"], "kg: No event is all that was asked for"),
    ],
)
def test_command_draws_what_is_asked_for(folder: Path, tmp_path: Path, asked: list[str], told: Any) -> None:
    """`kg view` takes an article, a name and a query, each by itself or together; what gives nothing is told."""
    command = [sys.executable, "-m", "kg", "view", *asked, "--store", str(folder), "-o", str(tmp_path / "page.html")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    if isinstance(told, str):
        assert run.stderr.startswith(told)
        return
    written = re.search('id="record">(.*?)</script>', (tmp_path / "page.html").read_text(encoding="utf-8"), re.DOTALL)
    assert written
    assert {event["word"] for event in json.loads(written[1])["events"]} == told


def test_map_is_fine_around_places_that_lie_together() -> None:
    """Around two towns the fine outline is there, for places all over the world the coarse one alone."""
    near, far = outline([(33.5, 36.3), (34.7, 36.7)]), outline([(33.5, 36.3), (40.7, -74.0)])

    assert near["near"]["window"] == [27.5, -40.1, 45.5, -28.1]
    assert near["near"]["unit"] == 40
    assert "near" not in far


def test_map_has_no_line_across_it() -> None:
    """No step goes across the world but below Antarctica, at the pole: rings are drawn on both sides of it."""
    paths = [path for path in re.split("[Mz]", outline([])["world"]["land"]) if path]
    steps = [abs(int(step)) for path in paths for step in path.partition("l")[2].split(" ")[::2]]

    assert sorted(steps)[-3:] == [90, 90, 3600]


def test_record_has_the_statement_as_cue_and_offsets_inside_the_sentence(invented: ox.Store) -> None:
    """The claim points to the word of saying; spans count code points, so an emoji before them is one."""
    found = record(scene(invented))

    names = {entry["name"]: entry["id"] for entry in (*found["events"], *found["things"])}
    here = f"article/{ARTICLE.rpartition('/')[2]}#"
    reopen = next(event for event in found["events"] if event["name"] == here + "event_95")
    assert reopen["claims"] == [{
        "name": "#claim_95", "source": names[here + "actor_125"], "attribution": "Reported",
        "modality": "Possible", "conditions": [names[here + "event_117"]], "evidence": [1],
        "cues": [names[here + "event_135"]],
    }]  # fmt: skip
    second = found["sentences"][1]
    assert {name: second["text"][begin:end] for begin, end, name in second["marks"]} == {
        names[here + "actor_32"]: "The guild", names[here + "event_95"]: "reopen", names[here + "object_53"]: "it",
        names[here + "actor_109"]: "council", names[here + "event_117"]: "agrees",
        names[here + "actor_125"]: "officials", names[here + "event_135"]: "said",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (iri.BASE + "place/Homs", "place/Homs"),
        (iri.WD + "Q858", "wd:Q858"),
        (iri.EN + "enter-v", "en:enter-v"),
        ("urn:x", "urn:x"),
        (iri.BASE + "en:x", iri.BASE + "en:x"),
    ],
)
def test_compact_shortens_by_the_longest_prefix(full: str, short: str) -> None:
    """IRIs of ours lose their base, others get their prefix; what could be misread stays."""
    assert compact(full) == short


# ── the network


def test_network_of_the_invented_article(invented: ox.Store) -> None:
    """Actors lead to words, words to targets, speakers to what they say; statements that only say are lines."""
    graph = network(scene(invented))

    labels = nx.get_node_attributes(graph, "label")
    assert sorted((labels[a], role, labels[b]) for a, b, role in graph.edges(keys=True)) == [
        ("Mara Voss", "says", "closed"),
        ("closed", "place", "Testville"),
        ("closed", "target", "harbour"),
        ("council", "actor", "agrees"),
        ("guild", "actor", "closed"),
        ("guild", "actor", "reopen"),
        ("officials", "says", "agrees"),
        ("officials", "says", "reopen"),
        ("reopen", "target", "harbour"),
    ]


def test_network_nodes_say_what_they_are(invented: ox.Store) -> None:
    """A thing has kind, label, weight and rank; an event its word, members and status."""
    graph = network(scene(invented))

    officials = {"kind": "Group", "label": "officials", "weight": 3, "rank": 0, "author": False}
    assert graph.nodes[f"{ARTICLE}#actor_125"] == officials
    event = f"{ARTICLE}#event_46"
    closed = {
        "kind": "Event",
        "label": "closed",
        "members": (event,),
        "status": ("Denied", "Actual", "Negated"),
        "sources": 1,
        "weight": 1,
    }
    assert graph.nodes[event] == closed


def test_network_keeps_parallel_events_apart(seed: ox.Store) -> None:
    """Rebels advance on, circle and close in on the capital: three words, not one line."""
    graph = network(scene(seed))

    rebels, capital = iri.BASE + SEED + "actor_17", iri.BASE + "Damascus"
    between = set(graph.successors(rebels)) & set(graph.predecessors(capital))
    assert {graph.nodes[node]["label"] for node in between} == {"advancing", "circling", "closing"}


def test_network_draws_chains_and_causes(seed: ox.Store) -> None:
    """Who passes a report on leads to its source, and an event to what it brings about."""
    graph = network(scene(seed))

    labels = nx.get_node_attributes(graph, "label")
    drawn = {(labels[a], role, labels[b]) for a, b, role in graph.edges(keys=True) if role in ("via", "causes")}
    assert drawn == {
        ("The New York Times", "via", "war monitoring organizations"),
        ("capturing", "causes", "blow"),
        ("capturing", "causes", "divide"),
        ("capturing", "causes", "isolate"),
    }


def test_network_bundles_what_is_alike() -> None:
    """Five times the same between the same two is one word with its number and all its members."""
    store = ox.Store()
    for number in range(5):
        store.load(_simple(f"{ARTICLE}#event_{number}", number), format=ox.RdfFormat.N_QUADS)
    graph = network(scene(store))

    events = [data for _, data in graph.nodes(data=True) if data["kind"] == "Event"]
    assert [(data["label"], len(data["members"])) for data in events] == [("5 × hits", 5)]


def _simple(event: str, number: int) -> str:
    graph, claim = iri.graph(ARTICLE), f"{ARTICLE}#claim_{number}"
    triples = [
        (event, iri.RDF + "type", f"<{iri.KG}Event>"), (event, iri.RDFS + "label", '"hits"'),
        (event, iri.KG + "actor", "<urn:a>"), (event, iri.KG + "target", "<urn:b>"),
        (claim, iri.KG + "about", f"<{event}>"), (claim, iri.KG + "source", f"<{ARTICLE}#author>"),
        (claim, iri.KG + "attribution", f"<{iri.KG}Asserted>"),
    ]  # fmt: skip
    return "".join(f"<{s}> <{p}> {o} <{graph}> .\n" for s, p, o in triples)


@pytest.mark.parametrize(
    ("ways", "summed"),
    [
        (["Claimed Actual Affirmed", "Asserted Possible Affirmed"], Status("Asserted", "Possible", "Affirmed")),
        (["Reported Planned Affirmed", "Reported Actual Affirmed"], Status("Reported", "Actual", "Affirmed")),
        (["Reported Actual Affirmed", "Denied Actual Negated"], Status("Reported", "Actual", "Negated")),
    ],
)
def test_status_takes_the_most_committed_claim_and_any_denial(ways: list[str], summed: Status) -> None:
    """Of several claims the firmest gives the line; that one negates is kept beside it."""
    claims = [Claim(f"urn:{way}", "urn:e", "urn:s", (), *way.split(), (), ()) for way in ways]  # type: ignore[arg-type]

    assert status(claims) == summed


# ── labels, boxes, styles


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Syrian Observatory for Human Rights", "Syrian Observatory\nfor Human Rights"),
        ("a\u202eb\x00 \tc", "ab c"),
        ("👩\u200d🚒 brigade", "👩\u200d🚒 brigade"),
        ("x" * 40, "x" * 24 + "…"),
        (
            "one two three four five six seven eight nine ten eleven twelve",
            "one two three four\nfive six seven\neight nine ten…",
        ),
        ("", ""),
    ],
)
def test_labels_are_cleaned_and_broken(text: str, lines: str) -> None:
    """Controls and marks that turn the direction of writing go, joiners stay, long labels break and end."""
    assert wrapped(text) == lines


def test_clean_keeps_what_can_be_seen() -> None:
    """Markup is text like any other."""
    assert clean("<b>&amp;</b>  x\n") == "<b>&amp;</b> x"


def test_size_grows_with_letters_and_lines() -> None:
    """Two lines are twice as high as one; the widest counts."""
    assert size("ab\na", 10).height == 2 * size("ab", 10).height
    assert size("ab\na", 10).width == size("ab", 10).width


def test_things_are_styled_by_kind_and_weight() -> None:
    """A person is a dot, and more claims make it and its letters larger."""
    small, large = thing("Mara Voss", "Person", 1), thing("Mara Voss", "Person", 9)

    assert (small["shape"], small["size"], small["font"]["size"]) == ("dot", 9, 13)
    assert (large["shape"], large["size"], large["font"]["size"]) == ("dot", 18, 19)


@pytest.mark.parametrize(
    ("role", "way", "looks"),
    [
        ("actor", "Asserted Actual Affirmed", (2.0, False, {})),
        ("target", "Reported Actual Affirmed", (2.0, [9, 5], {"to": "arrow"})),
        ("target", "Claimed Planned Affirmed", (1.1, [2, 5], {"to": "vee"})),
        ("origin", "Denied Actual Negated", (2.0, [9, 4, 2, 4], {"from": "circle", "middle": "bar"})),
        ("causes", "Asserted Actual Affirmed", (1.5, False, {"to": "triangle"})),
    ],
)
def test_lines_are_styled_by_status(role: str, way: str, looks: tuple[float, Any, dict[str, str]]) -> None:
    """Dashes say the attribution, the arrow (and a thinner line) the modality, a bar the negation."""
    found = line(role, Status(*way.split()))

    assert (found["width"], found["dashes"], {end: arrow["type"] for end, arrow in found["arrows"].items()}) == looks


def test_lines_are_wider_the_more_sources_say_it() -> None:
    """One source gives a plain line, each further one adds to it, up to five."""
    widths = [line("actor", status([]), sources)["width"] for sources in (1, 2, 5, 9)]

    assert widths == [2.0, 3.2, 6.8, 6.8]


def test_separate_moves_boxes_apart_by_the_shorter_way() -> None:
    """Two boxes that overlap by 2 across and 8 down part across."""
    boxes = {"a": Box(5, 5, 5, 5), "b": Box(5, 5, 5, 5)}

    assert separate({"a": Point(0, 0), "b": Point(8, 2)}, boxes) == {"a": Point(-1.5, 0), "b": Point(9.5, 2)}


def test_settled_boxes_never_overlap() -> None:
    """A hundred boxes wanted in one point find a place each."""
    boxes = {f"n{number}": Box(30, 8, 30, 8) for number in range(100)}

    _assert_apart(settled({name: Point(0, 0) for name in boxes}, boxes), boxes)


# ── the layout


def _boxes(graph: nx.MultiDiGraph[str]) -> dict[str, Box]:
    return {node: box(look(data)) for node, data in graph.nodes(data=True)}


def _assert_apart(places: dict[str, Any], boxes: dict[str, Box]) -> None:
    names = sorted(places)
    for number, a in enumerate(names):
        for b in names[number + 1 :]:
            across, down = overlap(boxes[a], Point(*places[a]), boxes[b], Point(*places[b]))
            assert across <= 0 or down <= 0, (a, b)


def test_layout_of_a_small_graph_is_known_to_the_pixel() -> None:
    """The same whole pixels on every machine: only operations that IEEE 754 defines are used."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([("a", "e"), ("e", "b"), ("c", "f"), ("f", "b")])
    graph.add_node("alone")
    boxes = {name: Box(20, 10, 20, 24, 12) for name in graph}

    assert layout(graph, boxes, aspect=1.5) == {
        "a": (-18, -52), "alone": (-8, -4), "b": (110, -16), "c": (-2, 44), "e": (48, -37), "f": (54, 14)
    }  # fmt: skip


@pytest.mark.parametrize("aspect", [1.9, 0.62])
def test_layout_of_the_seed_has_no_overlap(seed: ox.Store, aspect: float) -> None:
    """No two labels or shapes of the seed article overlap, and all stand on whole pixels."""
    graph = network(scene(seed))
    boxes = _boxes(graph)
    places = layout(graph, boxes, aspect=aspect)

    assert sorted(places) == sorted(graph)
    assert all(isinstance(value, int) for place in places.values() for value in place)
    _assert_apart(places, boxes)


def test_layout_of_a_large_graph_has_no_overlap() -> None:
    """Three hundred nodes are laid out too, and none overlap."""
    tree = nx.random_labeled_tree(300, seed=1)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph([(f"n{a}", f"n{b}") for a, b in tree.edges()])
    boxes = {name: Box(40, 10, 40, 30, 18) for name in graph}

    _assert_apart(layout(graph, boxes, aspect=1.9), boxes)


def test_layout_of_nothing_is_nothing() -> None:
    """An empty graph has no places."""
    assert layout(nx.MultiDiGraph(), {}, aspect=1.0) == {}


# ── the file


def test_page_holds_all_it_needs_and_no_more(html: str) -> None:
    """Doctype, language, title and policy are there; nothing is loaded; one article is below 1.5 MB."""
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Rebels advance</title>" in html
    markup = re.sub(r"(<script[^>]*>).*?</script>", r"\1", html, flags=re.DOTALL)
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(|https?:", markup) == []
    assert re.findall(r"default-src '[^']*'|'unsafe-[a-z]+'", html) == ["default-src 'none'"]
    assert len(html.encode()) < 1_500_000


def test_page_is_the_same_for_every_hash_seed(tmp_path: Path, html: str) -> None:
    """Bytes do not change with the run, the order of loading, or the hash seed."""
    code = (
        "import sys, pyoxigraph as ox; from kg import iri; from kg.view import page; s = ox.Store();"
        "s.load(path=sys.argv[2], format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri.ONTOLOGY_GRAPH));"
        "s.load(path=sys.argv[1], format=ox.RdfFormat.TRIG);"
        "sys.stdout.buffer.write(page(s, title='Rebels advance').encode())"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(GOLDEN), str(ROOT / "ontology" / "event.ttl")]

    def run(number: str) -> bytes:
        """The page that a process makes under a hash seed."""
        environment = {**os.environ, "PYTHONHASHSEED": number}
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout

    with ThreadPoolExecutor() as pool:  # the processes run beside each other
        pages = [*pool.map(run, ("1", "2"))]

    assert [page.decode() == html for page in pages] == [True, True]


def test_page_is_the_same_from_our_store(invented: ox.Store) -> None:
    """The store of the package, which takes all graphs as one, gives the same page as a plain one."""
    ours = Store.memory()
    ours.write(Part(ox.serialize(invented, format=ox.RdfFormat.N_QUADS)))

    assert page(ours) == page(invented)


def test_package_called_with_a_graph_gives_a_page_for_notebooks(invented: ox.Store, tmp_path: Path) -> None:
    """kg.view(graph) takes a store or what has one; a notebook shows it in a frame, a file holds it as it is."""

    class Holder:
        store = invented

    found = kg.view(Holder(), title="Row")  # type: ignore[operator]

    assert found == kg.view(invented, title="Row")  # type: ignore[operator]
    assert found.html == page(invented, title="Row")
    assert found._repr_html_().startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    found.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == found.html


def test_import_of_the_package_is_light() -> None:
    """Neither the package nor the view loads pyvis before a page is made: it takes seconds."""
    code = "import sys, kg, kg.view; print([m for m in ('pyvis', 'IPython', 'jinja2') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)

    assert run.stdout == "[]\n"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"top": 0}, "A page cannot show 0 nodes. Ask for 1 or more."),
        ({"events": ["no iri"]}, "“no iri” is no IRI, so nothing can be shown for it. Give the IRI of an event."),
    ],
)
def test_page_refuses_what_makes_no_sense(invented: ox.Store, wrong: dict[str, Any], sentence: str) -> None:
    """A wrong argument is an error that says what to do."""
    with pytest.raises(UsageError) as caught:
        page(invented, **wrong)

    assert str(caught.value) == sentence


# ── in a browser that has no network


Driver = webdriver.Chrome
ALL = "Showing 34 of 34 events; in the network 25 of 25 actors, places and things."
WIDE, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """A headless Chromium whose every way to the network leads nowhere."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update",
        "disable-sync", "disable-dev-shm-usage", "host-resolver-rules=MAP * ~NOTFOUND", "proxy-server=127.0.0.1:9",
        "force-prefers-reduced-motion", f"user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ):  # fmt: skip
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def seed_file(html: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the seed article as a file."""
    return _saved(html, tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="module")
def invented_file(invented: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of the invented article as a file."""
    return _saved(page(invented), tmp_path_factory.mktemp("invented"))


def _saved(text: str, folder: Path) -> str:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def _open(driver: Driver, address: str, hash_: str = "", window: tuple[int, int] = WIDE) -> None:
    """Open a page afresh: a change of the hash alone would not load it again."""
    size_ = {"width": window[0], "height": window[1], "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size_)
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(address + hash_)


def _js(driver: Driver, script: str, *values: Any) -> Any:
    return driver.execute_script(script, *values)


def _texts(driver: Driver, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
    found: list[str] = _js(driver, script, selector)
    return found


def _text(driver: Driver, selector: str) -> str:
    return " | ".join(_texts(driver, selector))


def _click(driver: Driver, selector: str) -> None:
    driver.find_element(By.CSS_SELECTOR, selector).click()


def _press(driver: Driver, *keys: str) -> None:
    ActionChains(driver).send_keys(*keys).perform()


def _click_node(driver: Driver, name: str) -> None:
    """Click with the mouse where a node is drawn, by the end of its name in the address."""
    script = """
      const id = [...JSON.parse(document.getElementById("record").textContent).things,
        ...JSON.parse(document.getElementById("record").textContent).events].find((e) => e.name === arguments[0]).id;
      const { network } = kgEvents;
      const at = network.canvasToDOM(network.getPosition(id));
      const frame = document.getElementById("network").getBoundingClientRect();
      return [Math.round(frame.left + at.x), Math.round(frame.top + at.y)];
    """
    _click_at(driver, *_js(driver, script, name))


def _pick(driver: Driver, word: str) -> None:
    """Select an event by its word, as a click does."""
    found = "JSON.parse(document.getElementById('record').textContent).events.find((e) => e.word === arguments[0]).id"
    _js(driver, f"kgEvents.pick({found})", word)


def _click_at(driver: Driver, x: int, y: int) -> None:
    """Click with the mouse at a point of the window."""
    chain = ActionChains(driver)
    chain.w3c_actions.pointer_action.move_to_location(x, y).click()
    chain.perform()


def _until(check: Callable[[], bool]) -> None:
    """Wait until something holds; vis-network tells of a click a moment later."""
    for _ in range(100):
        if check():
            return
        time.sleep(0.03)
    raise AssertionError("It did not come about.")


def _requests(driver: Driver) -> list[str]:
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]


def _marks(driver: Driver) -> list[list[str]]:
    script = "return [...document.querySelectorAll('aside blockquote mark')].map((e) => [e.className, e.textContent])"
    found: list[list[str]] = _js(driver, script)
    return found


def test_browser_asks_for_the_file_alone_and_complains_of_nothing(browser: Driver, seed_file: str) -> None:
    """Every view is opened: the only request is the file, the console stays empty, the policy is kept."""
    _open(browser, seed_file)
    for tab in ("table", "time", "map", "text", "network"):
        _click(browser, f"#tab-{tab}")

    assert _requests(browser) == [seed_file]
    assert browser.get_log("browser") == []
    assert _text(browser, "#live") == ALL


OVERLAPS = """
  const boxes = [...kgEvents.shown.nodes].map((id) => ({ id, ...kgEvents.network.getBoundingBox(id) }));
  return boxes.flatMap((a, at) => boxes.slice(at + 1)
    .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).map((b) => [a.id, b.id]));
"""


def test_browser_draws_labels_that_do_not_overlap(browser: Driver, seed_file: str) -> None:
    """Measured where they are drawn, with the real font: no two boxes share a pixel, and all are in the window."""
    script = """
      const boxes = [...kgEvents.shown.nodes].map((id) => ({ id, ...kgEvents.network.getBoundingBox(id) }));
      const bad = [];
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) bad.push([a.id, b.id]);
      }));
      const frame = document.getElementById("network");
      const outside = boxes.filter((box) => {
        const a = kgEvents.network.canvasToDOM({ x: box.left, y: box.top });
        const b = kgEvents.network.canvasToDOM({ x: box.right, y: box.bottom });
        return a.x < 0 || a.y < 0 || b.x > frame.clientWidth || b.y > frame.clientHeight;
      });
      return [boxes.length, bad, outside];
    """
    for window in (WIDE, PHONE):
        _open(browser, seed_file, window=window)
        count, bad, outside = _js(browser, script)
        assert (count, bad) == (50, [])
        assert outside == [] or window == PHONE


def test_click_shows_the_sentence_with_its_characters_marked(browser: Driver, seed_file: str) -> None:
    """A click on a word opens the evidence: the sentence, who says so in words, and each mark with its role."""
    _open(browser, seed_file)
    _click_node(browser, SEED + "event_94")
    _until(lambda: _text(browser, "aside h2") == "Syrian rebels enter Homs")

    assert _text(browser, ".claims li") == "Claimed by Syrian rebels."
    assert _text(browser, "blockquote").startswith(
        "Syrian rebels, who are advancing towards the capital Damascus, claim"
    )
    assert _marks(browser) == [
        ["actor", "Syrian rebels"], ["cue", "claim"], ["trigger", "entered"], ["destination", "Homs"],
        ["time", "Saturday"],
    ]  # fmt: skip
    assert _text(browser, "figcaption") == "000_603f03b3b19a2f69.txt, 8 December 2024characters 17–181"
    assert _texts(browser, "aside dt") == ["Who", "To", "When"]
    assert _texts(browser, "aside dd") == ["Syrian rebels", "Homs", "7 December 2024"]


def test_click_on_a_line_shows_its_event_and_the_ground_lets_go(browser: Driver, seed_file: str) -> None:
    """Between actor and word lies the line of the event; a click beside everything closes the panel."""
    _open(browser, seed_file)
    script = """
      const { network } = kgEvents;
      const edge = JSON.parse(document.getElementById("edges").textContent).find(([, , role]) => role === "recipient");
      const [a, b] = [network.getPosition(edge[0]), network.getPosition(edge[1])];
      const at = network.canvasToDOM({ x: a.x * 0.5 + b.x * 0.5, y: a.y * 0.5 + b.y * 0.5 });
      const frame = document.getElementById("network").getBoundingClientRect();
      return [[frame.left + at.x, frame.top + at.y], [frame.left + 6, frame.top + 6]].map((p) => p.map(Math.round));
    """
    on, beside = _js(browser, script)
    _click_at(browser, *on)
    _until(lambda: _text(browser, "aside h2") == "Syrian military assures residents")
    _click_at(browser, *beside)
    _until(lambda: _text(browser, "aside h2") == "")


def test_evidence_of_a_chain_a_condition_and_a_denial(browser: Driver, seed_file: str, invented_file: str) -> None:
    """The panel says in words who passes it on, on what it depends, and that it is denied."""
    _open(browser, seed_file, f"#pick={SEED.replace('#', '%23')}event_1599")
    assert (
        _text(browser, ".claims li") == "Reported: according to war monitoring organizations, via The New York Times."
    )
    assert _text(browser, ".compare h3") == "2 reports of this event"
    assert _text(browser, ".compare p") == (
        "They agree on whether it happened, how sure it is and who did it; they differ on where."
    )
    assert _texts(browser, ".compare thead .link") == [
        "war monitoring organizations, via The New York Times", "Syrian Observatory for Human Rights"
    ]  # fmt: skip
    assert len(_texts(browser, ".compare .differs")) == 2

    _open(browser, seed_file, f"#pick={SEED.replace('#', '%23')}event_310")
    assert (
        _text(browser, ".claims li")
        == "Stated by the article itself, as possible. Only if: Syrian rebels capture Homs."
    )

    _open(browser, invented_file)
    _pick(browser, "closed")
    assert _text(browser, ".claims li") == "Denied by Mara Voss."
    assert _text(browser, "figcaption") == "Harbour row, The Bell, 2 January 2024characters 0–78"
    assert _js(browser, "return document.querySelector('figcaption a').href") == "https://example.org/harbour"


def test_marks_count_code_points(browser: Driver, invented_file: str) -> None:
    """Behind an emoji, which is two units of JavaScript, the marks still cut whole words."""
    _open(browser, invented_file)
    _pick(browser, "reopen")

    assert _marks(browser) == [
        ["actor", "The guild"], ["trigger", "reopen"], ["target", "it"], ["source", "officials"], ["cue", "said"]
    ]  # fmt: skip


def test_search_finds_an_alias_and_enter_goes_there(browser: Driver, seed_file: str) -> None:
    """What the text calls "AP" is found by it; the first suggestion is chosen, shown and brought to the middle."""
    _open(browser, seed_file)
    _press(browser, "/", "ap")

    assert _texts(browser, "#hits li")[0] == "Associated Press “AP”"
    _press(browser, Keys.ENTER)
    assert _text(browser, "aside h2") == "Associated Press"
    script = """
      const { network, state } = kgEvents;
      const [a, b] = [network.getViewPosition(), network.getPosition(state.pick)];
      return Math.hypot(a.x - b.x, a.y - b.y) < 1;
    """
    _until(lambda: bool(_js(browser, script)))


def test_search_finds_words_of_events_and_says_when_nothing_fits(browser: Driver, seed_file: str) -> None:
    """Words of events are suggested with their class; arrows choose among suggestions; nonsense finds nothing."""
    _open(browser, seed_file)
    _press(browser, "/", "withdr")
    assert _texts(browser, "#hits li bdi")[:1] == ["Syrian government forces withdraw"]
    _press(browser, Keys.ARROW_DOWN, Keys.ENTER)
    assert _text(browser, "aside .kicker") == "Withdrawal"

    _press(browser, "/", "qqqq")
    assert _texts(browser, "#hits li") == ["Nothing found"]


def test_legend_filters_and_isolates(browser: Driver, seed_file: str) -> None:
    """A click hides what is claimed; a double click shows nothing else; the last button shows all again."""
    _open(browser, seed_file, "#tab=table")
    claimed = "[data-group=attribution][data-key=Claimed]"
    assert _text(browser, claimed) == "Claimed2"
    _click(browser, claimed)
    assert _text(browser, "#live").startswith("Showing 32 of 34 events")
    assert browser.find_element(By.CSS_SELECTOR, claimed).get_attribute("aria-pressed") == "false"
    _click(browser, claimed)

    ActionChains(browser).double_click(browser.find_element(By.CSS_SELECTOR, claimed)).perform()
    assert _texts(browser, "tbody th") == ["Syrian rebels enter Homs", "Syrian rebels close in on Damascus"]
    _click(browser, ".reset")
    assert _text(browser, "#live").startswith("Showing 34 of 34 events")


def test_legend_hides_in_the_network(browser: Driver, seed_file: str) -> None:
    """Places that are filtered out are not drawn, nor are events between nobody."""
    _open(browser, seed_file)
    for kind in ("Place", "Site"):
        _click(browser, f"[data-group=kind][data-key={kind}]")

    assert _text(browser, "#live") == "Showing 29 of 34 events; in the network 15 of 25 actors, places and things."
    assert _js(browser, "return kgEvents.shown.things.size") == 15


def test_top_slider_folds_the_network_alone(browser: Driver, seed_file: str) -> None:
    """With three names only what happens among them is drawn; table and the rest keep all events."""
    _open(browser, seed_file, "#top=3")

    assert _text(browser, "#top-count") == "showing 3 of 25"
    assert _text(browser, "#live").startswith("Showing 34 of 34 events; in the network 3 of 25")
    script = "return kgEvents.network.body.nodeIndices.map((id) => kgEvents.network.body.nodes[id].options.label)"
    drawn = _js(browser, script)
    assert {"Syrian rebels", "operations"} < set(drawn)
    assert not {"Damascus", "withdrawn", "entered"} & set(drawn)


def test_slider_cuts_by_date(browser: Driver, seed_file: str) -> None:
    """From 7 December on, without what has no date, five events remain: one began long before and lasts."""
    _open(browser, seed_file, "#tab=table")
    _click(browser, "#undated")
    browser.find_element(By.ID, "slider-from").send_keys(Keys.ARROW_RIGHT)

    assert _text(browser, ".slider strong") == "7 December 2024"
    assert _texts(browser, "tbody th") == [
        "Syrian rebels enter Homs", "Bashar al-Assad rules Syria", "Spokesperson for the northern rebels says",
        "Syrian military says in a text message", "Opposition protests break out in several suburbs of Damascus",
    ]  # fmt: skip
    browser.find_element(By.ID, "slider-to").send_keys(Keys.ARROW_LEFT)
    assert _texts(browser, "tbody th") == ["Bashar al-Assad rules Syria"]


def test_keys_walk_light_up_and_close(browser: Driver, seed_file: str) -> None:
    """Arrows go to a neighbour that lies there, numbers widen the light, Esc lets go, ? lists the keys."""
    _open(browser, seed_file)
    _press(browser, Keys.ARROW_RIGHT)
    assert _text(browser, "aside h2") == "Syrian rebels"
    _press(browser, Keys.ARROW_UP)
    first = _text(browser, "aside h2")
    assert first.startswith("Syrian rebels ")
    _press(browser, "3")
    assert _js(browser, "return kgEvents.state.steps") == 3
    _press(browser, Keys.ESCAPE)
    assert _js(browser, "return [kgEvents.state.pick, document.getElementById('panel').hidden]") == ["", True]

    _press(browser, "?")
    assert _js(browser, "return document.getElementById('keyboard').open") is True
    assert "Search" in _texts(browser, "#keyboard dd")
    _press(browser, Keys.ESCAPE)
    assert _js(browser, "return document.getElementById('keyboard').open") is False


def test_tabs_are_walked_by_arrows(browser: Driver, seed_file: str) -> None:
    """From the tab of the network the right arrow opens the timeline."""
    _open(browser, seed_file)
    browser.find_element(By.ID, "tab-network").send_keys(Keys.ARROW_RIGHT)

    assert _texts(browser, "[role=tab][aria-selected=true]") == ["Timeline"]


def test_hash_restores_the_state(browser: Driver, seed_file: str) -> None:
    """What was chosen stands in the address, and the address alone brings it back."""
    _open(browser, seed_file)
    _click(browser, "#tab-table")
    _click(browser, "[data-group=attribution][data-key=Reported]")
    _click(browser, "[data-group=source]:not([data-key=author])")
    _click(browser, "tbody tr:nth-child(2) button")
    _click(browser, "#theme")
    before = _js(
        browser, "const { tab, pick, off, theme } = kgEvents.state; return [tab, pick, [...off].sort(), theme]"
    )
    address = browser.current_url
    assert "pick=article%2F5781c210cfac3712%23event_80" in address

    _open(browser, address)
    assert (
        _js(browser, "const { tab, pick, off, theme } = kgEvents.state; return [tab, pick, [...off].sort(), theme]")
        == before
    )
    assert _text(browser, "aside h2") == "Syrian rebels claim"
    assert _js(browser, "return document.documentElement.dataset.theme") == "dark"


def test_hash_that_makes_no_sense_is_ignored(browser: Driver, seed_file: str) -> None:
    """Any text behind the # opens the page as it is without."""
    _open(browser, seed_file, "#tab=<img>&pick=x&off=y:z|&top=-4&dates=a..b&steps=99&theme=pink")

    assert browser.get_log("browser") == []
    assert _text(browser, "#live").startswith("Showing 34 of 34 events")


def test_table_sorts_and_says_so(browser: Driver, seed_file: str) -> None:
    """A click on a heading sorts, a second one turns the order round, and the heading tells a screen reader."""
    _open(browser, seed_file, "#tab=table")
    row = "tbody tr:nth-child(3)"
    cells = ["movement", "Syrian rebels", "", "Homs", "7 December 2024", "claimed by Syrian rebels", "17"]
    assert _texts(browser, f"{row} th, {row} td") == ["Syrian rebels enter Homs", *cells]
    for order in ("ascending", "descending"):
        _click(browser, "thead th:first-child button")
        assert browser.find_element(By.CSS_SELECTOR, "thead th").get_attribute("aria-sort") == order
        rows = [text.lower() for text in _texts(browser, "tbody th")]
        assert rows == sorted(rows, reverse=order == "descending")


def test_timeline_has_rows_of_actors_and_columns_of_days(browser: Driver, seed_file: str) -> None:
    """Who does most comes first; an event stands in the row of its actor, in the column of its day."""
    _open(browser, seed_file, "#tab=time")

    days = ["8 December 2000", "7 December 2024", "No date in the text"]
    assert _texts(browser, ".lanes thead th")[1:] == days
    assert _texts(browser, ".lanes tbody th")[0] == "Syrian rebels"
    cells = "return [...document.querySelectorAll('.lanes tbody tr')[0].cells].slice(1).map((td) => td.innerText)"
    assert _js(browser, cells)[:2] == ["", "enter Homs"]
    _click(browser, ".lane-event.Claimed")
    assert _text(browser, "aside h2") == "Syrian rebels enter Homs"

    _click(browser, "[data-rows=place]")
    assert _texts(browser, ".lanes tbody th")[0] == "Damascus"
    assert "rows=place" in browser.current_url


def test_timeline_as_a_list_tells_by_day(browser: Driver, seed_file: str) -> None:
    """Days come in order, what has no date at the end with the date of its article."""
    _open(browser, seed_file, "#tab=time&rows=list")

    headings = ["8 December 2000", "7 December 2024", "No date in the textReported in articles of 8 December 2024"]
    assert _texts(browser, ".chronicle h2") == headings
    assert _texts(browser, ".chronicle section:nth-child(2) .link")[0] == "Syrian rebels enter Homs"


def test_map_shows_places_with_coordinates(browser: Driver, seed_file: str) -> None:
    """Places with coordinates are dots with their number of events, the others are named below."""
    _open(browser, seed_file, "#tab=map")

    assert _texts(browser, ".dot-labels text") == ["Homs 5", "Damascus 4", "Daraya 1"]
    assert len(_texts(browser, ".unmapped button")) == 7
    browser.find_element(By.CSS_SELECTOR, ".dot circle").click()
    assert _text(browser, "aside h2") == "Homs"
    assert _texts(browser, "aside dd")[-2:] == [
        "34.72405, 36.72559",
        "wikidata.org/entity/Q131301, sws.geonames.org/169577",
    ]


def test_text_marks_events_where_they_stand(browser: Driver, seed_file: str) -> None:
    """The sentences read as they are, the words of events carry their status and open the evidence."""
    _open(browser, seed_file, "#tab=text")

    first = ".reading article p:first-of-type"
    assert _text(browser, first).startswith(
        "Syrian rebels, who are advancing towards the capital Damascus, claim to have"
    )
    script = "return [...document.querySelectorAll(arguments[0])].map((e) => [e.className, e.textContent])"
    assert _js(browser, script, f"{first} .word") == [
        ["word Asserted", "advancing"], ["word Asserted", "claim"], ["word Claimed", "entered"],
        ["word Asserted", "withdrawal"],
    ]  # fmt: skip
    _click(browser, f"{first} .word.Claimed")
    assert _text(browser, "aside h2") == "Syrian rebels enter Homs"


@pytest.mark.parametrize("tab", ["network", "table", "time", "map", "text"])
def test_phone_needs_no_sideways_scrolling(browser: Driver, seed_file: str, tab: str) -> None:
    """At 390 pixels every view fits the width of the page."""
    _open(browser, seed_file, f"#tab={tab}", window=PHONE)

    assert _js(browser, "const e = document.scrollingElement; return e.scrollWidth - e.clientWidth") == 0


def test_nothing_that_an_article_says_runs(browser: Driver, tmp_path: Path) -> None:
    """Markup, script, the word href, and marks of direction in every text are shown as text in every view."""
    store = _store(_invented(EVIL))
    _open(browser, _saved(page(store, title="T" + EVIL), tmp_path))
    title = browser.title
    for tab in ("table", "time", "map", "text", "network"):
        _click(browser, f"#tab-{tab}")
        for name in ("closed", "reopen", "denied"):
            _pick(browser, name)
    assert EVIL in _text(browser, "blockquote")
    _click_node(browser, "person/Mara_Voss")
    _until(lambda: _text(browser, "aside h2") == "Mara Voss" + clean(EVIL))
    _press(browser, "/", "img")

    assert title == browser.title == "T" + clean(EVIL)
    assert len(_texts(browser, "#hits li")) > 3
    assert _js(browser, "return document.querySelectorAll('img, iframe, [src], [onerror]').length") == 0
    assert _js(browser, "return document.scripts.length") == 8
    assert _js(browser, "return [...document.querySelectorAll('a')].map((a) => a.protocol)") == ["file:"]
    assert browser.get_log("browser") == []


def test_what_is_taken_away_can_be_read_elsewhere(browser: Driver, seed_file: str) -> None:
    """What is shown goes into CSV, Turtle, GraphML and SVG that other programs read."""
    _open(browser, seed_file)
    _click(browser, "[data-group=attribution][data-key=Claimed]")
    table, turtle, graphml, svg = _js(
        browser, "return [kgEvents.csv(), kgEvents.turtle(), kgEvents.graphml(), kgEvents.svg()]"
    )

    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 32
    assert rows[0]["event"] == "Syrian rebels advance towards Damascus"
    assert (rows[0]["source"], rows[0]["first character"]) == ("author of the article", "17")
    triples = list(ox.parse(turtle, ox.RdfFormat.TURTLE))
    assert sum(triple.object == ox.NamedNode(iri.KG + "Claim") for triple in triples) == 32
    read = nx.parse_graphml(graphml)
    assert (len(read), read.size()) == (48, 56)
    words = [text for element in ElementTree.fromstring(svg).iter() if (text := element.text)]  # noqa: S314
    assert "Syrian rebels" in words
    assert "entered" not in words


def test_network_goes_to_gephi_with_its_places(browser: Driver, seed_file: str) -> None:
    """GEXF has every node with label, place and colour, and every line."""
    _open(browser, seed_file)
    tree = ElementTree.fromstring(_js(browser, "return kgEvents.gexf()"))  # noqa: S314

    space = "{http://gexf.net/1.3}"
    labels = [node.get("label") for node in tree.iter(f"{space}node")]
    assert len(labels) == 50
    assert "Syrian rebels" in labels
    assert len(list(tree.iter(f"{space}edge"))) == 60
    assert len(list(tree.iter("{http://gexf.net/1.3/viz}position"))) == 50


def test_query_of_the_panel_gives_what_the_panel_shows(browser: Driver, seed: ox.Store, seed_file: str) -> None:
    """The SPARQL beside an event and beside a name runs as it stands, with the usual prefixes."""
    prefixes = "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in iri.PREFIXES.items())
    _open(browser, seed_file)
    _pick(browser, "entered")
    rows: Any = seed.query(prefixes + _text(browser, ".query pre"), use_default_graph_as_union=True)
    assert [(row["who"].value, row["sentence"].value[:14]) for row in rows] == [("Syrian rebels", "Syrian rebels,")]

    _click(browser, "aside dd button")
    rows = seed.query(prefixes + _text(browser, ".query pre"), use_default_graph_as_union=True)
    assert len(list(rows)) == int(_texts(browser, "aside h3")[0].removeprefix("What happens (").removesuffix(")"))


def test_place_filters_and_the_chip_takes_it_back(browser: Driver, seed_file: str) -> None:
    """Only what happens in Damascus is left on every tab; a word above the page says so, and undoes it."""
    _open(browser, seed_file, "#tab=table")
    _js(browser, "document.querySelectorAll('[data-group=place] + .only')[1].click()")

    assert _texts(browser, "#chips button") == ["Where: only Damascus ×", "Show everything"]
    assert _text(browser, "#live").startswith("Showing 4 of 34 events")
    _click(browser, "#chips button")
    assert _text(browser, "#live") == ALL


def test_focus_shows_only_what_is_near_on_every_tab(browser: Driver, seed_file: str) -> None:
    """With a name selected, f leaves what is around it, 2 widens that; the address brings it back."""
    _open(browser, seed_file)
    _press(browser, "/", "homs", Keys.ENTER)
    _press(browser, "f")
    assert _text(browser, "#chips").startswith("Focus: only 1 step around Homs")
    near = len(_js(browser, "return [...kgEvents.shown.events]"))
    _press(browser, "2")
    wider = len(_js(browser, "return [...kgEvents.shown.events]"))
    assert 0 < near < wider < 34
    _click(browser, "#tab-table")
    assert len(_texts(browser, "tbody tr")) == wider

    _open(browser, browser.current_url)
    assert len(_texts(browser, "tbody tr")) == wider


def test_way_between_two_names_by_keyboard(browser: Driver, seed_file: str) -> None:
    """The letter w asks where the way shall lead; it is lit, told above the page, and kept in the address."""
    _open(browser, seed_file)
    _press(browser, "/", "homs", Keys.ENTER)
    _press(browser, "w")
    _press(browser, "damascus", Keys.ENTER)

    assert _texts(browser, "#chips button")[0] == "Way: Homs to Damascus ×"
    assert "way=Damascus" in browser.current_url
    _press(browser, Keys.ESCAPE)
    assert _texts(browser, "#chips button") == []


def test_large_network_unfolds_on_demand(browser: Driver, seed: ox.Store, tmp_path: Path) -> None:
    """It starts with its main names; what is linked to one is drawn when asked for, and overlaps nothing."""
    _open(browser, _saved(page(seed, top=4), tmp_path))
    assert _text(browser, "#top-count") == "showing 4 of 25"
    _press(browser, "/", "syrian rebels", Keys.ENTER)
    _click(browser, "#unfold")

    assert _text(browser, "#top-count") == "showing 7 of 25"
    assert _js(browser, OVERLAPS) == []
    address = browser.current_url
    assert "open=" in address
    _open(browser, address)
    assert _text(browser, "#top-count") == "showing 7 of 25"


def test_page_has_no_serious_fault_of_access(browser: Driver, seed_file: str) -> None:
    """axe-core finds nothing serious or critical on any tab, light or dark, wide or narrow."""
    path = os.environ.get("AXE_CORE")
    if not path:
        pytest.skip("AXE_CORE does not name axe.min.js: npm install axe-core, and set it to the file")
    script = Path(path).read_text(encoding="utf-8")
    found = []
    for window in (WIDE, PHONE):
        for tab in ("network", "time", "map", "table", "text"):
            for theme in ("light", "dark"):
                _open(browser, seed_file, f"#tab={tab}&theme={theme}", window=window)
                _pick(browser, "entered")
                browser.execute_cdp_cmd("Runtime.evaluate", {"expression": script})
                faults = browser.execute_async_script("axe.run().then((all) => arguments[0](all.violations))")
                found += [(tab, fault["id"]) for fault in faults if fault["impact"] in ("serious", "critical")]

    assert found == []


PANEL, TABLE, CHIP = "aside li, aside h2", "tbody th", "#chips button:first-child"
QUESTIONS = {
    "who says that the rebels entered Homs?": (
        ["event_94"], ["/", "entered", Keys.ENTER], ".claims li", "Claimed by Syrian rebels.",
    ),
    "what happened in Damascus on Saturday?": (
        ["#tab-time", "[data-rows=place]", ".lane-event[aria-label*='protests break']"],
        ["/", "suburbs of dam", Keys.ENTER], "aside .events li, aside h2",
        "Opposition protests break out in several suburbs of Damascus",
    ),
    "what does the army say?": (
        ["Syrian_Arab_Army"], ["/", "army", Keys.ENTER], "aside h3", "What it is the source of (3)",
    ),
    "what is only claimed?": (
        ["[data-group=attribution][data-key=Claimed] + .only", "#tab-table"], ["/", "claimed", Keys.ENTER, "[", "["],
        TABLE, "Syrian rebels enter Homs",
    ),
    "how are Homs and Damascus connected?": (
        ["Homs", "#way", "Damascus"], ["/", "homs", Keys.ENTER, "w", "damascus", Keys.ENTER], CHIP,
        "Way: Homs to Damascus ×",
    ),
}  # fmt: skip
"""What an editor asks, what to click (nodes by their names, else selectors) or to press, and what tells the answer."""


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_of_an_editor(browser: Driver, seed_file: str, question: str, by: str) -> None:
    """Each is answered by the mouse alone and by the keyboard alone, in three clicks or six strokes and words."""
    clicks, strokes, where, answer = QUESTIONS[question]
    _open(browser, seed_file)
    if by == "keyboard":
        _press(browser, *strokes)
    for click in clicks if by == "mouse" else []:
        if click[0] in "#[.":
            ActionChains(browser).move_to_element(browser.find_element(By.CSS_SELECTOR, click)).click().perform()
        else:
            _click_node(browser, click if click[0].isupper() else SEED + click)
        time.sleep(0.4)  # a second click that comes sooner is a double click

    _until(lambda: any(text.startswith(answer) for text in _texts(browser, where)))
    assert browser.get_log("browser") == []


def test_formulas_in_a_table_are_defused(browser: Driver, tmp_path: Path) -> None:
    """A label that a spreadsheet would take for a formula gets an apostrophe."""
    quads = _invented().replace(b'"guild closes harbour"', b'"=HYPERLINK(1)"')
    _open(browser, _saved(page(_store(quads)), tmp_path))

    rows = list(csv.DictReader(io.StringIO(_js(browser, "return kgEvents.csv()"))))
    assert [row["event"] for row in rows if row["class"] == "Seizure"] == ["'=HYPERLINK(1)"]


def test_dark_follows_the_system_and_the_switch(browser: Driver, seed_file: str) -> None:
    """A dark system gives a dark page, the switch turns it light."""
    for scheme, theme in (("dark", "light"), ("light", "dark")):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        _open(browser, seed_file)
        assert _js(browser, "return document.documentElement.dataset.theme") == scheme
        _click(browser, "#theme")
        assert _js(browser, "return document.documentElement.dataset.theme") == theme
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
