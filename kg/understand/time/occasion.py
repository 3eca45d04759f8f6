"""When, told by what else goes on: "after the meeting", "when rebels entered", "during the first half", "then".

Such a time has no days of its own. It belongs to the event whose clause it stands in, as an expression of time does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.event import Mention, Occasion, TimeSpan
from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.time.dating import Lenders, hand_on, together
from kg.words.lexicon import Entry, Lexicon
from kg.words.smallword import small_word, words_of

_SMALL = ("adverb", "preposition", "subordinatingConjunction")
"""Parts of speech (local names in LexInfo) of the words that tell when."""
_TEMPORAL = frozenset({"before", "after"})
"""Orders of events (local names) that are orders in time."""
_AT = frozenset({"at", "in", "on"})
"""Prepositions of what goes on at the time."""
_HELD = frozenset({"Attack", "Contest", "Disaster", "Meeting", "Proceeding", "Protest", "Death", "Movement"})
"""Classes of events that go on for a time, and others during them."""
_NOBODY = frozenset({"Person", "Organization", "Actor", "Pronoun", "Amount"})
"""Kinds of phrases that tell no time: "after him"."""


def occasions(
    sentences: Sequence[Sentence],
    spans: Sequence[TimeSpan],
    phrases: Mapping[int, Phrase],
    words: Mapping[int, Predicate],
    lexicon: Lexicon,
    text: str,
) -> dict[int, list[Occasion]]:
    """Find the occasions of an article by the trigger of the event that they are of.

    `words` are the predicates by each word that names them, `spans` the expressions of time, which are none.
    """
    calendar, known = [s.mentions[0].span for s in spans], _known(lexicon)
    found: dict[int, list[Occasion]] = {}
    for sentence in sentences:
        own = [s for s in calendar if s.overlaps(sentence.span)]
        here: dict[int, list[Occasion]] = defaultdict(list)
        for event, span, entry in _of(sentence, phrases, words, lexicon, known):
            occasion = Occasion(f"occasion_{span.begin}", span.of(text), (Mention(span, entry),))
            if not any(_same(span, other) for other in own) and occasion not in here[event.token.i]:
                here[event.token.i].append(occasion)
        if here:
            hand_on(sentence, here, words, _lenders(sentence, words, lexicon))
            found |= here
    return found


def _lenders(sentence: Sentence, words: Mapping[int, Predicate], lexicon: Lexicon) -> Lenders[Occasion]:
    """Give what finds the triggers whose occasion is that of a verb too, unless the verb is a part of the occasion."""
    find: Lenders[Occasion] = together(sentence, words, lexicon)

    def lenders(predicate: Predicate, own: Mapping[int, Sequence[Occasion]]) -> Iterator[int]:
        for i in find(predicate, own) if is_verb(predicate.token) else ():
            if not any(predicate.token.within(m.span) for o in own.get(i, ()) for m in o.mentions):
                yield i

    return lenders


def _tells(entry: Entry) -> bool:
    """Tell whether a small word tells when."""
    return entry.orders in _TEMPORAL or "when" in entry.traits


def _known(lexicon: Lexicon) -> frozenset[str]:
    """Give all words of the entries that tell when: no other word is looked at."""
    kinds = (lexicon.entries.get(pos, {}).values() for pos in _SMALL)
    return frozenset(w for kind in kinds for several in kind for e in several if _tells(e) for w in e.words)


def _of(
    sentence: Sentence,
    phrases: Mapping[int, Phrase],
    words: Mapping[int, Predicate],
    lexicon: Lexicon,
    known: frozenset[str],
) -> Iterator[tuple[Predicate, Span, str]]:
    """Give the events of a sentence that have an occasion, its words, and the entry that found it."""
    for token in sentence.tokens:
        entry = small_word(sentence, token, lexicon) if token.text.lower() in known else None
        if entry is not None and _tells(entry):
            run = _run(sentence, token, entry)
            yield from ((*one, entry.iri) for one in _occasion(sentence, token, run, entry, phrases, words, lexicon))
        elif token.dep == "prep" and token.lemma in _AT:
            yield from ((*one, "") for one in _amidst(sentence, token, words, lexicon))


def _run(sentence: Sentence, token: Token, entry: Entry) -> tuple[Token, ...]:
    """Give the words of an entry to which a token belongs."""
    for back in range(min(len(entry.words), token.i - sentence.first + 1)):
        if run := words_of(sentence, sentence.at(token.i - back), entry):
            return run
    return (token,)


def _same(span: Span, other: Span) -> bool:
    """Tell whether an expression of time is what a phrase ends with: "after Monday"."""
    return other.overlaps(span) and other.end >= span.end and 2 * (other.end - other.begin) >= span.end - span.begin


def _occasion(
    sentence: Sentence,
    token: Token,
    run: Sequence[Token],
    entry: Entry,
    phrases: Mapping[int, Phrase],
    words: Mapping[int, Predicate],
    lexicon: Lexicon,
) -> Iterator[tuple[Predicate, Span]]:
    """Give the event and the words of the occasion that a small word begins."""
    above = _above(sentence, token, words)
    if entry.pos == "adverb":
        if above:
            yield above, Span(run[0].begin, run[-1].end)
        return
    if entry.pos == "preposition":
        below = [c for t in run for c in sentence.children(t) if c not in run and c.dep in {"pobj", "pcomp"}]
        if below and above and _tells_when(below[0], phrases):
            yield above, _whole(sentence, run, below)
        return
    clause = sentence.head(token)
    event = words.get(clause.i)
    if event and lexicon.is_a(event.kind, "Statement") and token.dep == "mark" and not event.of("content"):
        # "as reported by the agency" says who says it.
        return
    if clause.dep == "advcl" and token.i < clause.i and (above := _above(sentence, clause, words)):
        yield above, _whole(sentence, run, [clause])


def _amidst(
    sentence: Sentence, token: Token, words: Mapping[int, Predicate], lexicon: Lexicon
) -> Iterator[tuple[Predicate, Span]]:
    """Give what an event takes part in, as its occasion: "at the meeting", "in the second half"."""
    above = _above(sentence, token, words)
    for below in sentence.children(token):
        event = words.get(below.i)
        if below.dep != "pobj" or above is None or above is event:
            continue
        nouns = lexicon.find("noun", below.lemma.lower())
        if any("when" in e.traits for e in nouns) or (event and not is_verb(below) and event.kind in _HELD):
            yield above, _whole(sentence, [token], [below])


def _tells_when(below: Token, phrases: Mapping[int, Phrase]) -> bool:
    phrase = phrases.get(below.i)
    return is_verb(below) or (phrase is not None and phrase.kind not in _NOBODY)


def _whole(sentence: Sentence, run: Sequence[Token], below: Sequence[Token]) -> Span:
    """Give the words of an occasion without marks at its ends."""
    inside = sorted({*run, *(t for b in below for t in sentence.subtree(b))})
    inside = [t for t in inside if t.i >= run[0].i]
    while inside[-1].pos == "PUNCT" and len(inside) > 1:
        inside.pop()
    return Span(inside[0].begin, inside[-1].end)


def _above(sentence: Sentence, token: Token, words: Mapping[int, Predicate]) -> Predicate | None:
    """Climb from a word to the event of its clause."""
    while token.head != token.i:
        token = sentence.head(token)
        if token.i in words:
            return words[token.i]
        if is_verb(token) or token.pos == "AUX":
            return None
    return None
