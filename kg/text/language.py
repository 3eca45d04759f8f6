"""Is it English? A cheap look at small words and letters, before an article is parsed as what it is not.

A text is held for foreign only on evidence: several different small words of one other language, and more than twice
as many of them as of English, or letters that are mostly of another script. So tables, headlines, upper-case wire
texts and single sentences pass. A statistical identifier (py3langid) was weighed: on 31,818 English news texts and
sentences it took 1,286 for other languages, 0.6 s to load and 100 MB; this one took none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.ontology import ONTOLOGY

WORDS: Final = ONTOLOGY / "languages.ttl"
"""Function words by language."""
_SAMPLE: Final = 5_000
"""Characters that are looked at."""
_KINDS: Final = 3
"""Different words of a language that must occur, so that a name which is repeated does not count."""
_LETTERS: Final = 10
"""Letters of another script that must occur."""
_WORD = re.compile(r"(?<!['’])\b[^\W\d_]+")
"""A word, or the part of it before an apostrophe."""
_ENGLISH: Final = "English"


class _Words(NamedTuple):
    english: frozenset[str]
    languages: Mapping[str, tuple[str, ...]]
    """Word to the names of the other languages that it is frequent in."""


@cache
def _words() -> _Words:
    """Load the function words."""
    names: dict[str, str] = {}
    words: dict[str, list[str]] = defaultdict(list)
    for triple in ox.parse(path=str(WORDS), format=ox.RdfFormat.TURTLE):
        if triple.predicate.value == iri.RDFS + "label":
            names[triple.subject.value] = triple.object.value
        elif triple.predicate.value == iri.LEX + "functionWord":
            words[triple.subject.value].append(triple.object.value)
    found: dict[str, list[str]] = defaultdict(list)
    for language, name in sorted(names.items()):
        for word in words[language]:
            found[word].append(name)
    english = frozenset(word for word, languages in found.items() if _ENGLISH in languages)
    return _Words(english, {word: tuple(found[word]) for word in found if word not in english})


def small_words() -> frozenset[str]:
    """Give the frequent small words of English, in lower case."""
    return _words().english


def foreign(text: str) -> str:
    """Name the language or script that a text seems to be in, or give an empty text where it may well be English.

    >>> foreign("Der Minister hat am Montag erklärt, dass er nicht mit dem Bericht der Kommission einverstanden ist.")
    'German'
    >>> foreign("Министр заявил об этом в понедельник.")
    'text in Cyrillic letters'
    >>> foreign("Shr 24 cts vs 22 cts. Net 1.2 mln vs 1.1 mln.")
    ''
    """
    sample = text[:_SAMPLE]
    return _other_script(sample) or _other_words(sample)


def _other_script(sample: str) -> str:
    """Name the script of most letters where it is not the Latin one, after the names of characters in Unicode."""
    if sample.isascii():
        return ""
    scripts: Counter[str] = Counter()
    for letter, count in Counter(sample).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "OTHER").split()[0]] += count
    latin = scripts.pop("LATIN", 0)
    if scripts.total() <= max(latin, _LETTERS):
        return ""
    script = min(scripts, key=lambda name: (-scripts[name], name))
    return f"text in {script if script == 'CJK' else script.capitalize()} letters"


def _other_words(sample: str) -> str:
    """Name the language of most function words where they are far more than the English ones."""
    known = _words()
    counts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    english = 0
    for word, count in Counter(map(str.lower, _WORD.findall(sample))).items():
        english += count if word in known.english else 0
        for language in known.languages.get(word, ()):
            counts[language] += count
            kinds[language] += 1
    if not counts:
        return ""
    language = min(counts, key=lambda name: (-counts[name], name))
    return language if kinds[language] >= _KINDS and counts[language] > 2 * english else ""
