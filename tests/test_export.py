"""Exports: the same bytes for the same graph, read back whole by other programs, and harmless to them."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from graphs import ARMY, GOLDEN, SEED, both, lines, moved, seed

from kg import files, iri
from kg.errors import OutputError, UsageError
from kg.export import EXTENSIONS, FORMATS, export
from kg.export.quad import Literal, Quad, literal, of_line, order
from kg.export.turtle import turtle
from kg.store import Part, Store

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")
ROOT = Path(__file__).parent.parent
RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def triples(quads: object) -> set[ox.Triple]:
    """Quads without their graphs."""
    return {ox.Triple(q.subject, q.predicate, q.object) for q in quads}  # type: ignore[attr-defined]


# ── the whole graph, byte by byte ────────────────────────────────────────────


def test_nquads_are_what_was_written(store: Store) -> None:
    """The golden graph comes out as it went in, numbers in their own datatypes."""
    assert export(store, "nquads") == seed()


def test_trig_is_the_golden_file(store: Store) -> None:
    """The golden file is what an export of it gives, to the byte."""
    assert export(store, "trig") == (GOLDEN / "seed.trig").read_bytes()


@pytest.mark.parametrize("form", sorted(RDF))
def test_two_engines_read_the_same_graph(full: Store, form: str) -> None:
    """Oxigraph and rdflib read each RDF format back as the graph that was written; ontology and lexicon stay out."""
    content = export(full, form)
    golden = set(ox.parse(both(), format=ox.RdfFormat.N_QUADS))
    read = set(ox.parse(content, format=RDF[form]))
    other = rdflib.Dataset(default_union=True)
    if form == "turtle":
        other.default_graph.parse(data=content, format="turtle")
    else:
        other.parse(data=content, format="json-ld" if form == "jsonld" else form)
    again = {_triple(*triple) for triple in other.triples((None, None, None))}

    assert (triples(read) == triples(golden)) if form == "turtle" else (read == golden)
    assert again == triples(golden)


def _triple(*terms: rdflib.term.Node) -> ox.Triple:
    """A triple of rdflib as one of Oxigraph."""
    subject, predicate, value = map(_term, terms)
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, value)


def _term(term: rdflib.term.Node) -> ox.NamedNode | ox.Literal:
    """A term of rdflib as one of Oxigraph."""
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)


def test_formats_are_the_same_under_any_hash_seed(disk: Path) -> None:
    """Each format gives the same bytes in processes whose sets have another order."""
    program = (
        "import hashlib, sys\nfrom pathlib import Path\nfrom kg.export import FORMATS, export\nfrom kg.store import Store\n"
        "with Store.open(Path(sys.argv[1])) as store:\n    for form in FORMATS:\n"
        "        print(form, hashlib.sha256(export(store, form)).hexdigest(), hashlib.sha256(export(store, form, article='army.txt')).hexdigest())"
    )

    def run(number: str) -> str:
        """What a process says of its exports under a hash seed, in a time zone of its own."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": number, "TZ": f"Etc/GMT+{number}"}
        command = [sys.executable, "-c", program, str(disk)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    with ThreadPoolExecutor() as pool:  # the processes run beside each other
        found = {*pool.map(run, ("0", "3"))}

    assert len(found) == 1
    assert [line.split()[0] for line in found.pop().splitlines()] == list(FORMATS)


def test_the_day_does_not_matter(store: Store) -> None:
    """No format holds the day on which it was written."""
    for form in FORMATS:
        assert b"lastmodified" not in export(store, form)


# ── Turtle ───────────────────────────────────────────────────────────────────


def test_turtle_reads_well() -> None:
    """Classes come first, things in the order of the text, with the prefixes that are used and no others."""
    store = Store.memory()
    kept = [
        line
        for line in seed().splitlines(keepends=True)
        if line.startswith(
            (f"<{SEED}#event_94>".encode(), f"<{SEED}#claim_94>".encode(), f"<{SEED}#event_145>".encode())
        )
    ]
    store.write(Part(b"".join(kept)))

    assert export(store, "turtle").decode() == (
        "@prefix calendar: <https://w3id.org/kg-event/id/time/> .\n"
        "@prefix kg: <https://w3id.org/kg-event/ns#> .\n"
        "@prefix place: <https://w3id.org/kg-event/id/place/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "@prefix a: <https://w3id.org/kg-event/id/article/5781c210cfac3712#> .\n"
        "\n"
        "a:claim_94 a kg:Claim ;\n"
        "    kg:about a:event_94 ;\n"
        "    kg:attribution kg:Claimed ;\n"
        "    kg:evidence a:offset_17_181 ;\n"
        "    kg:modality kg:Actual ;\n"
        "    kg:polarity kg:Affirmed ;\n"
        "    kg:source a:actor_17 .\n"
        "\n"
        "a:event_94 a kg:Event , kg:Movement ;\n"
        '    rdfs:label "Syrian rebels enter Homs"@en ;\n'
        "    kg:actor a:actor_17 ;\n"
        "    kg:destination place:Homs ;\n"
        "    kg:mentionedBy a:offset_94_101 ;\n"
        "    kg:place place:Homs ;\n"
        "    kg:time calendar:2024-12-07 .\n"
        "\n"
        "a:event_145 a kg:Event , kg:Movement , kg:Withdrawal ;\n"
        '    rdfs:label "Syrian government forces withdraw"@en ;\n'
        "    kg:actor a:actor_163 ;\n"
        "    kg:before a:event_94 ;\n"
        "    kg:mentionedBy a:offset_145_155 .\n"
    )


AWKWARD = [
    '<http://a/x> <http://a/p> "a\\"b\\\\c\\n\\t\\r\\u0007\\u0000 é \U0001f600 \u202e @prefix x: <y> ."@en-GB <http://a/g> .',
    f'<http://a/x> <http://a/p> "^^<http://a/d>" <{iri.SHARED_GRAPH}> .',
    f"<{iri.KG}a.b> <{iri.KG}a.> <{iri.KG}.a> <http://a/g> .",
    f"<{iri.KG}a/b> <{iri.KG}é> <{iri.KG}> <http://a/g> .",
    f"<{iri.BASE}person/A_%22B%22> <{iri.KG}a%20b> <{iri.BASE}person/O'Neill_(judge),_Sr.> <http://a/g> .",
    f"<{SEED}#a-b> <{iri.KG}x> <{SEED}#a_b> <{SEED}/graph> .",
    f"<{SEED}> <{iri.KG}x> <{SEED}/run> <{SEED}/graph> .",
    f"<{ARMY}#e> <{iri.KG}x> <{SEED}#e> <{ARMY}/graph> .",
    f"_:b <{iri.RDF}type> _:b <{iri.SHARED_GRAPH}> .",
    f'<http://a/x> <http://a/p> "x"^^<{iri.XSD}a/b> <http://a/g> .',
    "<urn:a:b> <tag:a,2020:b> <data:,a> <urn:g> .",
]


@pytest.mark.parametrize("form", sorted(set(RDF) - {"turtle"}))
@pytest.mark.parametrize("number", range(len(AWKWARD)))
def test_awkward_terms_come_back(form: str, number: int) -> None:
    """Whatever N-Quads can hold, each format gives back."""
    quads = set(ox.parse(AWKWARD[number], format=ox.RdfFormat.N_QUADS))
    store = Store.memory()
    store.write(Part(AWKWARD[number].encode()))
    read = set(ox.parse(export(store, form), format=RDF[form]))

    if AWKWARD[number].startswith("_:"):
        assert len(read) == len(quads)
    else:
        assert read == quads


def test_turtle_of_triples_is_that_of_quads(full: Store) -> None:
    """The triples of a query are written as an export writes them."""
    quads = [of_line(line) for line in seed().decode().splitlines()]

    assert turtle(quads) == turtle([quad.triple for quad in ox.parse(seed(), format=ox.RdfFormat.N_QUADS)])


def test_an_empty_store_gives_empty_files() -> None:
    """Each format has a form for nothing."""
    store = Store.memory()
    found = {form: export(store, form) for form in FORMATS}

    assert found["nquads"] == b""
    assert found["turtle"].strip() == found["trig"].strip() == b""
    assert json.loads(found["jsonld"])["@graph"] == []
    assert found["csv"].count(b"\r\n") == 1
    assert len(nx.read_graphml(io.BytesIO(found["graphml"]))) == 0


# ── what is exported ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [ARMY, "army.txt"])
def test_one_article_and_what_it_leads_to(full: Store, name: str) -> None:
    """Of one article there are its graph and the shared things that it leads to, and no others."""
    found = export(full, "nquads", article=name)
    quads = list(ox.parse(found, format=ox.RdfFormat.N_QUADS))
    shared = {
        quad.subject.value[len(iri.BASE) :] for quad in quads if quad.graph_name == ox.NamedNode(iri.SHARED_GRAPH)
    }

    assert {quad.graph_name.value for quad in quads} == {iri.graph(ARMY), iri.SHARED_GRAPH}
    assert shared == {
        "model/other-1", "place/Hama", "place/Hama_Governorate", "place/Homs", "place/Homs/centroid", "place/Syria",
        "software/kg-0.1.0", "time/2024-12-08",
    }  # fmt: skip
    assert set(found.splitlines()) <= set(both().splitlines())


def test_all_articles_are_those_of_each(full: Store) -> None:
    """The export of all is the sum of the exports of each."""
    parts = [export(full, "nquads", article=name).splitlines(keepends=True) for name in full.articles()]

    assert b"".join(sorted({line for part in parts for line in part})) == export(full, "nquads")


def test_compact_leaves_out_mentions_only(store: Store) -> None:
    """What mentions say goes, nearly half of all; sentences stay, and so does what leads to a mention."""
    whole, compact = (set(export(store, "nquads", compact=one).splitlines()) for one in (False, True))
    mention = f"<{iri.KG}Mention>".encode()
    mentions = {line.split()[0] for line in whole if line.split()[2] == mention}

    assert {line.split()[0] for line in whole - compact} == mentions
    assert not {line.split()[0] for line in compact} & mentions
    assert len(whole - compact) == 702
    assert b"<http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#Sentence>" not in b"".join(compact)
    assert sum(line.split()[2] == f"<{iri.KG}Sentence>".encode() for line in compact) == 11


@pytest.mark.parametrize(
    ("form", "article", "told"),
    [
        ("turtle", "nobody.txt", "There is no article nobody.txt in the store. Name one by its identifier or its IRI."),
        (
            "xml",
            None,
            "There is no format xml. Ask for one of csv, geojson, gexf, graphml, ics, jsonld, nquads, trig, turtle.",
        ),
    ],
)
def test_what_cannot_be_exported(store: Store, form: str, article: str | None, told: str) -> None:
    """A missing article and an unknown format are told with what to do."""
    with pytest.raises(UsageError) as error:
        export(store, form, article=article)

    assert str(error.value) == told


def test_every_ending_stands_for_a_format() -> None:
    """The ends of file names name all formats, and no others."""
    assert tuple(sorted(set(EXTENSIONS.values()))) == FORMATS


# ── networks and sheets ──────────────────────────────────────────────────────


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_are_read_by_networkx(full: Store, form: str) -> None:
    """Events and what takes part are nodes, roles are edges, and what is claimed stands on the event."""
    content = io.BytesIO(export(full, form))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        nx.read_graphml(content) if form == "graphml" else nx.read_gexf(content)
    )
    event = "id:article/f1e666994b571fe4#event_42"
    edges = {
        (target, data.get("label", key)) for _, target, key, data in network.out_edges(event, keys=True, data=True)
    }

    assert network.nodes[event]["label"] == "rebels enter Homs"
    kept = {name: network.nodes[event][name] for name in ("kind", "attribution", "modality", "polarity", "source")}
    assert kept == {
        "kind": "Movement",
        "attribution": "denied",
        "modality": "actual",
        "polarity": "negated",
        "source": "army",
    }
    assert edges == {
        ("id:article/f1e666994b571fe4#actor_31", "actor"),
        ("place:Homs", "destination"),
        ("id:article/5781c210cfac3712#event_94", "coreferentWith"),
    }
    assert network.nodes["place:Homs"]["latitude"] == "34.72405"
    assert network.nodes["calendar:2024-12-08"]["label"] == "8 December 2024"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_hold_any_text(form: str) -> None:
    """Characters that XML cannot hold are replaced, markup is text."""
    label = '"<b>&\\u0000\\u0008\\uFFFE]]>"@en'
    quads = seed().decode().replace('"Syrian rebels enter Homs"@en', label)
    store = Store.memory()
    store.write(Part(quads.encode()))

    content = io.BytesIO(export(store, form))
    network = nx.read_graphml(content) if form == "graphml" else nx.read_gexf(content)

    assert network.nodes["id:article/5781c210cfac3712#event_94"]["label"] == "<b>&\ufffd\ufffd\ufffd]]>"


