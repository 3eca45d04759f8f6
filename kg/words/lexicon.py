"""The words: Turtle in, frozen values out. Python knows grammar, the lexicon knows words.

The short form that a user writes is described in the design notes of the ontology: an entry has a lemma and a part of
speech; a sense has a class, a frame and what it says of the clause under it; a frame has slots. Small words carry their
meaning on the entry itself.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.errors import LexiconError
from kg.ontology import ONTOLOGY

FOLDER: Final = ONTOLOGY / "lexicon"
"""Our words, frames and grammar table."""
_CONTRACT: Final = "shapes.ttl"
"""The file of the folder that holds the contract of the lexicon, not a part of it."""


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


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots that words which behave alike share."""

    name: str
    label: str
    slots: tuple[Slot, ...]
    borrows: frozenset[str] = frozenset()
    """Where nouns of the frame take the subject of their verb as actor: as object (empty), or under a preposition."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: the class of its events, its frame, and what it says of the clause under it."""

    iri: str
    kind: str
    frame: Frame
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
    words: tuple[str, ...]
    """The lemmas, the first one being the word that the others depend on (for nouns: the last)."""
    pos: str
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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words by part of speech and first lemma, the grammar table and the classes, closed upwards."""

    entries: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    """Part of speech to key lemma to entries, those of more words first."""
    grammar: Mapping[str, Mapping[str, str]]
    """``active``, ``passive`` or ``nominal`` to path of labels to function."""
    above: Mapping[str, tuple[str, ...]]
    """Class (local name) to itself and the classes of the ontology above it."""
    frames: Mapping[str, Frame]
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


@cache
def load(extra: tuple[Path, ...] = ()) -> Lexicon:
    """Load our lexicon, with a user's own files after it: an entry of theirs replaces ours of the same IRI.

    Raises LexiconError where a file cannot be read or is no Turtle.
    """
    own = sorted(path for path in FOLDER.glob("*.ttl") if path.name != _CONTRACT)
    files = (ONTOLOGY / "event.ttl", *own, *extra)
    digest = hashlib.sha256()
    facts: _Facts = {}
    for path in files:
        content = _read(path)
        digest.update(content)
        facts |= _facts(path, content)
    return _build(facts, digest.hexdigest(), (*own, *extra))


_Facts = dict[str, dict[str, tuple[str, ...]]]
"""Subject IRI to predicate IRI to values (IRIs or texts) in the order of the file."""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LexiconError((f"{path}: the file cannot be read ({error.strerror}). Name a Turtle file.",)) from error


def _facts(path: Path, content: bytes) -> _Facts:
    """Index the triples of one file; a subject of a later file replaces the same subject of an earlier one."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(content, format=ox.RdfFormat.TURTLE):
            found[triple.subject.value][triple.predicate.value].append(triple.object.value)
    except SyntaxError as error:
        raise LexiconError((f"{path}, line {error.lineno}: this is no Turtle: {error.msg}.",)) from error
    return {subject: {p: tuple(values) for p, values in pairs.items()} for subject, pairs in found.items()}


def local(name: str) -> str:
    """Cut an IRI to the part after its namespace.

    >>> local("https://w3id.org/kg-event/ns#Event")
    'Event'
    """
    return name.rpartition("#")[2]


def _build(facts: _Facts, digest: str, files: Sequence[Path]) -> Lexicon:
    frames = {subject: _frame(subject, pairs, facts) for subject, pairs in facts.items() if _is(pairs, "Frame")}
    entries = [
        _entry(subject, pairs, facts, frames)
        for subject, pairs in facts.items()
        if iri.ONTOLEX + "LexicalEntry" in pairs.get(iri.RDF + "type", ())
    ]
    return Lexicon(
        entries=_index(entries),
        grammar=_grammar(facts),
        above=_closure(facts),
        frames={frame.name: frame for frame in frames.values()},
        digest=digest,
        files=tuple(files),
    )


def _is(pairs: Mapping[str, tuple[str, ...]], kind: str) -> bool:
    return iri.LEX + kind in pairs.get(iri.RDF + "type", ())


