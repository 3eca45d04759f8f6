"""The day of what the text gives no time: news reports what is new.

A headline and a lead tell, in the past or as if it happened now, what happened on the day of the article, or on the day
that the lead names; and who is cited has spoken then. That is a guess, and told apart as one: the time is one of the
article alone, no words mention it, and it has a confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kg.event import TimeSpan
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.predicate import Predicate
from kg.understand.time.dating import Times, hand_on, together
from kg.when import dates
from kg.when.tense import Tense, clause, tense
from kg.words.lexicon import Lexicon

_SURE: Final = "0.75"
"""How often the day of a verb is right, on news of which others dated the events (MEANTIME)."""
_UNSURE: Final = "0.65"
"""The same of what only stands beside such a verb."""
_LEAD: Final = 5
"""Sentences of running text that a lead has at most."""
_RECENT: Final = timedelta(7)
"""How far back the day that a lead names can lie for the headline to speak of it."""
_TOLD: Final = frozenset({Tense.PAST, Tense.PERFECT})
_SAID: Final = _TOLD | {Tense.PRESENT}
_HEADED: Final = _SAID | {Tense.NONE}
"""Tenses of a headline: "Rebels enter town", "Two arrested in town"."""
_BACKGROUND: Final = frozenset({"attr", "relcl"})
"""Labels of what tells more of a thing, of whatever time."""
_SINCE: Final = "since"
_MAIN: Final = frozenset({"ROOT", "ccomp", "conj", "parataxis"})


def supposed(
    sentences: Sequence[Sentence],
    told: Times,
    actual: Mapping[int, Predicate],
    words: Mapping[int, Predicate],
    published: date | None,
    lexicon: Lexicon,
) -> dict[int, TimeSpan]:
    """Suppose the days of events without a time, by their triggers; none without the day of the article.

    `actual` are the predicates of what somebody presents as having happened, `words` all predicates by each word that
    names them, `told` the times that the text tells.
    """
    if published is None:
        return {}
    lead = tuple(_lead(sentences))
    news = _News(lead, _story(lead, told, words, published), told, actual, words, lexicon)
    return {i: day for sentence in sentences for i, day in news.days(sentence).items()}


@dataclass(frozen=True, slots=True)
class _News:
    """What an article reports, and on which day."""

    lead: tuple[Sentence, ...]
    story: date
    told: Times
    actual: Mapping[int, Predicate]
    words: Mapping[int, Predicate]
    lexicon: Lexicon

    def days(self, sentence: Sentence) -> dict[int, TimeSpan]:
        """Suppose the days of the events of a sentence."""
        new = [t.i for t in sentence.tokens if t.i in self.actual and t.i not in self.told and self._new(sentence, t)]
        beside = {i for i in self._beside(sentence, new) if i in self.actual and i not in self.told}
        return {i: self._day(_UNSURE) for i in sorted(beside)} | {i: self._day(_SURE) for i in new}

    def _new(self, sentence: Sentence, token: Token) -> bool:
        """Tell whether a verb tells what is new: it cites, or is a main verb of the lead."""
        if not is_verb(token):
            return False
        time = tense(sentence, token)
        if self.lexicon.is_a(self.actual[token.i].kind, "Statement") and time in _SAID:
            return True
        headed = sentence.index == 0 and _is_headline(sentence)
        return sentence in self.lead and token.dep in _MAIN and time in (_HEADED if headed else _TOLD)

    def _beside(self, sentence: Sentence, new: Sequence[int]) -> Iterator[int]:
        """Give what happens together with what is new, and what else a lead tells in the past that names no time."""
        if new:
            known = {i: [self._day(_SURE)] for i in new}
            hand_on(sentence, known, self.words, together(sentence, self.words, self.lexicon))
            yield from known
        if sentence in self.lead and not any(t.i in self.told for t in sentence.tokens):
            yield from (t.i for t in sentence.tokens if t.i in self.actual and _goes_with(sentence, t))

    def _day(self, sure: str) -> TimeSpan:
        key = f"day_{self.story.isoformat()}_{sure.partition('.')[2]}"
        return replace(dates.day(self.story), key=key, confidence=sure)


def _goes_with(sentence: Sentence, token: Token) -> bool:
    """Tell whether an event of a lead stands in a clause that tells."""
    if _is_since(sentence, token):
        return False
    own = tense(sentence, token) if is_verb(token) else Tense.NONE
    return own is not Tense.INTENDED and token.dep not in _BACKGROUND and clause(sentence, token) in _SAID


def _is_since(sentence: Sentence, token: Token) -> bool:
    """Tell whether an event is that since which something is so: "many have fled since fighting broke out"."""
    while token.head != token.i:
        if any(c.dep == "mark" and c.lemma.lower() == _SINCE for c in sentence.children(token)):
            return True
        token = sentence.head(token)
    return False


def _lead(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Give the headline, where there is one, and the first sentences with a verb below it."""
    left = _LEAD
    for sentence in sentences:
        if not any(is_verb(t) for t in sentence.tokens):
            continue
        left -= not _is_headline(sentence)
        if left < 0:
            return
        yield sentence


def _is_headline(sentence: Sentence) -> bool:
    """Tell whether a sentence is set apart as a headline: the first of the text, without a stop."""
    return sentence.index == 0 and sentence.tokens[-1].text[-1:].isalnum()


def _story(lead: Sequence[Sentence], told: Times, words: Mapping[int, Predicate], published: date) -> date:
    """Give the day that a lead names for what it tells, else that of the article."""
    for sentence in lead:
        for token in sentence.tokens:
            trigger = words[token.i].token.i if token.dep == "ROOT" and token.i in words else -1
            if trigger in told:
                begin, end = told[trigger][0].begin, told[trigger][0].end
                if begin and begin == end and timedelta(0) <= published - begin <= _RECENT:
                    return begin
    return published