def test_a_sheet_has_a_row_for_each_claim(full: Store) -> None:
    """Rows say what happened, who says so and where it is said."""
    rows = list(csv.reader(io.StringIO(export(full, "csv").decode(), newline="")))
    army = [row for row in rows if row[-1] == "army.txt"]

    assert len(rows) == 1 + 34 + 7
    assert rows[0] == [
        "event", "class", "actor", "target", "place", "begin", "end", "source", "attribution", "modality", "polarity",
        "sentence", "article",
    ]  # fmt: skip
    assert army[1] == [
        "rebels enter Homs", "Movement", "rebels", "", "Homs", "", "", "army", "denied", "actual", "negated",
        "The army denied on Sunday that rebels had entered Homs.", "army.txt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "cell"),
    [("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"), ("-12.5", "-12.5"), ("+3", "+3"), ("a=b", "a=b")],
)
def test_no_cell_is_a_formula(label: str, cell: str) -> None:
    """What a spreadsheet would compute is shown as text."""
    store = Store.memory()
    store.write(Part(seed().decode().replace("Syrian rebels enter Homs", label).encode()))
    rows = csv.reader(io.StringIO(export(store, "csv").decode(), newline=""))

    assert next(row[0] for row in rows if row[7:9] == ["Syrian rebels", "claimed"]) == cell


