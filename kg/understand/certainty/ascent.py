"""The way up: from the clause of an event, word by word, as far as the word that says it.

What is above that word is said of the saying.
"""

from __future__ import annotations

from typing import Final

from kg.event import Attribution, Modality, Polarity
from kg.text.sentence import SUBJECTS, Token
from kg.understand.certainty.factuality import PLAIN, Mark, Status, beside, governed, mark, said
from kg.understand.certainty.judgement import Context, Judgement, is_open, judge, judge_beside, mark_of, told
from kg.understand.grammar.clause import fronted, is_verb
from kg.understand.grammar.predicate import Predicate
from kg.understand.saying.statement import Statement
from kg.when.tense import Tense, tense
from kg.words.smallword import small_word

_AHEAD: Final = frozenset({Tense.FUTURE, Tense.OPEN, Tense.WOULD, Tense.INTENDED})
"""Tenses of a clause that tells what is to come."""
_ASKING: Final = "Demand"
_OF: Final = frozenset({"of"})
_CHANGE: Final = "Change"
_CONTEST: Final = "Contest"
_ORDERS: Final = frozenset({"after", "before"})
_FREE: Final = frozenset({"WP", "WRB"})
"""Tags of the words that open a free relative clause: "what he said"."""
_TOPICS: Final = frozenset({"about", "on", "over"})
"""Prepositions behind which stands what is spoken about."""
_IMPLICATIVE: Final = frozenset({"+/-", "-/+"})
"""Signatures of a word that tells by its infinitive what was done or not: "forgot to lock it"."""


def ascend(predicate: Predicate, found: Judgement, source: Statement | None, context: Context) -> Judgement:
    """Follow the clause of an event upwards, as far as the word that says it."""
    sentence, token = context.sentence, _top(predicate, context)
    while True:
        found = _bound(token, found, context)
        head = _governor(token, context)
        if head is None:
            return found
        around = judge_beside(head, context, token).status
        if source and head in (source.predicate.token, *source.predicate.words):
            found = say(source, token, around, found, context)
            if source.predicate.of("actor"):
                return found
            source = None
        elif token.dep != "conj" and not (token.dep in {"acomp", "attr"} and head.pos == "AUX"):
            # What stands beside a copula was heard with its complement.
            judged = _governing(head, token, context)
            if _is_in_order(token, context):
                # "Set fire to it before fleeing" sets nobody to flee; who plans to rest before leaving plans both.
                judged, around = PLAIN, Status(around.modality)
            found = found.to(governed(found.status, judged, around), head, _governs(judged))
        token = head if head.i != token.i else sentence.head(token)


def _governing(word: Token, clause: Token, context: Context) -> Mark:
    """Give the mark of a word over a clause.

    The negation of an adjective that the lexicon does not know leaves open what its clause says: "it is not clear how
    many are missing". What somebody is told to do is to come, though nobody is named who tells them.
    """
    judged = mark_of(word, context)
    known = context.predicates.get(word.i)
    if judged == PLAIN and known and known.of("recipient") and _speaks(word, context) and _is_asked(clause, context):
        return Mark("o/o", Modality.PLANNED)
    return Mark("+/o") if judged == PLAIN and word.pos == "ADJ" and word.dep == "acomp" else judged


def _governs(judged: Mark) -> str:
    return f"governs it, {told(judged)}" if judged != PLAIN else "bears its negation or modal"


def say(source: Statement, clause: Token, around: Status, found: Judgement, context: Context) -> Judgement:
    """Go through the word that says it; what somebody may say is no more than possible.

    Who forgot to lock it has not, but who forgot that it was locked takes that for granted. What somebody is told to
    do is to come.
    """
    sense, cue = source.predicate.sense, source.predicate.token
    judged = mark(sense.signature, (sense.signals,) if sense.signals else ()) if sense else mark_of(cue, context)
    if sense and sense.kind == "Attitude" and sense.signature in _IMPLICATIVE and _is_finite(clause, context):
        judged = Mark("+/+")
    if judged == PLAIN and source.predicate.of("recipient") and _is_asked(clause, context):
        judged = Mark("o/o", Modality.PLANNED)
    attribution = sense.attribution if sense else ""
    rule = f"says or thinks it, {told(judged)}".rstrip(", ") if attribution != Attribution.DENIED else "denies it"
    found = found.to(said(found.status, judged, around, attribution), cue, rule)
    if source.predicate.of("actor") and around.polarity is Polarity.AFFIRMED:
        own = ascend(source.predicate, judge(source.predicate, context), None, context).status.modality
        found = found.to(found.status.weakened(own), cue, f"is itself {own.lower()}")
    return found


