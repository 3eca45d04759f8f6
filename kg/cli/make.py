"""Commands that put articles into a store."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path

import click

from kg.cli.option import DONE, NOTHING_DONE, SOME_FAILED, Example, day_of, lexicon_option, say, store_option
from kg.errors import UsageError


@click.command(
    cls=Example,
    epilog="kg build seeds/\nkg build news.jsonl.gz --store news.store --jobs 2\n"
    "kg build local.jsonl --near 'Paris, Texas'\nkg build --sync news/\n"
    "kg build news.jsonl.gz --cluster tcp://10.0.0.1:8786\ncat article.txt | kg build - --date 2024-12-08",
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@store_option
@click.option("--date", "day", metavar="YYYY-MM-DD", callback=day_of, help="The day of articles that name none.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
@click.option("--cluster", metavar="ADDRESS", default="", help="A scheduler of Dask whose workers do it instead.")
@click.option("--parts", metavar="FOLDER", default="", help="Write sorted N-Quads and a manifest there, no store.")
@click.option("--near", metavar="PLACE", default="", help="Of places with one name prefer those near this one.")
@click.option("--sync", is_flag=True, help="Take out what the inputs hold no more, so that the store equals them.")
@click.option("--any-language", is_flag=True, help="Read articles that do not look like English too.")
@click.option("--no-link", is_flag=True, help="Do not look for what several articles have in common, see kg link.")
@lexicon_option
def build(
    inputs: tuple[str, ...],
    store: str,
    day: date | None,
    jobs: int,
    cluster: str,
    parts: str,
    near: str,
    sync: bool,
    any_language: bool,
    no_link: bool,
    lexicons: tuple[Path, ...],
) -> int:
    """Understand articles and put their graphs into the store.

    INPUT is a text file, an HTML page as saved from a news site, a JSON lines file (id, text, date, title, publisher,
    url), a saved feed, a web archive, any of these gzipped, a folder of them, or - for standard input. Building again
    changes nothing; a new text under a known identifier replaces the old one.
    """
    from kg import partition, pipeline
    from kg.progress import Progress

    if parts and (sync or no_link):
        raise UsageError("Parts are always made of just the inputs, without links. Leave out --sync and --no-link.")
    with Progress(inputs) as progress:
        same = partial(
            partition.build_parts if parts else pipeline.build,
            inputs,
            parts or store,
            date=day,
            jobs=jobs,
            cluster=cluster,
            lexicons=lexicons,
            any_language=any_language,
            near=near,
            progress=progress.advance,
        )
        report = same() if parts else same(sync=sync, links=not no_link, stdin=sys.stdin.buffer)
    for failure in report.failures:
        say(str(failure))
    for note in report.notes:
        say(note)
    say(report.summary(parts or store))
    if report.failures:
        return SOME_FAILED if report.done or report.kept or report.removed else NOTHING_DONE
    return DONE


@click.command(cls=Example, epilog="kg build news/ --parts news.parts && kg load news.parts --store loaded.store")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@store_option
@click.option("--no-link", is_flag=True, help="Do not look for what several articles have in common, see kg link.")
def load(folder: Path, store: str, no_link: bool) -> int:
    """Load what kg build --parts has written into a store of its own.

    Each file is compared with the manifest first. The store equals one that was built from the articles at once.
    """
    from kg.partition import load_parts

    number = load_parts(folder, store, links=not no_link)
    say(f"{number} article{'' if number == 1 else 's'} loaded into {store}.")
    return DONE


@click.command(cls=Example, epilog="kg remove old.txt\nkg remove news-2024-12-08.jsonl --store news.store")
@click.argument("names", metavar="ID|FILE...", nargs=-1, required=True)
@store_option
def remove(names: tuple[str, ...], store: str) -> int:
    """Take articles out of the store, with all that only they say.

    An article is named by its identifier or IRI, or by the file that holds it. One that has another identifier besides
    stays under that.
    """
    from kg.pipeline import remove as run

    removed, unknown = run(names, store)
    for sentence in unknown:
        say(sentence)
    say(f"{removed} article{'' if removed == 1 else 's'} removed from {store}.")
    if unknown:
        return SOME_FAILED if removed else NOTHING_DONE
    return DONE
