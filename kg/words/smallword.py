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
    tables = [lexicon.entries[pos] for pos in _PLACES.get(token.dep, ()) if pos in lexicon.entries]
    if not tables:
        return None
    first = token.i - sentence.first
    best, longest = None, 0
    for back in range(min(_REACH, first) + 1):
        start, word = sentence.tokens[first - back], sentence.words[first - back]
        lemma = start.lemma.lower()
        for table in tables:
            for key in (word,) if word == lemma else (word, lemma):
                for entry in table.get(key, ()):
                    length = len(entry.words)
                    if length > max(back, longest) and (length == 1 or words_of(sentence, start, entry)):
                        best, longest = entry, length
    return best


def words_of(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...]:
    """Give the tokens of an entry that begins at a token; empty where the text does not go on like it."""
    first = token.i - sentence.first
    last = first + len(entry.words)
    return sentence.tokens[first:last] if sentence.words[first:last] == entry.words else ()
