"""Who may use a store: many readers, or one writer.

The engine's own lock keeps a second writer out but lets a reader in beside a writer, which it calls undefined
behaviour. This lock is an flock(2) on a file, so that it ends with the process that holds it, however that ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from pathlib import Path
from typing import Final

from kg.errors import StoreError

PATIENCE: Final = 2.0
"""Seconds to wait for a lock: longer than a repair takes, shorter than a build."""
_PAUSE = 0.02
_held: set[int] = set()
"""File descriptors of the locks of this process."""


class Lock:
    """A lock on a file; it is held until `release`."""

    def __init__(self, handle: int, *, exclusive: bool) -> None:
        self._handle = handle
        self.exclusive = exclusive
        _held.add(handle)

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._handle in _held:
            _held.discard(self._handle)
            if self.exclusive:
                os.ftruncate(self._handle, 0)
            os.close(self._handle)


def take(path: Path, *, exclusive: bool) -> Lock:
    """Take the lock of a file, which is made where it is missing; wait up to `PATIENCE` seconds.

    Raises StoreError, which names the process that holds it, and OSError where the file cannot be opened.
    """
    handle = _open(path, exclusive=exclusive)
    try:
        _wait(path, handle, exclusive=exclusive, until=time.monotonic() + PATIENCE)
        if exclusive:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    except BaseException:
        os.close(handle)
        raise
    return Lock(handle, exclusive=exclusive)


def _open(path: Path, *, exclusive: bool) -> int:
    """Open a lock file; to read, it need not be writable if it is there."""
    if not exclusive and path.exists():
        return os.open(path, os.O_RDONLY)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)


def _wait(path: Path, handle: int, *, exclusive: bool, until: float) -> None:
    while not _try(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH):
        if time.monotonic() >= until:
            raise StoreError(_busy(path, handle))
        time.sleep(_PAUSE)


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


def _busy(path: Path, handle: int) -> str:
    """Say who holds the lock: readers share it, a writer leaves its process number in the file."""
    if _try(handle, fcntl.LOCK_SH):
        return f"{path.parent} is being read by another process. Try again when it is done."
    holder = path.read_text(encoding="ascii", errors="replace").strip()
    who = f"process {holder}" if holder.isdecimal() else "another process"
    return f"{path.parent} is being written by {who}. Wait until it is done, or end it."


def _forget() -> None:
    """Close the locks in a forked child: a worker that outlives a killed build must not keep its store locked."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_forget)
