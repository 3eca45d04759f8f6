"""Who says what: the statements of an article, each with its cue, its sources and the exact words that it covers.

A statement is a word of saying or thinking with a clause under it, a source phrase ("according to"), a clause of source
("as reported by"), or a quotation. What it covers is given as spans, in pieces where the text interrupts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.clause import SUBJECTS, conjuncts, is_verb, subjects
from kg.understand.phrase import ACTORS, Phrase
from kg.understand.predicate import Predicate
from kg.understand.quotation import Quote, is_long
from kg.understand.sense import Filler
from kg.words.lexicon import Lexicon
from kg.words.smallword import words_of

_AGAINST: Final = frozenset({"but", "yet"})
"""Conjunctions of what is set against what was said."""
_THAT: Final = frozenset({"advmod", "mark"})
"""Labels of a "that" which only binds the clause behind it."""
_SPEAKER: Final = 5
"""Words of the longest name before a colon that can be who speaks."""
_SPEAKERS: Final = frozenset({"Person", "Organization", "Group", "Actor", "Name", "Place"})
_NAMING: Final = frozenset({"PROPN", "NOUN", "DET", "ADJ", "PUNCT"})
_SHORTEST: Final = 4
"""Words of the shortest text behind a colon that stands for what somebody says."""
_TOPICAL: Final = frozenset({"about", "against", "as", "for", "of", "on", "over", "with"})
"""Prepositions behind which stands what is spoken of, not who is spoken to."""
DASHES: Final = frozenset({"―", "—", "–", "--"})
"""Marks before a name that signs a quotation."""
_CLOSING: Final = frozenset({'"', "”", "»"})


@dataclass(frozen=True, slots=True)
class Statement:
    """That somebody says something: the word that tells it and what it covers."""

    predicate: Predicate
    content: tuple[Span, ...] = ()
    quotes: tuple[Span, ...] = ()
    heads: tuple[int, ...] = ()
    """Indexes of the words that head what is said."""
    cited: tuple[Token, ...] = ()
    """Who it is that says it, where who tells it only passes it on: "citing two officials"."""
    answers: bool = False
    """Whether it answers what it covers, which others say or the article tells: "…, which Moscow denies"."""

    def covers(self, token: Token) -> bool:
        """Tell whether a word stands in what is said."""
        return any(begin <= token.begin and token.end <= end for begin, end in self.content)

    @property
    def size(self) -> int:
        """How many characters it covers."""
        return sum(span.end - span.begin for span in self.content)


def cued(
    sentence: Sentence,
    known: Sequence[Predicate],
    quotes: Sequence[Quote],
    phrases: Mapping[int, Phrase],
    lexicon: Lexicon,
    text: str,
    *,
    introduces: bool = False,
) -> list[Statement]:
    """Find the statements that a sentence has a cue for; `known` are its predicates, `quotes` its quotations.

    `introduces` tells that a colon ends it and a quotation follows.
    """
    said = [p if _says(p, lexicon) else _speech(sentence, p, quotes, introduces) for p in known]
    said += _attitudes(sentence, {p.token.i for p in known}, lexicon)
    said = [_voiced(sentence, p, known) for p in said if p]
    found = [_statement(sentence, _asking(sentence, p, lexicon), lexicon, quotes, text) for p in said if p]
    found = [_spoken_on(sentence, s, found) for s in found]
    found = [_without(sentence, s, found, text) for s in found]
    found = [replace(s, cited=tuple(_cited(sentence, s, found, phrases, lexicon))) for s in found]
    found += _sources(sentence, found, lexicon, text)
    found += _headed(sentence, phrases, text)
    found += _signed(sentence, phrases)
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


# ── cues that other words become ─────────────────────────────────────────────


def _speech(sentence: Sentence, predicate: Predicate, quotes: Sequence[Quote], introduces: bool) -> Predicate | None:
    """Read any verb that stands over or right beside a long quotation as one of saying: "she continued"."""
    verb = predicate.token
    actors = [f for f in predicate.fillers if (f.role == "actor" or f.token.dep == "nsubj") and f.overt]
    long = [q.span for q in quotes if is_long(q, sentence)]
    if not is_verb(verb) or not actors or any(verb.within(q) for q in long):
        return None
    clauses = [c for c in sentence.children(verb) if c.dep in {"ccomp", "parataxis"}]
    under = [c for c in clauses if any(c.within(q) for q in long)]
    ends = any(t.dep in {"dobj", "xcomp", "attr", "acomp"} for t in sentence.children(verb))
    first = min(verb.begin, *(t.begin for a in actors for t in sentence.subtree(a.token)))
    beside = not ends and (any(0 <= first - q.end <= 3 for q in long) or (introduces and _is_close(sentence, verb)))
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
    if not lexicon.is_a(predicate.kind, "Demand") or not any(_asks(sentence, c) for c in predicate.of("content")):
        return predicate
    senses = (s for e in lexicon.find("verb", predicate.token.lemma.lower()) for s in e.senses)
    sense = next((s for s in senses if s.kind == "Statement" and len(predicate.particles) == 0), None)
    return replace(predicate, kind="Statement", sense=sense) if sense else predicate


def _asks(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause is an indirect question."""
    first = sentence.subtree(clause)[0]
    return first.tag in {"WRB", "WP", "WDT"} or (first.dep == "mark" and first.tag == "IN" and first.lemma != "that")


