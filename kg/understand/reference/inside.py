"""Names of places inside other names: "Dublin City Council", "a Leeds man", "University of Georgia"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.phrase import Phrase
from kg.where import country, gazetteer
from kg.words.namelist import is_personal
from kg.words.namelist import names as names_of_bodies

_PLACES: Final = frozenset({"GPE", "LOC"})
_HYPHENS: Final = frozenset({"-", "–"})
_MODIFIERS: Final = frozenset({"compound", "nmod"})
"""Labels of a name before a noun."""
_DATELINE: Final = 10
"""Words of the longest dateline that is read."""
_OF: Final = frozenset({"of", "in"})
_KINDS: Final = frozenset({"Organization", "Place", "Object", "Group", "Name"})
"""Kinds of things that are named after the place that they are of."""
_LEAST: Final = 4.5
"""The odds (a logarithm) that a name needs to be taken for a place inside another name: Media is a town too."""
_KNOWN: Final = 7.0
"""The odds that a name that many persons bear needs: Georgia, but not David."""
_SIZE: Final = 4
"""Words of the longest name of a place that is looked for."""


_SEAT: Final = re.compile(r"[A-Z]-([A-Z].*)")
"""A party and where its member is from, as American papers write it."""
_LED: Final = re.compile(r"([A-Z][\w.]+)-[a-z]+")


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
        for inner in parts(sentences[p.sentence], p, names)
    }
    for sentence in sentences:
        for run in (*_runs(sentence), *_based(sentence), *_filed(sentence), *_before(sentence, phrases, names)):
            span = Span(run[0].begin, run[-1].end)
            if not any(span.overlaps(other) for other in (*taken, *found)):
                found[span] = Inner(_text(run), span, sentence.head(run[-1]).i)
        for inner in _joined(sentence):
            if not any(inner.span.overlaps(other) for other in (*taken, *found)):
                found[inner.span] = inner
    return [found[span] for span in sorted(found)]


def part(sentence: Sentence, phrase: Phrase) -> Inner | None:
    """Find the first place that a name of several words is named after."""
    return next(parts(sentence, phrase), None)


def parts(sentence: Sentence, phrase: Phrase, names: Set[str] = frozenset()) -> Iterator[Inner]:
    """Find the places that a name of several words is named after: its first words, or those after "of" or a hyphen.

    `names` are those of the places of the article. What follows a party in a mark of office ("D-Oakland") is one too.
    """
    if not phrase.named or phrase.kind == "Person" or gazetteer.known(phrase.text):
        return
    seat = _SEAT.fullmatch(phrase.text)
    if seat and gazetteer.known(seat[1]):
        yield Inner(seat[1], Span(phrase.span.end - len(seat[1]), phrase.span.end), phrase.head.i)
    elif phrase.kind in _KINDS:
        tokens = [t for t in sentence.tokens if t.span.within(phrase.span)]
        for run in _places(tokens, phrase, names):
            yield Inner(_text(run), Span(run[0].begin, run[-1].end), phrase.head.i)


def _places(tokens: Sequence[Token], phrase: Phrase, names: Set[str]) -> Iterator[Sequence[Token]]:
    """Give the words inside a name that are that of a place, of each beginning the longest."""
    end = 0
    for start in _starts(tokens):
        whole = tokens[start : start + min(_SIZE, len(tokens) - start - (not start))]
        runs = (whole[:size] for size in range(len(whole) if start >= end else 0, 0, -1))
        run = next((run for run in runs if _is_place(run, phrase, names)), None)
        if run:
            end = start + len(run)
            yield run


def _starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Give where the name of a place may begin: at the begin, and behind "of", a hyphen, a point of the compass."""
    begins = True
    for i, token in enumerate(tokens):
        if begins:
            yield i
        compass = begins and token.text.lower() in country.parts()
        begins = compass or token.lemma in _OF or token.text in _HYPHENS


