"""Modules import one way: each only those that stand before it in the list, which tells the way of an article."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kg
from kg import program

PACKAGE = Path(kg.__file__).parent
ORDER = [
    "text",
    "words",
    "when",
    "where",
    "understand",
    "understand.grammar",
    "understand.saying",
    "understand.reference",
    "understand.time",
    "understand.certainty",
    "ask",
    "errors",
    "span",
    "when.form",
    "when.numeral",
    "ontology",
    "event",
    "text.sentence",
    "iri",
    "files",
    "store.lock",
    "text.reader",
    "text.record",
    "text.language",
    "text.page",
    "text.feed",
    "text.warc",
    "progress",
    "text.article",
    "words.source",
    "words.proofread",
    "words.namelist",
    "words.lexicon",
    "words.page",
    "text.dateline",
    "text.figure",
    "text.mend.tree",
    "text.mend.noun",
    "text.mend.clause",
    "text.mend.relative",
    "text.mend.speech",
    "text.mend.subject",
    "text.mend",
    "text.morphology",
    "text.wire",
    "text.parser",
    "words.smallword",
    "when.almanac",
    "when.calendar",
    "when.tense",
    "when.timex",
    "when.timename",
    "when.outlook",
    "when.moment",
    "when.period",
    "when.duration",
    "when.dates",
    "when.reach",
    "where.atlas",
    "where.country",
    "where.candidate",
    "where.toponym",
    "where.gazetteer",
    "understand.grammar.clause",
    "understand.grammar.subject",
    "understand.grammar.argument",
    "understand.coverage",
    "understand.grammar.phrase",
    "understand.grammar.proper",
    "understand.grammar.appellative",
    "understand.grammar.noun",
    "understand.grammar.regroup",
    "understand.grammar.sense",
    "understand.grammar.predicate",
    "understand.grammar.discourse",
    "understand.grammar.support",
    "understand.grammar.setting",
    "understand.grammar.eventuality",
    "understand.saying.quotation",
    "understand.saying.statement",
    "understand.saying.astray",
    "understand.saying.content",
    "understand.saying.citation",
    "understand.saying.teller",
    "understand.saying.cue",
    "understand.saying.answer",
    "understand.saying.speaker",
    "understand.saying.source",
    "understand.reference.name",
    "understand.reference.kind",
    "understand.reference.cluster",
    "understand.reference.headline",
    "understand.reference.pronoun",
    "understand.reference.thing",
    "understand.reference.inside",
    "understand.reference.referent",
    "understand.aim",
    "understand.time.dating",
    "understand.time.occasion",
    "understand.time.supposed",
    "understand.grammar.label",
    "understand.grammar.trigger",
    "understand.certainty.factuality",
    "understand.certainty.judgement",
    "understand.certainty.ascent",
    "understand.certainty.condition",
    "understand.certainty.stance",
    "understand.occurrence",
    "understand.analysis",
    "understand.claim",
    "understand.participant",
    "understand.sequence",
    "understand.extract",
    "triples",
    "term",
    "screen",
    "export.quad",
    "export.turtle",
    "export.jsonld",
    "table",
    "store.folder",
    "store.journal",
    "store.reference",
    "store.shared",
    "store.change",
    "store.names",
    "store.store",
    "store",
    "group",
    "node",
    "export.selection",
    "export.facts",
    "export.merge",
    "export.network",
    "export.sheet",
    "export.geojson",
    "export.agenda",
    "export",
    "ask.sparql",
    "ask.called",
    "ask.answer",
    "ask.order",
    "ask.kept",
    "ask.query",
    "ask.explain",
    "ask.constraint",
    "ask.contract",
    "ask.shapes",
    "link.name",
    "link.profile",
    "link.cache",
    "link.verdict",
    "link.identity",
    "link.story",
    "link.retelling",
    "link.link",
    "link.called",
    "link",
    "view.box",
    "view.grid",
    "view.polish",
    "view.stress",
    "view.layout",
    "view.label",
    "view.rows",
    "view.scene",
    "view.choice",
    "view.network",
    "view.opening",
    "view.style",
    "view.record",
    "view.scope",
    "view.reader",
    "view.land",
    "view.drawing",
    "view.page",
    "view.frame",
    "view",
    "score.content",
    "score.comparison",
    "score.account",
    "score",
    "push",
    "program",
    "report",
    "plan",
    "parts",
    "crew",
    "cluster",
    "pipeline",
    "partition",
    "graph",
    "serve",
    "serve.form",
    "serve.about",
    "serve.hand",
    "serve.pool",
    "serve.app",
    "cli.option",
    "cli.make",
    "cli.ask",
    "cli.same",
    "cli.show",
    "cli.words",
    "cli.measure",
    "cli.serve",
    "cli",
    "__main__",
    "kg",
]
"""All modules, from values over articles, words, understanding, graph and store to what shows it; `kg` is the facade."""
HEAVY = {
    "spacy": {"text.morphology", "text.parser"},
    "thinc": {"text.parser"},
    "rdflib": {"graph"},
    "pyshacl": set(),
    "trafilatura": {"text.page", "text.language"},
    "networkx": {"view.layout", "view.network", "view.opening", "view.drawing", "export.network"},
    "pyvis": {"view.drawing"},
    "starlette": {"serve.app"},
    "uvicorn": {"serve.app"},
    "distributed": {"cluster"},
    "feedparser": {"text.feed"},
    "warcio": {"text.warc"},
    "click": {
        "cli",
        "cli.option",
        "cli.make",
        "cli.ask",
        "cli.same",
        "cli.show",
        "cli.words",
        "cli.serve",
        "cli.measure",
    },
}
"""Packages that only these modules may import (or type): who else needs them asks these."""

UNREAD = {"errors", "ontology", "text.article", "words.proofread", "words.source"}
"""What decides no graph: how an error speaks, where tables lie, how an article (known by its text) and words are read."""


@cache
def modules() -> dict[str, Path]:
    """Every module by its name below the package; the package itself is `kg`."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "kg"] = path
    return found


