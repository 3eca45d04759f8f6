"""Who stands in which grammatical function of a word.

The labels of a parser are read from the grammar table of the lexicon; what stays here is what English does to a
clause, whatever its words: a subject is understood; the antecedent of a relative clause fills its gap; a coordination
stands once for each of its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import (
    RELATIVE_TAGS,
    antecedent,
    conjuncts,
    core,
    examples,
    exemplifies,
    is_passive,
    is_verb,
)
from kg.understand.grammar.subject import infinitive, subjects
from kg.words.lexicon import Lexicon
from kg.words.smallword import whereabouts

_BARE: Final = frozenset({"advmod", "aux", "auxpass", "mark", "neg", "nsubj", "punct"})
"""Labels of what stands beside a verb that has no object."""
_OWN: Final = frozenset({"between", "by", "of"})
"""Prepositions under a noun that tell whose or what it is, never where the event above it was."""
_WAYS: Final = frozenset({"from", "into", "to"})
"""Prepositions of ways: behind a noun before the verb they tell where the noun is from."""
_OBJECTS: Final = frozenset({"clausalArg", "directObject", "predicativeComplement"})
_MOVING: Final = frozenset({"origin", "destination"})
"""Roles of where something moves from and to."""


class Argument(NamedTuple):
    """A word that fills a grammatical function of another, with the preposition that marks it."""

    function: str
    """Local name in LexInfo, such as ``directObject``."""
    marker: str
    token: Token
    overt: bool = True
    """False where the sentence does not say it in this place, but English understands it."""
    inner: bool = False
    """True where it hangs on another argument: the place of "killed ten people in Homs" stands beside the people."""


def arguments(sentence: Sentence, verb: Token, lexicon: Lexicon) -> tuple[Argument, ...]:
    """List the arguments of a verb: said, understood, and once for each member of a coordination."""
    passive = is_passive(sentence, verb)
    table = lexicon.grammar["passive" if passive else "active"]
    found = [*_said(sentence, verb, table), *_ways(sentence, verb, table, lexicon)]
    if not any(a.token.dep in SUBJECTS for a in found):
        surface = table["nsubjpass" if passive else "nsubj"]
        found += [Argument(surface, "", token, overt=False) for token in subjects(sentence, verb, lexicon)]
    objects = [child for child in sentence.children(verb) if child.dep == "dobj"]
    if passive and objects:
        # "She was given a medal": the surface subject is whom it is given to.
        found = [
            a._replace(function="indirectObject") if a.function == "directObject" and a.token not in objects else a
            for a in found
        ]
    found += (
        Argument("prepositionalAdjunct", "in", child)
        for child in sentence.children(verb)
        if whereabouts(sentence, child, lexicon)
    )
    found += _gap(sentence, verb, found, lexicon)
    found += _shared_object(sentence, verb, found, lexicon)
    found += _inner(sentence, verb, found, table, lexicon)
    return tuple(_spread(sentence, verb, found, lexicon))


def _said(sentence: Sentence, verb: Token, table: Mapping[str, str]) -> Iterator[Argument]:
    for child in sentence.children(verb):
        if child.dep in table and child.tag not in {"IN", "TO"}:
            yield Argument(table[child.dep], "", child)
        elif child.dep in {"prep", "agent", "dative"}:
            yield from _prepositional(sentence, child, table)


def _ways(sentence: Sentence, verb: Token, table: Mapping[str, str], lexicon: Lexicon) -> Iterator[Argument]:
    """Give where to or from, behind an adverb of direction: "deported back to Britain", "driven away from Homs"."""
    slots = [slot for e in lexicon.find("verb", verb.lemma) for s in e.senses for slot in s.frame.slots]
    for child in sentence.children(verb):
        if child.dep in {"advmod", "prt"} and child.i > verb.i:
            for way in sentence.children(child):
                moving = any(way.lemma in slot.markers and slot.role in _MOVING for slot in slots)
                if way.dep == "prep" and way.i == child.i + 1 and moving:
                    yield from _prepositional(sentence, way, table)


def _prepositional(sentence: Sentence, preposition: Token, table: Mapping[str, str]) -> Iterator[Argument]:
    """Give what stands under a preposition, with its marker; "out of" and its like are one marker."""
    marker = preposition.text.lower()
    for child in sentence.children(preposition):
        path = f"{preposition.dep}/{child.dep}"
        if path in table:
            yield Argument(table[path], marker, child)
        elif child.dep == "prep":
            for below in sentence.children(child):
                if f"prep/{below.dep}" in table:
                    yield Argument(table[f"prep/{below.dep}"], f"{marker} {child.text.lower()}", below)


def lacks(sentence: Sentence, clause: Token, lexicon: Lexicon) -> bool:
    """Tell whether a clause with "that" under a noun lacks what is said: "a claim that Moscow did not confirm".

    It tells more of the noun then, and is not what the noun says, though the parser reads it so.
    """
    entry = lexicon.word("verb", clause.lemma.lower()) if clause.dep == "acl" else None
    if entry is None or not entry.senses or not lexicon.attributes(entry.senses[0].kind):
        return False
    below = sentence.children(clause)
    return any(c.lemma == "that" and c.i < clause.i for c in below) and all(c.dep in _BARE for c in below)


def _gap(sentence: Sentence, verb: Token, found: list[Argument], lexicon: Lexicon) -> Iterator[Argument]:
    """Fill the gap of a relative clause with its antecedent: "the man they arrested", "the town where it fell"."""
    if verb.dep == "xcomp":
        yield from _distant_gap(sentence, verb, found)
    if verb.dep != "relcl" and not lacks(sentence, verb, lexicon):
        return
    head = sentence.head(verb)
    for child in sentence.children(verb):
        if child.tag == "WRB" and child.lemma == "where":
            yield Argument("prepositionalAdjunct", "in", head, overt=False)
            return
        if child.dep == "prep" and not sentence.children(child):
            yield Argument("prepositionalAdjunct", child.text.lower(), head, overt=False)
            return
    functions = {a.function for a in found}
    relative = any(t.tag in RELATIVE_TAGS or t.tag == "WRB" for t in sentence.subtree(verb) if t.i < verb.i)
    if "subject" in functions and not functions & _OBJECTS and not relative:
        yield Argument("directObject", "", head, overt=False)


def _distant_gap(sentence: Sentence, verb: Token, found: list[Argument]) -> Iterator[Argument]:
    """Fill the gap of an infinitive under a relative clause: "the aircraft that they intend to launch"."""
    relative = verb
    while relative.dep == "xcomp" and is_verb(sentence.head(relative)):
        relative = sentence.head(relative)
    below = sentence.children(relative)
    subject = next((c for c in below if c.dep == "nsubj"), None)
    if relative.dep != "relcl" or not infinitive(sentence, verb) or is_passive(sentence, verb):
        return
    if subject is None or subject.tag in RELATIVE_TAGS or any(c.dep in {"dobj", "dative"} for c in below):
        return
    between = [t for t in sentence.subtree(relative) if t.i < relative.i and t.tag in {*RELATIVE_TAGS, "WRB"}]
    open_ended = not any(a.function in _OBJECTS or a.token.i > verb.i for a in found)
    if open_ended and not any(t.tag == "WRB" or t.dep == "pobj" for t in between):
        yield Argument("directObject", "", sentence.head(relative), overt=False)


def _takes(verb: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun can be the object of a verb; of a verb that the lexicon does not know any can."""
    senses = [s for e in lexicon.find("verb", verb.lemma) if len(e.words) == 1 for s in e.senses]
    fitting = [s for s in senses if not s.objects or noun.lemma.lower() in s.objects]
    slots = [slot for sense in fitting for slot in sense.frame.slots]
    return not senses or any(s.function == "directObject" and s.filler != "Amount" for s in slots)


