"""What a cue covers: the clause under, around or beside it, or what is spoken of, without the statement's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.clause import is_verb
from kg.understand.predicate import Predicate
from kg.understand.quotation import Quote
from kg.understand.statement import Statement, spans
from kg.words.lexicon import Lexicon

_AGAINST: Final = frozenset({"but", "yet"})
"""Conjunctions of what is set against what was said."""
_TOPICAL: Final = frozenset({"about", "against", "as", "for", "of", "on", "over", "with"})
"""Prepositions behind which stands what is spoken of, not who is spoken to."""


def asks(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause is an indirect question."""
    first = sentence.subtree(clause)[0]
    return first.tag in {"WRB", "WP", "WDT"} or (first.dep == "mark" and first.tag == "IN" and first.lemma != "that")


def cover(sentence: Sentence, predicate: Predicate, lexicon: Lexicon, quotes: Sequence[Quote], text: str) -> Statement:
    """Make the statement of a cue, with the spans of what it covers."""
    clauses = predicate.of("content") or _around(sentence, predicate) or _astray(sentence, predicate)
    own = _own_part(sentence, predicate, clauses)
    pieces: list[Token] = []
    for clause in clauses:
        pieces += [t for t in sentence.subtree(clause) if t.i not in own]
    if not clauses:
        pieces = [t for topic in _topics(sentence, predicate) for t in _restricted(sentence, topic, predicate.token)]
    return Statement(predicate, spans(pieces, quotes, text), heads=tuple(c.i for c in clauses))


def _restricted(sentence: Sentence, topic: Token, cue: Token) -> list[Token]:
    """Give a noun with all below it but a clause that only adds something, or has the cue: "the law he proposed"."""
    outside: set[int] = set()
    for clause in sentence.children(topic):
        added = sentence.subtree(clause)
        if clause.dep == "relcl" and sentence.at(added[0].i - 1).text == ",":
            outside |= {added[0].i - 1, *(t.i for t in added)}
        elif cue in added:
            outside |= {t.i for t in added}
    return [t for t in sentence.subtree(topic) if t.i not in outside]


def _topics(sentence: Sentence, predicate: Predicate) -> Iterator[Token]:
    """Give what is said where no clause is under the cue: "announced a plan", "called him a fraud"."""
    if predicate.sense is None or not predicate.sense.attribution:
        return
    inside = {t.i for t in sentence.subtree(predicate.token)}
    for filler in predicate.fillers:
        told = filler.overt and filler.token.i in inside
        if filler.role == "target" and (told or _is_above(sentence, filler.token, predicate.token)):
            yield filler.token
    yield from (c for c in sentence.children(predicate.token) if c.dep == "oprd" or _is_topical(sentence, c))


def _is_above(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Tell whether a verb stands in a clause that tells more of a noun: "the law that he has proposed"."""
    clause = verb
    while clause.dep in {"conj", "xcomp"}:
        clause = sentence.head(clause)
    return clause.dep in {"acl", "relcl"} and sentence.head(clause) == noun


def _is_topical(sentence: Sentence, word: Token) -> bool:
    """Tell whether a preposition joins to a word of saying what is spoken of, no time and nobody: "cited it as"."""
    below = [c for c in sentence.children(word) if c.dep in {"pobj", "pcomp"}]
    timely = any(c.entity in {"DATE", "TIME"} for c in below)
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
        return (head,)
    return ()


def _astray(sentence: Sentence, predicate: Predicate) -> tuple[Token, ...]:
    """Find the clause under a verb of saying that the parser hangs elsewhere.

    It hangs "that" on the noun before it ("reported at the time that he left"), "when" beside the verb ("did not say
    when he left"), what is made clear on "clear", and "to" on the verb as if it told a purpose ("convinced the court to
    throw out the rule").
    """
    verb = predicate.token
    if not is_verb(verb) or predicate.sense is None or any(f.role == "target" for f in predicate.fillers):
        return ()
    below = sentence.children(verb)
    nouns = [c for w in below if w.dep in {"prep", "dative"} and w.i > verb.i for c in sentence.children(w)]
    told = any(s.role == "recipient" and s.function == "directObject" for s in predicate.sense.frame.slots)
    found = [c for n in nouns for c in sentence.children(n) if c.dep in {"relcl", "acl"} and _is_closed(sentence, c)]
    found += [c for c in below if c.dep == "advcl" and asks(sentence, c) and sentence.subtree(c)[0].i == verb.i + 1]
    found += [c for w in predicate.particles for c in sentence.children(w) if c.i > w.i and _is_finite(sentence, c)]
    if told and predicate.of("recipient"):
        found += [
            c for c in below if c.dep == "advcl" and c.i > verb.i and c.tag == "VB" and _is_infinitive(sentence, c)
        ]
    return tuple(found[:1])


def _is_closed(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause with "that" has all that it needs, so that it tells no more of the noun before it."""
    first, below = sentence.subtree(clause)[0], sentence.children(clause)
    return first.lemma == "that" and first.dep in {"mark", "advmod"} and any(c.dep in SUBJECTS for c in below)


def _is_finite(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a word heads a clause with a subject of its own, said outright or after "that"."""
    opens = clause.dep in {"ccomp", "csubj"} or sentence.subtree(clause)[0].lemma == "that"
    return opens and any(c.dep in SUBJECTS for c in sentence.children(clause))


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(c.tag == "TO" for c in sentence.children(verb))


def _own_part(sentence: Sentence, predicate: Predicate, clauses: Sequence[Token]) -> set[int]:
    """Give the words of a statement's own: its cue with all below it but what is said."""
    inside = {t.i for c in clauses for t in sentence.subtree(c)}
    if predicate.token.i not in inside:
        return set()
    own = {t.i for t in sentence.subtree(predicate.token)}
    for clause in clauses:
        own |= {t.i for c in _answers(sentence, clause, predicate.token) for t in sentence.subtree(c)}
    return own


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