def _is_place(run: Sequence[Token], phrase: Phrase, names: Set[str]) -> bool:
    """Tell whether words inside a name are that of a place: one of the article, or a likely one before a known noun."""
    name, entry = _text(run), phrase.entry
    # The noun of a body can be a name of a town too: University.
    if not run[0].text[:1].isupper() or (entry and run[-1].text.lower() in entry.words):
        return False
    if name in names or (len(run) > 1 and run[-1].tag == "NNP" and gazetteer.called(name)):
        return True
    if entry is None or _is_common(name):
        return False
    return gazetteer.odds(name) >= _LEAST or ("local" in entry.traits and gazetteer.called(name))


def _is_common(name: str) -> bool:
    """Tell whether a word names too much to name a place inside a name: "East", "David", "National"."""
    common = name.lower() in country.parts() or name.lower() in names_of_bodies().common
    return common or (is_personal(name) and gazetteer.odds(name) < _KNOWN)


def _runs(sentence: Sentence) -> Iterator[list[Token]]:
    """Give the tokens of each name that the parser takes for a place, without article and possessive mark."""
    for run in _entities(sentence, _PLACES):
        trimmed = [t for t in run if t.tag not in {"DT", "POS"}]
        if trimmed and trimmed[0].text[:1].isupper() and gazetteer.known(_text(trimmed)):
            yield trimmed


def _entities(sentence: Sentence, kinds: Set[str]) -> Iterator[list[Token]]:
    """Give the tokens of each entity of some kinds."""
    run: list[Token] = []
    for token in (*sentence.tokens, None):
        if run and (token is None or token.starts or token.entity != run[-1].entity):
            yield run
            run = []
        if token is not None and token.entity in kinds:
            run.append(token)


def _based(sentence: Sentence) -> Iterator[list[Token]]:
    """Give the name before a hyphen and a participle: "Sligo-based"."""
    for token in sentence.tokens[:-1]:
        head, after = sentence.head(token), sentence.at(token.i + 1)
        if token.dep == "npadvmod" and after.text in _HYPHENS and head.tag == "VBN" and _may_stand_alone(token.text):
            yield [token]


def _before(sentence: Sentence, phrases: Mapping[int, Phrase], names: Set[str]) -> Iterator[list[Token]]:
    """Give the names before a noun that the parser has no name for: "Winona police", "a DeKalb store"."""
    run: list[Token] = []
    for token in sentence.tokens:
        run = [*run, token] if token.pos == "PROPN" and token.dep in _MODIFIERS and token.i not in phrases else []
        noun = phrases.get(token.head) if run and token.head == token.i + 1 else None
        if noun and not noun.named:
            local = noun.entry is not None and "local" in noun.entry.traits
            if _text(run) in names or (local and _may_stand_alone(_text(run))):
                yield run


def _joined(sentence: Sentence) -> Iterator[Inner]:
    """Give the name that the parser leaves in one word with a hyphen and more: "U.S.-led"."""
    for token in sentence.tokens:
        found = _LED.fullmatch(token.text)
        if found and gazetteer.country(found[1]):
            yield Inner(found[1], Span(token.begin, token.begin + len(found[1])), token.head)


def _filed(sentence: Sentence) -> Iterator[list[Token]]:
    """Give the names of a dateline, which is a sentence of its own in capitals that ends in a dash or colon."""
    tokens = sentence.tokens
    ends = tokens[-1].text.strip("-–—:") == "" and len(tokens) > 1
    if not (ends and tokens[0].text.isupper() and len(tokens) <= _DATELINE):
        return
    run: list[Token] = []
    for token in tokens:
        if token.pos == "PUNCT" or token.text == ",":
            if run and gazetteer.called(_text(run)):
                yield run
            run = []
        else:
            run.append(token)


def _may_stand_alone(name: str) -> bool:
    return name[:1].isupper() and gazetteer.called(name) and not is_personal(name)


def _text(tokens: Iterable[Token]) -> str:
    return " ".join(t.text for t in tokens)
