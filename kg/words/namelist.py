"""The table of names: which words are given and family names, legal forms of companies, common in names of bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg.ontology import ONTOLOGY

WORDS: Final = ONTOLOGY / "names.ttl"
"""Frequent given and family names, and legal forms of companies."""


class Names(NamedTuple):
    """What `ontology/names.ttl` says."""

    given: Mapping[str, str]
    """Frequent given name to the gender that it shows: m, f or nothing."""
    family: frozenset[str]
    suffixes: frozenset[str]
    forms: Mapping[str, str]
    """Legal form of companies to the law that it is of."""
    common: frozenset[str]
    """Words of which any country makes names of bodies."""
    sole: frozenset[str]
    """Common words that alone are the name of one body in each country."""
    nothing: frozenset[str]
    """Last words of what is no name of a body."""


@cache
def names() -> Names:
    """Load what is known of names."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(path=str(WORDS), format=ox.RdfFormat.TURTLE):
        subject, predicate = triple.subject.value.rpartition("#")[2], triple.predicate.value.rpartition("#")[2]
        found[predicate][subject].append(triple.object.value)
    genders = {"male": "m", "female": "f"}
    given = {name: genders.get(kind, "") for kind, all_ in found["givenName"].items() for name in all_}
    one = {predicate: frozenset(n for all_ in kinds.values() for n in all_) for predicate, kinds in found.items()}
    forms = {form: law for law, all_ in found["legalForm"].items() for form in all_}
    family, suffixes = one["familyName"], one["nameSuffix"]
    return Names(given, family, suffixes, forms, one["commonWord"], one["soleWord"], one["noName"])


def is_personal(word: str) -> bool:
    """Tell whether a word is a frequent given or family name: "Jackson", "Austin"."""
    return word.casefold() in names().given or word.casefold() in names().family


def is_given(word: str) -> bool:
    """Tell whether a word is a frequent given name: "Nancy"."""
    return word.casefold() in names().given
