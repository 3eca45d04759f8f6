"""Mends of a parse: mistakes that the parser makes often and that can be told from the parse itself.

Each mend is a function from the tokens of a paragraph to its tokens, with the reason in its docstring. What cannot be
told without knowing what the words mean is no matter for this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.text.sentence import Token

_HYPHENS: Final = frozenset({"-", "–", "‑"})
_COUNTED: Final = frozenset({"CARDINAL", "MONEY"})
"""Entities that a preposition can be a part of: "over 300 people", "around $3 million"."""
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_NOUN_TAGS: Final = {"VBZ": "NNS", "VB": "NN", "VBP": "NN"}
_NOUN_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_NOUN_WORDS: Final = frozenset({"det", "amod", "compound", "nummod", "poss"})
"""Labels that only a noun has before it."""
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "ccomp", "dobj", "oprd", "xcomp"})
_MEASURED: Final = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_HEADLINE: Final = 16
"""Words of the longest line that is read as a headline."""
_REGULAR: Final = "ed"
"""Ending of the past forms that can be participles."""
_WITHIN: Final = frozenset({"at", "from", "in", "inside", "near", "outside"})
"""Prepositions that say where somebody is."""
_PARTICIPLES: Final = ("en", "wn", "ne")
"""Endings of participles that are no past tense: given, shown, done."""


def mend(tokens: list[Token]) -> list[Token]:
    """Apply every mend to the tokens of a paragraph, in order."""
    for rule in _RULES:
        tokens = rule(tokens)
    return tokens


def _join_hyphens(tokens: list[Token]) -> list[Token]:
    """Make a hyphened word one noun: the parser gives all three parts of "a mini-crisis" one label and one head."""
    found = tokens
    for k in range(1, len(tokens) - 1):
        before, mark, after = found[k - 1 : k + 2]
        if mark.text not in _HYPHENS or before.end != mark.begin or mark.end != after.begin:
            continue
        if before.dep == after.dep and before.head == after.head and mark.dep != "punct":
            found = [t._replace(head=after.i) if t.head == before.i != t.i else t for t in found]
            found[k - 1] = before._replace(dep="compound", head=after.i)
            found[k] = mark._replace(tag="HYPH", pos="PUNCT", dep="punct", head=after.i)
    return found


def _count(tokens: list[Token]) -> list[Token]:
    """Let "over 300 people" be a noun with a number: the parser sees a preposition, though its own entity is a number.

    The noun then has the place in the clause that is free: that of the subject before a verb, of the object after it.
    """
    found = tokens
    for token, following in pairwise(tokens):
        inside = token.entity in _COUNTED and following.entity == token.entity and not following.starts
        if not inside or token.dep != "prep" or token.tag != "IN":
            continue
        verb = _at(tokens, token.head)
        noun = next((t for t in _children(tokens, token) if t.dep == "pobj"), None)
        label = _free(tokens, verb, noun) if noun else ""
        if noun and label:
            found = _with(found, noun._replace(dep=label, head=verb.i), token._replace(dep="quantmod", head=noun.i))
    return found


def _free(tokens: Sequence[Token], verb: Token, noun: Token) -> str:
    """Give the function of a verb that a noun can have, or an empty text."""
    if verb.pos not in {"VERB", "AUX"}:
        return ""
    deps = {t.dep for t in _children(tokens, verb)}
    if noun.i < verb.i:
        return "" if deps & _SUBJECTS else "nsubjpass" if "auxpass" in deps else "nsubj"
    return "" if deps & {"dobj", "auxpass", "attr", "acomp"} or verb.pos == "AUX" else "dobj"


def _share_passive(tokens: list[Token]) -> list[Token]:
    """Give a participle the clause that it shares an auxiliary with: "one man was killed and ten people injured".

    The parser coordinates the noun with the verb and hangs the participle on the noun.
    """
    found = tokens
    for noun in tokens:
        if noun.dep != "conj" or noun.tag[:2] != "NN":
            continue
        verb = _at(tokens, noun.head)
        if verb.tag != "VBN" or not any(t.dep == "auxpass" for t in _children(tokens, verb)):
            continue
        participle = next((t for t in _children(tokens, noun) if t.dep == "acl" and t.tag == "VBN"), None)
        if participle:
            found = _with(
                found,
                noun._replace(dep="nsubjpass", head=participle.i),
                participle._replace(dep="conj", head=verb.i),
            )
    return found


def _call_nouns(tokens: list[Token]) -> list[Token]:
    """Let a noun be a noun: the tagger calls rare ones verbs, where the parser gives them a noun's place and words."""
    found = tokens
    for token in tokens:
        placed = token.tag in _NOUN_TAGS and token.dep in _NOUN_PLACES
        if placed and any(t.dep in _NOUN_WORDS and t.i < token.i for t in _children(tokens, token)):
            found = _with(found, token._replace(tag=_NOUN_TAGS[token.tag], pos="NOUN"))
    return found