# ── parts ────────────────────────────────────────────────────────────────────


def test_lines_are_read_as_terms() -> None:
    """A line gives four terms; counts get back the datatype that the engine does not keep."""
    line = f'<http://a/a> <{iri.KG}killed> "3"^^<{iri.XSD}integer> <http://a/g> .'

    assert of_line(line) == Quad(
        "<http://a/a>", f"<{iri.KG}killed>", f'"3"^^<{iri.XSD}nonNegativeInteger>', "<http://a/g>"
    )
    with pytest.raises(ValueError, match="no quad"):
        of_line("nothing")


@pytest.mark.parametrize(
    ("term", "parts"),
    [
        ('"a\\tb\\u00e9\\U0001F600\\\\n"', Literal("a\tbé😀\\n")),
        ('""@en-GB', Literal("", "en-GB")),
        ('"1"^^<http://a/d>', Literal("1", "", "http://a/d")),
    ],
)
def test_literals_are_read(term: str, parts: Literal) -> None:
    """A literal gives its text, language and datatype."""
    assert literal(term) == parts


def test_order_is_that_of_numbers() -> None:
    """Things stand in the order of the text, whatever the length of their offsets."""
    assert sorted(["<a#event_1001>", "<a#event_94>", "<a#claim_7>"], key=order) == [
        "<a#claim_7>",
        "<a#event_94>",
        "<a#event_1001>",
    ]


