"""Names: which words are one, with title and rank, and what kind of thing it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.phrase import Phrase, joined, noun_entry, premodifiers, words_before
from kg.where import gazetteer
from kg.words.lexicon import Entry, Lexicon

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
NAMES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_RANK: Final = 3
"""Words of the longest rank before a name."""
FRESH: Final = frozenset({"a", "an", "another", "other"})
"""Words before a noun that bring something new into the text."""
_POSSESSIVE: Final = frozenset({"'s", "'", "’s", "’"})


def name_words(sentence: Sentence, head: Token, run: list[Token] | None, lexicon: Lexicon) -> list[Token]:
    """Give the tokens of a name, without article, title before it and possessive mark; empty where there is none."""
    if run and head.entity in NAMES:
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


def site_words(sentence: Sentence, head: Token, lexicon: Lexicon) -> list[Token]:
    """Give the tokens of a place that a name before its noun names: "Mezzeh military airport"."""
    entry = noun_entry(sentence, head, lexicon)
    if entry is None or entry.denotes != "Place" or head.tag != "NN":
        return []
    tokens = [*premodifiers(sentence, head), head]
    while tokens and tokens[0].pos != "PROPN":
        tokens = tokens[1:]
    names = [t for t in tokens if t.pos == "PROPN"]
    if head.pos != "PROPN" and gazetteer.country(joined(names)):
        # "The Congolese border" has no name of its own.
        return []
    if head.pos != "PROPN" and any(c.lemma.lower() in FRESH for c in sentence.children(head)):
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


def is_common_name(name: list[Token], lexicon: Lexicon) -> bool:
    """Tell whether a supposed name is only a noun with a capital letter, as in headlines."""
    return (
        len(name) == 1
        and name[0].entity in {"", "WORK_OF_ART", "LAW", "PRODUCT"}
        and bool(lexicon.find("noun", name[0].lemma.lower()))
    )


def named_phrase(sentence: Sentence, head: Token, name: list[Token], lexicon: Lexicon) -> Phrase:
    """Make the phrase of a name from its words, with the titles before it and the kind of what it names."""
    titles = tuple(filter(None, (_title(t, lexicon) for t in words_before(sentence, head, name[0]))))
    entry = noun_entry(sentence, head, lexicon) if len(name) > 1 else None
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
        nations=tuple(t.text for t in words_before(sentence, head, name[0]) if t.entity in {"NORP", "GPE"}),
        sector=(entry.sector if entry else "") or _sector(sentence, head, name[0], titles, lexicon),
    )


def _sector(sentence: Sentence, head: Token, first: Token, titles: tuple[Entry, ...], lexicon: Lexicon) -> str:
    """Give the sector that a title or description before a name tells: "President" X, "news agency" Y."""
    described = (noun_entry(sentence, t, lexicon) for t in words_before(sentence, head, first) if t.pos == "NOUN")
    return next((e.sector for e in (*titles, *described) if e and e.sector), "")


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
