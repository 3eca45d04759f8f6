"""Where the Turtle files are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE = Path(__file__).parent

ONTOLOGY: Final = next(path for path in (_HERE / "ontology", _HERE.parent / "ontology") if path.is_dir())
"""The folder of ontology, shapes, lexicon and queries: inside the package when installed, beside it in a checkout."""
