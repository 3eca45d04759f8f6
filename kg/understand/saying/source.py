"""The full noun phrase of who makes a statement: title, apposition and relative clause belong to it.

Everywhere else a thing is named by few words. Where somebody is cited, all the words that the article spends on who
that is stand in the graph, as readers of attributions mark them (Newell, Margolin and Ruths, "An attribution relations
corpus for political news", 2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import core
from kg.understand.grammar.phrase import Phrase
from kg.understand.saying.statement import Statement
from kg.words.lexicon import Lexicon

_OTHERS: Final = frozenset({"cc", "conj", "preconj"})
"""Labels of what a coordination adds: each member is a source of its own."""
_CLOSING: Final = frozenset({")", "]", "”", "''", '"'})


def extents(
    sentences: Sequence[Sentence], said: Iterable[Statement], phrases: Mapping[int, Phrase], lexicon: Lexicon
) -> Iterator[tuple[Token, Span, Span]]:
    """Give of each who makes a statement the head word, the span that names it, and that of its full noun phrase."""
    for statement in said:
        predicate = statement.predicate
        sentence = sentences[predicate.sentence]
        barred = (predicate.token, *predicate.words, *predicate.particles)
        for token in predicate.of("actor"):
            short = phrases[token.i].span if token.i in phrases else token.span
            if sentence.first <= token.i <= sentence.tokens[-1].i:
                yield (
                    token,
                    short,
                    _extent(sentence, _whole(sentence, token, lexicon), short, barred, statement.content),
                )


def _extent(sentence: Sentence, head: Token, short: Span, barred: Iterable[Token], content: Sequence[Span]) -> Span:
    """Give the unbroken words around a head that hang on it, without other sources, the cue, and what is said."""
    outside = {t.i for t in barred}
    inside = {t.i for t in _own(sentence, head, outside)}
    inside -= {t.i for t in sentence.tokens if t.i != head.i and any(t.within(c) for c in content)}
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    run = [sentence.at(i) for i in range(first, last + 1)]
    while run[0].pos in {"PUNCT", "SPACE"} and run[0] != head:
        run = run[1:]
    while run[-1].pos in {"PUNCT", "SPACE"} and run[-1].text not in _CLOSING and run[-1] != head:
        run = run[:-1]
    return Span(min(run[0].begin, short.begin), max(run[-1].end, short.end))


def _whole(sentence: Sentence, noun: Token, lexicon: Lexicon) -> Token:
    """Give the word that heads a noun together with what counts it: "one of the attorneys"."""
    outer = sentence.head(sentence.head(noun))
    return outer if noun.dep == "pobj" and outer != noun and core(sentence, outer, lexicon) == noun else noun


def _own(sentence: Sentence, token: Token, outside: set[int]) -> Iterator[Token]:
    """Give a word and what hangs on it, but no branch that holds a word outside of the phrase."""
    yield token
    for child in sentence.children(token):
        if child.dep not in _OTHERS and not any(t.i in outside for t in sentence.subtree(child)):
            yield from sentence.subtree(child)
