"""The conditions of an event: the clauses that it depends on, under "if", "as long as" or turned order of words."""

from __future__ import annotations

from collections.abc import Iterator

from kg.text.sentence import SUBJECTS, Token
from kg.understand.certainty.judgement import Context
from kg.understand.grammar.clause import fronted
from kg.words.smallword import small_word, words_of


def conditions_of(token: Token, context: Context) -> Iterator[Token]:
    """Give the heads of the conditional clauses that an event depends on."""
    sentence, seen = context.sentence, set()
    while token.i not in seen:
        seen.add(token.i)
        for child in sentence.children(token):
            yield from (head for head in _conditional(child, context) if head.i not in seen)
        if token.dep in {"relcl", "acl"} or any(_conditional(token, context)):
            return
        token = sentence.head(token)


def _conditional(clause: Token, context: Context) -> Iterator[Token]:
    """Give the head of a clause if it is a condition, or of the one under an adverb or preposition: "as long as"."""
    sentence = context.sentence
    if clause.dep in {"advcl", "ccomp"} and fronted(sentence, clause):
        yield next((c for c in sentence.children(clause) if c.dep == "ccomp" and clause.tag[:2] == "VB"), clause)
    elif clause.dep == "advcl" and _is_condition(clause, context):
        yield clause
    elif clause.dep == "advmod":
        yield from (c for c in sentence.children(clause) if c.dep == "advcl" and _is_condition(c, context))
    elif clause.dep == "prep":
        entry = small_word(sentence, clause, context.lexicon)
        if entry and "Hypothetical" in entry.signals:
            words = words_of(sentence, clause, entry) or (clause,)
            below = (c for word in words for c in sentence.children(word) if c not in words)
            yield from (c for c in below if c.dep in {"ccomp", "pcomp", "pobj"})


def _is_condition(clause: Token, context: Context) -> bool:
    below = context.sentence.children(clause)
    if clause.tag == "VBN" and not any(c.dep in SUBJECTS for c in below):
        # "If compared with last year" is no condition of what is compared.
        return False
    entries = (small_word(context.sentence, c, context.lexicon) for c in below if c.dep == "mark")
    return any(entry and "Hypothetical" in entry.signals for entry in entries)
