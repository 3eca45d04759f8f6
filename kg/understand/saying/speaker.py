"""Who speaks each quotation: the statements of an article, with the quotations that no cue has under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import groupby
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.answer import answered
from kg.understand.saying.citation import DASHES
from kg.understand.saying.cue import EXCLAIMING, Beside, cued, trails
from kg.understand.saying.quotation import Quote, is_long, is_mark, quotations
from kg.understand.saying.statement import Statement
from kg.words.lexicon import Lexicon

_ENDING: Final = 3
"""Words at the end of a sentence among which the last mark of a quotation is."""
_REACH: Final = 40
"""So many characters a cue can stand from a short piece of a quotation, as in '"No," said the minister, "never."'."""

Place = tuple[int, int]
"""A statement: the number of its sentence and its place among the statements of that."""


def statements(
    sentences: Sequence[Sentence],
    predicates: Sequence[Sequence[Predicate]],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    text: str,
) -> tuple[Statement, ...]:
    """Find the statements of an article in the order of their cues; `predicates` are those of each sentence."""
    quotes = quotations(sentences, text)
    begins = {q.sentence for q in quotes if q.span.begin - sentences[q.sentence].span.begin <= 2}
    found: list[list[Statement]] = []
    for sentence, known in zip(sentences, predicates, strict=True):
        own = [q for q in quotes if q.sentence == sentence.index]
        before = sentence.index + 1 in begins and _opens(sentence)
        beside = Beside(introduces=before, follows=_follows(sentence, sentences, quotes))
        said = cued(sentence, known, own, phrases, lexicon, text, beside)
        found.append(answered(sentence, said, lexicon))
    _introduce(sentences, found, begins)
    _speak_on(sentences, found)
    _attach(sentences, found, quotes)
    every = (s for row in found for s in row if s.content or s.predicate.token.text[0].isalpha())
    return tuple(sorted(every, key=lambda s: s.predicate.token.i))


def _introduce(sentences: Sequence[Sentence], found: list[list[Statement]], begins: Set[int]) -> None:
    """Let a cue before a colon at the end of a sentence say what follows, not the words before it.

    What follows is the quotation that begins the next sentence (`begins` are those sentences), or, after a colon at the
    end of a paragraph, all of the next paragraph.
    """
    for sentence in sentences[:-1]:
        following = sentences[sentence.index + 1]
        if not _opens(sentence) or not found[sentence.index]:
            continue
        last = found[sentence.index][-1]
        after = tuple(c for c in last.content if c.begin >= last.predicate.token.end)
        if following.index in begins:
            found[sentence.index][-1] = replace(last, content=after, quotes=())
        elif not last.content and following.paragraph != sentence.paragraph and _is_last(last, sentence):
            block = (following.span, *_rest(following, sentences))
            found[sentence.index][-1] = replace(last, content=block)


def _is_last(statement: Statement, sentence: Sentence) -> bool:
    """Tell whether nothing but marks follows a cue in its sentence."""
    return all(t.pos in {"PUNCT", "SPACE"} for t in sentence.tokens if t.i > statement.predicate.token.i)


def _speak_on(sentences: Sequence[Sentence], found: list[list[Statement]]) -> None:
    """Let who is named before a colon at the head of a paragraph speak all of it, as in a record of a talk."""
    for row in found:
        for i, statement in enumerate(row):
            cue, sentence = statement.predicate.token, sentences[statement.predicate.sentence]
            begins = sentence.index == 0 or sentences[sentence.index - 1].paragraph != sentence.paragraph
            if cue.text == ":" and begins:
                row[i] = replace(statement, content=(*statement.content, *_rest(sentence, sentences)))


def _rest(sentence: Sentence, sentences: Sequence[Sentence]) -> Iterator[Span]:
    """Give the sentences of a paragraph after one of it."""
    for other in sentences[sentence.index + 1 :]:
        if other.paragraph != sentence.paragraph:
            return
        yield other.span


def _follows(sentence: Sentence, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> bool:
    """Tell whether a sentence comes right after a quotation called out that ends the one before: '"No!" they said'."""
    before = sentences[sentence.index - 1] if sentence.index else sentence
    if before is sentence or before.paragraph != sentence.paragraph:
        return False
    last = next((q.span for q in reversed(quotes) if q.sentence == before.index), None)
    if last is None or not is_mark(before.tokens[-1]) or before.tokens[-1].begin - last.end > 1:
        return False
    return any(t.end == last.end and t.text in EXCLAIMING for t in before.tokens[-_ENDING:])


def _opens(sentence: Sentence) -> bool:
    """Tell whether a sentence ends with a colon."""
    return next((t.text for t in reversed(sentence.tokens) if t.pos != "SPACE"), "") == ":"


def _attach(sentences: Sequence[Sentence], found: list[list[Statement]], quotes: Sequence[Quote]) -> None:
    """Give each quotation to the statement that has a part of it, else to the one beside it, else to the last speaker.

    What goes on from one sentence to the next, or from one paragraph of quotation to the next, has one speaker.
    """
    last: dict[int, Place] = {}
    for _, pieces in groupby(quotes, key=lambda quote: quote.number):
        group = list(pieces)
        place = _place(group, sentences, found) or _goes_on(group, sentences, last)
        if place is None:
            continue
        for quote in group:
            last[quote.sentence] = place
            if _covering(quote, found[quote.sentence]) is None or quote.sentence != place[0]:
                row, column = place
                found[row][column] = _with_quote(found[row][column], quote)


def _place(group: Sequence[Quote], sentences: Sequence[Sentence], found: Sequence[Sequence[Statement]]) -> Place | None:
    """Find the statement that a quotation is of: one that has a piece of it, one in its sentences, one beside them."""
    for quote in group:
        covering = _covering(quote, found[quote.sentence])
        if covering is not None:
            return quote.sentence, covering
    long = any(is_long(quote, sentences[quote.sentence]) or _is_shouted(quote, sentences) for quote in group)
    for quote in (group[-1], group[0]):
        here = list(_here(quote, group, found[quote.sentence]))
        near = [i for i in here if _distance(found[quote.sentence][i], quote) <= _REACH and _is_cut(quote, sentences)]
        if (here and long) or near:
            return quote.sentence, min(near or here, key=lambda i: _distance(found[quote.sentence][i], quote))
    return _around(group, sentences, found) if long else None


def _is_shouted(quote: Quote, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a quotation is a sentence by itself: "Never!"."""
    whole = sentences[quote.sentence].span
    return quote.span.begin - whole.begin <= 1 and whole.end - quote.span.end <= 1


