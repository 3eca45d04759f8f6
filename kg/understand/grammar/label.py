"""Readable names of events: "Syrian rebels enter Homs", "neighbourhoods of Homs are combed"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from kg.text.sentence import Token
from kg.understand.grammar.predicate import Predicate
from kg.understand.grammar.sense import Filler

_LONGEST = 120
"""Characters of the longest label; a longer one is cut at a word."""
_MOVED = frozenset({"recipient", "origin", "destination"})
"""Roles that a label names even where no preposition marks them."""
Namer = Callable[[Filler], tuple[str, bool]]
"""Gives the label of the thing that fills a role, empty where it is nothing, and whether it is many."""


def label(predicate: Predicate, text: str, passive: bool, name: Namer) -> str:
    """Put an event into words, in the present tense, from its roles.

    `text` is the noun phrase of an event noun, or empty for verbs and adjectives.
    """
    if text:
        return cut(text)
    actors = [n for n in (name(f) for f in predicate.fillers if f.role == "actor") if n[0]]
    targets = [n for n in (name(f) for f in predicate.fillers if f.role == "target" and not f.marker) if n[0]]
    if predicate.token.pos == "ADJ":
        targets = targets or actors
        return cut(" ".join(_parts(_join(targets), _be(targets), predicate.token.lemma)))
    to, rest = _rest(predicate, name, {n for n, _ in targets})
    particles = " ".join(t.text.lower() for t in predicate.particles if t.pos != "ADJ")
    state = " ".join(t.text.lower() for t in predicate.particles if t.pos == "ADJ")
    rest = f"{state} {rest}".strip()
    if actors and passive and _before(predicate):
        return cut(" ".join(_parts(_join(actors), _be(actors), predicate.token.text.lower(), particles, to, rest)))
    if actors:
        verb = _present(predicate.token, actors)
        return cut(" ".join(_parts(_join(actors), verb, particles, to, _join(targets), rest)))
    if passive and targets:
        verb = predicate.token.text.lower()
        given = [n for n in (name(f) for f in predicate.fillers if f.role == "recipient" and not f.marker) if n[0]]
        if given:
            return cut(" ".join(_parts(_join(given), _be(given), verb, particles, _join(targets), rest)))
        return cut(" ".join(_parts(_join(targets), _be(targets), verb, particles, to, rest)))
    before = [n for n in (name(f) for f in _subjects(predicate)) if n[0]]
    after = [n for n in targets if n not in before]
    verb = _present(predicate.token, before) if before else predicate.token.lemma.lower()
    if before and predicate.kind == "State" and predicate.token.tag == "VBG":
        verb = f"{_be(before)} {predicate.token.text.lower()}"
    return cut(" ".join(_parts(_join(before), verb, particles, to, _join(after), rest)))


def _before(predicate: Predicate) -> bool:
    """Tell whether who is in a state stands before its participle: "the man was involved"."""
    acting = [f for f in predicate.fillers if f.role == "actor"]
    return all(f.token.i < predicate.token.i and not f.marker and f.overt for f in acting)


def _subjects(predicate: Predicate) -> Iterable[Filler]:
    """Give what something happens to without being its object: "a crisis begins", not "avoid a crisis"."""
    verb = predicate.token
    return (f for f in predicate.fillers if f.role == "target" and (f.token.i < verb.i or verb.dep == "amod"))


def cut(text: str) -> str:
    """Cut a long text at a word.

    >>> cut("short")
    'short'
    """
    if len(text) <= _LONGEST:
        return text
    return text[: text.rfind(" ", 0, _LONGEST)] + " …" if " " in text[:_LONGEST] else text[: _LONGEST - 1] + "…"


def _parts(*parts: str) -> Iterable[str]:
    return (part for part in parts if part)


def _join(names: list[tuple[str, bool]]) -> str:
    """Join the names of several things."""
    texts = list(dict.fromkeys(text for text, _ in names))[:3]
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""


def _many(names: list[tuple[str, bool]]) -> bool:
    return len(names) > 1 or any(plural for _, plural in names)


def _be(names: list[tuple[str, bool]]) -> str:
    return "are" if _many(names) else "is"


def _present(verb: Token, subjects: list[tuple[str, bool]]) -> str:
    """Put a verb into the present tense by its subject.

    Spelling after Quirk and others, "A comprehensive grammar of the English language", 3.5 and 3.6.
    """
    lemma = verb.lemma.lower()
    if _many(subjects):
        return lemma
    if lemma == "have":
        return "has"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _rest(predicate: Predicate, name: Namer, said: Collection[str]) -> tuple[str, str]:
    """Give to whom it is done without a preposition, and all that a preposition marks and nothing of the `said` has."""
    groups: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for filler in predicate.fillers:
        named = name(filler)
        shown = filler.role in _MOVED or (filler.marker and filler.role in {"place", "target"})
        if named[0] and shown:
            # "Abroad" needs no preposition.
            marker = "" if filler.token.dep in {"advmod", "npadvmod"} else filler.marker
            groups.setdefault((filler.role, marker), []).append(named)
    last = predicate.particles[-1].text.lower() if predicate.particles else ""
    to = _join(groups.pop(("recipient", ""), []))
    marked = ((("" if marker == last else marker), _join(names)) for (_, marker), names in groups.items())
    return to, " ".join(f"{marker} {text}".strip() for marker, text in marked if not _told(marker, text, said))


def _told(marker: str, text: str, said: Collection[str]) -> bool:
    """Tell whether what a preposition marks stands at the end of what the label says already."""
    return any(one.endswith(text) and f" {marker} " in one for one in said)
