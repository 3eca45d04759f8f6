"""The command line: says the same as the library, and turns its errors into exit codes. Nothing else does.

Exit codes: 0 done; 1 some inputs failed, the rest is done and reported; 2 wrong usage, or nothing could be done;
130 interrupted, what was done is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.errors import KgError, UsageError

DONE: Final = 0
SOME_FAILED: Final = 1
NOTHING_DONE: Final = 2
INTERRUPTED: Final = 130
STORE: Final = "kg.store"
"""The store that commands use where none is named."""

_F = TypeVar("_F", bound=Callable[..., Any])


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = _interrupted()
    except KeyboardInterrupt:
        code = _interrupted()
    except click.ClickException as error:
        error.show()
        code = NOTHING_DONE
    except KgError as error:
        _say(str(error))
        code = NOTHING_DONE
    except BrokenPipeError:
        # Who reads the results has seen enough: `kg query … | head`.
        sys.stderr.close()
        code = DONE
    sys.exit(code if isinstance(code, int) else DONE)


def _interrupted() -> int:
    _say("Interrupted. What was done is kept; the same command goes on from there.")
    return INTERRUPTED


def _say(message: str) -> None:
    """Write a message to standard error, with characters that could steer a terminal shown escaped."""
    from kg.term import visible

    for line in message.split("\n"):
        click.echo(f"kg: {visible(line)}", err=True)


def _store_option(command: _F) -> _F:
    return click.option(
        "--store", metavar="DIR", default=STORE, show_default=True, help="The folder that holds the graph."
    )(command)


def _lexicon_option(command: _F) -> _F:
    return click.option(
        "--lexicon",
        "lexicons",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Words of your own in Turtle, beside ours; may be given more than once.",
    )(command)


class _Example(click.Command):
    """A command whose help ends with examples, kept as they are written."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples line by line."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write_text(line)


class _Examples(_Example, click.Group):
    """A group of commands whose help ends with examples."""


@click.group(
    cls=_Examples,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="kg build article.txt\nkg query who-said-what\nkg view",
)
@click.version_option(package_name="kg-event", prog_name="kg")
def commands() -> None:
    """Turn news into a knowledge graph: who did what to whom, where, when, and who says so."""


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Read a date given on the command line."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(f"{value!r} is no date. Write it as 2024-12-08.") from None


# ── build ────────────────────────────────────────────────────────────────────


@commands.command(
    cls=_Example,
    epilog="kg build seeds/\nkg build news.jsonl.gz --store news.store --jobs 2\n"
    "cat article.txt | kg build - --date 2024-12-08",
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@_store_option
@click.option("--date", "day", metavar="YYYY-MM-DD", callback=_day, help="The day of articles that name none.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use."
)
@click.option("--any-language", is_flag=True, help="Read articles that do not look like English too.")
@_lexicon_option
def build(
    inputs: tuple[str, ...], store: str, day: date | None, jobs: int, any_language: bool, lexicons: tuple[Path, ...]
) -> int:
    """Understand articles and put their graphs into the store.

    INPUT is a text file, an HTML page as saved from a news site, a JSON lines file (id, text, date, title, publisher,
    url), any of these gzipped, a folder of them, or - for standard input. Building again changes nothing; an article
    whose text has changed replaces its graph.
    """
    from kg.pipeline import build as run
    from kg.progress import Progress

    with Progress(inputs) as progress:
        report = run(
            inputs,
            store,
            date=day,
            jobs=jobs,
            lexicons=lexicons,
            any_language=any_language,
            progress=progress.advance,
            stdin=sys.stdin.buffer,
        )
    for failure in report.failures:
        _say(str(failure))
    for note in report.notes:
        _say(note)
    _say(report.summary(store))
    if report.failures:
        return SOME_FAILED if report.done or report.kept else NOTHING_DONE
    return DONE


# ── query ────────────────────────────────────────────────────────────────────


@commands.command(
    cls=_Example,
    epilog="kg query\nkg query who-said-what\nkg query events-in place=Homs --format csv\n"
    "kg query 'SELECT ?what WHERE { ?e a kg:Movement ; rdfs:label ?what }'\nkg query question.rq --format json",
)
@click.argument("query", metavar="[QUERY|FILE.rq|NAME]", required=False)
@click.argument("parameters", metavar="[NAME=VALUE]...", nargs=-1)
@_store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "tsv", "turtle"]),
    help="How the results are written.",
)
@click.option("--limit", metavar="N", type=click.IntRange(1), help="Write at most that many rows.")
@click.option("--seconds", metavar="S", type=click.FloatRange(0, min_open=True), help="Give up after that time.")
def query(
    query: str | None,
    parameters: tuple[str, ...],
    store: str,
    form: str | None,
    limit: int | None,
    seconds: float | None,
) -> int:
    """Ask the graph: a SPARQL query, a file that holds one, or the name of one of ours.

    Without a query, the named ones are listed with what they answer. All graphs are asked as one, and the usual
    prefixes are declared. A named query takes its parameters as NAME=VALUE.
    """
    from kg import table
    from kg.ask import query as queries

    if query is None:
        click.echo(queries.catalogue(), nl=False)
        return DONE
    text, bound = queries.prepare(query, parameters)
    answer = queries.ask(store, text, bound, seconds=seconds, limit=limit)
    click.echo(table.write(answer, form, terminal=sys.stdout.isatty()), nl=False)
    return DONE


