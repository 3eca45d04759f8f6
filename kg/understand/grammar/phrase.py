"""Noun phrases: what a noun, name or pronoun of a sentence speaks of, and which characters name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.where import gazetteer
from kg.words.lexicon import Entry, Lexicon
from kg.words.smallword import small_word, whereabouts

ENTITY_KINDS: Final[Mapping[str, str]] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "NORP": "Group",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "DATE": "Time",
    "TIME": "Time",
    "MONEY": "Amount",
    "PERCENT": "Amount",
    "QUANTITY": "Amount",
    "CARDINAL": "Amount",
    "ORDINAL": "Amount",
}
"""OntoNotes entity label to the kind of thing; the labels that are not here name objects (products, laws, works)."""
ACTORS: Final = frozenset({"Actor", "Person", "Organization", "Group"})
_NAMES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_MEASURES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
_HEADS: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "WP", "FW"})
_NOMINAL: Final = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "agent", "dative", "conj", "appos", "attr", "poss", "ROOT"}
)
_INSIDE: Final = frozenset({"compound", "amod", "nummod", "nmod", "quantmod", "advmod", "npadvmod", "punct"})
_VICTIMS: Final = frozenset({"Death", "Injury"})
"""Classes of events that happen to people."""
POWERS: Final = frozenset({"Government", "Judiciary", "Military", "Opposition", "Police", "Rebels"})
"""Sectors whose people are named before what they do."""
_RANK: Final = 3
"""Words of the longest rank before a name."""
_TELLS: Final = frozenset({"across", "between", "from", "in", "into", "of", "to", "towards"})
"""Prepositions behind a noun that show it to be an event."""
_FRESH: Final = frozenset({"a", "an", "another", "other"})
"""Words before a noun that bring something new into the text."""
_QUANTIFIERS: Final = frozenset({"all", "both", "few", "many", "more", "most", "several", "some", "those"})
"""Determiners that stand for a group of their own where no noun follows: "many fled", "those who stayed"."""
_POSSESSIVE: Final = frozenset({"'s", "'", "’s", "’"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head word, the characters that name the thing, and what kind of thing it can be."""

    head: Token
    sentence: int
    span: Span
    """Of a name the name without title or article; of a noun the phrase without determiner, possessor and clauses."""
    text: str
    kind: str
    """Person, Organization, Group, Actor, Place, Object, Event, Time, Amount or Pronoun."""
    named: bool
    lemma: str
    """Lower-case lemma of the head."""
    entry: Entry | None = None
    titles: tuple[Entry, ...] = ()
    """Titles and roles before a name: "President"."""
    modifiers: frozenset[str] = frozenset()
    """Lower-case lemmas of the words before the head."""
    plural: bool = False
    definite: bool = False
    fresh: bool = False
    """Whether it brings something new into the text: "a man", "another man"."""
    owner: str = ""
    """Lower-case word for whose it is: "the city's" suburbs, "its" website."""
    nations: tuple[str, ...] = ()
    """Names of peoples before the head: "Syrian" forces."""
    sector: str = ""

    @property
    def acts(self) -> bool:
        """Whether it can act: a person, body or group."""
        return self.kind in ACTORS


def phrases(sentence: Sentence, lexicon: Lexicon) -> dict[int, Phrase]:
    """Find the noun phrases of a sentence, by the index of their head word."""
    entities = _entities(sentence)
    covered: set[int] = set()
    found: dict[int, Phrase] = {}
    for token in sentence.tokens:
        if not _is_head(sentence, token, entities, lexicon):
            if entry := whereabouts(sentence, token, lexicon):
                lemma = token.lemma.lower()
                found[token.i] = Phrase(token, sentence.index, token.span, token.text, "Place", False, lemma, entry)
            continue
        phrase = _phrase(sentence, token, entities.get(token.i), lexicon)
        found[token.i] = phrase
        if phrase.named:
            covered.update(t.i for t in sentence.tokens if t.within(phrase.span) and t.i != token.i)
    return {i: p for i, p in found.items() if i not in covered and not _is_aside(sentence, p)}


