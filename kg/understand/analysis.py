"""All that is known of an article before its events are put together: the stages of understanding in their order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.event import (
    Occasion,
    TimeSpan,
)
from kg.text.sentence import Sentence, Token
from kg.understand.aim import aims
from kg.understand.grammar.discourse import settle_senses
from kg.understand.grammar.eventuality import predicates
from kg.understand.grammar.noun import phrases
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler
from kg.understand.occurrence import Occurrences, recur
from kg.understand.reference.headline import headline
from kg.understand.reference.kind import settle
from kg.understand.reference.referent import Referents, refer
from kg.understand.reference.thing import gather
from kg.understand.saying.speaker import statements
from kg.understand.saying.statement import Statement
from kg.understand.time.dating import told
from kg.understand.time.occasion import occasions
from kg.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that is known of an article before its events are put together."""

    text: str
    sentences: tuple[Sentence, ...]
    phrases: Mapping[int, Phrase]
    predicates: Mapping[int, Predicate]
    """By the index of the trigger."""
    words: Mapping[int, Predicate]
    """By the index of each word that names the event, and of a copula that has it as complement."""
    statements: Mapping[int, Statement]
    """By the index of the cue."""
    referents: Referents
    occurrences: Occurrences
    times: Mapping[int, tuple[TimeSpan, ...]]
    """By the index of the trigger that they date."""
    occasions: Mapping[int, Sequence[Occasion]]
    """By the index of the trigger of their event."""
    aims: Mapping[int, tuple[Filler, ...]]
    """Whom the event of a trigger, by its index, is aimed at through another event."""
    lexicon: Lexicon

    def event(self, token: Token) -> str:
        """Give the key of the event that a trigger names."""
        return self.occurrences.keys[token.i]

    def events(self, token: Token) -> tuple[str, ...]:
        """Give the keys of the events that a word, or the clause under it, names."""
        found = self.words.get(token.i)
        return (self.event(found.token),) if found else ()

    def sentence(self, predicate: Predicate) -> Sentence:
        """Give the sentence that a predicate stands in."""
        return self.sentences[predicate.sentence]


def analyse(
    text: str, sentences: Sequence[Sentence], spans: Sequence[TimeSpan], lexicon: Lexicon, home: str
) -> Analysis:
    """Apply the stages of understanding to the parsed sentences of an article, in their order."""
    found = settle(sentences, {i: p for s in sentences for i, p in phrases(s, lexicon).items()}, lexicon)
    per_sentence = settle_senses(sentences, [predicates(s, found, lexicon) for s in sentences], found, lexicon)
    said = statements(sentences, per_sentence, found, lexicon, text)
    known = {p.token.i: p for row in per_sentence for p in row}
    found = {
        i: p if p.kind != "Event" or p.named or i in known else replace(p, kind="Object") for i, p in found.items()
    }
    known |= {s.predicate.token.i: s.predicate for s in said}
    clusters, index = gather(sentences, [found[i] for i in sorted(found)], said, lexicon)
    referents = refer(sentences, found, clusters, index, lexicon, home)
    words = dict(_words(sentences, known))
    times = told(sentences, spans, words, lexicon)
    return Analysis(
        text=text,
        sentences=tuple(sentences),
        phrases=found,
        predicates=known,
        words=words,
        statements={s.predicate.token.i: s for s in said},
        referents=referents,
        occurrences=recur(known, found, said, referents, times, headline(sentences)),
        times=times,
        occasions=occasions(sentences, spans, found, words, lexicon, text),
        aims=aims(known, words, referents, lexicon),
        lexicon=lexicon,
    )


def _words(sentences: Sequence[Sentence], known: Mapping[int, Predicate]) -> Iterator[tuple[int, Predicate]]:
    """Give the predicate of each word that names an event; a copula names what its complement names."""
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos == "AUX" and token.dep not in {"aux", "auxpass"}:
                below = [c for c in sentence.children(token) if c.dep in {"acomp", "attr"} and c.i in known]
                if below:
                    yield token.i, known[below[0].i]
    for predicate in known.values():
        for word in predicate.words:
            yield word.i, predicate
    for i, predicate in known.items():
        yield i, predicate


def makers(statement: Statement, analysis: Analysis) -> list[str]:
    """Give the keys of those who make a statement."""
    return sayers(statement.predicate.of("actor"), analysis)


def sayers(tokens: Iterable[Token], analysis: Analysis) -> list[str]:
    """Give the keys of those whom words name who can say something, each once."""
    keys = (analysis.referents.of(t, "actor") for t in tokens)
    return list(dict.fromkeys(k for k in keys if k and k not in analysis.referents.objects))


def statements_near(analysis: Analysis) -> dict[int, list[Statement]]:
    """Give for each sentence, by its index, the statements that cover some of it, in their order."""
    sentences, found = analysis.sentences, defaultdict[int, list[Statement]](list)
    begins = [sentence.span.begin for sentence in sentences]
    for statement in analysis.statements.values():
        covered = {
            number
            for span in statement.content
            for number in range(max(bisect_right(begins, span.begin) - 1, 0), bisect_left(begins, span.end))
            if span.overlaps(sentences[number].span)
        }
        for number in covered:
            found[sentences[number].index].append(statement)
    return found
