"""Commands that ask a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.option import DONE, SOME_FAILED, Example, counted, say, store_option

if TYPE_CHECKING:
    from kg.table import Graph, Table

SCREEN: Final = 200
"""Rows that a terminal is shown where no limit is given: more rush by."""


@click.command(
    cls=Example,
    epilog="kg query\nkg query who-said-what\nkg query events-in place=Homs --format csv\n"
    "kg query 'SELECT ?what WHERE { ?e a kg:Movement ; rdfs:label ?what }'\nkg query question.rq --format json",
)
@click.argument("query", metavar="[QUERY|FILE.rq|NAME]", required=False)
@click.argument("parameters", metavar="[NAME=VALUE]...", nargs=-1)
@store_option
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
    prefixes are declared. A named query takes its parameters as NAME=VALUE. A terminal shows the first 200 rows.
    """
    from kg import table
    from kg.ask import query as queries

    if query is None:
        click.echo(queries.catalogue(), nl=False)
        return DONE
    text, bound = queries.prepare(query, parameters)
    screen = sys.stdout.isatty()
    most = SCREEN if limit is None and screen and form in (None, "table") else limit
    answer = queries.ask(store, text, bound, seconds=seconds, limit=most)
    click.echo(table.write(answer, form, terminal=screen), nl=False)
    if not isinstance(answer, bool) and answer.more:
        say(_cut(answer, limit, most))
    return DONE


def _cut(answer: Table | Graph, limit: int | None, most: int | None) -> str:
    """Say what a limit has cut off, the one that was given or that of a screen."""
    total = answer.total if hasattr(answer, "total") else None
    if limit is not None:
        return f"There is more than --limit {limit} lets through."
    return (
        f"Showing {most} of {total:,} rows. --limit N shows N of them, a file or pipe gets all."
        if total
        else (f"Showing the first {most} rows. --limit N shows N of them, a file or pipe gets all.")
    )


@click.command(cls=Example, epilog="kg check\nkg check --article 000_603f03b3b19a2f69.txt")
@store_option
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
    say(counted(len(faults), "fault") if faults else "The graph keeps its shapes.")
    return SOME_FAILED if faults else DONE


@click.command(
    cls=Example,
    epilog="kg explain entered\nkg explain 'government forces withdraw'\n"
    "kg explain https://w3id.org/kg-event/id/article/5781c210cfac3712#event_94",
)
@click.argument("event", metavar="WORDS|IRI")
@store_option
def explain(event: str, store: str) -> int:
    """Tell why an event is in the graph: sentence, characters, lexicon entry, frame, slots and claims."""
    from kg.ask.explain import explain as tell
    from kg.store import Store
    from kg.term import visible

    with Store.open(Path(store)) as opened:
        text = tell(opened, event)
    click.echo("\n".join(map(visible, text.split("\n"))), nl=False)
    return DONE