def _is_aside(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a name is only a mark in brackets behind another: "(D-N.Y.)"."""
    if phrase.kind != "Name" or phrase.text.isalpha():
        return False
    last = max(t.i for t in sentence.tokens if t.begin < phrase.span.end)
    inside = phrase.head.i > sentence.first and last < sentence.tokens[-1].i
    return inside and sentence.at(last + 1).text == ")"


def _entities(sentence: Sentence) -> dict[int, list[Token]]:
    """Give the tokens of each named entity by the index of its head, the word that hangs outside of it."""
    runs: list[list[Token]] = []
    for token in sentence.tokens:
        if not token.entity:
            continue
        if token.starts or not runs or runs[-1][-1].i != token.i - 1:
            runs.append([token])
        else:
            runs[-1].append(token)
    return {_head_of(run).i: run for run in runs}


def _head_of(run: list[Token]) -> Token:
    first, last = run[0].i, run[-1].i
    outside = [t for t in run if t.tag != "POS" and (t.head == t.i or not first <= t.head <= last)]
    return outside[-1] if outside else run[-1]


def _names_event(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is one that the lexicon has as an event."""
    return noun.pos == "NOUN" and any(e.senses for e in lexicon.find("noun", noun.lemma.lower()))


def _names_doer(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word before an event noun says who does it: "rebel attack", "government decision".

    Only those who act by trade: in "child abuse" and "bank robbery" the first word is who or what suffers. What the
    parser takes for an adjective must name a body or many: "military operation", but not "general election".
    """
    entry = lexicon.word("noun", token.lemma.lower())
    if entry is None or entry.sector not in POWERS or (token.tag[:2] == "JJ" and entry.denotes == "Person"):
        return False
    return _names_event(sentence.head(token), lexicon)


def _names_theme(sentence: Sentence, token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun before an event noun says what it is done to: "gold production", "cattle deaths"."""
    head = sentence.head(token)
    if token.tag not in {"NN", "NNS"} or head.pos != "NOUN" or token.i + 1 != head.i or _names_event(token, lexicon):
        return False
    senses = [s for e in lexicon.find("noun", head.lemma.lower()) if len(e.words) == 1 for s in e.senses]
    return any(slot.themed for sense in senses for slot in sense.frame.slots)


def _is_head(sentence: Sentence, token: Token, entities: Mapping[int, list[Token]], lexicon: Lexicon) -> bool:
    if token.entity == "NORP" and token.dep in {"amod", "compound", "nmod"}:
        return _names_event(sentence.head(token), lexicon)
    if token.dep in {"amod", "compound", "nmod"} and not token.entity:
        return _names_doer(sentence, token, lexicon) or _names_theme(sentence, token, lexicon)
    if token.dep == "npadvmod" and ENTITY_KINDS.get(token.entity) == "Amount":
        return True
    if token.tag not in _HEADS:
        return _is_nominal(sentence, token)
    if token.dep in {"compound", "nmod", "npadvmod"}:
        return token.i in entities and token.entity in _NAMES and token.entity != "NORP"
    return True


def _is_nominal(sentence: Sentence, token: Token) -> bool:
    """Tell whether an adjective, number or pointing word stands for a noun: "the wounded", "two of them", "this"."""
    if token.tag in {"JJ", "JJR", "JJS", "VBN", "VBG"}:
        alone = token.text.lower() in _QUANTIFIERS
        return token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"} and (
            alone or any(child.dep == "det" for child in sentence.children(token)) or _is_counted(sentence, token)
        )
    return token.tag in {"CD", "DT", "WDT"} and token.dep in _NOMINAL


def _is_counted(sentence: Sentence, token: Token) -> bool:
    """Tell whether an adjective says of whom there is a number: "the number of dead", "hundreds of wounded"."""
    above = sentence.head(sentence.head(token))
    bare = token.tag in {"JJ", "VBN"} and token.dep == "pobj" and not sentence.children(token)
    return bare and sentence.head(token).lemma == "of" and above.tag in {"NN", "NNS"} and above.i + 2 == token.i


def _phrase(sentence: Sentence, head: Token, run: list[Token] | None, lexicon: Lexicon) -> Phrase:
    if head.tag == "DT" and head.text.lower() in _QUANTIFIERS:
        return _common(sentence, head, lexicon)
    if head.tag in {"PRP", "PRP$", "WP", "WDT", "DT"}:
        return Phrase(head, sentence.index, head.span, head.text, "Pronoun", named=False, lemma=head.text.lower())
    negative = small_word(sentence, head, lexicon) if head.tag in {"NN", "NNP"} else None
    if negative and negative.pos == "pronoun" and "Negated" in negative.signals:
        # "Nobody" is no thing; it turns the polarity of its clause.
        return Phrase(head, sentence.index, head.span, head.text, "Pronoun", named=False, lemma=head.text.lower())
    if head.entity == "NORP" and head.dep in {"amod", "compound", "nmod"}:
        kind = "Place" if gazetteer.country(head.text) else "Group"
        return Phrase(head, sentence.index, head.span, head.text, kind, named=True, lemma=head.lemma.lower())
    if run and head.entity in _MEASURES and not _is_aged(head) and not _answers(sentence, head, lexicon):
        return _measure(sentence, head, run)
    name = _name(sentence, head, run, lexicon) or _site(sentence, head, lexicon)
    if name and not _is_common(name, lexicon):
        return _named(sentence, head, name, lexicon)
    return _common(sentence, head, lexicon)


def _is_aged(head: Token) -> bool:
    """Tell whether an age stands for who has it: "the 36-year-old"."""
    return head.tag == "JJ" and head.entity == "DATE" and head.dep in _NOMINAL


def _measure(sentence: Sentence, head: Token, run: list[Token]) -> Phrase:
    first = run[0].i
    if first > sentence.first and sentence.at(first - 1).tag == "$" and sentence.at(first - 1).end == run[0].begin:
        # The entity of a sum can leave out the sign before it.
        run = [sentence.at(first - 1), *run]
    span = Span(run[0].begin, run[-1].end)
    return Phrase(
        head, sentence.index, span, joined(run), ENTITY_KINDS[head.entity], named=False, lemma=head.lemma.lower()
    )


def joined(tokens: Iterable[Token]) -> str:
    """Join tokens as the text has them, with one blank where it has any."""
    parts: list[str] = []
    end = None
    for token in tokens:
        parts.append((" " if end is not None and token.begin > end else "") + token.text)
        end = token.end
    return "".join(parts)


# ── names ────────────────────────────────────────────────────────────────────


def _name(sentence: Sentence, head: Token, run: list[Token] | None, lexicon: Lexicon) -> list[Token]:
    """Give the tokens of a name, without article, title before it and possessive mark; empty where there is none."""
    if run and head.entity in _NAMES:
        # The entity of a party can begin too late: "Liberal Democrats".
        tokens = _proper_run(sentence, head) if head.entity == "NORP" and head.tag == "NNPS" else run
    elif head.pos == "PROPN":
        tokens = _proper_run(sentence, head)
    else:
        return []
    tokens = [t for t in tokens if t.text not in _POSSESSIVE or t is not tokens[-1]]
    opens = next((k for k, t in enumerate(tokens) if k and t.tag == "-LRB-"), len(tokens))
    if not any(t.tag == "-RRB-" for t in tokens) and head in tokens[:opens]:
        # "The Zorb Association (ZA": its mark in brackets is not its name.
        tokens = tokens[:opens]
    tokens = _extended(sentence, tokens, lexicon)
    while tokens and (tokens[0].dep == "det" or tokens[0].tag in {"DT", "PRP$", "POS", "``", "''", "-LRB-"}):
        tokens = tokens[1:]
    while len(tokens) > 1 and _title(tokens[0], lexicon) and head.entity in {"PERSON", ""}:
        tokens = tokens[1:]
    tokens = _unranked(tokens, lexicon)
    while tokens and tokens[-1].tag in {"IN", "CC", "DT", ","}:
        # "City of" is no name, though what follows it is one.
        tokens = tokens[:-1]
    # What has no capital letter is no name, whatever the parser says.
    return tokens if any(char.isupper() for t in tokens for char in t.text) else []


def _unranked(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Leave out a rank in front of a name, whatever the parser takes the name for: "Rear Adm. Jose Medina"."""
    ranks = [i for i, t in enumerate(tokens[:_RANK]) if t.text[-1:] == "." and _title(t, lexicon)]
    return tokens[ranks[-1] + 1 :] if ranks and len(tokens) > ranks[-1] + 1 else tokens


def _site(sentence: Sentence, head: Token, lexicon: Lexicon) -> list[Token]:
    """Give the tokens of a place that a name before its noun names: "Mezzeh military airport"."""
    entry = _noun_entry(sentence, head, lexicon)
    if entry is None or entry.denotes != "Place" or head.tag != "NN":
        return []
    tokens = [*_premodifiers(sentence, head), head]
    while tokens and tokens[0].pos != "PROPN":
        tokens = tokens[1:]
    names = [t for t in tokens if t.pos == "PROPN"]
    if head.pos != "PROPN" and gazetteer.country(joined(names)):
        # "The Congolese border" has no name of its own.
        return []
    if head.pos != "PROPN" and any(c.lemma.lower() in _FRESH for c in sentence.children(head)):
        # "A Buford home" is some home in Buford.
        return []
    return tokens if names and not {t.entity for t in names} & {"GPE", "NORP", "PERSON", "LOC", "DATE"} else []


def _extended(sentence: Sentence, tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Add what a body is for or of, where the entity broke off: "Syrian Observatory for Human Rights"."""
    last = sentence.tokens[-1].i
    after = [sentence.at(i) for i in range(tokens[-1].i + 1, last + 1)] if tokens else []
    if len(after) < 2 or after[0].lemma not in {"for", "of"} or after[1].pos != "PROPN":
        return tokens
    entry = lexicon.word("noun", tokens[-1].lemma.lower())
    is_body = entry is not None and entry.denotes == "Organization"
    if not is_body and (after[0].lemma == "of" or tokens[-1].entity in {"GPE", "LOC"} or len(tokens) < 2):
        return tokens
    run = [after[0]]
    for token in after[1:]:
        if token.pos != "PROPN" or (token.entity in {"PERSON", "DATE"} or (token.entity == "GPE" and not is_body)):
            break
        run.append(token)
    return tokens + run if len(run) > 1 else tokens


def _proper_run(sentence: Sentence, head: Token) -> list[Token]:
    first = head.i
    while first > sentence.first:
        before = sentence.at(first - 1)
        if before.pos != "PROPN" and before.text != "-":
            break
        if before.dep in {"nsubj", "dobj", "pobj", "conj"} or (before.entity and before.entity != head.entity):
            break
        first -= 1
    run = [sentence.at(i) for i in range(first, head.i + 1)]
    return run[1:] if run[0].text == "-" else run


def _title(token: Token, lexicon: Lexicon) -> Entry | None:
    entry = lexicon.word("noun", token.lemma.lower())
    return entry if entry and "title" in entry.traits else None


def _is_common(name: list[Token], lexicon: Lexicon) -> bool:
    """Tell whether a supposed name is only a noun with a capital letter, as in headlines."""
    return (
        len(name) == 1
        and name[0].entity in {"", "WORK_OF_ART", "LAW", "PRODUCT"}
        and bool(lexicon.find("noun", name[0].lemma.lower()))
    )


def _named(sentence: Sentence, head: Token, name: list[Token], lexicon: Lexicon) -> Phrase:
    titles = tuple(filter(None, (_title(t, lexicon) for t in _before(sentence, head, name[0]))))
    entry = _noun_entry(sentence, head, lexicon) if len(name) > 1 else None
    kind = _name_kind(head, name, entry, titles)
    return Phrase(
        head,
        sentence.index,
        Span(name[0].begin, name[-1].end),
        joined(name),
        kind,
        named=True,
        lemma=head.lemma.lower(),
        entry=entry,
        titles=titles,
        plural=head.tag in {"NNPS", "NNS"} and head.entity in {"NORP", ""} and kind != "Place",
        definite=True,
        nations=tuple(t.text for t in _before(sentence, head, name[0]) if t.entity in {"NORP", "GPE"}),
        sector=(entry.sector if entry else "") or _sector(sentence, head, name[0], titles, lexicon),
    )


def _sector(sentence: Sentence, head: Token, first: Token, titles: tuple[Entry, ...], lexicon: Lexicon) -> str:
    """Give the sector that a title or description before a name tells: "President" X, "news agency" Y."""
    described = (_noun_entry(sentence, t, lexicon) for t in _before(sentence, head, first) if t.pos == "NOUN")
    return next((e.sector for e in (*titles, *described) if e and e.sector), "")


def _before(sentence: Sentence, head: Token, first: Token) -> Iterator[Token]:
    """Give the modifiers of a name that stand before it."""
    for child in sentence.children(head):
        if child.i < first.i and child.dep in {"compound", "amod", "nmod", "appos"}:
            yield from conjoined(sentence, child)


def conjoined(sentence: Sentence, token: Token) -> Iterator[Token]:
    """Give the words of a modifier: itself and what hangs on it by coordination or composition."""
    yield token
    for child in sentence.children(token):
        if child.dep in {"conj", "compound", "amod"}:
            yield child


def _name_kind(head: Token, name: list[Token], entry: Entry | None, titles: tuple[Entry, ...]) -> str:
    kind = ENTITY_KINDS.get(head.entity, "")
    if name[-1].i > head.i and kind == "Person":
        # Only a body is for or of something: "Observatory for Human Rights".
        return "Organization"
    if kind == "Person":
        # A family name may be a noun of a place or body: Hill, Church, Bank.
        entry = None
    if (
        entry
        and entry.denotes in {"Organization", "Place", "Group"}
        and kind in {"Person", "Organization", "", "Place"}
    ):
        # The last word of a name says what it is: "Mezzeh military airport", "Human Rights Observatory".
        return "Organization" if entry.denotes == "Group" else entry.denotes
    if titles and kind in {"", "Organization", "Place"} and titles[-1].denotes == "Person" and len(name) > 1:
        return "Person"
    if kind in {"Time", "Amount"} or (head.entity and not kind):
        return kind or "Object"
    if not kind and not titles and gazetteer.called(joined(name)):
        # The parser took the name for nothing, the gazetteer knows it.
        return "Place"
    return kind or "Name"


# ── common nouns ─────────────────────────────────────────────────────────────


def _noun_entry(sentence: Sentence, head: Token, lexicon: Lexicon) -> Entry | None:
    """Find the entry of a noun, that of most words first: "prime minister" before "minister"."""
    for entry in lexicon.find("noun", head.lemma.lower()):
        before = [sentence.at(i) for i in range(max(sentence.first, head.i - len(entry.words) + 1), head.i)]
        if [t.lemma.lower() for t in before] == list(entry.words[:-1]) or [t.text.lower() for t in before] == list(
            entry.words[:-1]
        ):
            return entry
    return None


def _common(sentence: Sentence, head: Token, lexicon: Lexicon) -> Phrase:
    entry = _noun_entry(sentence, head, lexicon)
    inside = _premodifiers(sentence, head)
    tokens = [*inside, head, *_complements(sentence, head)]
    children = sentence.children(head)
    return Phrase(
        head,
        sentence.index,
        Span(tokens[0].begin, tokens[-1].end),
        joined(tokens),
        _common_kind(sentence, head, entry, lexicon),
        named=False,
        lemma=head.lemma.lower(),
        entry=entry,
        modifiers=frozenset(t.lemma.lower() for t in inside if t.dep != "punct"),
        plural=head.tag == "NNS" or (head.tag[:2] in {"JJ", "VB", "DT", "CD"} and not _is_aged(head)),
        definite=any(c.dep == "poss" or c.lemma.lower() in {"the", "this", "that", "these", "those"} for c in children),
        fresh=any(c.lemma.lower() in _FRESH for c in children),
        owner=next((c.lemma.lower() for c in children if c.dep == "poss"), ""),
        nations=tuple(t.text for t in inside if t.entity in {"NORP", "GPE"}),
        sector=entry.sector if entry else "",
    )


def _premodifiers(sentence: Sentence, head: Token) -> list[Token]:
    """Give the words right before a noun that belong to it, without determiner and possessor."""
    first = head.i
    parts = {c.i for c in sentence.children(head) if c.i < head.i and c.dep in _INSIDE}
    inside = {t.i for i in parts for t in sentence.subtree(sentence.at(i))}
    while first - 1 in inside:
        first -= 1
    tokens = [sentence.at(i) for i in range(first, head.i)]
    quotes = [i for i, t in enumerate(tokens) if t.tag in {"``", "''"}]
    tokens = tokens[quotes[-1] + 1 :] if len(quotes) % 2 else tokens
    while tokens and not _is_joined(tokens) and _is_outside(tokens[0]):
        if tokens[0].tag == "RB" and sentence.head(tokens[0]).tag in {"VBG", "VBN"}:
            # "Publicly owned land" is not all owned land.
            break
        tokens = tokens[1:]
    return tokens


def _is_joined(tokens: list[Token]) -> bool:
    """Tell whether a hyphen joins the first word to the next: the "no" of a "no-fly zone" is a part of its name."""
    return len(tokens) > 2 and tokens[1].tag == "HYPH"


def _is_outside(token: Token) -> bool:
    """Tell whether a word before a noun is no part of what it is called."""
    return token.dep in {"punct", "case", "det", "advmod"} or token.tag in {"RB", "IN"}


def _complements(sentence: Sentence, head: Token) -> list[Token]:
    """Give the prepositional phrases that follow a noun at once and belong to it, without times and clauses."""
    found: list[Token] = []
    for child in sentence.children(head):
        last = found[-1].i if found else head.i
        if child.i < head.i:
            continue
        if child.dep != "prep" or child.i != last + 1:
            break
        objects = [c for c in sentence.children(child) if c.dep == "pobj"]
        if not objects or objects[0].entity in {"DATE", "TIME"}:
            break
        found += [sentence.at(i) for i in range(child.i, objects[0].i + 1)] + _complements(sentence, objects[0])
    return found


def _common_kind(sentence: Sentence, head: Token, entry: Entry | None, lexicon: Lexicon) -> str:
    if _answers(sentence, head, lexicon):
        return "Group"
    if _is_aged(head):
        return "Person"
    if head.entity in {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"}:
        return ENTITY_KINDS[head.entity]
    if head.tag == "CD":
        return "Group" if _counts_victims(sentence, head, lexicon) else "Amount"
    if head.tag[:2] in {"JJ", "VB", "DT"}:
        return "Group"
    if entry is None:
        return "Object"
    if "document" in entry.traits and not entry.denotes and _speaks(sentence, head, lexicon):
        return "Actor"
    if entry.denotes == "Person" and head.tag == "NNS":
        return "Group"
    if entry.denotes and entry.senses and _happens(sentence, head):
        return "Event"
    return entry.denotes or ("Event" if entry.senses else "Object")


def _happens(sentence: Sentence, head: Token) -> bool:
    """Tell whether a noun that can be a body or an event is an event: "the movement of troops", "troop movements"."""
    after = any(c.dep == "prep" and c.i == head.i + 1 and c.lemma in _TELLS for c in sentence.children(head))
    return after or head.tag == "NNS"


def _counts_victims(sentence: Sentence, number: Token, lexicon: Lexicon) -> bool:
    """Tell whether a bare number is of people: "killed ten and wounded twenty"."""
    if number.entity != "CARDINAL" or number.dep not in {"nsubj", "nsubjpass", "dobj"}:
        return False
    verb = sentence.head(number)
    return any(s.kind in _VICTIMS for e in lexicon.find("verb", verb.lemma.lower()) for s in e.senses)


def _answers(sentence: Sentence, head: Token, lexicon: Lexicon) -> bool:
    """Tell whether a share is of people, since it says something: "63 percent said"."""
    return head.entity == "PERCENT" and head.dep == "nsubj" and _speaks(sentence, head, lexicon)


def _speaks(sentence: Sentence, head: Token, lexicon: Lexicon) -> bool:
    """Tell whether a document is what says something: "the report found", not "issued a report"."""
    verb = sentence.head(head)
    if head.dep == "pobj" and verb.dep == "prep":
        entry = small_word(sentence, verb, lexicon)
        return entry is not None and "source" in entry.traits
    if head.dep == "pobj" and verb.dep == "agent":
        verb = sentence.head(verb)
    elif head.dep != "nsubj":
        return False
    return any(s.attribution for e in lexicon.find("verb", verb.lemma.lower()) for s in e.senses)
