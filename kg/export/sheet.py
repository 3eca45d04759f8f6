"""A sheet for people who work with rows: one row for each claim about an event."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from kg import iri
from kg.export.facts import Facts, kg
from kg.export.merge import merged
from kg.export.quad import Quad, name

COLUMNS = (
    "event", "class", "actor", "target", "place", "begin", "end", "source", "attribution", "modality", "polarity",
    "sentence", "article",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_ANCHOR, _CONTEXT = f"<{iri.NIF}anchorOf>", f"<{iri.NIF}referenceContext>"


def sheet(quads: Iterable[Quad]) -> str:
    """Write a row for each claim, in the order of the articles and of their text; lines end in CR LF (RFC 4180).

    Whoever several articles name has one name in all rows. A cell that a spreadsheet would take for a formula gets an
    apostrophe before it.
    """
    facts = Facts(merged(quads, events=False))
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for claim in facts.of_kind("Claim"):
        writer.writerow(map(_harmless, _row(facts, claim)))
    return page.getvalue()


def _row(facts: Facts, claim: str) -> tuple[str, ...]:
    event = facts.one(claim, kg("about"))
    time = facts.time(event)
    sentences = facts.all(claim, kg("evidence"))
    article = facts.one(sentences[0], _CONTEXT) if sentences else ""
    return (
        facts.label(event),
        facts.kind(event),
        *(_labels(facts, event, role) for role in ("actor", "target", "place")),
        facts.text(time, kg("begin")),
        facts.text(time, kg("end")),
        _labels(facts, claim, "source"),
        *(
            name(facts.one(claim, kg(kind))).rpartition("#")[2].lower()
            for kind in ("attribution", "modality", "polarity")
        ),
        " ".join(facts.text(sentence, _ANCHOR) for sentence in sentences),
        facts.text(article, f"<{iri.DCTERMS}identifier>") or name(article),
    )


def _labels(facts: Facts, subject: str, role: str) -> str:
    return "; ".join(facts.label(value) for value in facts.all(subject, kg(role)))


def _word(concept: str) -> str:
    return name(concept).rpartition("#")[2].lower()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
