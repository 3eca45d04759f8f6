"""The text of a SPARQL query: what is wrong with it, and what it must not do.

The engine forbids updates and fetches no graph that FROM names, but it does ask other servers where a query says
SERVICE, and has no switch for that. So the word is looked for where the engine would read it: outside of strings,
comments, IRIs, variables and prefixed names, after the terminals of SPARQL 1.1 (section 19.8). A parser of other make
is no safe judge: two of its readings of a comment differ from the engine's, and each hides a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg import iri
from kg.errors import QueryError
from kg.term import visible

_UCHAR: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_SKIPPED = re.compile(
    rf"""
      \#[^\n\r]*                                              # a comment
    | <(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*>                # an IRI
    | \"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"                # strings, the long ones first
    | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | [?$]\w+                                                 # a variable
    | (?P<prefix>(?:[^\W\d][\w-]*)?):(?:[\w:%-]|\\.)*         # a prefixed name, up to a full stop
    | \\.                                                     # an escaped character of one
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARED = re.compile(r"\bprefix\s+([^\s:]*):", re.IGNORECASE)
_PROLOGUE = re.compile(r"\b(?:prefix|base)\b", re.IGNORECASE)
_UPDATE = re.compile(r"insert|delete|load|clear|drop|create|add|move|copy|with", re.IGNORECASE)
_QUERY = re.compile(r"select|ask|construct|describe", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_FEW: Final = 8
"""Up to so many marks that the engine would have taken are told."""
_SHOWN: Final = 60
"""Characters of a line that are shown on each side of a mistake."""


def check(text: str) -> None:
    """Refuse a query that would ask another server; raises QueryError with the place."""
    at = _bare(text).lower().find("service")
    if at >= 0:
        raise mistake(text, at, "SERVICE asks another server, but nothing may leave this machine. Leave it out")


def names_graphs(text: str) -> bool:
    """Tell whether a query says FROM, and so names the graphs that it asks.

    >>> names_graphs("ASK FROM <http://a/b> { }"), names_graphs("ASK { ?from ?p 'from' } # from")
    (True, False)
    """
    return re.search(r"\bfrom\b", _bare(text), re.IGNORECASE) is not None


def put(text: str, variable: str, terms: str) -> str:
    """Put terms into the place that a query holds for a variable, ``VALUES ?place { UNDEF }``; strings hold no place.

    >>> put('ASK { VALUES ?a { UNDEF } ?b ?c "VALUES ?a { UNDEF }" }', "a", "1 2")
    'ASK { VALUES ?a { 1 2 } ?b ?c "VALUES ?a { UNDEF }" }'
    """
    held, bare = f"VALUES ?{variable} {{ UNDEF }}", _bare(text)
    return re.sub(
        re.escape(held),
        lambda match: f"VALUES ?{variable} {{ {terms} }}" if bare.startswith("VALUES", match.start()) else held,
        text,
    )


def wrong(text: str, message: str) -> QueryError:
    """Make the error for a text that the engine does not take, from its message."""
    first = re.search(r"[A-Za-z]+", _PROLOGUE.sub(lambda match: " " * len(match.group()), _bare(text)))
    if first is None:
        return QueryError("The query asks nothing. Write one that begins with SELECT, ASK, CONSTRUCT or DESCRIBE.")
    if _UPDATE.fullmatch(first.group()):
        return mistake(text, first.start(), "this would change the store, and a query may only read it")
    if not _QUERY.fullmatch(first.group()):
        return mistake(text, first.start(), "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE")
    for prefix, at in _prefixes(text):
        return mistake(text, at, f"the prefix {prefix}: is not declared. Declare it, or write the IRI in full")
    match = _PLACE.match(message)
    if match is None:
        return QueryError(f"This is no SPARQL query: {message}.")
    at = _offset(text, int(match[1]), int(match[2]))
    return mistake(text, min(at, len(text.rstrip())), _open(text) or _reason(match[3]))


def mistake(text: str, at: int, reason: str) -> QueryError:
    """Make an error that shows the line of a query and points to the character at fault."""
    begin = text.rfind("\n", 0, at) + 1
    line, column = text[begin:].split("\n", 1)[0].rstrip("\r"), at - begin
    cut = max(0, column - _SHOWN)
    shown = visible(line[cut : column + _SHOWN].replace("\t", " "))
    caret = " " * len(visible(line[cut:column].replace("\t", " "))) + "^"
    return QueryError(f"{reason}.\n  {shown}\n  {caret}", line=text.count("\n", 0, at) + 1, column=column + 1)


def _bare(text: str) -> str:
    """Blank out all that is no keyword, so that each character keeps its place."""
    return _SKIPPED.sub(lambda match: " " * len(match.group()), text)


def _prefixes(text: str) -> Iterator[tuple[str, int]]:
    """Find the prefixes that are used and declared neither in the text nor by us, with their places."""
    matches = [match for match in _SKIPPED.finditer(text) if match["prefix"] is not None]
    declaring = {match.end(1) for match in _DECLARED.finditer(text)}
    known = {*iri.PREFIXES, "_", *(match[1] for match in _DECLARED.finditer(text))}
    for match in matches:
        if match["prefix"] not in known and match.end("prefix") not in declaring:
            yield match["prefix"], match.start()


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    before = sum(len(one) + 1 for one in lines[: line - 1])
    return min(before + column - 1, len(text))


def _open(text: str) -> str:
    """Say which brackets of a text are not closed, or nothing."""
    bare = _bare(text)
    open_ = [left for left, right in ("{}", "()", "[]") if bare.count(left) > bare.count(right)]
    return f"this is no SPARQL: a {' and a '.join(open_)} is not closed" if open_ else ""


def _reason(message: str) -> str:
    """Say what the engine missed: its list of marks tells something, its list of keywords misleads."""
    marks = [one.strip('"') for one in re.findall(r'"(?:[^"\\]|\\.)*"', message) if not re.search(r"\w", one)]
    if marks and len(marks) <= _FEW:
        return f"this is no SPARQL: it is wrong just before, or one of {' '.join(marks)} is missing here"
    return "this is no SPARQL: it is wrong here or just before"
