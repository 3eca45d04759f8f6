"""Small words of a sentence: modals, negation, conjunctions, prepositions and adverbs that tell of an event."""

from __future__ import annotations

from typing import Final

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


def small_word(sentence: Sentence, token: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of the small word that a token belongs to, that of most words first, by the place it stands in.

    Of an entry of several words the parser can hang any in the sentence: the "of" of "instead of", the last "as" of "as
    long as".
    """
    first = token.i - sentence.first
    found: list[Entry] = []
    for back in range(min(_REACH, first) + 1):
        start = sentence.tokens[first - back]
        for pos in _PLACES.get(token.dep, ()):
            for lemma in dict.fromkeys((start.text.lower(), start.lemma.lower())):
                found += (e for e in lexicon.find(pos, lemma) if _reaches(sentence, start, e, back))
    return max(found, key=lambda entry: len(entry.words), default=None)


def _reaches(sentence: Sentence, start: Token, entry: Entry, back: int) -> bool:
    """Tell whether an entry that begins at a token reaches the one so many words after it."""
    length = len(entry.words)
    return length > back and (length == 1 or bool(words_of(sentence, start, entry)))


def words_of(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...]:
    """Give the tokens of an entry that begins at a token; empty where the text does not go on like it."""
    first = token.i - sentence.first
    last = first + len(entry.words)
    return sentence.tokens[first:last] if sentence.words[first:last] == entry.words else ()
