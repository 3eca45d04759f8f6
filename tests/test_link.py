"""The same thing in several articles: plain values first, then whole stores."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import iri
from kg.ask import query
from kg.errors import UsageError
from kg.export import export
from kg.group import Groups
from kg.link import link, unlink
from kg.link.called import judge, meant, merge
from kg.link.identity import identify
from kg.link.link import nation
from kg.link.profile import Profile, Thing
from kg.link.verdict import Verdicts, read
from kg.pipeline import build
from kg.store import Store
from kg.table import Table
from kg.words.lexicon import load

TABLE = Path(__file__).parent / "same.tsv"
KINDS = {"p": "Person", "o": "Organization"}
SMITHS = {
    "a.txt": "The Springfield Observer praised John Smith, the mayor. John Smith resigned on Monday.",
    "b.txt": "The pitcher John Smith joined the Toronto Blue Jays on Friday. Smith left Kenya.",
    "c.txt": "Angela Merkel visited the Toronto Blue Jays. Merkel praised the Springfield Observer.",
    "d.txt": "Angela Merkel criticised John Smith. The Springfield Observer printed it.",
    "e.txt": "Mrs Merkel met farmers. The Springfield Observer and the Toronto Blue Jays were there.",
}
"""Articles by their names."""


# ── plain values ─────────────────────────────────────────────────────────────


def thing(name: str, kind: str, article: str, number: int) -> Thing:
    """A named thing of an article of which no more is known."""
    return Thing(f"{article}#actor_{number}", kind, name, (name,), (), "", "", ())


def profile(article: str, kind: str, name: str, beside: str) -> Profile:
    """An article that names a thing and some others."""
    others = [one for one in beside.split(", ") if one]
    places = tuple(iri.BASE + one for one in others if one.startswith("place/"))
    named = [one.split(":") for one in others if ":" in one]
    things = [thing(name, kind, article, 0)]
    things += [thing(other, KINDS[k], article, i) for i, (k, other) in enumerate(named, 1)]
    return Profile(article, "", tuple(things), places)


def cases() -> Iterator[object]:
    """The lines of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for kind, one, beside, other, beside_other, verdict, why in rows:
            yield pytest.param(kind, (one, beside), (other, beside_other), verdict, id=f"{one} | {other}: {why}")


@pytest.mark.parametrize(("kind", "one", "other", "verdict"), list(cases()))
def test_pairs(kind: str, one: tuple[str, str], other: tuple[str, str], verdict: str) -> None:
    """Two names mean one thing, perhaps, or not, in whatever order the articles come."""
    profiles = [profile("a", kind, *one), profile("b", kind, *other)]
    for order in (profiles, profiles[::-1]):
        found = identify(order, Verdicts(), load(), nation)
        same = found.groups.root("a#actor_0") == found.groups.root("b#actor_0")
        close = {frozenset(pair) for pair in found.close}

        assert ("same" if same else "close" if frozenset({"a#actor_0", "b#actor_0"}) in close else "other") == verdict


def test_a_verdict_wins() -> None:
    """What a user says is one is one, and what is two is two, also by way of others; then a rare name is no longer enough."""
    profiles = [
        profile(a, "Person", n, "") for a, n in (("a", "Angela Merkel"), ("b", "Angela Merkel"), ("c", "Ann Lee"))
    ]

    apart = identify(profiles, Verdicts(different=(("a#actor_0", "b#actor_0"),)), load(), nation).groups
    joined = identify(profiles, Verdicts(same=(("a#actor_0", "c#actor_0"),)), load(), nation).groups

    assert apart.all() == []
    assert joined.all() == [["a#actor_0", "b#actor_0", "c#actor_0"]]


def test_a_frequent_name_among_many() -> None:
    """Of three John Smiths, two who share a rare name are one; the third may be them."""
    profiles = [
        profile("a", "Person", "John Smith", "o:Acme Widgets"),
        profile("b", "Person", "John Smith", "o:Zorblatt Press"),
        profile("c", "Person", "John Smith", "o:Acme Widgets"),
    ]

    found = identify(profiles, Verdicts(), load(), nation)

    assert ["a#actor_0", "c#actor_0"] in found.groups.all()
    assert found.close == (("a#actor_0", "b#actor_0"),)


