"""Names, descriptions and pronouns of an article: which of them speak of the same thing.

A sieve of sure rules, in the order of their sureness (Lee and others, "Deterministic coreference resolution based on
entity-centric, precision-ranked rules", 2013): same name, short form of a longer name, acronym, apposition, same noun
with no other modifiers, title, "the company" for the one body that was named lately, what a headline tells and the lead
tells again, and pronouns last. A false merge puts words into the wrong mouth, so a doubtful one is not made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.phrase import ACTORS, Phrase
from kg.understand.reference.cluster import Cluster, acts_as_body
from kg.understand.reference.headline import LEAD, headline
from kg.understand.reference.name import is_acronym, long_forms, words_of
from kg.understand.reference.pronoun import resolve
from kg.understand.saying.statement import Statement
from kg.where import gazetteer
from kg.words.lexicon import Entry, Lexicon

_REACH: Final = 2
"""How many sentences "the company" reaches back."""
_APART: Final = frozenset({",", "(", "-", "–", "—", ":", "--"})
"""Marks between a name and an apposition behind it."""
_COMPATIBLE: Final = frozenset({"Name", "Object", "Actor"})


def gather(
    sentences: Sequence[Sentence], phrases: Sequence[Phrase], said: Sequence[Statement], lexicon: Lexicon
) -> tuple[list[Cluster], dict[int, Cluster]]:
    """Gather the phrases of an article into things; also give the thing of each phrase by its head's index.

    `phrases` are all of the article, in the order of the text; `said` are its statements.
    """
    longer = long_forms(phrases)
    index: dict[int, Cluster] = {}
    by_name: dict[str, Cluster] = {}
    clusters: list[Cluster] = []
    places: dict[int, int] = {}
    near: defaultdict[str, dict[int, Cluster]] = defaultdict(dict)
    bodies: dict[int, tuple[Cluster, int]] = {}
    top = headline(sentences)
    for phrase in phrases:
        if phrase.kind in {"Pronoun", "Time", "Amount", "Event"}:
            continue
        cluster = (
            _known(phrase, longer, by_name, near)
            or _announced(phrase, near, top)
            or _body(phrase, sentences[phrase.sentence], near, bodies)
        )
        if cluster is None:
            cluster = Cluster(phrase.kind)
            places[id(cluster)] = len(clusters)
            clusters.append(cluster)
        _add(cluster, phrase)
        for key in (phrase.lemma, *(title.iri for title in phrase.titles)):
            near[key][places[id(cluster)]] = cluster
        index[phrase.head.i] = cluster
        if cluster.kind == "Organization" and cluster.name[:1].isupper():
            bodies[places[id(cluster)]] = (cluster, phrase.sentence)
        if phrase.named:
            by_name.setdefault(_fold(longer.get(phrase.text, phrase.text)), cluster)
    for sentence in sentences:
        _appose(sentence, index, clusters)
    _let_speak(said, index)
    resolve(sentences, index, said, {p.head.i: p for p in phrases}, clusters, lexicon)
    return [c for c in clusters if c.phrases], index


def _add(cluster: Cluster, phrase: Phrase) -> None:
    cluster.phrases.append(phrase)
    if phrase.named and phrase.text not in cluster.names:
        cluster.names.append(phrase.text)
    if cluster.kind in _COMPATIBLE and phrase.kind not in _COMPATIBLE and phrase.named:
        cluster.kind = phrase.kind
    cluster.gender = cluster.gender or next((e.gender[:1] for e in cluster.entries if e.gender), "")


def _fold(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


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
    if _rest(first) and _rest(phrase) and _rest(first) != _rest(phrase):
        return False
    if not phrase.plural and not phrase.definite and phrase.kind != "Object":
        return not phrase.modifiers and phrase.entry is not None and phrase.head.dep in SUBJECTS and not _counts(phrase)
    if phrase.nations and first.nations and set(phrase.nations) != set(first.nations):
        return False
    if not phrase.definite and _qualities(phrase) != _qualities(first):
        # "11 people" are not all people.
        return False
    return _qualities(phrase) <= _qualities(first) and not _counts(phrase)


def _announced(phrase: Phrase, near: Mapping[str, Mapping[int, Cluster]], top: int) -> Cluster | None:
    """Find what the headline tells of without an article, for the first that the lead tells of with the same noun.

    "Man charged with arson": "A man has been charged". `top` says how many sentences are the headline.
    """
    if phrase.named or not top <= phrase.sentence < top + LEAD:
        return None
    some = near.get(phrase.lemma, {})
    before = [some[place] for place in sorted(some)]
    if any(p.sentence >= top and p.lemma == phrase.lemma for c in before for p in c.phrases):
        return None
    return next((c for c in before if not c.names and _is_told_of(phrase, c.first)), None)


def _is_told_of(phrase: Phrase, first: Phrase) -> bool:
    """Tell whether a phrase can say in full what the headline says in short: as many, of nobody else."""
    fewer, more = sorted((_qualities(first), _qualities(phrase)), key=len)
    return (
        first.kind == phrase.kind
        and first.plural == phrase.plural
        and fewer <= more
        and not (_owner(first) and _owner(phrase) and _owner(first) != _owner(phrase))
        and not (_rest(phrase) and _rest(phrase) != _rest(first))
        and not (phrase.nations and first.nations and set(phrase.nations) != set(first.nations))
    )


def _qualities(phrase: Phrase) -> frozenset[str]:
    """Give the modifiers of a phrase without the peoples, which an article leaves out once they are clear."""
    return phrase.modifiers - {n.casefold() for n in phrase.nations}


def _owner(phrase: Phrase) -> str:
    """Give whose or of what something is: the suburbs of two cities are two things."""
    return phrase.owner or phrase.text.partition(" of ")[2].casefold()


def _rest(phrase: Phrase) -> str:
    """Give what is said behind a noun of which it is, but for whose: "in the Eurodollar contract"."""
    rest = "" if phrase.named else phrase.text[phrase.head.end - phrase.span.begin :].casefold().strip()
    return "" if rest.startswith("of ") else rest


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


# ── bodies ───────────────────────────────────────────────────────────────────


def _body(
    phrase: Phrase,
    sentence: Sentence,
    near: Mapping[str, Mapping[int, Cluster]],
    bodies: Mapping[int, tuple[Cluster, int]],
) -> Cluster | None:
    """Find the named body that "the company" is: the only one of the last sentences that may be called so.

    `bodies` are the named bodies before, each with the sentence that named it last.
    """
    if not _is_plain(phrase, sentence) or phrase.entry is None or "broad" not in phrase.entry.traits:
        return None
    since = phrase.sentence - _REACH
    if any(p.sentence >= since for c in near.get(phrase.lemma, {}).values() if not c.names for p in c.phrases):
        return None
    lately = [body for body, last in bodies.values() if last >= since and body.names]
    if len(lately) != 1 or not _may_be(lately[0], phrase.entry):
        return None
    beside = [p.head for p in lately[0].phrases if p.sentence == phrase.sentence]
    return None if any(_excludes(sentence, name, phrase.head) for name in beside) else lately[0]


def _excludes(sentence: Sentence, name: Token, noun: Token) -> bool:
    """Tell whether a noun is somebody else than a name: in "Acme, which the company sold", "Acme sued the company"."""
    if any(t == noun for t in sentence.subtree(name)):
        return True
    return noun.dep != "poss" and _verb(sentence, name) == _verb(sentence, noun)


def _verb(sentence: Sentence, noun: Token) -> Token:
    """Give the word of which a noun is an argument, be it under a preposition."""
    above = sentence.head(noun)
    return sentence.head(above) if noun.dep == "pobj" else above


def _is_plain(phrase: Phrase, sentence: Sentence) -> bool:
    """Tell whether a definite noun says no more of one thing, as "the rival company" or "the company that won" do."""
    if not phrase.definite or phrase.plural or phrase.modifiers or phrase.nations or _owner(phrase):
        return False
    return not any(t.dep in {"relcl", "acl"} for t in sentence.children(phrase.head))


def _may_be(body: Cluster, noun: Entry) -> bool:
    """Tell whether what is said of a body leaves it in the sector of a noun, or says nothing of its sector."""
    sectors = {entry.sector for entry in body.entries if entry.denotes} | {p.sector for p in body.phrases}
    return sectors - {""} <= {noun.sector}


# ── appositions ──────────────────────────────────────────────────────────────


def _appose(sentence: Sentence, index: dict[int, Cluster], clusters: list[Cluster]) -> None:
    """Join what an apposition says to be one: "the capital, Damascus", "the city of Homs", "SOHR, a war monitor"."""
    for token in sentence.tokens:
        one = index.get(token.i)
        if one is None:
            continue
        for child in sentence.children(token):
            said = child.dep == "appos" and _says(sentence, token, child)
            other = index.get(child.i) if said else _named_by(sentence, token, child, index)
            if other is not None and other is not one and _joinable(one, other, child):
                _join(one, other, index, clusters)
                one = index[token.i]


def _says(sentence: Sentence, token: Token, child: Token) -> bool:
    """Tell whether an apposition can say that two are one: no number of things, no label before a colon, no list.

    The parser finds one in "with 41 percent of the vote, Labour with 35", "Note: former name Acme", and for the second
    drug of "diprivan, an anaesthetic, and zestril, a heart drug".
    """
    between = [sentence.at(i) for i in range(token.i + 1, child.i)]
    before = sentence.at(max(min(t.i for t in sentence.subtree(child)) - 1, sentence.first))
    if token.pos == "PROPN" and child.pos == "NOUN" and before.text not in _APART:
        return False
    bare = token.i == sentence.first and not any(t.dep == "det" for t in sentence.children(token))
    if bare and any(t.text == ":" for t in between):
        return False
    counted = [any(t.dep == "nummod" for t in sentence.children(noun)) for noun in (token, child)]
    return counted[0] == counted[1] and not any(t.dep == "cc" for t in between if sentence.head(t) in between)


def _named_by(sentence: Sentence, token: Token, child: Token, index: Mapping[int, Cluster]) -> Cluster | None:
    """Give the name that "of" gives to a common noun of a place: "the city of Homs"."""
    if child.lemma != "of" or child.i != token.i + 1:
        return None
    below = [c for c in sentence.children(child) if c.dep == "pobj"]
    other = index.get(below[0].i) if below else None
    one = index.get(token.i)
    if one is None or other is None or not other.names or one.names or one.plural:
        return None
    return other if one.kind == other.kind == "Place" and _names_whole(one.phrases[-1], other.name) else None


def _names_whole(phrase: Phrase, name: str) -> bool:
    """Tell whether a noun names a kind of place that "of" can give a name to, and no part: "the capital of Ghana"."""
    traits = phrase.entry.traits if phrase.entry else ()
    return "settlement" in traits and not ("capital" in traits and gazetteer.is_area(name))


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
    return is_acronym(other.name, words_of(one.name)) or is_acronym(one.name, words_of(other.name))


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


def _let_speak(said: Sequence[Statement], index: Mapping[int, Cluster]) -> None:
    """Let what makes a statement be an actor: a film that shows, a survey that finds."""
    for statement in said:
        for token in statement.predicate.of("actor"):
            cluster = index.get(token.i)
            if cluster is not None and (
                cluster.kind == "Object" or (cluster.kind == "Place" and not acts_as_body(cluster))
            ):
                cluster.kind = "Actor"