def _let_clauses_be(tokens: list[Token]) -> list[Token]:
    """Let a noun with an article and a participle with an object be a clause: "A blast killed ten people".

    The parser sees a noun with a reduced relative, which is passive and so has no object.
    """
    found = tokens
    for noun in tokens:
        if noun.dep != "ROOT" or noun.tag[:2] != "NN" or not any(t.dep == "det" for t in _children(tokens, noun)):
            continue
        verb = next((t for t in _children(tokens, noun) if t.dep == "acl" and t.tag == "VBN"), None)
        if verb and not verb.text.endswith(_PARTICIPLES) and any(t.dep == "dobj" for t in _children(tokens, verb)):
            later = [t._replace(head=verb.i) for t in _children(tokens, noun) if t.i > verb.i]
            found = _with(
                found,
                *later,
                noun._replace(dep="nsubj", head=verb.i),
                verb._replace(dep="ROOT", head=verb.i, tag="VBD"),
            )
    return found


def _count_states(tokens: list[Token]) -> list[Token]:
    """Let a number before a state be the object that is in it: "left 12 dead"."""
    found = tokens
    for number in tokens:
        if number.tag != "CD" or number.dep != "nummod":
            continue
        state = _at(tokens, number.head)
        verb = _at(tokens, state.head)
        if state.dep == "oprd" and verb.pos == "VERB" and not any(t.dep == "dobj" for t in _children(tokens, verb)):
            found = _with(found, number._replace(dep="dobj", head=verb.i))
    return found


def _invert(tokens: list[Token]) -> list[Token]:
    """Let who follows a quotation and its verb be the subject: "It is over," added the captain."""
    found = tokens
    for mark, verb in pairwise(tokens):
        if mark.tag != "''" or verb.tag not in {"VBD", "VBZ"}:
            continue
        below = list(_children(tokens, verb))
        noun = next((t for t in below if t.dep == "dobj" and t.i > verb.i), None)
        if noun and not any(t.dep in _SUBJECTS for t in below):
            found = _with(found, noun._replace(dep="nsubj"))
    return found


def _part_objects(tokens: list[Token]) -> list[Token]:
    """Let a noun that a comma parts from its verb be no object: "had withdrawn, a claim that nobody confirmed"."""
    found = tokens
    for verb, comma in pairwise(tokens):
        if comma.text == "," and verb.pos == "VERB":
            for noun in _children(tokens, verb):
                if noun.dep == "dobj" and noun.i > comma.i and any(t.i == comma.i + 1 for t in _children(tokens, noun)):
                    found = _with(found, noun._replace(dep="appos"))
    return found


def _free_clauses(tokens: list[Token]) -> list[Token]:
    """Let a participle with an auxiliary be a verb, not a modifier: "said it had repelled attacks"."""
    found = tokens
    for verb in tokens:
        if verb.dep != "amod" or verb.tag not in {"VBN", "VBG"}:
            continue
        noun = _at(tokens, verb.head)
        auxiliaries = [t for t in _children(tokens, verb) if t.dep == "aux"]
        subjects = [t._replace(head=verb.i) for a in auxiliaries for t in _children(tokens, a) if t.dep in _SUBJECTS]
        if auxiliaries and noun.dep in {"dobj", "ccomp"} and noun.i > verb.i:
            clause = verb._replace(dep="ccomp", head=noun.head, pos="VERB")
            found = _with(found, clause, noun._replace(dep="dobj", head=verb.i), *subjects)
    return found


