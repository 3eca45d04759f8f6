"""Mends of a parse: mistakes that the parser makes often and that can be told from the parse itself.

Each mend is a function from the tokens of a paragraph to its tokens, with the reason in its docstring. What cannot be
told without knowing what the words mean is no matter for this module.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.text.mend import clause, noun, relative, speech, subject
from kg.text.sentence import Token

_RULES: Final[tuple[Callable[[list[Token]], list[Token]], ...]] = (
    noun.join_hyphens,
    noun.name_whole,
    noun.score,
    noun.count,
    noun.see_sums,
    clause.share_passive,
    clause.share_active,
    noun.call_nouns,
    noun.keep_together,
    subject.free_auxiliaries,
    subject.give_back,
    clause.tell_first,
    clause.let_clauses_be,
    noun.count_states,
    noun.magnitude,
    clause.invert,
    clause.part_objects,
    clause.free_clauses,
    clause.speak_after,
    clause.tell_one,
    clause.see_verbs,
    clause.say_when,
    speech.speak_last,
    speech.say_more,
    speech.join_alike,
    relative.go_on,
    relative.tell_between,
    relative.describe,
    relative.complement,
    subject.name_beside,
    subject.speak_alone,
    clause.take_back,
    noun.stand_beside,
    clause.subject_names,
    clause.subject_nouns,
    clause.head_lines,
    clause.see_done,
    clause.ask_who,
    subject.agree,
    clause.announce,
)


def mend(tokens: list[Token]) -> list[Token]:
    """Apply every mend to the tokens of a paragraph, in order."""
    for rule in _RULES:
        tokens = rule(tokens)
    return tokens
