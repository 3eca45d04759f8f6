"""How much of a text the lexicon knows: the share of verbs and event nouns that have an entry, and what lacks one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.words.lexicon import Entry, Lexicon

_SEQUENCE: Final = frozenset({"before", "after"})
"""What prepositions say of an event: that it comes before or after another."""
_SMALL: Final = frozenset({"prep", "compound", "case", "cc"})
"""Labels of verbs that are no more than small words: "according" to, "following" an attack."""
_NOUNS: Final = frozenset({"NN", "NNS"})


@dataclass(frozen=True, slots=True)
class Count:
    """How many words of a part of speech there are, and how many of them the lexicon has."""

    pos: str
    """Verb or noun."""
    tokens: int
    known: int
    missing: Mapping[str, int]
    """Lemma without an entry to how often it stands there, the commonest first, equals by the alphabet."""

    @property
    def share(self) -> float:
        """The share of tokens with an entry, 1 where there are none.

        >>> Count("verb", 4, 3, {"frobnicate": 1}).share
        0.75
        """
        return self.known / self.tokens if self.tokens else 1.0


def coverage(articles: Iterable[Sequence[Sentence]], lexicon: Lexicon) -> tuple[Count, Count]:
    """Count the verbs and the event nouns of some articles.

    A verb is every verb but auxiliaries and "be". Of nouns only those count that stand where events do, after a
    preposition that orders events ("after the ceremony"): elsewhere a noun that nobody knows may be a thing.
    """
    seen = {pos: (Counter[str](), Counter[str]()) for pos in ("verb", "noun")}
    for sentences in articles:
        for sentence in sentences:
            for pos, lemma, known in _words(sentence, lexicon):
                seen[pos][known][lemma] += 1
    verbs, nouns = (_count(pos, *counters) for pos, counters in seen.items())
    return verbs, nouns


def _count(pos: str, missing: Counter[str], known: Counter[str]) -> Count:
    rows = sorted(missing.items(), key=lambda row: (-row[1], row[0]))
    return Count(pos, missing.total() + known.total(), known.total(), dict(rows))


def _words(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[str, str, bool]]:
    """Give part of speech and lemma of what counts, and whether an entry has it."""
    for token in sentence.tokens:
        lemma = token.lemma.lower()
        if is_verb(token) and token.pos != "AUX" and lemma != "be" and token.dep not in _SMALL:
            yield "verb", lemma, _is_known(sentence, token, lexicon.find("verb", lemma))
        elif token.tag in _NOUNS and not token.entity and _is_ordered(sentence, token, lexicon):
            entry = next((e for e in lexicon.find("noun", lemma) if _stands(sentence, token, e)), None)
            if entry is None or entry.senses:
                yield "noun", lemma, entry is not None


def _is_ordered(sentence: Sentence, noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun stands under a preposition that orders events."""
    above = lexicon.word("preposition", sentence.head(noun).text.lower()) if noun.dep == "pobj" else None
    return above is not None and above.orders in _SEQUENCE


def _is_known(sentence: Sentence, verb: Token, entries: Sequence[Entry]) -> bool:
    """Tell whether a verb has an entry, alone or with words of which all stand in the sentence."""
    after = {t.lemma.lower() for t in sentence.tokens if t.i > verb.i}
    return any(after.issuperset(entry.words[1:]) for entry in entries)


def _stands(sentence: Sentence, noun: Token, entry: Entry) -> bool:
    first = max(sentence.first, noun.i - len(entry.words) + 1)
    return tuple(sentence.at(i).lemma.lower() for i in range(first, noun.i)) == entry.words[:-1]
