"""Files, folders and standard input, as text: which are read, in which order, and what is wrong with the others.

Everything is read in a stream and up to a limit, so that neither a huge file nor a small one that unpacks to a huge
one fills the memory.
"""

from __future__ import annotations

import errno
import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import BinaryIO, Final, NamedTuple

from kg.errors import InputError

STANDARD_INPUT: Final = "-"
"""How standard input is named among the inputs."""
LONGEST_TEXT: Final = 2_000_000
"""Characters of the longest article."""
TEXT_BYTES: Final = 4 * LONGEST_TEXT + 3
"""Bytes of the longest article in UTF-8, with its byte order mark."""
PAGE_BYTES: Final = 20_000_000
"""Bytes of the largest HTML page."""
RECORD_BYTES: Final = 64_000_000
"""Bytes of the longest line of JSON lines, and of the largest JSON file."""
_RATIO: Final = 500
"""How many times as large as its file a gzipped file may become: deflate reaches 1032, text below 300."""
_SLACK: Final = 10_000_000
"""Bytes up to which the ratio is not looked at."""

_CONVERT: Final = "Convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
_KNOWN: Final = ".txt, .html, .htm, .json, .jsonl, .ndjson, .rss, .atom, .xml or .warc, each also with .gz"
_MARKS: Final = {
    b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\x1f\x8b": "gzip", b"PK\x03\x04": "ZIP", b"%PDF-": "PDF",
}  # fmt: skip
"""How files begin that are often taken for text."""
_OURS: Final = ({"kg-store.json", "lock"}, {"manifest.jsonl", "reference.nq"})
"""Files by which a store, or a folder of parts, is known: it holds no articles."""
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would break a line, a terminal or UTF-8."""


class Kind(Enum):
    """What a file holds, by its suffix."""

    TEXT = "text"
    PAGE = "page"
    RECORD = "record"
    """One JSON object, or a list of them."""
    RECORDS = "records"
    """JSON lines."""
    FEED = "feed"
    """RSS or Atom."""
    ARCHIVE = "archive"
    """WARC."""


_KINDS: Final = {
    ".txt": Kind.TEXT, ".html": Kind.PAGE, ".htm": Kind.PAGE,
    ".json": Kind.RECORD, ".jsonl": Kind.RECORDS, ".ndjson": Kind.RECORDS,
    ".rss": Kind.FEED, ".atom": Kind.FEED, ".xml": Kind.FEED, ".warc": Kind.ARCHIVE,
}  # fmt: skip


class Where(NamedTuple):
    """A file, and the line (from 1) or the item of a list (from 1) in it, for messages."""

    path: str
    line: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        """Name the place as messages do."""
        return self._name + ("" if self.line is None else f", line {self.line}")

    @property
    def _name(self) -> str:
        return shown(self.path) + ("" if self.item is None else f", item {self.item}")

    @property
    def part(self) -> str:
        """What positions count in where it is not the whole file: `` of the line`` or empty."""
        return "" if self.line is None else " of the line"

    def wrong(self, reason: str, advice: str = "") -> InputError:
        """Make the error that says what is wrong here, and what to do."""
        return InputError(self._name, reason, line=self.line, advice=advice)


class Source(NamedTuple):
    """A file to read, or standard input."""

    path: str
    name: str
    """Its path below the folder that was given, with forward slashes; its own name if it was given itself; empty for
    standard input."""
    kind: Kind = Kind.TEXT
    packed: bool = False
    """Whether it is gzipped."""

    @property
    def where(self) -> Where:
        """Its place, for messages."""
        return Where(self.path if self.name else "standard input")


def shown(path: str) -> str:
    r"""Make a path fit for a message: one line of UTF-8, whatever bytes the file system has.

    >>> print(shown("a\nb"))
    a\nb
    """
    return CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), path)


def sources(inputs: Sequence[str]) -> Iterator[Source | InputError]:
    """Give the files that the inputs name, those of a folder sorted, and an error for what cannot be read.

    In a folder hidden files, files of other kinds and stores of ours are passed over; a folder that several links lead
    to is read once.
    """
    standard = False
    for given in inputs:
        if given == STANDARD_INPUT:
            source = Source(given, "")
            yield source.where.wrong("it was read already", "Name - once.") if standard else source
            standard = True
            continue
        state = _state(given)
        if isinstance(state, InputError):
            yield state
        elif stat.S_ISDIR(state.st_mode):
            yield from _folder(given)
        else:
            yield _file(given, os.path.basename(given), state)


def _state(path: str) -> os.stat_result | InputError:
    try:
        return os.stat(path)
    except OSError as error:
        return unreadable(Where(path), error)
    except ValueError:
        return Where(path).wrong("no file can have this name")


def _folder(given: str) -> Iterator[Source | InputError]:
    empty, visited, waiting = True, set[tuple[int, int]](), [""]
    while waiting:
        below = waiting.pop()
        path = os.path.join(given, below) if below else given
        state = _state(path)
        found: Source | InputError
        if isinstance(state, os.stat_result) and stat.S_ISDIR(state.st_mode):
            names = [] if (state.st_dev, state.st_ino) in visited else _listed(path)
            visited.add((state.st_dev, state.st_ino))
            if isinstance(names, list) and any(marks.issubset(names) for marks in _OURS):
                continue
            if isinstance(names, list):
                waiting.extend(f"{below}/{name}" if below else name for name in reversed(names))
                continue
            found = names
        elif _kind(below)[0]:
            found = state if isinstance(state, InputError) else _file(path, below, state)
        else:
            continue
        empty = False
        yield found
    if empty:
        yield Where(given).wrong("this folder holds no article", f"Articles are files that end in {_KNOWN}.")


def _listed(path: str) -> list[str] | InputError:
    """Names in a folder that are not hidden, sorted."""
    try:
        return sorted(name for name in os.listdir(path) if not name.startswith("."))
    except OSError as error:
        return unreadable(Where(path), error)


def _file(path: str, name: str, state: os.stat_result) -> Source | InputError:
    kind, packed = _kind(name)
    if not stat.S_ISREG(state.st_mode):
        return Where(path).wrong("this is a pipe, device or socket, not a file", "Use - to read standard input.")
    if kind is None:
        advice = f"Give files that end in {_KNOWN}; a folder; or - for standard input."
        return Where(path).wrong("a file of this kind is not read", advice)
    return Source(path, name, kind, packed)


def _kind(name: str) -> tuple[Kind | None, bool]:
    """Tell what a file holds, and whether it is gzipped."""
    plain = name.lower().removesuffix(".gz")
    return _KINDS.get(os.path.splitext(plain)[1]), plain != name.lower()


def unreadable(where: Where, error: OSError) -> InputError:
    """Say why the system does not give a file."""
    if error.errno == errno.ENOENT:
        return where.wrong("there is no such file or folder", "Check the path.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return where.wrong("you have no permission to read this")
    return where.wrong(f"the system cannot read this ({error.strerror or error})")


class Stream:
    """The bytes of a source, unpacked. Every method raises InputError where they cannot be had."""

    def __init__(self, raw: BinaryIO, source: Source) -> None:
        self._raw, self._where, self._packed = raw, source.where, source.packed
        self._file = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if source.packed else raw
        self._given = 0

    def read(self, size: int) -> bytes:
        """Give up to so many bytes, fewer only at the end."""
        return self._give(self._file.read, size)

    def line(self, size: int) -> bytes:
        """Give the rest of a line with its newline, but only so many bytes of it; nothing at the end."""
        return self._give(self._file.readline, size)

    def _give(self, read: Callable[[int], bytes], size: int) -> bytes:
        try:
            data = read(size)
        except (gzip.BadGzipFile, zlib.error) as error:
            raise self._where.wrong("this is no whole gzip file", "Pack it again with: gzip FILE") from error
        except EOFError as error:
            raise self._where.wrong("this gzip file breaks off", "Fetch or pack it again.") from error
        except OSError as error:
            raise unreadable(self._where, error) from error
        self._given += len(data)
        if self._packed and self._given > _SLACK and self._given > _RATIO * self._raw.tell():
            reason = f"this gzip file unpacks to more than {_RATIO} times its size, which no text does"
            raise self._where.wrong(reason)
        return data

    def lines(self, before: int = 0) -> Iterator[tuple[int, bytes | InputError]]:
        r"""Give each line with its number, from the one after `before`. Only ``\n`` ends a line."""
        number = before
        while line := self.line(RECORD_BYTES):
            number += 1
            if number == 1 and line.startswith(tuple(_MARKS)):
                refuse_binary(line, self._where)
            if len(line) == RECORD_BYTES and not line.endswith(b"\n"):
                where = self._where._replace(line=number)
                yield number, where.wrong(f"this line has more than {RECORD_BYTES:,} bytes", "Split the article.")
                self._skip()
            else:
                yield number, line

    def _skip(self) -> None:
        """Pass over the rest of a line."""
        while (part := self.line(_SLACK)) and not part.endswith(b"\n"):
            pass

    def content(self, most: int, *, start: bytes = b"") -> bytes:
        """Give all that is left after `start`, if both together are not more than so many bytes."""
        data = start + self.read(max(0, most + 1 - len(start)))
        if len(data) > most:
            reason = f"this file has more than {most:,} bytes, the most of its kind"
            raise too_long(self._where) if most == TEXT_BYTES else self._where.wrong(reason, "Split it.")
        return data


@contextmanager
def opened(source: Source, stdin: BinaryIO | None = None) -> Iterator[Stream]:
    """Open a source. Raises InputError."""
    if not source.name:
        standard = stdin or getattr(sys.stdin, "buffer", None)
        if standard is None:
            raise source.where.wrong("there is no standard input")
        yield Stream(standard, source)
        return
    try:
        file = open(source.path, "rb")  # noqa: SIM115
    except OSError as error:
        raise unreadable(source.where, error) from error
    with file:
        yield Stream(file, source)


def too_long(where: Where) -> InputError:
    """Say that an article is too long."""
    reason = f"the text has more than {LONGEST_TEXT:,} characters, the most that an article may have"
    return where.wrong(reason, "Split it.")


def decoded(data: bytes, where: Where) -> str:
    r"""Turn bytes into text: UTF-8, the byte order mark dropped, CRLF and CR made ``\n``. Raises InputError."""
    refuse_binary(data, where)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise where.wrong(f"this is not UTF-8 at byte {error.start + 1}{where.part}", _CONVERT) from error
    return normal(text)


def refuse_binary(data: bytes, where: Where) -> None:
    """Raise InputError where bytes are no text in UTF-8 or in an encoding that extends ASCII."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            advice = "Convert it with: iconv -f UTF-16 -t UTF-8 OLD > NEW" if name == "UTF-16" else ""
            raise where.wrong(f"this is {name}, not text in UTF-8", advice)
    if (nul := data.find(b"\0")) >= 0:
        raise where.wrong(f"this is no text: byte {nul + 1}{where.part} is NUL")


def normal(text: str) -> str:
    r"""Drop the byte order mark and make every newline ``\n``: what offsets count from here on."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
