"""Mends of who says what: mistakes of the parser about where a saying ends, and whose words are whose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.text.mend.tree import at, change, children, under
from kg.text.sentence import SUBJECTS, Token

_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})
_PARTICIPLES: Final = ("en", "wn", "ne")
"""Endings of participles that are no past tense: given, shown, done."""
_OBJECTS: Final = frozenset({"dobj", "ccomp", "xcomp", "dative"})


def speak_last(tokens: list[Token]) -> list[Token]:
    """Let who stands before a verb of saying say it: "Gunmen killed ten people, a soldier and two medics said".

    The parser takes the killing for a reduced relative, the soldier for an apposition and the gunmen for who says it.
    """
    found = tokens
    for last, say in pairwise(tokens):
        if say.dep != "ROOT" or say.tag not in _FINITE:
            continue
        noun = next((t for t in children(tokens, say) if t.dep == "nsubj" and t.i < last.i), None)
        verb = next((t for t in children(tokens, noun) if _tells(tokens, t)), None) if noun else None
        if noun is None or verb is None:
            continue
        speaker = next((t for t in children(tokens, noun) if t.dep == "appos" and t.i > verb.i), None)
        if speaker and under(tokens, last, speaker):
            found = change(
                found,
                noun._replace(head=verb.i),
                verb._replace(dep="ccomp", head=say.i, tag="VBD", pos="VERB"),
                speaker._replace(dep="nsubj", head=say.i),
            )
    return found


def _tells(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell whether a participle after a noun can be a past tense with an object."""
    can = verb.dep == "acl" and verb.tag == "VBN" and not verb.text.endswith(_PARTICIPLES)
    return can and any(t.dep == "dobj" and t.i > verb.i for t in children(tokens, verb))


def say_more(tokens: list[Token]) -> list[Token]:
    """Let who says something do what is joined to it, where the form shows that the saying is over.

    In "said two men were hurt and urged residents to stay" and "said it would not leave and rejected the plan" the
    parser joins the second verb to the clause; but a past tense with an object goes on neither a passive nor a modal.
    """
    found = tokens
    for verb in tokens:
        if verb.dep != "conj" or verb.tag not in {"VBD", "VBN"}:
            continue
        clause = at(tokens, verb.head)
        say = at(tokens, clause.head)
        if clause.dep != "ccomp" or say.tag not in _FINITE or not say.i < clause.i < verb.i:
            continue
        if _ends(tokens, clause, verb) and _stands_alone(tokens, verb):
            joins = (t._replace(head=say.i) for t in children(tokens, clause) if t.dep == "cc" and t.i < verb.i)
            found = change(found, *joins, verb._replace(head=say.i, tag="VBD"))
    return found


def _ends(tokens: Sequence[Token], clause: Token, verb: Token) -> bool:
    """Tell whether a clause has auxiliaries that a later verb, for its form, cannot share."""
    below = list(children(tokens, clause))
    passive = any(t.dep == "auxpass" for t in below) and not verb.text.endswith(_PARTICIPLES)
    modal = any(t.tag in {"MD", "TO"} for t in below) and clause.tag == "VB" and verb.tag == "VBD"
    return passive or modal


def _stands_alone(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell whether a verb has an object and neither subject nor auxiliary."""
    deps = {t.dep for t in children(tokens, verb)}
    return bool(deps & _OBJECTS) and not deps & {*SUBJECTS, "aux", "auxpass", "agent"}


def join_alike(tokens: list[Token]) -> list[Token]:
    """Join a past tense to a verb of its form: in "accused it of lying and called him a liar" who accuses calls.

    The parser joins it to the gerund or infinitive before it, though coordination joins what is alike.
    """
    found = tokens
    for verb in tokens:
        first = at(tokens, verb.head)
        if verb.dep != "conj" or verb.tag != "VBD" or first.tag not in {"VBG", "VB"} or not first.i < verb.i:
            continue
        own, other = list(children(tokens, verb)), list(children(tokens, first))
        bound = [t for t in (*own, *other) if t.dep in {*SUBJECTS, "aux", "auxpass"} and t.tag != "TO"]
        if bound:
            continue
        above = _finite_above(tokens, first)
        if above is not None and above.i < first.i:
            joins = (t._replace(head=above.i) for t in other if t.dep == "cc" and t.i < verb.i)
            found = change(found, *joins, verb._replace(head=above.i))
    return found


def _finite_above(tokens: Sequence[Token], verb: Token) -> Token | None:
    """Give the nearest verb in the past above a gerund or infinitive that is no clause of its own."""
    while verb.head != verb.i and verb.dep in {"advcl", "pcomp", "prep", "xcomp", "dobj", "acl"}:
        verb = at(tokens, verb.head)
        if verb.tag == "VBD" and verb.pos == "VERB":
            return verb
    return None
