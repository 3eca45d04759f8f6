"""The pipeline: inputs to a store. The only module that names every stage.

Articles are read in order, understood in batches by other processes, and written in parts, so that memory does not grow
with their number. What each gives depends on its text and date alone: the same articles in any order, by any number of
processes, give the same graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import pyoxigraph as ox

from kg import iri, program
from kg.cluster import Cluster
from kg.crew import Crew, Result, Workplace
from kg.errors import InputError, KgError, UsageError
from kg.link import is_linked, link, note
from kg.plan import Plan, Work, census
from kg.report import Progress, Report, Tally
from kg.store import Part, Store, folder, without
from kg.text import parser
from kg.text.article import Article, read
from kg.text.reader import STANDARD_INPUT
from kg.text.sentence import Sentence
from kg.triples import Recipe, describe
from kg.understand.extract import extract
from kg.when import almanac
from kg.where import gazetteer
from kg.words.lexicon import Lexicon, load

BATCH: Final = 16
"""Articles understood at a time, by one process."""
PART: Final = 8
"""Batches written to the store at a time: twice as many save the engine a tenth of its work on a large store."""
_MANY: Final = 10
"""New articles are many from a tenth of all on: settling a store costs by its size."""
_ONTOLOGY_VERSION: Final = "0.1.0"
_LIST: Final = "kg query 'SELECT ?name WHERE { ?article dcterms:identifier ?name }'"


def recipe(lexicon: Lexicon, near: str = "") -> Recipe:
    """Give what graphs are made with; `near` is the key of a place."""
    return Recipe(program.software(), parser.MODEL, lexicon.digest, _ONTOLOGY_VERSION, near)


def understand(articles: Sequence[Article], lexicon: Lexicon, near: str = "") -> Iterator[Result]:
    """Turn articles into N-Quads, in order; an article that the program fails on gives an error in its place.

    `near` is the key of the place near which names are looked for first.
    """
    for article, parsed in zip(articles, _parsed(articles), strict=True):
        try:
            if isinstance(parsed, Exception):
                raise parsed
            reading = extract(article.text, parsed, article.date, lexicon, home=near)
            yield describe(article, reading, recipe(lexicon, near), lexicon.above)
        except KgError:
            raise
        except Exception as error:
            # One article must not cost the others: whatever goes wrong in it is told with its name.
            fault = f"the program failed on it ({type(error).__name__}: {error})"
            yield InputError(article.name, fault, advice="Please report this with the article.")


def _parsed(articles: Sequence[Article]) -> Iterator[tuple[Sentence, ...] | Exception]:
    """Parse articles together; where that fails the rest is parsed one by one, to find the one at fault."""
    done = 0
    try:
        for sentences in parser.parse((article.text, article.begin) for article in articles):
            done += 1
            yield sentences
    except KgError:
        raise
    except Exception as error:
        if len(articles) == 1:
            yield error
            return
        for article in articles[done:]:
            yield from _parsed([article])


def build(
    inputs: Sequence[str],
    store: str | Path,
    *,
    date: date | None = None,
    jobs: int = 1,
    lexicons: Sequence[Path] = (),
    any_language: bool = False,
    near: str = "",
    sync: bool = False,
    links: bool = True,
    cluster: str = "",
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Report:
    """Understand articles and put their graphs into the store; what is there already is kept.

    `cluster` is the address of a scheduler of Dask whose workers do it, in the place of `jobs` processes here.
    `inputs` are as for `kg.text.article.read`. `near` names a place, such as "Paris, Texas": of places with one name
    those near it are likelier. With `sync` the store holds in the end what a fresh build of the inputs
    would: articles that are no longer among them go. `links` says whether to look at the end for what several articles
    have in common. Raises StoreError, ModelError, LexiconError and UsageError; what is wrong with single inputs is in
    the report.
    """
    if sync and STANDARD_INPUT in inputs:
        raise UsageError("Standard input can be read only once, so it cannot be kept in step. Name files or folders.")
    tally, lexicon, near_to = Tally(progress), load(tuple(lexicons)), home(near)
    again = partial(read, inputs, date=date, stdin=stdin, any_language=any_language)
    with Store.writing(Path(store)) as target:
        target.load_reference(tuple(lexicons))
        told = census(article for article in again() if isinstance(article, Article)) if sync else None
        work = Plan(target, recipe(lexicon, near_to), tally, told).work(tally.good(again()))
        with workplace(jobs, cluster, lexicon, near_to, lexicons) as there:
            _carry_out(target, work, there, tally)
        if told is not None:
            _remove_others(target, told, tally)
        if links:
            link(target)
        settle(target, tally.done)
    return tally.report()


def settle(store: Store, new: int) -> None:
    """Settle a store that some new articles have come into, where they are many of all and came in several parts."""
    if new > BATCH * PART and new * _MANY >= len(store.articles()):
        store.settle()


def home(near: str) -> str:
    """Find the key of the place that a user names; raises UsageError where there is none."""
    place = gazetteer.locate(near) if near else None
    if near and place is None:
        raise UsageError(f"There is no place {near!r} in the gazetteer. Name a town, state or country: 'Paris, Texas'.")
    return place.key if place else ""


def remove(names: Sequence[str], store: str | Path) -> tuple[int, tuple[str, ...]]:
    """Take articles out of a store; give how many, and a sentence for each name that is none of an article there.

    A name is an identifier, an IRI, or a file or folder of articles. An article that has another identifier besides
    stays under that. Raises StoreError.
    """
    folder.require(Path(store))
    removed, unknown = 0, []
    with Store.writing(Path(store)) as target:
        for name in names:
            found = tuple(_losses(name, target))
            for article, identifiers in found:
                rest = target.without(article, identifiers)
                target.write(Part(rest, () if rest else (iri.graph(article),)))
            removed += len(found)
            if not found:
                unknown.append(f"{name}: the store holds no article of this name. List the names with: {_LIST}")
        if removed and is_linked(target):
            link(target)
    return removed, tuple(unknown)


def _losses(name: str, store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the articles that a name means, each with the identifiers that it loses."""
    if holders := store.holders(name):
        yield from ((holder, (name,)) for holder in holders)
    elif known := store.facts(name):
        yield known.article, known.identifiers
    elif Path(name).exists():
        for article in read([name], any_language=True):
            if isinstance(article, Article):
                yield from _losses_of(article, store)


