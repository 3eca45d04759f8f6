"""Mistakes in words and frames, each in a sentence with file and line. The contract is the one of the lexicon's shapes.

The checks are written out here since a shape engine takes seconds for what a reader wants to know at once;
`ontology/lexicon/shapes.ttl` says the same in SHACL and is compared with this in the tests.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.event import Attribution, Modality
from kg.ontology import ONTOLOGY
from kg.words.lexicon import FOLDER, local

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
)
_NAMESPACES: Final = {
    "ontolex": iri.ONTOLEX,
    "lex": iri.LEX,
    "lexinfo": iri.LEXINFO,
    "rdfs": iri.RDFS,
    "skos": iri.SKOS,
}

Values = Mapping[str, Sequence[ox.Literal | ox.NamedNode]]


@dataclass(frozen=True)
class _File:
    """One file of the lexicon: its triples by subject, and its text to find lines in."""

    path: Path
    text: str
    subjects: Mapping[str, Values]

    @cached_property
    def lines(self) -> Mapping[str, int]:
        """Give the line on which each subject begins, by its local name."""
        found: dict[str, int] = {}
        for number, line in enumerate(self.text.split("\n"), 1):
            match = re.match(r"\w*:([\w.-]+)\s|<[^>]*?#?([\w.-]+)>\s", line)
            if match:
                found.setdefault(match.group(1) or match.group(2), number)
        return found

    def where(self, subject: str) -> str:
        """Give file and line of a subject."""
        return f"{self.path.name}, line {self.lines.get(local(subject), 1)}"


def proofread(extra: Iterable[Path] = ()) -> tuple[str, ...]:
    """Read our lexicon and a user's files; give every mistake as a sentence, in the order of files and lines."""
    paths = [*sorted(p for p in FOLDER.glob("*.ttl") if p.name != "shapes.ttl"), *extra]
    files: list[_File] = []
    problems: list[str] = []
    for path in paths:
        try:
            files.append(_open(path))
        except OSError as error:
            problems.append(f"{path}: the file cannot be read ({error.strerror}).")
        except SyntaxError as error:
            problems.append(f"{path.name}, line {error.lineno}: this is no Turtle: {error.msg}.")
    contract = _Contract(files)
    for file in files:
        problems += sorted(contract.problems(file), key=_line)
    return tuple(problems)


def _line(problem: str) -> int:
    match = re.search(r", line (\d+):", problem)
    return int(match.group(1)) if match else 0


def _open(path: Path) -> _File:
    text = path.read_text(encoding="utf-8")
    subjects: dict[str, dict[str, list[ox.Literal | ox.NamedNode]]] = defaultdict(lambda: defaultdict(list))
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        subjects[triple.subject.value][_short(triple.predicate.value)].append(triple.object)
    return _File(path, text, subjects)


def _short(name: str) -> str:
    return next((f"{p}:{name[len(n) :]}" for p, n in _NAMESPACES.items() if name.startswith(n)), name)


