"""Events of several articles, on plain values: which are one occurrence."""

from __future__ import annotations

import pytest

from kg import iri
from kg.link.profile import Happening, Plot
from kg.link.retelling import retellings
from kg.link.verdict import Verdicts

HOMS, HAMA = iri.BASE + "place/Homs", iri.BASE + "place/Hama"
SYRIA = iri.BASE + "organization/Syria"


LABELS = {"a#m": "men", "b#m": "men", "b#w": "women", "a#one": "one billion bonds", "b#two": "two billion bonds"}
LABELS |= {"a#cattle": "cattle futures", "b#hog": "hog futures"}


def event(article: str, kind: str = "Attack", theme: str = "shell.01", **more: object) -> Happening:
    """An event in which nobody takes part unless that is said."""
    plain = Happening(f"{article}#event_1", kind, theme, (), (), (), "", "", ())
    return plain._replace(**more)  # type: ignore[arg-type]


def told(one: Happening, other: Happening, alike: float) -> bool:
    """Whether two events of two articles that are so much alike are one."""
    plots = [Plot((event,), LABELS) for event in (one, other)]
    groups = retellings(plots.__getitem__, {(0, 1): alike}, {}, Verdicts())
    return groups.root(one.iri) == groups.root(other.iri)


@pytest.mark.parametrize(
    ("one", "other", "alike", "expected"),
    [
        pytest.param({"actors": (SYRIA,)}, {"actors": (SYRIA,)}, 0.2, True, id="same word, named actor"),
        pytest.param({"actors": (SYRIA,)}, {"actors": (SYRIA,), "theme": "go.01"}, 0.9, False, id="other word"),
        pytest.param({"targets": (HOMS,)}, {"targets": (HAMA,)}, 0.9, False, id="other target"),
        pytest.param(
            {"actors": (SYRIA,), "targets": (HOMS,)}, {"actors": (SYRIA,), "targets": (HAMA,)}, 0.9, False,
            id="same actor, other target",
        ),
        pytest.param(
            {"actors": (SYRIA,), "begin": "2024-12-02", "end": "2024-12-02"},
            {"actors": (SYRIA,), "begin": "2024-12-03", "end": "2024-12-03"}, 0.9, False, id="another day",
        ),
        pytest.param(
            {"actors": (SYRIA,), "begin": "2024-12-02", "end": "2024-12-02"}, {"actors": (SYRIA,)}, 0.3, True,
            id="a day that one leaves open",
        ),
        pytest.param(
            {"actors": (SYRIA,), "amounts": ("5 dlrs",)}, {"actors": (SYRIA,), "amounts": ("6 dlrs",)}, 0.9, False,
            id="another sum",
        ),
        pytest.param({}, {}, 0.4, True, id="the only one of its word in both, of a class that is seldom told twice"),
        pytest.param({}, {}, 0.2, False, id="the same in articles that are less alike"),
        pytest.param({"kind": "Change"}, {"kind": "Change"}, 0.4, False, id="the same of another class"),
        pytest.param(
            {"actors": ("a#m",)}, {"actors": ("b#w",)}, 0.4, True, id="the only one of its word, of whom other nouns are used",
        ),
        pytest.param(
            {"kind": "Movement", "actors": ("a#m",)}, {"kind": "Movement", "actors": ("b#m",)}, 0.4, True,
            id="the only move of its word, of one noun",
        ),
        pytest.param(
            {"kind": "Movement", "actors": ("a#m",)}, {"kind": "Movement", "actors": ("b#w",)}, 0.4, False,
            id="the only move of its word, of other nouns",
        ),
        pytest.param(
            {"kind": "Venture", "actors": (SYRIA,), "targets": ("a#one",)},
            {"kind": "Venture", "actors": (SYRIA,), "targets": ("b#two",)}, 0.9, False, id="another number of things",
        ),
        pytest.param(
            {"actors": (SYRIA,), "targets": ("a#one",)}, {"actors": (SYRIA,), "targets": ("b#two",)}, 0.9, True,
            id="another number of victims",
        ),
        pytest.param(
            {"kind": "Help", "actors": (SYRIA,), "figures": ("224",)},
            {"kind": "Help", "actors": (SYRIA,), "figures": ("284",)}, 0.9, False, id="sentences with other figures",
        ),
        pytest.param(
            {"kind": "Help", "actors": (SYRIA,), "figures": ("224", "5")},
            {"kind": "Help", "actors": (SYRIA,), "figures": ("224",)}, 0.9, True, id="a figure more",
        ),
        pytest.param(
            {"actors": (SYRIA,), "figures": ("6",)}, {"actors": (SYRIA,), "figures": ("7",)}, 0.9, True,
            id="an attack whose victims are counted otherwise",
        ),
        pytest.param(
            {"kind": "Change", "actors": ("a#cattle",), "targets": ("a#m",)},
            {"kind": "Change", "actors": ("b#hog",), "targets": ("b#m",)}, 0.9, False, id="another kind of one noun",
        ),
        pytest.param({"kind": "Attitude", "actors": (SYRIA,)}, {"kind": "Attitude", "actors": (SYRIA,)}, 0.9, False, id="thought"),
        pytest.param({"kind": "Event", "actors": (SYRIA,)}, {"kind": "Event", "actors": (SYRIA,)}, 0.2, False, id="vague"),
        pytest.param({"kind": "Statement", "actors": (SYRIA,)}, {"kind": "Statement", "actors": (SYRIA,)}, 0.9, False, id="said"),
    ],
)  # fmt: skip
def test_one_occurrence_or_two(one: dict[str, object], other: dict[str, object], alike: float, expected: bool) -> None:
    """Two events are one where a part of them agrees and nothing speaks against it."""
    assert told(event("a", **one), event("b", **other), alike) is expected
