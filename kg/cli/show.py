"""Commands that write a store for people and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.option import DONE, Example, deliver, say, store_option
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store import Store


@click.command(
    cls=Example,
    epilog="kg view\nkg view events-of actor=Assad -o assad.html\nkg view --around 'Syrian rebels' --steps 2\n"
    "kg view --article 000_603f03b3b19a2f69.txt\n"
    "kg view 'SELECT ?event WHERE { ?event a kg:Withdrawal }' --title Withdrawals",
)
@click.argument("query", metavar="[QUERY|NAME]", required=False)
@click.argument("parameters", metavar="[NAME=VALUE]...", nargs=-1)
@store_option
@click.option("-o", "--output", metavar="FILE", default="graph.html", show_default=True, help="The page, or - .")
@click.option("--title", default="", help="The headline of the page.")
@click.option("--article", metavar="ID", help="Only the article with this identifier or IRI.")
@click.option("--around", metavar="ACTOR", help="Only what happens around somebody or something: a name or an IRI.")
@click.option(
    "--steps", metavar="N", type=click.IntRange(1, 9), default=1, show_default=True, help="How far --around goes."
)
@click.option(
    "--top", metavar="N", type=click.IntRange(1), default=40, show_default=True, help="Names to draw at first."
)
def view(
    query: str | None,
    parameters: tuple[str, ...],
    store: str,
    output: str,
    title: str,
    article: str | None,
    around: str | None,
    steps: int,
    top: int,
) -> int:
    """Draw the graph as one page for the browser, which needs no network.

    With a query, only the events that it gives (the IRIs of events in its answer) are drawn. The network starts with
    those names that matter most; the page unfolds the rest.
    """
    from kg.store import Store
    from kg.view import page

    with Store.open(Path(store)) as opened:
        events = _events(opened, query, parameters, article, around, steps)
        deliver(page(opened, events=events, title=title, top=top).encode(), output)
    return DONE


def _events(
    store: Store, query: str | None, parameters: tuple[str, ...], article: str | None, around: str | None, steps: int
) -> list[str] | None:
    """Find the events that are asked for by all of a query, an article and a name; None where nothing is asked."""
    from kg.ask import query as queries
    from kg.export.selection import named
    from kg.view import scope

    asked: list[set[str]] = []
    if query is not None:
        text, bound = queries.prepare(query, parameters)
        asked.append(set(queries.events(store, text, bound)))
        if not asked[0]:
            raise UsageError("The query gives no event, so there is nothing to draw. Select the IRIs of events.")
    if article is not None:
        asked.append(scope.of_article(store, named(store, article)))
    if around is not None:
        asked.append(scope.around(store, around, steps))
    if not asked:
        return None
    if not (events := set.intersection(*asked)):
        raise UsageError("No event is all that was asked for, so there is nothing to draw. Ask for less at once.")
    return sorted(events)


@click.command(
    cls=Example,
    epilog="kg export --format turtle -o graph.ttl\nkg export -o graph.csv\n"
    "kg export --format nquads --article news.txt",
)
@store_option
@click.option(
    "--format", "form", metavar="FORMAT", help="turtle, trig, nquads, jsonld, graphml, gexf, csv, geojson or ics."
)
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
        deliver(write(opened, form, article=article, compact=compact), output)
    return DONE


@click.command(
    cls=Example,
    epilog="kg push --to http://localhost:7878/store\n"
    "KG_PUSH_TOKEN=… kg push --to https://graphs.example.org/news/data --store news.store",
)
@store_option
@click.option("--to", metavar="URL", required=True, help="The graph store of a SPARQL 1.1 server.")
@click.option("--again", is_flag=True, help="Send all, also what has arrived there before.")
def push(store: str, to: str, again: bool) -> int:
    """Bring the store to another server by the SPARQL 1.1 Graph Store Protocol, one graph for each article.

    Only what has changed is sent, and what the store holds no more is taken away there. Credentials come from the
    environment: KG_PUSH_USER and KG_PUSH_PASSWORD, or KG_PUSH_TOKEN.
    """
    from kg.push import push as run

    done = run(Path(store), to, again=again)
    say(f"{done.sent} graphs sent, {done.kept} unchanged, {done.removed} removed.")
    return DONE