def _is_asked(clause: Token, context: Context) -> bool:
    """Tell whether a clause is an infinitive of what is to be done: "to leave", not "to have left", "to be ill"."""
    below = context.sentence.children(clause)
    return any(c.tag == "TO" for c in below) and not any(c.lemma == "have" for c in below) and clause.pos != "AUX"


def _is_finite(clause: Token, context: Context) -> bool:
    """Tell whether a clause has a subject of its own and is no infinitive."""
    below = context.sentence.children(clause)
    return any(c.dep in SUBJECTS for c in below) and not any(c.tag == "TO" for c in below)


def _bound(token: Token, found: Judgement, context: Context) -> Judgement:
    """Go through the small word that binds a clause or noun: "without a word", "whether", "if", "in order to"."""
    sentence, head = context.sentence, context.sentence.head(token)
    if token.dep in {"pcomp", "pobj"} or (token.dep == "ccomp" and head.dep == "prep"):
        entry = small_word(sentence, head, context.lexicon)
        if entry:
            judged = mark("", entry.signals)
            found = found.to(beside(found.status, judged), head, f"binds it, {told(judged)}")
    if is_open(token, context):
        return found.to(found.status.weakened(Modality.PLANNED), token, "is an infinitive of what is to come")
    if token.dep not in {"advcl", "ccomp"}:
        return found
    if fronted(sentence, token):
        return found.to(found.status.weakened(Modality.HYPOTHETICAL), token, "its order of words makes it a condition")
    for child in sentence.children(token):
        entry = small_word(sentence, child, context.lexicon) if child.dep == "mark" else None
        if entry and entry.signals & set(Modality):
            asked = token.dep == "ccomp"
            modality = Modality.POSSIBLE if asked else mark("", entry.signals).modality
            return found.to(found.status.weakened(modality), child, f"binds it, {modality.lower()}")
    if _is_awaited(token, context):
        return found.to(found.status.weakened(Modality.PLANNED), token, "is what is waited for")
    if token.dep == "advcl" and any(c.tag == "TO" for c in sentence.children(token)):
        if _is_reached(token, head, context):
            return found
        judged, phrasal = mark_of(head, context), context.predicates.get(head.i)
        if judged.signature.startswith("+") and phrasal and phrasal.particles:
            # "Went on to win": that is no purpose.
            return found.to(governed(found.status, judged, judge_beside(head, context).status), head, _governs(judged))
        return found.to(found.status.weakened(Modality.PLANNED), token, "is a purpose")
    return found


def _is_reached(clause: Token, verb: Token, context: Context) -> bool:
    """Tell whether an infinitive is what came of it, and no purpose: "fell to close at 3 euros", "beat Kenya to win".

    Who means nothing has no purpose.
    """
    above, own = context.predicates.get(verb.i), context.predicates.get(clause.i)
    if above is None or own is None:
        return False
    befalls = above.kind == _CHANGE and not above.of("actor") and bool(above.of("target")) and not own.of("actor")
    return befalls or above.kind == own.kind == _CONTEST


def _is_awaited(clause: Token, context: Context) -> bool:
    """Tell whether a clause of time says in the present what is to come: "will stay until the war ends"."""
    sentence, lexicon = context.sentence, context.lexicon
    if clause.dep != "advcl" or tense(sentence, clause) is not Tense.PRESENT:
        return False
    words = (small_word(sentence, c, lexicon) for c in sentence.children(clause) if c.dep in {"mark", "advmod"})
    timed = any(entry and (entry.orders in _ORDERS or "when" in entry.traits) for entry in words)
    return timed and tense(sentence, sentence.head(clause)) in _AHEAD


def _top(predicate: Predicate, context: Context) -> Token:
    """Give the highest word of an event: the supporting or shading verb where there is one."""
    words = [w for w in predicate.words if w.i in {t.i for t in context.sentence.tokens}]
    above = [w for w in words if predicate.token in context.sentence.subtree(w)]
    return above[0] if above else predicate.token


