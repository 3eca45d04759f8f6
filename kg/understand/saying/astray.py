"""The clause that a word of saying has under it, where the parser hangs it elsewhere.

A parser guesses. It takes what is said for more about the noun before it ("reported at the time that he left"), for a
purpose ("convinced the court to throw out the rule"), or for the clause that everything else hangs on ("as she
continues to insist, most recently in May, that he left"). What it can hardly mean otherwise is put right here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate

_COMPLETE: Final = frozenset({"acomp", "attr", "dobj"})
"""Labels of what a clause has beside its subject when nothing is missing in it."""
_BETWEEN: Final = frozenset({"advmod", "npadvmod", "prep", "prt"})
"""Labels of what can stand between a verb of saying and what is said."""
_LOOSE: Final = frozenset({"advcl", "dep", "dobj", "npadvmod"})
"""Labels of a noun before a subject that the parser does not know what to do with."""
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})


class Clause(NamedTuple):
    """A clause that is said: its head, and the index of the first word of the sentence that can belong to it."""

    head: Token
    first: int


def asks(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause is an indirect question."""
    first = sentence.subtree(clause)[0]
    return first.tag in {"WRB", "WP", "WDT"} or (first.dep == "mark" and first.tag == "IN" and first.lemma != "that")


def astray(sentence: Sentence, predicate: Predicate) -> tuple[Clause, ...]:
    """Find the clause under a verb of saying that the parser hangs elsewhere; none where it has its object."""
    verb = predicate.token
    if not is_verb(verb) or predicate.sense is None or any(f.role == "target" for f in predicate.fillers):
        return ()
    found = [_behind_that(sentence, c) for c in _beside(sentence, predicate)]
    if not found and any(s.function == "clausalArg" for s in predicate.sense.frame.slots):
        found = [*_marked_above(sentence, verb), *_running_on(sentence, verb), *_bare(sentence, verb)]
        return tuple(found[:1]) or _parted(sentence, verb)
    return tuple(found[:1])


def _beside(sentence: Sentence, predicate: Predicate) -> Iterator[Token]:
    """Give what hangs on a noun beside the verb, beside the verb with another label, or on its particle."""
    verb, sense = predicate.token, predicate.sense
    below = sentence.children(verb)
    told = sense is not None and any(s.role == "recipient" and s.function == "directObject" for s in sense.frame.slots)
    for noun in (c for w in below if w.dep in {"prep", "dative"} and w.i > verb.i for c in sentence.children(w)):
        yield from (c for c in sentence.children(noun) if c.dep in {"relcl", "acl"} and _is_closed(sentence, c))
    yield from (c for c in below if c.dep == "advcl" and asks(sentence, c) and sentence.subtree(c)[0].i == verb.i + 1)
    yield from (c for w in predicate.particles for c in sentence.children(w) if c.i > w.i and _is_said(sentence, c))
    if told and predicate.of("recipient"):
        yield from (c for c in below if c.dep == "advcl" and c.i > verb.i and _is_infinitive(sentence, c))
        for noun in (c for c in below if c.dep == "dobj" and c.i > verb.i):
            yield from (c for c in sentence.children(noun) if c.dep == "relcl" and _is_whole(sentence, c))


def _behind_that(sentence: Sentence, clause: Token) -> Clause:
    """Give a clause without the "that" that opens it, whatever its label."""
    first = sentence.subtree(clause)[0]
    return Clause(clause, first.i + (first.lemma == "that" and first != clause))