def _speak_after(tokens: list[Token]) -> list[Token]:
    """Let who speaks after a clause be a subject: "Police arrested five men in Karachi, an officer said".

    The parser joins the verb to the first clause, without a conjunction, and hangs the speaker on the last noun.
    """
    found = tokens
    for noun, verb in pairwise(tokens):
        if noun.dep != "appos" or verb.dep != "conj" or verb.tag not in {"VBD", "VBZ"}:
            continue
        root = _at(tokens, verb.head)
        joined = any(t.dep == "cc" and root.i < t.i < verb.i for t in _children(tokens, root))
        if root.dep == "ROOT" and not joined and not any(t.dep in _SUBJECTS for t in _children(tokens, verb)):
            found = _with(
                found,
                noun._replace(dep="nsubj", head=verb.i),
                root._replace(dep="ccomp", head=verb.i),
                verb._replace(dep="ROOT", head=verb.i),
            )
    return found


def _tell_first(tokens: list[Token]) -> list[Token]:
    """Let a clause before who speaks be a clause: "Strikes killed ten people on Monday, medics said".

    The parser sees a noun with a reduced relative, and gives the verb of saying two subjects or hangs the noun on a
    dateline.
    """
    found = tokens
    for speaker, say in pairwise(tokens):
        if say.dep != "ROOT" or speaker.dep != "nsubj" or speaker.head != say.i or say.tag not in _FINITE:
            continue
        first = min((t.i for t in _children(tokens, speaker)), default=speaker.i)
        if first == tokens[0].i or _at(tokens, first - 1).text != ",":
            continue
        for verb in (t for t in tokens if t.i < first and t.dep == "acl" and t.tag == "VBN"):
            noun = _at(tokens, verb.head)
            told = any(t.dep == "dobj" and t.i > verb.i for t in _children(tokens, verb))
            if told and not verb.text.endswith(_PARTICIPLES) and _hangs(tokens, noun, say):
                others = [t._replace(dep="dep") for t in _children(tokens, say) if t.dep == "nsubj" and t.i < first]
                clause = verb._replace(dep="ccomp", head=say.i, tag="VBD")
                found = _with(found, *others, noun._replace(dep="nsubj", head=verb.i), clause)
                break
    return found


def _hangs(tokens: Sequence[Token], noun: Token, verb: Token) -> bool:
    """Tell whether a noun is a subject of a verb, or hangs on one as an apposition."""
    for _ in range(3):
        if noun.dep not in {"appos", "dep", "nsubj"}:
            return False
        if noun.head == verb.i:
            return True
        noun = _at(tokens, noun.head)
    return False


def _stand_beside(tokens: list[Token]) -> list[Token]:
    """Let a person stand beside who is described, not beside a name in the description: "the mayor of Homs, Ali Asad,".

    The parser takes the nearest noun, though its own entities are a person and none.
    """
    found = tokens
    for person in tokens:
        if person.dep != "appos" or person.entity != "PERSON":
            continue
        name = _at(tokens, person.head)
        preposition = _at(tokens, name.head)
        noun = _at(tokens, preposition.head)
        other = name.dep == "pobj" and name.tag[:3] == "NNP" and name.entity != "PERSON"
        if other and preposition.text == "of" and noun.tag in {"NN", "NNS"} and noun.dep in _NOUN_PLACES:
            found = _with(found, person._replace(head=noun.i))
    return found


def _subject_names(tokens: list[Token]) -> list[Token]:
    """Let a name right before a verb that has no subject be its subject: the parser takes it for a measure.

    "Apple unveiled Lion" gets the label of "a year later"; times and sums keep it.
    """
    found = tokens
    for name, verb in pairwise(tokens):
        if name.dep != "npadvmod" or name.head != verb.i or name.tag not in {"NNP", "NNPS"} or name.entity in _MEASURED:
            continue
        if verb.tag in _FINITE and not any(t.dep in _SUBJECTS for t in _children(tokens, verb)):
            found = _with(found, name._replace(dep="nsubj"))
    return found


def _head_lines(tokens: list[Token]) -> list[Token]:
    """Let a past form without object, in a line without a full stop, be a passive: "First Airbus delivered".

    Headlines tell what is over in the present tense and leave out the auxiliary of the passive; the tagger sees a past.
    """
    if not tokens or len(tokens) > _HEADLINE or tokens[-1].tag in {".", "''", ":"}:
        return tokens
    found = tokens
    for verb in tokens:
        below = list(_children(tokens, verb))
        subject = next((t for t in below if t.dep == "nsubj" and t.i < verb.i), None)
        if (
            verb.dep != "ROOT"
            or verb.tag not in {"VBD", "VBN"}
            or subject is None
            or subject.tag[:2] not in {"NN", "CD"}
        ):
            continue
        if not any(t.dep in _COMPLEMENTS for t in below) and (verb.tag == "VBN" or verb.text.endswith(_REGULAR)):
            found = _with(found, subject._replace(dep="nsubjpass"), verb._replace(tag="VBN"))
    return found


