"""Commands that find and say what is the same in several articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.option import DONE, Example, say, store_option


@click.command(cls=Example, epilog="kg link\nkg link --verdicts verdicts.ttl\nkg link --undo")
@store_option
@click.option(
    "--verdicts",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A Turtle file that says what is owl:sameAs and owl:differentFrom what; may be given more than once.",
)
@click.option("--undo", is_flag=True, help="Take all links back, but for what you said yourself.")
def link(store: str, files: tuple[Path, ...], undo: bool) -> int:
    """Find the people, bodies and events that several articles tell of.

    Building does so too. What is found lies in a graph of its own: names of one thing are owl:sameAs one node, what may
    be one is skos:closeMatch, and an event that several articles tell is kg:coreferentWith its other tellings.
    """
    from kg.link import link as run
    from kg.link import unlink
    from kg.link.called import merge
    from kg.link.verdict import read
    from kg.store import Store

    told = [read(path) for path in files]
    with Store.writing(Path(store), make=False) as opened:
        for verdicts in told:
            merge(opened, verdicts)
        if undo:
            unlink(opened)
            say(f"All links are taken out of {store}.")
        else:
            say(run(opened).summary())
    return DONE


def _judge(one: str, other: str, store: str, *, same: bool) -> int:
    from kg.link import link as run
    from kg.link.called import judge
    from kg.store import Store

    with Store.writing(Path(store), make=False) as opened:
        first, second = judge(opened, one, other, same=same)
        run(opened)
    say(f"{first} and {second} are {'one' if same else 'different'} from now on.")
    return DONE


@click.command(cls=Example, epilog="kg same 'Bob Dole' 'Robert Dole'\nkg same person:Bob_Dole news/7.txt#Dole")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@store_option
def same(one: str, other: str, store: str) -> int:
    """Say that two things are one, whatever the program thinks.

    A and B are IRIs, names that just one thing has, or ARTICLE#NAME with the identifier of an article. Building and
    linking again keep what you say.
    """
    return _judge(one, other, store, same=True)


@click.command(cls=Example, epilog="kg different 'a.txt#John Smith' 'b.txt#John Smith'")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@store_option
def different(one: str, other: str, store: str) -> int:
    """Say that two things are not one, whatever the program thinks.

    A and B are IRIs, names that just one thing has, or ARTICLE#NAME with the identifier of an article. Building and
    linking again keep what you say.
    """
    return _judge(one, other, store, same=False)
