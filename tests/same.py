"""The same articles give the same bytes: ``python tests/same.py [ARTICLES.jsonl]`` builds them in eleven surroundings.

Five hash seeds, one process and two, another order, another folder, another time zone and language, and two workers of
a cluster; each is exported as N-Quads and as Turtle. The digests are printed, and the exit code says whether there is
one of each.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from test_cluster import gathered

HERE = Path(__file__).parent


def kg(*arguments: str, **environment: str) -> None:
    """Run the command with other surroundings."""
    known = {**os.environ, "PYTHONPATH": str(HERE.parent), **environment}
    quiet = subprocess.DEVNULL
    subprocess.run([sys.executable, "-m", "kg", *arguments], env=known, check=True, stdout=quiet, stderr=quiet)


def digests(articles: Path, folder: Path, *options: str, **environment: str) -> list[str]:
    """Build articles into a store below a folder, and give the digests of its exports."""
    folder.mkdir(parents=True, exist_ok=True)
    kg("build", str(articles), "--store", str(folder / "kg.store"), *options, **environment)
    found = []
    for form in ("nquads", "turtle"):
        kg("export", "--store", str(folder / "kg.store"), "--format", form, "-o", str(folder / form), **environment)
        found.append(hashlib.sha256((folder / form).read_bytes()).hexdigest()[:16])
    return found


def main() -> None:
    """Print the digests of all surroundings."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "articles.jsonl"
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        lines = given.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(1).shuffle(lines)  # noqa: S311
        (shuffled := home / "shuffled.jsonl").write_text("".join(lines), encoding="utf-8")
        (elsewhere := home / "a folder" / "x.jsonl").parent.mkdir()
        elsewhere.write_bytes(given.read_bytes())
        cases: list[tuple[str, Path, tuple[str, ...], dict[str, str]]] = [
            *((f"hash seed {seed}", given, (), {"PYTHONHASHSEED": seed}) for seed in ("0", "1", "2", "3", "4242")),
            ("two processes", given, ("--jobs", "2"), {}),
            ("shuffled", shuffled, (), {}),
            ("another folder", elsewhere, (), {}),
            ("time zone", given, (), {"TZ": "Pacific/Kiritimati"}),
            ("language", given, (), {"LANG": "tr_TR.UTF-8", "LC_ALL": "C"}),
        ]
        with gathered(home, 2) as address:
            cases.append(("cluster of two", given, ("--cluster", address), {}))
            found = []
            for number, (what, articles, options, environment) in enumerate(cases):
                found.append(digests(articles, home / f"{number} store", *options, **environment))
                print(f"{what:15} {'  '.join(found[-1])}", flush=True)
    same = len({tuple(one) for one in found}) == 1
    print("the same" if same else "NOT THE SAME")
    sys.exit(not same)


if __name__ == "__main__":
    main()