def _is_closed(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause with "that" has all that it needs, so that it tells no more of the noun before it."""
    first, below = sentence.subtree(clause)[0], sentence.children(clause)
    if first.lemma != "that" or not any(c.dep in SUBJECTS and c != first for c in below):
        return False
    # "That she was rude": the adjective heads the clause, which has no place for an object.
    return first.dep in {"mark", "advmod"} or (first.dep == "dobj" and clause.pos in {"ADJ", "NOUN"})


def _is_whole(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause behind a noun lacks nothing that the noun could be: "told the crowd he was the winner"."""
    below, first = sentence.children(clause), sentence.subtree(clause)[0]
    full = any(c.dep in _COMPLETE for c in below)
    return full and any(c.dep in SUBJECTS for c in below) and first.tag not in {"WDT", "WP", "WRB", "WP$"}


def _is_said(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a word heads a clause with a subject of its own, said outright or after "that"."""
    below = sentence.children(clause)
    opens = clause.dep in {"ccomp", "csubj"} or sentence.subtree(clause)[0].lemma == "that"
    bare = clause.dep == "advcl" and not any(c.dep == "mark" or c.tag == "WRB" for c in below)
    return (opens or bare) and any(c.dep in SUBJECTS for c in below)


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return verb.tag == "VB" and any(c.tag == "TO" for c in sentence.children(verb))


def _is_finite(sentence: Sentence, clause: Token) -> bool:
    return any(t.tag in _FINITE for t in (clause, *sentence.children(clause)))


def _marked_above(sentence: Sentence, verb: Token) -> Iterator[Clause]:
    """Give the clause over a verb that has a "that" behind it: "continues to insist, once more, that he left"."""
    top = verb
    while top.dep == "xcomp":
        top = sentence.head(top)
    above = sentence.head(top)
    mark = next((c for c in sentence.children(above) if c.dep == "mark" and verb.i < c.i < above.i), None)
    if top.dep in {"ccomp", "advcl"} and mark is not None and mark.lemma == "that":
        yield Clause(above, mark.i)


def _running_on(sentence: Sentence, verb: Token) -> Iterator[Clause]:
    """Give the clause that begins right behind a verb that the parser hangs on it: "after he admitted he had left"."""
    above = sentence.head(verb)
    subject = next((c for c in sentence.children(above) if c.dep in SUBJECTS), None)
    if verb.dep not in {"advcl", "ccomp"} or subject is None or not verb.i < subject.i < above.i:
        return
    first = sentence.subtree(subject)[0].i
    if _is_clear(sentence, verb, first) and _is_finite(sentence, above):
        yield Clause(above, first)


def _bare(sentence: Sentence, verb: Token) -> Iterator[Clause]:
    """Give the clause without a conjunction that the parser takes for an adverbial: "said after it he would go"."""
    for clause in sentence.children(verb):
        subject = next((c for c in sentence.children(clause) if c.dep in SUBJECTS), None)
        if clause.dep != "advcl" or clause.i < verb.i or subject is None or not _is_finite(sentence, clause):
            continue
        first = sentence.subtree(subject)[0].i
        bound = any(c.dep == "mark" or c.tag == "WRB" for c in sentence.children(clause))
        if not bound and _is_clear(sentence, verb, first):
            yield Clause(clause, first)


def _is_clear(sentence: Sentence, verb: Token, first: int) -> bool:
    """Tell whether nothing but phrases of time, place and manner stand between a verb and a word behind it."""
    between = sentence.tokens[verb.i + 1 - sentence.first : first - sentence.first]
    inside = {t.i for t in between}
    tops = [t for t in between if sentence.head(t).i not in inside]
    return all(t.dep in _BETWEEN for t in tops)


def _parted(sentence: Sentence, verb: Token) -> tuple[Clause, ...]:
    """Give the two parts of a clause around a verb that the parser hangs on it: "These men, she said, are free"."""
    below = sentence.children(verb)
    subject = next((c for c in below if c.dep == "nsubj"), None)
    if verb.dep != "ROOT" or subject is None or any(c.dep == "cc" for c in below):
        return ()
    begun = next((c for c in below if c.dep in _LOOSE and c.pos in {"NOUN", "PROPN", "PRON"} and c.i < subject.i), None)
    ended = next((c for c in below if c.dep == "conj" and c.i > verb.i), None)
    if begun is None or ended is None or any(c.dep in SUBJECTS for c in sentence.children(ended)):
        return ()
    commas = (sentence.subtree(begun)[-1].i + 1, sentence.subtree(ended)[0].i - 1)
    apart = all(sentence.first < i < ended.i and sentence.at(i).text == "," for i in commas)
    return (Clause(ended, sentence.first), Clause(begun, sentence.first)) if apart else ()