def _shared_object(sentence: Sentence, verb: Token, found: list[Argument], lexicon: Lexicon) -> Iterator[Argument]:
    """Give the object that a coordination says once, at its end: "killed and wounded dozens"."""
    if any(a.function in _OBJECTS or a.token.i > verb.i for a in found):
        return
    for member in sentence.children(verb):
        if member.dep == "conj" and is_verb(member) and member.i <= verb.i + 2:
            yield from (
                Argument("directObject", "", child, overt=False)
                for child in sentence.children(member)
                if child.dep == "dobj" and _takes(verb, child, lexicon)
            )


def _spread(sentence: Sentence, verb: Token, found: list[Argument], lexicon: Lexicon) -> Iterator[Argument]:
    """Give every member of a coordination as an argument of its own, and antecedents for relative pronouns."""
    for argument in found:
        said = antecedent(sentence, argument.token) or argument.token
        token = core(sentence, said, lexicon)
        if argument.function in {"clausalArg", "prepositionalGerund"}:
            yield argument._replace(token=token)
            continue
        # "Spiralling prices and wages": the participle tells of the noun behind it alone.
        described = verb.dep == "amod" and token == sentence.head(verb)
        for member in [token] if described else conjuncts(sentence, token):
            if member != verb:
                yield argument._replace(token=core(sentence, member, lexicon))
                yield from (argument._replace(token=t, overt=False) for t in examples(sentence, member, lexicon))
        if token != said:
            # "Eight of its rivals, including Acme": the examples hang on the number.
            yield from (argument._replace(token=t, overt=False) for t in examples(sentence, said, lexicon))


