"""What a cue covers: the clause under, around or beside it, or what is spoken of, without the statement's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.astray import Clause, astray
from kg.understand.saying.quotation import Quote
from kg.understand.saying.statement import Statement, spans
from kg.words.lexicon import Lexicon

_AGAINST: Final = frozenset({"but", "yet"})
"""Conjunctions of what is set against what was said."""
_BRACKETS: Final = frozenset({"(", ")"})
_AS: Final = "as"
_TIMES: Final = frozenset({"DATE", "TIME"})
_ADDED: Final = frozenset({"advcl", "advmod", "npadvmod", "prep"})
"""Labels of what says more of a verb."""
_MARKS: Final = frozenset({"``", "''"})
"""Tags of quotation marks."""
_TOPICAL: Final = frozenset({"about", "against", "as", "for", "of", "on", "over", "with"})
"""Prepositions behind which stands what is spoken of, not who is spoken to."""


def cover(sentence: Sentence, predicate: Predicate, lexicon: Lexicon, quotes: Sequence[Quote], text: str) -> Statement:
    """Make the statement of a cue, with the spans of what it covers."""
    heads = _chosen(sentence, predicate) or _around(sentence, predicate)
    clauses = tuple(Clause(c, sentence.first) for c in heads) or astray(sentence, predicate)
    own = _own_part(sentence, predicate, clauses) | _tellers(sentence, predicate) | _comments(sentence, clauses)
    inside = _bracket(sentence, predicate.token)
    pieces: list[Token] = []
    for clause in clauses:
        pieces += [t for t in sentence.subtree(clause.head) if t.i not in own and t.i >= clause.first and t.i in inside]
    pieces += [t for word in _fronted(sentence, predicate, clauses) for t in sentence.subtree(word)]
    if not clauses:
        pieces = [t for topic in _topics(sentence, predicate) for t in _restricted(sentence, topic, predicate.token)]
    return Statement(predicate, spans(pieces, quotes, text), heads=tuple(c.head.i for c in clauses))


def _comments(sentence: Sentence, clauses: Sequence[Clause]) -> set[int]:
    """Give the words of a noun that tells more of a whole clause: "had left, a claim that nobody confirmed"."""
    below = (
        c for clause in clauses for c in sentence.children(clause.head) if c.dep == "appos" and c.i > clause.head.i
    )
    return {t.i for noun in below for t in sentence.subtree(noun)}


def _chosen(sentence: Sentence, predicate: Predicate) -> tuple[Token, ...]:
    """Give the clauses that fill the content of a cue; where one follows it unparted, none before it is said by it."""
    clauses, cue = predicate.of("content"), predicate.token
    after = [c for c in clauses if c.i > cue.i and sentence.subtree(c)[0].i > cue.i]
    unparted = [c for c in after if not any(t.pos == "PUNCT" for t in _between(sentence, cue, sentence.subtree(c)[0]))]
    subject = next((f.token for f in predicate.fillers if f.role == "actor" and f.overt), None)
    if unparted and subject is not None and subject.i < cue.i:
        return tuple(after)
    return clauses


def _between(sentence: Sentence, one: Token, other: Token) -> Sequence[Token]:
    """Give the words between two words."""
    return sentence.tokens[one.i + 1 - sentence.first : other.i - sentence.first]


def _bracket(sentence: Sentence, cue: Token) -> range:
    """Give the indexes of the words in the brackets around a cue, or of all: "(she said that ...)" ends there."""
    opened = next((t for t in reversed(sentence.tokens) if t.i < cue.i and t.text in _BRACKETS), None)
    if opened is None or opened.text == ")":
        return range(sentence.first, sentence.tokens[-1].i + 1)
    closed = next((t.i for t in sentence.tokens if t.i > cue.i and t.text == ")"), sentence.tokens[-1].i + 1)
    return range(opened.i + 1, closed)


def _restricted(sentence: Sentence, topic: Token, cue: Token) -> list[Token]:
    """Give a noun with all below it but a clause that only adds something, or has the cue: "the law he proposed"."""
    outside: set[int] = set()
    inside = sentence.subtree(topic)
    for clause in (c for word in inside for c in sentence.children(word) if c.dep == "relcl" or word == topic):
        added = sentence.subtree(clause)
        if clause.dep == "relcl" and sentence.at(added[0].i - 1).text == ",":
            outside |= {added[0].i - 1, *(t.i for t in added)}
        elif cue in added:
            outside |= {t.i for t in added}
    return [t for t in inside if t.i not in outside]


def _topics(sentence: Sentence, predicate: Predicate) -> Iterator[Token]:
    """Give what is said where no clause is under the cue: "announced a plan", "called him a fraud"."""
    if predicate.sense is None or not predicate.sense.attribution:
        return
    inside = {t.i for t in sentence.subtree(predicate.token)}
    for filler in predicate.fillers:
        told = filler.overt and filler.token.i in inside
        if filler.role == "target" and (told or _is_above(sentence, filler.token, predicate.token)):
            yield filler.token
    for word in sentence.children(predicate.token):
        if word.dep == "oprd" or _is_likened(sentence, word, predicate):
            yield word
        elif _is_topical(sentence, word):
            own = sentence.subtree(word)
            beside = any(t not in own for t in predicate.of("target"))
            joined = any(c.dep == "conj" for c in sentence.children(word))
            yield from (word,) if beside or joined or word.text.lower() == _AS else _below(sentence, word)


def _below(sentence: Sentence, preposition: Token) -> tuple[Token, ...]:
    """Give what a preposition governs: of "spoke about the war" the war is spoken of."""
    return tuple(c for c in sentence.children(preposition) if c.dep in {"pobj", "pcomp"})


def _is_likened(sentence: Sentence, word: Token, predicate: Predicate) -> bool:
    """Tell whether a preposition joins to what is spoken of what that is likened to, and nobody who is told it."""
    likened = word.dep == "prep" and word.text.lower() == "to" and predicate.of("target")
    below = _below(sentence, word)
    return bool(likened and below) and not any(c in predicate.of("recipient") or c.entity in _TIMES for c in below)


def _is_above(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Tell whether a verb stands in a clause that tells more of a noun: "the law that he has proposed"."""
    clause = verb
    while clause.dep in {"conj", "xcomp"}:
        clause = sentence.head(clause)
    return clause.dep in {"acl", "relcl"} and sentence.head(clause) == noun


