"""How a source presents an event: modality, polarity, attribution, condition, and how that came about, step by step.

Here the parse is walked, from the event outwards: the words beside it, the words of the same event, then the clause
upwards, word by word, as far as the word that says it: what is above that word is said of the saying. What each word
does is the calculus of `kg.understand.factuality`; which words do what is in the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kg.event import Attribution, Modality, Polarity
from kg.text.sentence import Sentence, Token
from kg.understand.clause import SUBJECTS, fronted, is_verb
from kg.understand.factuality import PLAIN, Mark, Status, beside, governed, mark, said
from kg.understand.phrase import Phrase
from kg.understand.predicate import Predicate
from kg.understand.statement import Statement
from kg.when.tense import Tense, tense
from kg.words.lexicon import Entry, Lexicon, Sense
from kg.words.smallword import small_word, words_of

_BINDING: Final = frozenset({"preposition", "subordinatingConjunction"})
"""Parts of speech of the small words that act on what stands under them, not on what they stand beside."""
_AHEAD: Final = frozenset({Tense.FUTURE, Tense.OPEN, Tense.WOULD, Tense.INTENDED})
"""Tenses of a clause that tells what is to come."""
_ORDERS: Final = frozenset({"after", "before"})


_FREE: Final = frozenset({"WP", "WRB"})
"""Tags of the words that open a free relative clause: "what he said"."""
_IMPLICATIVE: Final = frozenset({"+/-", "-/+"})
"""Signatures of a word that tells by its infinitive what was done or not: "forgot to lock it"."""


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


class Context(NamedTuple):
    """What a stance is judged by: the sentence, its predicates by their words, phrases and words."""

    sentence: Sentence
    predicates: Mapping[int, Predicate]
    """By the index of the trigger and of all other words that name the event."""
    phrases: Mapping[int, Phrase]
    statements: Sequence[Statement]
    """Of the whole article."""
    lexicon: Lexicon


def stances(predicate: Predicate, context: Context) -> Iterator[Stance]:
    """Judge how an event is presented: by its innermost source, and by who calls what that one says true or false."""
    chain = _chain(predicate, context)
    verdict = _verdict(chain[0], context) if chain else None
    if verdict is None or chain[0].predicate.of("actor"):
        yield _stance(predicate, chain, context)
    if verdict is not None:
        word, judged = verdict
        inner = _words(predicate, context)
        status = governed(inner.status, judged, _beside(word, context).status)
        found = inner.to(status, word, f"is said of what is said, {_told(judged)}")
        rest = _named(chain[1:])
        yield Stance(rest, _attribution(rest, "", found.status), *found.status, (), found.steps)
    yield from _answers(predicate, context)


def _answers(predicate: Predicate, context: Context) -> Iterator[Stance]:
    """Judge an event by those who answer the clause that it heads: who denies it in an aside."""
    for answer in context.statements:
        if answer.answers and predicate.token.i in answer.heads and answer.predicate.of("actor"):
            around = _beside(answer.predicate.token, context).status
            found = _say(answer, predicate.token, around, _words(predicate, context), context)
            yield Stance((answer,), _attribution((answer,), "", found.status), *found.status, (), found.steps)


def _stance(predicate: Predicate, chain: tuple[Statement, ...], context: Context) -> Stance:
    if predicate.kind == "Statement" and predicate.token.dep == "prep":
        # A source phrase, such as "according to monitors", is beside the clause: no modal or condition of it applies.
        return Stance(chain, _attribution(chain, "", Status()), *Status(), ())
    conditions = tuple(dict.fromkeys(_conditions(predicate.token, context)))
    found = _words(predicate, context)
    if chain and not conditions and found.status.modality is Modality.HYPOTHETICAL:
        found = _backshifted(predicate.token, found, context)
    found = _ascend(predicate, found, chain[0] if chain else None, context)
    if len(chain) > 1 and chain[0].predicate.kind == "Attitude" and any(_is_denial(s) for s in chain[1:]):
        found = found.to(found.status.weakened(Modality.POSSIBLE), chain[0].predicate.token, "is itself denied")
    if conditions and found.status.modality in {Modality.ACTUAL, Modality.PLANNED}:
        found = found.to(Status(Modality.HYPOTHETICAL, found.status.polarity), conditions[0], "is its condition")
    attribution = _attribution(chain, found.hint, found.status)
    return Stance(chain, attribution, *found.status, conditions, found.steps)


def _told(word: Mark) -> str:
    """Say in words what a mark is."""
    parts = (word.signature, "" if word.modality is Modality.ACTUAL else word.modality.lower())
    return " ".join((*filter(None, parts), *(("negated",) if word.negates else ())))


# ── who says it ──────────────────────────────────────────────────────────────


def _chain(predicate: Predicate, context: Context) -> tuple[Statement, ...]:
    """Give the statements that cover an event, innermost first; a definite noun is the author's own presupposition."""
    covering = [s for s in context.statements if not s.answers and s.covers(predicate.token)]
    covering = [s for s in covering if predicate.token not in (s.predicate.token, *s.predicate.words)]
    phrase = context.phrases.get(predicate.token.i)
    if phrase and phrase.definite and not phrase.named and predicate.token.pos == "NOUN":
        covering = [s for s in covering if _quotes(s, predicate.token) or _denies(s, predicate.token)]
    covering.sort(key=lambda s: (s.size, s.predicate.token.i))
    return _named(tuple(covering))