def imported(name: str) -> Iterator[str]:
    """The modules that a module imports anywhere, be it in a function or for types only: ours without `kg.`."""
    for node in ast.walk(ast.parse(modules()[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("kg.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"kg.{name} imports relatively"
            inside = f"{node.module}.".removeprefix("kg.") if node.module.split(".")[0] == "kg" else ""
            below = [f"{inside}{alias.name}" for alias in node.names] if inside or node.module == "kg" else []
            yield from (b if b in modules() else node.module.removeprefix("kg.") for b in below or [node.module])


def ours(name: str) -> set[str]:
    """Which of our modules a module imports."""
    return {other for other in imported(name) if other in modules()} - {name}


def test_the_order_has_every_module() -> None:
    """A new module has its place in the list."""
    assert sorted(ORDER) == sorted(modules())


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_go_one_way(name: str) -> None:
    """A module imports only modules that stand before it, so there is no circle."""
    before = set(ORDER[: ORDER.index(name)]) if name in ORDER else set()

    assert sorted(ours(name) - before) == []


def test_nothing_imports_the_command_line() -> None:
    """Only the program itself starts at the command line."""
    assert {name for name in modules() if "cli" in ours(name)} <= {"__main__"}


def test_the_pipeline_is_for_the_outside() -> None:
    """Only the facade, the library's graph and the command line run the pipeline."""
    assert {name for name in modules() if "pipeline" in ours(name)} <= {"cli.make", "graph", "kg", "partition"}


@pytest.mark.parametrize("package", sorted(HEAVY))
def test_heavy_packages_stay_in_their_place(package: str) -> None:
    """A package that is slow to load, or that another could replace, is imported in one place."""
    users = {n for n in modules() if any(i.split(".")[0] == package for i in imported(n))}

    assert users <= HEAVY[package]


def test_understanding_knows_no_rdf() -> None:
    """What understands text works on values: of the graph it knows only how names become keys."""
    known = {"rdflib", "pyshacl", "triples", "store", "table", "term"}

    for name in ORDER[ORDER.index("understand.grammar.clause") : ORDER.index("understand.extract") + 1]:
        assert not known & set(imported(name)), name


def test_the_digest_of_the_program_reads_all_that_decides_a_graph() -> None:
    """Whatever the parser, the understanding and the triples import, at any remove, makes a graph be made again."""
    found: set[str] = set()
    queue = ["text.parser", "understand.extract", "triples"]
    while queue:
        name = queue.pop()
        if name not in found | UNREAD:
            found.add(name)
            queue += ours(name)
    read = {path for path in program._files() if path.suffix == ".py"}

    assert sorted(name for name in found if modules()[name] not in read and not _is_empty(name)) == []


def _is_empty(name: str) -> bool:
    """Tell whether a module is a docstring only."""
    return len(ast.parse(modules()[name].read_text(encoding="utf-8")).body) == 1


def test_only_dependencies_are_imported() -> None:
    """What is imported is of the standard library, a dependency that the project names, or comes with spaCy."""
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in optional for line in extra)]
    known = {re.split(r"[^\w-]", line)[0] for line in lines} | {"thinc", "kg"}
    found = {i.split(".")[0] for name in modules() for i in imported(name) if i not in modules()}

    assert sorted(found - known - set(sys.stdlib_module_names)) == []
