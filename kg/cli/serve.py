"""The command that serves a store to other programs of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.option import DONE, Example, say, store_option
from kg.errors import UsageError


@click.command(cls=Example, epilog="kg serve\nkg serve --store news.store --port 8000 --seconds 10")
@store_option
@click.option("--port", metavar="N", type=click.IntRange(1, 65535), default=7878, show_default=True, help="The port.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--name", "names", metavar="NAME", multiple=True, help="A name of this machine that it is asked under.")
@click.option("--cors", "origin", metavar="ORIGIN", default="", help="Let web pages of that origin ask; * for all.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries at a time."
)
@click.option(
    "--seconds", metavar="S", type=click.FloatRange(0, min_open=True), default=30, show_default=True,
    help="End a query that takes longer.",
)  # fmt: skip
@click.option(
    "--rows", metavar="N", type=click.IntRange(1), default=100_000, show_default=True,
    help="Refuse an answer with more rows or triples.",
)  # fmt: skip
def serve(
    store: str, port: int, host: str, names: tuple[str, ...], origin: str, jobs: int, seconds: float, rows: int
) -> int:
    """Serve the store as a SPARQL endpoint, read-only, with a page to ask it.

    The endpoint is at /sparql, the page at /. It listens to this machine only, unless told otherwise, and needs the
    extra: pip install 'kg-event[serve]'.
    """
    try:
        from kg.serve.app import Options
        from kg.serve.app import serve as run
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name} is missing. Install it with: pip install 'kg-event[serve]'") from error
    say(f"http://{host}:{port}/ serves {store}. End it with Ctrl-C.")
    try:
        run(Options(Path(store), host, port, names, origin, jobs, seconds, rows))
    except KeyboardInterrupt:
        say("Ended.")
    return DONE
