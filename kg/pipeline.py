"""The pipeline: inputs to a store. The only module that names every stage.

Articles are read in order, understood in batches (here or by other processes), and written in parts, so that memory
does not grow with their number. What each gives depends on its text and date alone: the same articles in any order, by
any number of processes, give the same graphs.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from kg import iri
from kg.errors import InputError, KgError
from kg.store import Known, Part, Store
from kg.text import parser
from kg.text.article import Article, read
from kg.triples import Recipe, describe
from kg.understand.extract import extract
from kg.words.lexicon import Lexicon, load

_BATCH: Final = 32
"""Articles understood at a time, by one process."""
_PART: Final = 64
"""Articles written to the store at a time."""
_ONTOLOGY_VERSION: Final = "0.1.0"

Progress = Callable[[int, int, int], None]
"""Told how many articles are done, kept and failed so far."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    done: int
    """Articles whose graphs were made or made again."""
    kept: int
    """Articles whose graphs were there already."""
    failures: tuple[InputError, ...]
    notes: tuple[str, ...] = ()

    def summary(self, store: str | Path) -> str:
        """Say in a sentence what was done.

        >>> Report(1, 0, ()).summary("kg.store")
        '1 article built into kg.store.'
        >>> Report(2, 1, ()).summary("kg.store")
        '2 articles built into kg.store, 1 unchanged.'
        """
        parts = [f"{_count(self.done)} built into {store}"]
        if self.kept:
            parts.append(f"{self.kept} unchanged")
        if self.failures:
            parts.append(f"{len(self.failures)} not read")
        return ", ".join(parts) + "."


def _count(number: int) -> str:
    return f"{number} article" + ("" if number == 1 else "s")


@dataclass(frozen=True, slots=True)
class _Work:
    """An article to be understood, and what gives way to it."""

    article: Article
    drop: tuple[str, ...] = ()


def software() -> str:
    """Give the name and version of this program."""
    try:
        return f"kg-{version('kg-event')}"
    except PackageNotFoundError:
        return "kg-0"


def recipe(lexicon: Lexicon) -> Recipe:
    """Give what graphs are made with."""
    return Recipe(software(), parser.MODEL, lexicon.digest, _ONTOLOGY_VERSION)


def understand(articles: Sequence[Article], lexicon: Lexicon) -> list[bytes | InputError]:
    """Turn articles into N-Quads, in order; an article that the program fails on gives an error in its place."""
    parsed = parser.parse((a.text, a.begin) for a in articles)
    found: list[bytes | InputError] = []
    for article in articles:
        try:
            reading = extract(article.text, next(parsed), article.date, lexicon)
            found.append(describe(article, reading, recipe(lexicon), lexicon.above))
        except KgError:
            raise
        except Exception as error:
            # One article must not cost the others: whatever goes wrong in it is told with its name.
            fault = f"the program failed on it ({type(error).__name__}: {error})"
            found.append(InputError(_name(article), fault, advice="Please report this with the article."))
    return found


def _name(article: Article) -> str:
    return article.origin or ", ".join(article.identifiers)


