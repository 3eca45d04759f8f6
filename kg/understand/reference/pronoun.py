"""Pronouns of an article, and the thing that each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.span import Span
from kg.text.sentence import SUBJECTS, Sentence, Token
from kg.understand.grammar.clause import antecedent, is_verb
from kg.understand.grammar.phrase import ACTORS, Phrase
from kg.understand.grammar.subject import is_personal, subjects
from kg.understand.reference.cluster import Cluster
from kg.understand.saying.statement import Statement
from kg.words.lexicon import Lexicon

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
_TO_COME: Final = frozenset({"ccomp", "csubj", "csubjpass"})
"""Labels of the clause that stands behind an empty "it"."""
_BACK: Final = 3
"""How many sentences a pronoun reaches back."""
_COUNTS: Final = frozenset({"CD", "DT", "JJ", "JJR", "JJS"})
_PART: Final = frozenset({"of"})
"""Preposition behind how many, under which stands of whom."""
_AROUND: Final = frozenset({"around", "behind", "beside", "in", "near", "on", "over", "under", "with"})
"""Prepositions that say where an object is, whose pronoun may stand for the subject."""


def resolve(
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
            elif word in PERSONAL and token.dep != "expl" and not _is_empty(sentence, token, lexicon):
                speaker = _speaker(token, speakers, index)
                named = _named_in(token, said, sentence, phrases, index)
                barred = [c for c in (speaker, *_bound(token, sentence, index, lexicon), *named) if c is not None]
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


def _is_empty(sentence: Sentence, pronoun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a pronoun only stands for a clause to come: "it is unclear what …", "it was reported that …".

    What is said of somebody is no such clause: "it was unable to say".
    """
    if pronoun.text.lower() != "it" or pronoun.dep not in SUBJECTS:
        return False
    above = sentence.head(pronoun)
    below = sentence.children(above)
    clause = any(c.dep in _TO_COME and c.i > above.i for c in below)
    said_of = above.lemma == "be" and any(c.dep == "acomp" for c in below)
    said = [b for b in below if b.dep == "acomp" and not is_personal(b, lexicon)]
    later = [c for b in said for c in sentence.children(b) if c.dep in {"ccomp", "xcomp"}]
    passive = pronoun.dep == "nsubjpass" or above.pos == "ADJ"
    return (clause and (passive or said_of)) or (said_of and bool(later) and pronoun.i + 1 == above.i)


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


def _named_in(
    pronoun: Token,
    said: Sequence[Statement],
    sentence: Sentence,
    phrases: Mapping[int, Phrase],
    index: Mapping[int, Cluster],
) -> Iterator[Cluster]:
    """Give whom a quotation names that a pronoun speaks: who speaks does not call themselves by name."""
    quotes = [q for s in said if pronoun in s.predicate.of("actor") for q in s.quotes]
    for token in sentence.tokens if quotes else ():
        if token.i in index and token.i in phrases and phrases[token.i].named and any(token.within(q) for q in quotes):
            yield index[token.i]


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
        tokens = [t for t in _ranked(sentences[number], pronoun) if not _is_idle(sentences[number], t, pronoun)]
        found = (index.get(t.i) for t in (*tokens, *ahead))
        fitting = [c for c in found if c is not None and c not in barred and _agrees(pronoun, c)]
        fitting = [c for c in fitting if not (acts and c.kind == "Object")]
        if fitting:
            # A body of many can be "they", but what is many in grammar comes first; who acts comes before things, and
            # owns what is done: "Acme said the deal covers its plants".
            many = PERSONAL[pronoun.text.lower()][0] == "many"
            above = [index.get(t.i) for t in _above(sentence, pronoun) if pronoun.dep == "poss" and not back]
            owned = any(c in above and c.kind != "Object" for c in fitting)
            return min(
                fitting,
                key=lambda c: (
                    many and not c.plural,
                    many and c.kind not in ACTORS,
                    owned and c.kind == "Object",
                ),
            )
    return None


def _ranked(sentence: Sentence, pronoun: Token) -> list[Token]:
    """Rank the nouns of a sentence: subjects, then objects, then the rest, each from the left.

    In the sentence of the pronoun the subjects of the clauses that it stands in come first, the nearest of them first
    (Hobbs, "Resolving pronoun references", 1978).
    """
    tokens = [t for t in sentence.tokens if t.i < pronoun.i and t.tag[:1] in {"N", "P"}]
    above = _above(sentence, pronoun) if sentence.first <= pronoun.i <= sentence.tokens[-1].i else []
    ranks = {t.i: place - len(above) for place, t in enumerate(above)}
    return sorted(tokens, key=lambda t: (ranks.get(t.i, _rank(t)), t.i))


def _rank(noun: Token) -> int:
    return 0 if noun.dep in SUBJECTS else 1 if noun.dep in {"dobj", "dative"} else 2


def _holds(sentence: Sentence, noun: Token, pronoun: Token) -> bool:
    """Tell whether a noun has a pronoun in what says of which it is: "costs of the sale of its business".

    Nothing is said by means of itself (the i-within-i filter of Chomsky, 1981); a clause may: "a town and its mayor".
    """
    below = pronoun
    if not sentence.first <= pronoun.i <= sentence.tokens[-1].i:
        return False
    while below.head != below.i and (
        below.dep in {"poss", "pobj", "prep"} or (below.dep == "acl" and below.tag == "VBN")
    ):
        below = sentence.head(below)
        if below.i == noun.i:
            return True
    return False


def _above(sentence: Sentence, pronoun: Token) -> list[Token]:
    """Give the subjects of the clauses that a pronoun stands in, the nearest first."""
    found: list[Token] = []
    below = pronoun
    while below.head != below.i:
        below = sentence.head(below)
        found += [t for t in sentence.children(below) if t.dep in SUBJECTS and t.i < pronoun.i]
    return found


def _is_idle(sentence: Sentence, noun: Token, pronoun: Token) -> bool:
    """Tell whether a noun can be no antecedent: "as chairman", what stands in front of the subject, what it is inside.

    A bare singular under a preposition speaks of nobody (Quirk and others, 5.39). A subject does not speak of what its
    own verb has in front, "as a result it will follow" (Reinhart, "Anaphora and semantic interpretation", 1983).
    """
    if _holds(sentence, noun, pronoun):
        return True
    if noun.dep != "pobj":
        return False
    preposition = sentence.head(noun)
    if noun.tag == "NN" and PERSONAL[pronoun.text.lower()][0] == "one":
        return not any(t.dep in {"det", "poss", "nummod"} for t in sentence.children(noun))
    return pronoun.dep in SUBJECTS and preposition.head == pronoun.head and noun.i < pronoun.i


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
    if verb.tag in _COUNTS and marker.lemma in _PART:
        # "Killed 18 of them": they are whom it is done to.
        verb = sentence.head(verb)
    beside = [t for t in sentence.children(verb) if t.dep in SUBJECTS | {"dobj", "dative"}]
    if marker.lemma in _AROUND and any(t.dep == "dobj" for t in beside):
        return
    if is_verb(verb) and pronoun.dep not in SUBJECTS:
        beside += subjects(sentence, verb, lexicon)
    yield from (index[t.i] for t in beside if t != pronoun and t.i in index)
