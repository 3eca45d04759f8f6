"""Articles: reading them from files, folders and standard input, each as a checked value or an error that says why.

Nothing here depends on where a folder lies, on the locale or on the day, and no article can stop the others.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from kg.errors import InputError, UsageError
from kg.text import feed, language, page, warc
from kg.text.reader import (
    CONTROL,
    LONGEST_TEXT,
    PAGE_BYTES,
    RECORD_BYTES,
    TEXT_BYTES,
    Kind,
    Source,
    Stream,
    Where,
    decoded,
    opened,
    sources,
    too_long,
)
from kg.text.record import Record, header, parsed, record

_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
"""How an object or a list of objects begins."""
_SHORT: Final = 16
"""Hexadecimal digits of a digest that name a text."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text that was read, and what is known about it. Spans count the code points of `text`."""

    identifiers: tuple[str, ...]
    """What it is called where it came from, sorted."""
    text: str
    r"""As read: the byte order mark dropped, every newline ``\n``, nothing else changed."""
    date: datetime.date | None
    """The day it was published."""
    title: str = ""
    publisher: str = ""
    url: str = ""
    """A valid IRI with http or https, or empty."""
    begin: int = 0
    """The offset where the body begins: after a header that was cut."""
    origin: str = field(default="", compare=False)
    """The file and line it came from, for messages."""

    @property
    def digest(self) -> str:
        """The SHA-256 of its text in UTF-8, in hexadecimal."""
        return _sha256(self.text)

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.origin or ", ".join(self.identifiers)

    def merged(self, other: Article) -> Article:
        """Unite two copies of one text: all identifiers, the earliest date, of other values the first in sort order.

        The operation is idempotent, commutative and associative, so that the order of the input never matters.
        Raises UsageError where the texts differ.
        """
        if self.text != other.text:
            raise UsageError(f"Two different texts cannot be one article: {self.origin} and {other.origin}.")
        return Article(
            identifiers=tuple(sorted({*self.identifiers, *other.identifiers})),
            text=self.text,
            date=min((day for day in (self.date, other.date) if day), default=None),
            title=_first(self.title, other.title),
            publisher=_first(self.publisher, other.publisher),
            url=_first(self.url, other.url),
            begin=max(self.begin, other.begin),
            origin=_first(self.origin, other.origin),
        )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _first(one: str, other: str) -> str:
    """The smaller of two texts, an empty one being none."""
    return min(one or other, other or one)


def read(
    inputs: Sequence[str],
    *,
    date: datetime.date | None = None,
    stdin: BinaryIO | None = None,
    any_language: bool = False,
) -> Iterator[Article | InputError]:
    """Read articles from files, folders (with all below them) and ``-`` for standard input, in a fixed order.

    Each input, file or line that cannot be read gives an InputError instead, and the rest goes on. `date` is the day of
    articles that have none. A text that is not English is refused, but for `any_language`. The same text under two
    identifiers gives two articles; two texts under one identifier give an error for the second.

    * ``.txt``: UTF-8, with or without the header ``date YYYY-MM-DD`` at its very start;
    * ``.html``, ``.htm``: a page as saved from a news site (see `kg.text.page`);
    * ``.jsonl``, ``.ndjson``: an object on each line, with text and, as far as known, id, date, title, publisher, url;
    * ``.json``: such an object, or a list of them;
    * ``.rss``, ``.atom``, ``.xml``: a feed, each entry by its full text or else its summary (see `kg.text.feed`);
    * ``.warc``: the pages and texts of a web archive (see `kg.text.warc`);
    * all of these gzipped, with ``.gz`` after their name.

    An article is identified by the id of its JSON or entry, or the address of its page in an archive, else by the path
    of its file below the folder that was given, with the number of the line or item after a colon; on standard input by
    the digest of its text.
    """
    ledger = _Ledger()
    for source in sources(inputs):
        for found in [source] if isinstance(source, InputError) else _found(source, stdin):
            if isinstance(found, InputError):
                yield found
                continue
            try:
                yield ledger.admit(_checked(found, date, any_language), found.where)
            except InputError as error:
                yield error.costs(found.record.identifier.strip() or found.name)


class _Found(NamedTuple):
    """What an input gives, where it stands, and what it is called if it does not say."""

    record: Record
    where: Where
    name: str


