"""Small words of a sentence: modals, negation, conjunctions, prepositions and adverbs that tell of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from kg.text.sentence import Sentence, Token
from kg.words.lexicon import Entry, Lexicon

_PLACES: Final = {
    "aux": ("modal",),
    "advmod": ("adverb", "negativeParticle", "subordinatingConjunction", "preposition"),
    "neg": ("negativeParticle", "adverb", "determiner"),
    "det": ("determiner", "negativeParticle"),
    "amod": ("adjective",),
    "mark": ("subordinatingConjunction",),
    "prep": ("preposition", "adverb", "subordinatingConjunction"),
    "pcomp": ("preposition",),
    "npadvmod": ("adverb", "preposition"),
    "preconj": ("determiner", "negativeParticle", "subordinatingConjunction"),
    "cc": ("determiner", "negativeParticle", "subordinatingConjunction"),
    "nsubj": ("pronoun", "determiner"),
    "nsubjpass": ("pronoun", "determiner"),
    "dobj": ("pronoun", "determiner"),
    "pobj": ("pronoun", "determiner"),
    "attr": ("pronoun", "determiner"),
}
"""Dependency label to the parts of speech of small words that can stand there."""


_REACH: Final = 4
"""So many words an entry can begin before the word that the parser hangs in the sentence."""

_NONE: Final = (0, None)


class _Words(NamedTuple):
    """The small words that can stand in a place of the sentence, by each of their words."""

    runs: Mapping[str, Sequence[tuple[int, Entry]]]
    """Entries of several words, with how many of them come before the word; those to be tried first come first."""
    single: Mapping[str, tuple[int, Entry]]
    """Entries of one word, with the rank of their part of speech."""


def small_word(sentence: Sentence, token: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of the small word that a token belongs to, that of most words first, by the place it stands in.

    Of an entry of several words the parser can hang any in the sentence: the "of" of "instead of", the last "as" of "as
    long as".
    """
    known = _known(lexicon).get(token.dep)
    if known is None:
        return None
    first, words = token.i - sentence.first, sentence.words
    word = words[first]
    for back, entry in known.runs.get(word, ()):
        start = first - back
        # The first word tells nearly all apart, without a piece of the sentence being cut out.
        if start >= 0 and words[start] == entry.words[0] and words[start : start + len(entry.words)] == entry.words:
            return entry
    found, lemma = known.single.get(word), token.lemma.lower()
    other = known.single.get(lemma) if lemma != word else None
    return min((found, other), key=_rank)[1] if found and other else (found or other or _NONE)[1]


def whereabouts(sentence: Sentence, token: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of an adverb that tells where by itself: "abroad", "upstairs"."""
    entry = small_word(sentence, token, lexicon) if token.dep in {"advmod", "npadvmod"} else None
    return entry if entry and "where" in entry.traits else None


@lru_cache(maxsize=4)
def _known(lexicon: Lexicon) -> Mapping[str, _Words]:
    """Give the small words by dependency label."""
    return {dep: _words(places, lexicon) for dep, places in _PLACES.items()}


def _words(places: Sequence[str], lexicon: Lexicon) -> _Words:
    runs: dict[str, list[tuple[int, Entry]]] = defaultdict(list)
    single: dict[str, tuple[int, Entry]] = {}
    for rank, place in enumerate(places):
        for entry in (e for several in lexicon.entries.get(place, {}).values() for e in several):
            if len(entry.words) == 1:
                single.setdefault(entry.words[0], (rank, entry))
            else:
                for back, word in enumerate(entry.words[: _REACH + 1]):
                    runs[word].append((back, entry))
    return _Words({word: sorted(all_, key=_first) for word, all_ in runs.items()}, single)


def _rank(single: tuple[int, Entry]) -> int:
    return single[0]


def _first(run: tuple[int, Entry]) -> tuple[int, int]:
    """Order the longest first, of those that which begins nearest."""
    back, entry = run
    return -len(entry.words), back


def words_of(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...]:
    """Give the tokens of an entry that begins at a token; empty where the text does not go on like it."""
    first = token.i - sentence.first
    last = first + len(entry.words)
    return sentence.tokens[first:last] if sentence.words[first:last] == entry.words else ()