def test_groups() -> None:
    """Groups grow by their members; those that are kept apart never meet, also by way of others."""
    groups = Groups()
    groups.keep_apart("a", "d")

    assert groups.join("a", "b")
    assert groups.join("c", "d")
    assert not groups.join("b", "c")
    assert (groups.root("b"), groups.members("c"), groups.all()) == ("a", ["c", "d"], [["a", "b"], ["c", "d"]])


# ── whole stores ─────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in SMITHS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def linked(articles: Path) -> Path:
    """A store that was built and linked."""
    path = articles.parent / "linked.store"
    build([str(articles)], path)
    return path


@pytest.fixture
def store(linked: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be changed."""
    return Path(shutil.copytree(linked, tmp_path / "kg.store"))


def content(path: Path) -> bytes:
    """All that a store exports."""
    with Store.open(path) as opened:
        return export(opened, "nquads")


def same(path: Path) -> list[list[str]]:
    """The groups of a store, each thing as article and name."""
    with Store.open(path) as opened:
        articles = {article: opened.facts(article) for article in opened.articles()}
        names = {a: known.identifiers[0].rpartition("/")[2] for a, known in articles.items() if known}
        label = dict(opened.pairs(iri.RDFS + "label"))
        groups: dict[str, list[str]] = {}
        for one, node in opened.pairs(iri.OWL + "sameAs", graph=iri.LINK_GRAPH):
            groups.setdefault(node, []).append(f"{names[one.partition('#')[0]]} {label[one]}")
    return sorted(sorted(group) for group in groups.values())


MERKEL = ["c.txt Angela Merkel", "d.txt Angela Merkel", "e.txt Merkel"]
OBSERVER = [f"{article}.txt Springfield Observer" for article in "acde"]
JAYS = [f"{article}.txt Toronto Blue Jays" for article in "bce"]
SMITH = ["a.txt John Smith", "d.txt John Smith"]


def test_building_links(store: Path) -> None:
    """Building finds who is the same: the mayor who is criticised is not the pitcher."""
    assert same(store) == [SMITH, OBSERVER, JAYS, MERKEL]


def test_linking_again_changes_nothing(store: Path) -> None:
    """The pass finds the same whether it reads what it kept or all anew."""
    before = content(store)
    for kept in (True, False):
        if not kept:
            (store / "profiles.jsonl").unlink()
        with Store.writing(store) as opened:
            unlink(opened)
            link(opened)
        assert content(store) == before


def test_order_does_not_matter(linked: Path, articles: Path, tmp_path: Path) -> None:
    """Articles that come one by one, the last first, are linked as all at once."""
    for name in sorted(SMITHS, reverse=True):
        build([str(articles / name)], tmp_path / "kg.store")

    assert content(tmp_path / "kg.store") == content(linked)


def test_links_can_be_taken_back(store: Path, articles: Path, tmp_path: Path) -> None:
    """Without its links a store is as one that was never linked."""
    build([str(articles)], tmp_path / "bare.store", links=False)
    with Store.writing(store) as opened:
        unlink(opened)

    assert content(store) == content(tmp_path / "bare.store")


def test_an_article_that_goes_takes_its_links_along(store: Path, articles: Path, tmp_path: Path) -> None:
    """A new text under a known identifier leaves no link of the old one."""
    changed = articles / "d.txt"
    old = changed.read_text(encoding="utf-8")
    try:
        changed.write_text("It rained in Springfield all day long.", encoding="utf-8")
        build([str(articles)], store)
    finally:
        changed.write_text(old, encoding="utf-8")

    assert same(store) == [[*OBSERVER[:2], OBSERVER[3]], JAYS, MERKEL[::2]]


def test_verdicts_survive_a_rebuild(store: Path, articles: Path) -> None:
    """What a user says counts after building and linking again, and after the links were taken back."""
    with Store.writing(store) as opened:
        judge(opened, "c.txt#Angela Merkel", "d.txt#Angela Merkel", same=False)
        judge(opened, "b.txt#John Smith", "a.txt#John Smith", same=True)
        unlink(opened)
        link(opened)
    build([str(articles)], store)

    assert same(store) == [sorted([*SMITH, "b.txt John Smith"]), OBSERVER, JAYS, MERKEL[::2]]


def test_the_last_verdict_counts(store: Path) -> None:
    """Who changes their mind is heard."""
    pair = "c.txt#Angela Merkel", "d.txt#Angela Merkel"
    with Store.writing(store) as opened:
        judge(opened, *pair, same=False)
        judge(opened, *pair, same=True)
        link(opened)

    assert same(store) == [SMITH, OBSERVER, JAYS, MERKEL]


def test_verdicts_from_a_file(store: Path, tmp_path: Path) -> None:
    """A Turtle file says what is the same and what is not."""
    with Store.open(store) as opened:
        one, other = meant(opened, "c.txt#Angela Merkel"), meant(opened, "d.txt#Angela Merkel")
    path = tmp_path / "mine.ttl"
    path.write_text(f"@prefix owl: <{iri.OWL}> . <{one}> owl:differentFrom <{other}> .", encoding="utf-8")
    with Store.writing(store) as opened:
        merge(opened, read(path))
        link(opened)

    assert same(store) == [SMITH, OBSERVER, JAYS, MERKEL[::2]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<a> <b> <c> .", r"mine\.ttl: <.*> is no verdict\. Write two IRIs", id="other predicate"),
        pytest.param("<a> <b>", r"mine\.ttl, line 1: this is no Turtle: ", id="no Turtle"),
    ],
)
def test_files_that_are_no_verdicts(tmp_path: Path, text: str, expected: str) -> None:
    """A file that says something else is refused with its place."""
    (tmp_path / "mine.ttl").write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=expected):
        read(tmp_path / "mine.ttl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nobody", r"^Nothing is called 'Nobody' in the store\. Give an IRI", id="none"),
        pytest.param("John Smith", r"^2 things are called 'John Smith': https://.*, https://.*\. Give", id="two"),
        pytest.param(
            "person:Nobody",
            r"^There is nothing with the IRI https://.*/person/Nobody in the store\.$",
            id="no such IRI",
        ),
    ],
)
def test_who_is_meant_must_be_clear(linked: Path, text: str, expected: str) -> None:
    """A name that nobody has, or that several have, is told."""
    with Store.open(linked) as opened, pytest.raises(UsageError, match=expected):
        meant(opened, text)


def test_a_name_means_the_node_of_all_articles(linked: Path) -> None:
    """A name, the prefix form and the IRI mean the same."""
    node = iri.BASE + "person/Angela_Merkel"
    with Store.open(linked) as opened:
        assert {meant(opened, text) for text in ("Angela Merkel", "person:Angela_Merkel", node)} == {node}


def test_queries_see_through_links(linked: Path) -> None:
    """What somebody does is found in all articles by the full name, also where an article has only a short one."""
    found = query.ask(linked, "events-of", {"actor": "Angela Merkel"})

    assert isinstance(found, Table)
    assert sorted({row[2].value for row in found}) == [
        "Angela Merkel criticises John Smith", "Angela Merkel praises Springfield Observer",
        "Angela Merkel visits Toronto Blue Jays", "Merkel meets farmers",
    ]  # fmt: skip
    assert {row[0].value for row in found} == {"Angela Merkel"}


def test_nobody_disputes_with_themselves(tmp_path: Path) -> None:
    """Who says one thing in one article and the opposite in another is one source; another source contradicts them."""
    told = {
        "a.txt": "Angela Merkel said that Siemens Energy bought Acme Bread in Berlin.",
        "b.txt": "Angela Merkel said that Siemens Energy did not buy Acme Bread in Berlin.",
        "c.txt": "Maria Lopez said that Siemens Energy did not buy Acme Bread in Berlin.",
    }
    for name, text in told.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    build([str(tmp_path / name) for name in told], tmp_path / "kg.store")

    found = query.ask(tmp_path / "kg.store", "disputes", {})

    assert isinstance(found, Table)
    assert [{row[1].value, row[4].value} for row in found] == [{"Angela Merkel", "Maria Lopez"}]
