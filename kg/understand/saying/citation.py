"""Who is cited without a verb: source phrases ("according to monitors"), a name before a colon or behind a dash."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import conjuncts, is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler
from kg.understand.saying.statement import Statement, spans
from kg.words.lexicon import Lexicon
from kg.words.smallword import words_of

_SPEAKER: Final = 5
"""Words of the longest name before a colon that can be who speaks."""
_SPEAKERS: Final = frozenset({"Person", "Organization", "Group", "Actor", "Name", "Place"})
_NAMING: Final = frozenset({"PROPN", "NOUN", "DET", "ADJ", "PUNCT"})
_SHORTEST: Final = 4
"""Words of the shortest text behind a colon that stands for what somebody says."""
DASHES: Final = frozenset({"―", "—", "–", "--"})
"""Marks before a name that signs a quotation."""


def sources(sentence: Sentence, known: Sequence[Statement], lexicon: Lexicon, text: str) -> Iterator[Statement]:
    """Find source phrases, such as "according to monitors", and what they cover."""
    for token in sentence.tokens:
        for entry in lexicon.find("preposition", token.text.lower()):
            words = words_of(sentence, token, entry)
            if words and "source" in entry.traits:
                found = _source(sentence, words, known, text)
                if found:
                    yield found
                break


def _source(sentence: Sentence, words: tuple[Token, ...], known: Sequence[Statement], text: str) -> Statement | None:
    bodies = [c for w in words for c in sentence.children(w) if c.dep == "pobj" and c not in words]
    if not bodies:
        return None
    fillers = tuple(Filler("actor", m, words[-1].text.lower()) for m in conjuncts(sentence, bodies[0]))
    predicate = Predicate(words[0], sentence.index, "Statement", None, fillers, particles=words[1:])
    own = {t.i for t in sentence.subtree(words[0])}
    head = sentence.head(words[0])
    for outer in known:
        # "They withdrew, according to monitors, the Times reported": the monitors say what stands before them.
        if outer.predicate.token.i == head.i and outer.heads and outer.heads[0] < words[0].i < head.i:
            covered = [t for t in sentence.subtree(sentence.at(outer.heads[0])) if t.i not in own]
            return Statement(predicate, spans(covered, (), text), heads=outer.heads)
    if not is_verb(head) and head.pos != "AUX":
        head = clause_of(sentence, head)
    if _closes(sentence, words[0], own):
        # "Two were killed and ten wounded, according to medics": what stands at the end after a comma covers all.
        while head.dep == "conj" and is_verb(sentence.head(head)):
            head = sentence.head(head)
    covered = [t for t in sentence.subtree(head) if t.i not in own]
    return Statement(predicate, spans(covered, (), text), heads=(head.i,))


def _closes(sentence: Sentence, word: Token, own: Collection[int]) -> bool:
    """Tell whether a source phrase stands after a comma and nothing but marks follows it."""
    after = [t for t in sentence.tokens if t.i > word.i and t.i not in own and t.pos != "PUNCT"]
    return not after and word.i > sentence.first and sentence.at(word.i - 1).text == ","


def clause_of(sentence: Sentence, token: Token) -> Token:
    """Climb from a noun to the verb of its clause."""
    while not (is_verb(token) or token.pos == "AUX") and token.head != token.i:
        token = sentence.head(token)
    return token


def signed(sentence: Sentence, phrases: Mapping[int, Phrase]) -> Iterator[Statement]:
    """Find the name that signs what stands before it, after a dash: ' "Never again." — Maria Lopez'."""
    dash = next((t for t in reversed(sentence.tokens) if t.text in DASHES), None)
    if dash is None:
        return
    before = [t for t in sentence.tokens if t.i < dash.i]
    after = [t for t in sentence.tokens if t.i > dash.i and t.text != "." and t.pos != "SPACE"]
    closed = not before or before[-1].tag == "''" or before[-1].text in {'"', "”"}
    if not closed or not 0 < len(after) <= _SPEAKER or any(t.pos not in _NAMING for t in after):
        return
    who = next((t for t in after if t.i in phrases and phrases[t.i].named), None)
    if who is not None:
        yield Statement(Predicate(dash, sentence.index, "Statement", None, (Filler("actor", who),)))


def headed(sentence: Sentence, phrases: Mapping[int, Phrase], text: str) -> Iterator[Statement]:
    """Find what stands behind the name of who says it and a colon: "Minister: no talks", "PENCE: I agree"."""
    colon = next((t for t in sentence.tokens[1 : _SPEAKER + 1] if t.text == ":"), None)
    if colon is None:
        return
    before = [t for t in sentence.tokens if t.i < colon.i]
    after = [t for t in sentence.tokens if t.i > colon.i]
    who = next((t for t in reversed(before) if t.i in phrases and phrases[t.i].kind in _SPEAKERS), None)
    if who is None or len(after) < _SHORTEST or any(t.pos not in _NAMING for t in before):
        return
    predicate = Predicate(colon, sentence.index, "Statement", None, (Filler("actor", who),))
    yield Statement(predicate, spans(after, (), text), heads=(after[0].i,))
