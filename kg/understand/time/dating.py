"""Which time dates which event: by the parse, never by being near.

An expression of time dates the event that it hangs on. What happens together has one time: verbs that are joined under
one subject, a participle that tells what else its verb did, an event noun that takes part in what is dated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from kg.event import Occasion, TimeSpan
from kg.span import Span
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate
from kg.when.reach import reaches
from kg.when.tense import Tense, tense
from kg.words.lexicon import Lexicon

Times = Mapping[int, tuple[TimeSpan, ...]]
"""Index of a trigger to the times of its event."""

Told = TypeVar("Told", TimeSpan, Occasion)
"""What tells when: by the calendar, or by what else goes on."""

_MODIFIERS: Final = frozenset({"amod", "compound", "nummod", "nmod", "quantmod", "poss"})
"""Labels of the words that describe the noun they depend on."""
_CLAUSAL: Final = SUBJECTS | {"aux", "auxpass", "mark"}
"""Labels of what makes a participle a clause of its own."""
_AMIDST: Final = frozenset({"amid", "at", "by", "during", "in", "on", "with"})
"""Prepositions of what goes on at the same time."""
_WHILE: Final = frozenset({"as", "when", "while"})
"""Conjunctions of what goes on at the same time."""
_NEAR: Final = 3
"""Words between two verbs that are said in one breath: "killed and wounded"."""
_PASSES: Final = 3
"""How often times are handed on: deeper nesting is a fault of the parse."""
_LOOKS: Final = {
    Tense.PAST: -1, Tense.PLUPERFECT: -1, Tense.PERFECT: -1, Tense.FUTURE: 1, Tense.WOULD: 1, Tense.INTENDED: 1,
    Tense.OPEN: 1,
}  # fmt: skip
"""Where a tense looks; what has one of the others looks where its neighbours look."""


def told(
    sentences: Sequence[Sentence], spans: Sequence[TimeSpan], words: Mapping[int, Predicate], lexicon: Lexicon
) -> dict[int, tuple[TimeSpan, ...]]:
    """Find the times that the text gives events: `words` are the predicates by each word that names them.

    `spans` are the expressions of time of the article in the order of the text, with one mention each.
    """
    found: dict[int, list[TimeSpan]] = defaultdict(list)
    rows = iter(spans)
    span = next(rows, None)
    for sentence in sentences:
        own: dict[int, list[TimeSpan]] = defaultdict(list)
        while span is not None and span.mentions[0].span.begin < sentence.span.end:
            predicate = _dated(sentence, span.mentions[0].span, words)
            if predicate is not None:
                own[predicate.token.i].append(span)
            span = next(rows, None)
        if own:
            hand_on(sentence, own, words, together(sentence, words, lexicon))
        found |= own
    whole = reaches(sentences, spans)
    return {i: _sorted([whole.get(t.mentions[0].span, t) for t in times]) for i, times in found.items()}


def _sorted(times: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Put first what has days."""
    return tuple(sorted(times, key=lambda t: t.begin is None and t.end is None))


def _dated(sentence: Sentence, span: Span, words: Mapping[int, Predicate]) -> Predicate | None:
    """Climb from an expression of time to the event that it belongs to."""
    inside = [t for t in sentence.tokens if t.span.overlaps(span)]
    if not inside:
        return None
    token = next((t for t in inside if sentence.head(t) not in inside or t.head == t.i), inside[0])
    if token.dep in _MODIFIERS and sentence.head(token).i not in words:
        # "a 14-year-old boy": it says something of a thing, not of an event.
        return None
    while token.head != token.i:
        token = sentence.head(token)
        if token in inside:
            continue
        if token.i in words:
            return words[token.i]
        if is_verb(token) or token.pos == "AUX":
            return None
    return None


# ── one time for what happens together ───────────────────────────────────────


Lenders = Callable[[Predicate, Mapping[int, Sequence[Told]]], Iterator[int]]
"""From an event and the times known to the triggers whose time holds for the event too."""


def hand_on(
    sentence: Sentence, own: dict[int, list[Told]], words: Mapping[int, Predicate], lenders: Lenders[Told]
) -> None:
    """Give events without a time that of the event that they happen with; what was given is handed on."""
    here = {p.token.i: p for t in sentence.tokens if (p := words.get(t.i))}
    for _ in range(_PASSES):
        given: dict[int, list[Told]] = {}
        for i, predicate in here.items():
            lender = None if i in own else next((j for j in lenders(predicate, own) if j in own), None)
            if lender is not None:
                given[i] = own[lender]
        if not given:
            return
        own.update(given)


