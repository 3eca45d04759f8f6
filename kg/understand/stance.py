"""How a source presents an event: modality, polarity, attribution, condition.

A calculus over the parse. An event starts as actual and affirmed. Words beside it change that (modals, negation,
adverbs, adjectives); then the clause is followed upwards, and each verb, noun or adjective that governs it changes it
by its signature: what follows for the clause under it when the word is affirmed or negated (Nairn, Condoravdi and
Karttunen, "Computing relative polarity for textual inference", 2006). A word of saying ends the way up: what is above
it is said of the saying, not of what is said, since factuality is relative to a source (Sauri and Pustejovsky,
"FactBank", 2009).

All words are in the lexicon; here is only how their effects combine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.event import Attribution, Modality, Polarity
from kg.text.sentence import Sentence, Token
from kg.understand.clause import SUBJECTS, is_verb
from kg.understand.phrase import Phrase
from kg.understand.predicate import Predicate
from kg.understand.statement import Statement
from kg.words.lexicon import Entry, Lexicon
from kg.words.smallword import small_word

_MODALITIES: Final = frozenset(Modality)


class Status(NamedTuple):
    """Modality and polarity of an event, as seen from some height of the sentence."""

    modality: Modality = Modality.ACTUAL
    polarity: Polarity = Polarity.AFFIRMED

    def negated(self) -> Status:
        """Turn the polarity round."""
        turned = Polarity.AFFIRMED if self.polarity is Polarity.NEGATED else Polarity.NEGATED
        return self._replace(polarity=turned)

    def weakened(self, modality: Modality) -> Status:
        """Take over a modality that is less than actual; what is hypothetical stays so."""
        if modality is Modality.ACTUAL or self.modality is Modality.HYPOTHETICAL:
            return self
        return self._replace(modality=modality)


class Stance(NamedTuple):
    """How one chain of sources presents an event."""

    chain: tuple[Statement, ...]
    """The statements that cover the event, the innermost first; empty where the author speaks."""
    attribution: Attribution
    modality: Modality
    polarity: Polarity
    conditions: tuple[Token, ...]
    """Heads of the clauses that it depends on."""


class Context(NamedTuple):
    """What a stance is judged by: the sentence, its predicates by their words, phrases and words."""

    sentence: Sentence
    predicates: Mapping[int, Predicate]
    """By the index of the trigger and of all other words that name the event."""
    phrases: Mapping[int, Phrase]
    statements: Sequence[Statement]
    """Of the whole article."""
    lexicon: Lexicon


def stance(predicate: Predicate, context: Context) -> Stance:
    """Judge how the innermost source of an event presents it."""
    chain = _chain(predicate, context)
    status, hint = _local(predicate.token, context)
    status, hint = _of_words(predicate, context, status, hint)
    status = _ascend(predicate, status, chain[0] if chain else None, context)
    conditions = tuple(_conditions(predicate.token, context))
    if conditions and status.modality in {Modality.ACTUAL, Modality.PLANNED}:
        status = Status(Modality.HYPOTHETICAL, status.polarity)
    if chain and not conditions and _backshifted(predicate.token, status, context):
        status = Status(Modality.PLANNED, status.polarity)
    attribution = _attribution(chain, hint, status)
    return Stance(chain, attribution, status.modality, status.polarity, conditions)


def _chain(predicate: Predicate, context: Context) -> tuple[Statement, ...]:
    """Give the statements that cover an event, innermost first; a definite noun is the author's own presupposition."""
    covering = [s for s in context.statements if s.predicate.token != predicate.token and s.covers(predicate.token)]
    covering = [s for s in covering if predicate.token not in (s.predicate.token, *s.predicate.words)]
    phrase = context.phrases.get(predicate.token.i)
    if phrase and phrase.definite and not phrase.named and predicate.token.pos == "NOUN":
        covering = [s for s in covering if _quotes(s, predicate.token) or _denies(s, predicate.token)]
    covering.sort(key=lambda s: (s.size, s.predicate.token.i))
    # Who says it where nobody is named is whoever is named around it.
    while len(covering) > 1 and not covering[0].predicate.of("actor"):
        covering = covering[1:]
    return tuple(covering)


