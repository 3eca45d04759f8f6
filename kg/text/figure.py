"""Short forms of news that the parser does not know, and what it reads in their stead.

"£6.3m" is read as "£6.3 million", or the model makes a word of the unit and the full stop behind it, and runs two
sentences into one. "Re-elected" and "co-founded" are read as "reelected" and "founded": it knows no verb with a hyphen.
The graph keeps what is written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from kg import iri
from kg.ontology import ONTOLOGY

WORDS: Final = ONTOLOGY / "figures.ttl"
"""Short forms of numbers, and what is counted by them."""
_SUM: Final = re.compile(
    r"(?P<sign>[$£€¥] ?)?(?<![\w.,])\d[\d,]*(?:\.\d+)?(?P<short> ?[a-z]{1,3})(?![\w-])(?= (?P<unit>[a-z]+))?"
)
_AGAIN: Final = re.compile(r"\b(?P<prefix>[Rr]e-|[Cc]o-)(?P<base>[a-z]{4,})\b")


class Edit(NamedTuple):
    """A stretch of a text, and the word that the parser reads instead of it."""

    begin: int
    end: int
    word: str


class _Forms(NamedTuple):
    short: dict[str, str]
    currencies: frozenset[str]
    counted: frozenset[str]


@cache
def _forms() -> _Forms:
    """Load the short forms."""
    import pyoxigraph as ox  # Here, since the parser must be able to say that nothing is installed.

    names: dict[str, str] = {}
    forms: dict[str, list[str]] = defaultdict(list)
    words: dict[str, set[str]] = {"currency": set(), "counted": set()}
    for triple in ox.parse(path=str(WORDS), format=ox.RdfFormat.TURTLE):
        match triple.predicate.value.removeprefix(iri.LEX):
            case "shortForm":
                forms[triple.subject.value].append(triple.object.value)
            case "counted" | "currency" as kind:
                words[kind].add(triple.object.value)
            case _:
                names[triple.subject.value] = triple.object.value
    short = {form: names[key] for key, all_ in forms.items() for form in all_}
    return _Forms(short, frozenset(words["currency"]), frozenset(words["counted"]))


def is_currency(word: str) -> bool:
    """Tell whether a word in lower case is that of a currency."""
    return word in _forms().currencies


def edits(text: str) -> list[Edit]:
    """Give what the parser reads otherwise than it is written, in the order of the text.

    >>> edits("It paid £6.3m. He was re-elected.")
    [Edit(begin=12, end=13, word=' million'), Edit(begin=22, end=32, word='reelected')]
    """
    return sorted([*_sums(text), *_prefixes(text)])


def _sums(text: str) -> Iterator[Edit]:
    forms = _forms()
    for found in _SUM.finditer(text):
        short = found["short"].strip()
        if short not in forms.short:
            continue
        if found["sign"] or len(short) > 1 or found["unit"] in forms.currencies | forms.counted:
            written = found["short"]
            yield Edit(
                found.end("short") - len(short),
                found.end("short"),
                " "[len(written) - len(short) :] + forms.short[short],
            )


def _prefixes(text: str) -> Iterator[Edit]:
    for found in _AGAIN.finditer(text):
        prefix, base = found["prefix"], found["base"]
        # "Co-operate" and "re-elect" are written as one word elsewhere.
        word = prefix[:-1].lower() + base if prefix[1] == base[0] else base
        yield Edit(found.start(), found.end(), word.capitalize() if prefix[0].isupper() else word)
