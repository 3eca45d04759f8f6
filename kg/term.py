"""Terms of RDF as people read them, and as Turtle writes them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from kg import iri

_NAMESPACES: Final = tuple(
    sorted(((space, prefix) for prefix, space in iri.PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair))
)
"""Namespaces with their prefixes, the longest first, so that the closest one is taken."""
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_/-])?")
"""Local names that any Turtle reader takes (PN_LOCAL of RDF 1.1 Turtle, section 6.5), with slashes to be escaped."""
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Characters that steer a terminal or turn the direction of what follows, and those that are none."""

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@lru_cache(maxsize=4096)
def split(name: str) -> tuple[str, str] | None:
    """Split an IRI into a prefix of `kg.iri` and the rest, or give None where none fits.

    >>> split("https://w3id.org/kg-event/id/place/Homs")
    ('place', 'Homs')
    """
    for space, prefix in _NAMESPACES:
        if name.startswith(space):
            return prefix, name[len(space) :]
    return None


def short(name: str) -> str:
    """Shorten an IRI for reading.

    >>> short("https://w3id.org/kg-event/id/place/Homs"), short("http://a/b")
    ('place:Homs', 'http://a/b')
    """
    parts = split(name)
    return f"{parts[0]}:{parts[1]}" if parts else name


def turtle_name(name: str) -> str:
    r"""Write an IRI as in Turtle: shortened where any reader takes it, else in brackets.

    >>> print(turtle_name("https://w3id.org/kg-event/id/place/Homs"), turtle_name("http://a/b"))
    place:Homs <http://a/b>
    """
    parts = split(name)
    if parts and _LOCAL.fullmatch(parts[1]):
        local = parts[1].replace("/", "\\/")
        return f"{parts[0]}:{local}"
    return f"<{name}>"


def plain(term: Term | None) -> str:
    """Write a term for reading: an IRI shortened, a literal without quotation marks; nothing for None."""
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    if term is None:
        return ""
    return term.value if isinstance(term, ox.Literal) else str(term)


def visible(text: str) -> str:
    r"""Show escaped what could steer a terminal or hide what a text says (Unicode TR 36, bidirectional controls).

    >>> print(visible("a\x1b[2Jb\nc"))
    a\u001b[2Jb\u000ac
    """
    if text.isprintable():  # as nearly all is, and none of these is
        return text
    return _HIDDEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