def together(sentence: Sentence, words: Mapping[int, Predicate], lexicon: Lexicon) -> Lenders[Told]:
    """Give what finds the triggers whose time holds for an event of a sentence too."""
    here = tuple({p.token.i: p for t in sentence.tokens if (p := words.get(t.i))}.values())
    return lambda predicate, own: _lenders(sentence, predicate, own, here, words, lexicon)


def _lenders(
    sentence: Sentence,
    predicate: Predicate,
    own: Mapping[int, Sequence[Told]],
    here: Sequence[Predicate],
    words: Mapping[int, Predicate],
    lexicon: Lexicon,
) -> Iterator[int]:
    """List the triggers whose time holds for an event too."""
    token = predicate.token
    if is_verb(token):
        yield from _joined(sentence, token, own, words)
        yield from _beside(sentence, token, words)
        # "Monday's attack killed ten."
        yield from (words[t.i].token.i for t in predicate.of("actor") if t.i in words)
    else:
        yield from _around(sentence, token, words, lexicon)
    for other in here:
        if any(words.get(t.i) is predicate for t in other.of("actor")):
            yield other.token.i


def _joined(
    sentence: Sentence, verb: Token, own: Mapping[int, Sequence[Told]], words: Mapping[int, Predicate]
) -> Iterator[int]:
    """Give the verbs before and after it that a verb is joined to, and of which it is what came of it."""
    head = sentence.head(verb)
    above = words.get(head.i)
    if verb.dep == "conj" and above and _look_alike(sentence, verb, head):
        told = (m.span.begin for t in own.get(above.token.i, ()) for m in t.mentions)
        if not _has_subject(sentence, verb) or any(begin < head.begin for begin in told):
            yield above.token.i
    if verb.dep == "xcomp" and above and above.sense and above.sense.signature.startswith("+"):
        # "In the end the army managed to leave."
        yield above.token.i
    for child in sentence.children(verb):
        near = child.dep == "conj" and child.i <= verb.i + _NEAR and child.i in words
        if near and _look_alike(sentence, verb, child) and not _has_subject(sentence, child):
            yield words[child.i].token.i


def _has_subject(sentence: Sentence, verb: Token) -> bool:
    return any(c.dep in SUBJECTS for c in sentence.children(verb))


def _beside(sentence: Sentence, verb: Token, words: Mapping[int, Predicate]) -> Iterator[int]:
    """Give the verbs that a clause or participle tells more of, and those that tell more of a verb."""
    head = sentence.head(verb)
    if verb.dep in {"advcl", "acl"} and verb.tag == "VBG" and head.i in words and _bare(sentence, verb):
        yield words[head.i].token.i
    if verb.dep == "pcomp" and head.lemma in _AMIDST and sentence.head(head).i in words:
        yield words[sentence.head(head).i].token.i
    for one, other in [(verb, head), *((c, c) for c in sentence.children(verb))]:
        meanwhile = one.dep == "advcl" and other.i in words and _meanwhile(sentence, one)
        if meanwhile and _look_alike(sentence, one, sentence.head(one)):
            yield words[other.i].token.i


def _bare(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a participle stands without conjunction, subject and auxiliary: it tells what else its verb did."""
    return not any(c.dep in _CLAUSAL or (c.dep == "advmod" and c.tag == "WRB") for c in sentence.children(verb))


def _meanwhile(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a clause tells what went on at the time: "as soldiers fled", "when the army withdrew"."""
    return any(c.i < verb.i and c.dep in {"mark", "advmod"} and c.lemma in _WHILE for c in sentence.children(verb))


def _look_alike(sentence: Sentence, one: Token, other: Token) -> bool:
    looks = {_LOOKS.get(tense(sentence, t), 0) for t in (one, other)} - {0}
    return len(looks) < 2


def _around(sentence: Sentence, noun: Token, words: Mapping[int, Predicate], lexicon: Lexicon) -> Iterator[int]:
    """Give the event that an event noun takes part in, unless that only speaks of it."""
    above = sentence.head(noun)
    if noun.dep == "pobj" and above.lemma in _AMIDST:
        above = sentence.head(above)
    elif noun.dep not in {"dobj", "nsubj", "nsubjpass"}:
        return
    event = words.get(above.i)
    same = event is not None and noun.i in words and words[noun.i].kind == event.kind
    if event is not None and (noun.dep == "pobj" or same or not _only_speaks(event, lexicon)):
        yield event.token.i


def _only_speaks(event: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether an event may speak of another that is at another time: it says, wants, plans or prevents it."""
    return event.sense is None or lexicon.is_a(event.kind, "Statement") or bool(event.sense.signature)
