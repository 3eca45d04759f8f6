"""Mends of clauses that tell more of a noun: where one ends, and which verb is the main one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.text.mend.tree import at, change, children
from kg.text.sentence import SUBJECTS, Token

_PAST: Final = frozenset({"VBD", "VBN"})
_PARTICIPLES: Final = ("en", "wn", "ne")
"""Endings of participles that are no past tense: given, shown, done."""
_FORMAL: Final = "it"
"""The object that only announces a clause: "made it clear that"."""


def go_on(tokens: list[Token]) -> list[Token]:
    """Let the verb after a participle with its object be the main one: "A bus carrying pupils overturned in Lima".

    The parser sees two participles, one within the other, and so a sentence without a verb: one that stands alone, or
    that hangs loosely on a verb of saying that has a subject of its own.
    """
    found = tokens
    for noun in tokens:
        say = at(tokens, noun.head)
        if noun.tag[:2] != "NN" or not (noun.dep == "ROOT" or _is_loose(tokens, noun, say)):
            continue
        carrying = next((t for t in children(tokens, noun) if t.dep == "acl" and t.tag == "VBG" and t.i > noun.i), None)
        verb = _main(tokens, carrying) if carrying else None
        if carrying is None or verb is None:
            continue
        place = ("ROOT", verb.i) if noun.dep == "ROOT" else ("ccomp", say.i)
        later = [t for t in children(tokens, noun) if t.i > verb.i]
        found = change(
            found,
            *(t._replace(head=verb.i, dep="advcl" if t.dep == "acl" else t.dep) for t in later),
            noun._replace(dep="nsubj", head=verb.i),
            verb._replace(dep=place[0], head=place[1], tag="VBD", pos="VERB"),
        )
    return found


def _is_loose(tokens: Sequence[Token], noun: Token, say: Token) -> bool:
    """Tell whether a noun hangs before a verb whose subject is another."""
    if noun.dep not in {"dep", "npadvmod", "nsubj"} or say.dep != "ROOT" or noun.i > say.i:
        return False
    return any(t.dep == "nsubj" and noun.i < t.i < say.i for t in children(tokens, say))


def _main(tokens: Sequence[Token], carrying: Token) -> Token | None:
    """Give the verb after a participle and its object, if that can be a past tense."""
    things = [t for t in children(tokens, carrying) if t.dep == "dobj"]
    for verb in (t for thing in things for t in children(tokens, thing)):
        if verb.dep == "acl" and verb.tag == "VBN" and not verb.text.endswith(_PARTICIPLES):
            return None if any(t.dep == "agent" for t in children(tokens, verb)) else verb
    return None


def tell_between(tokens: list[Token]) -> list[Token]:
    """Let a participle between commas tell more of the subject: "The toll, first put at six, rose to 11".

    The parser takes it for the main verb, to which it joins the verb after the second comma without a conjunction.
    """
    found = tokens
    for comma, verb in pairwise(tokens):
        if comma.text != "," or verb.dep != "conj" or verb.tag not in _PAST:
            continue
        between = at(tokens, verb.head)
        below = list(children(tokens, between))
        noun = next((t for t in below if t.dep in SUBJECTS and t.i < between.i), None)
        joined = any(t.dep == "cc" for t in below) or any(t.dep in SUBJECTS for t in children(tokens, verb))
        bare = between.tag in _PAST and not any(t.dep in {"aux", "auxpass", "dobj"} for t in below)
        if noun is None or joined or not bare or at(tokens, noun.i + 1).text != ",":
            continue
        later = [t._replace(head=verb.i) for t in below if t.i > verb.i or t.i == comma.i]
        passive = any(t.dep == "auxpass" for t in children(tokens, verb))
        found = change(
            found,
            *later,
            noun._replace(dep="nsubjpass" if passive else "nsubj", head=verb.i),
            between._replace(dep="acl", head=noun.i, tag="VBN"),
            verb._replace(dep=between.dep, head=verb.i if between.dep == "ROOT" else between.head),
        )
    return found


def describe(tokens: list[Token]) -> list[Token]:
    """Let a bare past form after a noun be a participle: "The victims, believed to be tourists, were taken away".

    What tells more of a noun without a subject of its own is passive, though the tagger sees a past tense.
    """
    found = tokens
    for verb in tokens:
        if verb.dep == "acl" and verb.tag == "VBD" and at(tokens, verb.head).dep != "ROOT":
            deps = {t.dep for t in children(tokens, verb)}
            if not deps & {*SUBJECTS, "dobj", "aux", "auxpass"}:
                found = change(found, verb._replace(tag="VBN"))
    return found


def complement(tokens: list[Token]) -> list[Token]:
    """Let what is said of an object be no clause: "found the man guilty", "leaving ten people dead".

    The parser makes a clause without a verb of the object and the adjective.
    """
    found = tokens
    for state in tokens:
        verb = at(tokens, state.head)
        if state.dep != "ccomp" or state.tag != "JJ" or verb.pos != "VERB" or state.i < verb.i:
            continue
        below = list(children(tokens, state))
        noun = next((t for t in below if t.dep == "nsubj" and verb.i < t.i < state.i and t.lemma != _FORMAL), None)
        bound = any(t.dep in {"aux", "auxpass", "cop", "mark"} for t in below)
        if noun and not bound and not any(t.dep == "dobj" for t in children(tokens, verb)):
            found = change(found, noun._replace(dep="dobj", head=verb.i), state._replace(dep="oprd"))
    return found
