"""One node for one thing: what reads a linked store, from the network to the table, works over what `kg link` found."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import networkx as nx
import pytest

from kg import iri
from kg.export import export
from kg.link import link, unlink
from kg.link.called import judge
from kg.node import Nodes
from kg.pipeline import build
from kg.store import Store
from kg.view import network, scene
from kg.view.scope import around

ARTICLES = {
    "a.txt": "Angela Merkel visited Paris. Chancellor Merkel praised the Springfield Observer.",
    "b.txt": "Mrs Merkel met farmers in Paris. The Springfield Observer printed it.",
}
"""Two articles that share a person, each with another best name for her."""
MERKEL = iri.BASE + "person/Angela_Merkel"


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of both articles, whose people a user has said to be one."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = tmp_path_factory.mktemp("store") / "kg.store"
    build([str(folder)], path, date=None)
    with Store.writing(path) as store:
        judge(store, "Angela Merkel", "Merkel", same=True)
        link(store)
    return path


@pytest.fixture
def store(linked: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed."""
    return Path(shutil.copytree(linked, tmp_path / "kg.store"))


def people(path: Path) -> dict[str, set[str]]:
    """The people of the network, each by the label, with the words of the events next to them."""
    with Store.open(path) as opened:
        graph = network(scene(opened.engine))
    named = {node: said["label"] for node, said in graph.nodes(data=True) if said["kind"] == "Person"}
    near = {node: set(nx.all_neighbors(graph, node)) for node in named}
    return {label: {graph.nodes[event]["label"] for event in near[node]} for node, label in named.items()}


def exported(path: Path, form: str) -> dict[str, set[str]]:
    """The people of an exported network, each by the label, with the labels of the events next to them."""
    with Store.open(path) as opened:
        content = io.BytesIO(export(opened, form))
    graph = nx.read_graphml(content) if form == "graphml" else nx.read_gexf(content)
    named = {node: said["label"] for node, said in graph.nodes(data=True) if said["kind"] == "Person"}
    near = {node: set(nx.all_neighbors(graph, node)) for node in named}
    return {label: {graph.nodes[event]["label"] for event in near[node]} for node, label in named.items()}


TOGETHER = {"Angela Merkel": {"visited", "praised", "met"}}
APART = {"Angela Merkel": {"visited", "praised"}, "Merkel": {"met"}}


def test_the_network_has_one_node_for_one_person(linked: Path) -> None:
    """Who is called by two names in two articles is one node, with the best name and the events of both."""
    assert people(linked) == TOGETHER


def test_the_node_has_the_evidence_of_all_its_articles(linked: Path) -> None:
    """The words that mean the person come from both articles."""
    with Store.open(linked) as opened:
        (merkel,) = (thing for thing in scene(opened.engine).things if thing.iri == MERKEL)

    assert {mention.words for mention in merkel.mentions} == {"Angela Merkel", "Merkel"}
    assert len({mention.place.article for mention in merkel.mentions}) == 2
    assert merkel.links == ()


def test_a_verdict_parts_the_node(store: Path) -> None:
    """Whom a user tells apart are two nodes, in the network and in what is exported."""
    with Store.writing(store) as opened:
        judge(opened, "a.txt#Angela Merkel", "b.txt#Merkel", same=False)
        link(opened)

    assert people(store) == APART
    assert {name: len(events) for name, events in exported(store, "graphml").items()} == {
        "Angela Merkel": 2,
        "Merkel": 1,
    }


def test_links_taken_back_part_the_node(store: Path) -> None:
    """Without links each article has its own."""
    with Store.writing(store) as opened:
        unlink(opened)

    assert people(store) == APART


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_exported_networks_have_one_node_for_one_person(linked: Path, form: str) -> None:
    """Events of both articles hang on one node of the files for other programs."""
    assert exported(linked, form) == {
        "Angela Merkel": {
            "Angela Merkel visits Paris", "Angela Merkel praises Springfield Observer", "Merkel meets farmers in Paris"
        }
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Angela Merkel", "Merkel", "person:Angela_Merkel", MERKEL])
def test_any_name_finds_the_node(linked: Path, name: str) -> None:
    """What happens around somebody is what all articles tell, by whatever name one asks."""
    with Store.open(linked) as opened:
        found = around(opened.engine, name.replace("person:", "person/"))

    assert len(found) == 3


def test_tellings_meet_by_way_of_others() -> None:
    """Events that are told again stand with the first of all, and nobody who is alone has a node."""
    nodes = Nodes.of([("a#1", "p")], [("c", "b"), ("b", "c"), ("c", "a"), ("x", "y")])

    assert (dict(nodes.events), nodes.thing("a#1"), nodes.thing("z"), nodes.members(["p", "z"])) == (
        {"a": "a", "b": "a", "c": "a", "x": "x", "y": "x"}, "p", "z", {"p": ["a#1"]}
    )  # fmt: skip
