"""A web page as saved from a news site: the article in it, by trafilatura. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.errors import InputError
from kg.text.reader import Where, decoded, normal, refuse_binary
from kg.text.record import Record, address, day, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ENCODINGS: Final = {
    "windows-1252": "windows-1252", "cp1252": "windows-1252", "iso-8859-1": "windows-1252", "latin1": "windows-1252",
    "latin-1": "windows-1252", "iso-8859-15": "iso-8859-15",
}  # fmt: skip
"""Declared encodings beside UTF-8 that are read, each as the Encoding Standard of the WHATWG reads it."""
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD: Final = 4096
"""Bytes in which a page may declare its encoding; browsers look at 1,024."""
_DEPTH: Final = 256
"""Depth at which the HTML parser stops and drops what is deeper."""
_ELEMENTS: Final = 50_000
"""Elements of the largest page: the time of the extraction grows faster than their number."""
_ATTRIBUTES: Final = 1_000
"""Attributes of the largest tag: the time of the parser grows with the square of their number."""
_INSIDE = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
_TAG = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b(?P<first>{_INSIDE})(?:>.*?(?:</(?P=raw)|\Z))?|<[a-z](?P<other>{_INSIDE})",
    re.IGNORECASE | re.DOTALL,
)
"""A comment, a script or style sheet with its content, or a tag."""
_SAVE: Final = "Save its text as .txt."
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++)""")
_NAME = re.compile(r"[^\s/]+")
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "dcterms.issued",
    "dc.date.issued", "dcterms.date", "dc.date", "dc:date", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "date",
)  # fmt: skip
"""Names of the meta elements that declare when an article was published, the plainest first."""
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]*)"')
_PATH_DAY = re.compile(r"https?://[^/]+/(?:[^?#]*/)?([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})/")


def read(data: bytes, where: Where, *, charset: str = "") -> Record:
    """Read the article of an HTML page: its text, title, publisher, address and the date that the page declares.

    The text is what trafilatura extracts, without the title and with a blank line between paragraphs; offsets count
    in that text, not in the HTML. `charset` is what the server said of its encoding. Raises InputError where no article
    is found or the page is no sane HTML.
    """
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    markup = tree(_markup(data, where, charset), where)
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
    published, headings = _published(markup), {label("".join(h.itertext())) for h in markup.iter("h1")}
    try:
        found = trafilatura.bare_extraction(
            markup, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True,
            date_extraction_params=dates,
        )  # fmt: skip
    except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # None is known, but the code is not ours and a page can hold anything.
        raise where.wrong("the article in this page cannot be extracted", _SAVE) from error
    title = label(_said(found, "title"))
    text = _body(_said(found, "text"), headings | {title})
    if not text:
        raise where.wrong("no article was found in this page", _SAVE)
    url = address(_said(found, "url"))
    site = label(_said(found, "sitename") or _said(found, "hostname"))
    return Record(text, date=published or _dated(url), title=title, publisher=site, url=url)


def _said(found: object, name: str) -> str:
    """A value of what was extracted; linked data can bring in lists and objects, which say nothing."""
    value = getattr(found, name, None)
    return value if isinstance(value, str) else ""


def _markup(data: bytes, where: Where, charset: str) -> str:
    """Decode a page: as UTF-8, else as it declares, else as the server said."""
    try:
        return decoded(data, where)
    except InputError:
        refuse_binary(data, where)
        declared = _CHARSET.search(data[:_HEAD])
        encoding = _ENCODINGS.get(declared[1].decode("ascii").lower() if declared else charset.lower())
        if encoding is None:
            raise
    try:
        return normal(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise where.wrong(f"this is not {encoding}, which it declares, at byte {error.start + 1}") from error


def tree(markup: str, where: Where) -> HtmlElement:
    """Parse HTML, but for one that would take the parser or the extraction too long, or lose its text."""
    from lxml import etree, html

    if any(count > _ATTRIBUTES for count in _attributes(markup)):
        raise where.wrong(f"this page has a tag with more than {_ATTRIBUTES:,} attributes")
    parser = html.HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        found = html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise where.wrong("this page holds no HTML") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise where.wrong(f"this page nests its elements more than {_DEPTH} deep", _SAVE)
    if sum(1 for _ in found.iter()) > _ELEMENTS:
        raise where.wrong(f"this page has more than {_ELEMENTS:,} elements", _SAVE)
    return found


def _attributes(markup: str) -> Iterator[int]:
    """Count the attributes of each tag that is long enough to have many."""
    for tag in _TAG.finditer(markup):
        inside = tag["first"] or tag["other"] or ""
        if len(inside) > 2 * _ATTRIBUTES:
            yield len(_NAME.findall(_VALUE.sub(" ", inside)))


def _body(text: str, titles: set[str]) -> str:
    """Take the title off the start of a text, and set its paragraphs apart by a blank line."""
    lines = [line for line in normal(text).split("\n") if line.strip()]
    if lines and label(lines[0]) in titles:
        del lines[0]
    return "\n\n".join(lines)


def _published(tree: HtmlElement) -> date | None:
    """The day on which a page says it was published: in meta elements, linked data (schema.org) or a time element."""
    declared: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        declared.setdefault(name.lower(), meta.get("content") or "")
    candidates = [declared[name] for name in _PUBLISHED if name in declared]
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            candidates += _LINKED_DATA.findall(script.text or "")
    for time in tree.iter("time"):
        if "pubdate" in time.attrib or (time.get("itemprop") or "").lower() == "datepublished":
            candidates.append(time.get("datetime") or "")
    return next(filter(None, map(_day, candidates)), None)


def _dated(url: str) -> date | None:
    """The day in the path of an address, such as ``/2024/12/08/``."""
    found = _PATH_DAY.match(url)
    return _day(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}") if found else None


def _day(text: str) -> date | None:
    """A day, or nothing where the page gives what is none."""
    try:
        return day(text.strip(), Where(""))
    except InputError:
        return None
