"""A status on its way: what the words beside an event, and the words that name it, make of it, step by step.

What each word does is the calculus of `kg.understand.certainty.factuality`; which words do what is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kg.event import Modality, Polarity
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.certainty.factuality import PLAIN, Mark, Status, beside, governed, mark
from kg.understand.grammar.clause import is_verb
from kg.understand.grammar.phrase import Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.statement import Statement
from kg.words.lexicon import Entry, Lexicon, Sense
from kg.words.smallword import small_word

_BINDING: Final = frozenset({"preposition", "subordinatingConjunction"})
"""Parts of speech of the small words that act on what stands under them, not on what they stand beside."""


_BUT: Final = frozenset({"but", "except"})
"""Words that join to "nothing" what is left."""


class Step(NamedTuple):
    """One step on the way to a status: the word, the rule by which it acts, and the status after it."""

    word: Token
    rule: str
    status: Status


class Judgement(NamedTuple):
    """A status on its way, with the steps so far, and the attribution that an adverb hints at."""

    status: Status = Status()
    steps: tuple[Step, ...] = ()
    hint: str = ""

    def to(self, status: Status, word: Token, rule: str) -> Judgement:
        """Go to another status by a word and a rule; where nothing changes there is no step."""
        if status == self.status:
            return self
        return self._replace(status=status, steps=(*self.steps, Step(word, rule, status)))


class Context(NamedTuple):
    """What a stance is judged by: the sentence, its predicates by their words, phrases and words."""

    sentence: Sentence
    predicates: Mapping[int, Predicate]
    """By the index of the trigger and of all other words that name the event."""
    phrases: Mapping[int, Phrase]
    statements: Sequence[Statement]
    """Of the whole article."""
    lexicon: Lexicon


def told(word: Mark) -> str:
    """Say in words what a mark is."""
    parts = (word.signature, "" if word.modality is Modality.ACTUAL else word.modality.lower())
    return " ".join((*filter(None, parts), *(("negated",) if word.negates else ())))


# ── words beside the event ───────────────────────────────────────────────────


def judge_beside(token: Token, context: Context, heard: Token | None = None) -> Judgement:
    """Judge a word by the words right beside it; a noun that was `heard` with its own words negates it no more."""
    found, sentence = Judgement(), context.sentence
    for word, entry in _small(token, context).values():
        rule = f"stands beside it, {told(mark('', entry.signals))}"
        found = found.to(beside(found.status, mark("", entry.signals)), word, rule)
        found = found._replace(hint=entry.attribution or found.hint)
    for child in sentence.children(token):
        if child != heard and found.status.polarity is Polarity.AFFIRMED and _is_negative(child, context):
            found = found.to(found.status.negated(), child, "is part of it and negates it")
    known = context.predicates.get(token.i)
    for particle in known.particles if known and known.token == token else ():
        for child in sentence.children(particle):
            if child.dep == "neg":
                found = found.to(found.status.negated(), child, "stands beside it, negated")
    if token.head == token.i and sentence.tokens[-1].text == "?":
        found = found.to(found.status.weakened(Modality.POSSIBLE), sentence.tokens[-1], "asks for it")
    return found


def _small(token: Token, context: Context) -> dict[str, tuple[Token, Entry]]:
    """Give the small words beside a word by the IRI of their entry; what is coordinated shares some of the first."""
    sentence, found = context.sentence, dict[str, tuple[Token, Entry]]()
    own = sentence.children(token)
    for child in own:
        for word in (child, *(sentence.children(child) if child.dep in {"aux", "advmod"} else ())):
            entry = small_word(sentence, word, context.lexicon)
            if entry and _acts(word, token, entry):
                found.setdefault(entry.iri, (word, entry))
    head = sentence.head(token)
    if token.dep == "conj" and head != token and not any(c.dep in SUBJECTS or c.dep == "aux" for c in own):
        joined = _joins(token, context)
        found |= {i: pair for i, pair in _small(head, context).items() if pair[1].pos == "modal" or joined}
    if token.dep in {"attr", "acomp"} and head.pos == "AUX":
        found = _small(head, context) | found
    return found


def _acts(word: Token, token: Token, entry: Entry) -> bool:
    """Tell whether a small word acts on the word that it stands beside, not on what is under it or joined to it."""
    if word.dep in {"mark", "prep", "pcomp", *SUBJECTS, "dobj", "attr", "pobj"} or entry.pos in _BINDING:
        return False
    if word.dep == "cc" or (word.dep == "neg" and token.pos in {"NOUN", "PROPN"}):
        return word.i < token.i
    return word.dep != "amod" or "attributive" in entry.traits


def _joins(token: Token, context: Context) -> bool:
    """Tell whether a negation before a coordination holds for its second part: "did not see or hear"."""
    before = [c for c in context.sentence.children(context.sentence.head(token)) if c.dep == "cc" and c.i < token.i]
    return bool(before) and before[-1].lemma in {"or", "nor"}


def _is_negative(child: Token, context: Context) -> bool:
    """Tell whether an argument negates its verb: "no one was hurt", "neither the army nor the rebels came".

    A negation behind a noun, or of one that another is set against, is a contrast: "the army, not the rebels, came";
    and "nothing but praise" is praise.
    """
    if child.dep not in SUBJECTS | {"dobj"}:
        return False
    below = context.sentence.children(child)
    if any(c.dep in {"cc", "prep"} and c.lemma in _BUT for c in below):
        return False
    words = [child, *(c for c in below if c.dep in {"det", "neg", "preconj"} and c.i < child.i)]
    entries = (small_word(context.sentence, word, context.lexicon) for word in words)
    return any(entry and "Negated" in entry.signals for entry in entries)


def judge(predicate: Predicate, context: Context) -> Judgement:
    """Judge an event by all its words, shadings and supports too: "failed to reach", "could not make a statement"."""
    found = judge_beside(predicate.token, context)
    for word, sense in zip(reversed(predicate.words), reversed(predicate.senses), strict=True):
        if word in predicate.particles:
            # What negates it was heard with the verb: "pleaded not guilty".
            continue
        around = judge_beside(word, context, predicate.token)
        own = mark_of_sense(sense, word) if sense and sense.shades else PLAIN
        rule = f"governs it, {told(own)}" if own != PLAIN else "bears its negation or modal"
        found = found.to(governed(found.status, own, around.status), word, rule)
        found = found._replace(hint=around.hint or found.hint)
        if is_open(word, context):
            found = found.to(found.status.weakened(Modality.PLANNED), word, "is an infinitive of what is to come")
    return found


def is_open(verb: Token, context: Context) -> bool:
    """Tell whether an infinitive speaks of what is to come: "Airline to close", "is to close", "a plant to be closed".

    What the first or last to do something did has been done.
    """
    sentence, head = context.sentence, context.sentence.head(verb)
    if not any(c.tag == "TO" for c in sentence.children(verb)):
        return False
    if head == verb:
        return any(c.dep in SUBJECTS for c in sentence.children(verb))
    beside = sentence.children(head)
    if verb.dep == "xcomp" and head.lemma == "be":
        return not any(c.dep in {"acomp", "attr"} for c in beside)
    ranked = any(c.tag == "JJS" or c.entity == "ORDINAL" or c.tag == "RBS" for c in beside)
    return verb.dep in {"acl", "relcl"} and not ranked and mark_of(head, context) == PLAIN


# ── marks of words ───────────────────────────────────────────────────────────


def mark_of(word: Token, context: Context) -> Mark:
    """Give what the lexicon says that a word does to the clause under it."""
    known = context.predicates.get(word.i)
    if known and known.sense and known.token == word:
        return mark_of_sense(known.sense, word)
    lexicon = context.lexicon
    if word.pos == "ADJ" or (word.tag == "VBN" and word.dep in {"acomp", "oprd"}):
        entry = lexicon.word("adjective", word.text.lower()) or lexicon.word("adjective", word.lemma.lower())
        return mark(entry.signature, entry.signals) if entry else PLAIN
    entry = lexicon.word("verb" if is_verb(word) else "noun", word.lemma.lower())
    if entry and not entry.senses:
        return mark(entry.signature, entry.signals)
    sense = next((s for s in entry.senses if s.shades), next(iter(entry.senses), None)) if entry else None
    return mark_of_sense(sense, word) if sense else PLAIN


def mark_of_sense(sense: Sense, word: Token) -> Mark:
    """Give the mark of a sense; what somebody had to do, in the past and not negated, they did."""
    if word.lemma == "have" and word.tag == "VBD" and sense.signals == Modality.PLANNED:
        return Mark("+/o")
    return mark(sense.signature, (sense.signals,) if sense.signals else ())
