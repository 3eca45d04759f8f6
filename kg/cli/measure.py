"""The command that tells how good a graph is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.option import DONE, Example

_KINDS: Final = ("events", "classes", "roles", "times", "dates", "places", "statements", "claims", "links")


@click.command(
    cls=Example,
    epilog="kg score kg.store corrected.trig\nkg score built.nq gold.ttl --figures\n"
    "kg score kg.store gold.ttl --partial --only roles --only links",
)
@click.argument("built", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--only", "kinds", multiple=True, type=click.Choice(_KINDS), help="Compare only these, not all.")
@click.option("--partial", is_flag=True, help="GOLD marks only some events and things; of others nothing is a mistake.")
@click.option("--figures", is_flag=True, help="Only the figures, not each difference.")
def score(built: Path, gold: Path, kinds: tuple[str, ...], partial: bool, figures: bool) -> int:
    """Compare a graph with one that is right: figures, then each difference with its sentence.

    Either is a store or a file of RDF, which may be gzipped; so who corrects an exported graph by hand can measure on
    it. Things are told to be the same by the words that name them, not by their IRIs. Only articles, and sentences of
    them, that GOLD holds are compared.
    """
    from kg import score as scoring
    from kg.screen import aligned
    from kg.term import visible

    ours, right = scoring.contents(scoring.load(built)), scoring.contents(scoring.load(gold))
    compared = scoring.compare(ours, right, kinds=kinds or scoring.KINDS, partial=partial)
    head, *rows = scoring.table(compared)
    click.echo(aligned(head, [list(row) for row in rows]), nl=False)
    if not figures:
        for line in scoring.differences(compared, ours, right):
            click.echo(visible(line))
    return DONE
