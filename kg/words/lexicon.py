"""The words: Turtle in, frozen values out. Python knows grammar, the lexicon knows words.

The short form that a user writes is described in the design notes of the ontology: an entry has a lemma and a part of
speech; a sense has a class, a frame and what it says of the clause under it; a frame has slots. Small words carry their
meaning on the entry itself.
"""

from __future__ import annotations

import gc
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from kg import iri
from kg.errors import LexiconError
from kg.words.proofread import faults
from kg.words.source import CLASSES, Node, Values, local, opened, ours

ATTRIBUTING: Final = ("Statement", "Attitude")
"""Classes of the ontology whose events hand what is said or thought to who says or thinks it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Which grammatical function fills which role, if the filler is of that kind."""

    function: str
    """Local name in LexInfo, such as ``directObject``."""
    markers: frozenset[str]
    """Prepositions that may mark it; empty where any may."""
    role: str
    """Local name of a property of the ontology."""
    filler: str
    """Local name of a class that the filler must be of, ``Amount``, or empty."""
    optional: bool

    @property
    def themed(self) -> bool:
        """Whether a noun before the word can fill it though it is nobody: "gold production" is of gold."""
        of = self.function == "prepositionalAdjunct" and "of" in self.markers and "against" not in self.markers
        return self.role == "target" and (of or self.function == "possessiveAdjunct")


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots that words which behave alike share."""

    name: str
    label: str
    slots: tuple[Slot, ...]
    borrows: frozenset[str] = frozenset()
    """Where nouns of the frame take the subject of their verb as actor: as object (empty), or under a preposition."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom events of a class are aimed at where they are done to another event."""

    role: str
    """Local name of the property that they get."""
    takes: frozenset[str]
    """Roles of the other event; who has one of them is aimed at."""
    through: frozenset[str]
    """Classes of the other event whose target is aimed at, too: "agreed to help the town"."""
    asks: bool
    """Whether who does what a clause tells is aimed at, too: "demanded that the country leave"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: the class of its events, its frame, and what it says of the clause under it."""

    iri: str
    frame: Frame
    kind: str = "Event"
    direction: str = ""
    attribution: str = ""
    signature: str = ""
    """Effect on the clause under it, affirmed / negated (Nairn, Condoravdi and Karttunen 2006): ``+/-``."""
    signals: str = ""
    """Local name of the modality of the clause under it, where the signature does not decide."""
    control: str = ""
    """``subject`` where the subject is the understood subject of the infinitive although there is an object."""
    shades: bool = False
    light: bool = False
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    object_kind: str = ""
    subject_kind: str = ""
    supports: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    roleset: str = ""
    """PropBank roleset, which a verb shares with its nouns: ``withdraw.01``."""

    @property
    def restricted(self) -> bool:
        """Whether the sense asks for certain words beside it."""
        return bool(self.objects or self.subjects)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or several, with its senses; for small words and nouns of things the properties stand here."""

    iri: str
    words: tuple[str, ...] = ()
    """The lemmas, the first one being the word that the others depend on (for nouns: the last)."""
    pos: str = ""
    """Local name in LexInfo, such as ``verb``."""
    senses: tuple[Sense, ...] = ()
    denotes: str = ""
    sector: str = ""
    gender: str = ""
    """``masculine`` or ``feminine`` where the noun tells it."""
    traits: frozenset[str] = frozenset()
    """Local names of properties that are true of it: title, document, capital, country, partitive, source."""
    signals: frozenset[str] = frozenset()
    attribution: str = ""
    signature: str = ""
    orders: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words by part of speech and first lemma, the grammar table and the classes, closed upwards."""

    entries: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    """Part of speech to key lemma to entries, those of more words first."""
    grammar: Mapping[str, Mapping[str, str]]
    """``active``, ``passive`` or ``nominal`` to path of labels to function."""
    above: Mapping[str, tuple[str, ...]]
    """Class (local name) to itself and the classes of the ontology above it."""
    frames: Mapping[str, Frame]
    aims: Mapping[str, Aim]
    """Local name of a class to whom its events are aimed at."""
    digest: str
    """SHA-256 of all files that it was made from, in hexadecimal."""
    files: tuple[Path, ...] = field(default=(), compare=False)

    def find(self, pos: str, lemma: str) -> tuple[Entry, ...]:
        """All entries of a part of speech under a key lemma, those of more words first."""
        return self.entries.get(pos, {}).get(lemma, ())

    def word(self, pos: str, lemma: str) -> Entry | None:
        """The entry of a single word of a part of speech, or None."""
        return next((entry for entry in self.find(pos, lemma) if len(entry.words) == 1), None)

    def is_a(self, kind: str, above: str) -> bool:
        """Tell whether a class is another or lies under it."""
        return above in self.above.get(kind, (kind,))

    def attributes(self, kind: str) -> bool:
        """Tell whether what stands under an event of a class holds by its actor's word alone: statements, attitudes."""
        return any(self.is_a(kind, above) for above in ATTRIBUTING)