def _governor(token: Token, context: Context) -> Token | None:
    """Find the word whose meaning bears on a clause or event noun under it, or None where the clause stands free."""
    sentence = context.sentence
    head = sentence.head(token)
    if head == token:
        return None
    match token.dep:
        case "ccomp" if token.i < head.i and not _speaks(head, context):
            # "Cats react, they are not stupid": two sentences side by side.
            return None
        case "ccomp" | "advcl" if _is_free(token, head, context):
            # "This is not where they meet": that they meet is taken for granted.
            return None
        case "xcomp" | "ccomp" | "csubj" | "csubjpass" if head.pos == "AUX":
            # "It is not true that they left": the adjective governs the clause.
            return next((c for c in sentence.children(head) if c.dep == "acomp"), head)
        case "xcomp" | "ccomp" | "conj" | "acomp" | "attr" | "oprd":
            return head
        case "acl" if any(c.tag == "TO" or c.dep in {"mark", *SUBJECTS} for c in sentence.children(token)):
            return head
        case "pcomp":
            finite = any(c.dep in SUBJECTS for c in sentence.children(token))
            return None if finite else sentence.head(head)
        case "dobj" | "nsubjpass" | "pobj" if not is_verb(token):
            above = sentence.head(head) if token.dep == "pobj" else head
            if token.dep == "pobj" and _is_adjunct(token, above, context):
                return None
            kept = _presupposed(token, context) and not (_undoes(above, context) or asks_for(above, token, context))
            return None if kept else above
        case _:
            return None


def _is_in_order(gerund: Token, context: Context) -> bool:
    """Tell whether a preposition only says that a gerund comes first or last: "before fleeing"."""
    preposition = context.sentence.head(gerund)
    entry = small_word(context.sentence, preposition, context.lexicon) if gerund.dep == "pcomp" else None
    return entry is not None and entry.orders in _ORDERS


def _is_free(clause: Token, copula: Token, context: Context) -> bool:
    """Tell whether a clause is what a copula says something to be: "where they meet", but not "clear who left"."""
    beside = context.sentence.children(copula)
    opens = context.sentence.subtree(clause)[0].tag in _FREE
    return copula.pos == "AUX" and opens and not any(c.dep == "acomp" for c in beside)


def _speaks(verb: Token, context: Context) -> bool:
    known = context.predicates.get(verb.i)
    return known is not None and context.lexicon.attributes(known.kind)


def _is_adjunct(noun: Token, verb: Token, context: Context) -> bool:
    """Tell whether an event noun under a preposition only stands beside a verb: "refused to leave in protest".

    What is spoken about is taken for granted, unless the speaker fears or doubts it: "did not comment on an attack".
    """
    if context.sentence.head(noun).lemma in _TOPICS and _speaks(verb, context):
        return mark_of(verb, context).modality is not Modality.POSSIBLE
    known = context.predicates.get(verb.i)
    filled = known.of("target") + known.of("content") if known else ()
    return is_verb(verb) and noun not in filled and mark_of(verb, context) == PLAIN


def _presupposed(noun: Token, context: Context) -> bool:
    """Tell whether a noun takes its event for granted: "the attack"; such a noun keeps clear of what is above it."""
    phrase = context.phrases.get(noun.i)
    return phrase is not None and phrase.definite


def asks_for(verb: Token, noun: Token, context: Context) -> bool:
    """Tell whether a verb asks for the event of a definite noun: "ordered the release of the men", "urged its return".

    Such a noun is definite by what it is of, and takes nothing for granted.
    """
    known = context.predicates.get(verb.i)
    sense = known.sense if known else None
    owned = any(c.dep == "poss" or (c.dep == "prep" and c.lemma in _OF) for c in context.sentence.children(noun))
    if known is None or sense is None or not owned or noun not in known.of("target"):
        return False
    return sense.signals == Modality.PLANNED and context.lexicon.is_a(known.kind, _ASKING)


def _undoes(verb: Token, context: Context) -> bool:
    """Tell whether a verb takes back even what a definite noun takes for granted: "denied, prevented the attack".

    Who stops an attack or refuses an offer leaves it standing, and who is acquitted of the murder leaves a murder.
    """
    known = context.predicates.get(verb.i)
    sense = known.sense if known else None
    if known is None or sense is None or context.lexicon.is_a(known.kind, "Proceeding"):
        return False
    return sense.attribution == Attribution.DENIED or (
        sense.signature[:1] == "-" and not sense.attribution and not sense.direction
    )
