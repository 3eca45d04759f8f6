"""One sense per article: a noun that can mean several things means what the article has said that it means.

A word keeps its sense within one text (Gale, Church and Yarowsky, "One sense per discourse", 1992). So in a report on
air strikes "the strike" is an attack, though alone it would be a protest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.text.sentence import Sentence
from kg.understand.grammar.argument import noun_arguments
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate, reread
from kg.words.lexicon import Lexicon


def settle_senses(
    sentences: Sequence[Sentence],
    rows: Sequence[tuple[Predicate, ...]],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> list[tuple[Predicate, ...]]:
    """Give the predicates of each sentence, ambiguous nouns in the sense that the article shows elsewhere."""
    shown: dict[str, set[str]] = defaultdict(set)
    for predicate in (p for row in rows for p in row):
        if _shows(predicate, lexicon):
            shown[predicate.token.lemma.lower()].add(predicate.kind)
    clear = {lemma: next(iter(kinds)) for lemma, kinds in shown.items() if len(kinds) == 1}
    return [
        tuple(_settled(sentence, p, clear, phrases, lexicon) for p in row)
        for sentence, row in zip(sentences, rows, strict=True)
    ]


def _shows(predicate: Predicate, lexicon: Lexicon) -> bool:
    """Tell whether a noun shows by the words beside it which of its senses is meant: "air strike"."""
    if is_verb(predicate.token) or predicate.sense is None:
        return False
    alone = lexicon.word("noun", predicate.token.lemma.lower())
    several = alone is not None and len({s.kind for s in alone.senses}) > 1
    return several and bool(predicate.particles or predicate.words)


def _settled(
    sentence: Sentence,
    predicate: Predicate,
    clear: Mapping[str, str],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Predicate:
    kind = clear.get(predicate.token.lemma.lower(), predicate.kind)
    if kind == predicate.kind or is_verb(predicate.token) or predicate.particles or predicate.words:
        return predicate
    again = reread(
        sentence, predicate.token, kind, noun_arguments(sentence, predicate.token, lexicon), phrases, lexicon
    )
    return again or predicate
