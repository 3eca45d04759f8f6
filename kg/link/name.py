"""Names and their normal forms: what has to be equal for two names to be one, and how rare a name is.

Two people may well bear a name whose given and family name are both frequent ("John Smith"), and two bodies a name made
of common nouns ("Finance Ministry"). Such a name alone does not tell that two articles mean the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from kg.words.lexicon import Entry, Lexicon
from kg.words.namelist import names

_DROPPED = re.compile(r"(?<=\w)['’]s\b|[.'’\"“”‘()<>\[\]]")
_BREAKS = re.compile(r"[\s\-–—/,;:]+")
_ARTICLE: Final = "the"
_AND: Final = frozenset({"&", "and"})

_CUT: Final = 3
"""Letters of the shortest given names that are cut from a longer one."""

Form = tuple[str, ...]
"""The words of a name: lower case, without accents, full stops and article."""


@lru_cache(maxsize=10_000)
def fold(name: str) -> Form:
    """Give the words of a name.

    >>> fold("The Müller-Meier Co."), fold("U.S. Steel's")
    (('muller', 'meier', 'co'), ('us', 'steel'))
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [word for word in _BREAKS.split(_DROPPED.sub("", plain.casefold())) if word]
    return tuple(words[1:] if len(words) > 1 and words[0] == _ARTICLE else words)


def company(name: str) -> Form:
    """Give the words of a body's name without its legal form.

    >>> company("Coastal Corp."), company("Smith & Co Ltd"), company("Co")
    (('coastal',), ('smith',), ('co',))
    """
    words = [word for word in fold(name) if word not in _AND]
    while len(words) > 1 and words[-1] in names().forms:
        words.pop()
    return tuple(words)


def is_legal(name: str) -> bool:
    """Tell whether a name says the legal form of a company.

    >>> is_legal("Apple Inc."), is_legal("Apple")
    (True, False)
    """
    return len(company(name)) < len([word for word in fold(name) if word not in _AND])


def law(name: str) -> str:
    """Say which law the legal form of a company is of, nothing where its name has no form.

    >>> law("BASF AG") == law("BASF Corp"), law("Coastal Co Ltd") == law("Coastal Corp."), law("BASF")
    (False, True, '')
    """
    return names().forms.get(fold(name)[-1], "") if is_legal(name) else ""


def person(name: str) -> Form:
    """Give the words of a person's name without what stands behind it.

    >>> person("Martin Luther King, Jr."), person("Madonna")
    (('martin', 'luther', 'king'), ('madonna',))
    """
    words = list(fold(name))
    while len(words) > 1 and words[-1] in names().suffixes:
        words.pop()
    return tuple(words)


def is_frequent(form: Form) -> bool:
    """Tell whether several people may well bear the name of a person: one word, an initial, or two frequent names.

    >>> is_frequent(("john", "smith")), is_frequent(("angela", "merkel")), is_frequent(("j", "merkel"))
    (True, False, True)
    """
    return (
        len(form) < 2
        or len(form[0]) < 2
        or ((form[0] in names().given or form[0] in names().family) and form[-1] in names().family)
    )


def is_generic(form: Form, lexicon: Lexicon) -> bool:
    """Tell whether the name of a body is made of common words, so that any country may have it: "Finance Ministry"."""
    long = [word for word in form if len(word) > _CUT or len(form) == 1]
    return bool(long) and all(word in names().common or _entry(word, lexicon) for word in long)


def is_role(form: Form, lexicon: Lexicon) -> bool:
    """Tell whether what looks like the name of a person says what somebody is, and so names nobody: "Treasurer".

    >>> from kg.words.lexicon import load
    >>> is_role(("worldwide", "treasurer"), load()), is_role(("king",), load()), is_role(("john", "major"), load())
    (True, False, False)
    """
    return (
        form[-1] not in names().family
        and (len(form) == 1 or form[0] not in names().given)
        and _is_people(form[-1], lexicon)
    )


def is_many(form: Form, lexicon: Lexicon) -> bool:
    """Tell whether words are a plural of people or of companies, that names nobody behind a country: "Companies"."""
    last = form[-1]
    return len(form) == 1 and last.endswith("s") and (last in names().forms or _is_people(last, lexicon))


def _is_people(word: str, lexicon: Lexicon) -> bool:
    entry = _entry(word, lexicon)
    return entry is not None and bool(entry.denotes) and lexicon.is_a(entry.denotes, "Person")


def is_piece(form: Form, *, legal: bool) -> bool:
    """Tell whether a name is torn off a company's: one common word and a legal form ("Telegraph Co"), or forms alone.

    >>> is_piece(company("Telegraph Co"), legal=True), is_piece(company("Coastal Corp"), legal=True)
    (True, False)
    """
    return len(form) == 1 and (form[0] in names().forms or (legal and form[0] in names().common))


def is_body(form: Form, lexicon: Lexicon) -> bool:
    """Tell whether common words can be what one body of a country is called: "Senate", but not "Department"."""
    if len(form) == 1:
        return form[0] in names().sole
    entry = _entry(form[-1], lexicon)
    many = entry is not None and entry.words[0] != form[-1] and form[-1] not in names().common
    return not many and (form[-1] in names().common or (entry is not None and lexicon.is_a(entry.denotes, "Actor")))


def _entry(word: str, lexicon: Lexicon) -> Entry | None:
    """Find a word in the lexicon, as it is or without the ending of the plural."""
    singular = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    found = (lexicon.word(pos, one) for pos in ("noun", "adjective", "verb") for one in singular)
    return next((entry for entry in found if entry is not None), None)


def is_acronym(short: str, long: Form) -> bool:
    """Tell whether a name in capitals is made of the initials of another.

    >>> is_acronym("ESA", ("european", "space", "agency")), is_acronym("BBC", ("european", "space", "agency"))
    (True, False)
    """
    letters = short.replace(".", "")
    initials = "".join(word[0] for word in long)
    content = "".join(word[0] for word in long if len(word) > 3)
    return letters.isupper() and len(letters) > 1 and letters.casefold() in {initials, content}


def may_shorten(short: Form, long: Form) -> bool:
    """Tell whether the name of a person may stand for a fuller one: fewer words of it, or a given name cut short.

    >>> may_shorten(("merkel",), ("angela", "merkel")), may_shorten(("george", "bush"), ("george", "w", "bush"))
    (True, True)
    >>> may_shorten(("fred", "larue"), ("frederick", "c", "larue")), may_shorten(("ann", "lee"), ("bob", "lee"))
    (True, False)
    """
    if short[-1] != long[-1] or len(short) > len(long):
        return False
    cut = len(short) > 1 and len(short[0]) >= _CUT and short[0] != long[0] and long[0].startswith(short[0])
    return _runs(short[1:] if cut else short, long)


def _runs(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether the words of one name stand in another in their order."""
    rest = iter(long)
    return all(word in rest for word in short)
