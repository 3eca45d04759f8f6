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


def small_word(sentence: Sentence, token: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of the small word that begins at a token, that of most words first, by the place it stands in."""
    for pos in _PLACES.get(token.dep, ()):
        for lemma in dict.fromkeys((token.text.lower(), token.lemma.lower())):
            for entry in lexicon.find(pos, lemma):
                if len(entry.words) == 1 or words_of(sentence, token, entry):
                    return entry
    return None


def words_of(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...]:
    """Give the tokens of an entry that begins at a token; empty where the text does not go on like it."""
    first = token.i - sentence.first
    run = sentence.tokens[first : first + len(entry.words)]
    return tuple(run) if tuple(t.text.lower() for t in run) == entry.words else ()