def _here(quote: Quote, group: Sequence[Quote], row: Sequence[Statement]) -> Iterator[int]:
    """Give the statements of a sentence whose cue stands outside of a quotation."""
    for i, statement in enumerate(row):
        if not any(statement.predicate.token.within(piece.span) for piece in group):
            yield i


def _is_cut(quote: Quote, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a quotation begins its sentence and ends with a mark, as what is said before a cue does."""
    sentence = sentences[quote.sentence]
    inside = [t for t in sentence.tokens if t.within(quote.span)]
    return bool(inside) and quote.span.begin - sentence.span.begin <= 1 and inside[-1].pos == "PUNCT"


def _around(
    group: Sequence[Quote], sentences: Sequence[Sentence], found: Sequence[Sequence[Statement]]
) -> Place | None:
    """Find the statement of a quotation in the sentence before or after it."""
    before, after = group[0].sentence - 1, group[-1].sentence + 1
    if after < len(sentences) and _near(sentences[after], sentences[after - 1]):
        for i, statement in enumerate(found[after]):
            together = sentences[after].paragraph == sentences[after - 1].paragraph
            trailing = together and trails(sentences[after], statement.predicate.token)
            if not statement.content and (_is_signature(statement) or trailing):
                return after, i
    for row, beside in ((before, before + 1), (after, after - 1)):
        if not 0 <= row < len(sentences) or not _near(sentences[row], sentences[beside]):
            continue
        open_ = row < beside and _opens(sentences[row])
        quoting = [(row, i) for i, s in enumerate(found[row]) if s.quotes or not s.content or open_]
        quoting = [place for place in quoting if not _is_signature(found[row][place[1]])]
        if quoting:
            return quoting[-1]
    return None


def _is_signature(statement: Statement) -> bool:
    """Tell whether a statement has a dash for its cue, which signs what stands before it."""
    return statement.predicate.token.text in DASHES


def _goes_on(group: Sequence[Quote], sentences: Sequence[Sentence], last: Mapping[int, Place]) -> Place | None:
    """Give who spoke the quotation right before one that is long."""
    first = group[0]
    return last.get(first.sentence - 1) if any(is_long(q, sentences[q.sentence]) for q in group) else None


def _with_quote(statement: Statement, quote: Quote) -> Statement:
    """Add a quotation to what a statement says; what it crosses gives way to it."""
    kept = tuple(c for c in statement.content if not c.overlaps(quote.span))
    content = tuple(sorted((*kept, quote.span)))
    inside = {q for q in (*statement.quotes, quote.span) if any(q.within(c) for c in content)}
    return replace(statement, content=content, quotes=tuple(sorted(inside)))


def _covering(quote: Quote, known: Sequence[Statement]) -> int | None:
    """Find the statement of a sentence whose content holds a quotation, the one of least content."""
    covering = [i for i, s in enumerate(known) if any(quote.span.within(piece) for piece in s.content)]
    return min(covering, key=lambda i: known[i].size, default=None)


def _near(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences stand in one paragraph, or in paragraphs side by side."""
    return abs(one.paragraph - other.paragraph) <= 1


def _distance(statement: Statement, quote: Quote) -> int:
    cue = statement.predicate.token
    return min(abs(cue.begin - quote.span.end), abs(cue.end - quote.span.begin))
