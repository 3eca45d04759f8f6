"""Names of an article: what kind of thing each is, and which are short forms of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.clause import examples
from kg.understand.phrase import Phrase
from kg.where import gazetteer
from kg.words.lexicon import Lexicon

_TOLD: Final = 3
"""How many guesses of the parser weigh as much as what the text tells of the kind of a name."""
_WHERE: Final = frozenset({"at", "from", "in", "near", "outside"})
"""Prepositions of places, hardly of persons."""
_SPATIAL: Final = frozenset(
    {"across", "around", "in", "inside", "into", "near", "outside", "over", "through", "toward", "towards"}
)
"""Prepositions that say where something is or goes, whatever the verb."""
_MOVING: Final = frozenset({"origin", "destination"})
"""Roles that only places have."""
_LIKELY: Final = 4.5
"""The odds (a logarithm) that a name needs to be taken for that of a place before a common noun."""
_MISTAKEN: Final = frozenset({"Name", "Object", "Organization", "Person"})
"""Kinds that the model takes names of places for."""


def settle(sentences: Sequence[Sentence], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> dict[int, Phrase]:
    """Give every name of an article one kind: what the text tells of it, else what most mentions are taken for."""
    found = list(phrases.values())
    told = (
        *_exemplified(sentences, found, lexicon),
        *_family_names(sentences, found, lexicon),
        *_located(sentences, found, lexicon),
        *_apposed(sentences, found),
        *_near(sentences, found, lexicon),
        *_beside_places(sentences, found),
    )
    kinds = _kinds(found, told)
    return {i: replace(p, kind=kinds[p.text]) if p.named else p for i, p in phrases.items()}


# ── kinds ────────────────────────────────────────────────────────────────────


def _exemplified(
    sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """Give names with the kind of what they are said to be examples of: "suburbs, including Daraya"."""
    heads = {p.head.i: p for p in phrases}
    for phrase in phrases:
        if phrase.kind == "Place":
            for token in examples(sentences[phrase.sentence], phrase.head, lexicon):
                if token.i in heads and heads[token.i].named:
                    yield heads[token.i].text, phrase.kind


def _family_names(
    sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """Give the family names of persons that the model takes for places, if nothing in the article happens there."""
    full: dict[str, Span] = {}
    for phrase in phrases:
        if phrase.named and phrase.kind == "Person" and " " in phrase.text:
            full.setdefault(words_of(phrase.text)[-1], phrase.span)
    places = [p for p in phrases if p.named and p.kind == "Place"]
    first = {p.text: p.span for p in reversed(places)}
    short = [
        p
        for p in places
        if (span := full.get(p.text.casefold()))
        and (span < first[p.text] or not (gazetteer.country(p.text) or " " in p.text))
    ]
    lived_in = {p.text for p in short if _is_where(sentences[p.sentence], p, lexicon)}
    return ((p.text, "Person") for p in short if p.text not in lived_in)


def _located(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names of places that the model takes for something else, where something happens in, near, from there.

    The gazetteer must know the name, and nobody of the article bear it.
    """
    borne = _borne(phrases)
    for phrase in phrases:
        other = phrase.named and phrase.kind in _MISTAKEN and not phrase.text.isupper()
        if other and not borne & set(words_of(phrase.text)):
            sentence = sentences[phrase.sentence]
            first = phrase.head
            while first.dep == "conj" and first.head < first.i:
                first = sentence.head(first)
            # What is told "in English" is told in a language.
            known = gazetteer.known(phrase.text) and not gazetteer.is_people(phrase.text)
            if known and first.dep == "pobj" and _says_where(sentence, first, lexicon):
                yield phrase.text, "Place"


