"""Who stands in which grammatical function of a word: voice, understood subjects, relatives, coordination.

The labels of a parser are read from the grammar table of the lexicon; what stays here is what English does to a
clause, whatever its words: a subject is shared by coordination, control, participles and relatives; the antecedent of
a relative clause fills its gap; a coordination stands once for each of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.words.lexicon import Lexicon
from kg.words.smallword import small_word, whereabouts, words_of

_SPELT: Final = re.compile(r"[^\W\d_]([^\W\d_]|[-'’.])*")
"""What a verb is written with: "BB+" is none."""
_RELATIVE_TAGS: Final = frozenset({"WDT", "WP", "WP$"})
_BARE: Final = frozenset({"advmod", "aux", "auxpass", "mark", "neg", "nsubj", "punct"})
"""Labels of what stands beside a verb that has no object."""
_CLAUSES: Final = frozenset({"relcl", "acl"})
_OBJECT_CONTROL: Final = frozenset({"about", "against", "for", "from", "into", "of", "on", "to", "with"})
"""Prepositions whose gerund is what the object of the clause does or did: "accused him of leaving"."""
_OWN: Final = frozenset({"between", "by", "of"})
"""Prepositions under a noun that tell whose or what it is, never where the event above it was."""
_WAYS: Final = frozenset({"from", "into", "to"})
"""Prepositions of ways: behind a noun before the verb they tell where the noun is from."""
_SHORT: Final = frozenset({"conj", "pcomp"})
"""Labels of participles that can have a subject of their own and no auxiliary: "with ten people injured"."""
_OBJECTS: Final = frozenset({"clausalArg", "directObject", "predicativeComplement"})
_MOVING: Final = frozenset({"origin", "destination"})
"""Roles of where something moves from and to."""
_PART: Final = "of"
_SUMS: Final = frozenset({"MONEY", "QUANTITY"})
"""Entities that only say how much there is of something: "5 million dollars of aid", "700 kg of medicine"."""
_MEANT: Final = frozenset({"as", "at"})
"""Prepositions before what somebody means to do."""
_CLAUSE: Final = "clausalArg"
GAINS: Final = frozenset({"Change", "Contest", "Transaction"})
"""Classes of events by which who does them reaches something."""
_PLACED: Final = frozenset({"Aid", "Mobilization", "Movement", "Succession"})
"""Classes of events after which who suffers them does something: "sent troops to fight"."""
_WHO: Final = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_BIDS: Final = "for"
_DAYS: Final = "DATE"
_ASKING: Final = "Demand"
_AGAINST: Final = "Rejection"
_FRONTED: Final = frozenset({"should"})
"""Modals that stand before the subject of a condition."""
_DEPTH: Final = 12
"""How far an understood subject is looked for: deeper nesting is a fault of the parse."""


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


def is_verb(token: Token) -> bool:
    """Tell whether a token is a full verb or a copula that heads a clause."""
    return token.tag[:2] == "VB" and token.dep not in {"aux", "auxpass"} and _SPELT.fullmatch(token.text) is not None


def is_passive(sentence: Sentence, verb: Token, depth: int = 0) -> bool:
    """Tell whether a verb is passive, as a participle after a noun or in a coordination too."""
    deps = {child.dep for child in sentence.children(verb)}
    if deps & {"auxpass", "nsubjpass", "csubjpass", "agent"}:
        return True
    if verb.tag != "VBN" or "aux" in deps or ("nsubj" in deps and (verb.dep not in _SHORT or "dobj" in deps)):
        return False
    if verb.dep in {"acl", "acomp", "advcl", "amod", "relcl", "pcomp", "ccomp", "oprd"}:
        return True
    head = sentence.head(verb)
    if verb.dep != "conj" or depth >= _DEPTH or not is_verb(head):
        return False
    own = "nsubj" in deps and not any(c.dep == "aux" for c in sentence.children(head))
    return own or is_passive(sentence, head, depth + 1)


def conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """List a word and all that is coordinated with it after it."""
    found = [token]
    for member in found:
        found.extend(child for child in sentence.children(member) if child.dep == "conj" and child not in found)
    return found


def antecedent(sentence: Sentence, pronoun: Token) -> Token | None:
    """Find the noun that a relative pronoun stands for, or None where the word is no relative pronoun."""
    if pronoun.tag not in _RELATIVE_TAGS and not (
        pronoun.lemma == "that" and pronoun.dep in SUBJECTS | {"dobj", "pobj"}
    ):
        return None
    token = pronoun
    for _ in range(_DEPTH):
        if token.dep in _CLAUSES:
            return sentence.head(token)
        if token.dep == "ROOT" or token.dep in {"advcl", "csubj"}:
            return None
        token = sentence.head(token)
    return None


def subjects(sentence: Sentence, verb: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """List the words that stand as subject of a verb on the surface, said or understood; antecedents for relatives."""
    own = [child for child in sentence.children(verb) if child.dep in SUBJECTS]
    if own:
        return [antecedent(sentence, own[0]) or own[0]]
    if depth > _DEPTH:
        return []
    return _understood(sentence, verb, lexicon, depth + 1)


def _understood(sentence: Sentence, verb: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    head = sentence.head(verb)
    match verb.dep:
        case "conj" if is_verb(head) or head.pos == "AUX":
            return subjects(sentence, head, lexicon, depth)
        case "xcomp":
            found = _controller(sentence, head, lexicon, depth)
            bound = len(found) == 1 and sentence.head(found[0]) == head and _bound(sentence, verb, found[0])
            return subjects(sentence, head, lexicon, depth) if bound else found
        case "acomp":
            return subjects(sentence, head, lexicon, depth)
        case "oprd" if is_verb(head):
            return complemented(sentence, head, lexicon, depth)
        case "advcl" if verb.tag in {"VBG", "VBN", "VB"} and (is_verb(head) or head.pos == "AUX"):
            asked = list(_asked(sentence, head, lexicon)) if _infinitive(sentence, verb) else []
            return asked or subjects(sentence, head, lexicon, depth)
        case "amod":
            return [head]
        case "acl" if verb.tag in {"VBG", "VBN"}:
            return _higher(sentence, head, lexicon, depth) if _bound(sentence, verb, head) else [head]
        case "acl" | "relcl":
            # "A plant to be built": the noun is what it is done to; "a plan to build": whose it is builds.
            active = _infinitive(sentence, verb) and not is_passive(sentence, verb)
            return _owner(sentence, head, lexicon, depth) if active else [head]
        case "pcomp":
            return _gerund_subject(sentence, head, lexicon, depth) if head.dep == "prep" else []
        case _:
            return []


def complemented(sentence: Sentence, verb: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """Give what an object complement is said of: the object of its verb, else the subject: "left ten people dead"."""
    objects = [c for c in sentence.children(verb) if c.dep == "dobj"]
    return [antecedent(sentence, o) or o for o in objects] or subjects(sentence, verb, lexicon, depth)


def _bound(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """Tell whether a verb cannot be said of the noun before it, since its own object is a pronoun for the noun.

    Principle B of binding (Chomsky, "Lectures on government and binding", 1981): a pronoun is free in its clause. So in
    "sent word to residents assuring them" it is not the residents who assure.
    """
    plural = noun.tag in {"NNS", "NNPS"}
    objects = [c for c in sentence.children(verb) if c.dep in {"dobj", "dative"} and c.tag == "PRP"]
    return any(c.text.lower() == ("them" if plural else "it") for c in objects)


def _higher(sentence: Sentence, noun: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Give the subject of the verb above a noun."""
    head = sentence.head(noun)
    while head.dep in {"prep", "dative", "pobj", "dobj"} and not is_verb(head):
        head = sentence.head(head)
    return subjects(sentence, head, lexicon, depth) if is_verb(head) else []


