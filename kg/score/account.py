"""A comparison told: figures in a table, and each difference with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.score.comparison import Comparison
from kg.score.content import Contents, Item, Words


def table(compared: Mapping[str, Comparison]) -> list[tuple[str, ...]]:
    """Give the figures as rows of text, under a row of headings."""
    head = ("what", "gold", "built", "both", "precision", "recall", "F1")
    return [head, *((kind, *_figures(one)) for kind, one in compared.items())]


def _figures(one: Comparison) -> tuple[str, ...]:
    both, missed, extra = len(one.found), len(one.missed), len(one.extra)
    shares = [f"{share:.3f}" for share in (one.precision, one.recall, one.f1)]
    if not one.judged:
        return (str(both + missed), str(both), str(both), "–", shares[1], "–")
    return (str(both + missed), str(both + extra), str(both), *shares)


def differences(compared: Mapping[str, Comparison], built: Contents, gold: Contents) -> Iterator[str]:
    """Tell each difference in a line, ``-`` what is missed and ``+`` what is extra, with its sentence below."""
    for kind, one in compared.items():
        signed = [("-", item, gold) for item in one.missed] + [("+", item, built) for item in one.extra]
        for sign, item, graph in sorted(signed, key=lambda row: (row[1].order, row[0])):
            parts = " | ".join(_shown(part, item, graph) for part in item.parts)
            yield f"{sign} {kind}: {parts}"
            yield f"    {' '.join((graph.sentence(item) or item.article).split())}"


def _shown(part: Words | str, item: Item, graph: Contents) -> str:
    """Show a name as it is, and a thing by its first words."""
    if isinstance(part, str):
        return part
    return " ".join(graph.words(item.article, min(part)).split()) if part else "the author"