def _apposed(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names that the text says to be places, where the gazetteer knows them: "the capital, Accra"."""
    described = {p.head.i for p in phrases if p.kind == "Place" and not p.named}
    for phrase in phrases:
        beside = phrase.named and phrase.head.dep == "appos" and phrase.head.head in described
        if beside and phrase.kind in _MISTAKEN and gazetteer.known(phrase.text):
            yield phrase.text, "Place"


def _borne(phrases: Iterable[Phrase]) -> set[str]:
    """Give the words of the full names of persons."""
    return {
        w for p in phrases if p.named and p.kind == "Person" and (p.titles or " " in p.text) for w in words_of(p.text)
    }


def _beside_places(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names that stand where those of places do, where the gazetteer knows them and nobody bears them.

    In "the state of X", in a dateline, in a list of places, behind a person ("Ann Lee of Berea"), and before a common
    noun ("a Tega Cay fire").
    """
    borne, heads = _borne(phrases), {p.head.i: p for p in phrases}
    places = {p.text for p in phrases if p.named and p.kind == "Place"}
    for phrase in phrases:
        sentence = sentences[phrase.sentence]
        if phrase.named and phrase.kind in _MISTAKEN and _of_place(sentence, phrase, heads):
            yield phrase.text, "Place"
        mistaken = phrase.named and phrase.kind in _MISTAKEN and gazetteer.called(phrase.text)
        if not mistaken or (borne & set(words_of(phrase.text)) and not _files(sentence, phrase)):
            continue
        above = heads.get(phrase.head.head)
        listed = phrase.head.dep == "conj" and above is not None and above.named and above.kind == "Place"
        if (
            listed
            or _files(sentence, phrase)
            or _of_person(sentence, phrase, heads)
            or _modifies(sentence, phrase, places)
        ):
            yield phrase.text, "Place"


def _files(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a name begins a dateline, which is a sentence of its own that ends in a dash."""
    return phrase.span.begin == sentence.span.begin and sentence.tokens[-1].text.strip("-–—") == ""


def _of_place(sentence: Sentence, phrase: Phrase, heads: Mapping[int, Phrase]) -> bool:
    """Tell whether a name is what "of" calls a place: "the state of Guerrero"."""
    above = sentence.head(phrase.head)
    place = heads.get(above.head) if phrase.head.dep == "pobj" and above.lemma == "of" else None
    whole = place is not None and place.entry is not None and "settlement" in place.entry.traits
    return place is not None and whole and not place.named and place.kind == "Place" and above.i == place.head.i + 1


def _of_person(sentence: Sentence, phrase: Phrase, heads: Mapping[int, Phrase]) -> bool:
    above = sentence.head(phrase.head)
    person = heads.get(above.head) if phrase.head.dep == "pobj" and above.lemma == "of" else None
    return person is not None and person.named and person.kind == "Person"


def _modifies(sentence: Sentence, phrase: Phrase, places: Set[str]) -> bool:
    """Tell whether a name stands before a common noun and is that of a place elsewhere, or likely and no body's."""
    noun = sentence.head(phrase.head)
    if phrase.head.dep not in {"compound", "nmod"} or noun.tag not in {"NN", "NNS"} or noun.i < phrase.head.i:
        return False
    likely = phrase.kind in {"Person", "Name"} and gazetteer.odds(phrase.text) >= _LIKELY
    return phrase.text in places or likely


def _near(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names that a word of where marks as places: "nearby Balakliia"."""
    for phrase in phrases:
        if phrase.named and phrase.kind in _MISTAKEN:
            before = (c for c in sentences[phrase.sentence].children(phrase.head) if c.dep == "amod")
            entries = (lexicon.word("adverb", c.text.lower()) for c in before)
            if any(entry and "where" in entry.traits for entry in entries):
                yield phrase.text, "Place"


def _says_where(sentence: Sentence, noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether the preposition over a noun marks a place, by itself or for its verb: "near X", "fled to X"."""
    preposition = sentence.head(noun)
    marker = preposition.lemma
    if marker in _SPATIAL:
        return True
    verb = sentence.head(preposition)
    slots = (slot for e in lexicon.find("verb", verb.lemma) for s in e.senses for slot in s.frame.slots)
    return any(marker in slot.markers and slot.role in _MOVING for slot in slots)


def _is_where(sentence: Sentence, phrase: Phrase, lexicon: Lexicon) -> bool:
    if phrase.head.dep != "pobj":
        return False
    return sentence.head(phrase.head).lemma in _WHERE or _says_where(sentence, phrase.head, lexicon)


def _kinds(phrases: Iterable[Phrase], told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Let the majority decide what kind of thing a name is in this article; what the text tells counts most."""
    counts: dict[str, Counter[str]] = {}
    for name, kind in told:
        counts.setdefault(name, Counter())[kind] += _TOLD
    for phrase in phrases:
        if phrase.named:
            counts.setdefault(phrase.text, Counter())[phrase.kind] += 0 if phrase.kind == "Name" else 1
    return {text: max(sorted(count), key=lambda kind: count[kind]) for text, count in counts.items()}


# ── short and long forms ─────────────────────────────────────────────────────


def long_forms(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Give the long form of every short name: "Assad" for "Bashar al-Assad", "EADS" for its full name."""
    kinds = {p.text: p.kind for p in phrases if p.named}
    names = list(dict.fromkeys(p.text for p in phrases if p.named and p.kind != "Place"))
    titled = {p.text for p in phrases if p.named and p.titles}
    words = {name: words_of(name) for name in names}
    counts = Counter(p.text for p in phrases if p.named)
    found: dict[str, str] = {}
    for name in names:
        longer = [o for o in names if o != name and _shortens(words[name], words[o], kinds[name], kinds[o], name)]
        if not longer and kinds[name] == "Person" and name not in titled:
            # The model takes a body's short name for a person's, if it knows neither.
            longer = [o for o in names if _shortens(words[name], words[o], "Name", kinds[o], name)]
        if longer:
            # Of two who bear the name, it stands for whom the article speaks of more, then for who comes first.
            found[name] = max(longer, key=lambda o: (counts[o], -names.index(o)))
    return {name: _last(name, found) for name in found}


def _last(name: str, found: Mapping[str, str]) -> str:
    seen = {name}
    while name in found and found[name] not in seen:
        name = found[name]
        seen.add(name)
    return name


def words_of(name: str) -> list[str]:
    """Give the words of a name, folded."""
    return [w for w in re.split(r"[\s\-–]+", name.casefold()) if w]


def _shortens(short: list[str], long: list[str], kind: str, other: str, name: str) -> bool:
    """Tell whether one name is a short form of another."""
    if len(short) > len(long) or not short or not long or short == long:
        return False
    if other == "Person" and (kind in {"Person", "Name"} or (kind == "Organization" and len(short) == 1)):
        return short[-1] == long[-1] and set(short) <= set(long)
    if {kind, other} <= {"Organization", "Name", "Object", "Person"} and other == "Organization":
        return (len(short) > 1 or kind != "Person") and (long[: len(short)] == short or is_acronym(name, long))
    return False


def is_acronym(name: str, long: list[str]) -> bool:
    """Tell whether a name is the initials of a longer one: "EADS", "SOHR"."""
    letters = name.replace(".", "")
    if not letters.isupper() or len(letters) < 2 or len(long) < 2:
        return False
    initials = "".join(w[0] for w in long)
    content = "".join(w[0] for w in long if len(w) > 3)
    return letters.casefold() in {initials, content}
