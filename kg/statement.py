"""Who says what: the statements of an article, each with its cue, its sources and the exact words that it covers.

A statement is a word of saying or thinking with a clause under it, a source phrase ("according to"), a clause of source
("as reported by"), or a quotation. What it covers is given as spans, in pieces where the text interrupts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kg.clause import conjuncts, is_verb
from kg.lexicon import Lexicon
from kg.phrase import Phrase
from kg.predicate import Filler, Predicate
from kg.sentence import Sentence, Token
from kg.span import Span

_OPENING: Final = frozenset({"“", "``", "„", "«"})
_CLOSING: Final = frozenset({"”", "''", "»"})
_EDGES: Final = frozenset({"punct", "mark", "cc"})
_SHORTEST: Final = 4
"""Words of the shortest quotation that stands for a statement of its own; a shorter one only marks a word."""


class Quote(NamedTuple):
    """The words between two quotation marks inside one sentence, and the number of the quotation they belong to."""

    span: Span
    number: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody says something: the word that tells it and what it covers."""

    predicate: Predicate
    content: tuple[Span, ...] = ()
    quotes: tuple[Span, ...] = ()
    heads: tuple[int, ...] = ()
    """Indexes of the words that head what is said."""

    def covers(self, token: Token) -> bool:
        """Tell whether a word stands in what is said."""
        return any(token.span.within(span) for span in self.content)

    @property
    def size(self) -> int:
        """How many characters it covers."""
        return sum(span.end - span.begin for span in self.content)


def statements(
    sentences: Sequence[Sentence],
    predicates: Sequence[Sequence[Predicate]],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    text: str,
) -> tuple[Statement, ...]:
    """Find the statements of an article in the order of their cues; `predicates` are those of each sentence."""
    quotes = quotations(sentences, text)
    by_sentence: list[list[Statement]] = []
    for sentence, known in zip(sentences, predicates, strict=True):
        own = [q for q in quotes if q.sentence == sentence.index]
        found = [_statement(sentence, p, lexicon, own, text) for p in known if _says(p, lexicon)]
        found += _sources(sentence, found, lexicon, text)
        by_sentence.append([_quoted(s, own) for s in found])
    _attach(sentences, by_sentence, quotes)
    return tuple(sorted((s for found in by_sentence for s in found), key=lambda s: s.predicate.token.i))


def _says(predicate: Predicate, lexicon: Lexicon) -> bool:
    return lexicon.is_a(predicate.kind, "Statement")


# ── quotations ───────────────────────────────────────────────────────────────


def quotations(sentences: Sequence[Sentence], text: str) -> tuple[Quote, ...]:
    """Find the quotations, paragraph by paragraph: an open one ends with its paragraph, as news sets them."""
    found: list[Quote] = []
    number, open_at, paragraph = 0, -1, -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            open_at, paragraph = -1, sentence.paragraph
        begin = sentence.span.begin if open_at >= 0 else -1
        for token in sentence.tokens:
            if not _is_quote(token):
                continue
            if open_at < 0 and token.text not in _CLOSING:
                open_at, begin, number = token.end, token.end, number + 1
            elif open_at >= 0 and token.text not in _OPENING:
                found.append(Quote(_trim(Span(begin, token.begin), text), number, sentence.index))
                open_at, begin = -1, -1
        if open_at >= 0:
            found.append(Quote(_trim(Span(begin, sentence.span.end), text), number, sentence.index))
    return tuple(q for q in found if q.span.begin < q.span.end)


def _is_quote(token: Token) -> bool:
    return token.text == '"' or token.text in _OPENING or token.text in _CLOSING


def _trim(span: Span, text: str) -> Span:
    begin, end = span
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)


def _quoted(statement: Statement, quotes: Sequence[Quote]) -> Statement:
    """Add the quotations that stand in the content; a content that is all quotation ends with the quotation."""
    content = statement.content
    for quote in quotes:
        content = tuple(_fit(piece, quote.span) for piece in content)
    inside = tuple(q.span for q in quotes if any(q.span.within(piece) for piece in content))
    return replace(statement, content=content, quotes=inside)


