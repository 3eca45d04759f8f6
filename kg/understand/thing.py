"""Names, descriptions and pronouns of an article: which of them speak of the same thing.

A sieve of sure rules, in the order of their sureness (Lee and others, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules", 2013): same name, short form of a longer name, acronym, apposition, same noun
with no other modifiers, title, and pronouns last. A false merge puts words into the wrong mouth, so a doubtful one is
not made.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.span import Span
from kg.text.sentence import Sentence, Token
from kg.understand.clause import SUBJECTS, antecedent, examples, is_verb, subjects
from kg.understand.phrase import ACTORS, Phrase
from kg.understand.statement import Statement
from kg.where import gazetteer
from kg.words.lexicon import Entry, Lexicon

PERSONAL: Final[Mapping[str, tuple[str, str]]] = {
    "he": ("one", "m"), "him": ("one", "m"), "his": ("one", "m"),
    "she": ("one", "f"), "her": ("one", "f"), "hers": ("one", "f"),
    "it": ("thing", ""), "its": ("thing", ""),
    "they": ("many", ""), "them": ("many", ""), "their": ("many", ""), "theirs": ("many", ""),
}  # fmt: skip
"""Pronouns of the third person: what they stand for, and the gender that they show."""
FIRST: Final = frozenset({"i", "me", "my", "mine", "myself"})
"""Pronouns that stand for who speaks."""
OURS: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
"""Pronouns that stand for who speaks and others."""
SECOND: Final = frozenset({"you", "your", "yours"})
"""Pronouns that stand for who is spoken to."""
_UNNAMED: Final = {
    "one": ("Person", "unnamed person"),
    "many": ("Group", "unnamed group"),
    "thing": ("Object", "something unnamed"),
}
"""Class and label of what a pronoun speaks of that the text does not name."""
_BACK: Final = 3
"""How many sentences a pronoun reaches back."""
_TOLD: Final = 3
"""How many guesses of the parser weigh as much as what the text tells of the kind of a name."""
_AROUND: Final = frozenset({"around", "behind", "beside", "in", "near", "on", "over", "under", "with"})
"""Prepositions that say where an object is, whose pronoun may stand for the subject."""
_WHERE: Final = frozenset({"at", "from", "in", "near", "outside", "to"})
"""Prepositions of places, hardly of persons."""
_SPATIAL: Final = frozenset(
    {"across", "around", "in", "inside", "into", "near", "outside", "over", "through", "toward", "towards"}
)
"""Prepositions that say where something is or goes, whatever the verb."""
_MOVING: Final = frozenset({"origin", "destination"})
"""Roles that only places have."""
_MISTAKEN: Final = frozenset({"Name", "Object", "Organization", "Person"})
"""Kinds that the model takes names of places for."""
_COMPATIBLE: Final = frozenset({"Name", "Object", "Actor"})


@dataclass(slots=True, eq=False)
class Cluster:
    """All phrases that speak of one thing, while they are being gathered."""

    kind: str
    phrases: list[Phrase] = field(default_factory=list)
    pronouns: list[Token] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    gender: str = ""
    label: str = ""
    """What it is called where it has neither name nor noun."""
    author: bool = False
    """Whether it is who wrote the article."""

    @property
    def first(self) -> Phrase:
        """The first phrase in the text; pronouns come last."""
        return min(self.phrases, key=lambda p: (p.kind == "Pronoun", p.span))

    @property
    def name(self) -> str:
        """The longest name, the first of equals; empty where it has none."""
        return max(self.names, key=len, default="")

    @property
    def called(self) -> str:
        """What it is called: by name, by label, or by the first of its descriptions."""
        return self.name or self.label or self.first.text

    @property
    def plural(self) -> bool:
        """Whether it is many."""
        return (any(p.plural for p in self.phrases) or (self.kind == "Group" and bool(self.label))) and not self.names

    @property
    def entries(self) -> Iterator[Entry]:
        """The lexicon entries of its nouns and titles, in the order of the text."""
        for phrase in self.phrases:
            yield from phrase.titles
            if phrase.entry:
                yield phrase.entry


def gather(
    sentences: Sequence[Sentence], phrases: Sequence[Phrase], said: Sequence[Statement], lexicon: Lexicon
) -> tuple[list[Cluster], dict[int, Cluster]]:
    """Gather the phrases of an article into things; also give the thing of each phrase by its head's index.

    `phrases` are all of the article, in the order of the text; `said` are its statements.
    """
    longer = _long_forms(phrases)
    index: dict[int, Cluster] = {}
    by_name: dict[str, Cluster] = {}
    clusters: list[Cluster] = []
    places: dict[int, int] = {}
    near: defaultdict[str, dict[int, Cluster]] = defaultdict(dict)
    for phrase in phrases:
        if phrase.kind in {"Pronoun", "Time", "Amount", "Event"}:
            continue
        cluster = _known(phrase, longer, by_name, near)
        if cluster is None:
            cluster = Cluster(phrase.kind)
            places[id(cluster)] = len(clusters)
            clusters.append(cluster)
        _add(cluster, phrase)
        for key in (phrase.lemma, *(title.iri for title in phrase.titles)):
            near[key][places[id(cluster)]] = cluster
        index[phrase.head.i] = cluster
        if phrase.named:
            by_name.setdefault(_fold(longer.get(phrase.text, phrase.text)), cluster)
    for sentence in sentences:
        _appose(sentence, index, clusters)
    _let_speak(said, index)
    _resolve_pronouns(sentences, index, said, {p.head.i: p for p in phrases}, clusters, lexicon)
    return [c for c in clusters if c.phrases], index


def settle(sentences: Sequence[Sentence], phrases: Mapping[int, Phrase], lexicon: Lexicon) -> dict[int, Phrase]:
    """Give every name of an article one kind: what the text tells of it, else what most mentions are taken for."""
    found = list(phrases.values())
    told = (
        *_exemplified(sentences, found, lexicon),
        *_family_names(sentences, found),
        *_located(sentences, found, lexicon),
    )
    kinds = _kinds(found, told)
    return {i: replace(p, kind=kinds[p.text]) if p.named else p for i, p in phrases.items()}


def _add(cluster: Cluster, phrase: Phrase) -> None:
    cluster.phrases.append(phrase)
    if phrase.named and phrase.text not in cluster.names:
        cluster.names.append(phrase.text)
    if cluster.kind in _COMPATIBLE and phrase.kind not in _COMPATIBLE and phrase.named:
        cluster.kind = phrase.kind
    cluster.gender = cluster.gender or next((e.gender[:1] for e in cluster.entries if e.gender), "")


def _fold(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


# ── names ────────────────────────────────────────────────────────────────────


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


def _family_names(sentences: Sequence[Sentence], phrases: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Give the family names of persons that the model takes for places, if nothing in the article happens there."""
    full: dict[str, Span] = {}
    for phrase in phrases:
        if phrase.named and phrase.kind == "Person" and " " in phrase.text:
            full.setdefault(_words(phrase.text)[-1], phrase.span)
    places = [p for p in phrases if p.named and p.kind == "Place"]
    first = {p.text: p.span for p in reversed(places)}
    short = [p for p in places if full.get(p.text.casefold(), first[p.text]) < first[p.text]]
    lived_in = {p.text for p in short if _is_where(sentences[p.sentence], p)}
    return ((p.text, "Person") for p in short if p.text not in lived_in)