# ── cues with a clause ───────────────────────────────────────────────────────


def _statement(
    sentence: Sentence, predicate: Predicate, lexicon: Lexicon, quotes: Sequence[Quote], text: str
) -> Statement:
    clauses = predicate.of("content") or _around(sentence, predicate) or _astray(sentence, predicate)
    own = _own_part(sentence, predicate, clauses)
    pieces: list[Token] = []
    for clause in clauses:
        pieces += [t for t in sentence.subtree(clause) if t.i not in own]
    if not clauses:
        pieces = [t for topic in _topics(sentence, predicate) for t in _restricted(sentence, topic, predicate.token)]
    return Statement(predicate, _spans(pieces, quotes, text), heads=tuple(c.i for c in clauses))


def _spoken_on(sentence: Sentence, statement: Statement, known: Sequence[Statement]) -> Statement:
    """Give a participle of saying behind what somebody says to who says that: "said prices rose, citing a report"."""
    verb, clause = statement.predicate.token, sentence.head(statement.predicate.token)
    if not _follows(sentence, verb) or any(f.role == "actor" and f.overt for f in statement.predicate.fillers):
        return statement
    outer = next((s for s in known if clause.i in s.heads and s.predicate.token.i < clause.i), None)
    if outer is None or not outer.predicate.of("actor"):
        return statement
    rest = tuple(f for f in statement.predicate.fillers if f.role != "actor")
    who = tuple(f._replace(overt=False) for f in outer.predicate.fillers if f.role == "actor")
    return replace(statement, predicate=replace(statement.predicate, fillers=(*who, *rest)))


def _without(sentence: Sentence, statement: Statement, known: Sequence[Statement], text: str) -> Statement:
    """Cut off from what is said a participle behind it that goes on with the saying: ", adding that", ", citing"."""
    for other in known:
        verb = other.predicate.token
        own = any(f.role == "actor" and not f.overt for f in other.predicate.fillers)
        if sentence.head(verb).i in statement.heads and own and _follows(sentence, verb):
            end = sentence.at(verb.i - 2).end
            kept = (Span(c.begin, min(c.end, end)) for c in statement.content)
            return replace(statement, content=tuple(c for c in kept if c.begin < c.end))
    return statement


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


def _restricted(sentence: Sentence, topic: Token, cue: Token) -> list[Token]:
    """Give a noun with all below it but a clause that only adds something, or has the cue: "the law he proposed"."""
    outside: set[int] = set()
    for clause in sentence.children(topic):
        added = sentence.subtree(clause)
        if clause.dep == "relcl" and sentence.at(added[0].i - 1).text == ",":
            outside |= {added[0].i - 1, *(t.i for t in added)}
        elif cue in added:
            outside |= {t.i for t in added}
    return [t for t in sentence.subtree(topic) if t.i not in outside]


def _topics(sentence: Sentence, predicate: Predicate) -> Iterator[Token]:
    """Give what is said where no clause is under the cue: "announced a plan", "called him a fraud"."""
    if predicate.sense is None or not predicate.sense.attribution:
        return
    inside = {t.i for t in sentence.subtree(predicate.token)}
    for filler in predicate.fillers:
        told = filler.overt and filler.token.i in inside
        if filler.role == "target" and (told or _is_above(sentence, filler.token, predicate.token)):
            yield filler.token
    yield from (c for c in sentence.children(predicate.token) if c.dep == "oprd" or _is_topical(sentence, c))


