"""The spans of the words that name an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.event import Mention
from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.predicate import Predicate
from kg.words.lexicon import Lexicon, Sense

_BINDING: Final = frozenset({"ADJ", "ADP", "ADV", "AUX", "DET", "NUM", "PART", "PRON"})
"""Parts of speech of the words that can stand inside a cue: "gave him a very clear warning"."""
_CUE: Final = 4
"""The most words that stand between two words of a cue."""


def mentions(predicate: Predicate, sentence: Sentence, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Give the spans of the words that name an event; those of a source phrase or cue are one span."""
    entry = predicate.sense.iri if predicate.sense else ""
    own, others = predicate.token.span, predicate.words
    if predicate.sense is None and predicate.particles:
        own = Span(predicate.token.begin, predicate.particles[-1].end)
    elif lexicon.attributes(predicate.kind):
        cue = _cue(predicate, sentence, lexicon)
        own, others = Span(cue[0].begin, cue[-1].end), tuple(w for w in others if w not in cue)
    return tuple(sorted({Mention(own, entry), *(Mention(w.span) for w in others)}))


def _cue(predicate: Predicate, sentence: Sentence, lexicon: Lexicon) -> Sequence[Token]:
    """Give the word of a cue with the verbs before it that only bear it, and what stands between: "made a speech"."""
    said = {w.i for w, s in zip(predicate.words, predicate.senses, strict=True) if s and _tells(s, lexicon)}
    words = [w for w in predicate.words if sentence.first <= w.i < predicate.token.i and w.i not in said]
    first = last = predicate.token
    for word in sorted(words, key=lambda w: -w.i):
        if _is_bound(sentence, word, first):
            first = word
    return sentence.tokens[first.i - sentence.first : last.i - sentence.first + 1]


def _tells(sense: Sense, lexicon: Lexicon) -> bool:
    """Tell whether a word tells an event or a phase of it beside what is said: "signed" an agreement, "went on"."""
    return sense.shades or lexicon.attributes(sense.kind)


def _is_bound(sentence: Sentence, one: Token, other: Token) -> bool:
    """Tell whether few words, and no noun but before a noun, stand between two words."""
    between = sentence.tokens[one.i + 1 - sentence.first : other.i - sentence.first]
    return len(between) <= _CUE and all(t.pos in _BINDING or t.dep == "compound" for t in between)
