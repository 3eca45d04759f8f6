"""The cues of a sentence: the words of saying or thinking that make a statement, and who is said to speak by them.

Other words become cues beside a quotation or a clause; a participle goes on with what somebody says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kg.span import Span
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import conjuncts, is_verb
from kg.understand.grammar.phrase import ACTORS, Phrase
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler
from kg.understand.grammar.subject import subjects
from kg.understand.saying.astray import asks
from kg.understand.saying.citation import headed, signed, sources
from kg.understand.saying.content import cover
from kg.understand.saying.quotation import Quote, is_long
from kg.understand.saying.statement import Statement
from kg.understand.saying.teller import told
from kg.words.lexicon import Lexicon

_CLOSING: Final = frozenset({'"', "”", "»"})
EXCLAIMING: Final = frozenset({"!", "?"})
"""Marks at the end of what is called out or asked."""
_NEAR: Final = 3
"""So many characters stand between a verb and the quotation beside it at most: a comma, a blank, a mark."""
_BEFORE: Final = 6
_BEHIND: Final = 4
"""So few words stand before and behind a verb that does no more than tell who spoke."""
_TAKEN: Final = frozenset({"attr", "ccomp", "dobj"})
_AGAINST: Final = frozenset({"but", "yet"})
"""Conjunctions of what is set against what was said."""


class Beside(NamedTuple):
    """What stands beside a sentence."""

    introduces: bool = False
    """Whether a colon ends it and a quotation follows."""
    follows: bool = False
    """Whether a quotation ends the sentence before it."""


def trails(sentence: Sentence, cue: Token) -> bool:
    """Tell whether a sentence is no more than who said what stands before it: "the crowd roared."."""
    return cue.dep == "ROOT" and cue.i - sentence.first < _BEFORE and sentence.tokens[-1].i - cue.i < _BEHIND


def cued(
    sentence: Sentence,
    known: Sequence[Predicate],
    quotes: Sequence[Quote],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    text: str,
    beside: Beside,
) -> list[Statement]:
    """Find the statements that a sentence has a cue for; `known` are its predicates, `quotes` its quotations."""
    exclaimed = [q for q in quotes if text[q.span.end - 1] in EXCLAIMING]
    said = [p if _says(p, lexicon) else _speech(sentence, p, quotes, exclaimed, beside) for p in known]
    said += _attitudes(sentence, {p.token.i for p in known}, lexicon)
    said = [told(sentence, _voiced(sentence, p, known), phrases) for p in said if p]
    found = [cover(sentence, _asking(sentence, p, lexicon), lexicon, quotes, text) for p in said if p]
    found = [_spoken_on(sentence, s, found) for s in found]
    found = [_without(sentence, s, found, text) for s in found]
    found = [replace(s, cited=tuple(_cited(sentence, s, found, phrases, lexicon))) for s in found]
    found += sources(sentence, found, lexicon, text)
    found += headed(sentence, phrases, text)
    found += signed(sentence, phrases)
    return [_quoted(s, quotes, text) for s in found]


def _says(predicate: Predicate, lexicon: Lexicon) -> bool:
    return lexicon.attributes(predicate.kind)


def _quoted(statement: Statement, quotes: Sequence[Quote], text: str) -> Statement:
    """Add the quotations that stand in the content; a content that is all quotation ends with the quotation."""
    content = statement.content
    for quote in quotes:
        content = tuple(_fit(piece, quote.span, text) for piece in content)
    inside = tuple(q.span for q in quotes if any(q.span.within(piece) for piece in content))
    return replace(statement, content=content, quotes=inside)


def _fit(piece: Span, quote: Span, text: str) -> Span:
    """Let a piece of content that is nothing but a quotation have its bounds; one that ends in it takes in its mark."""
    if not piece.overlaps(quote) or quote.end - quote.begin < 2:
        return piece
    begin = quote.begin if abs(piece.begin - quote.begin) <= 2 else piece.begin
    end = quote.end if abs(piece.end - quote.end) <= 2 else piece.end
    if begin < quote.begin and end == quote.end and text[end : end + 1] in _CLOSING:
        end += 1
    return Span(begin, max(end, begin + 1))


def _speech(
    sentence: Sentence, predicate: Predicate, quotes: Sequence[Quote], exclaimed: Sequence[Quote], around: Beside
) -> Predicate | None:
    """Read any verb that stands over or right beside a quotation as one of saying: "she continued".

    The quotation is long, or `exclaimed` right behind the verb: 'they chanted "What war?"'.
    """
    verb = predicate.token
    actors = [f for f in predicate.fillers if (f.role == "actor" or f.token.dep == "nsubj") and f.overt]
    long = [q.span for q in quotes if is_long(q, sentence)]
    if not is_verb(verb) or not actors or any(verb.within(q) for q in long):
        return None
    clauses = [c for c in sentence.children(verb) if c.dep in {"ccomp", "parataxis"}]
    shouted = [q.span for q in exclaimed if 0 <= q.span.begin - verb.end <= _NEAR]
    under = [c for c in clauses if any(c.within(q) for q in long)]
    under += [c for c in sentence.children(verb) if c.dep in _TAKEN and any(c.within(q) for q in shouted)]
    ends = any(t.dep in {"dobj", "xcomp", "attr", "acomp"} for t in sentence.children(verb))
    first = min(verb.begin, *(t.begin for a in actors for t in sentence.subtree(a.token)))
    outside = (around.introduces and _is_close(sentence, verb)) or (around.follows and trails(sentence, verb))
    beside = not ends and (outside or any(0 <= first - q.end <= _NEAR for q in long))
    if not under and not beside:
        return None
    content = tuple(Filler("content", c) for c in under)
    others = tuple(f._replace(role="actor") if f in actors else f for f in predicate.fillers if f.token not in under)
    return replace(predicate, kind="Statement", sense=None, fillers=(*others, *content), particles=())


def _is_close(sentence: Sentence, verb: Token) -> bool:
    """Tell whether nothing that a preposition governs stands between a verb and the end: "went on:", not "in May:"."""
    return verb.dep == "ROOT" and not any(t.dep == "pobj" for t in sentence.tokens if t.i > verb.i)


def _attitudes(sentence: Sentence, known: set[int], lexicon: Lexicon) -> Iterator[Predicate]:
    """Read adjectives of thinking with a clause under them: "police are certain that he left"."""
    for token in sentence.tokens:
        entry = lexicon.word("adjective", token.text.lower()) if token.dep in {"acomp", "oprd"} else None
        clauses = [c for c in sentence.children(token) if c.dep == "ccomp"]
        if entry and entry.attribution and clauses and token.i not in known:
            who = [m for t in subjects(sentence, sentence.head(token), lexicon) for m in conjuncts(sentence, t)]
            fillers = (*(Filler("actor", t) for t in who), *(Filler("content", c) for c in clauses))
            yield Predicate(token, sentence.index, "Attitude", None, fillers)


def _voiced(sentence: Sentence, predicate: Predicate, known: Sequence[Predicate]) -> Predicate:
    """Let who makes a statement say what a participle behind it says: "released a statement saying"."""
    verb = predicate.token
    noun = next((p for p in known if p.token == sentence.head(verb)), None) if verb.dep == "acl" else None
    if noun is None or verb.tag != "VBG" or is_verb(noun.token) or not noun.of("actor"):
        return predicate
    who = tuple(f._replace(overt=False) for f in noun.fillers if f.role == "actor")
    return replace(predicate, fillers=(*who, *(f for f in predicate.fillers if f.role != "actor")))


def _asking(sentence: Sentence, predicate: Predicate, lexicon: Lexicon) -> Predicate:
    """Read a demand with an indirect question under it as a question: "asked whether"."""
    if not lexicon.is_a(predicate.kind, "Demand") or not any(asks(sentence, c) for c in predicate.of("content")):
        return predicate
    senses = (s for e in lexicon.find("verb", predicate.token.lemma.lower()) for s in e.senses)
    sense = next((s for s in senses if s.kind == "Statement" and len(predicate.particles) == 0), None)
    return replace(predicate, kind="Statement", sense=sense) if sense else predicate


def _spoken_on(sentence: Sentence, statement: Statement, known: Sequence[Statement]) -> Statement:
    """Give who goes on with a saying, or says nothing more, the saying: "said prices rose, citing a report".

    "Confirmed that he had left, but did not say why", "said it had the letter but declined to comment".
    """
    verb = _top(sentence, statement.predicate.token)
    clause = sentence.head(verb)
    goes_on = _follows(sentence, verb) or _conjunction(sentence, verb) is not None
    if not goes_on or any(f.role == "actor" and f.overt for f in statement.predicate.fillers):
        return statement
    outer = next((s for s in known if clause.i in s.heads and s.predicate.token.i < clause.i), None)
    if outer is None or not outer.predicate.of("actor"):
        return statement
    rest = tuple(f for f in statement.predicate.fillers if f.role != "actor")
    who = tuple(f._replace(overt=False) for f in outer.predicate.fillers if f.role == "actor")
    return replace(statement, predicate=replace(statement.predicate, fillers=(*who, *rest)))


def _without(sentence: Sentence, statement: Statement, known: Sequence[Statement], text: str) -> Statement:
    """Cut off from what is said what goes on with the saying behind it: ", adding that", ", but did not say why"."""
    for other in known:
        verb = other.predicate.token
        own = any(f.role == "actor" and not f.overt for f in other.predicate.fillers)
        joint = _conjunction(sentence, verb)
        if sentence.head(verb).i in statement.heads and own and (_follows(sentence, verb) or joint):
            last = joint.i - 1 if joint else verb.i - 2
            end = sentence.at(last - (sentence.at(last).text == ",")).end
            kept = (Span(c.begin, min(c.end, end)) for c in statement.content)
            return replace(statement, content=tuple(c for c in kept if c.begin < c.end))
    return statement


def _top(sentence: Sentence, verb: Token) -> Token:
    """Climb from an infinitive to the verb that it is under."""
    while verb.dep == "xcomp":
        verb = sentence.head(verb)
    return verb


def _conjunction(sentence: Sentence, verb: Token) -> Token | None:
    """Find the "but" before a verb without subject that tells what somebody does not say: "but did not say why"."""
    below = sentence.children(verb)
    silent = any(c.dep == "neg" for c in below) or any(c.dep == "xcomp" and c.tag == "VB" for c in below)
    if verb.dep != "conj" or not silent or any(c.dep in SUBJECTS for c in below):
        return None
    joints = [c for c in sentence.children(sentence.head(verb)) if c.dep == "cc" and c.i < verb.i]
    return joints[-1] if joints and joints[-1].lemma in _AGAINST else None


def _cited(
    sentence: Sentence,
    statement: Statement,
    known: Sequence[Statement],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
) -> Iterator[Token]:
    """Give whom a participle beside a statement names as its source: "said the bank would close, citing officials"."""
    for other in known:
        verb = other.predicate.token
        entry = lexicon.word("verb", verb.lemma.lower()) if verb.tag == "VBG" and verb.dep == "advcl" else None
        heads = (statement.predicate.token.i, *statement.heads)
        if entry and "source" in entry.traits and sentence.head(verb).i in heads and statement.heads:
            named = (t for t in other.predicate.of("target") if t.i in phrases)
            yield from (t for t in named if phrases[t.i].kind in ACTORS)


def _follows(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb is a participle behind a comma."""
    return verb.tag == "VBG" and verb.dep == "advcl" and verb.i > sentence.first and sentence.at(verb.i - 1).text == ","
