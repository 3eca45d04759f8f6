"""The dateline of a report: where and when it was filed, and by which agency, in front of its first sentence.

"NAIROBI, Kenya, March 14 (Reuters) - Police fired tear gas …": read as one sentence, the city would be a subject of
the verb. So it stands apart. Its forms are those of the agencies' stylebooks (Associated Press, "datelines"; Reuters
Handbook, "dateline"): the city in capitals, or any place before an agency in brackets; a region, a country, a day; a
dash, after which a sentence begins.
"""

from __future__ import annotations

import re
from typing import Final

_CITY: Final = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_PLACE: Final = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_MORE: Final = r"(?:, ?[A-Z][\w.'’]*(?: [\w.'’]+){0,3}){0,3}"
_AGENCY: Final = r" ?\((?!\))[A-Z][^()\n]{0,30}\)"
_DATELINE: Final = re.compile(
    rf"(?:{_CITY}{_MORE}(?:{_AGENCY})?|{_PLACE}{_MORE}{_AGENCY}) ?(?:-{{1,3}}|[–—])\s+(?=[\"'“‘A-Z])"
)
_BEFORE: Final = re.compile(r"[.!?][\"'”’]? ?(?=\s)")
"""The end of a sentence, after which a dateline may stand where a headline runs on into the text."""


def part(text: str, first: int, last: int) -> tuple[int, ...]:
    """Give the offsets at which a paragraph parts around a dateline: none, its end, or its begin and its end."""
    if found := _DATELINE.match(text, first + _blanks(text, first, last), last):
        return (found.end(),)
    headline = _BEFORE.search(text, first, last)
    if headline is None:
        return ()
    begin = headline.end() + _blanks(text, headline.end(), last)
    found = _DATELINE.match(text, begin, last)
    return (begin, found.end()) if found else ()


def _blanks(text: str, first: int, last: int) -> int:
    """Count the blanks at the begin of a stretch."""
    found = text[first : min(last, first + 8)]
    return len(found) - len(found.lstrip())
