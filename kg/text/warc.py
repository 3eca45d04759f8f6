"""Web archives: the pages and texts in a WARC file (ISO 28500), by warcio. Nothing is fetched.

What was answered with status 200 as HTML is read as a saved page, text as text; images, requests and all else is passed
over. The day of the crawl is not the day of an article, so only a page itself tells its date.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import InputError
from kg.text import page
from kg.text.reader import PAGE_BYTES, RECORD_BYTES, TEXT_BYTES, Stream, Where, decoded, too_long
from kg.text.record import Record, address, label

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES: Final = ("text/html", "application/xhtml+xml")
_KINDS: Final = ("response", "resource", "conversion")
"""Records that hold what was at an address; a conversion is text made of it."""
_HEADER: Final = 1_000_000
"""Bytes of the longest header of a record."""


class Found(NamedTuple):
    """An article of an archive or what is wrong with it, where it stands, and the address that it had."""

    record: Record | InputError
    where: Where
    name: str


class _Bounded:
    """A stream to read from that gives only so many bytes until it is allowed more: a header may have no end."""

    def __init__(self, stream: Stream, where: Where) -> None:
        self._stream, self._where, self._left = stream, where, _HEADER

    def allow(self, size: int) -> None:
        """Let so many bytes be read, and a header after them."""
        self._left = size + _HEADER

    def read(self, size: int = -1) -> bytes:
        """Give up to so many bytes; raises InputError for a header without end."""
        if self._left <= 0:
            raise self._where.wrong("a record of this archive has a header without end")
        data = self._stream.read(min(size if size > 0 else RECORD_BYTES, RECORD_BYTES))
        self._left -= len(data)
        return data


def read(stream: Stream, where: Where) -> Iterator[Found]:
    """Give each page and text of an archive; raises InputError where it is none, or breaks off."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise where.wrong("web archives need the package warcio", _INSTALL) from error
    bounded, number = _Bounded(stream, where), 0
    try:
        for number, record in enumerate(_quiet(ArchiveIterator(bounded), where), 1):
            bounded.allow(max(record.length or 0, 0))
            place = where._replace(item=number)
            if media := _media(record):
                yield _found(record, media, place)
    except (ArchiveLoadFailed, EOFError, ValueError, LookupError, AttributeError, TypeError, zlib.error) as error:
        reason = f"this archive breaks off after record {number}" if number else "this is no web archive"
        raise where.wrong(reason, _FETCH) from error
    if not number:
        raise where.wrong("this archive is empty")


def _quiet(records: Iterator[ArcWarcRecord], where: Where) -> Iterator[ArcWarcRecord]:
    """Give the records, but take what the package says on standard error of a wrong length as an error of ours."""
    said = io.StringIO()
    while True:
        with redirect_stderr(said):
            record = next(records, None)
        if said.getvalue():
            raise where.wrong("a record of this archive does not end where it says", _FETCH)
        if record is None:
            return
        yield record


_FETCH: Final = "Fetch it again, or check it with: warcio check FILE"
_INSTALL: Final = "Install it with: pip install 'kg-event[warc]'"


def _media(record: ArcWarcRecord) -> str:
    """Tell the media type of what a record holds, or nothing where it holds no article."""
    headers = record.http_headers
    if record.rec_type not in _KINDS or (headers and headers.get_statuscode() != "200"):
        return ""
    told = headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")
    media = (told or "").lower()
    kind = media.partition(";")[0].strip()
    return media if kind in _PAGES or (kind == "text/plain" and record.rec_type != "response") else ""


def _found(record: ArcWarcRecord, media: str, where: Where) -> Found:
    name = label(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    try:
        return Found(_record(record, media, where)._replace(identifier=name), where, name)
    except InputError as error:
        return Found(error, where, name)


def _record(record: ArcWarcRecord, media: str, where: Where) -> Record:
    """Read what a record holds. Raises InputError."""
    kind, _, parameters = media.partition(";")
    most = PAGE_BYTES if kind.strip() in _PAGES else TEXT_BYTES
    content = record.content_stream().read(most + 1)
    if len(content) > most:
        raise where.wrong(f"this page has more than {most:,} bytes") if most == PAGE_BYTES else too_long(where)
    if not record.raw_stream.read(1) and record.raw_stream.limit > 0:
        raise where.wrong("this archive breaks off inside of this record", "Fetch it again.")
    url = address(record.rec_headers.get_header("WARC-Target-URI") or "")
    if kind.strip() not in _PAGES:
        return Record(decoded(content, where), url=url)
    charset = parameters.partition("charset=")[2].strip(" \"'")
    found = page.read(content, where, charset=charset)
    return found._replace(url=found.url or url)
