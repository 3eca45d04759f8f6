"""The folder of a store: what lies in it, and whether it may be used.

    kg.store/
    ├── kg-store.json   the version of the format, written before anything else
    ├── lock            who uses the store now
    ├── journal/        what is being written (kg.store.journal)
    └── data/           the files of the engine

A process may be killed while the engine makes its files, which then cannot be opened. So the format file first says
that the store is new; as long as it says so there is nothing to lose, and the files of the engine are made again.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import files
from kg.errors import StoreError

FORMAT: Final = 1
"""Version of what lies in the folder; raised when older programs cannot read it any more."""
MARK: Final = "kg-store.json"
LOCK: Final = "lock"
JOURNAL: Final = "journal"
DATA: Final = "data"


@contextmanager
def errors(path: Path | None) -> Iterator[None]:
    """Turn what the engine and the system raise into StoreError, with the way out."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise StoreError(_sentence(path, error)) from error


def _sentence(path: Path | None, error: OSError | RuntimeError) -> str:
    where, what = path or "The store in memory", " ".join(str(error).split())
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{where} cannot be used: {os.strerror(number)}. Change the rights of the folder, or name another."
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left" in what or "File too large" in what:
        return f"{where} cannot be written: the disk is full. Free some space and give the same command again."
    if number not in (None, errno.ENOENT):
        return f"{where} cannot be used: {os.strerror(number)}. See to that and give the same command again."
    return f"{where} is damaged: {what}. Remove it and build it again from the articles."


def require(path: Path) -> None:
    """Check that there is a store that this program can read; raises StoreError."""
    if not path.exists():
        raise StoreError(f"There is no store at {path}. Build one from articles first.")
    if not (path / MARK).is_file():
        raise StoreError(f"{path} is no store: it has no {MARK}. Name the folder of a store.")
    state(path)


def prepare(path: Path) -> None:
    """Make the folder of a store, or check that what lies there is a store or empty; raises StoreError, OSError."""
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, no store. Name another folder.")
    path.mkdir(parents=True, exist_ok=True)
    if not (path / MARK).exists() and any(not _is_ours(entry) for entry in path.iterdir()):
        raise StoreError(f"{path} holds other files and is no store. Name an empty or a new folder.")


def _is_ours(entry: Path) -> bool:
    """Tell whether a file was left by a process that was killed when it had just begun to make a store."""
    return entry.name == LOCK or (entry.name.startswith(f".{MARK}.") and entry.name.endswith(".part"))


def state(path: Path) -> str:
    """Give the state of a store, ``new`` or ``ready``; raises StoreError where it is of another version."""
    try:
        told = json.loads((path / MARK).read_text(encoding="utf-8"))
        version, found = told["format"], told["state"]
    except FileNotFoundError:
        return "new"
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / MARK} is damaged. Remove {path} and build it again from the articles.") from error
    if version != FORMAT:
        raise StoreError(
            f"{path} is of format {version}, this program reads format {FORMAT}. "
            "Remove it and build it again from the articles."
        )
    return str(found)


def engine(path: Path) -> ox.Store:
    """Open the engine for writing, whose files are made where there are none yet; raises OSError, RuntimeError.

    The caller holds the lock of the store alone.
    """
    if state(path) != "ready":
        return _make(path)
    # The engine would make missing files anew and so show an empty store: first open it as it is.
    ox.Store.read_only(str(path / DATA))
    for log in (path / DATA).glob("LOG.old.*"):
        log.unlink()  # the engine keeps a thousand of them
    return ox.Store(path / DATA)


def _make(path: Path) -> ox.Store:
    _mark(path, "new")
    shutil.rmtree(path / DATA, ignore_errors=True)
    made = ox.Store(path / DATA)
    made.flush()
    _mark(path, "ready")
    return made


def _mark(path: Path, found: str) -> None:
    files.replace(path / MARK, json.dumps({"format": FORMAT, "state": found}).encode() + b"\n")
