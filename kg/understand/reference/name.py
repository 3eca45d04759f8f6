"""Names of an article: which are short forms of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from kg.understand.grammar.phrase import Phrase


def long_forms(phrases: Sequence[Phrase]) -> dict[str, str]:
    """Give the long form of every short name: "Assad" for "Bashar al-Assad", "EADS" for its full name."""
    kinds = {p.text: p.kind for p in phrases if p.named}
    names = list(dict.fromkeys(p.text for p in phrases if p.named and p.kind != "Place"))
    titled = {p.text for p in phrases if p.named and p.titles}
    words = {name: words_of(name) for name in names}
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


def words_of(name: str) -> list[str]:
    """Give the words of a name, folded."""
    return [w for w in re.split(r"[\s\-–]+", name.casefold()) if w]


def _shortens(short: list[str], long: list[str], kind: str, other: str, name: str) -> bool:
    """Tell whether one name is a short form of another."""
    if len(short) > len(long) or not short or not long or short == long:
        return False
    if other == "Person" and (kind in {"Person", "Name"} or (kind == "Organization" and len(short) == 1)):
        return short[-1] == long[-1] and set(short) <= set(long)
    if {kind, other} <= {"Organization", "Name", "Object", "Person"} and other == "Organization":
        return (len(short) > 1 or kind != "Person") and (long[: len(short)] == short or is_acronym(name, long))
    return False


def is_acronym(name: str, long: list[str]) -> bool:
    """Tell whether a name is the initials of a longer one: "EADS", "SOHR"."""
    letters = name.replace(".", "")
    if not letters.isupper() or len(letters) < 2 or len(long) < 2:
        return False
    initials = "".join(w[0] for w in long)
    content = "".join(w[0] for w in long if len(w) > 3)
    return letters.casefold() in {initials, content}