def build(
    inputs: Sequence[str],
    store: str | Path,
    *,
    date: date | None = None,
    jobs: int = 1,
    lexicons: Sequence[Path] = (),
    any_language: bool = False,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Understand articles and put their graphs into the store; what is there already is kept.

    `inputs` are as for `kg.text.article.read`. Raises StoreError, ModelError and LexiconError; what is wrong with
    single inputs is in the report.
    """
    lexicon = load(tuple(lexicons))
    tally = _Tally(progress)
    with Store.writing(Path(store)) as target:
        target.load_reference(tuple(lexicons))
        articles = read(inputs, date=date, stdin=stdin, any_language=any_language)
        work = _planned(tally.good(articles), target, recipe(lexicon), tally)
        with _workers(jobs, tuple(lexicons)) as run:
            for batch in _batches(work, _PART):
                _write(target, batch, run([w.article for w in batch]), tally)
    return tally.report()


class _Tally:
    """Counts what was done, kept and failed, and tells whoever watches."""

    def __init__(self, progress: Progress | None) -> None:
        self.done = self.kept = 0
        self.failures: list[InputError] = []
        self.undated = 0
        self._progress = progress

    def add(self, *, done: int = 0, kept: int = 0) -> None:
        """Count articles."""
        self.done += done
        self.kept += kept
        self._tell()

    def fail(self, failure: InputError) -> None:
        """Count a failure."""
        self.failures.append(failure)
        self._tell()

    def good(self, found: Iterable[Article | InputError]) -> Iterator[Article]:
        """Pass articles on and keep failures."""
        for one in found:
            if isinstance(one, InputError):
                self.fail(one)
            else:
                yield one

    def report(self) -> Report:
        """Give the final count."""
        notes = []
        if self.undated:
            has = "has" if self.undated == 1 else "have"
            notes.append(
                f"{_count(self.undated)} {has} no date, so words like Saturday stay open there; give one with --date."
            )
        return Report(self.done, self.kept, tuple(self.failures), tuple(notes))

    def _tell(self) -> None:
        if self._progress:
            self._progress(self.done, self.kept, len(self.failures))


# ── what is to be done ───────────────────────────────────────────────────────


def _planned(articles: Iterable[Article], store: Store, made: Recipe, tally: _Tally) -> Iterator[_Work]:
    """Give the articles whose graphs are not there yet, each united with what the store knows of its text."""
    seen: dict[str, Article] = {}
    for article in articles:
        name = iri.article(article.digest)
        before = seen.get(name)
        known = store.facts(name)
        merged = article
        if before is not None:
            merged = merged.merged(replace(before, text=article.text))
        if known is not None:
            merged = merged.merged(_as_article(known, article))
        seen[name] = replace(merged, text="")
        if known is not None and _is_current(known, merged, made):
            tally.add(kept=1)
            continue
        tally.undated += merged.date is None
        yield _Work(merged, tuple(_outdated(article, name, store)))


def _as_article(known: Known, article: Article) -> Article:
    """Give what the store knows of an article as an article with the same text."""
    return replace(
        article,
        identifiers=known.identifiers,
        date=date.fromisoformat(known.published) if known.published else None,
        title=known.title,
        publisher=known.publisher,
        url=known.url,
    )


def _is_current(known: Known, article: Article, made: Recipe) -> bool:
    """Tell whether the store holds just this article, made with just these words and this program."""
    facts = (known.identifiers, known.published, known.title, known.publisher, known.url)
    wanted = (
        article.identifiers,
        article.date.isoformat() if article.date else "",
        article.title,
        article.publisher,
        article.url,
    )
    return facts == wanted and set(made.used()) <= set(known.used)


def _outdated(article: Article, name: str, store: Store) -> Iterator[str]:
    """Give the graphs of other texts that have an identifier of this article: it replaces them."""
    for identifier in article.identifiers:
        known = store.known(identifier)
        if known is not None and known.article != name:
            yield iri.graph(known.article)


# ── doing it ─────────────────────────────────────────────────────────────────


def _batches(work: Iterable[_Work], size: int) -> Iterator[list[_Work]]:
    remaining = iter(work)
    while batch := list(islice(remaining, size)):
        yield batch


def _write(store: Store, batch: Sequence[_Work], results: Iterable[bytes | InputError], tally: _Tally) -> None:
    """Write a batch as one part; an article twice in it counts as its last, most complete state."""
    quads: dict[str, bytes] = {}
    drop: set[str] = set()
    for work, result in zip(batch, results, strict=True):
        if isinstance(result, InputError):
            tally.fail(result)
            continue
        drop.update(work.drop)
        quads[work.article.digest] = result
        tally.add(done=1)
    if quads:
        store.write(Part(b"".join(quads[digest] for digest in sorted(quads)), tuple(sorted(drop))))


Run = Callable[[Sequence[Article]], Iterable[bytes | InputError]]


@contextmanager
def _workers(jobs: int, lexicons: tuple[Path, ...]) -> Iterator[Run]:
    """Give what understands a batch: this process, or a pool that is forked once the model is loaded."""
    lexicon = load(lexicons)
    if jobs == 1:
        yield partial(understand, lexicon=lexicon)
        return
    parser.load()
    context = multiprocessing.get_context("fork")
    with context.Pool(jobs) as pool:

        def run(articles: Sequence[Article]) -> Iterator[bytes | InputError]:
            size = -(-len(articles) // jobs)
            shares = [articles[i : i + size] for i in range(0, len(articles), size)]
            for found in pool.imap(partial(understand, lexicon=lexicon), shares):
                yield from found

        yield run
