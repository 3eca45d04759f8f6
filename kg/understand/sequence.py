"""Which event comes before another, and which brings another about, by the words between them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.analysis import Analysis
from kg.understand.grammar.clause import conjuncts
from kg.words.smallword import small_word

_ORDERING: Final = frozenset({"prep", "mark", "advmod", "pcomp"})
"""Labels of the words that can order two events."""


def sequence(analysis: Analysis) -> dict[str, dict[str, list[str]]]:
    """Find which event the text puts before another, and which brings another about, by the words between them."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for predicate in analysis.predicates.values():
        # "The attack killed ten": what an event does to somebody, it brings about.
        for token in predicate.of("actor") if predicate.of("target") and predicate.kind != "State" else ():
            for cause in analysis.events(token):
                found[cause]["causes"].append(analysis.event(predicate.token))
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            entry = small_word(sentence, token, analysis.lexicon) if token.dep in _ORDERING else None
            if entry is None or not entry.orders:
                continue
            under, above = _both(sentence, token, analysis)
            for low in under:
                for high in above:
                    if entry.orders == "after":
                        found[high]["before"].append(low)
                    else:
                        found[low][entry.orders].append(high)
    return found


def _both(sentence: Sentence, word: Token, analysis: Analysis) -> tuple[list[str], list[str]]:
    """Give the events under a word of order and the events that its clause modifies."""
    head = sentence.head(word)
    if word.dep == "prep":
        inner = [c for c in sentence.children(word) if c.dep in {"prep", "pcomp"}]
        below = [c for w in (word, *inner) for c in sentence.children(w) if c.dep in {"pobj", "pcomp"}]
        under = [k for c in below for m in conjuncts(sentence, c) for k in analysis.events(m)]
        return under, list(analysis.events(head))
    return list(analysis.events(head)), list(analysis.events(sentence.head(head))) if head.dep == "advcl" else []