def _is_above(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Tell whether a verb stands in a clause that tells more of a noun: "the law that he has proposed"."""
    clause = verb
    while clause.dep in {"conj", "xcomp"}:
        clause = sentence.head(clause)
    return clause.dep in {"acl", "relcl"} and sentence.head(clause) == noun


def _is_topical(sentence: Sentence, word: Token) -> bool:
    """Tell whether a preposition joins to a word of saying what is spoken of, no time and nobody: "cited it as"."""
    below = [c for c in sentence.children(word) if c.dep in {"pobj", "pcomp"}]
    timely = any(c.entity in {"DATE", "TIME"} for c in below)
    return word.dep == "prep" and bool(below) and not timely and word.text.lower() in _TOPICAL


def _around(sentence: Sentence, predicate: Predicate) -> tuple[Token, ...]:
    """Find the clause that a cue without clause under it speaks of: "as reported by", "..., officials said, ..."."""
    token = predicate.token
    if not is_verb(token):
        return ()
    marks = {c.lemma.lower() for c in sentence.children(token) if c.dep in {"mark", "advmod", "prep"} and c.i < token.i}
    head = sentence.head(token)
    if token.dep == "advcl" and "as" in marks and not any(f.role == "target" and f.overt for f in predicate.fillers):
        return (head,)
    if token.dep in {"parataxis", "intj"}:
        return (head,)
    return ()


def _astray(sentence: Sentence, predicate: Predicate) -> tuple[Token, ...]:
    """Find the clause under a verb of saying that the parser hangs elsewhere.

    It hangs "that" on the noun before it ("reported at the time that he left"), "when" beside the verb ("did not say
    when he left"), what is made clear on "clear", and "to" on the verb as if it told a purpose ("convinced the court to
    throw out the rule").
    """
    verb = predicate.token
    if not is_verb(verb) or predicate.sense is None or any(f.role == "target" for f in predicate.fillers):
        return ()
    below = sentence.children(verb)
    nouns = [c for w in below if w.dep in {"prep", "dative"} and w.i > verb.i for c in sentence.children(w)]
    told = any(s.role == "recipient" and s.function == "directObject" for s in predicate.sense.frame.slots)
    found = [c for n in nouns for c in sentence.children(n) if c.dep in {"relcl", "acl"} and _is_closed(sentence, c)]
    found += [c for c in below if c.dep == "advcl" and _asks(sentence, c) and sentence.subtree(c)[0].i == verb.i + 1]
    found += [c for w in predicate.particles for c in sentence.children(w) if c.i > w.i and _is_finite(sentence, c)]
    if told and predicate.of("recipient"):
        found += [
            c for c in below if c.dep == "advcl" and c.i > verb.i and c.tag == "VB" and _is_infinitive(sentence, c)
        ]
    return tuple(found[:1])


def _is_closed(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a clause with "that" has all that it needs, so that it tells no more of the noun before it."""
    first, below = sentence.subtree(clause)[0], sentence.children(clause)
    return first.lemma == "that" and first.dep in {"mark", "advmod"} and any(c.dep in SUBJECTS for c in below)


def _is_finite(sentence: Sentence, clause: Token) -> bool:
    """Tell whether a word heads a clause with a subject of its own, said outright or after "that"."""
    opens = clause.dep in {"ccomp", "csubj"} or sentence.subtree(clause)[0].lemma == "that"
    return opens and any(c.dep in SUBJECTS for c in sentence.children(clause))


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(c.tag == "TO" for c in sentence.children(verb))


def _own_part(sentence: Sentence, predicate: Predicate, clauses: Sequence[Token]) -> set[int]:
    """Give the words of a statement's own: its cue with all below it but what is said."""
    inside = {t.i for c in clauses for t in sentence.subtree(c)}
    if predicate.token.i not in inside:
        return set()
    own = {t.i for t in sentence.subtree(predicate.token)}
    for clause in clauses:
        own |= {t.i for c in _answers(sentence, clause, predicate.token) for t in sentence.subtree(c)}
    return own


def _answers(sentence: Sentence, clause: Token, cue: Token) -> Iterator[Token]:
    """Give what is set against a clause after its cue, with its word: "he left, she said, but others stayed"."""
    below = [c for c in sentence.children(clause) if c.i > cue.i]
    against = next((c for c in below if c.dep == "cc" and c.lemma in _AGAINST), None)
    if against:
        yield against
        yield from (
            c
            for c in below
            if c.dep == "conj" and c.i > against.i and any(t.dep in SUBJECTS for t in sentence.children(c))
        )


def _spans(tokens: Iterable[Token], quotes: Sequence[Quote], text: str) -> tuple[Span, ...]:
    """Join words that stand side by side to spans, without the marks at their ends."""
    runs: list[list[Token]] = []
    for token in sorted(set(tokens)):
        if runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = (_strip(run, quotes) for run in runs)
    return tuple(Span(run[0].begin, run[-1].end) for run in trimmed if run and any(t.pos != "PUNCT" for t in run))


def _strip(run: list[Token], quotes: Sequence[Quote]) -> list[Token]:
    """Cut marks at the ends, and the conjunction before a that-clause; the comma inside a quotation stays."""
    while run and (run[0].pos in {"PUNCT", "SPACE"} or (run[0].dep in _THAT and run[0].lemma == "that")):
        run = run[1:]
    while run and run[-1].pos == "PUNCT" and not any(run[-1].within(q.span) for q in quotes):
        run = run[:-1]
    return run


# ── source phrases ───────────────────────────────────────────────────────────


def _sources(sentence: Sentence, known: Sequence[Statement], lexicon: Lexicon, text: str) -> Iterator[Statement]:
    """Find source phrases, such as "according to monitors", and what they cover."""
    for token in sentence.tokens:
        for entry in lexicon.find("preposition", token.text.lower()):
            words = words_of(sentence, token, entry)
            if words and "source" in entry.traits:
                found = _source(sentence, words, known, text)
                if found:
                    yield found
                break


def _source(sentence: Sentence, words: tuple[Token, ...], known: Sequence[Statement], text: str) -> Statement | None:
    bodies = [c for w in words for c in sentence.children(w) if c.dep == "pobj" and c not in words]
    if not bodies:
        return None
    fillers = tuple(Filler("actor", m, words[-1].text.lower()) for m in conjuncts(sentence, bodies[0]))
    predicate = Predicate(words[0], sentence.index, "Statement", None, fillers, particles=words[1:])
    own = {t.i for t in sentence.subtree(words[0])}
    head = sentence.head(words[0])
    for outer in known:
        # "They withdrew, according to monitors, the Times reported": the monitors say what stands before them.
        if outer.predicate.token.i == head.i and outer.heads and outer.heads[0] < words[0].i < head.i:
            covered = [t for t in sentence.subtree(sentence.at(outer.heads[0])) if t.i not in own]
            return Statement(predicate, _spans(covered, (), text), heads=outer.heads)
    if not is_verb(head) and head.pos != "AUX":
        head = _clause_of(sentence, head)
    if _closes(sentence, words[0], own):
        # "Two were killed and ten wounded, according to medics": what stands at the end after a comma covers all.
        while head.dep == "conj" and is_verb(sentence.head(head)):
            head = sentence.head(head)
    covered = [t for t in sentence.subtree(head) if t.i not in own]
    return Statement(predicate, _spans(covered, (), text), heads=(head.i,))


def _closes(sentence: Sentence, word: Token, own: Collection[int]) -> bool:
    """Tell whether a source phrase stands after a comma and nothing but marks follows it."""
    after = [t for t in sentence.tokens if t.i > word.i and t.i not in own and t.pos != "PUNCT"]
    return not after and word.i > sentence.first and sentence.at(word.i - 1).text == ","


def _clause_of(sentence: Sentence, token: Token) -> Token:
    """Climb from a noun to the verb of its clause."""
    while not (is_verb(token) or token.pos == "AUX") and token.head != token.i:
        token = sentence.head(token)
    return token


def _signed(sentence: Sentence, phrases: Mapping[int, Phrase]) -> Iterator[Statement]:
    """Find the name that signs what stands before it, after a dash: ' "Never again." — Maria Lopez'."""
    dash = next((t for t in reversed(sentence.tokens) if t.text in DASHES), None)
    if dash is None:
        return
    before = [t for t in sentence.tokens if t.i < dash.i]
    after = [t for t in sentence.tokens if t.i > dash.i and t.text != "." and t.pos != "SPACE"]
    closed = not before or before[-1].tag == "''" or before[-1].text in {'"', "”"}
    if not closed or not 0 < len(after) <= _SPEAKER or any(t.pos not in _NAMING for t in after):
        return
    who = next((t for t in after if t.i in phrases and phrases[t.i].named), None)
    if who is not None:
        yield Statement(Predicate(dash, sentence.index, "Statement", None, (Filler("actor", who),)))


def _headed(sentence: Sentence, phrases: Mapping[int, Phrase], text: str) -> Iterator[Statement]:
    """Find what stands behind the name of who says it and a colon: "Minister: no talks", "PENCE: I agree"."""
    colon = next((t for t in sentence.tokens[1 : _SPEAKER + 1] if t.text == ":"), None)
    if colon is None:
        return
    before = [t for t in sentence.tokens if t.i < colon.i]
    after = [t for t in sentence.tokens if t.i > colon.i]
    who = next((t for t in reversed(before) if t.i in phrases and phrases[t.i].kind in _SPEAKERS), None)
    if who is None or len(after) < _SHORTEST or any(t.pos not in _NAMING for t in before):
        return
    predicate = Predicate(colon, sentence.index, "Statement", None, (Filler("actor", who),))
    yield Statement(predicate, _spans(after, (), text), heads=(after[0].i,))
