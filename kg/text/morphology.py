"""Morphology: the word class and the lemma of tokens, by the rules that come with the model.

These rules (spaCy's attribute ruler and lemmatizer) look at a token's word, tag and dependency, and hardly ever at its
neighbour. So they are asked once for each different token, not for each token, which saves a quarter of the parse and
gives the same: where a rule looks at a neighbour, the whole paragraph is given to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPES: Final = ("attribute_ruler", "lemmatizer")
"""The components of the model that hold the rules; a parse is to leave them out."""
_MOST: Final = 200_000
"""Tokens that are remembered: so many different ones are in some ten thousand articles."""
_OTHER: Final = "other"
"""A dependency that no rule names, for all that no rule names."""
_DROPS: Final = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""A word of one syllable that would double its last consonant before a suffix."""


class Form(NamedTuple):
    """What a token is, wherever it stands."""

    text: str
    lemma: str
    tag: str
    """Tag of the Penn Treebank."""
    pos: str
    """Word class of Universal Dependencies."""


_Key = tuple[int, int, int]
"""Word, tag and dependency, as numbers of the vocabulary."""


class Morphology:
    """Gives the forms of tokens, and remembers them."""

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import Matcher

        ruler, lemmatizer = found = [cast(Any, nlp.get_pipe(name)) for name in PIPES]
        self._vocab, self._rules = nlp.vocab, found
        self._neighbours = Matcher(nlp.vocab)
        self._deps: set[int] = set()
        """Dependencies that rules look at, whatever the word."""
        self._words: set[int] = set()
        """Words in lower case whose dependency rules look at."""
        for number, rule in enumerate(ruler.patterns):
            if _looks_beside(rule):
                self._neighbours.add(str(number), rule["patterns"])
            elif _asked(rule, "DEP"):
                words = _asked(rule, "LOWER")
                asked = self._words if words else self._deps
                asked.update(nlp.vocab.strings[one] for one in words or _asked(rule, "DEP") if one)
        index = lemmatizer.lookups.get_table("lemma_index")
        for pos, words in index.items():
            index[pos] = frozenset(words)  # it comes as lists, which are searched from one end to the other
        self._other = nlp.vocab.strings.add(_OTHER)
        self._known: dict[_Key, Form] = {}

    def forms(self, doc: Doc) -> Sequence[Form]:
        """Give the form of each token of a paragraph that is parsed without the rules."""
        if self._neighbours(doc):
            return self._apply(doc)
        deps, lowers, other = self._deps, self._words, self._other
        found = doc.to_array(["ORTH", "LOWER", "TAG", "DEP"]).tolist()
        keys = [(word, tag, dep if dep in deps or lower in lowers else other) for word, lower, tag, dep in found]
        if new := [key for key in dict.fromkeys(keys) if key not in self._known]:
            self._learn(new)
        forms = [self._known[key] for key in keys]
        if len(self._known) > _MOST:
            self._known.clear()
        return forms

    def _learn(self, keys: Sequence[_Key]) -> None:
        """Ask the rules for tokens that are not known yet; where some would be neighbours, for one after the other."""
        from spacy.tokens import Doc

        strings = self._vocab.strings
        words, tags, deps = ([str(strings[key[part]]) for key in keys] for part in range(3))
        doc = Doc(self._vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        if len(keys) > 1 and self._neighbours(doc):
            for key in keys:
                self._learn([key])
        else:
            self._known.update(zip(keys, self._apply(doc), strict=True))

    def _apply(self, doc: Doc) -> Sequence[Form]:
        """Give a paragraph to the rules."""
        for rules in self._rules:
            doc = rules(doc)
        strings = self._vocab.strings
        rows = doc.to_array(["ORTH", "LEMMA", "TAG", "POS"]).tolist()
        found = ([str(strings[one]) for one in row] for row in rows)
        return [Form(text, _lemma(text, lemma, pos), tag, pos) for text, lemma, tag, pos in found]


def _looks_beside(rule: Mapping[str, Any]) -> bool:
    """Tell whether a rule looks at more than one token, or changes what other rules look at."""
    return any(len(tokens) > 1 for tokens in rule["patterns"]) or not {"TAG", "DEP"}.isdisjoint(rule["attrs"])


def _asked(rule: Mapping[str, Any], name: str) -> list[str]:
    """Give the values of an attribute that a rule of single tokens asks for, or forbids."""
    found = [token[name] for tokens in rule["patterns"] for token in tokens if name in token]
    return [one for asked in found for one in ([asked] if isinstance(asked, str) else chain(*asked.values()))]


@lru_cache(maxsize=50_000)
def _lemma(text: str, lemma: str, pos: str) -> str:
    """Give the lemma in lower case, but for names, mended where the model's lemmatizer is wrong.

    A plural in -xes is of a noun in -x: "taxes" is of "tax", not of "taxis" (5.80 in the grammar named below).
    No verb ends in -eete: "retweeted" is of "retweet".
    A verb of one syllable that ends in one vowel and one consonant doubles the consonant before -ed and -ing, so where
    it is not doubled an e was dropped: "raped" is of "rape", "rapped" of "rap" (Quirk and others, "A comprehensive
    grammar of the English language", 3.8).
    """
    if pos == "PROPN":
        return lemma
    lemma = lemma.lower()
    endings = {lemma + "ed", lemma + "ing"} | ({lemma + "es"} if lemma[-1:] not in "sz" else set())
    if pos == "NOUN" and lemma.endswith("xis") and text.lower() == lemma[:-2] + "es":
        return lemma[:-2]
    if pos == "VERB" and lemma.endswith("eete"):
        return lemma[:-1]
    if pos == "VERB" and text.lower() in endings and _DROPS.fullmatch(lemma):
        return lemma + "e"
    return lemma