def _quotes(statement: Statement, token: Token) -> bool:
    return any(token.span.within(quote) for quote in statement.quotes)


def _denies(statement: Statement, token: Token) -> bool:
    """Tell whether a statement denies the event that is its object: "denied the attack"."""
    sense = statement.predicate.sense
    return bool(sense and sense.attribution == Attribution.DENIED) and token in statement.predicate.of("target")


def _attribution(chain: Sequence[Statement], hint: str, status: Status) -> Attribution:
    if not chain:
        return Attribution(hint) if hint else Attribution.ASSERTED
    sense = chain[0].predicate.sense
    own = Attribution(sense.attribution) if sense and sense.attribution else Attribution.REPORTED
    if own is Attribution.DENIED and status.polarity is Polarity.AFFIRMED:
        return Attribution.REPORTED
    return Attribution(hint) if hint and own is Attribution.REPORTED else own


# ── words beside the event ───────────────────────────────────────────────────


def _local(token: Token, context: Context) -> tuple[Status, str]:
    """Judge the words right beside a verb, noun or adjective; also give an attribution that an adverb hints at."""
    status, hint = Status(), ""
    for entry in _beside(token, context):
        if "Negated" in entry.signals:
            status = status.negated()
        for modality in sorted(entry.signals & _MODALITIES):
            status = status.weakened(Modality(modality))
        hint = entry.attribution or hint
    known = context.predicates.get(token.i)
    particles = known.particles if known and known.token == token else ()
    if any(_is_negative(child, context) for child in context.sentence.children(token)):
        status = status.negated()
    if any(c.dep == "neg" for word in particles for c in context.sentence.children(word)):
        status = status.negated()
    if _asks(token, context.sentence):
        status = status.weakened(Modality.POSSIBLE)
    return status, hint


def _beside(token: Token, context: Context) -> Iterator[Entry]:
    """Give the small words beside a word; a coordinated verb without subject shares those of the first."""
    sentence = context.sentence
    own = sentence.children(token)
    for child in own:
        entry = small_word(sentence, child, context.lexicon)
        if entry and child.dep == "amod" and "attributive" not in entry.traits:
            continue
        if (
            entry
            and child.dep not in {"mark", "prep", "pcomp"}
            and child.dep not in SUBJECTS | {"dobj", "attr", "pobj"}
        ):
            yield entry
        if child.dep in {"aux", "advmod"}:
            for below in sentence.children(child):
                entry = small_word(sentence, below, context.lexicon)
                if entry:
                    yield entry
    head = sentence.head(token)
    if token.dep == "conj" and head != token and not any(c.dep in SUBJECTS or c.dep == "aux" for c in own):
        yield from (e for e in _beside(head, context) if e.pos in {"modal"} or _joins(token, context))
    if token.dep in {"attr", "acomp"} and head.pos == "AUX":
        yield from _beside(head, context)


def _joins(token: Token, context: Context) -> bool:
    """Tell whether a negation before a coordination holds for its second part: "did not see or hear"."""
    before = [c for c in context.sentence.children(context.sentence.head(token)) if c.dep == "cc" and c.i < token.i]
    return bool(before) and before[-1].lemma in {"or", "nor"}


def _is_negative(child: Token, context: Context) -> bool:
    """Tell whether an argument negates its verb: "no one was hurt", "none of them came"."""
    if child.dep not in SUBJECTS | {"dobj"}:
        return False
    words = [child, *(c for c in context.sentence.children(child) if c.dep in {"det", "neg"})]
    entries = (small_word(context.sentence, word, context.lexicon) for word in words)
    return any(entry and "Negated" in entry.signals for entry in entries)


def _asks(token: Token, sentence: Sentence) -> bool:
    return token.head == token.i and sentence.tokens[-1].text == "?"


def _of_words(predicate: Predicate, context: Context, status: Status, hint: str) -> tuple[Status, str]:
    """Add what shading and supporting verbs of the same event say: "failed to reach", "could not make a statement"."""
    for word, sense in zip(reversed(predicate.words), reversed(predicate.senses), strict=True):
        around, other = _local(word, context)
        mark = (
            (sense.signature or ("o/o" if sense.signals else ""), sense.signals) if sense and sense.shades else ("", "")
        )
        status = _through(mark, around, status).weakened(around.modality)
        hint = other or hint
    return status, hint