def _infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(child.tag == "TO" for child in sentence.children(verb))


def _controller(sentence: Sentence, head: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Find whom the infinitive or gerund under a verb, adjective or noun is about: its object, else its subject."""
    if head.pos == "ADJ" and head.dep in {"acomp", "oprd", "amod", "conj"}:
        copula = sentence.head(head)
        found = subjects(sentence, copula, lexicon, depth)
        # "It is difficult to say": that is nobody who says it, but who is "unable to say" does not.
        able = copula.lemma != "be" or is_personal(head, lexicon)
        return [t for t in found if able or t.lemma.lower() != "it"]
    if head.pos == "NOUN":
        return _owner(sentence, head, lexicon, depth)
    if not is_verb(head) and head.pos != "AUX":
        return []
    bound = [child for child in sentence.children(head) if child.dep in {"dobj", "dative"} and child.tag != "IN"]
    bound = bound or list(_asked(sentence, head, lexicon))
    if bound and not _subject_control(head, lexicon) and not _only_wins(head, lexicon):
        return [antecedent(sentence, bound[0]) or bound[0]]
    return subjects(sentence, head, lexicon, depth)


def is_personal(adjective: Token, lexicon: Lexicon) -> bool:
    """Tell whether an adjective says of somebody what they can or will do: "unable", but not "difficult"."""
    known = lexicon.word("adjective", adjective.text.lower())
    return known is not None and "personal" in known.traits


def _gerund_subject(sentence: Sentence, preposition: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Find whom the gerund under a preposition is about: "kept them from leaving", but "hurt them by leaving"."""
    head = sentence.head(preposition)
    of_object = preposition.lemma in _OBJECT_CONTROL and preposition.i > head.i
    if is_verb(head) and not of_object:
        return subjects(sentence, head, lexicon, depth)
    if of_object and head.dep == "dobj" and _is_somebody(head, lexicon) and _blames(sentence.head(head), lexicon):
        return [head]
    return _controller(sentence, head, lexicon, depth)


def _asked(sentence: Sentence, verb: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Give whom a verb of asking asks by a preposition: "called on France to leave"."""
    for child in sentence.children(verb):
        entries = lexicon.find("verb", verb.lemma) if child.dep == "prep" and child.i > verb.i else ()
        if any(child.lemma in e.words or len(e.words) == 1 for e in entries for s in e.senses if s.kind == _ASKING):
            yield from (c for c in sentence.children(child) if c.dep == "pobj")


def _subject_control(verb: Token, lexicon: Lexicon) -> bool:
    entry = lexicon.word("verb", verb.lemma)
    return entry is not None and any(sense.control for sense in entry.senses)


def _only_wins(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb takes no clause and its subject goes on: "beat Kenya to win the cup", "cut costs to grow"."""
    senses = [s for e in lexicon.find("verb", verb.lemma) if len(e.words) == 1 for s in e.senses]
    kinds = {s.kind for s in senses}
    takes = any(slot.function == _CLAUSE for s in senses for slot in s.frame.slots)
    return bool(kinds & GAINS) and not kinds & _PLACED and not takes


def _is_somebody(noun: Token, lexicon: Lexicon) -> bool:
    entry = lexicon.word("noun", noun.lemma.lower())
    return noun.entity in _WHO or (entry is not None and entry.denotes in {"Group", "Organization", "Person"})


def _blames(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb has an object and a deed of the object: "accused the firm of paying bribes"."""
    senses = [s for e in lexicon.find("verb", verb.lemma) if len(e.words) == 1 for s in e.senses]
    wanted = {"directObject", "prepositionalGerund"}
    return any(wanted <= {slot.function for slot in s.frame.slots} for s in senses)


def _owner(sentence: Sentence, noun: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Find whose plan, duty or attempt a noun is: its possessor, else the subject of the verb that it is object of."""
    owners = [child for child in sentence.children(noun) if child.dep == "poss"]
    bidden = [c for p in sentence.children(noun) if p.lemma == _BIDS for c in sentence.children(p) if c.dep == "pobj"]
    bidden = [c for c in bidden if sentence.at(min(c.i + 1, sentence.tokens[-1].i)).tag == "TO"]
    if owners or bidden:
        # "Orders for the army to leave": the army is to leave, whoever orders it.
        return bidden or owners
    head = sentence.head(noun)
    if noun.dep == "pobj" and head.lemma in _MEANT and is_verb(sentence.head(head)):
        # "Is looking at ways to grow", "uses it as an excuse to leave".
        head = sentence.head(head)
        return [] if is_passive(sentence, head) or opposes(head, lexicon) else subjects(sentence, head, lexicon, depth)
    if noun.dep in {"dobj", "attr"} and (is_verb(head) or head.pos == "AUX") and not is_passive(sentence, head):
        return [] if opposes(head, lexicon) else subjects(sentence, head, lexicon, depth)
    return []


def opposes(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether who is subject of a verb is against what its object is: "vetoed a bill", "cancelled the talks"."""
    entry = lexicon.word("verb", verb.lemma)
    return entry is not None and any(s.kind == _AGAINST or s.signature.startswith("-") for s in entry.senses)


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
    relative = any(t.tag in _RELATIVE_TAGS or t.tag == "WRB" for t in sentence.subtree(verb) if t.i < verb.i)
    if "subject" in functions and not functions & _OBJECTS and not relative:
        yield Argument("directObject", "", head, overt=False)


def _distant_gap(sentence: Sentence, verb: Token, found: list[Argument]) -> Iterator[Argument]:
    """Fill the gap of an infinitive under a relative clause: "the aircraft that they intend to launch"."""
    relative = verb
    while relative.dep == "xcomp" and is_verb(sentence.head(relative)):
        relative = sentence.head(relative)
    below = sentence.children(relative)
    subject = next((c for c in below if c.dep == "nsubj"), None)
    if relative.dep != "relcl" or not _infinitive(sentence, verb) or is_passive(sentence, verb):
        return
    if subject is None or subject.tag in _RELATIVE_TAGS or any(c.dep in {"dobj", "dative"} for c in below):
        return
    between = [t for t in sentence.subtree(relative) if t.i < relative.i and t.tag in {*_RELATIVE_TAGS, "WRB"}]
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


def core(sentence: Sentence, noun: Token, lexicon: Lexicon) -> Token:
    """Give the noun that a quantity is of: "a number of suburbs", "two of the men"; of "one of them, Ali," the name."""
    for _ in range(_DEPTH):
        entry = lexicon.word("noun", noun.lemma.lower())
        counts = noun.tag in {"CD", "DT", "PDT", "JJ"} or (entry is not None and "partitive" in entry.traits)
        # "Three days of protests", too, are protests.
        counts = counts or noun.entity in _SUMS or noun.entity == _DAYS
        below = [c for c in sentence.children(noun) if c.dep == "prep" and c.i == noun.i + 1] if counts else []
        below = [c for c in below if c.lemma == _PART]
        of = [c for c in sentence.children(below[0]) if c.dep == "pobj"] if below else []
        if not of or (noun.entity == _DAYS and (of[0].entity or noun.tag != "NNS")):
            break
        noun = next((c for c in sentence.children(noun) if c.dep == "appos" and c.pos == "PROPN"), of[0])
    return noun


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


def examples(sentence: Sentence, noun: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Give the examples that a noun is said to include: "suburbs, including Daraya"."""
    for child in sentence.children(noun):
        entry = small_word(sentence, child, lexicon) if child.dep == "prep" else None
        if entry and "examples" in entry.traits:
            for below in (b for w in words_of(sentence, child, entry) or (child,) for b in sentence.children(w)):
                if below.dep == "pobj":
                    yield from conjuncts(sentence, below)


def _is_told(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause under a noun is what the noun says: "the claim that he left", "allegations he left"."""
    return any(c.dep == "mark" or c.dep in SUBJECTS for c in sentence.children(clause))


def _exemplifies(sentence: Sentence, preposition: Token, lexicon: Lexicon) -> bool:
    entry = small_word(sentence, preposition, lexicon)
    return entry is not None and "examples" in entry.traits


def noun_arguments(sentence: Sentence, noun: Token, lexicon: Lexicon) -> tuple[Argument, ...]:
    """List what stands around a noun or adjective: possessors, modifiers, prepositional phrases, clauses."""
    table = lexicon.grammar["nominal"]
    found: list[Argument] = []
    for child in sentence.children(noun):
        if child.dep == "acl" and not (_infinitive(sentence, child) or _is_told(sentence, child)):
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
    if preposition.lemma in _OWN or _exemplifies(sentence, preposition, lexicon):
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


def fronted(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause is a condition by its order of words: "had prices risen, ...", "should it fail, ..."."""
    head = sentence.head(clause)
    below = sentence.children(clause)
    if head.i < clause.i or head == clause or any(c.dep == "mark" for c in below):
        return False
    first = next((c for c in below if c.dep in {"aux", "auxpass"}), clause)
    subject = next((c for t in (clause, *below) for c in sentence.children(t) if c.dep in SUBJECTS), None)
    if subject is None or first.i > subject.i or any(t.dep == "punct" for t in below if t.i < first.i):
        return False
    return first.i + 1 >= min(t.i for t in sentence.subtree(subject)) and (
        (first.lemma in {"have", "be"} and first.tag == "VBD") or (first.tag == "MD" and first.text.lower() in _FRONTED)
    )


def negation(sentence: Sentence, token: Token) -> Token | None:
    """Find the word that negates a verb, noun or adjective by its label, or None."""
    return next((child for child in sentence.children(token) if child.dep == "neg"), None)
