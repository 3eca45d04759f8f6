"""Graphs to test with: the golden graph of the seed article, and a small article that denies what it reports."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import iri

GOLDEN = Path(__file__).parent / "golden"
SEED = iri.article("5781c210cfac3712")
ARMY = iri.article("f1e666994b571fe4")
ARMY_TEXT = (
    "The army denied on Sunday that rebels had entered Homs. A spokesman said that the army would hold the city if supplies"
    " arrived.\n\nA resident told reporters that rebels could reach Hama.\n"
)
_SENTENCES = ((0, 55), (56, 127), (129, 184))


@cache
def seed() -> bytes:
    """The golden graph of the seed article as N-Quads in sorted lines, in the layout of a store."""
    return lines(ox.parse(path=str(GOLDEN / "seed.trig")))


@cache
def both() -> bytes:
    """The golden graphs of both articles as N-Quads in sorted lines."""
    quads = set(ox.parse(path=str(GOLDEN / "army.trig")))
    spans = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    written = "".join(_span(span) for span in sorted(spans) if span.startswith(f"{ARMY}#offset_"))
    return lines(
        [*ox.parse(seed(), format=ox.RdfFormat.N_QUADS), *quads, *ox.parse(written, format=ox.RdfFormat.N_QUADS)]
    )


def lines(quads: object) -> bytes:
    """Quads as N-Quads in sorted lines, each once."""
    content = ox.serialize(set(quads), format=ox.RdfFormat.N_QUADS)  # type: ignore[call-overload]
    return b"".join(sorted(content.splitlines(keepends=True)))


def moved(quads: bytes, number: int, names: str = "") -> bytes:
    """The same quads under the IRI of another article, with its own identifier; `names` is put after names of places."""
    text = quads.decode().replace("5781c210cfac3712", f"{number:016x}").replace("000_603f03b3b19a2f69", f"{number:03}")
    if names:
        text = re.sub(r"/place/(?!Syria|United_Kingdom)(\w[\w-]*)", rf"/place/\1{names}", text)
    return b"".join(sorted(text.encode().splitlines(keepends=True)))


def _span(name: str) -> str:
    """What is true by rule of a span of the small article, as lines of N-Quads."""
    begin, end = map(int, name.rpartition("#offset_")[2].split("_"))
    kind = "Sentence" if (begin, end) in _SENTENCES else "Mention"
    said = {
        iri.RDF + "type": f"<{iri.KG}{kind}>",
        iri.NIF + "anchorOf": str(ox.Literal(ARMY_TEXT[begin:end])),
        iri.NIF + "beginIndex": f'"{begin}"^^<{iri.XSD}nonNegativeInteger>',
        iri.NIF + "endIndex": f'"{end}"^^<{iri.XSD}nonNegativeInteger>',
        iri.NIF + "referenceContext": f"<{ARMY}>",
    }
    if kind == "Mention":
        whole = next(one for one in _SENTENCES if one[0] <= begin and end <= one[1])
        said[iri.NIF + "superString"] = f"<{ARMY}#offset_{whole[0]}_{whole[1]}>"
    return "".join(f"<{name}> <{p}> {o} <{iri.graph(ARMY)}> .\n" for p, o in said.items())
