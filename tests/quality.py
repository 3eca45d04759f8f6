"""The table of the README that says how good it is: ``python tests/quality.py [CORPUS...]`` builds and scores the gold.

Each corpus of `gold/` is built into a store of its own by the command, and what `kg score` says of it is printed as a row
of Markdown, beside a figure for the same graph by scorers of other make that know each corpus in its own terms
(measured on 24 November 2026, and not made here).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg import score

GOLD: Final = Path(__file__).parent / "gold"


class Row(NamedTuple):
    """What is told of a corpus: a kind of `kg score`, in words, and what others measure that is nearest to it."""

    corpus: str
    kind: str
    what: str
    others: str
    partial: bool = True


TITLES: Final = {
    "meantime": "MEANTIME (60 articles)", "gum": "GUM (12 articles)", "qasrl": "QA-SRL (494 sentences)",
    "propbank": "PropBank EWT (1,428 sentences)", "plover": "PLOVER (154 sentences)",
}  # fmt: skip
ROWS: Final = (
    Row("meantime", "events", "events", "events by mention .861", partial=False),
    Row("meantime", "roles", "actor, target, place", "participants .744, role ignored"),
    Row("meantime", "times", "days that the text says", "days, supposed ones too .637"),
    Row("meantime", "links", "same thing", "CoNLL F1 .595"),
    Row("gum", "dates", "expressions of time with their days", ".803"),
    Row("gum", "links", "same thing", "CoNLL F1 by head .638"),
    Row("qasrl", "events", "verbs", "recall .938"),
    Row("qasrl", "roles", "actor, target, place", "arguments .627, role ignored"),
    Row("propbank", "events", "verbs", "recall .646"),
    Row("propbank", "roles", "actor, target, place", "arguments .577, role ignored"),
    Row("plover", "classes", "class of the event", ".519, of any event there"),
    Row("plover", "roles", "source, target", "source .904, target .718, where the class is right"),
)


def measured(corpus: str, store: Path) -> Iterator[tuple[Row, score.Comparison]]:
    """Compare a store with the gold of a corpus, row by row."""
    built, gold = (score.contents(score.load(path)) for path in (store, GOLD / f"{corpus}.nq.gz"))
    for row in ROWS:
        if row.corpus == corpus:
            yield row, score.compare(built, gold, kinds=[row.kind], partial=row.partial)[row.kind]


def line(row: Row, found: score.Comparison, first: bool) -> str:
    """Write a row of the table."""
    shares = [f"{share:.3f}".removeprefix("0") for share in (found.precision, found.recall, found.f1)]
    shown = shares if found.judged else ["–", shares[1], "–"]
    title = TITLES[row.corpus] if first else ""
    gold = len(found.found) + len(found.missed)
    return f"| {title} | {row.what} | {gold:,} | {' | '.join(shown)} | {row.others} |"


def built(corpus: str, folder: Path) -> Path:
    """Build the texts of a corpus into a store below a folder, and give that."""
    store = folder / f"{corpus}.store"
    command = [sys.executable, "-m", "kg", "build", str(GOLD / f"{corpus}.jsonl.gz"), "--store", str(store)]
    subprocess.run([*command, "--no-link", "--any-language"], check=True)
    return store


def main() -> None:
    """Print the table, or the rows of some corpora."""
    print("| gold data | what | gold | precision | recall | F1 | other scorers |")
    print("|---|---|---|---|---|---|---|")
    for corpus in sys.argv[1:] or TITLES:
        with tempfile.TemporaryDirectory() as folder:
            for number, (row, found) in enumerate(measured(corpus, built(corpus, Path(folder)))):
                print(line(row, found, number == 0), flush=True)


if __name__ == "__main__":
    main()