def _through(mark: tuple[str, str], around: Status, status: Status) -> Status:
    """Carry a status through a word that governs it, by the signature and modality of the word."""
    signature, signals = mark
    if not signature:
        return status.negated() if around.polarity is Polarity.NEGATED else status
    effect = signature.partition("/")[2 if around.polarity is Polarity.NEGATED else 0]
    if effect == "-":
        return status.negated()
    if effect == "+":
        return status
    modality = Modality(signals) if signals in _MODALITIES else Modality.POSSIBLE
    return status.weakened(modality) if status.modality is Modality.ACTUAL else status


def _signature(word: Token, context: Context) -> tuple[str, str]:
    """Give signature and modality that a word has for the clause under it."""
    known = context.predicates.get(word.i)
    if known and known.sense and known.token == word and (known.sense.signature or known.sense.signals):
        return known.sense.signature or "o/o", known.sense.signals
    lexicon = context.lexicon
    if word.pos == "ADJ" or (word.tag == "VBN" and word.dep in {"acomp", "oprd"}):
        entry = lexicon.word("adjective", word.text.lower()) or lexicon.word("adjective", word.lemma.lower())
        return _of_entry(entry)
    pos = "verb" if is_verb(word) else "noun"
    entry = lexicon.word(pos, word.lemma.lower())
    if entry and not entry.senses:
        return _of_entry(entry)
    sense = next((s for s in entry.senses if s.shades), next(iter(entry.senses), None)) if entry else None
    return (sense.signature or "o/o", sense.signals) if sense and (sense.signature or sense.signals) else ("", "")


def _of_entry(entry: Entry | None) -> tuple[str, str]:
    """Give signature and modality of an adjective or of a noun that is no event: likely, chance."""
    if entry is None:
        return "", ""
    return entry.signature or ("o/o" if entry.signals else ""), next(iter(sorted(entry.signals & _MODALITIES)), "")


# ── the way up ───────────────────────────────────────────────────────────────


def _ascend(predicate: Predicate, status: Status, source: Statement | None, context: Context) -> Status:
    """Follow the clause of an event upwards, as far as the word that says it."""
    sentence, token = context.sentence, _top(predicate, context)
    while True:
        head = _governor(token, predicate, context)
        if head is None:
            return _ending(token, status, context)
        around, _ = _local(head, context)
        if source and head in (source.predicate.token, *source.predicate.words):
            status = _said(source, around, status)
            if source.predicate.of("actor"):
                return status.weakened(_own_modality(source, context))
            source = None
            token = head
            continue
        if token.dep == "conj" or (token.dep in {"acomp", "attr"} and head.pos == "AUX"):
            # What stands beside a copula was heard with its complement.
            token = head
            continue
        status = _through(_signature(head, context), around, _unbound(token, status, context))
        status = status.weakened(around.modality) if around.modality is not Modality.ACTUAL else status
        token = head if head.i != token.i else sentence.head(token)


def _own_modality(source: Statement, context: Context) -> Modality:
    """Judge whether the saying itself is actual; what somebody may say is no more than possible."""
    around, hint = _local(source.predicate.token, context)
    return _ascend(source.predicate, _of_words(source.predicate, context, around, hint)[0], None, context).modality


def _unbound(token: Token, status: Status, context: Context) -> Status:
    """Carry a status through the preposition above it: "without a word", "instead of leaving"."""
    if token.dep not in {"pcomp", "pobj"}:
        return status
    entry = small_word(context.sentence, context.sentence.head(token), context.lexicon)
    if entry is None:
        return status
    status = status.negated() if "Negated" in entry.signals else status
    for modality in sorted(entry.signals & _MODALITIES):
        status = status.weakened(Modality(modality))
    return status


