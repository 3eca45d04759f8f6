"""Who the subject of a verb is, said or understood: shared by coordination, control, participles and relatives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import DEPTH, antecedent, is_passive, is_somebody, is_verb, opposes
from kg.words.lexicon import Lexicon

_OBJECT_CONTROL: Final = frozenset({"about", "against", "for", "from", "into", "of", "on", "to", "with"})
"""Prepositions whose gerund is what the object of the clause does or did: "accused him of leaving"."""
_MEANT: Final = frozenset({"as", "at"})
"""Prepositions before what somebody means to do."""
_CLAUSE: Final = "clausalArg"
GAINS: Final = frozenset({"Change", "Contest", "Transaction"})
"""Classes of events by which who does them reaches something."""
_PLACED: Final = frozenset({"Aid", "Mobilization", "Movement", "Succession"})
"""Classes of events after which who suffers them does something: "sent troops to fight"."""
_BIDS: Final = "for"
_ASKING: Final = "Demand"


def subjects(sentence: Sentence, verb: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """List the words that stand as subject of a verb on the surface, said or understood; antecedents for relatives."""
    own = [child for child in sentence.children(verb) if child.dep in SUBJECTS]
    if own:
        return [antecedent(sentence, own[0]) or own[0]]
    if depth > DEPTH:
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
            asked = list(_asked(sentence, head, lexicon)) if infinitive(sentence, verb) else []
            return asked or subjects(sentence, head, lexicon, depth)
        case "amod":
            return [head]
        case "acl" if verb.tag in {"VBG", "VBN"}:
            return _higher(sentence, head, lexicon, depth) if _bound(sentence, verb, head) else [head]
        case "acl" | "relcl":
            # "A plant to be built": the noun is what it is done to; "a plan to build": whose it is builds.
            active = infinitive(sentence, verb) and not is_passive(sentence, verb)
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


def infinitive(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb stands with "to"."""
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
    if of_object and head.dep == "dobj" and is_somebody(head, lexicon) and _blames(sentence.head(head), lexicon):
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
