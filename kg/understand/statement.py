"""Who says what: the statements of an article, each with its cue, its sources and the exact words that it covers.

A statement is a word of saying or thinking with a clause under it, a source phrase ("according to"), a clause of source
("as reported by"), or a quotation. What it covers is given as spans, in pieces where the text interrupts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.clause import conjuncts, is_verb
from kg.understand.phrase import Phrase
from kg.understand.predicate import Filler, Predicate
from kg.words.lexicon import Lexicon
from kg.words.smallword import words_of

_OPENING: Final = frozenset({"“", "``", "„", "«"})
_CLOSING: Final = frozenset({"”", "''", "»"})
_EDGES: Final = frozenset({"punct", "mark", "cc"})
_SPEAKER: Final = 5
"""Words of the longest name before a colon that can be who speaks."""
_SPEAKERS: Final = frozenset({"Person", "Organization", "Group", "Actor", "Name", "Place"})
_NAMING: Final = frozenset({"PROPN", "NOUN", "DET", "ADJ", "PUNCT"})
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
        found += _headed(sentence, phrases, text)
        by_sentence.append([_quoted(s, own) for s in found])
    _attach(sentences, by_sentence, quotes)
    return tuple(sorted((s for found in by_sentence for s in found), key=lambda s: s.predicate.token.i))


def _says(predicate: Predicate, lexicon: Lexicon) -> bool:
    return lexicon.attributes(predicate.kind)


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
        pieces = [t for topic in _topics(sentence, predicate) for t in sentence.subtree(topic)]
    return Statement(predicate, _spans(pieces, quotes, text), heads=tuple(c.i for c in clauses))


def _topics(sentence: Sentence, predicate: Predicate) -> Iterator[Token]:
    """Give what is said where no clause is under the cue: "announced a plan", "called him a fraud"."""
    if predicate.sense is None or not predicate.sense.attribution:
        return
    objects = [f.token for f in predicate.fillers if f.role == "target" and f.overt]
    inside = {t.i for t in sentence.subtree(predicate.token)}
    yield from (t for t in objects if t.i in inside)
    yield from (c for c in sentence.children(predicate.token) if c.dep == "oprd")


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
    return {t.i for t in sentence.subtree(predicate.token)}


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


def _sources(sentence: Sentence, known: Sequence[Statement], lexicon: Lexicon, text: str) -> Iterator[Statement]:
    """Find source phrases, such as "according to monitors", and what they cover."""
    for token in sentence.tokens:
        for entry in lexicon.find("preposition", token.text.lower()):
            words = words_of(sentence, token, entry)
            if words and "source" in entry.traits:
                found = _source(sentence, words, known, text)
                if found:
                    yield found
                break


def _source(sentence: Sentence, words: tuple[Token, ...], known: Sequence[Statement], text: str) -> Statement | None:
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


def _headed(sentence: Sentence, phrases: Mapping[int, Phrase], text: str) -> Iterator[Statement]:
    """Find what stands behind the name of who says it and a colon: "Minister: no talks", "PENCE: I agree"."""
    colon = next((t for t in sentence.tokens[1 : _SPEAKER + 1] if t.text == ":"), None)
    if colon is None:
        return
    before = [t for t in sentence.tokens if t.i < colon.i]
    after = [t for t in sentence.tokens if t.i > colon.i]
    who = next((t for t in reversed(before) if t.i in phrases and phrases[t.i].kind in _SPEAKERS), None)
    if who is None or len(after) < _SHORTEST or any(t.pos not in _NAMING for t in before):
        return
    predicate = Predicate(colon, sentence.index, "Statement", None, (Filler("actor", who),))
    yield Statement(predicate, _spans(after, (), text), heads=(after[0].i,))


# ── quotations without a clause ──────────────────────────────────────────────


def _attach(sentences: Sequence[Sentence], by_sentence: list[list[Statement]], quotes: Sequence[Quote]) -> None:
    """Give each quotation that no statement covers to the statement beside it, else to the speaker before it.

    What goes on from one sentence to the next, or from one paragraph of quotation to the next, has one speaker.
    """
    speakers: dict[int, tuple[int, int]] = {}
    last: dict[int, tuple[int, int]] = {}
    for quote in quotes:
        covering = _covering(quote, by_sentence[quote.sentence])
        place: tuple[int, int] | None = (
            (quote.sentence, covering) if covering is not None else speakers.get(quote.number)
        )
        if place is None and _is_long(quote, sentences[quote.sentence]):
            place = _speaker(quote, sentences, by_sentence) or last.get(quote.sentence - 1)
        if place is None:
            continue
        speakers[quote.number] = last[quote.sentence] = place
        if covering is None:
            row, column = place
            by_sentence[row][column] = _with_quote(by_sentence[row][column], quote.span)


def _with_quote(statement: Statement, quote: Span) -> Statement:
    content = tuple(sorted((*(c for c in statement.content if not c.overlaps(quote)), quote)))
    return replace(statement, content=content, quotes=tuple(sorted((*statement.quotes, quote))))


def _covering(quote: Quote, known: Sequence[Statement]) -> int | None:
    """Find the statement of a sentence whose content holds a quotation, the one of least content."""
    covering = [i for i, s in enumerate(known) if any(quote.span.within(piece) for piece in s.content)]
    return min(covering, key=lambda i: known[i].size, default=None)


def _is_long(quote: Quote, sentence: Sentence) -> bool:
    words = [t for t in sentence.tokens if t.span.within(quote.span) and t.pos != "PUNCT"]
    return len(words) >= _SHORTEST


def _speaker(
    quote: Quote, sentences: Sequence[Sentence], by_sentence: Sequence[Sequence[Statement]]
) -> tuple[int, int] | None:
    """Find the statement of a quotation: in its own sentence, else in the one before or after it."""
    here = [
        (quote.sentence, i)
        for i, s in enumerate(by_sentence[quote.sentence])
        if not s.predicate.token.span.within(quote.span)
    ]
    if here:
        return min(here, key=lambda rc: _distance(by_sentence[rc[0]][rc[1]], quote))
    for row in (quote.sentence - 1, quote.sentence + 1):
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
