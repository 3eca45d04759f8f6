"""Which thing a user means by an IRI or by a name, when two things are said to be one or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg import iri
from kg.errors import UsageError
from kg.link.verdict import DIFFERENT, SAME, Verdicts, load, save
from kg.store import Store

_SHOWN: Final = 8


def judge(store: Store, one: str, other: str, *, same: bool) -> tuple[str, str]:
    """Write down that two things are one, or that they are not; give the IRIs of the two.

    Each is an IRI, a name that just one thing of the store has, or ``ARTICLE#NAME`` with the identifier of an article.
    Raises UsageError where that is not clear, StoreError.
    """
    first = _members(store, meant(store, one))
    second = _members(store, meant(store, other))
    pairs = [(a, b) for a in first for b in second if a != b]
    # A node that stands for many is told apart from one of them by the others.
    apart = [(a, b) for a, b in pairs if a not in second and b not in first] or pairs
    if not apart:
        raise UsageError(f"{one!r} and {other!r} are one thing of one article. Name two things.")
    save(store, load(store).with_(SAME if same else DIFFERENT, apart[:1]))
    return apart[0]


def merge(store: Store, verdicts: Verdicts) -> None:
    """Add verdicts to those of a store; the new ones count where both judge a pair. Raises StoreError."""
    known = load(store)
    for predicate, pairs in ((SAME, verdicts.same), (DIFFERENT, verdicts.different)):
        known = known.with_(predicate, pairs)
    save(store, known)


def meant(store: Store, text: str) -> str:
    """Find the IRI of the thing that a text means; raises UsageError where it is none or several."""
    named = _iri(text)
    if named:
        if not any(store.engine.quads_for_pattern(ox.NamedNode(named), None, None, None)):
            raise UsageError(f"There is nothing with the IRI {named} in the store.")
        return named
    found = sorted(set(_called(store, text)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            f"Nothing is called {text!r} in the store. "
            "Give an IRI, a name, or ARTICLE#NAME with the identifier of an article."
        )
    more = "" if len(found) <= _SHOWN else f" and {len(found) - _SHOWN} more"
    raise UsageError(
        f"{len(found)} things are called {text!r}: {', '.join(found[:_SHOWN])}{more}. Give the IRI of one."
    )


def _iri(text: str) -> str:
    prefix, colon, rest = text.partition(":")
    try:
        if text.startswith(("http://", "https://")):
            return ox.NamedNode(text).value
        if colon and rest and prefix in iri.PREFIXES:
            return ox.NamedNode(iri.PREFIXES[prefix] + rest).value
    except ValueError as error:
        raise UsageError(f"{text!r} is no IRI: {error}.") from error
    return ""


def _called(store: Store, text: str) -> Iterator[str]:
    """Give the things that have a name or label, in one article where that is said."""
    article, mark, name = text.rpartition("#")
    known = store.known(article) if mark else None
    word = name if known else text
    # A name in one article means what that article says; a name alone means all that is one.
    whole = (lambda thing: thing) if known else (lambda thing: _node(store, thing))
    for predicate in (iri.RDFS + "label", iri.FOAF + "name"):
        for literal in (ox.Literal(word), ox.Literal(word, language="en")):
            for thing, _ in store.pairs(predicate, value=literal):
                if known is None or thing.startswith(known.article + "#"):
                    yield whole(thing)


def _node(store: Store, thing: str) -> str:
    """Give the node that a thing is the same as, or itself."""
    found = store.pairs(SAME, subject=thing, graph=iri.LINK_GRAPH)
    return next((node for _, node in found), thing) if "#" in thing else thing


def _members(store: Store, thing: str) -> list[str]:
    """Give the things of single articles that a node stands for, sorted, or the thing itself."""
    return sorted(one for one, _ in store.pairs(SAME, value=thing, graph=iri.LINK_GRAPH)) or [thing]
