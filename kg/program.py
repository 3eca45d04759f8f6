"""The program as a value: its name and version, and a digest of all that decides a graph beside text and words.

A graph is made again when this changes. Code that only reads, asks or draws is left out: it changes no graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kg.ontology import ONTOLOGY

_CODE: Final = (
    "event.py", "iri.py", "span.py", "text/dateline.py", "text/figure.py", "text/language.py", "text/mend/*.py",
    "text/morphology.py", "text/parser.py", "text/sentence.py", "text/wire.py", "triples.py", "understand/**/*.py",
    "when/*.py", "where/*.py", "words/lexicon.py", "words/namelist.py", "words/smallword.py",
)  # fmt: skip
"""Modules that decide a graph."""
_DATA: Final = (
    "calendar.ttl", "event.ttl", "figures.ttl", "gazetteer/*.ttl", "gazetteer/*.zip", "languages.ttl", "names.ttl",
)  # fmt: skip
"""Tables that do so; those of the lexicon have a digest of their own."""
_SHORT: Final = 16
"""Hexadecimal digits of the digest that are told."""


def software() -> str:
    """Name the program with its version and digest, in the manner of local versions (PEP 440): ``kg-0.1.0+5f3a…``."""
    try:
        return f"kg-{version('kg-event')}+{digest()[:_SHORT]}"
    except PackageNotFoundError:
        return f"kg-0+{digest()[:_SHORT]}"


@cache
def digest() -> str:
    """Give the SHA-256 of code and tables that decide a graph, in hexadecimal."""
    found = hashlib.sha256()
    for path in _files():
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _files() -> Iterator[Path]:
    for folder, patterns in ((Path(__file__).parent, _CODE), (ONTOLOGY, _DATA)):
        for pattern in patterns:
            yield from sorted(folder.glob(pattern))
