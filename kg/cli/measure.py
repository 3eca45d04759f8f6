"""The command that tells how good a graph is."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.option import DONE, Example


@click.command(cls=Example, epilog="kg score kg.store corrected.trig\nkg score built.nq gold.ttl --figures")
@click.argument("built", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--figures", is_flag=True, help="Only the figures, not each difference.")
def score(built: Path, gold: Path, figures: bool) -> int:
    """Compare a graph with one that is right: figures, then each difference with its sentence.

    Either is a store or a file of RDF; so who corrects an exported graph by hand can measure on it. Things are told to
    be the same by the words that name them, not by their IRIs.
    """
    from kg import score as scoring
    from kg.screen import aligned
    from kg.term import visible

    ours, right = scoring.contents(scoring.load(built)), scoring.contents(scoring.load(gold))
    compared = scoring.compare(ours, right)
    head, *rows = scoring.table(compared)
    click.echo(aligned(head, [list(row) for row in rows]), nl=False)
    if not figures:
        for line in scoring.differences(compared, ours, right):
            click.echo(visible(line))
    return DONE