# ── view, export ─────────────────────────────────────────────────────────────


def _deliver(content: bytes, output: str) -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    from kg.files import write_aside

    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_aside(Path(output), content)
    _say(f"{output} written.")


@commands.command(
    cls=_Example,
    epilog="kg view\nkg view events-of actor=Assad -o assad.html\n"
    "kg view 'SELECT ?event WHERE { ?event a kg:Withdrawal }' --title Withdrawals",
)
@click.argument("query", metavar="[QUERY|NAME]", required=False)
@click.argument("parameters", metavar="[NAME=VALUE]...", nargs=-1)
@_store_option
@click.option("-o", "--output", metavar="FILE", default="graph.html", show_default=True, help="The page, or - .")
@click.option("--title", default="", help="The headline of the page.")
@click.option(
    "--top", metavar="N", type=click.IntRange(1), default=300, show_default=True, help="Things to draw at most."
)
def view(query: str | None, parameters: tuple[str, ...], store: str, output: str, title: str, top: int) -> int:
    """Draw the graph as one page for the browser, which needs no network.

    With a query, only the events that it gives (the IRIs of events in its answer) are drawn.
    """
    from kg.ask import query as queries
    from kg.store import Store
    from kg.view import page

    with Store.open(Path(store)) as opened:
        events = None
        if query is not None:
            text, bound = queries.prepare(query, parameters)
            events = queries.events(opened, text, bound)
            if not events:
                raise UsageError("The query gives no event, so there is nothing to draw. Select the IRIs of events.")
        _deliver(page(opened, events=events, title=title, top=top).encode(), output)
    return DONE


@commands.command(
    cls=_Example,
    epilog="kg export --format turtle -o graph.ttl\nkg export -o graph.csv\n"
    "kg export --format nquads --article news.txt",
)
@_store_option
@click.option("--format", "form", metavar="FORMAT", help="turtle, trig, nquads, jsonld, graphml, gexf or csv.")
@click.option("--article", metavar="ID", help="Only the article with this identifier or IRI.")
@click.option("--compact", is_flag=True, help="Leave out what mentions say of themselves, nearly half of all.")
@click.option(
    "-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write, - for standard output."
)
def export(store: str, form: str | None, article: str | None, compact: bool, output: str) -> int:
    """Write the graph for other programs; the same store gives the same bytes.

    Without a format the ending of the file tells it.
    """
    from kg.export import EXTENSIONS
    from kg.export import export as write
    from kg.store import Store

    form = form or EXTENSIONS.get(Path(output).suffix.lstrip("."), "")
    if not form:
        raise UsageError(
            "Say in which format with --format, or name a file that tells it by its ending, such as graph.ttl."
        )
    with Store.open(Path(store)) as opened:
        _deliver(write(opened, form, article=article, compact=compact), output)
    return DONE


# ── check, explain ───────────────────────────────────────────────────────────


@commands.command(cls=_Example, epilog="kg check\nkg check --article 000_603f03b3b19a2f69.txt")
@_store_option
@click.option("--article", metavar="ID", help="Only the article with this identifier or IRI.")
def check(store: str, article: str | None) -> int:
    """Check that the graph keeps its shapes (SHACL); each fault is a sentence."""
    from kg.ask import shapes
    from kg.store import Store
    from kg.term import visible

    with Store.open(Path(store)) as opened:
        faults = shapes.check(opened, article=article)
    for fault in faults:
        click.echo(visible(fault))
    _say(f"{len(faults)} faults." if faults else "The graph keeps its shapes.")
    return SOME_FAILED if faults else DONE


@commands.command(cls=_Example, epilog="kg explain entered\nkg explain 'government forces withdraw'\nkg explain IRI")
@click.argument("event", metavar="WORDS|IRI")
@_store_option
def explain(event: str, store: str) -> int:
    """Tell why an event is in the graph: sentence, characters, lexicon entry, frame, slots and claims."""
    from kg.ask.explain import explain as tell
    from kg.store import Store
    from kg.term import visible

    with Store.open(Path(store)) as opened:
        text = tell(opened, event)
    click.echo("\n".join(map(visible, text.split("\n"))), nl=False)
    return DONE


# ── lexicon ──────────────────────────────────────────────────────────────────


@commands.group()
def lexicon() -> None:
    """Look into the words: what is known of one, and whether all are written right."""


@lexicon.command("check", cls=_Example, epilog="kg lexicon check\nkg lexicon check --lexicon mine.ttl")
@_lexicon_option
def lexicon_check(lexicons: tuple[Path, ...]) -> int:
    """Tell every mistake in the words and frames, with file and line."""
    from kg.words.proofread import proofread

    problems = proofread(lexicons)
    for problem in problems:
        click.echo(problem)
    _say(f"{len(problems)} mistakes." if problems else "The lexicon has no mistakes.")
    return SOME_FAILED if problems else DONE


@lexicon.command("word", cls=_Example, epilog="kg lexicon word withdraw\nkg lexicon word 'according to'")
@click.argument("word")
@_lexicon_option
def lexicon_word(word: str, lexicons: tuple[Path, ...]) -> int:
    """Show what is known of a word: entries, senses, classes, frames and examples."""
    from kg.words.lexicon import describe, load

    found = describe(load(lexicons), word)
    if not found:
        raise UsageError(f"The lexicon has no word {word!r}. Teach it one with --lexicon; the README says how.")
    click.echo(found, nl=False)
    return DONE
