"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kg.errors import OutputError


def write_aside(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: aside in the same folder, to the disk, then under its name.

    What is no regular file (a device, a pipe) is written to as it is. Raises OutputError where that fails.
    """
    try:
        target = path.resolve()
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            _write_through(target, content)
        else:
            replace(target, content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path} cannot be written: {reason}. Name a place that can be written to.") from error


def replace(target: Path, content: bytes) -> None:
    """Put a regular file in the place of another at one stroke, safe against loss of power; raises OSError."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: without this a renamed file can be lost with the power (fsync(2))."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_through(target: Path, content: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) or 0 :]
