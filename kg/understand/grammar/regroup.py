"""Attachments that only the meaning of words can tell, mended before anything is understood.

The parser hangs a clause where it most often belongs, whatever the words mean. What the form alone shows is mended
beside the parser (`kg.text.mend`); here the lexicon helps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from kg.event import Attribution
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import ACTORS
from kg.words.lexicon import Lexicon

_AGAINST: Final = frozenset({"while", "whereas"})
"""Conjunctions that set what one says against what another says or does."""
_HARM: Final = frozenset({"Attack", "Death", "Disaster", "Injury"})
_INNER: Final = frozenset({"acl", "advcl", "ccomp", "conj", "relcl"})
_HURTS: Final = frozenset({"Attack", "Death", "Injury"})


def regroup(sentences: Sequence[Sentence], lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Give the sentences of an article with some clauses hung elsewhere."""
    return tuple(_regrouped(sentence, lexicon) for sentence in sentences)


def _regrouped(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    for rule in _RULES:
        changed = {token.i: token for token in rule(sentence, lexicon)}
        if changed:
            sentence = replace(sentence, tokens=tuple(changed.get(t.i, t) for t in sentence.tokens))
    return sentence


def _contrast(sentence: Sentence, lexicon: Lexicon) -> Iterable[Token]:
    """Hang on the saying what another says: "The army said it had won, while the rebels said they had"."""
    for clause in sentence.tokens:
        said = sentence.head(clause)
        say = sentence.head(said)
        if clause.dep != "advcl" or said.dep != "ccomp" or not say.i < said.i < clause.i:
            continue
        below = sentence.children(clause)
        against = any(c.dep == "mark" and c.lemma.lower() in _AGAINST for c in below)
        if against and any(c.dep in SUBJECTS for c in below) and _says(clause, lexicon) and _says(say, lexicon):
            yield clause._replace(head=say.i)


def _blame(sentence: Sentence, lexicon: Lexicon) -> Iterable[Token]:
    """Hang on the saying what is joined to the clause but no thing can say: "said the talks had failed and blamed him".

    Who denies something, too, goes on to say what is so: "denied that its men had fled and accused the rebels".
    """
    for verb in sentence.tokens:
        said = sentence.head(verb)
        say = sentence.head(said)
        joined = verb.dep == "conj" and verb.tag == "VBD" and said.dep == "ccomp" and say.i < said.i < verb.i
        deps = {c.dep for c in sentence.children(verb)}
        if not joined or deps & {*SUBJECTS, "aux", "auxpass"} or not (_says(verb, lexicon) and _says(say, lexicon)):
            continue
        subject = next((c for c in sentence.children(said) if c.dep in SUBJECTS), None)
        perfect = any(c.dep == "aux" for c in sentence.children(said))
        if subject and perfect and (_is_thing(subject, lexicon) or _denies(say, lexicon)):
            yield from (c._replace(head=say.i) for c in sentence.children(said) if c.dep == "cc" and c.i < verb.i)
            yield verb._replace(head=say.i)


def _harm(sentence: Sentence, lexicon: Lexicon) -> Iterable[Token]:
    """Hang who was hurt on what did harm: "seek a man after a bomb exploded, wounding ten" wounds nobody by seeking."""
    for verb in sentence.tokens:
        above = sentence.head(verb)
        loose = verb.dep in {"advcl", "acl"} and verb.tag == "VBG" and is_verb(above) and verb.i > above.i
        if not loose or sentence.at(verb.i - 1).text != "," or not _kinds(verb, lexicon) & _HURTS:
            continue
        if _kinds(above, lexicon) & _HARM:
            continue
        inside = (t for t in sentence.subtree(above) if above.i < t.i < verb.i and is_verb(t) and t.dep in _INNER)
        nearest = max((t for t in inside if _first(t, lexicon) in _HARM), default=None, key=lambda t: t.i)
        if nearest is not None:
            yield verb._replace(head=nearest.i, dep="advcl")


_RULES: Final[tuple[Callable[[Sentence, Lexicon], Iterable[Token]], ...]] = (_contrast, _blame, _harm)


def _first(verb: Token, lexicon: Lexicon) -> str:
    """Give the class of the first sense of a verb."""
    entry = lexicon.word("verb", verb.lemma.lower())
    return entry.senses[0].kind if entry and entry.senses else ""


def _kinds(verb: Token, lexicon: Lexicon) -> set[str]:
    entry = lexicon.word("verb", verb.lemma.lower())
    return {s.kind for s in entry.senses} if entry else set()


def _says(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb is first of all one of saying."""
    entry = lexicon.word("verb", verb.lemma.lower())
    return bool(entry and entry.senses and lexicon.attributes(entry.senses[0].kind))


def _denies(verb: Token, lexicon: Lexicon) -> bool:
    entry = lexicon.word("verb", verb.lemma.lower())
    return entry is not None and any(s.attribution == Attribution.DENIED for s in entry.senses)


def _is_thing(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is known to be nobody."""
    entry = lexicon.word("noun", noun.lemma.lower())
    return noun.tag in {"NN", "NNS"} and entry is not None and entry.denotes not in ACTORS
