"""Mistakes in words and frames, each in a sentence with file and line. The contract is the one of the lexicon's shapes.

The checks are written out here since a shape engine takes seconds for what a reader wants to know at once;
`ontology/lexicon/shapes.ttl` says the same in SHACL and is compared with this in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from kg import iri
from kg.errors import LexiconError
from kg.event import Attribution, Modality
from kg.words.source import CLASSES, FOLDER, Node, Source, Values, local, opened, ours

DIRECTIONS: Final = ("Rise", "Fall", "Start", "End")
"""Local names of the directions that a sense can have."""
_SIGNATURE: Final = re.compile(r"[+o-]/[+o-]")
_EFFECTS: Final = frozenset({*Modality, "Negated"})
_ORDERS: Final = frozenset({"before", "after", "causes"})
_POS: Final = frozenset(
    {
        "adjective",
        "adverb",
        "determiner",
        "modal",
        "negativeParticle",
        "noun",
        "preposition",
        "pronoun",
        "subordinatingConjunction",
        "verb",
    }
)
"""Parts of speech (local names in LexInfo) that an entry can have."""
_SPEAKS: Final = (
    "ontolex:sense",
    "ontolex:denotes",
    "lex:signals",
    "lex:orders",
    "lex:attribution",
    "lex:signature",
    "lex:source",
    "lex:examples",
    "lex:document",
    "lex:when",
    "lex:where",
)


def proofread(extra: Iterable[Path] = ()) -> tuple[str, ...]:
    """Read our lexicon and a user's files; give every mistake as a sentence, in the order of files and lines.

    Where one of our own files is no Turtle, that alone is told.
    """
    sources: list[Source] = []
    problems: list[str] = []
    for path in (*ours(), *extra):
        try:
            sources.append(opened(path))
        except LexiconError as error:
            problems += error.problems
    if not {source.path for source in sources}.issuperset(ours()):
        return tuple(problems)  # Without our own words all the others would seem wrong.
    return (*problems, *faults(sources, sources))


def faults(sources: Sequence[Source], beside: Sequence[Source]) -> tuple[str, ...]:
    """Give the mistakes of some files as sentences, given all the files that they may speak of."""
    contract = _Contract(beside)
    return tuple(p for source in sources for p in sorted(contract.problems(source), key=_line))


def _line(problem: str) -> int:
    match = re.search(r", line (\d+):", problem)
    return int(match.group(1)) if match else 0


class _Ontology(NamedTuple):
    """What the ontology has that words can speak of, as IRIs."""

    classes: frozenset[str]
    events: frozenset[str]
    """Classes of events."""
    roles: frozenset[str]
    """Properties of events."""
    sectors: frozenset[str]


class _Contract:
    """What an entry, a sense and a slot must keep, given all files."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.known = {s: v for source in sources for s, v in source.subjects.items()}
        self.frames = {s for s, v in self.known.items() if _has_type(v, "Frame")}
        self.terms = {s for s in self.known if s.startswith(iri.LEX)}
        self.flags = {f"lex:{local(s)}" for s in self.terms if _is_flag(self.known[s])}
        self.functions = {s for s, v in self.known.items() if {"lex:active", "lex:passive", "lex:nominal"} & v.keys()}
        self.ontology = _ontology()
        self.senses = {o.value for v in self.known.values() for o in v.get("ontolex:sense", ())}
        self.homes = _homes(sources)

    def problems(self, source: Source) -> Iterator[str]:
        """Give the mistakes of one file."""
        yield from source.faults()
        for subject, values in source.subjects.items():
            if subject in source.nameless and (source.nested or "lex:frame" in values):
                continue  # Whoever names it is told.
            where = source.where(subject)
            name = "what stands in brackets" if subject in source.nameless else local(subject)
            yield from (f"{where}: {name} {problem}" for problem in self._subject(subject, values))
            twice = [path.name for path in self.homes.get(subject, ()) if path != source.path]
            if twice and source.path.parent == FOLDER:
                yield f"{where}: {name} stands in {', '.join(twice)} too: keep one of them."

    def _subject(self, subject: str, values: Values) -> Iterator[str]:
        if _has_type(values, "Frame"):
            yield from self._frame(values)
        elif _has_type(values, "Slot"):
            yield from self._slot(values)
        elif iri.ONTOLEX + "LexicalEntry" in _types(values):
            yield from self._entry(values)
        elif "ontolex:reference" in values or "lex:frame" in values:
            yield from self._sense(subject, values)
        yield from self._terms(values)

    def _entry(self, values: Values) -> Iterator[str]:
        yield from _lemma(values.get("rdfs:label", ()))
        pos = [local(p.value) for p in values.get("lexinfo:partOfSpeech", ())]
        if len(pos) != 1 or pos[0] not in _POS:
            yield f"needs one lexinfo:partOfSpeech, one of {', '.join(sorted(_POS))}."
        if not any(p in values for p in _SPEAKS):
            yield "says nothing: give it a sense (ontolex:sense), or what it denotes, signals or orders."
        for sense in values.get("ontolex:sense", ()):
            if isinstance(sense, ox.BlankNode):
                yield "has a sense in brackets, which has no name: give it one, and its own line."
            elif sense.value not in self.known:
                yield f"has a sense {local(sense.value)} that does not exist: write its line."
        for kind in values.get("ontolex:denotes", ()):
            if kind.value not in self.ontology.classes:
                yield f"denotes {local(kind.value)}, which is no class of the ontology."
        for sector in values.get("lex:sector", ()):
            if sector.value not in self.ontology.sectors:
                yield f"has the sector {local(sector.value)}, which the ontology does not know."
        yield from _effects(values)

    def _sense(self, subject: str, values: Values) -> Iterator[str]:
        kinds = values.get("ontolex:reference", ())
        if len(kinds) != 1 or kinds[0].value not in self.ontology.events:
            yield "needs one class (ontolex:reference) that is kg:Event or lies under it."
        frames = values.get("lex:frame", ())
        if len(frames) != 1 or frames[0].value not in self.frames:
            named = local(frames[0].value) if frames else "none"
            yield f"needs one frame (lex:frame) that exists; it names {named}."
        if subject not in self.senses:
            yield "is a sense of no entry: name it after ontolex:sense."
        for direction in values.get("lex:direction", ()):
            if local(direction.value) not in DIRECTIONS:
                yield f"has the direction {local(direction.value)}; there are {', '.join(DIRECTIONS)}."
        for control in values.get("lex:control", ()):
            if control.value != iri.LEXINFO + "subject":
                yield "has a lex:control that is not lexinfo:subject."
        for predicate in ("lex:objectKind", "lex:subjectKind"):
            yield from self._kind(predicate, values)
        for predicate in ("lex:object", "lex:subject", "lex:support"):
            strange = [o.value for o in values.get(predicate, ()) if not _is_lemma(o.value) or " " in o.value]
            yield from (
                f"has {predicate} {word!r}, which is no lemma: write one word in lower case." for word in strange
            )
        yield from _effects(values)

    def _kind(self, predicate: str, values: Values) -> Iterator[str]:
        for kind in values.get(predicate, ()):
            if kind.value not in {*self.ontology.classes, iri.LEX + "Amount"}:
                yield f"has the {predicate} {local(kind.value)}, which is no class of the ontology."

    def _frame(self, values: Values) -> Iterator[str]:
        if "rdfs:label" not in values:
            yield 'needs a label that says who does what, such as rdfs:label "who moves what"@en.'
        for slot in values.get("lex:slot", ()):
            if slot.value not in self.known:
                yield f"names a slot {local(slot.value)} that does not exist."

    def _slot(self, values: Values) -> Iterator[str]:
        functions = values.get("lex:function", ())
        if len(functions) != 1 or (
            functions[0].value not in self.functions and local(functions[0].value) != "possessiveAdjunct"
        ):
            yield "needs one lex:function that the grammar table knows."
        roles = values.get("lex:role", ())
        if len(roles) != 1 or roles[0].value not in self.ontology.roles:
            yield "needs one lex:role that is a property of events."
        yield from self._kind("lex:filler", values)

    def _terms(self, values: Values) -> Iterator[str]:
        for predicate, objects in values.items():
            if predicate.startswith("lex:") and iri.LEX + predicate[4:] not in self.terms:
                yield f"uses {predicate}, which is no term of the lexicon. Is it misspelt?"
            elif predicate in self.flags and [o.value for o in objects] != ["true"]:
                yield f"has a {predicate} that is not true: write true, or leave it out."


