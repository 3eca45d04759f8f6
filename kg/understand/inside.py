"""Names of places inside other names: "Dublin City Council", "a Leeds man", "University of Georgia"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.phrase import Phrase
from kg.where import country, gazetteer

_PLACES: Final = frozenset({"GPE", "LOC"})
_OF: Final = frozenset({"of", "in"})
_KINDS: Final = frozenset({"Organization", "Place", "Object", "Group"})
"""Kinds of things that are named after the place that they are of."""
_LEAST: Final = 4.5
"""The odds (a logarithm) that a name needs to be taken for a place inside another name: Media is a town too."""
_SIZE: Final = 4
"""Words of the longest name of a place that is looked for."""


_SEAT: Final = re.compile(r"[A-Z]-([A-Z].*)")
"""A party and where its member is from, as American papers write it."""


class Inner(NamedTuple):
    """The name of a place, and the head of the phrase that it stands in."""

    name: str
    span: Span
    head: int


def inside(sentences: Sequence[Sentence], phrases: Mapping[int, Phrase]) -> list[Inner]:
    """Find the names of places that are no phrases of their own, in the order of the text."""
    taken = sorted(p.span for p in phrases.values() if p.named and p.kind == "Place")
    names = frozenset(p.text for p in phrases.values() if p.named and p.kind == "Place" and gazetteer.known(p.text))
    found = {
        inner.span: inner
        for p in phrases.values()
        # "Nyanza Province" is one place, "Paris Public Library" one in another.
        if not (p.kind == "Place" and p.lemma in country.nouns())
        if (inner := part(sentences[p.sentence], p, names))
    }
    for sentence in sentences:
        for run in _runs(sentence):
            span = Span(run[0].begin, run[-1].end)
            named = gazetteer.known(_text(run))
            if named and not any(span.overlaps(other) for other in (*taken, *found)):
                found[span] = Inner(_text(run), span, sentence.head(run[-1]).i)
    return [found[span] for span in sorted(found)]


def part(sentence: Sentence, phrase: Phrase, names: Set[str] = frozenset()) -> Inner | None:
    """Find the place that a name of several words is named after: its first words, or the last after "of".

    `names` are those of the places of the article. What follows a party in a mark of office ("D-Oakland") is one too.
    """
    if not phrase.named or phrase.kind == "Person" or gazetteer.known(phrase.text):
        return None
    seat = _SEAT.fullmatch(phrase.text)
    if seat and gazetteer.known(seat[1]):
        return Inner(seat[1], Span(phrase.span.end - len(seat[1]), phrase.span.end), phrase.head.i)
    if phrase.kind not in _KINDS:
        return None
    tokens = [t for t in sentence.tokens if t.span.within(phrase.span)]
    nouns = set(phrase.entry.words) if phrase.entry else set()
    for run in _candidates(tokens):
        # The noun of a body can be a name of a town too: University.
        if run[0].text[:1].isupper() and run[-1].text.lower() not in nouns and _is_place(run, phrase, names):
            return Inner(_text(run), Span(run[0].begin, run[-1].end), phrase.head.i)
    return None


def _is_place(run: Sequence[Token], phrase: Phrase, names: Set[str]) -> bool:
    """Tell whether words inside a name are that of a place: one of the article, or a likely one before a known noun."""
    name = _text(run)
    if name in names or (len(run) > 1 and run[-1].tag == "NNP" and gazetteer.called(name)):
        return True
    return phrase.entry is not None and gazetteer.odds(name) >= _LEAST


def _candidates(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give the words that can be the name of the place, the longest first."""
    for size in range(min(_SIZE, len(tokens) - 1), 0, -1):
        yield tokens[:size]
    for i, token in enumerate(tokens[:-1]):
        if i and token.lemma in _OF:
            yield tokens[i + 1 :]


def _runs(sentence: Sentence) -> Iterator[list[Token]]:
    """Give the tokens of each name that the parser takes for a place, without article and possessive mark."""
    run: list[Token] = []
    for token in (*sentence.tokens, None):
        if run and (token is None or token.starts or token.entity != run[-1].entity):
            trimmed = [t for t in run if t.tag not in {"DT", "POS"}]
            if trimmed and trimmed[0].text[:1].isupper():
                yield trimmed
            run = []
        if token is not None and token.entity in _PLACES:
            run.append(token)


def _text(tokens: Iterable[Token]) -> str:
    return " ".join(t.text for t in tokens)
