"""Mends of clauses: mistakes of the parser about which verb has which subject and object."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.text.mend.tree import at, change, children
from kg.text.sentence import SUBJECTS, Token
from kg.words.lexicon import load

_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "ccomp", "dobj", "oprd", "xcomp"})
_MEASURED: Final = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_NOUNS: Final = frozenset({"amod", "compound", "det", "nmod", "nummod", "poss"})
"""Labels of words that belong to a noun."""
_PLACES: Final = frozenset({"FAC", "GPE", "LOC"})
_HEADLINE: Final = 16
"""Words of the longest line that is read as a headline."""
_REGULAR: Final = "ed"
"""Ending of the past forms that can be participles."""
_WITHIN: Final = frozenset({"at", "from", "in", "inside", "near", "outside"})
"""Prepositions that say where somebody is."""
_LATER: Final = frozenset({"by", "from", "until", "within"})
"""Prepositions that tell of what is said, not of the saying: "said by May it would open"."""
_PARTICIPLES: Final = ("en", "wn", "ne")
"""Endings of participles that are no past tense: given, shown, done."""


def share_passive(tokens: list[Token]) -> list[Token]:
    """Give a participle the clause that it shares an auxiliary with: "one man was killed and ten people injured".

    The parser coordinates the noun with the verb and hangs the participle on the noun.
    """
    found = tokens
    for noun in tokens:
        if noun.dep != "conj" or noun.tag[:2] != "NN":
            continue
        verb = at(tokens, noun.head)
        if verb.tag != "VBN" or not any(t.dep == "auxpass" for t in children(tokens, verb)):
            continue
        participle = next((t for t in children(tokens, noun) if t.dep == "acl" and t.tag == "VBN"), None)
        if participle:
            found = change(
                found,
                noun._replace(dep="nsubjpass", head=participle.i),
                participle._replace(dep="conj", head=verb.i),
            )
    return found


def share_active(tokens: list[Token]) -> list[Token]:
    """Let a verb that is joined to an active past be active: "returned to the car and left by the same road".

    The tagger sees a participle, the parser who did it; but it has no auxiliary to share.
    """
    found = tokens
    for verb in tokens:
        first = at(tokens, verb.head)
        if verb.dep != "conj" or verb.tag != "VBN" or first.tag != "VBD" or verb.text.endswith(_PARTICIPLES):
            continue
        below = list(children(tokens, verb))
        if any(t.dep in {*SUBJECTS, "aux", "auxpass"} for t in below) or not first.i < verb.i:
            continue
        if any(t.dep in {"auxpass", "nsubjpass"} for t in children(tokens, first)) or first.dep in {"acl", "amod"}:
            continue
        agents = (t._replace(dep="prep") for t in below if t.dep == "agent")
        found = change(found, *agents, verb._replace(tag="VBD"))
    return found


def let_clauses_be(tokens: list[Token]) -> list[Token]:
    """Let a noun with an article and a participle with an object be a clause: "A blast killed ten people".

    The parser sees a noun with a reduced relative, which is passive and so has no object. Behind a relative clause that
    a comma closes the participle needs no object: "The firm, which makes cars, filed for bankruptcy."
    """
    found = tokens
    for noun in tokens:
        if noun.dep != "ROOT" or noun.tag[:2] != "NN" or not any(t.dep == "det" for t in children(tokens, noun)):
            continue
        verb = next((t for t in children(tokens, noun) if t.dep == "acl" and t.tag in {"VBD", "VBN"}), None)
        if verb and not verb.text.endswith(_PARTICIPLES) and _has_object(tokens, noun, verb):
            later = [t._replace(head=verb.i) for t in children(tokens, noun) if t.i > verb.i]
            found = change(
                found,
                *later,
                noun._replace(dep="nsubj", head=verb.i),
                verb._replace(dep="ROOT", head=verb.i, tag="VBD"),
            )
    return found


def _has_object(tokens: Sequence[Token], noun: Token, verb: Token) -> bool:
    """Tell whether a participle has an object, or is in a sentence with its stop a past form or behind a relative."""
    if any(t.dep == "dobj" for t in children(tokens, verb)):
        return True
    if not any(t.text == "." for t in children(tokens, noun)):
        return False
    told = any(t.dep == "relcl" and t.i < verb.i for t in children(tokens, noun))
    return verb.tag == "VBD" or (told and at(tokens, verb.i - 1).text == ",")


def take_back(tokens: list[Token]) -> list[Token]:
    """Let a past form that hangs on a noun be a participle: "a crab found off Madagascar", "a ship, dubbed the Ark".

    What hangs on a noun without a pronoun is no finite clause. A particle before a place is a preposition then.
    """
    found = tokens
    for verb in (t for t in tokens if t.tag[:2] == "VB"):
        below = list(children(tokens, verb))
        if verb.dep == "acl" and verb.tag == "VBD" and not any(t.dep in {"ccomp", *SUBJECTS} for t in below):
            found = change(found, verb._replace(tag="VBN"))
        elif not any(t.dep == "auxpass" for t in below):
            continue
        for particle, name in pairwise(below):
            place = particle.dep == "prt" and name.dep == "dobj" and name.entity in _PLACES
            if place and name.i == particle.i + 1 + sum(t.i < name.i for t in children(tokens, name)):
                found = change(
                    found,
                    particle._replace(tag="IN", pos="ADP", dep="prep"),
                    name._replace(dep="pobj", head=particle.i),
                )
    return found


def invert(tokens: list[Token]) -> list[Token]:
    """Let who follows a quotation and its verb be the subject: "It is over," added the captain."""
    found = tokens
    for mark, verb in pairwise(tokens):
        quoted = mark.tag == "''" or (mark.text == "," and mark.i > tokens[0].i and at(tokens, mark.i - 1).tag == "''")
        if not quoted or verb.tag not in {"VBD", "VBZ"}:
            continue
        below = list(children(tokens, verb))
        noun = next((t for t in below if t.dep == "dobj" and t.i > verb.i), None)
        if noun and not any(t.dep in SUBJECTS for t in below):
            found = change(found, noun._replace(dep="nsubj"))
    return found


def part_objects(tokens: list[Token]) -> list[Token]:
    """Let a noun that a comma parts from its verb be no object: "had withdrawn, a claim that nobody confirmed".

    A second object behind a comma is none, either: "killed 18 rebels, a claim that nobody confirmed".
    """
    found = tokens
    for verb, comma in pairwise(tokens):
        if comma.text == "," and verb.pos == "VERB":
            for noun in children(tokens, verb):
                if noun.dep == "dobj" and noun.i > comma.i and any(t.i == comma.i + 1 for t in children(tokens, noun)):
                    found = change(found, noun._replace(dep="appos"))
    for noun in found:
        if noun.dep == "dobj" and at(found, _first(found, noun) - 1).text == "," and _is_second(found, noun):
            found = change(found, noun._replace(dep="appos"))
    return found


def _first(tokens: Sequence[Token], noun: Token) -> int:
    """Give the index of the first word that belongs to a noun, but not of the first word of all."""
    return max(min([t.i for t in children(tokens, noun) if t.dep in _NOUNS] + [noun.i]), tokens[0].i + 1)


def _is_second(tokens: Sequence[Token], noun: Token) -> bool:
    """Tell whether the verb of a noun has an object before it."""
    return any(t.dep == "dobj" and t.i < noun.i for t in children(tokens, at(tokens, noun.head)))


def free_clauses(tokens: list[Token]) -> list[Token]:
    """Let a participle with an auxiliary be a verb, not a modifier: "said it had repelled attacks"."""
    found = tokens
    for verb in tokens:
        if verb.dep != "amod" or verb.tag not in {"VBN", "VBG"}:
            continue
        noun = at(tokens, verb.head)
        auxiliaries = [t for t in children(tokens, verb) if t.dep == "aux"]
        subjects = [t._replace(head=verb.i) for a in auxiliaries for t in children(tokens, a) if t.dep in SUBJECTS]
        if auxiliaries and noun.dep in {"dobj", "ccomp"} and noun.i > verb.i:
            clause = verb._replace(dep="ccomp", head=noun.head, pos="VERB")
            found = change(found, clause, noun._replace(dep="dobj", head=verb.i), *subjects)
    return found


def speak_after(tokens: list[Token]) -> list[Token]:
    """Let who speaks after a clause be a subject: "Police arrested five men in Karachi, an officer said".

    The parser joins the verb to the first clause, without a conjunction, and hangs the speaker on the last noun.
    """
    found = tokens
    for noun, verb in pairwise(tokens):
        if noun.dep != "appos" or verb.dep != "conj" or verb.tag not in {"VBD", "VBZ"}:
            continue
        root = at(tokens, verb.head)
        joined = any(t.dep == "cc" and root.i < t.i < verb.i for t in children(tokens, root))
        if root.dep == "ROOT" and not joined and not any(t.dep in SUBJECTS for t in children(tokens, verb)):
            found = change(
                found,
                noun._replace(dep="nsubj", head=verb.i),
                root._replace(dep="ccomp", head=verb.i),
                verb._replace(dep="ROOT", head=verb.i),
            )
    return found


def tell_first(tokens: list[Token]) -> list[Token]:
    """Let a clause before who speaks be a clause: "Strikes killed ten people on Monday, medics said".

    The parser sees a noun with a reduced relative, and gives the verb of saying two subjects or hangs the noun on a
    dateline.
    """
    found = tokens
    for speaker, say in pairwise(tokens):
        if say.dep != "ROOT" or speaker.dep != "nsubj" or speaker.head != say.i or say.tag not in _FINITE:
            continue
        first = min((t.i for t in children(tokens, speaker)), default=speaker.i)
        if first == tokens[0].i or at(tokens, first - 1).text != ",":
            continue
        for verb in (t for t in tokens if t.i < first and t.dep == "acl" and t.tag == "VBN"):
            noun = at(tokens, verb.head)
            told = any(t.dep == "dobj" and t.i > verb.i for t in children(tokens, verb))
            if told and not verb.text.endswith(_PARTICIPLES) and _hangs(tokens, noun, say):
                others = [t._replace(dep="dep") for t in children(tokens, say) if t.dep == "nsubj" and t.i < first]
                clause = verb._replace(dep="ccomp", head=say.i, tag="VBD")
                found = change(found, *others, noun._replace(dep="nsubj", head=verb.i), clause)
                break
    return found


def _hangs(tokens: Sequence[Token], noun: Token, verb: Token) -> bool:
    """Tell whether a noun is a subject of a verb, or hangs on one as an apposition."""
    for _ in range(3):
        if noun.dep not in {"appos", "dep", "nsubj"}:
            return False
        if noun.head == verb.i:
            return True
        noun = at(tokens, noun.head)
    return False


def tell_one(tokens: list[Token]) -> list[Token]:
    """Let a verb have one subject, and a name right behind it be its object: "the mayor told Polsat News"."""
    found = tokens
    for verb in tokens:
        if verb.tag not in _FINITE:
            continue
        before = [t for t in children(tokens, verb) if t.dep == "nsubj" and t.i < verb.i]
        after = [t for t in children(tokens, verb) if t.dep == "nsubj" and t.i > verb.i]
        objects = any(t.dep in {"dobj", "dative"} for t in children(tokens, verb))
        if before and len(after) == 1 and not objects and verb.pos == "VERB":
            found = change(found, after[0]._replace(dep="dobj"))
    return found


def see_verbs(tokens: list[Token]) -> list[Token]:
    """Let what has a subject and a conjunction, and no copula, be a verb: "after two dams burst"."""
    found = tokens
    for word in tokens:
        if word.tag == "JJ" and word.dep == "advcl" and {"mark", "nsubj"} <= {t.dep for t in children(tokens, word)}:
            found = change(found, word._replace(tag="VBD", pos="VERB"))
    return found


def say_when(tokens: list[Token]) -> list[Token]:
    """Let what stands between a verb and its clause be of the verb: "said on Monday it would close the plant".

    Where no "that" parts the two, the parser hangs the time or place of saying on the clause. A year before what "will"
    be is left there: "said in 2030 it would close".
    """
    found = tokens
    for verb in tokens:
        head = at(tokens, verb.head)
        if verb.dep != "ccomp" or head.i > verb.i or head.tag not in _FINITE:
            continue
        below = [t for t in children(tokens, verb) if head.i < t.i < verb.i]
        first = next((t.i for t in below if t.dep in SUBJECTS), 0)
        between = [t for t in below if t.dep in {"npadvmod", "prep"} and t.i < first]
        if between and _fills(tokens, between, head.i + 1) and not any(t.dep == "mark" for t in below):
            future = any(t.tag == "MD" for t in below)
            moved = (t for t in between if not _is_later(tokens, t, future=future))
            found = change(found, *(t._replace(head=head.i) for t in moved))
    return found


def _fills(tokens: Sequence[Token], between: Sequence[Token], begin: int) -> bool:
    """Tell whether the first of some tokens, with all that hangs on it, begins at an index."""
    first = between[0]
    return min((first.i, *(t.i for t in children(tokens, first)))) == begin


def _is_later(tokens: Sequence[Token], token: Token, *, future: bool) -> bool:
    """Tell whether a phrase says when something will be, not when it was said."""
    return token.text in _LATER or (future and any(t.tag == "CD" for t in children(tokens, token)))


def subject_names(tokens: list[Token]) -> list[Token]:
    """Let a name right before a verb that has no subject be its subject: the parser takes it for a measure.

    "Apple unveiled Lion" gets the label of "a year later"; times and sums keep it.
    """
    found = tokens
    for name, verb in pairwise(tokens):
        if name.dep != "npadvmod" or name.head != verb.i or name.tag not in {"NNP", "NNPS"} or name.entity in _MEASURED:
            continue
        if verb.tag in _FINITE and not any(t.dep in SUBJECTS for t in children(tokens, verb)):
            found = change(found, name._replace(dep="nsubj"))
    return found


def subject_nouns(tokens: list[Token]) -> list[Token]:
    """Let a noun right before a verb in the past be its subject: in "The ferry sank" it is no part of a compound."""
    found = tokens
    for noun, verb in pairwise(tokens):
        placed = noun.dep in {"compound", "nmod"} and noun.head == verb.i and noun.tag[:2] == "NN"
        if placed and verb.tag == "VBD" and not any(t.dep in SUBJECTS for t in children(tokens, verb)):
            words = (t._replace(head=noun.i) for t in children(tokens, verb) if t.i < noun.i and t.dep in _NOUNS)
            found = change(found, *words, noun._replace(dep="nsubj"))
    return found


def head_lines(tokens: list[Token]) -> list[Token]:
    """Let a past form without object, in a line without a full stop, be a passive: "First Airbus delivered".

    Headlines tell what is over in the present tense and leave out the auxiliary of the passive; the tagger sees a past.
    """
    if not tokens or len(tokens) > _HEADLINE or tokens[-1].tag in {".", "''", ":"}:
        return tokens
    found = tokens
    for verb in tokens:
        below = list(children(tokens, verb))
        subject = next((t for t in below if t.dep == "nsubj" and t.i < verb.i), None)
        if (
            verb.dep != "ROOT"
            or verb.tag not in {"VBD", "VBN"}
            or subject is None
            or subject.tag[:2] not in {"NN", "CD"}
        ):
            continue
        if not any(t.dep in _COMPLEMENTS for t in below) and (verb.tag == "VBN" or verb.text.endswith(_REGULAR)):
            found = change(found, subject._replace(dep="nsubjpass"), verb._replace(tag="VBN"))
    return found


def see_done(tokens: list[Token]) -> list[Token]:
    """Let who stands before a bare participle in a clause suffer it: "will see jets delivered", "with dozens injured".

    A participle without auxiliary and object is passive; the parser calls its noun the subject all the same.
    """
    found = tokens
    for noun, verb in pairwise(tokens):
        if verb.dep not in {"ccomp", "pcomp"} or verb.tag != "VBN" or noun.dep != "nsubj" or verb.head > verb.i:
            continue
        if noun.head != verb.i:
            continue
        if not any(t.dep in _COMPLEMENTS or t.dep in {"aux", "auxpass", "mark"} for t in children(tokens, verb)):
            found = change(found, noun._replace(dep="nsubjpass"))
    return found


def ask_who(tokens: list[Token]) -> list[Token]:
    """Let "who" stand for somebody: in "workers at the plant, who went on strike" it is not the plant that strikes."""
    found = tokens
    for who in tokens:
        verb = at(tokens, who.head)
        if who.tag != "WP" or verb.dep != "relcl":
            continue
        thing = at(tokens, verb.head)
        preposition = at(tokens, thing.head)
        somebody = at(tokens, preposition.head)
        inside = thing.dep == "pobj" and preposition.text in _WITHIN and thing.tag in {"NN", "NNP"}
        if inside and thing.entity != "PERSON" and somebody.tag[:2] == "NN" and somebody.i < thing.i:
            found = change(found, verb._replace(head=somebody.i))
    return found


def announce(tokens: list[Token]) -> list[Token]:
    """Let "it" stand for nothing but the clause that follows its passive: "it was made clear that nobody left".

    The subject of such a clause stands at its end (Quirk and others, "A comprehensive grammar of the English language",
    18.33). But who "was told that" is somebody: the lexicon says which verbs have an object beside their clause.
    """
    found = tokens
    for it in tokens:
        verb = at(tokens, it.head)
        if it.dep == "nsubjpass" and it.tag == "PRP" and it.text.lower() == "it" and _has_clause(tokens, verb):
            found = found if _tells_somebody(verb.lemma) else change(found, it._replace(dep="expl"))
    return found


@lru_cache(maxsize=1_000)
def _tells_somebody(verb: str) -> bool:
    """Tell whether a verb can have somebody for an object beside its clause."""
    slots = (slot for e in load().find("verb", verb) for s in e.senses for slot in s.frame.slots)
    return any(slot.function == "directObject" and slot.role == "recipient" for slot in slots)


def _has_clause(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell whether a clause with a conjunction stands behind a verb, be it under an adjective."""
    below = list(children(tokens, verb))
    below += [t for adjective in below if adjective.dep in {"acomp", "oprd"} for t in children(tokens, adjective)]
    clauses = (t for t in below if t.i > verb.i and t.dep in {"ccomp", "csubj"})
    return any(t.dep == "mark" for clause in clauses for t in children(tokens, clause))
