"""Commands that look into the lexicon."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import iri
from kg.cli.option import DONE, NOTHING_DONE, SOME_FAILED, Example, Examples, counted, deliver, lexicon_option, say
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.table import Table
    from kg.text.article import Article
    from kg.understand.coverage import Count


@click.group(cls=Examples, epilog="kg lexicon word withdraw\nkg lexicon check")
def lexicon() -> None:
    """Look into the words: what is known of one, how much of a text, and whether all are written right."""


@lexicon.command("check", cls=Example, epilog="kg lexicon check\nkg lexicon check --lexicon mine.ttl")
@lexicon_option
def lexicon_check(lexicons: tuple[Path, ...]) -> int:
    """Tell every mistake in the words and frames, with file and line."""
    from kg.term import visible
    from kg.words.proofread import proofread

    problems = proofread(lexicons)
    for problem in problems:
        click.echo(visible(problem))
    say(counted(len(problems), "mistake") if problems else "The lexicon has no mistakes.")
    return SOME_FAILED if problems else DONE


@lexicon.command("word", cls=Example, epilog="kg lexicon word withdraw\nkg lexicon word 'according to'")
@click.argument("word")
@lexicon_option
def lexicon_word(word: str, lexicons: tuple[Path, ...]) -> int:
    """Show what is known of a word: entries, senses, classes, frames and examples."""
    from kg.words.lexicon import describe, load

    found = describe(load(lexicons), word)
    if not found:
        raise UsageError(f"The lexicon has no word {word!r}. Teach it one with --lexicon; the README says how.")
    click.echo(found, nl=False)
    return DONE


@lexicon.command("page", cls=Example, epilog="kg lexicon page\nkg lexicon page -o words.html --lexicon mine.ttl")
@click.option("-o", "--output", metavar="FILE", default="lexicon.html", show_default=True, help="The page, or - .")
@lexicon_option
def lexicon_page(output: str, lexicons: tuple[Path, ...]) -> int:
    """Write a page that shows classes with their words and examples, and frames with their slots."""
    from kg.words.page import page

    deliver(page(lexicons).encode(), output)
    return DONE


@lexicon.command(
    "coverage",
    cls=Example,
    epilog="kg lexicon coverage seeds/\nkg lexicon coverage news.jsonl.gz --format csv --limit 50",
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "tsv"]), help="How the results are written."
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="Words without an entry to name, of verbs and of nouns each.",
)
@lexicon_option
def lexicon_coverage(inputs: tuple[str, ...], form: str | None, limit: int, lexicons: tuple[Path, ...]) -> int:
    """Tell what share of the verbs and event nouns of articles has an entry, and the commonest that have none.

    INPUT is as for kg build. A row without a word counts all of its kind. Of nouns those count that stand where events
    do: after a preposition such as "after" or "before".
    """
    from kg import table
    from kg.text.parser import parse
    from kg.understand.coverage import coverage
    from kg.words.lexicon import load

    failures: list[InputError] = []
    counts = coverage(parse((a.text, a.begin) for a in _articles(inputs, failures)), load(lexicons))
    click.echo(table.write(_rows(counts, limit), form, terminal=sys.stdout.isatty()), nl=False)
    if failures:
        return SOME_FAILED if any(count.tokens for count in counts) else NOTHING_DONE
    return DONE


def _articles(inputs: tuple[str, ...], failures: list[InputError]) -> Iterator[Article]:
    """Give what can be read; tell what cannot, and keep it."""
    from kg.text.article import read

    for found in read(inputs, stdin=sys.stdin.buffer):
        if isinstance(found, InputError):
            failures.append(found)
            say(str(found))
        else:
            yield found


def _rows(counts: Iterable[Count], limit: int) -> Table:
    """Give a row for all words of each kind, then one for each word without an entry."""
    import pyoxigraph as ox

    from kg.table import Table

    none = ox.Literal("0.000", datatype=ox.NamedNode(iri.XSD + "decimal"))
    rows: list[tuple[ox.Literal, ...]] = []
    for count in counts:
        share = ox.Literal(f"{count.share:.3f}", datatype=ox.NamedNode(iri.XSD + "decimal"))
        rows.append((ox.Literal(count.pos), ox.Literal(""), ox.Literal(count.tokens), ox.Literal(count.known), share))
        rows += [
            (ox.Literal(count.pos), ox.Literal(word), ox.Literal(number), ox.Literal(0), none)
            for word, number in islice(count.missing.items(), limit)
        ]
    return Table(("kind", "word", "tokens", "known", "share"), tuple(rows))
