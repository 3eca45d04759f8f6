"""Names of places inside other names: "Dublin City Council", "a Leeds man", "University of Georgia"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.phrase import Phrase
from kg.where import gazetteer

_PLACES: Final = frozenset({"GPE", "LOC"})
_OF: Final = frozenset({"of", "in"})
_KINDS: Final = frozenset({"Organization", "Place", "Object", "Group"})
"""Kinds of things that are named after the place that they are of."""
_LEAST: Final = 4.5
"""The odds (a logarithm) that a name needs to be taken for a place inside another name: Media is a town too."""
_SIZE: Final = 4
"""Words of the longest name of a place that is looked for."""


class Inner(NamedTuple):
    """The name of a place, and the head of the phrase that it stands in."""

    name: str
    span: Span
    head: int


def inside(sentences: Sequence[Sentence], phrases: Mapping[int, Phrase]) -> list[Inner]:
    """Find the names of places that are no phrases of their own, in the order of the text."""
    taken = sorted(p.span for p in phrases.values() if p.named and p.kind == "Place")
    found = {inner.span: inner for p in phrases.values() if (inner := part(sentences[p.sentence], p))}
    for sentence in sentences:
        for run in _runs(sentence):
            span = Span(run[0].begin, run[-1].end)
            named = gazetteer.known(_text(run))
            if named and not any(span.overlaps(other) for other in (*taken, *found)):
                found[span] = Inner(_text(run), span, sentence.head(run[-1]).i)
    return [found[span] for span in sorted(found)]


def part(sentence: Sentence, phrase: Phrase) -> Inner | None:
    """Find the place that a name of several words is named after: its first words, or the last after "of"."""
    if not phrase.named or phrase.kind not in _KINDS or phrase.entry is None or gazetteer.known(phrase.text):
        return None
    tokens = [t for t in sentence.tokens if t.span.within(phrase.span)]
    nouns = set(phrase.entry.words)
    for run in _candidates(tokens):
        # The noun of a body can be a name of a town too: University.
        if run[0].text[:1].isupper() and run[-1].text.lower() not in nouns and gazetteer.odds(_text(run)) >= _LEAST:
            return Inner(_text(run), Span(run[0].begin, run[-1].end), phrase.head.i)
    return None


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
