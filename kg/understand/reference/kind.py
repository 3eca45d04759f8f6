"""Names of an article: what kind of thing each is, as the text tells or else as most mentions are taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.grammar.clause import examples
from kg.understand.grammar.phrase import Phrase
from kg.understand.reference.name import words_of
from kg.where import country, gazetteer
from kg.words.lexicon import Lexicon
from kg.words.namelist import is_given, is_personal

_TOLD: Final = 3
"""How many guesses of the parser weigh as much as what the text tells of the kind of a name."""
_ROUNDS: Final = 2
"""A name beside one that is only known to be a place's after the first round."""
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
_EMINENT: Final = 7.5
"""The odds of what is known by name everywhere: a country, its capital, a city of ten million."""
_MISTAKEN: Final = frozenset({"Group", "Name", "Object", "Organization", "Person"})
"""Kinds that the model takes names of places for."""
_TAKEN: Final = frozenset({"GPE", "LOC"})
"""Labels of what the model takes for places."""
_COMMA: Final = 2
"""Characters between a name and what it lies in: a comma and a blank."""
_BEFORE: Final = frozenset({"compound", "nmod"})
"""Labels of a name before a noun."""


def settle(sentences: Sequence[Sentence], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> dict[int, Phrase]:
    """Give every name of an article one kind: what the text tells of it, else what most mentions are taken for."""
    for _ in range(_ROUNDS):
        found = list(phrases.values())
        kinds = _kinds(found, _told(sentences, found, lexicon))
        phrases = {i: replace(p, kind=kinds[p.text]) if p.named else p for i, p in phrases.items()}
    return dict(phrases)


def _told(sentences: Sequence[Sentence], found: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names of which the text tells the kind, and that kind."""
    yield from _exemplified(sentences, found, lexicon)
    yield from _family_names(sentences, found, lexicon)
    yield from _unheard(sentences, found, lexicon)
    yield from _located(sentences, found, lexicon)
    yield from _described(sentences, found)
    yield from _near(sentences, found, lexicon)
    yield from _beside_places(sentences, found)
    yield from _contained(sentences, found)
    yield from _eminent(found)


def _kinds(phrases: Iterable[Phrase], told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Let the majority decide what kind of thing a name is in this article; what the text tells counts most."""
    counts: dict[str, Counter[str]] = {}
    for name, kind in told:
        counts.setdefault(name, Counter())[kind] += _TOLD
    named = [phrase for phrase in phrases if phrase.named]
    for phrase in named:
        counts.setdefault(phrase.text, Counter())[phrase.kind] += 0 if phrase.kind == "Name" else 1
    bearers = _Bearers(named)
    # Where the model cannot decide, what the gazetteer has and nobody bears is a place.
    placed = {p.text for p in named if p.kind == "Place" and gazetteer.called(p.text) and not bearers.bear(p)}
    return {
        text: max(sorted(count), key=lambda kind: (count[kind], kind == "Place" and text in placed))
        for text, count in counts.items()
    }


# ── persons ──────────────────────────────────────────────────────────────────


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


def _unheard(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names that only the model takes for places: no gazetteer has them, and nothing is told to be there.

    They are those of persons that a given name begins, else of whatever it be.
    """
    taken = [p for p in phrases if p.named and p.kind == "Place" and p.head.entity in _TAKEN and p.entry is None]
    strange = [p for p in taken if not gazetteer.is_part(p.text)]
    there = {p.text for p in strange if _is_where(sentences[p.sentence], p, lexicon) or _has_noun(sentences, p)}
    for phrase in strange:
        first, *rest = words_of(phrase.text)
        if phrase.text not in there and not _has_container(sentences[phrase.sentence], phrase):
            yield phrase.text, "Person" if rest and is_given(first) else "Name"


def _has_noun(sentences: Sequence[Sentence], phrase: Phrase) -> bool:
    """Tell whether a name stands before the noun of a place: "the Hardeetown area"."""
    noun = sentences[phrase.sentence].head(phrase.head)
    return phrase.head.dep in _BEFORE and noun.lemma.lower() in country.nouns()


def _has_container(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a comma and another place stand behind a name."""
    after = [t for t in sentence.tokens if t.begin >= phrase.span.end][:2]
    return len(after) == 2 and after[0].text == "," and after[1].entity in _TAKEN


class _Bearers:
    """Whose full names have which words."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._names: dict[str, set[str]] = {}
        for phrase in phrases:
            if phrase.named and phrase.kind == "Person" and (phrase.titles or " " in phrase.text):
                for word in words_of(phrase.text):
                    self._names.setdefault(word, set()).add(phrase.text)

    def bear(self, phrase: Phrase) -> bool:
        """Tell whether somebody else bears all words of a name, or with a title the name itself."""
        own = set() if phrase.titles else {phrase.text}
        words = words_of(phrase.text)
        return bool(words) and bool(set.intersection(*(self._names.get(word, set()) for word in words)) - own)


# ── places ───────────────────────────────────────────────────────────────────


def _mistaken(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Give the names that the model does not take for those of places, and that are no initials and no people's."""
    found = (p for p in phrases if p.named and p.kind in _MISTAKEN and not p.text.isupper())
    # What is told "in English" is told in a language.
    return (p for p in found if not gazetteer.is_people(p.text))


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


def _located(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names of places that the model takes for something else, where something happens in, near, from there.

    The gazetteer must know the name, and nobody of the article bear it.
    """
    bearers = _Bearers(phrases)
    for phrase in _mistaken(phrases):
        if (
            gazetteer.known(phrase.text)
            and not bearers.bear(phrase)
            and _is_there(sentences[phrase.sentence], phrase, lexicon)
        ):
            yield phrase.text, "Place"


def _is_there(sentence: Sentence, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Tell whether a name stands where a place is told: behind "in", or behind "at", "from", if nobody is called so."""
    first = phrase.head
    while first.dep == "conj" and first.head < first.i:
        first = sentence.head(first)
    if first.dep != "pobj":
        return False
    if _says_where(sentence, first, lexicon):
        return True
    preposition = sentence.head(first)
    if not gazetteer.called(phrase.text) or any(map(is_personal, words_of(phrase.text))):
        return False
    return preposition.lemma in _WHERE or (preposition.lemma == "of" and _is_local(sentence.head(preposition), lexicon))


def _is_local(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun is of somebody of a place, or a point of the compass: "mayor of", "man", "northeast of"."""
    return noun.lemma.lower() in country.parts() or "local" in _traits(noun, lexicon)


def _traits(noun: Token, lexicon: Lexicon) -> frozenset[str]:
    entry = lexicon.word("noun", noun.lemma.lower())
    return entry.traits if entry else frozenset()


def _described(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names that the text says to be places: "the capital, Accra", "Tamarasheni, a town"."""
    heads = {p.head.i: p for p in phrases if p.kind == "Place" and not p.named}
    for phrase in phrases:
        if phrase.named and phrase.kind in _MISTAKEN:
            below = sentences[phrase.sentence].children(phrase.head)
            said = [heads[t.i] for t in below if t.dep == "appos" and t.i in heads]
            # A town may be too small for any gazetteer, a shelter may be called Haven House.
            town = any(p.entry and "settlement" in p.entry.traits for p in said)
            beside = phrase.head.dep == "appos" and phrase.head.head in heads
            if town or ((beside or said) and gazetteer.known(phrase.text)):
                yield phrase.text, "Place"


def _beside_places(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names that stand where those of places do, where the gazetteer knows them and nobody bears them.

    In "the state of X", in a dateline, in a list of places, behind a person ("Ann Lee of Berea"), and before a common
    noun ("a Tega Cay fire").
    """
    bearers, heads = _Bearers(phrases), {p.head.i: p for p in phrases}
    places = {p.text for p in phrases if p.named and p.kind == "Place"}
    for phrase in phrases:
        if not phrase.named or phrase.kind not in _MISTAKEN:
            continue
        sentence = sentences[phrase.sentence]
        told = shared_noun(sentence, phrase.head) or _files(sentence, phrase)
        above = heads.get(phrase.head.head)
        listed = phrase.head.dep == "conj" and above is not None and above.named and above.kind == "Place"
        beside = listed or _of_person(sentence, phrase, heads) or _modifies(sentence, phrase, places, heads)
        if (
            _of_place(sentence, phrase, heads)
            or (told and gazetteer.known(phrase.text))
            or (beside and gazetteer.called(phrase.text) and not bearers.bear(phrase))
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


def shared_noun(sentence: Sentence, name: Token) -> str:
    """Give the noun of several places that a name shares with others, as a lemma: "Otoe and Washington counties"."""
    first = name
    while first.dep == "conj" and first.head < first.i:
        first = sentence.head(first)
    last = (c for c in sentence.children(name) if c.dep == "conj")
    nouns = (*([sentence.head(first)] if first.dep in _BEFORE else []), *last)
    return next((n.lemma.lower() for n in nouns if n.tag == "NNS" and n.lemma.lower() in country.nouns()), "")


def _of_person(sentence: Sentence, phrase: Phrase, heads: Mapping[int, Phrase]) -> bool:
    above = sentence.head(phrase.head)
    person = heads.get(above.head) if phrase.head.dep == "pobj" and above.lemma == "of" else None
    return person is not None and person.named and person.kind == "Person"


def _modifies(sentence: Sentence, phrase: Phrase, places: Set[str], heads: Mapping[int, Phrase]) -> bool:
    """Tell whether a name stands before somebody of a place, or before a common noun and is likely and no body's.

    A name that is that of a place elsewhere in the article is one here too.
    """
    noun = sentence.head(phrase.head)
    if phrase.head.dep not in _BEFORE or noun.tag[:2] != "NN" or noun.i < phrase.head.i:
        return False
    common, personal = noun.tag in {"NN", "NNS"}, any(map(is_personal, words_of(phrase.text)))
    if (common and phrase.text in places) or personal:
        return common and phrase.text in places
    likely = common and phrase.kind in {"Person", "Name"} and gazetteer.odds(phrase.text) >= _LIKELY
    entry = heads[noun.i].entry if noun.i in heads else None
    return likely or (entry is not None and "local" in entry.traits)


def _contained(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names behind which, after a comma, stands what a place of that name lies in: "Lincoln, Nebraska"."""
    begins = {(p.sentence, p.span.begin): p for p in phrases if p.named and p.kind == "Place"}
    for phrase in _mistaken(phrases):
        outer = begins.get((phrase.sentence, phrase.span.end + _COMMA))
        comma = any(t.text == "," and t.begin == phrase.span.end for t in sentences[phrase.sentence].tokens)
        if outer and comma and gazetteer.lies_in(phrase.text, outer.text):
            yield phrase.text, "Place"


def _near(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names that a word of where marks as places: "nearby Balakliia"."""
    for phrase in phrases:
        if phrase.named and phrase.kind in _MISTAKEN:
            before = (c for c in sentences[phrase.sentence].children(phrase.head) if c.dep == "amod")
            entries = (lexicon.word("adverb", c.text.lower()) for c in before)
            if any(entry and "where" in entry.traits for entry in entries):
                yield phrase.text, "Place"


def _eminent(phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the names of countries, capitals and great cities that the model does not know, if nobody bears them."""
    bearers = _Bearers(phrases)
    for phrase in _mistaken(phrases):
        if (
            gazetteer.odds(phrase.text) >= _EMINENT
            and not bearers.bear(phrase)
            and not any(map(is_personal, words_of(phrase.text)))
        ):
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