def _one(pairs: Mapping[str, tuple[str, ...]], predicate: str) -> str:
    return pairs.get(predicate, ("",))[0]


def _frame(subject: str, pairs: Mapping[str, tuple[str, ...]], facts: _Facts) -> Frame:
    slots = tuple(_slot(facts[slot]) for slot in pairs.get(iri.LEX + "slot", ()) if slot in facts)
    return Frame(local(subject), _one(pairs, iri.RDFS + "label"), slots, frozenset(pairs.get(iri.LEX + "borrows", ())))


def _slot(pairs: Mapping[str, tuple[str, ...]]) -> Slot:
    return Slot(
        function=local(_one(pairs, iri.LEX + "function")),
        markers=frozenset(pairs.get(iri.LEX + "marker", ())),
        role=local(_one(pairs, iri.LEX + "role")),
        filler=local(_one(pairs, iri.LEX + "filler")),
        optional=_one(pairs, iri.SYNSEM + "optional") == "true",
    )


def _entry(subject: str, pairs: Mapping[str, tuple[str, ...]], facts: _Facts, frames: Mapping[str, Frame]) -> Entry:
    senses = (_sense(s, facts[s], frames) for s in pairs.get(iri.ONTOLEX + "sense", ()) if s in facts)
    return Entry(
        iri=subject,
        words=tuple(_one(pairs, iri.RDFS + "label").split()),
        pos=local(_one(pairs, iri.LEXINFO + "partOfSpeech")),
        senses=tuple(sense for sense in senses if sense),
        denotes=local(_one(pairs, iri.ONTOLEX + "denotes")),
        sector=local(_one(pairs, iri.LEX + "sector")),
        gender=local(_one(pairs, iri.LEXINFO + "gender")),
        traits=frozenset(local(p) for p, values in pairs.items() if values == ("true",)),
        signals=frozenset(map(local, pairs.get(iri.LEX + "signals", ()))),
        attribution=local(_one(pairs, iri.LEX + "attribution")),
        signature=_one(pairs, iri.LEX + "signature"),
        orders=local(_one(pairs, iri.LEX + "orders")),
    )


def _sense(subject: str, pairs: Mapping[str, tuple[str, ...]], frames: Mapping[str, Frame]) -> Sense | None:
    frame = frames.get(_one(pairs, iri.LEX + "frame"))
    if frame is None:
        return None
    return Sense(
        iri=subject,
        kind=local(_one(pairs, iri.ONTOLEX + "reference")),
        frame=frame,
        direction=local(_one(pairs, iri.LEX + "direction")),
        attribution=local(_one(pairs, iri.LEX + "attribution")),
        signature=_one(pairs, iri.LEX + "signature"),
        signals=local(_one(pairs, iri.LEX + "signals")),
        control=local(_one(pairs, iri.LEX + "control")),
        shades=_one(pairs, iri.LEX + "shades") == "true",
        light=_one(pairs, iri.LEX + "light") == "true",
        objects=frozenset(pairs.get(iri.LEX + "object", ())),
        subjects=frozenset(pairs.get(iri.LEX + "subject", ())),
        object_kind=local(_one(pairs, iri.LEX + "objectKind")),
        subject_kind=local(_one(pairs, iri.LEX + "subjectKind")),
        supports=frozenset(pairs.get(iri.LEX + "support", ())),
        examples=pairs.get(iri.SKOS + "example", ()),
        roleset=next((n for n in pairs.get(iri.SKOS + "notation", ()) if n[-3:-2] == "."), ""),
    )


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
    for subject, pairs in facts.items():
        for voice, paths in table.items():
            paths.update({path: local(subject) for path in pairs.get(iri.LEX + voice, ()) if path not in paths})
    return table


def _closure(facts: _Facts) -> dict[str, tuple[str, ...]]:
    """Close the classes of the ontology upwards: class to itself and all above it, nearest first."""
    parents = {
        local(subject): [local(c) for c in pairs.get(iri.RDFS + "subClassOf", ()) if c.startswith(iri.KG)]
        for subject, pairs in facts.items()
        if subject.startswith(iri.KG) and iri.OWL + "Class" in pairs.get(iri.RDF + "type", ())
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
