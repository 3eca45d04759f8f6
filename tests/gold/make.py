"""Make the gold of this folder: ``python tests/gold/make.py CORPORA`` with the corpora as their publishers lay them out.

Of each corpus two files come out, the same bytes each time: NAME.jsonl.gz with the texts, as `kg build` reads them, and
NAME.nq.gz with what the annotators say of them, in our ontology, as `kg score` reads it. README.md tells what of each
corpus is taken, what is not, and under which licence.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from corpus import CORPORA, Span, Text

from kg import iri
from kg.words import lexicon

FOLDER = Path(__file__).parent
KG, RDF, RDFS, NIF, XSD, DCTERMS = (
    iri.KG, iri.RDF, iri.RDFS, iri.NIF, iri.XSD, "http://purl.org/dc/terms/",
)  # fmt: skip


def quads(text: Text) -> Iterator[str]:
    """Write what gold says of a text as lines of N-Quads, in a graph of its own."""
    article = iri.article(hashlib.sha256(text.text.encode()).hexdigest())
    graph = ox.NamedNode(iri.graph(article))

    def say(subject: str, name: str, value: str | ox.Literal) -> str:
        thing = value if isinstance(value, ox.Literal) else ox.NamedNode(value)
        return f"{ox.Quad(ox.NamedNode(subject), ox.NamedNode(name), thing, graph)} .\n"

    def mention(span: Span, kind: str = "Mention") -> Iterator[str]:
        node = f"{article}#{'' if kind == 'Mention' else 'sentence_'}offset_{span[0]}_{span[1]}"
        yield say(node, RDF + "type", KG + kind)
        yield say(node, NIF + "referenceContext", article)
        yield say(node, NIF + "beginIndex", ox.Literal(str(span[0]), datatype=ox.NamedNode(XSD + "nonNegativeInteger")))
        yield say(node, NIF + "endIndex", ox.Literal(str(span[1]), datatype=ox.NamedNode(XSD + "nonNegativeInteger")))
        yield say(node, NIF + "anchorOf", ox.Literal(text.text[slice(*span)]))

    def named(node: str, spans: Iterable[Span], kinds: Iterable[str]) -> Iterator[str]:
        yield from (say(node, RDF + "type", KG + kind) for kind in kinds)
        for span in spans:
            yield from mention(span)
            yield say(node, KG + "mentionedBy", f"{article}#offset_{span[0]}_{span[1]}")

    def lasting(node: str, days: tuple[str, str]) -> Iterator[str]:
        for name, day in zip(("begin", "end"), days, strict=True):
            yield say(node, KG + name, ox.Literal(day, datatype=ox.NamedNode(XSD + "date")))

    yield say(article, RDF + "type", KG + "Article")
    yield say(article, DCTERMS + "identifier", ox.Literal(text.id))
    for span in text.sentences:
        yield from mention(span, "Sentence")
    for key, thing in text.things.items():
        yield from named(f"{article}#{key}", thing.spans, thing.kinds)
        yield from lasting(f"{article}#{key}", thing.days) if thing.days else ()
    for event in text.events:
        node = f"{article}#event_{min(event.spans)[0]}"
        kinds = {above for kind in event.kinds for above in lexicon.load().above[kind]}
        yield from named(node, event.spans, sorted({"Event", *kinds}))
        yield from (say(node, KG + role, f"{article}#{key}") for role, key in event.roles)
        for days in event.days:
            yield say(node, KG + "time", f"{node}_{'_'.join(days)}")
            yield from lasting(f"{node}_{'_'.join(days)}", days)


def record(text: Text) -> str:
    """Write a text as a line of JSON."""
    said = {"id": text.id, "text": text.text, "date": text.date, "title": text.title}
    return json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False) + "\n"


def pack(name: str, lines: Iterable[str]) -> None:
    """Write lines as a gzipped file, the same bytes each time."""
    data = gzip.compress("".join(lines).encode(), 9, mtime=0)
    (FOLDER / name).write_bytes(data)
    print(f"{name}: {len(data):,} bytes")


def main() -> None:
    """Make all files from the folder of corpora that is named."""
    for name, read in CORPORA.items():
        texts = list(read(Path(sys.argv[1])))
        pack(f"{name}.jsonl.gz", map(record, texts))
        pack(f"{name}.nq.gz", sorted({line for text in texts for line in quads(text)}))


if __name__ == "__main__":
    main()