def _see_done(tokens: list[Token]) -> list[Token]:
    """Let who stands before a bare participle in a clause suffer it: "will see jets delivered to six airlines".

    A participle without auxiliary and object is passive; the parser calls its noun the subject all the same.
    """
    found = tokens
    for noun, verb in pairwise(tokens):
        if verb.dep != "ccomp" or verb.tag != "VBN" or noun.dep != "nsubj" or noun.head != verb.i or verb.head > verb.i:
            continue
        if not any(t.dep in _COMPLEMENTS or t.dep in {"aux", "auxpass", "mark"} for t in _children(tokens, verb)):
            found = _with(found, noun._replace(dep="nsubjpass"))
    return found


def _name_whole(tokens: list[Token]) -> list[Token]:
    """Let a person's name go on behind a small word, where the parser's entity ends: "Ursula von der Leyen"."""
    found = tokens
    for word, name in pairwise(tokens):
        small = word.entity == "PERSON" and word.text.islower() and word.pos in {"NOUN", "PROPN"}
        if small and name.tag[:3] == "NNP" and (name.entity != "PERSON" or name.starts) and name.text[:1].isupper():
            found = _with(found, name._replace(entity="PERSON", starts=False))
    return found


def _score(tokens: list[Token]) -> list[Token]:
    """Let a result stand beside the verb, and the name before it be the object: "beat Belgium 1-0"."""
    found = tokens
    for k in range(1, len(tokens) - 2):
        name, one, mark, other = found[k - 1 : k + 3]
        close = one.end == mark.begin and mark.end == other.begin and mark.text in _HYPHENS
        if not close or one.tag != "CD" or other.tag != "CD" or name.tag[:3] != "NNP":
            continue
        verb = _at(found, name.head)
        if verb.pos != "VERB" or verb.i > name.i or name.dep not in {"dobj", "npadvmod"}:
            continue
        found = _with(
            found,
            name._replace(dep="dobj"),
            one._replace(dep="nummod", head=other.i, entity="QUANTITY", starts=True),
            mark._replace(dep="punct", head=other.i, entity="QUANTITY", starts=False),
            other._replace(dep="npadvmod", head=verb.i, entity="QUANTITY", starts=False),
        )
    return found


def _ask_who(tokens: list[Token]) -> list[Token]:
    """Let "who" stand for somebody: in "workers at the plant, who went on strike" it is not the plant that strikes."""
    found = tokens
    for who in tokens:
        verb = _at(tokens, who.head)
        if who.tag != "WP" or verb.dep != "relcl":
            continue
        thing = _at(tokens, verb.head)
        preposition = _at(tokens, thing.head)
        somebody = _at(tokens, preposition.head)
        inside = thing.dep == "pobj" and preposition.text in _WITHIN and thing.tag in {"NN", "NNP"}
        if inside and thing.entity != "PERSON" and somebody.tag[:2] == "NN" and somebody.i < thing.i:
            found = _with(found, verb._replace(head=somebody.i))
    return found


_RULES: Final[tuple[Callable[[list[Token]], list[Token]], ...]] = (
    _join_hyphens,
    _name_whole,
    _score,
    _count,
    _share_passive,
    _call_nouns,
    _tell_first,
    _let_clauses_be,
    _count_states,
    _invert,
    _part_objects,
    _free_clauses,
    _speak_after,
    _stand_beside,
    _subject_names,
    _head_lines,
    _see_done,
    _ask_who,
)


def _at(tokens: Sequence[Token], i: int) -> Token:
    return tokens[i - tokens[0].i]


def _children(tokens: Sequence[Token], head: Token) -> Iterator[Token]:
    return (t for t in tokens if t.head == head.i and t.i != head.i)


def _with(tokens: list[Token], *changed: Token) -> list[Token]:
    new = {t.i: t for t in changed}
    return [new.get(t.i, t) for t in tokens]
