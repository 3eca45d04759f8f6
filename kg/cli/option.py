"""What commands share: exit codes, common options, help with examples, messages, and where results go."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from kg.errors import UsageError

DONE: Final = 0
SOME_FAILED: Final = 1
NOTHING_DONE: Final = 2
INTERRUPTED: Final = 130
STORE: Final = "kg.store"
"""The store that commands use where none is named."""

_F = TypeVar("_F", bound=Callable[..., Any])


def say(message: str) -> None:
    """Write a message to standard error, characters that could steer a terminal shown escaped."""
    from kg.term import visible

    for line in message.split("\n"):
        click.echo(f"kg: {visible(line)}", err=True)


def counted(number: int, what: str) -> str:
    """Say how many there are of something, as a sentence."""
    return f"{number:,} {what}{'' if number == 1 else 's'}."


def deliver(content: bytes, output: str) -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    from kg.files import write_aside

    if output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write_aside(Path(output), content)
    say(f"{output} written.")


def store_option(command: _F) -> _F:
    """Give a command the option that names a store."""
    return click.option(
        "--store", metavar="DIR", default=STORE, show_default=True, help="The folder that holds the graph."
    )(command)


def lexicon_option(command: _F) -> _F:
    """Give a command the option that brings words of the user's own."""
    return click.option(
        "--lexicon",
        "lexicons",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Words of your own in Turtle, beside ours; may be given more than once.",
    )(command)


class Example(click.Command):
    """A command whose help ends with examples, kept as they are written."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples line by line, none of them broken, so that they can be copied."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Examples(Example, click.Group):
    """A group of commands whose help ends with examples."""


def day_of(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Read a date given on the command line."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(f"{value!r} is no date. Write it as 2024-12-08.") from None
