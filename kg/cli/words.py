"""Commands that look into the lexicon."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.option import DONE, SOME_FAILED, Example, lexicon_option, say
from kg.errors import UsageError


@click.group()
def lexicon() -> None:
    """Look into the words: what is known of one, and whether all are written right."""


@lexicon.command("check", cls=Example, epilog="kg lexicon check\nkg lexicon check --lexicon mine.ttl")
@lexicon_option
def lexicon_check(lexicons: tuple[Path, ...]) -> int:
    """Tell every mistake in the words and frames, with file and line."""
    from kg.words.proofread import proofread

    problems = proofread(lexicons)
    for problem in problems:
        click.echo(problem)
    say(f"{len(problems)} mistakes." if problems else "The lexicon has no mistakes.")
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
