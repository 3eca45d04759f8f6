"""A thing while its mentions are being gathered: names, descriptions and pronouns that speak of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.text.sentence import Token
from kg.understand.grammar.phrase import Phrase
from kg.words.lexicon import Entry


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


def acts_as_body(place: Cluster) -> bool:
    """Tell whether a place can act as a body: it has a name, or is a city, country or the like."""
    traits = {trait for entry in place.entries for trait in entry.traits}
    return bool(place.names) or bool(traits & {"settlement", "country", "capital"})


def members(cluster: Cluster) -> list[Phrase]:
    """Give the phrases of a thing in the order of the text."""
    return sorted(cluster.phrases, key=lambda p: p.span)
