"""The graph of the seed article against the one written by hand: what is found, missed, and found beside it.

Run it with ``-s`` to see the lists. The numbers in the test are today's: a change may raise them, none may lower them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
from parses import quads

from kg.score import KINDS, Comparison, Contents, compare, contents, differences, table
from kg.text.article import Article, read

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "seed.full.trig"
SEED = HERE.parent / "seeds"
TODAY = {"events": (34, 7), "roles": (63, 9), "claims": (31, 10), "statements": (11, 1), "times": (5, 0)}
"""Of each kind how many are found (no fewer) and how many are found that are not in the golden graph (no more)."""


def seed() -> Article:
    """The seed article, its header cut."""
    (article,) = read([str(SEED)])
    assert isinstance(article, Article)
    return article


def built() -> ox.Store:
    """The graph that the program makes of the seed."""
    store = ox.Store()
    store.load(quads(seed()), format=ox.RdfFormat.N_QUADS)
    return store


def golden() -> ox.Store:
    """The graph that was written by hand."""
    store = ox.Store()
    store.load(path=str(GOLDEN))
    return store


@cache
def comparison() -> dict[str, Comparison]:
    """The two graphs compared, kind by kind."""
    return compare(contents(built()), contents(golden()))


def test_nothing_is_lost() -> None:
    """As much of the golden graph is found as before, and no more beside it."""
    for row in table(comparison()):
        print("  ".join(f"{cell:10}" for cell in row))
    for line in differences(comparison(), contents(built()), contents(golden())):
        print(line)

    numbers = {kind: (len(comparison()[kind].found), len(comparison()[kind].extra)) for kind in TODAY}
    worse = {k: n for k, n in numbers.items() if n[0] < TODAY[k][0] or n[1] > TODAY[k][1]}
    assert not worse, f"of {TODAY} these are worse now: {worse}"


def test_the_golden_graph_is_of_the_seed() -> None:
    """Both graphs are of the same text: every span of the golden graph has the words that it says."""
    text = seed().text

    found = contents(golden()).texts

    assert len(found) > 100
    assert all(text[begin:end] == words for (_, (begin, end)), words in found.items())


def test_the_comparison_finds_differences() -> None:
    """Compared with itself the golden graph has all and nothing beside; compared with nothing it has none."""
    wanted = contents(golden())

    both = compare(wanted, wanted)
    none = compare(Contents({}), wanted)

    assert [(kind, one.missed, one.extra) for kind, one in both.items()] == [(kind, (), ()) for kind in KINDS]
    assert [(kind, one.found) for kind, one in none.items()] == [(kind, ()) for kind in KINDS]