def _fit(piece: Span, quote: Span) -> Span:
    """Let a piece of content that is nothing but a quotation have the bounds of the quotation."""
    if not piece.overlaps(quote) or quote.end - quote.begin < 2:
        return piece
    begin = quote.begin if abs(piece.begin - quote.begin) <= 2 else piece.begin
    end = quote.end if abs(piece.end - quote.end) <= 2 else piece.end
    return Span(begin, max(end, begin + 1))


# ── cues with a clause ───────────────────────────────────────────────────────


def _statement(
    sentence: Sentence, predicate: Predicate, lexicon: Lexicon, quotes: Sequence[Quote], text: str
) -> Statement:
    clauses = predicate.of("content")
    if not clauses:
        clauses = _around(sentence, predicate)
    own = _own_part(sentence, predicate, clauses)
    pieces: list[Token] = []
    for clause in clauses:
        pieces += [t for t in sentence.subtree(clause) if t.i not in own]
    if not clauses:
        pieces = [t for f in predicate.fillers if _is_said_thing(f, lexicon) for t in _bare(sentence, f.token)]
    return Statement(predicate, _spans(pieces, quotes, text), heads=tuple(c.i for c in clauses))


def _is_said_thing(filler: Filler, lexicon: Lexicon) -> bool:
    """Tell whether a filler is an event that is said to be: "announced the resignation"."""
    if filler.role != "target" or not filler.overt:
        return False
    entries = lexicon.find("noun", filler.token.lemma.lower())
    return any(entry.senses for entry in entries)


def _bare(sentence: Sentence, token: Token) -> list[Token]:
    return [t for t in sentence.subtree(token) if not (t.i < token.i and t.dep == "det")]


def _around(sentence: Sentence, predicate: Predicate) -> tuple[Token, ...]:
    """Find the clause that a cue without clause under it speaks of: "as reported by", "..., officials said, ..."."""
    token = predicate.token
    if not is_verb(token):
        return ()
    marks = {c.lemma.lower() for c in sentence.children(token) if c.dep in {"mark", "advmod", "prep"} and c.i < token.i}
    head = sentence.head(token)
    if token.dep == "advcl" and "as" in marks and not any(f.role == "target" and f.overt for f in predicate.fillers):
        return (head,)
    if token.dep in {"parataxis", "intj"}:
        return (head,)
    return ()


def _own_part(sentence: Sentence, predicate: Predicate, clauses: Sequence[Token]) -> set[int]:
    """Give the words of a statement's own: its cue with all below it but what is said."""
    inside = {t.i for c in clauses for t in sentence.subtree(c)}
    if predicate.token.i not in inside:
        return set()
    below = {t.i for t in sentence.subtree(predicate.token)}
    return below


def _spans(tokens: Iterable[Token], quotes: Sequence[Quote], text: str) -> tuple[Span, ...]:
    """Join words that stand side by side to spans, without the marks at their ends."""
    runs: list[list[Token]] = []
    for token in sorted(set(tokens)):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_strip(run, quotes) for run in runs)
    return tuple(Span(run[0].begin, run[-1].end) for run in trimmed if run and any(t.pos != "PUNCT" for t in run))


def _strip(run: list[Token], quotes: Sequence[Quote]) -> list[Token]:
    """Cut marks at the ends, and the conjunction before a that-clause; the comma inside a quotation stays."""
    while run and (run[0].pos in {"PUNCT", "SPACE"} or (run[0].dep in _EDGES and run[0].lemma in {"that"})):
        run = run[1:]
    while run and run[-1].pos == "PUNCT" and not any(run[-1].span.within(q.span) for q in quotes):
        run = run[:-1]
    return run


# ── source phrases ───────────────────────────────────────────────────────────


def _sources(
    sentence: Sentence, known: Sequence[Statement], lexicon: Lexicon, text: str
) -> Iterator[Statement]:
    """Find source phrases, such as "according to monitors", and what they cover."""
    for token in sentence.tokens:
        for entry in lexicon.find("preposition", token.text.lower()):
            words = _phrase_words(sentence, token, entry.words)
            if words and "source" in entry.traits:
                found = _source(sentence, words, known, text)
                if found:
                    yield found
                break


def _phrase_words(sentence: Sentence, token: Token, words: Sequence[str]) -> tuple[Token, ...]:
    run = [t for t in sentence.tokens if token.i <= t.i < token.i + len(words)]
    return tuple(run) if [t.text.lower() for t in run] == list(words) else ()