class _Contract:
    """What an entry, a sense and a slot must keep, given all files."""

    def __init__(self, files: Sequence[_File]) -> None:
        self.known = {s: v for f in files for s, v in f.subjects.items()}
        self.frames = {s for s, v in self.known.items() if _has_type(v, "Frame")}
        self.terms = {s for s, v in self.known.items() if s.startswith(iri.LEX)}
        self.functions = {s for s, v in self.known.items() if {"lex:active", "lex:passive", "lex:nominal"} & set(v)}
        self.classes, self.events, self.roles, self.sectors = _ontology()
        self.senses = {o.value for v in self.known.values() for o in v.get("ontolex:sense", ())}

    def problems(self, file: _File) -> Iterator[str]:
        """Give the mistakes of one file."""
        for subject, values in file.subjects.items():
            where = file.where(subject)
            name = local(subject)
            if iri.ONTOLEX + "LexicalEntry" in _types(values):
                yield from (f"{where}: {name} {p}" for p in self._entry(values))
            elif "ontolex:reference" in values or "lex:frame" in values:
                yield from (f"{where}: {name} {p}" for p in self._sense(subject, values))
            elif _has_type(values, "Frame"):
                missing = [s.value for s in values.get("lex:slot", ()) if s.value not in self.known]
                yield from (f"{where}: the frame {name} names a slot {local(s)} that does not exist." for s in missing)
            elif _has_type(values, "Slot"):
                yield from (f"{where}: the slot {name} {p}" for p in self._slot(values))
            yield from self._terms(where, name, values)

    def _entry(self, values: Values) -> Iterator[str]:
        labels = values.get("rdfs:label", ())
        if len(labels) != 1 or not isinstance(labels[0], ox.Literal) or labels[0].language != "en":
            yield 'needs one lemma, with a language tag, such as rdfs:label "withdraw"@en.'
        pos = [local(p.value) for p in values.get("lexinfo:partOfSpeech", ())]
        if len(pos) != 1 or pos[0] not in _POS:
            yield f"needs one lexinfo:partOfSpeech, one of {', '.join(sorted(_POS))}."
        if not any(p in values for p in _SPEAKS):
            yield "says nothing: give it a sense (ontolex:sense), or what it denotes, signals or orders."
        for sense in values.get("ontolex:sense", ()):
            if sense.value not in self.known:
                yield f"has a sense {local(sense.value)} that does not exist: write its line."
        for kind in values.get("ontolex:denotes", ()):
            if kind.value not in self.classes:
                yield f"denotes {local(kind.value)}, which is no class of the ontology."
        for sector in values.get("lex:sector", ()):
            if sector.value not in self.sectors:
                yield f"has the sector {local(sector.value)}, which the ontology does not know."
        yield from self._effects(values)

    def _sense(self, subject: str, values: Values) -> Iterator[str]:
        kinds = values.get("ontolex:reference", ())
        if len(kinds) != 1 or kinds[0].value not in self.events:
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
        yield from self._effects(values)

    def _effects(self, values: Values) -> Iterator[str]:
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

    def _slot(self, values: Values) -> Iterator[str]:
        functions = values.get("lex:function", ())
        if len(functions) != 1 or (
            functions[0].value not in self.functions and local(functions[0].value) != "possessiveAdjunct"
        ):
            yield "needs one lex:function that the grammar table knows."
        roles = values.get("lex:role", ())
        if len(roles) != 1 or roles[0].value not in self.roles:
            yield "needs one lex:role that is a property of events."

    def _terms(self, where: str, name: str, values: Values) -> Iterator[str]:
        for predicate in values:
            if predicate.startswith("lex:") and iri.LEX + predicate[4:] not in self.terms:
                yield f"{where}: {name} uses {predicate}, which is no term of the lexicon. Is it misspelt?"


def _types(values: Values) -> set[str]:
    return {o.value for o in values.get(iri.RDF + "type", ())}


def _has_type(values: Values, kind: str) -> bool:
    return iri.LEX + kind in _types(values)


def _ontology() -> tuple[set[str], set[str], set[str], set[str]]:
    """Give the classes, the classes of events, the properties of events and the sectors of the ontology."""
    found = _open(ONTOLOGY / "event.ttl").subjects
    above = "rdfs:subClassOf"
    classes = {s for s, v in found.items() if iri.OWL + "Class" in _types(v)}
    events = {iri.KG + "Event"}
    while more := {c for c in classes - events if any(o.value in events for o in found[c].get(above, ()))}:
        events |= more
    domains = {s: {o.value for o in v.get("rdfs:domain", ())} for s, v in found.items()}
    roles = {s for s, names in domains.items() if names & events}
    sectors = {
        s for s, v in found.items() if iri.KG + "SectorScheme" in {o.value for o in v.get("skos:topConceptOf", ())}
    }
    return classes, events, roles, sectors
