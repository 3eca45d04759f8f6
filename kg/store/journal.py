"""What is being written to a store, kept aside until it is done.

A bulk load is not atomic, and neither is replacing a graph. So each part is first written whole to the journal, and
taken out of it only when the store holds it. A process may be killed at any point: the next one that opens the store
applies what it finds in the journal, once more or for the first time, with the same result.

An entry is a file of N-Quads. Comments at its head say which graphs give way, and which shared things may be in use
no more once they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import files

_NAME: Final = "part.nq"
_DROP, _CHECK = b"# drop ", b"# check "


@dataclass(frozen=True, slots=True)
class Part:
    """A change to a store: whole graphs that give way, and quads that come in.

    The graph of an article that the quads name gives way too, so that it is replaced whole.
    """

    quads: bytes | Path = b""
    """N-Quads, or a file of them."""
    drop: tuple[str, ...] = ()
    """IRIs of graphs that are removed."""

    def read(self) -> bytes:
        """Give the N-Quads; raises OSError where the file cannot be read."""
        return self.quads.read_bytes() if isinstance(self.quads, Path) else self.quads


@dataclass(frozen=True, slots=True)
class Entry:
    """A part that is ready to be applied, any number of times."""

    drop: tuple[str, ...]
    """IRIs of graphs, sorted."""
    check: tuple[str, ...]
    """IRIs of shared things that only the graphs under `drop` may have used, sorted."""
    quads: bytes

    def encode(self) -> bytes:
        """Write the entry as N-Quads with comments at the head."""
        head = [_DROP + iri.encode() for iri in self.drop] + [_CHECK + iri.encode() for iri in self.check]
        return b"".join(line + b"\n" for line in head) + self.quads


def decode(content: bytes) -> Entry:
    """Read an entry back.

    >>> decode(Entry(("http://a/g",), (), b"").encode())
    Entry(drop=('http://a/g',), check=(), quads=b'')
    """
    begin = 0
    drop: list[str] = []
    check: list[str] = []
    while content.startswith((_DROP, _CHECK), begin):
        end = content.index(b"\n", begin)
        mark, names = (_DROP, drop) if content.startswith(_DROP, begin) else (_CHECK, check)
        names.append(content[begin + len(mark) : end].decode())
        begin = end + 1
    return Entry(tuple(drop), tuple(check), content[begin:])


def left(folder: Path) -> bool:
    """Tell whether an entry waits in the journal."""
    return (folder / _NAME).exists()


def put(folder: Path, entry: Entry) -> None:
    """Write an entry to the journal, whole or not at all; raises OSError."""
    folder.mkdir(exist_ok=True)
    files.replace(folder / _NAME, entry.encode())


def take(folder: Path) -> Entry:
    """Read the entry that waits in the journal; raises OSError."""
    return decode((folder / _NAME).read_bytes())


def clear(folder: Path) -> None:
    """Take the entry out of the journal, with what a killed process wrote aside; raises OSError."""
    for path in folder.glob(".*.part"):
        path.unlink()
    (folder / _NAME).unlink(missing_ok=True)
    files.sync_folder(folder)