def _top(predicate: Predicate, context: Context) -> Token:
    """Give the highest word of an event: the supporting or shading verb where there is one."""
    words = [w for w in predicate.words if w.i in {t.i for t in context.sentence.tokens}]
    above = [w for w in words if predicate.token in context.sentence.subtree(w)]
    return above[0] if above else predicate.token


def _governor(token: Token, predicate: Predicate, context: Context) -> Token | None:
    """Find the word whose meaning bears on a clause or event noun under it, or None where the clause stands free."""
    sentence = context.sentence
    head = sentence.head(token)
    if head == token:
        return None
    match token.dep:
        case "xcomp" | "ccomp" | "conj" | "acomp" | "attr" | "oprd":
            return head
        case "acl" if any(c.tag == "TO" or c.dep == "mark" for c in sentence.children(token)):
            return head
        case "pcomp":
            return sentence.head(head)
        case "dobj" | "nsubjpass" | "pobj" if not is_verb(token):
            above = sentence.head(head) if token.dep == "pobj" else head
            return None if _presupposed(token, context) and not _undoes(above, context) else above
        case _:
            return None


def _presupposed(noun: Token, context: Context) -> bool:
    """Tell whether a noun takes its event for granted: "the attack"; such a noun keeps clear of what is above it."""
    phrase = context.phrases.get(noun.i)
    return phrase is not None and phrase.definite


def _undoes(verb: Token, context: Context) -> bool:
    """Tell whether a verb takes back even what a definite noun takes for granted: "denied, prevented the attack".

    Who stops an attack or refuses an offer leaves it standing.
    """
    known = context.predicates.get(verb.i)
    sense = known.sense if known else None
    if sense is None:
        return False
    return sense.attribution == Attribution.DENIED or (
        sense.signature[:1] == "-" and not sense.attribution and not sense.direction
    )


def _ending(token: Token, status: Status, context: Context) -> Status:
    """Judge a clause that stands free by the word that binds it: a condition, a purpose, "without"."""
    sentence = context.sentence
    if token.dep == "advcl":
        for child in sentence.children(token):
            entry = small_word(sentence, child, context.lexicon) if child.dep == "mark" else None
            if entry and "Hypothetical" in entry.signals:
                return status.weakened(Modality.HYPOTHETICAL)
        if any(c.tag == "TO" for c in sentence.children(token)):
            return status.weakened(Modality.PLANNED)
    return status


def _said(source: Statement, around: Status, status: Status) -> Status:
    """Carry a status through the word that says it."""
    sense = source.predicate.sense
    if sense and sense.attribution == Attribution.DENIED:
        if sense.signals in _MODALITIES:
            status = status.weakened(Modality(sense.signals))
        return status.negated() if around.polarity is Polarity.AFFIRMED else status.weakened(Modality.POSSIBLE)
    if sense and sense.signals in _MODALITIES and status.modality is Modality.ACTUAL:
        status = status.weakened(Modality(sense.signals))
    if sense and sense.signature[:1] == "-":
        status = status.negated()
    if around.polarity is Polarity.NEGATED:
        factive = sense and sense.signature == "+/+"
        return status if factive else status.weakened(Modality.POSSIBLE)
    return status


def _backshifted(token: Token, status: Status, context: Context) -> bool:
    """Tell whether a hypothetical modal is only the future of reported speech: "said it would"."""
    modals = [c for c in context.sentence.children(token) if c.tag == "MD"]
    return status.modality is Modality.HYPOTHETICAL and bool(modals)


def _conditions(token: Token, context: Context) -> Iterator[Token]:
    """Give the heads of the conditional clauses that an event depends on."""
    sentence, seen = context.sentence, set()
    while token.i not in seen:
        seen.add(token.i)
        for child in sentence.children(token):
            if child.dep == "advcl" and child.i not in seen and _is_condition(child, context):
                yield child
        if token.dep in {"relcl", "acl"} or (token.dep == "advcl" and _is_condition(token, context)):
            return
        token = sentence.head(token)


def _is_condition(clause: Token, context: Context) -> bool:
    marks = (c for c in context.sentence.children(clause) if c.dep == "mark")
    entries = (small_word(context.sentence, mark, context.lexicon) for mark in marks)
    return any(entry and "Hypothetical" in entry.signals for entry in entries)