@cache
def load(extra: tuple[Path, ...] = ()) -> Lexicon:
    """Load our lexicon, with a user's own files after it: an entry of theirs replaces ours of the same IRI.

    Raises LexiconError where a file cannot be read or is no Turtle, and with every mistake of the user's files.
    """
    with _uncollected():
        return _load(extra)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from searching what all stays: it takes a fifth of the time of loading."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(extra: tuple[Path, ...]) -> Lexicon:
    own, theirs = [opened(path) for path in ours()], [opened(path) for path in extra]
    if problems := faults(theirs, [*own, *theirs]) if theirs else ():
        raise LexiconError(problems)
    digest = hashlib.sha256()
    facts: _Facts = {}
    for source in (opened(CLASSES), *own, *theirs):
        digest.update(source.content)
        facts |= source.subjects
    return _build(facts, digest.hexdigest(), tuple(source.path for source in (*own, *theirs)))


_Facts = dict[str, Values]
"""Subject IRI to what is said of it; a subject of a later file replaces the same subject of an earlier one."""
_NONE: Final[Sequence[Node]] = ()


def _build(facts: _Facts, digest: str, files: tuple[Path, ...]) -> Lexicon:
    frames = {s: _frame(s, values, facts) for s, values in facts.items() if _is(values, iri.LEX + "Frame")}
    entries = [
        _entry(subject, values, facts, frames)
        for subject, values in facts.items()
        if _is(values, iri.ONTOLEX + "LexicalEntry")
    ]
    return Lexicon(
        entries=_index(entries),
        grammar=_grammar(facts),
        above=_closure(facts),
        frames={frame.name: frame for frame in frames.values()},
        aims={_name(v, "lex:of"): _aim(v) for v in facts.values() if _is(v, iri.LEX + "Aim")},
        digest=digest,
        files=files,
    )


def _is(values: Values, kind: str) -> bool:
    return "rdf:type" in values and kind in _texts(values, "rdf:type")


def _texts(values: Values, predicate: str) -> tuple[str, ...]:
    return tuple([node.value for node in values.get(predicate, _NONE)])


def _one(values: Values, predicate: str) -> str:
    nodes = values.get(predicate)
    return nodes[0].value if nodes else ""


def _name(values: Values, predicate: str) -> str:
    """Give the local name of the one value of a predicate, or nothing."""
    nodes = values.get(predicate)
    return local(nodes[0].value) if nodes else ""


def _frame(subject: str, values: Values, facts: _Facts) -> Frame:
    slots = tuple(_slot(facts[slot]) for slot in _texts(values, "lex:slot") if slot in facts)
    return Frame(local(subject), _one(values, "rdfs:label"), slots, frozenset(_texts(values, "lex:borrows")))


def _aim(values: Values) -> Aim:
    takes, through = (frozenset(map(local, _texts(values, name))) for name in ("lex:takes", "lex:through"))
    return Aim(_name(values, "lex:role"), takes, through, _one(values, "lex:asks") == "true")


def _slot(values: Values) -> Slot:
    return Slot(
        function=_name(values, "lex:function"),
        markers=frozenset(_texts(values, "lex:marker")),
        role=_name(values, "lex:role"),
        filler=_name(values, "lex:filler"),
        optional=_one(values, "synsem:optional") == "true",
    )


def _entry(subject: str, values: Values, facts: _Facts, frames: Mapping[str, Frame]) -> Entry:
    senses = [_sense(node.value, facts, frames) for node in values.get("ontolex:sense", _NONE)]
    said: dict[str, Any] = {}
    traits: list[str] = []
    for predicate, nodes in values.items():
        if field_of := _ENTRY.get(predicate):
            said[field_of.name] = field_of.read(nodes)
        elif nodes[0].value == "true":
            traits.append(predicate.partition(":")[2])
    return Entry(iri=subject, senses=tuple(filter(None, senses)), traits=frozenset(traits), **said)


def _sense(subject: str, facts: _Facts, frames: Mapping[str, Frame]) -> Sense | None:
    values = facts.get(subject, {})
    frame = frames.get(_one(values, "lex:frame"))
    if frame is None:
        return None
    known = ((_SENSE[p], nodes) for p, nodes in values.items() if p in _SENSE)
    said: dict[str, Any] = {field_of.name: field_of.read(nodes) for field_of, nodes in known}
    return Sense(iri=subject, frame=frame, **said)


class _Field(NamedTuple):
    """Which field of a value a predicate fills, and how its objects are read."""

    name: str
    read: Callable[[Sequence[Node]], object]


def _first(nodes: Sequence[Node]) -> str:
    return nodes[0].value


def _first_name(nodes: Sequence[Node]) -> str:
    return local(nodes[0].value)


def _all(nodes: Sequence[Node]) -> frozenset[str]:
    return frozenset([node.value for node in nodes])


def _truth(nodes: Sequence[Node]) -> bool:
    return nodes[0].value == "true"


