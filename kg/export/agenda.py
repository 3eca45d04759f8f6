"""A calendar for other programs: iCalendar (RFC 5545), an entry of whole days for each event that has a first day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from kg import iri
from kg.export.facts import Facts, kg
from kg.export.quad import Quad, name

_OCTETS: Final = 75
"""Octets of the longest line, without its break (section 3.1)."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What no text may hold (section 3.1, CONTROL)."""
_HEAD: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kg-event//kg//EN", "CALSCALE:GREGORIAN")


def agenda(quads: Iterable[Quad]) -> str:
    """Write an entry for each dated event, in the order of their IRIs; lines end in CR LF.

    An entry that is only supposed, or that nobody presents as having happened, is tentative. Its time stamp is the day
    of its article, so that the same graph gives the same bytes.
    """
    facts = Facts(quads)
    claims: dict[str, list[str]] = {}
    for claim in facts.of_kind("Claim"):
        claims.setdefault(facts.one(claim, kg("about")), []).append(claim)
    entries = (line for event in facts.of_kind("Event") for line in _entry(facts, event, claims.get(event, [])))
    return "".join(f"{_folded(line)}\r\n" for line in (*_HEAD, *entries, "END:VCALENDAR"))


def _entry(facts: Facts, event: str, claims: list[str]) -> Iterator[str]:
    time = facts.time(event)
    begin, end = (facts.text(time, kg(one)) for one in ("begin", "end"))
    if not begin:
        return
    article = _article(facts, event)
    places = [place for place in facts.all(event, kg("place")) if facts.text(place, f"<{iri.WGS}lat>")]
    yield "BEGIN:VEVENT"
    yield f"UID:{name(event)}"
    yield f"DTSTAMP:{_day(facts.text(article, f'<{iri.SCHEMA}datePublished>') or begin)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(begin)}"
    if end and end < date.max.isoformat():
        # The end is the first day after it (section 3.6.1).
        yield f"DTEND;VALUE=DATE:{_day((date.fromisoformat(end) + timedelta(1)).isoformat())}"
    yield f"SUMMARY:{_text(facts.label(event))}"
    yield f"CATEGORIES:{facts.kind(event)}"
    yield f"STATUS:{'TENTATIVE' if _is_unsure(facts, time, claims) else 'CONFIRMED'}"
    if where := [facts.label(place) for place in facts.all(event, kg("place"))]:
        yield f"LOCATION:{_text(', '.join(where))}"
    if len(places) == 1:
        lat, long = (facts.text(places[0], f"<{iri.WGS}{one}>") for one in ("lat", "long"))
        yield f"GEO:{lat};{long}"
    if said := "; ".join(dict.fromkeys(_claim(facts, claim) for claim in claims)):
        yield f"DESCRIPTION:{_text(said)}"
    yield "END:VEVENT"


def _article(facts: Facts, event: str) -> str:
    mention = facts.one(event, kg("mentionedBy"))
    return facts.one(mention, f"<{iri.NIF}referenceContext>") or f"<{name(event).partition('#')[0]}>"


def _is_unsure(facts: Facts, time: str, claims: Iterable[str]) -> bool:
    happened = any(
        facts.one(claim, kg("modality")) == kg("Actual") and facts.one(claim, kg("polarity")) == kg("Affirmed")
        for claim in claims
    )
    return bool(facts.text(time, kg("confidence"))) or not happened


def _claim(facts: Facts, claim: str) -> str:
    """Say who presents an event and how: "claimed by rebels, actual, affirmed"."""
    how, modality, polarity = (
        name(facts.one(claim, kg(one))).rpartition("#")[2].lower() for one in ("attribution", "modality", "polarity")
    )
    return f"{how} by {facts.label(facts.one(claim, kg('source')))}, {modality}, {polarity}"


def _day(day: str) -> str:
    return day.replace("-", "")


def _text(text: str) -> str:
    """Escape a text (section 3.3.11)."""
    plain = _CONTROLS.sub("\ufffd", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Fold a line that is too long, between characters: each part after the first begins with a blank (section 3.1)."""
    parts, part, size = list[str](), "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + octets
    return "\r\n".join([*parts, part])
