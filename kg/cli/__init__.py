"""The command line: says the same as the library, and turns its errors into exit codes. Nothing else does.

Exit codes: 0 done; 1 some inputs failed, the rest is done and reported; 2 wrong usage, or nothing could be done;
130 interrupted, what was done is kept.
"""

from __future__ import annotations

import signal
import sys

import click

from kg.cli import ask, make, measure, same, serve, show, words
from kg.cli.option import DONE, INTERRUPTED, NOTHING_DONE, Examples, say
from kg.errors import KgError

_NAME = "kg"


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Who is asked to end does so in good order, as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code = commands.main(prog_name=_NAME, standalone_mode=False)
    except click.exceptions.Abort:
        code = _interrupted()
    except KeyboardInterrupt:
        code = _interrupted()
    except click.ClickException as error:
        error.show()
        code = NOTHING_DONE
    except KgError as error:
        say(str(error))
        code = NOTHING_DONE
    except BrokenPipeError:
        # Who reads the results has seen enough: `kg query … | head`.
        sys.stderr.close()
        code = DONE
    sys.exit(code if isinstance(code, int) else DONE)


def _interrupted() -> int:
    say("Interrupted. What was done is kept; the same command goes on from there.")
    return INTERRUPTED


@click.group(
    cls=Examples,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="kg build article.txt\nkg query who-said-what\nkg view",
)
@click.version_option(package_name="kg-event", prog_name=_NAME)
def commands() -> None:
    """Turn news into a knowledge graph: who did what to whom, where, when, and who says so."""


for _command in (
    make.build,
    make.load,
    make.remove,
    ask.query,
    show.view,
    show.export,
    show.push,
    ask.check,
    ask.explain,
    same.link,
    same.same,
    same.different,
    measure.score,
    words.lexicon,
    serve.serve,
):
    commands.add_command(_command)
