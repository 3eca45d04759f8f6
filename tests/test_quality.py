"""The gold of `gold/` and the table of the README that is measured on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import quality

from kg import score

README = Path(__file__).parent.parent / "README.md"
NEAR = 0.03
"""How far a figure of the README may be from what is measured: it is told anew from time to time, not at each change."""


def told(corpus: str) -> dict[str, float]:
    """The F1 that the README tells for a corpus, by what is measured (recall where no F1 is told)."""
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in README.read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    names = [row[0] for row in rows]
    begin = len(names) - 1 - names[::-1].index(quality.TITLES[corpus])  # the table above it has some of the titles too
    wanted = sum(row.corpus == corpus for row in quality.ROWS)
    return {row[1]: float(row[5] if row[5] != "–" else row[4]) for row in rows[begin : begin + wanted]}


@pytest.mark.parametrize("corpus", quality.TITLES)
def test_gold_is_like_itself(corpus: str) -> None:
    """Every row of the table is all right where the gold itself is scored, and it has something to score."""
    for row, found in quality.measured(corpus, quality.GOLD / f"{corpus}.nq.gz"):
        assert found.found, row
        assert (found.missed, found.extra) == ((), ()), row


@pytest.mark.parametrize("corpus", quality.TITLES)
def test_the_table_has_every_row(corpus: str) -> None:
    """The README tells each row, in the order of the table."""
    assert list(told(corpus)) == [row.what for row in quality.ROWS if row.corpus == corpus]


def test_the_figures_hold(tmp_path: Path) -> None:
    """The twelve articles of GUM, built now, give the figures of the README."""
    measured = {row.what: found.f1 for row, found in quality.measured("gum", quality.built("gum", tmp_path))}

    assert measured == {what: pytest.approx(value, abs=NEAR) for what, value in told("gum").items()}


def test_the_gold_is_small_and_tells_its_licences() -> None:
    """The files take less than five megabytes, and each corpus is named with a licence."""
    files = list(quality.GOLD.glob("*.gz"))
    notice = (quality.GOLD / "README.md").read_text("utf-8")

    assert sum(file.stat().st_size for file in files) < 5_000_000
    assert sorted({file.name.split(".")[0] for file in files}) == sorted(quality.TITLES)
    assert all(re.search(rf"^\| {corpus} \|.*(CC BY|MIT)", notice, re.MULTILINE) for corpus in quality.TITLES)
    assert score.KINDS
