"""The lexicon as one page for readers: its classes with words and examples, its frames with slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg import iri
from kg.words.lexicon import Entry, Frame, Lexicon, Slot, load
from kg.words.source import CLASSES, local, opened, ours

_POS: Final = ("verb", "noun", "adjective")
"""Parts of speech of words that name events, in the order of the page."""


class _Word(NamedTuple):
    lemma: str
    example: str


class _Class(NamedTuple):
    name: str
    comment: str
    above: str
    words: tuple[tuple[str, tuple[_Word, ...]], ...]
    """Part of speech to the words that name events of the class, by the alphabet."""


class _Frame(NamedTuple):
    frame: Frame
    notations: str
    slots: tuple[tuple[str, str, str], ...]
    """Role, the function and prepositions that give it, and what kind of filler it asks for, as texts."""


def page(extra: Iterable[Path] = ()) -> str:
    """Write the page as HTML that needs no network, with a user's own words beside ours; raises LexiconError."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    files = tuple(extra)
    lexicon = load(files)
    environment = Environment(
        loader=PackageLoader("kg.words", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html").render(
        classes=tuple(_classes(lexicon)), frames=tuple(_frames(lexicon, files)), actors=tuple(_things(lexicon))
    )


def _entries(lexicon: Lexicon, pos: str) -> Iterator[Entry]:
    for entries in lexicon.entries.get(pos, {}).values():
        yield from entries


def _classes(lexicon: Lexicon) -> Iterator[_Class]:
    found: dict[str, dict[str, set[_Word]]] = {}
    for pos in _POS:
        for entry in _entries(lexicon, pos):
            for sense in entry.senses:
                word = _Word(" ".join(entry.words), next(iter(sense.examples), ""))
                found.setdefault(sense.kind, {}).setdefault(pos, set()).add(word)
    said = opened(CLASSES).subjects
    for kind, above in lexicon.above.items():
        if kind in found:
            words = tuple((pos, tuple(sorted(found[kind][pos]))) for pos in _POS if pos in found[kind])
            comment = said[iri.KG + kind]["rdfs:comment"][0].value
            yield _Class(kind, comment, above[1] if len(above) > 1 else "", words)


def _frames(lexicon: Lexicon, extra: tuple[Path, ...]) -> Iterator[_Frame]:
    notations = {
        local(subject): ", ".join(node.value for node in values.get("skos:notation", ()))
        for path in (*ours(), *extra)
        for subject, values in opened(path).subjects.items()
    }
    for name, frame in sorted(lexicon.frames.items()):
        yield _Frame(frame, notations[name], tuple(map(_slot, frame.slots)))


def _slot(slot: Slot) -> tuple[str, str, str]:
    markers = " " + ", ".join(sorted(slot.markers)) if slot.markers else ""
    return (
        slot.role,
        f"{slot.function}{markers}",
        ", ".join(filter(None, (slot.filler, "" if slot.optional else "needed"))),
    )


def _things(lexicon: Lexicon) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what nouns of actors and places denote, with the nouns by the alphabet."""
    found: dict[str, list[str]] = {}
    for entry in _entries(lexicon, "noun"):
        if entry.denotes:
            name = f"{entry.denotes}, {entry.sector}" if entry.sector else entry.denotes
            found.setdefault(name, []).append(" ".join(entry.words))
    yield from ((name, tuple(sorted(words))) for name, words in sorted(found.items()))