def _source(
    sentence: Sentence, words: tuple[Token, ...], known: Sequence[Statement], text: str
) -> Statement | None:
    bodies = [c for w in words for c in sentence.children(w) if c.dep == "pobj" and c not in words]
    if not bodies:
        return None
    fillers = tuple(Filler("actor", m, words[-1].text.lower()) for m in conjuncts(sentence, bodies[0]))
    predicate = Predicate(words[0], sentence.index, "Statement", None, fillers, particles=words[1:])
    own = {t.i for t in sentence.subtree(words[0])}
    head = sentence.head(words[0])
    for outer in known:
        # "They withdrew, according to monitors, the Times reported": the monitors say what stands before them.
        if outer.predicate.token.i == head.i and outer.heads and outer.heads[0] < words[0].i < head.i:
            covered = [t for t in sentence.subtree(sentence.at(outer.heads[0])) if t.i not in own]
            return Statement(predicate, _spans(covered, (), text), heads=outer.heads)
    if not is_verb(head) and head.pos != "AUX":
        head = _clause_of(sentence, head)
    covered = [t for t in sentence.subtree(head) if t.i not in own]
    return Statement(predicate, _spans(covered, (), text), heads=(head.i,))


def _clause_of(sentence: Sentence, token: Token) -> Token:
    """Climb from a noun to the verb of its clause."""
    while not (is_verb(token) or token.pos == "AUX") and token.head != token.i:
        token = sentence.head(token)
    return token


# ── quotations without a clause ──────────────────────────────────────────────


def _attach(sentences: Sequence[Sentence], by_sentence: list[list[Statement]], quotes: Sequence[Quote]) -> None:
    """Give each quotation that no statement covers to the statement beside it, else to the speaker before it."""
    for quote in quotes:
        if _covered(quote, by_sentence[quote.sentence]):
            continue
        if not _is_long(quote, sentences[quote.sentence]) and not _same_quotation(quote, by_sentence, quotes):
            continue
        place = _speaker(quote, sentences, by_sentence, quotes)
        if place:
            row, column = place
            old = by_sentence[row][column]
            content = tuple(sorted((*(c for c in old.content if not c.overlaps(quote.span)), quote.span)))
            by_sentence[row][column] = replace(old, content=content, quotes=tuple(sorted((*old.quotes, quote.span))))


def _covered(quote: Quote, known: Sequence[Statement]) -> bool:
    return any(quote.span.within(piece) for s in known for piece in s.content)


def _is_long(quote: Quote, sentence: Sentence) -> bool:
    words = [t for t in sentence.tokens if t.span.within(quote.span) and t.pos != "PUNCT"]
    return len(words) >= _SHORTEST


def _same_quotation(quote: Quote, by_sentence: Sequence[Sequence[Statement]], quotes: Sequence[Quote]) -> bool:
    return any(q.number == quote.number and q.sentence < quote.sentence for q in quotes)


def _speaker(
    quote: Quote,
    sentences: Sequence[Sentence],
    by_sentence: Sequence[Sequence[Statement]],
    quotes: Sequence[Quote],
) -> tuple[int, int] | None:
    """Find the statement of a quotation: in its sentence, in the one that the quotation began in, or the last before."""
    here = [
        (quote.sentence, i)
        for i, s in enumerate(by_sentence[quote.sentence])
        if not s.predicate.token.span.within(quote.span)
    ]
    if here:
        return min(here, key=lambda rc: _distance(by_sentence[rc[0]][rc[1]], quote))
    begun = {q.sentence for q in quotes if q.number == quote.number} | {quote.sentence - 1, quote.sentence + 1}
    for row in sorted(begun, key=lambda r: (abs(r - quote.sentence), r)):
        if not 0 <= row < len(sentences) or not _near(sentences[row], sentences[quote.sentence]):
            continue
        quoting = [(row, i) for i, s in enumerate(by_sentence[row]) if s.quotes or not s.content]
        if quoting:
            return quoting[-1]
    return None


def _near(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences stand in one paragraph, or in paragraphs side by side."""
    return abs(one.paragraph - other.paragraph) <= 1


def _distance(statement: Statement, quote: Quote) -> int:
    cue = statement.predicate.token
    return min(abs(cue.begin - quote.span.end), abs(cue.end - quote.span.begin))