def _is_told(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause under a noun is what the noun says: "the claim that he left", "allegations he left"."""
    return any(c.dep == "mark" or c.dep in SUBJECTS for c in sentence.children(clause))


def noun_arguments(sentence: Sentence, noun: Token, lexicon: Lexicon) -> tuple[Argument, ...]:
    """List what stands around a noun or adjective: possessors, modifiers, prepositional phrases, clauses."""
    table = lexicon.grammar["nominal"]
    found: list[Argument] = []
    for child in sentence.children(noun):
        if child.dep == "acl" and not (infinitive(sentence, child) or _is_told(sentence, child)):
            # "An incident involving a bus": who or what the noun is, nothing that it is about.
            continue
        if lacks(sentence, child, lexicon):
            continue
        if child.dep in table:
            found.append(Argument(table[child.dep], "", child))
        elif child.dep in {"prep", "agent"}:
            found += _prepositional(sentence, child._replace(dep="prep"), table)
    found += _inner(sentence, noun, found, table, lexicon)
    return tuple(_spread(sentence, noun, [_agent(a) for a in found], lexicon))


def _inner(
    sentence: Sentence, word: Token, found: list[Argument], table: Mapping[str, str], lexicon: Lexicon
) -> list[Argument]:
    """Give the prepositional phrases that the parser hangs on an object, though they may belong to the event."""
    below: list[Argument] = []
    for argument in found:
        if argument.function == "directObject" or (
            argument.function == "prepositionalAdjunct" and argument.marker == "of"
        ):
            for child in sentence.children(argument.token):
                if child.dep == "prep" and _is_loose(sentence, child, argument.token, word, lexicon):
                    below += (a._replace(overt=False, inner=True) for a in _prepositional(sentence, child, table))
    return below


def _is_loose(sentence: Sentence, preposition: Token, noun: Token, word: Token, lexicon: Lexicon) -> bool:
    """Tell whether a prepositional phrase behind a noun may belong to the event that the noun takes part in.

    Not so "a man from Leeds" before the verb, nor "the ambassador to Syria".
    """
    if preposition.lemma in _OWN or exemplifies(sentence, preposition, lexicon):
        return False
    if preposition.lemma in _WAYS and noun.i < word.i:
        return False
    entry = lexicon.word("noun", noun.lemma.lower()) if preposition.lemma == "to" else None
    return entry is None or entry.denotes != "Person"


def _agent(argument: Argument) -> Argument:
    """Tell "the attack by rebels" from other prepositional phrases of a noun."""
    if argument.function == "prepositionalAdjunct" and argument.marker == "by":
        return argument._replace(function="agentAdjunct")
    return argument