def _losses_of(article: Article, store: Store) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Look for an article of a file by its identifier, else by its text."""
    holders = [(holder, name) for name in article.identifiers for holder in store.holders(name)]
    yield from ((holder, (name,)) for holder, name in holders)
    known = None if holders else store.facts(iri.article(article.digest))
    if known:
        yield known.article, known.identifiers


# ── where it is done ─────────────────────────────────────────────────────────


def workplace(
    jobs: int, cluster: str, lexicon: Lexicon, near: str, words: Sequence[Path]
) -> AbstractContextManager[Workplace]:
    """Choose where articles are understood: by processes here, or by a cluster."""
    if not cluster:
        return Crew(jobs, partial(understand, lexicon=lexicon, near=near), prepare)
    sent = tuple((path.name, path.read_bytes()) for path in words)
    return Cluster(cluster, partial(abroad, words=sent, near=near, expected=recipe(lexicon, near)))


def prepare() -> None:
    """Load what every worker needs and the link pass needs too, once, before workers are forked that share it."""
    parser.load()
    almanac.load()
    gazetteer.load()


def abroad(
    articles: Sequence[Article], words: tuple[tuple[str, bytes], ...], near: str, expected: Recipe
) -> Iterator[Result]:
    """Understand articles on another machine, with the words of who sent them.

    Raises UsageError where another program is installed there.
    """
    lexicon = _received(words)
    if (made := recipe(lexicon, near)) != expected:
        advice = "Install the same version of the program on all machines."
        raise UsageError(f"A worker would make graphs with {made.software}, not with {expected.software}. {advice}")
    yield from understand(articles, lexicon, near)


@lru_cache(maxsize=1)
def _received(words: tuple[tuple[str, bytes], ...]) -> Lexicon:
    """Load the lexicon with a user's files of words, given by their names and bytes."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, (name, content) in enumerate(words):
            path = Path(folder, str(number), name)
            path.parent.mkdir()
            path.write_bytes(content)
            paths.append(path)
        return load(tuple(paths))


