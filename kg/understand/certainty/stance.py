"""How a source presents an event: modality, polarity, attribution, condition, and how that came about, step by step.

Here the parse is walked, from the event outwards: the words beside it and the words of the same event
(`kg.understand.certainty.judgement`), then the clause upwards, word by word, as far as the word that says it
(`kg.understand.certainty.ascent`); beside that, what it depends on (`kg.understand.certainty.condition`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.event import Attribution, Modality, Polarity
from kg.text.sentence import SUBJECTS, Token
from kg.understand.certainty.ascent import ascend, asks_for, say
from kg.understand.certainty.condition import conditions_of
from kg.understand.certainty.factuality import PLAIN, Mark, Status, governed
from kg.understand.certainty.judgement import Context, Judgement, Step, judge, judge_beside, mark_of, told
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.statement import Statement


class Stance(NamedTuple):
    """How one chain of sources presents an event."""

    chain: tuple[Statement, ...]
    """The statements that cover the event, the innermost first; empty where the author speaks."""
    attribution: Attribution
    modality: Modality
    polarity: Polarity
    conditions: tuple[Token, ...]
    """Heads of the clauses that it depends on."""
    steps: tuple[Step, ...] = ()


def stances(predicate: Predicate, context: Context) -> Iterator[Stance]:
    """Judge how an event is presented: by its innermost source, and by who calls what that one says true or false."""
    chain = _chain(predicate, context)
    verdict = _verdict(chain[0], context) if chain else None
    if verdict is None or chain[0].predicate.of("actor"):
        yield _stance(predicate, chain, context)
    if verdict is not None:
        word, judged = verdict
        inner = judge(predicate, context)
        status = governed(inner.status, judged, judge_beside(word, context).status)
        found = inner.to(status, word, f"is said of what is said, {told(judged)}")
        rest = _named(chain[1:])
        yield Stance(rest, _attribution(rest, "", found.status), *found.status, (), found.steps)
    yield from _answers(predicate, context)


def _answers(predicate: Predicate, context: Context) -> Iterator[Stance]:
    """Judge an event by those who answer the clause that it heads: who denies it in an aside."""
    for answer in context.statements:
        if answer.answers and predicate.token.i in answer.heads and answer.predicate.of("actor"):
            around = judge_beside(answer.predicate.token, context).status
            found = say(answer, predicate.token, around, judge(predicate, context), context)
            yield Stance((answer,), _attribution((answer,), "", found.status), *found.status, (), found.steps)


def _stance(predicate: Predicate, chain: tuple[Statement, ...], context: Context) -> Stance:
    if predicate.kind == "Statement" and predicate.token.dep == "prep":
        # A source phrase, such as "according to monitors", is beside the clause: no modal or condition of it applies.
        return Stance(chain, _attribution(chain, "", Status()), *Status(), ())
    conditions = tuple(dict.fromkeys(conditions_of(predicate.token, context)))
    found = judge(predicate, context)
    if chain and not conditions and found.status.modality is Modality.HYPOTHETICAL:
        found = _backshifted(predicate.token, found, context)
    found = ascend(predicate, found, chain[0] if chain else None, context)
    if len(chain) > 1 and chain[0].predicate.kind == "Attitude" and any(_is_denial(s) for s in chain[1:]):
        found = found.to(found.status.weakened(Modality.POSSIBLE), chain[0].predicate.token, "is itself denied")
    if conditions and found.status.modality in {Modality.ACTUAL, Modality.PLANNED}:
        found = found.to(Status(Modality.HYPOTHETICAL, found.status.polarity), conditions[0], "is its condition")
    attribution = _attribution(chain, found.hint, found.status)
    return Stance(chain, attribution, *found.status, conditions, found.steps)


# ── who says it ──────────────────────────────────────────────────────────────


def _chain(predicate: Predicate, context: Context) -> tuple[Statement, ...]:
    """Give the statements that cover an event, innermost first; a definite noun is the author's own presupposition."""
    covering = [s for s in context.statements if not s.answers and s.covers(predicate.token)]
    covering = [s for s in covering if predicate.token not in (s.predicate.token, *s.predicate.words)]
    phrase = context.phrases.get(predicate.token.i)
    if phrase and phrase.definite and not phrase.named and predicate.token.pos == "NOUN":
        covering = [s for s in covering if _quotes(s, predicate.token) or _denies(s, predicate.token, context)]
    unsaid = {s.predicate.token for s in covering if _is_unsaid(s, context)}
    covering = [s for s in covering if not unsaid & {s.predicate.token, *_asked_of(s, context)}]
    covering.sort(key=lambda s: (s.size, s.predicate.token.i))
    return _named(tuple(covering))