def _is_topical(sentence: Sentence, word: Token) -> bool:
    """Tell whether a preposition joins to a word of saying what is spoken of, no time and nobody: "cited it as"."""
    below = _below(sentence, word)
    timely = any(c.entity in _TIMES for c in below)
    return word.dep == "prep" and bool(below) and not timely and word.text.lower() in _TOPICAL


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
        # "The difference, she said, is clear": the parser hangs the cue on the noun.
        above = sentence.head(head)
        return (above,) if head.dep in SUBJECTS and above.i > token.i else (head,)
    return ()


def _own_part(sentence: Sentence, predicate: Predicate, clauses: Sequence[Clause]) -> set[int]:
    """Give the words of a statement's own: its cue with all below it but what is said."""
    inside = {t.i for c in clauses for t in sentence.subtree(c.head)}
    if predicate.token.i not in inside:
        return set()
    own = {t.i for t in sentence.subtree(predicate.token)}
    for clause in (c for c in clauses if c.first <= predicate.token.i):
        own |= {t.i for c in _answers(sentence, clause.head, predicate.token) for t in sentence.subtree(c)}
    return own


def _tellers(sentence: Sentence, predicate: Predicate) -> set[int]:
    """Give the words from who tells it to the cue, where the parser hangs them on what is said before."""
    cue = predicate.token
    tellers = [f.token for f in predicate.fillers if f.role == "actor" and f.overt and f.token.i < cue.i]
    if not is_verb(cue) or not tellers or any(sentence.head(t) == cue or t.dep in SUBJECTS for t in tellers):
        return set()
    first = min(t.i for teller in tellers for t in sentence.subtree(teller) if t.i <= teller.i)
    closed = [t.i for t in sentence.tokens if t.i < tellers[0].i and t.tag == "''"]
    return set(range(max([first, *(i + 1 for i in closed)]) if first < tellers[0].i else first, cue.i))


def _fronted(sentence: Sentence, predicate: Predicate, clauses: Sequence[Clause]) -> Iterator[Token]:
    """Give what stands before who speaks last of all, and hangs on the cue: "They fled, with others hurt, he said".

    Before a quotation it tells of the saying.
    """
    cue = predicate.token
    speaker = next((f.token for f in predicate.fillers if f.role == "actor" and f.overt and f.token.i < cue.i), None)
    if speaker is None or sentence.head(speaker) != cue or not clauses or any(c.head.i > cue.i for c in clauses):
        return
    begin = sentence.subtree(speaker)[0].i
    if any(t.tag in _MARKS for t in sentence.tokens if t.i < begin):
        return
    yield from (
        c for c in sentence.children(cue) if c.dep in _ADDED and c.i < begin and sentence.subtree(c)[-1].i < begin
    )


def _answers(sentence: Sentence, clause: Token, cue: Token) -> Iterator[Token]:
    """Give what is set against a clause after its cue, with its word: "he left, she said, but others stayed"."""
    below = [c for c in sentence.children(clause) if c.i > cue.i]
    against = next((c for c in below if c.dep == "cc" and c.lemma in _AGAINST), None)
    if against:
        yield against
        yield from (
            c
            for c in below
            if c.dep == "conj" and c.i > against.i and any(t.dep in SUBJECTS for t in sentence.children(c))
        )
