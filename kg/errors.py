"""What can go wrong, as one tree. Each error keeps its data and speaks a full sentence.

    KgError
    ├── InputError            one article, file or line cannot be read; the rest of the batch goes on
    ├── ModelError            the language model is missing, of another version, or its weights are not the known ones
    ├── LexiconError          the words or frames in Turtle are wrong, with file and line
    ├── StoreError            the store is missing, busy, damaged or of another version
    ├── QueryError            a query has a mistake, asks for what is not allowed, or ran out of time
    ├── OutputError           a result cannot be written
    └── UsageError            what was asked for does not make sense

Nothing else is raised on purpose. Only `kg.cli` turns errors into exit codes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class KgError(Exception):
    """Anything this package raises on purpose; its text is a full sentence."""

    def __reduce__(self) -> tuple[Callable[..., KgError], tuple[type[KgError], tuple[Any, ...]], dict[str, Any]]:
        """Let it pass between processes: an exception is otherwise made again from its text alone."""
        return _again, (type(self), self.args), dict(self.__dict__)


def _again(kind: type[KgError], arguments: tuple[Any, ...]) -> KgError:
    error = kind.__new__(kind)
    error.args = arguments
    return error


class InputError(KgError):
    """An article, file or line that cannot be read; `identifier` is that of the article it costs, where it is known.

    >>> print(InputError("x.txt", "it is empty", line=3, advice="Remove it."))
    x.txt, line 3: it is empty. Remove it.
    """

    def __init__(self, path: str, reason: str, *, line: int | None = None, advice: str = "") -> None:
        self.path, self.reason, self.line, self.advice = path, reason, line, advice
        self.identifier = ""
        where = path if line is None else f"{path}, line {line}"
        super().__init__(f"{where}: {reason}.{' ' if advice else ''}{advice}")

    def costs(self, identifier: str) -> InputError:
        """Note the identifier of the article that cannot be had, and give the error itself."""
        self.identifier = identifier
        return self


class ModelError(KgError):
    """The language model is missing, of another version, or not the one whose weights are known."""


class LexiconError(KgError):
    """Words or frames that are wrong; `problems` holds one sentence each, with file and line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class StoreError(KgError):
    """The store is missing, busy, damaged or of another version."""


class QueryError(KgError):
    """A query that cannot be answered, with line and column (1-based) where they are known."""

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        where = "" if line is None else f"Line {line}, column {column}: "
        super().__init__(f"{where}{reason}")


class OutputError(KgError):
    """A result that cannot be written to where it should go."""


class UsageError(KgError):
    """What was asked for does not make sense."""
