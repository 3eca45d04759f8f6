"""The gazetteer: countries and their people, towns by context, keys that say all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import iri
from kg.errors import UsageError
from kg.event import Place
from kg.pipeline import build
from kg.span import Span
from kg.store import Store
from kg.table import Table
from kg.where import atlas, candidate, gazetteer
from kg.where import country as lands
from kg.where.gazetteer import Toponym, capital, country, describe, known, resolve


def toponyms(*names: str | tuple[str, str] | tuple[str, str, str]) -> list[Toponym]:
    """Toponyms far from each other, from names or (name, container, noun)."""
    rows = [(name,) if isinstance(name, str) else name for name in names]
    return [Toponym(row[0], Span(100 * i, 100 * i + len(row[0])), *row[1:]) for i, row in enumerate(rows)]


def keys(places: Sequence[Place]) -> list[str]:
    """The keys without their class."""
    return [place.key.removeprefix("place/") for place in places]


def test_a_town_has_all_that_the_graph_says() -> None:
    """Point, feature, division and country, numbers at GeoNames and Wikidata."""
    assert resolve(toponyms("Homs", "Syria")) == (
        Place(
            key="place/Homs",
            label="Homs",
            within=("place/Homs_169575", "place/Syria"),
            lat="34.72405",
            long="36.72559",
            feature="P.PPLA",
            same=("https://sws.geonames.org/169577/", "http://www.wikidata.org/entity/Q131301"),
            confidence="0.97",
        ),
        Place(
            key="place/Syria",
            label="Syria",
            lat="35.0",
            long="38.0",
            feature="A.PCLI",
            same=("https://sws.geonames.org/163843/", "http://www.wikidata.org/entity/Q858"),
            confidence="0.97",
        ),
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Damascus", "Daraya"], ["Damascus", "Darayya"]),
        (["Paris", "Lyon"], ["Paris", "Lyon"]),
        (["Paris", "Dallas", "Texas"], ["Paris_4717560", "Dallas", "Texas"]),
        (["London", "Toronto", "Ontario", "Windsor"], ["London_6058560", "Toronto", "Ontario", "Windsor"]),
        (["London", "Leeds"], ["London", "Leeds"]),
        (["Georgia", "Tbilisi"], ["Georgia", "Tbilisi"]),
        (["Georgia", "Atlanta", "Macon"], ["Georgia_4197000", "Atlanta", "Macon"]),
        (["Birmingham", "Montgomery", "Alabama"], ["Birmingham_4049979", "Montgomery", "Alabama"]),
        (["Washington", "Moscow"], ["Washington,_D.C.", "Moscow"]),
        (["Washington", "Seattle", "Spokane"], ["Washington", "Seattle", "Spokane"]),
        (["St. Louis", "Ft. Worth"], ["St._Louis", "Fort_Worth"]),
        (["Bombay", "Calcutta"], ["Mumbai", "Kolkata"]),
        (["Mexico", "US", "U.K."], ["Mexico", "United_States", "United_Kingdom"]),
        (["Black Sea", "Danube", "Alps"], ["Black_Sea", "Danube", "Alps"]),
    ],
)
def test_other_names_of_the_article_decide(names: list[str], expected: list[str]) -> None:
    """Countries, states and towns that an article names together pull each other."""
    assert keys(resolve(toponyms(*names))) == expected


@pytest.mark.parametrize(
    ("toponym", "expected"),
    [
        (("Springfield", "Illinois"), "Springfield_4250542"),
        (("Springfield", "Mass."), "Springfield_4951788"),
        (("Springfield", "OR"), "Springfield_5754005"),
        (("Cambridge", "Massachusetts"), "Cambridge_4931972"),
        (("Tripoli", "Lebanon"), "Tripoli_266826"),
        (("Baghdad", "Syria"), "Baghdad"),
    ],
)
def test_a_container_decides_only_if_a_bearer_lies_in_it(toponym: tuple[str, str], expected: str) -> None:
    """A list of names ("Baghdad, Syria and Iran") looks like a container and is none."""
    assert keys(resolve(toponyms(toponym))) == [expected]


def test_a_name_right_after_a_comma_is_a_container() -> None:
    """Springfield and Illinois as two toponyms; every other Springfield of the article goes with the first."""
    text = "Springfield, Illinois. Springfield"
    spans = [Span(match.start(), match.end()) for match in re.finditer(r"\w+", text)]
    found = resolve([Toponym(span.of(text), span) for span in spans])
    assert keys(found) == ["Springfield_4250542", "Illinois", "Springfield_4250542"]


def test_containers_tell_namesakes_of_one_article_apart() -> None:
    """One sense per discourse holds but for mentions that say what they lie in."""
    found = resolve(toponyms(("Portland", "Maine"), ("Portland", "Oregon"), "Portland"))
    assert keys(found) == ["Portland_4975802", "Portland", "Portland_4975802"]


@pytest.mark.parametrize(
    ("name", "noun", "expected"),
    [
        ("Idlib", "city", "Idlib"),
        ("Idlib", "province", "Idlib_169387"),
        ("Orange", "county", "Orange_County"),
        ("Georgia", "state", "Georgia_4197000"),
        ("Colorado", "river", "Colorado_River"),
    ],
)
def test_the_class_noun_decides(name: str, noun: str, expected: str) -> None:
    """City, province, county, state or river of one name."""
    assert keys(resolve(toponyms((name, "", noun)))) == [expected]


def test_nationalities_and_home_are_context() -> None:
    """People of a country, and the region that a publisher serves, speak for places there."""
    assert keys(resolve(toponyms("Tripoli"), nationalities=["Lebanese"] * 4)) == ["Tripoli_266826"]
    assert keys(resolve(toponyms("Tripoli"))) == ["Tripoli"]
    assert keys(resolve(toponyms("Alexandria"), home="Louisiana")) == ["Alexandria_4314550"]
    assert keys(resolve(toponyms("Athens"), home="place/Georgia_4197000")) == ["Athens_4180386"]
    assert keys(resolve(toponyms("Alexandria"))) == ["Alexandria"]


def test_a_name_that_cannot_be_told_apart_gets_candidates() -> None:
    """No coordinates, no sameAs, a key of the article alone; what all candidates lie in is sure."""
    assert resolve([Toponym("Springfield", Span(7, 18))]) == (
        Place(
            key="place_7",
            label="Springfield",
            within=("place/United_States",),
            close=("https://sws.geonames.org/4409896/", "https://sws.geonames.org/4951788/"),
        ),
    )


@pytest.mark.parametrize(
    ("rows", "sure"),
    [
        (["Homs", "Damascus"], ["0.97", "0.97"]),  # nothing else is called so
        (["Paris"], ["0.91"]),  # the town in Texas and others are small
        (["Georgia"], ["0.70"]),  # a country, and a state of more people
        (["Birmingham"], ["0.63"]),
        (["Birmingham", "Alabama"], ["0.92", "0.97"]),
        (["Cambridge"], [""]),  # cannot be told apart
        (["northern Iraq", "Xyzzyville"], ["", ""]),  # no place of the gazetteer
    ],
)
def test_how_sure_a_place_is(rows: list[str], sure: list[str]) -> None:
    """A place has the share of its bearer in the odds of all of the name; what else the article names speaks for it."""
    assert [place.confidence for place in resolve(toponyms(*rows))] == sure


def test_a_place_that_no_gazetteer_has_lies_in_what_the_text_gives() -> None:
    """Its container, else the country of the article, else nothing; never with coordinates."""
    _, found = resolve(toponyms("Homs", "Mezzeh military airport"))
    assert found == Place(
        key="place/Mezzeh_military_airport,_Syria", label="Mezzeh military airport", within=("place/Syria",)
    )
    assert resolve(toponyms(("Xyzzyville", "Ohio"))) == (
        Place(key="place/Xyzzyville,_Ohio", label="Xyzzyville", within=("place/Ohio", "place/United_States")),
    )
    assert resolve([Toponym("Xyzzyville", Span(3, 13))]) == (Place(key="place_3", label="Xyzzyville"),)
    assert keys(resolve(toponyms("northern Iraq"))) == ["northern_Iraq,_Iraq"]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Syria", "place/Syria"),
        ("Syrian", "place/Syria"),
        ("Syrians", "place/Syria"),
        ("Dutch", "place/Netherlands"),
        ("French", "place/France"),
        ("Israeli", "place/Israel"),
        ("Israelis", "place/Israel"),
        ("Swiss", "place/Switzerland"),
        ("US", "place/United_States"),
        ("U.S.", "place/United_States"),
        ("USA", "place/United_States"),
        ("American", "place/United_States"),
        ("British", "place/United_Kingdom"),
        ("Britain", "place/United_Kingdom"),
        ("UK", "place/United_Kingdom"),
        ("Scottish", "place/Scotland"),
        ("Texan", "place/Texas"),
        ("Ky.", "place/Kentucky"),
        ("Burma", "place/Myanmar"),
        ("Burmese", "place/Myanmar"),
        ("Côte d'Ivoire", "place/Ivory_Coast"),
        ("European", "place/Europe"),
        ("African", "place/Africa"),
        ("Asian", "place/Asia"),
        ("Palestinian", "place/Palestinian_territories"),
        ("Danes", "place/Denmark"),
        ("Filipino", "place/Philippines"),
        ("IRAQ", "place/Iraq"),
        ("Georgia", "place/Georgia"),
        ("us", None),
        ("Arab", None),
        ("polish", None),
        ("Homs", None),
        ("", None),
    ],
)
def test_country_of_a_word(word: str, key: str | None) -> None:
    """Names, abbreviations, adjectives and people; a word that is none of these has no country."""
    found = country(word)
    assert (found.key if found else None) == key


def test_every_country_is_complete() -> None:
    """Each country of ISO 3166-1 has its numbers at GeoNames and Wikidata, and a capital if many live there."""
    found = [area for area in lands.areas().values() if area.place.feature.startswith(("A.PCL", "A.TERR"))]
    assert len({area.country for area in found}) == len(found) == 250
    assert [area.place.key for area in found if len(area.place.same) != 2] == []
    assert [area.place.key for area in found if area.population > 10**5 and not area.capital] == []
    assert [area.place.key for area in found if area.capital and capital(area.place.key) is None] == []


def test_capitals() -> None:
    """Of countries and states; a town has none."""
    found = [capital(f"place/{name}") for name in ("Syria", "United_States", "Illinois", "Scotland", "Homs")]
    assert [place and place.key for place in found] == [
        "place/Damascus", "place/Washington,_D.C.", "place/Springfield_4250542", "place/Edinburgh", None,
    ]  # fmt: skip


def test_describe_knows_shared_keys_alone() -> None:
    """A town, a namesake, a division, a place within another; nothing else."""
    assert describe("place/Springfield_4250542").within == ("place/Illinois", "place/United_States")
    assert describe("place/Rif-dimashq").feature == "A.ADM1"
    for key in ("place/Xyzzyville", "place/Homs_169577", "place/Homs_1", "place_7", "person/Homs", "place/,_Syria", ""):
        with pytest.raises(KeyError):
            describe(key)


def test_tables_hang_together() -> None:
    """Keys are those of labels, and what places lie in, capitals and numbers exist once."""
    found = lands.areas()
    for key, area in found.items():
        plain = iri.shared_key("place", area.place.label)
        assert key in {plain, f"{plain}_{area.number}"}
        assert describe(key) == area.place
        assert [describe(outer).key for outer in area.place.within] == list(area.place.within)
    numbers = [area.number for area in found.values() if area.number]
    assert len(numbers) == len(set(numbers))


def test_known() -> None:
    """Names with and without marks, and none that nobody has."""
    assert [known(name) for name in ("Homs", "homs", "São Paulo", "Sao Paulo", "Xyzzyville", "")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_rows_of_a_name() -> None:
    """The list gives every bearer with all it says."""
    row = atlas.rows(atlas.fold("Daraya"))
    assert row == (
        atlas.Row("daraya", 170892, "Darayya", "33.45835", "36.23256", "SY", "SY.08", 71596, "P.PPLA2", False),
    )


NAMES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Homs", "Springfield", "Paris", "Georgia", "US", "Ill.", "northern Iraq", "San José", "Santa Cruz", "#US.IL"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["", "city", "river", "xyz"])), max_size=6),
    st.lists(NAMES, max_size=3),
    NAMES,
)
def test_any_names_give_places(rows: list[tuple[str, str, str]], nationalities: list[str], home: str) -> None:
    """Nothing raises; coordinates are on earth; a shared key says all of its place."""
    names = toponyms(*rows)
    found = resolve(names, nationalities=nationalities, home=home)
    assert len(found) == len(names)
    assert found == resolve(names, nationalities=nationalities, home=home)
    for place in found:
        assert not (place.same and place.close)
        assert bool(place.lat) == bool(place.long)
        if place.lat:
            assert -90 <= float(place.lat) <= 90
            assert -180 <= float(place.long) <= 180
        if "/" in place.key:
            assert describe(place.key) == replace(place, confidence="")
            assert not place.confidence or 0 < float(place.confidence) <= 1
        for outer in place.within:
            assert describe(outer).key == outer


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_any_word_is_a_fair_question(name: str) -> None:
    """Nothing raises but KeyError for unknown keys."""
    assert isinstance(known(name), bool)
    assert country(name) is None or isinstance(country(name), Place)
    assert capital(name) is None
    assert all(one.place() == describe(one.place().key) for one in candidate.candidates(name))
    with pytest.raises(KeyError):
        gazetteer.describe(name.replace("/", ""))


# ── the home of a feed ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Paris", "place/Paris"),
        ("Paris, Texas", "place/Paris_4717560"),
        ("Dublin, Ohio", "place/Dublin_5152333"),
        ("Kentucky", "place/Kentucky"),
        ("Nowhereville", None),
        ("", None),
    ],
)
def test_a_place_that_a_user_names(name: str, key: str | None) -> None:
    """A name finds its likeliest bearer, or the one in what is named after a comma."""
    place = gazetteer.locate(name)

    assert (place.key if place else None) == key


def test_near_makes_near_places_likelier() -> None:
    """The home of a feed decides between places of one name, and none is farther for it that the text tells apart."""
    named = (Toponym("Paris", Span(0, 5)), Toponym("London", Span(10, 16), "England"))

    near = [place.key for place in gazetteer.resolve(named, home="place/Paris_4717560")]

    assert near == ["place/Paris_4717560", "place/London"]


def test_build_near_makes_the_graph_again(tmp_path: Path) -> None:
    """With another --near an article is understood again, with the same it is kept."""
    (tmp_path / "a.txt").write_text("Police arrested two men in Paris on Monday.")
    store, text = tmp_path / "s", str(tmp_path / "a.txt")

    def built(near: str) -> tuple[int, set[str]]:
        report = build([text], store, date=date(2024, 12, 8), near=near)
        with Store.open(store) as opened:
            found = opened.query("SELECT ?p WHERE { ?e kg:place ?p }")
            assert isinstance(found, Table)
            return report.done, {str(row[0].value) for row in found if row[0] is not None}

    assert built("Paris, Texas") == (1, {iri.BASE + "place/Paris_4717560"})
    assert built("Paris, Texas") == (0, {iri.BASE + "place/Paris_4717560"})
    assert built("") == (1, {iri.BASE + "place/Paris"})
    with pytest.raises(UsageError, match="There is no place 'Nowhereville' in the gazetteer"):
        built("Nowhereville")


def test_an_adjective_is_its_country_before_a_town() -> None:
    """A people's adjective stands for its country, unless the text puts the state of the town beside it."""
    canada, town = resolve([Toponym("Canadian", Span(0, 8))]) + resolve([Toponym("Canadian", Span(0, 8), "Texas")])
    assert (canada.key, town.within) == ("place/Canada", ("place/Texas", "place/United_States"))


def test_a_letter_alone_is_no_word_of_a_name() -> None:
    """What is short for a word inside a name is no name by itself: "A/S" is not "South"."""
    assert [known(name) for name in ("S", "'S", "St", "S. Dakota")] == [False, False, False, True]