_BOTH: Final = {
    "lex:attribution": _Field("attribution", _first_name),
    "lex:signature": _Field("signature", _first),
}
_ENTRY: Final = _BOTH | {
    "rdfs:label": _Field("words", lambda nodes: tuple(nodes[0].value.split())),
    "lexinfo:partOfSpeech": _Field("pos", _first_name),
    "ontolex:denotes": _Field("denotes", _first_name),
    "lex:sector": _Field("sector", _first_name),
    "lex:signals": _Field("signals", lambda nodes: frozenset([local(node.value) for node in nodes])),
    "lex:orders": _Field("orders", _first_name),
    "lexinfo:gender": _Field("gender", _first_name),
}
_SENSE: Final = _BOTH | {
    "ontolex:reference": _Field("kind", _first_name),
    "lex:direction": _Field("direction", _first_name),
    "lex:signals": _Field("signals", _first_name),
    "lex:control": _Field("control", _first_name),
    "lex:shades": _Field("shades", _truth),
    "lex:light": _Field("light", _truth),
    "lex:object": _Field("objects", _all),
    "lex:subject": _Field("subjects", _all),
    "lex:objectKind": _Field("object_kind", _first_name),
    "lex:subjectKind": _Field("subject_kind", _first_name),
    "lex:support": _Field("supports", _all),
    "skos:example": _Field("examples", lambda nodes: tuple([node.value for node in nodes])),
    "skos:notation": _Field("roleset", lambda nodes: next((n.value for n in nodes if n.value[-3:-2] == "."), "")),
}
"""Predicate of the short form to the field that it fills; what is not there keeps its default."""


def _index(entries: Iterable[Entry]) -> dict[str, dict[str, tuple[Entry, ...]]]:
    """Index by part of speech and key lemma; of several words the key is the first, for nouns the last."""
    found: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.words:
            found[entry.pos][entry.words[-1 if entry.pos == "noun" else 0]].append(entry)
    return {
        pos: {lemma: tuple(sorted(same, key=lambda e: (-len(e.words), e.iri))) for lemma, same in lemmas.items()}
        for pos, lemmas in found.items()
    }


def _grammar(facts: _Facts) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {"active": {}, "passive": {}, "nominal": {}}
    names = [(f"lex:{voice}", paths) for voice, paths in table.items()]
    for subject, values in facts.items():
        for name, paths in names:
            for node in values.get(name, _NONE):
                paths.setdefault(node.value, local(subject))
    return table


def _closure(facts: _Facts) -> dict[str, tuple[str, ...]]:
    """Close the classes of the ontology upwards: class to itself and all above it, nearest first."""
    parents = {
        local(subject): [local(c) for c in _texts(values, "rdfs:subClassOf") if c.startswith(iri.KG)]
        for subject, values in facts.items()
        if subject.startswith(iri.KG) and _is(values, iri.OWL + "Class")
    }
    closed: dict[str, tuple[str, ...]] = {}
    for kind in parents:
        found = [kind]
        for above in found:
            found.extend(parent for parent in parents.get(above, ()) if parent not in found)
        closed[kind] = tuple(found)
    return closed


# ── for people ───────────────────────────────────────────────────────────────


def describe(lexicon: Lexicon, word: str) -> str:
    """Say in text what is known of a word or words; empty where nothing is."""
    words = tuple(word.lower().split())
    found = [
        entry
        for lemmas in lexicon.entries.values()
        for entries in lemmas.values()
        for entry in entries
        if entry.words == words or (len(words) == 1 and words[0] in entry.words)
    ]
    return "".join(line + "\n" for entry in sorted(found, key=lambda e: e.iri) for line in _described(entry))


def _described(entry: Entry) -> Iterable[str]:
    yield f"{' '.join(entry.words)} ({entry.pos}), {local(entry.iri)}"
    facts = {
        "denotes": entry.denotes,
        "sector": entry.sector,
        "gender": entry.gender,
        "signals": ", ".join(sorted(entry.signals)),
        "attribution": entry.attribution,
        "signature": entry.signature,
        "orders": entry.orders,
        "traits": ", ".join(sorted(entry.traits)),
    }
    yield from (f"  {name} {value}" for name, value in facts.items() if value)
    for number, sense in enumerate(entry.senses, 1):
        yield from _told(number, sense)


def _told(number: int, sense: Sense) -> Iterable[str]:
    yield f"  {number}. {sense.kind}{' ' + sense.direction if sense.direction else ''}, {sense.frame.label}"
    facts = {
        "attribution": sense.attribution,
        "signature": sense.signature,
        "signals": sense.signals,
        "object": ", ".join(sorted(sense.objects)) or sense.object_kind,
        "subject": ", ".join(sorted(sense.subjects)) or sense.subject_kind,
        "support": ", ".join(sorted(sense.supports)),
        "PropBank": sense.roleset,
    }
    yield from (f"     {name} {value}" for name, value in facts.items() if value)
    yield from (f'     "{example}"' for example in sense.examples)
