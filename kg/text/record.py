"""What one input says of one article, before it is checked, and how it stands in JSON."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from kg.text.reader import CONTROL, Where, decoded, normal

_DAY = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)? ?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_DATE = re.compile(f"{_DAY}(?:[Tt ]{_TIME})?")
"""A day, or a day with a time, after ISO 8601."""
_HEADER = re.compile(r"\s*date:?[ \t]+" + _DAY + r"(?=\s|\Z)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"([Hh][Tt][Tt][Pp][Ss]?://)(\w[\w.-]*(?::[0-9]+)?)(/[^?#]*)?(\?[^#]*)?(#.*)?", re.DOTALL)
"""Scheme, host with port, path, query and fragment (RFC 3986); no user, who would be a secret."""
_LEGAL: Final = "/?:@!$&'()*+,;=~%"
"""What may stand in a path, query or fragment beside letters, digits and ``_.-``."""
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
_KINDS: Final = {
    bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object",
}  # fmt: skip


class Record(NamedTuple):
    """An article as an input gives it; empty where it does not say."""

    text: str
    identifier: str = ""
    date: datetime.date | None = None
    title: str = ""
    publisher: str = ""
    url: str = ""


class Header(NamedTuple):
    """The offset where the body of a text begins, and the date that stands before it."""

    begin: int
    date: datetime.date | None


def header(text: str, where: Where) -> Header:
    """Find the header ``date YYYY-MM-DD`` at the very start of a text; without one the body begins at 0.

    Raises InputError where there is no such day.
    """
    match = _HEADER.match(text)
    if match is None:
        return Header(0, None)
    line = text.count("\n", 0, match.start(1)) + 1
    place = where if where.line or where.item else where._replace(line=line)
    return Header(match.end(), day("-".join(match.groups()), place))


def day(text: str, where: Where) -> datetime.date:
    """Take the day of ``YYYY-MM-DD``, with or without a time after it, as written. Raises InputError."""
    match = _DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups() if match else (0, 0, 0)))
    except ValueError:
        raise where.wrong(f"{_quoted(text)} is no date", "Write it like 2024-12-08.") from None


def label(text: str) -> str:
    r"""Make one line of a title or name: control characters and blanks run together.

    >>> label(" Rebels\n  enter Homs ")
    'Rebels enter Homs'
    """
    return " ".join(CONTROL.sub(" ", text).split())


def address(text: str) -> str:
    """Give a web address as an IRI that is valid everywhere, or nothing where the text is no web address.

    >>> address("HTTP://Example.org/a b?q=ü|1")
    'http://Example.org/a%20b?q=%C3%BC%7C1'
    >>> address("example.org")
    ''
    """
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        return ""
    scheme, host, *rest = (part or "" for part in match.groups())
    return scheme.lower() + host + "".join(part[:1] + quote(_STRAY.sub("%25", part[1:]), _LEGAL) for part in rest)


def parsed(data: bytes, where: Where) -> object:
    """Parse JSON. ``NaN``, which some writers put for nothing, counts as null. Raises InputError."""
    text = decoded(data, where)
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        place = where if where.line else where._replace(line=error.lineno)
        raise place.wrong(f"this is no JSON from character {error.colno} of the line on") from error
    except RecursionError as error:
        raise where.wrong("this JSON is nested too deeply") from error
    except ValueError as error:
        raise where.wrong("this JSON holds a number of too many digits") from error


def record(value: object, where: Where) -> Record:
    """Read an article from a JSON object with text and, as far as known, id, date, title, publisher and url.

    Other keys are passed over; null and empty values count as not known. Raises InputError.
    """
    if not isinstance(value, dict):
        raise where.wrong(f"this is {_kind(value)}, not an object")
    if value.get("text") is None:
        raise where.wrong('this has no "text"')
    written, link = _field(value, "date", where).strip(), _field(value, "url", where).strip()
    if link and not address(link):
        raise where.wrong(f'the "url" {_quoted(link)} is no web address', "Begin it with https:// or leave it out.")
    return Record(
        text=normal(_field(value, "text", where)),
        identifier=_field(value, "id", where),
        date=day(written, where) if written else None,
        title=label(_field(value, "title", where)),
        publisher=label(_field(value, "publisher", where)),
        url=address(link),
    )


def _field(value: Mapping[str, object], key: str, where: Where) -> str:
    """The text under a key; a whole number counts as text where it is the id."""
    found = value.get(key)
    if found is None:
        return ""
    if key == "id" and type(found) is int:
        return str(found)
    if not isinstance(found, str):
        raise where.wrong(f'the "{key}" is {_kind(found)}, not text')
    return sound(found, key, where)


def sound(found: str, key: str, where: Where) -> str:
    """Give what is said under a key, if it is text that can be written; raises InputError."""
    if (nul := found.find("\0")) >= 0:
        raise where.wrong(f'the "{key}" is no text: character {nul + 1} is NUL')
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as error:
        raise where.wrong(f'character {error.start + 1} of the "{key}" is half of a surrogate pair') from error
    return found


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS[type(value)]


def _quoted(text: str) -> str:
    """A value for a message, shortened."""
    plain = label(text)
    return f'"{plain}"' if len(plain) <= 60 else f'"{plain[:59]}…"'