def _located(sentences: Sequence[Sentence], phrases: Sequence[Phrase], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Give the names of places that the model takes for something else, where something happens in, near, from there.

    The gazetteer must know the name, and nobody of the article bear it.
    """
    borne = {
        w for p in phrases if p.named and p.kind == "Person" and (p.titles or " " in p.text) for w in _words(p.text)
    }
    for phrase in phrases:
        other = phrase.named and phrase.kind in _MISTAKEN and not phrase.text.isupper()
        if other and not borne & set(_words(phrase.text)):
            sentence = sentences[phrase.sentence]
            first = phrase.head
            while first.dep == "conj" and first.head < first.i:
                first = sentence.head(first)
            if first.dep == "pobj" and _says_where(sentence, first, lexicon) and gazetteer.known(phrase.text):
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


def _is_where(sentence: Sentence, phrase: Phrase) -> bool:
    return phrase.head.dep == "pobj" and sentence.head(phrase.head).lemma in _WHERE


def _kinds(phrases: Iterable[Phrase], told: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Let the majority decide what kind of thing a name is in this article; what the text tells counts most."""
    counts: dict[str, Counter[str]] = {}
    for name, kind in told:
        counts.setdefault(name, Counter())[kind] += _TOLD
    for phrase in phrases:
        if phrase.named:
            counts.setdefault(phrase.text, Counter())[phrase.kind] += 0 if phrase.kind == "Name" else 1
    return {text: max(sorted(count), key=lambda kind: count[kind]) for text, count in counts.items()}


def _long_forms(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Give the long form of every short name: "Assad" for "Bashar al-Assad", "EADS" for its full name."""
    kinds = {p.text: p.kind for p in phrases if p.named}
    names = list(dict.fromkeys(p.text for p in phrases if p.named and p.kind != "Place"))
    titled = {p.text for p in phrases if p.named and p.titles}
    words = {name: _words(name) for name in names}
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


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[\s\-–]+", name.casefold()) if w]


def _shortens(short: list[str], long: list[str], kind: str, other: str, name: str) -> bool:
    """Tell whether one name is a short form of another."""
    if len(short) > len(long) or not short or not long or short == long:
        return False
    if other == "Person" and (kind in {"Person", "Name"} or (kind == "Organization" and len(short) == 1)):
        return short[-1] == long[-1] and set(short) <= set(long)
    if {kind, other} <= {"Organization", "Name", "Object", "Person"} and other == "Organization":
        return (len(short) > 1 or kind != "Person") and (long[: len(short)] == short or _is_acronym(name, long))
    return False


def _is_acronym(name: str, long: list[str]) -> bool:
    """Tell whether a name is the initials of a longer one: "EADS", "SOHR"."""
    letters = name.replace(".", "")
    if not letters.isupper() or len(letters) < 2 or len(long) < 2:
        return False
    initials = "".join(w[0] for w in long)
    content = "".join(w[0] for w in long if len(w) > 3)
    return letters.casefold() in {initials, content}


# ── descriptions ─────────────────────────────────────────────────────────────


def _known(
    phrase: Phrase,
    longer: Mapping[str, str],
    by_name: Mapping[str, Cluster],
    near: Mapping[str, Mapping[int, Cluster]],
) -> Cluster | None:
    """Find the thing that a phrase speaks of among those before it.

    `near` gives under a noun or the entry of a title the things that have it, by their place in the text: to look at
    all things for each phrase would take the square of the time.
    """
    if phrase.named:
        return by_name.get(_fold(longer.get(phrase.text, phrase.text)))
    if phrase.fresh or (not phrase.definite and (phrase.kind == "Object" or phrase.head.tag[:2] != "NN")):
        return None
    titled = near.get(phrase.entry.iri, {}) if phrase.entry else {}
    some = {**near.get(phrase.lemma, {}), **titled}
    same = [
        some[place] for place in sorted(some) if _same_noun(phrase, some[place]) or _same_title(phrase, some[place])
    ]
    return max(reversed(same), key=lambda c: (_qualities(c.first) == _qualities(phrase), len(c.phrases)), default=None)


def _same_noun(phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether a phrase repeats the noun of a thing and says nothing of it that is new."""
    if cluster.kind != phrase.kind or cluster.names:
        return False
    first = cluster.first
    if first.lemma != phrase.lemma or first.plural != phrase.plural:
        return False
    again = phrase.definite and not _owner(phrase)
    if _owner(first) != _owner(phrase) and not again:
        return False
    if not phrase.plural and not phrase.definite and phrase.kind != "Object":
        return not phrase.modifiers and phrase.entry is not None and phrase.head.dep in SUBJECTS and not _counts(phrase)
    if phrase.nations and first.nations and set(phrase.nations) != set(first.nations):
        return False
    if not phrase.definite and _qualities(phrase) != _qualities(first):
        # "11 people" are not all people.
        return False
    return _qualities(phrase) <= _qualities(first) and not _counts(phrase)


def _qualities(phrase: Phrase) -> frozenset[str]:
    """Give the modifiers of a phrase without the peoples, which an article leaves out once they are clear."""
    return phrase.modifiers - {n.casefold() for n in phrase.nations}


def _owner(phrase: Phrase) -> str:
    """Give whose or of what something is: the suburbs of two cities are two things."""
    return phrase.owner or phrase.text.partition(" of ")[2].casefold()


def _counts(phrase: Phrase) -> bool:
    return any(m.isdigit() for m in phrase.modifiers)


def _same_title(phrase: Phrase, cluster: Cluster) -> bool:
    """Tell whether "the president" is the person whom the article called President before."""
    return (
        phrase.definite
        and not phrase.plural
        and not phrase.modifiers
        and cluster.kind == "Person"
        and bool(cluster.names)
        and phrase.entry is not None
        and any(phrase.entry == title for p in cluster.phrases for title in p.titles)
    )


def _appose(sentence: Sentence, index: dict[int, Cluster], clusters: list[Cluster]) -> None:
    """Join what an apposition says to be one: "the capital, Damascus", "the city of Homs", "SOHR, a war monitor"."""
    for token in sentence.tokens:
        one = index.get(token.i)
        if one is None:
            continue
        for child in sentence.children(token):
            other = index.get(child.i) if child.dep == "appos" else _named_by(sentence, token, child, index)
            if other is not None and other is not one and _joinable(one, other, child):
                _join(one, other, index, clusters)
                one = index[token.i]


def _named_by(sentence: Sentence, token: Token, child: Token, index: Mapping[int, Cluster]) -> Cluster | None:
    """Give the name that "of" gives to a common noun of a place: "the city of Homs"."""
    if child.lemma != "of" or child.i != token.i + 1:
        return None
    below = [c for c in sentence.children(child) if c.dep == "pobj"]
    other = index.get(below[0].i) if below else None
    one = index.get(token.i)
    if one is None or other is None or not other.names or one.names or one.plural:
        return None
    return other if one.kind == other.kind == "Place" and _names_whole(one.phrases[-1]) else None


def _names_whole(phrase: Phrase) -> bool:
    """Tell whether a noun names a kind of place that "of" can give its name to, and no part of one."""
    return phrase.entry is not None and "settlement" in phrase.entry.traits


def _joinable(one: Cluster, other: Cluster, child: Token) -> bool:
    if one.names and other.names and child.dep == "appos":
        return one.kind == other.kind == "Organization" and _acronyms(one, other)
    kinds = {one.kind, other.kind}
    if "Object" in kinds and len(kinds) > 1 and not (one.names or other.names):
        return False
    if len(kinds) == 1 or kinds & _COMPATIBLE or kinds <= {"Organization", "Group"}:
        return True
    described = other if one.names else one
    return kinds <= ACTORS and bool(one.names) != bool(other.names) and not described.plural


def _acronyms(one: Cluster, other: Cluster) -> bool:
    return _is_acronym(other.name, _words(one.name)) or _is_acronym(one.name, _words(other.name))


def _join(one: Cluster, other: Cluster, index: dict[int, Cluster], clusters: list[Cluster]) -> None:
    """Put two things into one; the kind is that of the description in the lexicon, else that of the name."""
    described = one if one.phrases[0].entry and not one.names else other
    named = other if described is one else one
    kind = named.kind if named.names and named.kind not in _COMPATIBLE else described.kind
    if described.kind in ACTORS and not described.names and described.kind != "Group" and named.kind != "Place":
        kind = described.kind
    elif described.kind == "Group" and not described.plural and not described.names and named.kind == "Person":
        kind = "Organization"
    one.phrases += other.phrases
    one.names += [n for n in other.names if n not in one.names]
    one.pronouns += other.pronouns
    one.gender = one.gender or other.gender
    one.kind = kind
    for phrase in other.phrases:
        index[phrase.head.i] = one
    other.phrases = []
    if other in clusters:
        clusters.remove(other)


# ── pronouns ─────────────────────────────────────────────────────────────────


def _let_speak(said: Sequence[Statement], index: Mapping[int, Cluster]) -> None:
    """Let what makes a statement be an actor: a film that shows, a survey that finds."""
    for statement in said:
        for token in statement.predicate.of("actor"):
            cluster = index.get(token.i)
            if cluster is not None and (
                cluster.kind == "Object" or (cluster.kind == "Place" and not acts_as_body(cluster))
            ):
                cluster.kind = "Actor"


def acts_as_body(place: Cluster) -> bool:
    """Tell whether a place can act as a body: it has a name, or is a city, country or the like."""
    traits = {trait for entry in place.entries for trait in entry.traits}
    return bool(place.names) or bool(traits & {"settlement", "country", "capital"})


def _resolve_pronouns(
    sentences: Sequence[Sentence],
    index: dict[int, Cluster],
    said: Sequence[Statement],
    phrases: Mapping[int, Phrase],
    clusters: list[Cluster],
    lexicon: Lexicon,
) -> None:
    """Give each pronoun of the third person the most prominent thing before it that agrees with it.

    In a quotation "I" is who speaks, and "he" and "she" are somebody else; outside "I" and "we" are who writes. What a
    pronoun speaks of that the text does not name is a thing too, which is called so.
    """
    speaking = {t.i for s in said for t in s.predicate.of("actor")}
    author = Cluster("Actor", author=True)
    others: dict[tuple[str, int], Cluster] = {}
    speakers = [(quote, s.predicate.of("actor")) for s in said for quote in s.quotes]
    for sentence in sentences:
        for token in sentence.tokens:
            word = token.text.lower()
            if token.tag in {"WP", "WDT", "WP$"} or (token.tag == "IN" and token.dep in SUBJECTS):
                before = antecedent(sentence, token)
                if before is not None and before.i in index:
                    _give(token, index[before.i], index)
            elif token.i not in phrases or phrases[token.i].kind != "Pronoun":
                continue
            elif word in PERSONAL and token.dep != "expl":
                speaker = _speaker(token, speakers, index)
                barred = [c for c in (speaker, *_bound(token, sentence, index, lexicon)) if c is not None]
                cluster = _prominent(token, sentence, sentences, index, barred, acts=token.i in speaking)
                if cluster is None:
                    kind, label = _UNNAMED[PERSONAL[word][0]]
                    cluster = Cluster(kind, [phrases[token.i]], label=label)
                    clusters.append(cluster)
                _give(token, cluster, index)
                cluster.gender = cluster.gender or PERSONAL[word][1]
    # Only now every speaker is known: "I agree," he said.
    for token in (t for s in sentences for t in s.tokens if t.i in phrases and phrases[t.i].kind == "Pronoun"):
        word = token.text.lower()
        if word in FIRST or word in OURS or word in SECOND:
            speaker = _speaker(token, speakers, index)
            _give(token, _in_dialogue(word, speaker, phrases[token.i], author, others), index)
    clusters += [c for c in (author, *others.values()) if c.phrases]


def _in_dialogue(
    word: str,
    speaker: Cluster | None,
    phrase: Phrase,
    author: Cluster,
    others: dict[tuple[str, int], Cluster],
) -> Cluster:
    """Find whom "I", "we" or "you" stand for, given who speaks; None speaks where the article itself does."""
    if word in SECOND:
        found = others.setdefault(("you", id(speaker)), Cluster("Actor", label="whoever is addressed"))
    elif speaker is None:
        found = author
    elif word in FIRST or speaker.kind in {"Organization", "Group"}:
        return speaker
    else:
        found = others.setdefault(("we", id(speaker)), Cluster("Group", label=f"side of {speaker.called}"))
    if not found.phrases:
        found.phrases.append(phrase)
    return found


def _give(pronoun: Token, cluster: Cluster, index: dict[int, Cluster]) -> None:
    index[pronoun.i] = cluster
    cluster.pronouns.append(pronoun)


def _speaker(
    token: Token, speakers: Sequence[tuple[Span, tuple[Token, ...]]], index: Mapping[int, Cluster]
) -> Cluster | None:
    """Find who speaks the quotation that a word stands in."""
    for quote, actors in speakers:
        if token.within(quote) and actors:
            return index.get(actors[0].i)
    return None


def _prominent(
    pronoun: Token,
    sentence: Sentence,
    sentences: Sequence[Sentence],
    index: Mapping[int, Cluster],
    barred: Sequence[Cluster],
    *,
    acts: bool,
) -> Cluster | None:
    """Find what a pronoun stands for: in its own sentence, then in those before it; never one of the `barred`.

    What says something (`acts`) is no object.
    """
    for back in range(_BACK + 1):
        number = sentence.index - back
        if number < 0:
            return None
        ahead = _ahead(sentence, pronoun) if not back else []
        found = (index.get(t.i) for t in (*_ranked(sentences[number], pronoun), *ahead))
        fitting = [c for c in found if c is not None and c not in barred and _agrees(pronoun, c)]
        fitting = [c for c in fitting if not (acts and c.kind == "Object")]
        if fitting:
            # A body of many can be "they", but what is many in grammar comes first; who acts comes before things.
            many = PERSONAL[pronoun.text.lower()][0] == "many"
            return min(fitting, key=lambda c: (many and not c.plural, many and c.kind not in ACTORS))
    return None


def _ranked(sentence: Sentence, pronoun: Token) -> list[Token]:
    """Rank the nouns of a sentence: subjects, then objects, then the rest, each from the left."""
    tokens = [t for t in sentence.tokens if t.i < pronoun.i and t.tag[:1] in {"N", "P"}]
    return sorted(tokens, key=lambda t: (0 if t.dep in SUBJECTS else 1 if t.dep in {"dobj", "dative"} else 2, t.i))


def _ahead(sentence: Sentence, pronoun: Token) -> list[Token]:
    """Give the subject that follows a phrase or clause in front of it, for a pronoun in there: "In his speech, Hill".

    Backward anaphora, from a subordinate place only (Quirk and others, "A comprehensive grammar of the English
    language", 6.19).
    """
    below = pronoun
    while below.head != below.i:
        above = sentence.head(below)
        if below.dep in {"advcl", "prep"} and below.i < above.i:
            following = [t for t in sentence.children(above) if t.dep in SUBJECTS and t.i > pronoun.i]
            if following:
                return [t for t in following if t.tag[:2] == "NN"]
        below = above
    return []


def _agrees(pronoun: Token, cluster: Cluster) -> bool:
    stands_for, gender = PERSONAL[pronoun.text.lower()]
    if stands_for == "one":
        single = cluster.kind == "Person" or (cluster.kind == "Name" and bool(cluster.names))
        return single and not cluster.plural and cluster.gender in {"", gender}
    if stands_for == "many":
        return (cluster.plural and cluster.kind != "Place") or (cluster.kind == "Group" and not cluster.names)
    return not cluster.plural and cluster.kind != "Person"


def _bound(pronoun: Token, sentence: Sentence, index: Mapping[int, Cluster], lexicon: Lexicon) -> Iterator[Cluster]:
    """Give the other arguments of the verb of a pronoun: it cannot speak of one of them, as in "he saw him".

    Principle B of binding (Chomsky, "Lectures on government and binding", 1981). Under a preposition a pronoun is
    bound too, but where the phrase says where something is: in "brought the dog with him" it may well be the subject.
    """
    if pronoun.dep == "poss":
        return
    verb = marker = sentence.head(pronoun)
    while verb.dep in {"prep", "dative", "agent"} and pronoun.dep == "pobj":
        verb = sentence.head(verb)
    beside = [t for t in sentence.children(verb) if t.dep in SUBJECTS | {"dobj", "dative"}]
    if marker.lemma in _AROUND and any(t.dep == "dobj" for t in beside):
        return
    if is_verb(verb) and pronoun.dep not in SUBJECTS:
        beside += subjects(sentence, verb, lexicon)
    yield from (index[t.i] for t in beside if t != pronoun and t.i in index)


def members(cluster: Cluster) -> list[Phrase]:
    """Give the phrases of a thing in the order of the text."""
    return sorted(cluster.phrases, key=lambda p: p.span)
