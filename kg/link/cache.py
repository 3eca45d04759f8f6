"""Profiles kept beside a store, so that the link pass reads only graphs that are new.

A file of JSON lines in the folder of the store: it can be lost or deleted at any time, since all of it is read again
from the graphs. Each line says of which state of its article it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg import files
from kg.link.profile import Happening, Profile, Thing


def read(path: Path | None) -> dict[str, tuple[str, Profile]]:
    """Give the kept profiles by article, each with the state that it is of; lines that are damaged are left out."""
    if path is None or not path.exists():
        return {}
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            state, fields = json.loads(line)
            profile = _profile(fields)
        except (ValueError, TypeError, KeyError):
            continue
        found[profile.article] = (state, profile)
    return found


def write(path: Path | None, profiles: dict[str, tuple[str, Profile]]) -> None:
    """Keep profiles, in place of those that were kept before."""
    if path is not None:
        lines = [json.dumps(profiles[article], ensure_ascii=False) for article in sorted(profiles)]
        files.replace(path, "".join(line + "\n" for line in lines).encode())


def _profile(fields: list[Any]) -> Profile:
    article, published, things, events, places, labels = fields
    return Profile(
        article,
        published,
        tuple(Thing(*map(_frozen, thing)) for thing in things),
        tuple(Happening(*map(_frozen, event)) for event in events),
        tuple(places),
        labels,
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