def _lemma(labels: Sequence[Node]) -> Iterator[str]:
    if len(labels) != 1 or not isinstance(labels[0], ox.Literal) or labels[0].language != "en":
        yield 'needs one lemma, with a language tag, such as rdfs:label "withdraw"@en.'
    elif not _is_lemma(labels[0].value):
        yield (
            f"has the lemma {labels[0].value!r}, which is found in no text:"
            " write it in lower case, with one blank between words."
        )


def _is_lemma(text: str) -> bool:
    return bool(text) and text == " ".join(text.lower().split())


def _effects(values: Values) -> Iterator[str]:
    for attribution in values.get("lex:attribution", ()):
        if local(attribution.value) not in set(Attribution):
            yield f"has the attribution {local(attribution.value)}; there are {', '.join(Attribution)}."
    for signal in values.get("lex:signals", ()):
        if local(signal.value) not in _EFFECTS:
            yield f"signals {local(signal.value)}; there are {', '.join(sorted(_EFFECTS))}."
    for order in values.get("lex:orders", ()):
        if local(order.value) not in _ORDERS:
            yield f"orders {local(order.value)}; there are {', '.join(sorted(_ORDERS))}."
    for signature in values.get("lex:signature", ()):
        if not _SIGNATURE.fullmatch(signature.value):
            yield f"has the signature {signature.value!r}; write one like '+/-' of +, - and o."


def _types(values: Values) -> set[str]:
    return {o.value for o in values.get("rdf:type", ())}


def _has_type(values: Values, kind: str) -> bool:
    return iri.LEX + kind in _types(values)


def _is_flag(values: Values) -> bool:
    return iri.XSD + "boolean" in {o.value for o in values.get("rdfs:range", ())}


def _homes(sources: Sequence[Source]) -> dict[str, list[Path]]:
    """Give the files of our own in which each subject stands."""
    found: dict[str, list[Path]] = {}
    for source in sources:
        for subject in source.subjects if source.path.parent == FOLDER else ():
            found.setdefault(subject, []).append(source.path)
    return found


@cache
def _ontology() -> _Ontology:
    """Read the classes, the properties and the sectors of the ontology."""
    found = opened(CLASSES).subjects
    classes = {s for s, v in found.items() if iri.OWL + "Class" in _types(v)}
    events = {iri.KG + "Event"}
    while more := {c for c in classes - events if events & {o.value for o in found[c].get("rdfs:subClassOf", ())}}:
        events |= more
    roles = {s for s, v in found.items() if events & {o.value for o in v.get("rdfs:domain", ())}}
    scheme = iri.KG + "SectorScheme"
    sectors = {s for s, v in found.items() if scheme in {o.value for o in v.get("skos:topConceptOf", ())}}
    return _Ontology(frozenset(classes), frozenset(events), frozenset(roles), frozenset(sectors))
