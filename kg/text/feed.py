"""Feeds saved to disk, RSS or Atom, by feedparser: an article for each entry, of its full text or else its summary.

Only the bytes of the file are parsed: nothing is fetched, neither entries nor what the XML names.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.errors import InputError
from kg.text import page
from kg.text.reader import Where, normal
from kg.text.record import Record, address, day, label, record, sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset({
    "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
"""Elements that stand apart from what is before and after them."""
_INSTALL: Final = "Install it with: pip install 'kg-event[feeds]'"


class Found(NamedTuple):
    """An article of a feed or what is wrong with it, and where it stands."""

    record: Record | InputError
    where: Where


def read(data: bytes, where: Where) -> Iterator[Found]:
    """Give the article of each entry. Raises InputError where the bytes are no feed."""
    try:
        import feedparser
    except ImportError as error:
        raise where.wrong("feeds need the package feedparser", _INSTALL) from error
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers={"Content-Type": "application/xml"})
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # None is known, but the code is not ours and a file can hold anything.
        raise where.wrong("this feed cannot be read") from error
    if not found.get("version") and not found.entries:
        raise where.wrong("this is no RSS or Atom feed", "Save the feed itself, not a page that shows it.")
    if not found.entries:
        raise where.wrong("this feed has no entries")
    for number, entry in enumerate(found.entries, 1):
        place = where._replace(item=number)
        try:
            yield Found(_record(entry, label(_text(found.feed, "title")), place), place)
        except InputError as error:
            yield Found(error.costs(_identifier(entry)), place)


def _record(entry: Mapping[str, Any], publisher: str, where: Where) -> Record:
    text = _body(entry, where)
    if not text:
        raise where.wrong("this entry has neither text nor summary")
    told = {"id": _identifier(entry), "title": _text(entry, "title"), "publisher": publisher}
    url = address(_text(entry, "link"))
    return record({"text": text, "url": url, **told}, where)._replace(date=_published(entry))


def _identifier(entry: Mapping[str, Any]) -> str:
    return label(_text(entry, "id") or _text(entry, "link"))


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key) if key in values else ""  # asked for what is not there the package may warn
    return value if isinstance(value, str) else ""


def _body(entry: Mapping[str, Any], where: Where) -> str:
    """Take the longest content of an entry, else its summary, as running text."""
    told = [part for part in entry.get("content", ()) if _text(part, "value").strip()]
    best = max(told, key=lambda part: len(_text(part, "value")), default=None)
    part = best or entry.get("summary_detail") or {}
    value = sound(normal(_text(part, "value")), "text", where)
    return _plain(value, where) if _text(part, "type") != "text/plain" and value.strip() else value.strip()


def _plain(markup: str, where: Where) -> str:
    """Turn HTML into text, blocks apart by a blank line."""
    text = "".join(_pieces(page.tree(f"<body>{markup}</body>", where)))
    return "\n\n".join(filter(None, (" ".join(block.split()) for block in text.split("\n\n"))))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Give the text of an element and of all in it."""
    mark = "\n\n" if element.tag in _BLOCKS else ""
    yield " " if element.tag == "br" else mark
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield mark


def _published(entry: Mapping[str, Any]) -> date | None:
    """Tell the day as it is written, in the zone of who wrote it (RFC 822 or RFC 3339), or nothing."""
    for key in ("published", "updated"):
        told = _text(entry, key).strip()
        try:
            return day(told, Where(""))
        except InputError:
            pass
        try:
            return parsedate_to_datetime(told).date()
        except (IndexError, TypeError, ValueError):
            continue
    return None
