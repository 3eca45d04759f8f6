"""Mends of subjects: clauses that the parser leaves without theirs, or gives a noun that is not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.text.mend.tree import at, change, children
from kg.text.sentence import SUBJECTS, Token

_FINITE: Final = frozenset({"MD", "VBD", "VBP", "VBZ"})
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ONE: Final = frozenset({"NN", "NNP"})
_MANY: Final = frozenset({"NNS", "NNPS"})
_OPENERS: Final = frozenset({"mark", "cc"})
_INSIDE: Final = frozenset({"acl", "pcomp", "relcl"})
"""Labels of verbs that belong to a noun."""
_VERBAL: Final = frozenset({"VERB", "AUX"})


def free_auxiliaries(tokens: list[Token]) -> list[Token]:
    """Let what hangs on an auxiliary hang on its verb: "they won't all be re-signed" is the signing that they deny."""
    found = tokens
    for auxiliary in tokens:
        if auxiliary.dep != "auxpass":
            continue
        verb = at(tokens, auxiliary.head)
        below = [t for t in children(tokens, auxiliary) if t.dep in {*SUBJECTS, "aux", "neg", "advmod", "mark"}]
        if any(t.dep in SUBJECTS for t in below) and not any(t.dep in SUBJECTS for t in children(tokens, verb)):
            moved = (t._replace(head=verb.i, dep="nsubjpass" if t.dep == "nsubj" else t.dep) for t in below)
            found = change(found, *moved)
    return found


def give_back(tokens: list[Token]) -> list[Token]:
    """Let the object before a finite clause that has no subject be its subject: "found prices were rising".

    The parser takes the noun for the object of the verb before, where English only leaves "that" out.
    """
    found = tokens
    for clause in tokens:
        if clause.dep != "ccomp" or clause.pos not in _VERBAL or clause.head >= clause.i:
            continue
        below = list(children(tokens, clause))
        parts = [t for t in below if t.i < clause.i]
        first = min((t.i for t in parts), default=clause.i)
        if any(t.dep in SUBJECTS | _OPENERS or t.tag[:1] == "W" for t in parts) or not _is_finite(clause, parts):
            continue
        noun = _object_before(tokens, clause, first)
        if noun:
            passive = any(t.dep == "auxpass" for t in below)
            between = [t._replace(head=noun.i) for t in tokens if noun.i < t.i < first and t.head == noun.head]
            subject = noun._replace(dep="nsubjpass" if passive else "nsubj", head=clause.i)
            verb = at(tokens, noun.head)
            found = change(found, subject, *between, clause._replace(head=verb.i))
    return found


def _is_finite(clause: Token, before: Sequence[Token]) -> bool:
    auxiliaries = [t for t in before if t.dep in {"aux", "auxpass"}]
    return (auxiliaries[0].tag if auxiliaries else clause.tag) in _FINITE


def _object_before(tokens: Sequence[Token], clause: Token, first: int) -> Token | None:
    """Give the object of the verb above a clause that ends right before it, no mark between."""
    for token in reversed(tokens[: first - tokens[0].i]):
        if token.pos == "PUNCT" and token.tag != "HYPH":
            return None
        if token.dep == "dobj" and token.tag in _NOUNS:
            verb = at(tokens, token.head)
            if verb.i == clause.head or (verb.dep == "xcomp" and verb.head == clause.head):
                return token
            if verb.dep not in _INSIDE:
                return None
        elif token.pos in _VERBAL and token.dep not in _INSIDE | {"amod", "aux", "auxpass", "xcomp"}:
            return None
    return None


def agree(tokens: list[Token]) -> list[Token]:
    """Let a relative clause tell of the noun that its verb agrees with: "a ruling by judges that prevents the move".

    The parser takes the nearest noun, though its number is another.
    """
    found = tokens
    for pronoun in tokens:
        verb = at(tokens, pronoun.head)
        if pronoun.tag not in {"WDT", "WP"} or pronoun.dep not in SUBJECTS or verb.dep != "relcl":
            continue
        form = next((t.tag for t in children(tokens, verb) if t.dep in {"aux", "auxpass"}), verb.tag)
        noun = at(tokens, verb.head)
        if not _clash(noun, form):
            continue
        other = _above(tokens, noun)
        if other and other.tag in (_ONE if form == "VBZ" else _MANY):
            found = change(found, verb._replace(head=other.i))
    return found


def _clash(noun: Token, form: str) -> bool:
    """Tell whether a noun and the form of a verb differ in number."""
    return noun.dep == "pobj" and ((noun.tag == "NNS" and form == "VBZ") or (noun.tag == "NN" and form == "VBP"))


def _above(tokens: Sequence[Token], noun: Token) -> Token | None:
    """Give the noun that a noun under prepositions belongs to, past numbers such as "one of"."""
    for _ in range(4):
        preposition = at(tokens, noun.head)
        if noun.dep != "pobj" or preposition.dep != "prep":
            return None
        noun = at(tokens, preposition.head)
        if noun.tag in _NOUNS:
            return noun
    return None


def name_beside(tokens: list[Token]) -> list[Token]:
    """Let a name right behind a noun be what it is called: "profits at the chain Tesco fell".

    The parser gives the verb two subjects, though nothing joins them.
    """
    found = tokens
    for name in tokens:
        if name.dep not in {"nsubj", "nsubjpass"} or name.tag not in {"NNP", "NNPS"}:
            continue
        verb = at(tokens, name.head)
        first = min((t.i for t in _whole(tokens, name)), default=name.i)
        earlier = any(t.dep in SUBJECTS and t.i < first for t in children(tokens, verb))
        noun = at(tokens, first - 1) if first > tokens[0].i else name
        if earlier and noun.dep == "pobj" and noun.tag in {"NN", "NNS"}:
            found = change(found, name._replace(dep="appos", head=noun.i))
    return found


def _whole(tokens: Sequence[Token], name: Token) -> list[Token]:
    """Give a name and the words that hang on it before it."""
    return [name, *(t for t in children(tokens, name) if t.i < name.i)]


def speak_alone(tokens: list[Token]) -> list[Token]:
    """Let who stands right before the verb be its subject, not what a comma parts from it: "a ban is wrong, he said".

    The parser makes the first noun of what is said a second subject of the verb of saying.
    """
    found = tokens
    for verb in (t for t in tokens if t.dep == "ROOT"):
        subjects = [t for t in children(tokens, verb) if t.dep == "nsubj" and t.i < verb.i]
        if len(subjects) < 2:
            continue
        speaker = subjects[-1]
        first = min(t.i for t in _whole(tokens, speaker))
        if first > tokens[0].i and at(tokens, first - 1).text == "," and speaker.i == verb.i - 1:
            found = change(found, *(t._replace(dep="dep") for t in subjects[:-1]))
    return found