def _named(chain: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Leave out who says it where nobody is named and somebody is named around it."""
    while len(chain) > 1 and not chain[0].predicate.of("actor"):
        chain = chain[1:]
    return chain


def _quotes(statement: Statement, token: Token) -> bool:
    return any(token.within(quote) for quote in statement.quotes)


def _denies(statement: Statement, token: Token) -> bool:
    """Tell whether a statement denies the event that is its object: "denied the attack"."""
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
    found = _mark(word, context) if word else PLAIN
    return (word, found) if word and found != PLAIN else None


def _predicated(noun: Token, context: Context) -> Token | None:
    """Give the adjective or noun that a copula says of a noun."""
    head = context.sentence.head(noun)
    if noun.dep not in SUBJECTS or head.pos not in {"AUX", "VERB"} or head.lemma not in {"be"}:
        return None
    return next((c for c in context.sentence.children(head) if c.dep in {"acomp", "attr"}), None)


# ── words beside the event ───────────────────────────────────────────────────


def _beside(token: Token, context: Context, heard: Token | None = None) -> Judgement:
    """Judge a word by the words right beside it; a noun that was `heard` with its own words negates it no more."""
    found, sentence = Judgement(), context.sentence
    for word, entry in _small(token, context).values():
        rule = f"stands beside it, {_told(mark('', entry.signals))}"
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

    A negation behind a noun, or of one that another is set against, is a contrast: "the army, not the rebels, came".
    """
    if child.dep not in SUBJECTS | {"dobj"}:
        return False
    below = context.sentence.children(child)
    if any(c.dep == "cc" and c.lemma == "but" for c in below):
        return False
    words = [child, *(c for c in below if c.dep in {"det", "neg", "preconj"} and c.i < child.i)]
    entries = (small_word(context.sentence, word, context.lexicon) for word in words)
    return any(entry and "Negated" in entry.signals for entry in entries)


def _words(predicate: Predicate, context: Context) -> Judgement:
    """Judge an event by all its words, shadings and supports too: "failed to reach", "could not make a statement"."""
    found = _beside(predicate.token, context)
    for word, sense in zip(reversed(predicate.words), reversed(predicate.senses), strict=True):
        around = _beside(word, context, predicate.token)
        own = _of_sense(sense, word) if sense and sense.shades else PLAIN
        rule = f"governs it, {_told(own)}" if own != PLAIN else "bears its negation or modal"
        found = found.to(governed(found.status, own, around.status), word, rule)
        found = found._replace(hint=around.hint or found.hint)
    return found


# ── marks of words ───────────────────────────────────────────────────────────


def _mark(word: Token, context: Context) -> Mark:
    """Give what the lexicon says that a word does to the clause under it."""
    known = context.predicates.get(word.i)
    if known and known.sense and known.token == word and (known.sense.signature or known.sense.signals):
        return _of_sense(known.sense, word)
    lexicon = context.lexicon
    if word.pos == "ADJ" or (word.tag == "VBN" and word.dep in {"acomp", "oprd"}):
        entry = lexicon.word("adjective", word.text.lower()) or lexicon.word("adjective", word.lemma.lower())
        return mark(entry.signature, entry.signals) if entry else PLAIN
    entry = lexicon.word("verb" if is_verb(word) else "noun", word.lemma.lower())
    if entry and not entry.senses:
        return mark(entry.signature, entry.signals)
    sense = next((s for s in entry.senses if s.shades), next(iter(entry.senses), None)) if entry else None
    return _of_sense(sense, word) if sense else PLAIN


def _of_sense(sense: Sense, word: Token) -> Mark:
    """Give the mark of a sense; what somebody had to do, in the past and not negated, they did."""
    if word.lemma == "have" and word.tag == "VBD" and sense.signals == Modality.PLANNED:
        return Mark("+/o")
    return mark(sense.signature, (sense.signals,) if sense.signals else ())


# ── the way up ───────────────────────────────────────────────────────────────


def _ascend(predicate: Predicate, found: Judgement, source: Statement | None, context: Context) -> Judgement:
    """Follow the clause of an event upwards, as far as the word that says it."""
    sentence, token = context.sentence, _top(predicate, context)
    while True:
        found = _bound(token, found, context)
        head = _governor(token, context)
        if head is None:
            return found
        around = _beside(head, context).status
        if source and head in (source.predicate.token, *source.predicate.words):
            found = _say(source, token, around, found, context)
            if source.predicate.of("actor"):
                return found
            source = None
        elif token.dep != "conj" and not (token.dep in {"acomp", "attr"} and head.pos == "AUX"):
            # What stands beside a copula was heard with its complement.
            judged = _governing(head, context)
            found = found.to(governed(found.status, judged, around), head, _governs(judged))
        token = head if head.i != token.i else sentence.head(token)


def _governing(word: Token, context: Context) -> Mark:
    """Give the mark of a word over a clause.

    The negation of an adjective that the lexicon does not know leaves open what its clause says: "it is not clear how
    many are missing".
    """
    judged = _mark(word, context)
    return Mark("+/o") if judged == PLAIN and word.pos == "ADJ" and word.dep == "acomp" else judged


def _governs(judged: Mark) -> str:
    return f"governs it, {_told(judged)}" if judged != PLAIN else "bears its negation or modal"


def _say(source: Statement, clause: Token, around: Status, found: Judgement, context: Context) -> Judgement:
    """Go through the word that says it; what somebody may say is no more than possible.

    Who forgot to lock it has not, but who forgot that it was locked takes that for granted. What somebody is told to
    do is to come.
    """
    sense, cue = source.predicate.sense, source.predicate.token
    judged = mark(sense.signature, (sense.signals,) if sense.signals else ()) if sense else _mark(cue, context)
    if sense and sense.kind == "Attitude" and sense.signature in _IMPLICATIVE and _is_finite(clause, context):
        judged = Mark("+/+")
    if judged == PLAIN and source.predicate.of("recipient") and _is_asked(clause, context):
        judged = Mark("o/o", Modality.PLANNED)
    attribution = sense.attribution if sense else ""
    rule = f"says or thinks it, {_told(judged)}".rstrip(", ") if attribution != Attribution.DENIED else "denies it"
    found = found.to(said(found.status, judged, around, attribution), cue, rule)
    if source.predicate.of("actor") and around.polarity is Polarity.AFFIRMED:
        own = _ascend(source.predicate, _words(source.predicate, context), None, context).status.modality
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
            found = found.to(beside(found.status, judged), head, f"binds it, {_told(judged)}")
    if _is_open(token, context):
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
        judged, phrasal = _mark(head, context), context.predicates.get(head.i)
        if judged.signature.startswith("+") and phrasal and phrasal.particles:
            # "Went on to win": that is no purpose.
            return found.to(governed(found.status, judged, _beside(head, context).status), head, _governs(judged))
        return found.to(found.status.weakened(Modality.PLANNED), token, "is a purpose")
    return found


def _is_awaited(clause: Token, context: Context) -> bool:
    """Tell whether a clause of time says in the present what is to come: "will stay until the war ends"."""
    sentence, lexicon = context.sentence, context.lexicon
    if clause.dep != "advcl" or tense(sentence, clause) is not Tense.PRESENT:
        return False
    words = (small_word(sentence, c, lexicon) for c in sentence.children(clause) if c.dep in {"mark", "advmod"})
    timed = any(entry and (entry.orders in _ORDERS or "when" in entry.traits) for entry in words)
    return timed and tense(sentence, sentence.head(clause)) in _AHEAD


def _is_open(verb: Token, context: Context) -> bool:
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
    return verb.dep in {"acl", "relcl"} and not ranked and _mark(head, context) == PLAIN


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
            return None if _presupposed(token, context) and not _undoes(above, context) else above
        case _:
            return None


def _is_free(clause: Token, copula: Token, context: Context) -> bool:
    """Tell whether a clause is what a copula says something to be: "where they meet", but not "clear who left"."""
    beside = context.sentence.children(copula)
    opens = context.sentence.subtree(clause)[0].tag in _FREE
    return copula.pos == "AUX" and opens and not any(c.dep == "acomp" for c in beside)


def _speaks(verb: Token, context: Context) -> bool:
    known = context.predicates.get(verb.i)
    return known is not None and context.lexicon.attributes(known.kind)


def _is_adjunct(noun: Token, verb: Token, context: Context) -> bool:
    """Tell whether an event noun under a preposition only stands beside a verb: "refused to leave in protest"."""
    known = context.predicates.get(verb.i)
    filled = known.of("target") + known.of("content") if known else ()
    return is_verb(verb) and noun not in filled and _mark(verb, context) == PLAIN


def _presupposed(noun: Token, context: Context) -> bool:
    """Tell whether a noun takes its event for granted: "the attack"; such a noun keeps clear of what is above it."""
    phrase = context.phrases.get(noun.i)
    return phrase is not None and phrase.definite


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


def _backshifted(token: Token, found: Judgement, context: Context) -> Judgement:
    """Take a hypothetical modal for the future of reported speech: "said it would"."""
    modal = next((c for c in context.sentence.children(token) if c.tag == "MD"), None)
    if modal is None:
        return found
    return found.to(Status(Modality.PLANNED, found.status.polarity), modal, "is the future of what is said")


# ── conditions ───────────────────────────────────────────────────────────────


def _conditions(token: Token, context: Context) -> Iterator[Token]:
    """Give the heads of the conditional clauses that an event depends on."""
    sentence, seen = context.sentence, set()
    while token.i not in seen:
        seen.add(token.i)
        for child in sentence.children(token):
            yield from (head for head in _conditional(child, context) if head.i not in seen)
        if token.dep in {"relcl", "acl"} or any(_conditional(token, context)):
            return
        token = sentence.head(token)


def _conditional(clause: Token, context: Context) -> Iterator[Token]:
    """Give the head of a clause if it is a condition, or of the one under an adverb or preposition: "as long as"."""
    sentence = context.sentence
    if clause.dep in {"advcl", "ccomp"} and fronted(sentence, clause):
        yield next((c for c in sentence.children(clause) if c.dep == "ccomp" and clause.tag[:2] == "VB"), clause)
    elif clause.dep == "advcl" and _is_condition(clause, context):
        yield clause
    elif clause.dep == "advmod":
        yield from (c for c in sentence.children(clause) if c.dep == "advcl" and _is_condition(c, context))
    elif clause.dep == "prep":
        entry = small_word(sentence, clause, context.lexicon)
        if entry and "Hypothetical" in entry.signals:
            words = words_of(sentence, clause, entry) or (clause,)
            below = (c for word in words for c in sentence.children(word) if c not in words)
            yield from (c for c in below if c.dep in {"ccomp", "pcomp", "pobj"})


def _is_condition(clause: Token, context: Context) -> bool:
    below = context.sentence.children(clause)
    if clause.tag == "VBN" and not any(c.dep in SUBJECTS for c in below):
        # "If compared with last year" is no condition of what is compared.
        return False
    entries = (small_word(context.sentence, c, context.lexicon) for c in below if c.dep == "mark")
    return any(entry and "Hypothetical" in entry.signals for entry in entries)