# ── files ────────────────────────────────────────────────────────────────────


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """A file is written aside and renamed: it keeps its rights, a link to it stays a link, and nothing is left over."""
    target, link = tmp_path / "a.ttl", tmp_path / "link.ttl"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)

    files.write_aside(link, b"new")

    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode), link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(tmp_path.iterdir()) == [target, link]


def test_a_device_is_written_to(tmp_path: Path) -> None:
    """What is no regular file stays what it is."""
    files.write_aside(Path("/dev/null"), b"x")

    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/dev/full", "/dev/full cannot be written: no space left on device. Name a place that can be written to."),
        (
            "missing/a.ttl",
            "missing/a.ttl cannot be written: no such file or directory. Name a place that can be written to.",
        ),
        ("folder", "folder cannot be written: is a directory. Name a place that can be written to."),
    ],
)
def test_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, told: str) -> None:
    """A full disk, a missing folder and a folder in the way are told, and nothing is left over."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()

    with pytest.raises(OutputError) as error:
        files.write_aside(Path(path), b"x" * 10)

    assert str(error.value) == told
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_many_articles_in_one_file() -> None:
    """The prefix of the article at hand is declared anew for each, and all comes back."""
    store = Store.memory()
    store.write(Part(moved(seed(), 1) + moved(seed(), 2)))
    content = export(store, "turtle")

    assert content.count(b"@prefix a: ") == 2
    assert lines(
        {
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("http://a/g"))
            for t in triples(ox.parse(content, format=ox.RdfFormat.TURTLE))
        }
    ) == lines(
        {
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("http://a/g"))
            for t in triples(ox.parse(export(store, "nquads"), format=ox.RdfFormat.N_QUADS))
        }
    )


# ── places and days ──────────────────────────────────────────────────────────


def test_geojson_says_how_sure_a_place_is() -> None:
    """Of all mentions of a place the surest counts."""
    mentions = [("offset_94_101", "0.61"), ("offset_114_118", "0.7")]
    quads = "".join(
        f"<{iri.BASE}place/Homs> <{iri.KG}mentionedBy> <{SEED}#{mention}> <{iri.graph(SEED)}> .\n"
        f'<{SEED}#{mention}> <{iri.KG}confidence> "{sure}"^^<{iri.XSD}decimal> <{iri.graph(SEED)}> .\n'
        for mention, sure in mentions
    )
    store = Store.memory()
    store.write(Part(seed() + quads.encode()))
    by_id = {feature["id"]: feature for feature in json.loads(export(store, "geojson"))["features"]}

    assert by_id[iri.BASE + "place/Homs"]["properties"]["confidence"] == "0.7"
    assert {"place/Homs"} == {i.removeprefix(iri.BASE) for i, f in by_id.items() if "confidence" in f["properties"]}


def test_geojson_is_a_map(full: Store) -> None:
    """Places and events have points as RFC 7946 wants them, longitude first, and say what they are."""
    found = json.loads(export(full, "geojson"))
    by_id = {feature["id"]: feature for feature in found["features"]}
    homs, entered = by_id[iri.BASE + "place/Homs"], by_id[f"{SEED}#event_94"]

    assert found["type"] == "FeatureCollection"
    assert homs == {
        "type": "Feature",
        "id": iri.BASE + "place/Homs",
        "geometry": {"type": "Point", "coordinates": [36.72559, 34.72405]},
        "properties": {
            "label": "Homs", "class": "Place", "feature": homs["properties"]["feature"],
            "within": homs["properties"]["within"], "same": homs["properties"]["same"],
        },
    }  # fmt: skip
    assert entered["geometry"] == homs["geometry"]
    assert entered["properties"] == {
        "label": "Syrian rebels enter Homs", "class": "Movement", "actor": ["Syrian rebels"], "place": ["Homs"],
        "begin": "2024-12-07", "end": "2024-12-07",
    }  # fmt: skip
    for feature in found["features"]:
        points = feature["geometry"]["coordinates"]
        for long, lat in points if feature["geometry"]["type"] == "MultiPoint" else [points]:
            assert -180 <= long <= 180
            assert -90 <= lat <= 90


def entries(content: bytes) -> list[dict[str, str]]:
    """The entries of an iCalendar file: unfolded and unescaped as RFC 5545 says, properties without parameters."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith("END:"):
            plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
            found[-1][name.partition(";")[0]] = plain
    return found


def test_ics_is_a_calendar(full: Store) -> None:
    """A dated event is an entry of whole days, whose end is the day after, with place and source."""
    content = export(full, "ics")
    (entered,) = (one for one in entries(content) if one["UID"] == f"{SEED}#event_94")

    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.endswith(b"END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert entered == {
        "UID": f"{SEED}#event_94", "DTSTAMP": "20241208T000000Z", "DTSTART": "20241207", "DTEND": "20241208",
        "SUMMARY": "Syrian rebels enter Homs", "CATEGORIES": "Movement", "STATUS": "CONFIRMED", "LOCATION": "Homs",
        "GEO": "34.72405;36.72559", "DESCRIPTION": "claimed by Syrian rebels, actual, affirmed",
    }  # fmt: skip


def test_ics_holds_any_text() -> None:
    """Long lines fold between characters, and marks that mean something there are text."""
    label = "; , \\\\ " + "häß" * 60
    store = Store.memory()
    store.write(Part(seed().decode().replace("Syrian rebels enter Homs", label).encode()))

    assert label.replace("\\\\", "\\") in [one["SUMMARY"] for one in entries(export(store, "ics"))]
