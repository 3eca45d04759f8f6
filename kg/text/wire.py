"""How agencies write: headlines in capitals, and angle brackets around codes and names of companies.

The parser takes every word in capitals for a name: "DELAYED" in "EXPORTS MAY BE DELAYED". What case a word has is told
by the text below (Lita and others, "tRuEcasIng", 2003, take the most frequent form of a corpus); of a word that stands
only in such a line the words that are known tell whether it is a common one. Angle brackets stand around the code of a
company behind its name, and around a name that has no code, "Fluor Corp <FLR>", "<Pantry Inc>" (Reuters-21578, README);
the parser takes them for parts of names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from kg.text.language import small_words
from kg.words.lexicon import load
from kg.words.namelist import names

_WORD: Final = re.compile(r"[^\W\d_]+(?:[.'’&][^\W\d_]+)*\.?")
"""A word with the marks inside it: U.S., AT&T."""
_OWNED: Final = re.compile(r"['’]s$")
_NEXT: Final = re.compile(r" (<|[^\W\d_]+)")
"""What stands behind a word: the begin of a code, or another word."""
_LEAST: Final = 2
"""Words of the shortest line that is read as one in capitals."""
_LETTERS: Final = 4
"""Letters of the longest word that may be an acronym which the text does not have."""
_FREE: Final = 1000
"""How much more the case of a word tells that does not begin a sentence."""
_ENDINGS: Final = ("", "s", "es", "d", "ed", "ing", "er", "ly")
_STOPS: Final = frozenset(".!?:\"'”’“‘(-–—")
_BREAK: Final = re.compile(r"\n\s")
"""The begin of a paragraph, by a blank line or by an indent."""
_BRACKETS: Final = re.compile(r"<([^\s<>](?:[^<>]{0,80}[^\s<>])?)>")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,5}(?:[. ][A-Z]{1,3})?")


class Wire:
    """A text as an agency writes it, from the offset where its body begins."""

    def __init__(self, text: str, begin: int, words: Callable[[], Collection[str]]) -> None:
        self._text = text[begin:]
        self._forms: Mapping[str, str] | None = None
        self._words = words
        """Gives words that are no names, in lower case, beside those of the lexicon."""

    def plain(self, part: str) -> str:
        """Write a part of the text as newspapers do, each character in its place."""
        if part.upper() == part and len(_WORD.findall(part)) >= _LEAST:
            part = self._lower(part)
        return _BRACKETS.sub(self._write, part) if "<" in part else part

    # ── brackets ─────────────────────────────────────────────────────────────

    def _write(self, found: re.Match[str]) -> str:
        """Write a name without brackets, a code by which the text calls somebody in round ones, other codes not."""
        inside = found[1]
        if not _CODE.fullmatch(inside):
            return f" {inside} "
        named = re.search(rf"(?<![<\w]){re.escape(inside)}(?![\w>])", self._text)
        return f"({inside})" if named else " " * len(found[0])

    # ── capitals ─────────────────────────────────────────────────────────────

    def _lower(self, line: str) -> str:
        """Give a line in capitals in the case of running text, so far as the text has any."""
        if self._forms is None:
            self._forms = _forms(self._text)
        forms = self._forms
        found = _WORD.sub(lambda word: self._cased(word, forms), line) if forms else line
        first = len(found) - len(found.lstrip())
        found = found[:first] + found[first : first + 1].upper() + found[first + 1 :]
        return found if [*map(len, found.split())] == [*map(len, line.split())] else line

    def _cased(self, found: re.Match[str], forms: Mapping[str, str]) -> str:
        word, plain = found[0], found[0].casefold()
        bare = plain.rstrip(".")
        if _is_code(found) or len(plain) != len(word):
            return word
        if known := forms.get(plain) or forms.get(bare) or forms.get(_OWNED.sub("", plain)):
            return known + plain[len(known) :]
        if found.start() and found.string[found.start() - 1].isdigit():
            return plain
        titled = word[0] + plain[1:]
        if bare in names().forms:
            return titled
        if not self._is_common(_OWNED.sub("", bare)):
            return word if len(bare) <= _LETTERS or not bare.isalpha() else titled
        return titled if _names_firm(_NEXT.match(found.string, found.end())) else plain

    def _is_common(self, word: str) -> bool:
        """Tell whether a word is no name, be it with an ending."""
        return _is_known(word) or any(stem in self._words() for stem in _stems(word))


def _forms(text: str) -> Mapping[str, str]:
    """Give for each word of the running text, in lower case, the form that it has most often where it is free.

    A word that only begins sentences has the form that it has there.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    running = "\n".join(line for line in text.split("\n") if line.upper() != line or not line.strip())
    end = 0
    for found in _WORD.finditer(running):
        forms = set() if _is_code(found) else {found[0], found[0].rstrip("."), _OWNED.sub("", found[0])}
        for form in sorted(forms):
            counts[form.casefold()][form] += 1 if _opens(running[end : found.start()]) or not end else _FREE
        end = found.end()
    return {word: max(sorted(count), key=lambda form: (count[form], form == word)) for word, count in counts.items()}


def _opens(between: str) -> bool:
    """Tell whether what stands between two words ends a sentence, so that the next has a capital whatever it is."""
    return between.strip()[-1:] in _STOPS or _BREAK.search(between) is not None


def _is_code(found: re.Match[str]) -> bool:
    """Tell whether a word is alone in angle brackets."""
    return found.string[max(found.start() - 1, 0)] == "<" and found.string[found.end() : found.end() + 1] == ">"


def _names_firm(found: re.Match[str] | None) -> bool:
    """Tell whether what follows shows that a word is of a company's name: its legal form or its code."""
    return found is not None and (found[1] == "<" or found[1].casefold() in names().forms)


@lru_cache(maxsize=10_000)
def _is_known(word: str) -> bool:
    """Tell whether a word is a small one, or one of the lexicon."""
    lexicon = load()
    return word in small_words() or any(lexicon.find(pos, stem) for stem in _stems(word) for pos in lexicon.entries)


def _stems(word: str) -> Iterator[str]:
    """Give what a word may be a form of."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending) if ending else word
            yield from (stem, stem + "e")
            if stem[-1:] == "i":
                yield stem[:-1] + "y"
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