# ── doing it ─────────────────────────────────────────────────────────────────


def _carry_out(store: Store, work: Iterable[Work], place: Workplace, tally: Tally) -> None:
    """Have articles understood, and write what they give, some batches at a time."""
    begun: list[list[Work]] = []

    def batches() -> Iterator[list[Article]]:
        """Give the articles, some at a time, and keep what each belongs to."""
        remaining = iter(work)
        while batch := list(islice(remaining, BATCH)):
            begun.append(batch)
            yield [one.article for one in batch]

    part: list[tuple[Work, bytes]] = []
    for number, results in enumerate(place.map(batches()), 1):
        part += good(begun.pop(0), results, tally)
        if number % PART == 0:
            _write(store, part)
            part = []
    _write(store, part)


def good(batch: Sequence[Work], results: Sequence[Result], tally: Tally) -> Iterator[tuple[Work, bytes]]:
    """Count results, and pass on those that are graphs."""
    for work, result in zip(batch, results, strict=True):
        if isinstance(result, InputError):
            tally.fail(result.costs(work.article.identifiers[0]))
        else:
            tally.add(done=1)
            yield work, result


def _write(store: Store, part: Sequence[tuple[Work, bytes]]) -> None:
    """Write some graphs as one part; an article twice in it counts as its last, most complete state."""
    graphs, identifiers, owners = dict[str, bytes](), dict[str, tuple[str, ...]](), dict[str, str]()
    for work, quads in part:
        name = iri.article(work.article.digest)
        graphs[name], identifiers[name] = quads, work.article.identifiers
        owners.update(dict.fromkeys(work.taken, name))
    drop = []
    for name, lost in _losing(store, owners, identifiers).items():
        graph = graphs.get(name)
        rest = without(ox.parse(graph, format=ox.RdfFormat.N_QUADS), lost) if graph else store.without(name, lost)
        graphs[name] = rest
        drop += [] if rest else [iri.graph(name)]
    if graphs:
        quads = b"".join(graphs[name] for name in sorted(graphs))
        store.write(Part(quads, tuple(sorted(drop))))
        note(store, (graphs[name] for name in sorted(graphs)))


def _losing(store: Store, owners: dict[str, str], written: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Tell which articles of the store, or about to be written, lose which identifiers to their new owners."""
    found: dict[str, set[str]] = {}
    for identifier, owner in owners.items():
        holders = {*store.holders(identifier), *(name for name, names in written.items() if identifier in names)}
        for holder in holders - {owner}:
            found.setdefault(holder, set()).add(identifier)
    return dict(sorted(found.items()))


def _remove_others(store: Store, told: dict[str, Article], tally: Tally) -> None:
    """Take out what the inputs hold no more, but for what an input that cannot be read may hold."""
    gone = [name for name in store.articles() if name not in told]
    unread = {failure.identifier for failure in tally.failures}
    held = [n for n in gone if "" in unread or not unread.isdisjoint(_identifiers(store, n))]
    drop = tuple(sorted(iri.graph(name) for name in set(gone) - set(held)))
    for begin in range(0, len(drop), BATCH * PART):
        store.write(Part(drop=drop[begin : begin + BATCH * PART]))
    tally.removed += len(drop)
    if held:
        tally.notes.append(f"Not every input could be read, so {len(held)} that may be in those are kept.")


def _identifiers(store: Store, name: str) -> tuple[str, ...]:
    known = store.facts(name)
    return known.identifiers if known else ()