def _named(chain: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Leave out who says it where nobody is named and somebody is named around it, who says it too.

    Who comments on reports does not say what they say.
    """
    while len(chain) > 1 and not chain[0].predicate.of("actor"):
        if _is_topical(chain[1]):
            return chain[:1]
        chain = chain[1:]
    return chain


def _is_topical(statement: Statement) -> bool:
    """Tell whether somebody only speaks of something, without a clause or words that say what of it."""
    return not (statement.heads or statement.quotes or _is_denial(statement))


def _is_unsaid(statement: Statement, context: Context) -> bool:
    """Tell whether somebody does not even speak of something: "declined to comment on the attack"."""
    inside = statement.predicate.sentence == context.sentence.index
    if not inside or not _is_topical(statement):
        return False
    found = ascend(statement.predicate, judge(statement.predicate, context), None, context)
    return found.status.polarity is Polarity.NEGATED


def _asked_of(statement: Statement, context: Context) -> Iterator[Token]:
    """Give what who makes a statement is to do by it: to "comment" in "declined to comment on the attack"."""
    return (t for t in context.sentence.tokens if t.i in statement.heads and t.dep == "xcomp")


def _quotes(statement: Statement, token: Token) -> bool:
    return any(token.within(quote) for quote in statement.quotes)


def _denies(statement: Statement, token: Token, context: Context) -> bool:
    """Tell whether a statement denies the event that is its object, or asks for it: "denied the attack"."""
    if asks_for(statement.predicate.token, token, context):
        return True
    return _is_denial(statement) and token in statement.predicate.of("target")


def _is_denial(statement: Statement) -> bool:
    """Tell whether a statement denies what it covers."""
    sense = statement.predicate.sense
    return sense is not None and sense.attribution == Attribution.DENIED


def _attribution(chain: Sequence[Statement], hint: str, status: Status) -> Attribution:
    if not chain:
        return Attribution(hint) if hint else Attribution.ASSERTED
    sense = chain[0].predicate.sense
    own = Attribution(sense.attribution) if sense and sense.attribution else Attribution.REPORTED
    if own is Attribution.DENIED and status.polarity is Polarity.AFFIRMED:
        return Attribution.REPORTED
    return Attribution(hint) if hint and own is Attribution.REPORTED else own


def _verdict(statement: Statement, context: Context) -> tuple[Token, Mark] | None:
    """Find what is said of a noun of saying as a whole: "the claim that ... was false"."""
    cue = statement.predicate.token
    if cue.pos != "NOUN" or cue.i not in {t.i for t in context.sentence.tokens}:
        return None
    word = _predicated(cue, context)
    found = mark_of(word, context) if word else PLAIN
    return (word, found) if word and found != PLAIN else None


def _predicated(noun: Token, context: Context) -> Token | None:
    """Give the adjective or noun that a copula says of a noun."""
    head = context.sentence.head(noun)
    if noun.dep not in SUBJECTS or head.pos not in {"AUX", "VERB"} or head.lemma not in {"be"}:
        return None
    return next((c for c in context.sentence.children(head) if c.dep in {"acomp", "attr"}), None)


def _backshifted(token: Token, found: Judgement, context: Context) -> Judgement:
    """Take a hypothetical modal for the future of reported speech: "said it would"."""
    modal = next((c for c in context.sentence.children(token) if c.tag == "MD"), None)
    if modal is None:
        return found
    return found.to(Status(Modality.PLANNED, found.status.polarity), modal, "is the future of what is said")