class _Ledger:
    """Which text has which identifier: some 300 bytes for each article, no text is kept."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, str]] = {}

    def admit(self, article: Article, where: Where) -> Article | InputError:
        """Let an article pass whose identifier is new, or known for the same text."""
        (identifier,) = article.identifiers
        digest = bytes.fromhex(article.digest[:_SHORT])
        known, origin = self._known.setdefault(identifier, (digest, article.origin))
        if known == digest:
            return article
        reason = f'the identifier "{identifier}" belongs to another text already, that of {origin}'
        return where.wrong(reason, "Give each its own id, or give the folder above both files.").costs(identifier)


def _checked(found: _Found, day: datetime.date | None, any_language: bool) -> Article:
    """Make an article of what was found. Raises InputError."""
    (text, identifier, known, title, publisher, url), where, name = found
    if len(text) > LONGEST_TEXT:
        raise too_long(where)
    begin, written = header(text, where)
    if not text[begin:].strip():
        raise where.wrong("there is no text after the date" if begin else "the text is empty")
    if not any_language and (other := language.foreign(text[begin:])):
        raise where.wrong(f"this looks like {other}, and only English can be read", "Use --any-language to insist.")
    name = identifier if identifier.strip() else name or _sha256(text)[:_SHORT]
    if CONTROL.search(name):
        raise where.wrong("the identifier holds a control character or is not UTF-8", "Change the id or the file name.")
    return Article((name,), text, known or written or day, title, publisher, url, begin, str(where))


def _found(source: Source, stdin: BinaryIO | None) -> Iterator[_Found | InputError]:
    try:
        with opened(source, stdin) as stream:
            yield from _READERS[source.kind](source, stream) if source.name else _standard(source, stream)
    except InputError as error:
        yield error.costs(source.name if source.kind in (Kind.TEXT, Kind.PAGE) else "")


def _text(source: Source, stream: Stream) -> Iterator[_Found]:
    yield _Found(Record(decoded(stream.content(TEXT_BYTES), source.where)), source.where, source.name)


def _page(source: Source, stream: Stream) -> Iterator[_Found]:
    yield _Found(page.read(stream.content(PAGE_BYTES), source.where), source.where, source.name)


def _json(source: Source, stream: Stream) -> Iterator[_Found | InputError]:
    yield from _value(source, parsed(stream.content(RECORD_BYTES), source.where))


def _value(source: Source, value: object) -> Iterator[_Found | InputError]:
    """Take one object, or a list of them."""
    if not isinstance(value, list):
        yield _object(value, source.where, source.name)
        return
    if not value:
        yield source.where.wrong("this list is empty")
    for number, item in enumerate(value, 1):
        yield _object(item, source.where._replace(item=number), source.name and f"{source.name}:{number}")


def _lines(source: Source, stream: Stream) -> Iterator[_Found | InputError]:
    """Read JSON lines."""
    yield from _rows(source, stream.lines())


def _rows(source: Source, lines: Iterable[tuple[int, bytes | InputError]]) -> Iterator[_Found | InputError]:
    empty = True
    for number, line in lines:
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            where = source.where._replace(line=number)
            try:
                yield _object(parsed(line.rstrip(b"\r\n"), where), where, source.name and f"{source.name}:{number}")
            except InputError as error:
                yield error
        else:
            continue
        empty = False
    if empty:
        yield source.where.wrong("this file is empty")


def _feed(source: Source, stream: Stream) -> Iterator[_Found | InputError]:
    for found in feed.read(stream.content(PAGE_BYTES), source.where):
        if isinstance(found.record, InputError):
            yield found.record
        else:
            yield _Found(found.record, found.where, f"{source.name}:{found.where.item}")


def _archive(source: Source, stream: Stream) -> Iterator[_Found | InputError]:
    for found in warc.read(stream, source.where):
        name = found.name or f"{source.name}:{found.where.item}"
        if isinstance(found.record, InputError):
            yield found.record.costs(name)
        else:
            yield _Found(found.record, found.where, name)


def _object(value: object, where: Where, name: str) -> _Found | InputError:
    try:
        return _Found(record(value, where), where, name)
    except InputError as error:
        told = value.get("id") if isinstance(value, dict) else None
        return error.costs(str(told or name) if isinstance(told, str | int | None) else "")


def _standard(source: Source, stream: Stream) -> Iterator[_Found | InputError]:
    """Read standard input: JSON lines if it begins with an object on one line, else other JSON, else a text."""
    lines, begun, size = stream.lines(), [], 0
    for number, line in lines:
        if isinstance(line, InputError):
            raise line
        if isinstance(_json_value(line), dict):
            yield from _rows(source, chain([(number, line)], lines))
            return
        begun.append(line)
        size += len(line)
        if line.strip() or size > TEXT_BYTES:
            break
    data = stream.content(RECORD_BYTES, start=b"".join(begun))
    if value := _json_value(data):
        yield from _value(source, value)
    elif _JSON.match(data) and any(map(_json_value, data.split(b"\n"))):
        yield from _rows(source, enumerate(data.split(b"\n"), 1))
    else:
        yield _Found(Record(decoded(data, source.where)), source.where, "")


def _json_value(data: bytes) -> object:
    """The object, or list of objects, that some bytes are in JSON; nothing where they are not."""
    try:
        return parsed(data, Where("")) if _JSON.match(data) else None
    except InputError:
        return None


_READERS: Final[Mapping[Kind, Callable[[Source, Stream], Iterator[_Found | InputError]]]] = {
    Kind.TEXT: _text, Kind.PAGE: _page, Kind.RECORD: _json, Kind.RECORDS: _lines,
    Kind.FEED: _feed, Kind.ARCHIVE: _archive,
}  # fmt: skip
