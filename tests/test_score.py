"""Comparing graphs: what is the same counts, what differs is told with its sentence."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import both, moved, seed

from kg.cli.measure import score as score_command
from kg.errors import UsageError
from kg.score import KINDS, Comparison, Contents, Item, compare, contents, differences, load, table

ROOT = Path(__file__).parent.parent


def held(quads: bytes) -> Contents:
    """The contents of a graph."""
    store = ox.Store()
    store.load(quads, format=ox.RdfFormat.N_QUADS)
    return contents(store)


def counts(compared: dict[str, Comparison], kind: str) -> tuple[int, int, int]:
    """How many of a kind are found, missed and extra."""
    one = compared[kind]
    return len(one.found), len(one.missed), len(one.extra)


def test_a_graph_is_like_itself() -> None:
    """Nothing is missed and nothing extra, and each kind has something."""
    one = held(both())

    compared = compare(one, one)

    assert all(c.found and not c.missed and not c.extra and c.f1 == 1 for c in compared.values())
    assert list(differences(compared, one, one)) == []


def test_names_do_not_matter() -> None:
    """The same graph with other names for its events and places is the same."""
    renamed = both().replace(b"#event_94>", b"#e1>").replace(b"/place/Homs>", b"/place/other>")
    assert renamed != both()

    compared = compare(held(renamed), held(both()))

    assert all(not c.missed and not c.extra for kind, c in compared.items() if kind != "places")


def test_articles_are_kept_apart() -> None:
    """What stands at the same characters of another article is something else."""
    compared = compare(held(moved(seed(), 1)), held(moved(seed(), 2)))

    assert all(not c.found for c in compared.values())


def test_each_difference_is_told() -> None:
    """A wrong polarity and an actor that is missing are told with the words and the sentence."""
    wrong = both().replace(b"#claim_94> <https://w3id.org/kg-event/ns#polarity> <https://w3id.org/kg-event/ns#Affirmed>",
                           b"#claim_94> <https://w3id.org/kg-event/ns#polarity> <https://w3id.org/kg-event/ns#Negated>")  # fmt: skip
    lines = wrong.splitlines(keepends=True)
    less = b"".join(line for line in lines if b"#event_94> <https://w3id.org/kg-event/ns#destination>" not in line)
    assert len(less) < len(wrong) == len(both()) - 1
    ours, right = held(less), held(both())

    compared = compare(ours, right)
    told = list(differences(compared, ours, right))

    assert counts(compared, "events")[1:] == (0, 0)
    assert [line for line in told if not line.startswith(" ")] == [
        "- roles: entered | destination | Homs",
        "- claims: entered | Syrian rebels | Claimed | Actual | Affirmed",
        "+ claims: entered | Syrian rebels | Claimed | Actual | Negated",
    ]
    assert all(line.startswith("    Syrian rebels, who are advancing towards the capital") for line in told[1::2])


def test_figures() -> None:
    """Precision, recall and F1 follow from the counts; of nothing all is right."""
    items = tuple(Item("a", (frozenset({(n, n + 1)}),)) for n in range(4))
    one = Comparison(items[:2], items[2:3], items[3:])

    assert (round(one.precision, 3), round(one.recall, 3), round(one.f1, 3)) == (0.667, 0.667, 0.667)
    assert (Comparison((), (), ()).f1, Comparison((), items, items).f1) == (1.0, 0.0)
    assert table({"events": one}) == [
        ("what", "gold", "built", "both", "precision", "recall", "F1"),
        ("events", "3", "3", "2", "0.667", "0.667", "0.667"),
    ]


def test_links_by_way_of_others() -> None:
    """A thing with three mentions has the link between the outer two as well; one that is split lacks it."""

    def chain(*spans: tuple[int, int]) -> tuple[Item, ...]:
        return tuple(Item("a", (frozenset({one}), frozenset({other}))) for one, other in pairwise(spans))

    gold = Contents({"links": chain((0, 2), (8, 9))})
    built = Contents({"links": chain((0, 1), (4, 5), (8, 9))})

    assert counts(compare(built, gold), "links") == (1, 0, 2)
    assert counts(compare(gold, built), "links") == (0, 2, 0)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.trig", "nonsense", "line 1: this is no TriG: "),
        ("a.doc", "", "has no ending that tells its format"),
        ("no.ttl", None, "cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_graph_is_told(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    """A file that cannot be read as RDF is named."""
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(UsageError) as error:
        load(tmp_path / name)
    assert told in str(error.value)


def test_the_command(disk: Path, tmp_path: Path) -> None:
    """A store is compared with an export of it that was corrected by hand."""
    corrected = both().replace(b"ns#Claimed>", b"ns#Reported>")
    (tmp_path / "corrected.nq").write_bytes(corrected)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "score", str(disk), str(tmp_path / "corrected.nq"), "--figures"],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert rows["events"][-1] == "1.000"
    assert float(rows["claims"][-1]) < 1
    assert list(rows)[2:] == ["events", "classes", "roles", "times", "dates", "places", "statements", "claims", "links"]


def test_gold_that_marks_only_some() -> None:
    """Of events and things that gold does not mark nothing is a mistake; of those it marks each difference is one."""
    ours = held(both())
    lines = both().splitlines(keepends=True)
    gold = held(
        b"".join(line for line in lines if b"#event_94>" in line or (b"#claim" not in line and b"#event_" not in line))
    )

    whole, some = compare(ours, gold), compare(ours, gold, partial=True)

    assert counts(whole, "events")[2] > 0 == counts(some, "events")[2]
    assert table({"events": some["events"]})[1][4:] == ("–", "1.000", "–")
    assert (counts(whole, "roles")[2] > 0, counts(some, "roles")[1:]) == (True, (0, 0))
    assert list(compare(ours, gold, kinds=["links", "roles"])) == ["roles", "links"]


def test_only_what_gold_holds_is_compared() -> None:
    """An article that gold does not hold is no mistake, nor is a sentence that it does not hold."""
    ours, gold = held(both() + moved(seed(), 1)), held(both())

    assert all(not c.missed and not c.extra for c in compare(ours, gold).values())


def test_a_packed_graph(tmp_path: Path) -> None:
    """A graph may be gzipped; what is cut off is told."""
    (tmp_path / "a.nq.gz").write_bytes(packed := gzip.compress(both()))
    (tmp_path / "b.nq.gz").write_bytes(packed[:-30])

    assert len(load(tmp_path / "a.nq.gz")) > 0
    with pytest.raises(UsageError, match="is no whole gzip file"):
        load(tmp_path / "b.nq.gz")


def test_the_command_offers_every_kind() -> None:
    """What can be named after --only is what is compared."""
    (option,) = (o for o in score_command.params if o.name == "kinds")

    assert tuple(option.type.choices) == KINDS  # type: ignore[attr-defined]
