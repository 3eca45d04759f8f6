"""Inputs to parts: graphs as files of N-Quads with a manifest (`kg.parts`), and from there into a store."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from kg import iri, parts
from kg.crew import Workplace
from kg.errors import UsageError
from kg.link import link, note
from kg.pipeline import BATCH, PART, good, home, recipe, settle, workplace
from kg.plan import Work, census
from kg.report import Progress, Report, Tally
from kg.store import Part, Store
from kg.text.article import Article, read
from kg.text.reader import STANDARD_INPUT
from kg.words.lexicon import load


def build_parts(
    inputs: Sequence[str],
    folder: str | Path,
    *,
    date: date | None = None,
    jobs: int = 1,
    lexicons: Sequence[Path] = (),
    any_language: bool = False,
    near: str = "",
    cluster: str = "",
    progress: Progress | None = None,
) -> Report:
    """Understand articles and write their graphs as files of N-Quads, with a manifest (see `kg.parts`), into a folder.

    Parts that are there already are kept. Arguments and errors are those of `build`, and OutputError.
    """
    if STANDARD_INPUT in inputs:
        raise UsageError("Parts need inputs that can be read twice, and standard input cannot. Name files or folders.")
    tally, lexicon, near_to = Tally(progress), load(tuple(lexicons)), home(near)
    again = partial(read, inputs, date=date, any_language=any_language)
    told = census(article for article in again() if isinstance(article, Article))
    with (
        parts.Parts(Path(folder), recipe(lexicon, near_to)) as target,
        workplace(jobs, cluster, lexicon, near_to, lexicons) as there,
    ):
        _write_parts(target, _once(tally.good(again()), told, tally), there, tally)
        target.finish(tuple(lexicons))
    return tally.report()


def load_parts(folder: str | Path, store: str | Path, *, links: bool = True) -> int:
    """Load the parts of a folder into a store, and give how many articles they hold; a second time changes nothing.

    Raises StoreError, also where a part is not what the manifest says, and UsageError for a store with other articles.
    """
    entries = parts.read(Path(folder))
    held = {article for entry in entries for article in entry.articles}
    with Store.writing(Path(store)) as target:
        if not held.issuperset(target.articles()):
            raise UsageError(f"{store} holds other articles too. Load parts into a store of their own.")
        for entry in entries:
            quads = parts.content(entry)
            target.write(Part(quads))
            note(target, [quads])
        if links:
            link(target)
        settle(target, len(held))
    return len(held)


def _once(articles: Iterable[Article], told: dict[str, Article], tally: Tally) -> Iterator[Article]:
    """Give each article once, with all that the inputs say of it."""
    for article in articles:
        known = told.pop(iri.article(article.digest), None)
        if known is None:
            tally.add(kept=1)
            continue
        merged = article.merged(replace(known, text=article.text))
        tally.undated += merged.date is None
        yield merged


def _write_parts(target: parts.Parts, articles: Iterator[Article], there: Workplace, tally: Tally) -> None:
    """Have articles understood, and write a part for each group of them that has none yet."""
    begun = deque[tuple[list[Article], bool]]()

    def batches() -> Iterator[list[Article]]:
        """Give the articles of the groups that have no part yet, some at a time."""
        while group := list(islice(articles, BATCH * PART)):
            if target.holds(group):
                tally.add(kept=len(group))
                continue
            for begin in range(0, len(group), BATCH):
                batch = group[begin : begin + BATCH]
                begun.append((batch, begin + BATCH >= len(group)))
                yield batch

    graphs: dict[Article, bytes] = {}
    for results in there.map(batches()):
        batch, last = begun.popleft()
        graphs |= {work.article: quads for work, quads in good([Work(one) for one in batch], results, tally)}
        if last:
            target.write(graphs)
            graphs = {}
