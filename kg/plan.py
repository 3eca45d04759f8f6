"""What a build has to do: which articles are to be understood, and which identifiers change hands.

An article is its text; identifiers come and go. Each identifier belongs to one text at a time: where a new text has it,
the old one loses it, and an article that has none left goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kg import iri
from kg.report import Tally
from kg.store import Known, Store
from kg.text.article import Article
from kg.triples import Recipe


@dataclass(frozen=True, slots=True)
class Work:
    """An article to be understood, and the identifiers that other articles lose to it."""

    article: Article
    taken: tuple[str, ...] = ()


class Plan:
    """Tells of each article that is read whether there is something to do; what it has seen it keeps, without texts."""

    def __init__(self, store: Store, made: Recipe, tally: Tally, census: Mapping[str, Article] | None = None) -> None:
        self._store, self._made, self._tally = store, made, tally
        self._census = census
        """All that the inputs say of each article, where what the store says of it is not to count."""
        self._seen: dict[str, Article] = {}
        self._taken: dict[str, str] = {}
        """Identifiers that the store has otherwise, with the articles that they belong to from now on."""

    def work(self, articles: Iterable[Article]) -> Iterator[Work]:
        """Give the articles whose graphs are not there yet, each united with what is known of its text."""
        for article in articles:
            name = iri.article(article.digest)
            taken = tuple(self._take(article, name))
            merged, known = self._merged(article, name), self._known(name)
            again = name in self._seen and _facts(self._seen[name]) == _facts(merged)
            self._seen[name] = replace(merged, text="")
            if (again or (known is not None and _is_current(known, merged, self._made))) and not taken:
                self._tally.add(kept=1)
                continue
            self._tally.undated += merged.date is None
            yield Work(merged, taken)

    def _take(self, article: Article, name: str) -> Iterator[str]:
        """Give the identifiers of an article that the store has for another."""
        for identifier in article.identifiers:
            if any(holder != name for holder in self._store.holders(identifier)):
                self._taken[identifier] = name
                yield identifier

    def _merged(self, article: Article, name: str) -> Article:
        merged = article
        if self._census is not None:
            told = self._census.get(name)
            return merged if told is None else merged.merged(replace(told, text=article.text))
        if name in self._seen:
            merged = merged.merged(replace(self._seen[name], text=article.text))
        known = self._known(name)
        return merged if known is None else merged.merged(_as_article(known, article))

    def _known(self, name: str) -> Known | None:
        """Give what the store knows of an article, but for the identifiers that others have taken."""
        known = self._store.facts(name)
        if known is None:
            return None
        kept = tuple(i for i in known.identifiers if self._taken.get(i, name) == name)
        return replace(known, identifiers=kept)


def census(articles: Iterable[Article]) -> dict[str, Article]:
    """Unite all that some inputs say of each text, by the IRI of the article; the texts themselves are left out."""
    found: dict[str, Article] = {}
    for article in articles:
        name, bare = iri.article(article.digest), replace(article, text="")
        found[name] = found[name].merged(bare) if name in found else bare
    return found


def _as_article(known: Known, article: Article) -> Article:
    """Give what the store knows of an article as an article with the same text."""
    return replace(
        article,
        identifiers=known.identifiers,
        date=date.fromisoformat(known.published) if known.published else None,
        title=known.title,
        publisher=known.publisher,
        url=known.url,
    )


def _facts(article: Article) -> tuple[object, ...]:
    day = article.date.isoformat() if article.date else ""
    return article.identifiers, day, article.title, article.publisher, article.url


def _is_current(known: Known, article: Article, made: Recipe) -> bool:
    """Tell whether the store holds just this article, made with just these words and this program."""
    facts = (known.identifiers, known.published, known.title, known.publisher, known.url)
    places = {one for one in known.used if one.startswith(f"{iri.BASE}place/")}
    return facts == _facts(article) and places <= set(made.used()) <= set(known.used)
