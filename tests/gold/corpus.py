"""Corpora that others annotated, read as marks on texts: who reads them, what is taken, and what is left out."""

from __future__ import annotations

import calendar
import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

Span = tuple[int, int]


@dataclass
class Thing:
    """What mentions name: spans, the names of its classes in our ontology, and its first and last day if it is a time."""

    spans: list[Span]
    kinds: tuple[str, ...] = ()
    days: tuple[str, str] | None = None


@dataclass
class Event:
    """An event: its words, classes, the things in its roles by their keys, and its days."""

    spans: list[Span]
    kinds: tuple[str, ...] = ()
    roles: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Text:
    """A text and what gold says of it; things by a key of their own."""

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    sentences: list[Span] = field(default_factory=list)
    """What was annotated."""
    events: list[Event] = field(default_factory=list)
    things: dict[str, Thing] = field(default_factory=dict)


# ── text of tokens ───────────────────────────────────────────────────────────

_PLAIN: Final = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
    "``": '"',
    "''": '"',
}
_CLOSES: Final = re.compile(r"[,.;:!?%)\]}…]+|['’](?:s|re|ve|ll|d|m)?|n['’]t|\.\.\.", re.IGNORECASE)
_OPENS: Final = re.compile(r"[(\[{$#£€]")


def joined(tokens: Sequence[str], start: int = 0) -> tuple[str, list[Span]]:
    """Set the tokens of a treebank as running text, with the span of each."""
    text, spans, quoted, glue = "", list[Span](), False, True
    for word in tokens:
        plain, quote = _PLAIN.get(word, word), False
        if plain == '"':
            quoted = word == "``" or (word != "''" and not quoted)
            quote = quoted
            glue = glue if quoted else True
        elif _CLOSES.fullmatch(word) or word in (")", "]", "}"):
            glue = True
        glue = glue or (plain in ")]}" and plain != "")
        text += "" if glue or not text else " "
        spans.append((start + len(text), start + len(text) + len(plain)))
        text += plain
        glue = quote or bool(_OPENS.fullmatch(plain))
    return text, spans


# ── MEANTIME ─────────────────────────────────────────────────────────────────

_ROLES: Final = {"Arg0": "actor", "Arg1": "target", "Argm-LOC": "place"}
_CLASSES: Final = {"PER": ("Actor", "Person"), "ORG": ("Actor", "Organization"), "LOC": ("Place",)}
_ANNOTATED: Final = (0, 2, 3, 4, 5)
"""Sentences with all annotation: 1 is the dateline."""


def meantime(root: Path) -> Iterator[Text]:
    """Events, people, bodies, places and products, who takes part in what, dates of events, and what is the same."""
    folder = root / "MEANTIME"
    with (folder / "list_instances.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        dates = {row["#ID"]: row["TIME"] for row in rows if row["TYPE"] == "EVENT" and row["TIME"]}
    for name in ("airbus", "apple"):
        for path in sorted((folder / "intra_cross-doc_annotation" / f"corpus_{name}").glob("*.xml")):
            yield _Cat(path, dates).text()


class _Cat:
    """One file of CAT XML."""

    def __init__(self, path: Path, dates: Mapping[str, str]) -> None:
        self._root, self._dates = ElementTree.parse(path).getroot(), dates  # noqa: S314
        self._text = Text(path.stem, "")
        self._spans: dict[str, Span] = {}
        self._sentence: dict[str, int] = {}
        self._lay()
        marks = list(self._root.find("Markables") or ())
        self._marks = {mark.attrib["m_id"]: mark for mark in marks}
        self._anchors = {name: self._anchored(mark) for name, mark in self._marks.items()}
        relations = list(self._root.find("Relations") or ())
        self._relations = [
            (one.tag, one.attrib, [s.attrib["m_id"] for s in one.findall("source")], one.findall("target")[0].attrib["m_id"])
            for one in relations if one.find("target") is not None
        ]  # fmt: skip
        self._chain: dict[str, str] = {}
        for tag, _, sources, target in self._relations:
            for source in sources if tag == "REFERS_TO" else ():
                self._chain.setdefault(source, target)

    def _lay(self) -> None:
        rows: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for token in self._root.iter("token"):
            if word := (token.text or "").strip():
                rows[int(token.attrib["sentence"])].append((token.attrib["t_id"], word))
        text = ""
        for number, row in sorted(rows.items()):
            text += ("\n\n" if number <= 2 else " ") if text else ""
            line, spans = joined([word for _, word in row], len(text))
            if number in _ANNOTATED:
                self._text.sentences.append((len(text), len(text) + len(line)))
            if number == 1:
                self._dateline = line
            text += line
            for (name, _), span in zip(row, spans, strict=True):
                self._spans[name], self._sentence[name] = span, number
        self._text.text = text

    def _anchored(self, mark: ElementTree.Element) -> list[str]:
        found = (anchor.attrib["t_id"] for anchor in mark.findall("token_anchor"))
        return sorted((one for one in found if one in self._spans), key=lambda one: self._spans[one])

    def _where(self, name: str) -> int:
        return self._sentence[self._anchors[name][0]] if self._anchors[name] else -1

    def _whole(self, name: str) -> Span:
        row = self._anchors[name]
        return self._spans[row[0]][0], self._spans[row[-1]][1]

    def _instance(self, name: str) -> Mapping[str, str]:
        mark = self._marks.get(self._chain.get(name, ""))
        return mark.attrib if mark is not None else {}

    def text(self) -> Text:
        self._text.date = self._published()
        held = [name for name in self._marks if self._where(name) in _ANNOTATED]
        for name in held:
            if self._marks[name].tag in ("ENTITY_MENTION", "VALUE"):
                kinds = _CLASSES.get(self._instance(name).get("ent_type", ""), ("Object",))
                thing = self._text.things.setdefault(self._chain.get(name, name), Thing([], kinds))
                thing.spans.append(self._whole(name))
        events: dict[str, Event] = {}
        for name in held:
            if self._marks[name].tag == "EVENT_MENTION" and self._instance(name).get("class") != "GRAMMATICAL":
                self._tell(name, events.setdefault(self._chain.get(name, name), Event([])))
        self._text.events += events.values()
        return self._text

    def _tell(self, name: str, event: Event) -> None:
        """Add to an event what one mention of it says."""
        event.spans.append(self._whole(name))
        for tag, attributes, sources, target in self._relations:
            role = _ROLES.get(attributes.get("sem_role", ""))
            key = self._chain.get(target, target)
            near = name in sources and target in self._marks and self._where(target) == self._where(name)
            if tag == "HAS_PARTICIPANT" and role and near and key in self._text.things:
                event.roles.append((role, key))
        known = self._dates.get(self._instance(name).get("instance_id", ""), "").split("X")[0].rstrip("-")
        event.days += [days(known)] if known else []

    def _published(self) -> str | None:
        for mark in self._marks.values():
            value = mark.attrib.get("value", "")
            if mark.attrib.get("functionInDocument") == "CREATION_TIME" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return value
        try:
            return datetime.strptime(self._dateline, "%B %d, %Y").date().isoformat()
        except ValueError:
            return None


def days(date: str) -> tuple[str, str]:
    """Give the first and last day of a year, month or day."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    last = calendar.monthrange(year, month or 12)[1]
    return f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{month or 12:02}-{day or last:02}"


# ── GUM ──────────────────────────────────────────────────────────────────────

_BRACKET: Final = re.compile(r"(?P<open>\()?(?P<type>[a-z]+)-(?P<chain>\d+)(?:-[^()]+)?(?P<close>\))?")
_TYPES: Final = {"person": ("Actor", "Person"), "organization": ("Actor", "Organization"), "place": ("Place",)}


def gum(root: Path) -> Iterator[Text]:
    """All mentions with their chains, and expressions of time whose first and last day are known."""
    for path in sorted((root / "GUM" / "dep").glob("*.conllu")):
        text, tokens = _trees(path)
        beside = root / "GUM"
        _chains(text, tokens, (beside / "coref" / "conll" / f"{path.stem}.conll").read_text("utf-8"))
        _dates(text, tokens, (beside / "xml" / f"{path.stem}.xml").read_text("utf-8"))
        yield text


def _trees(path: Path) -> tuple[Text, list[Span]]:
    found, tokens, cursor, paragraph = Text(path.stem, ""), list[Span](), 0, True
    for line in path.read_text("utf-8").split("\n"):
        key, _, value = line.partition(" = ")
        if key == "# meta::dateCreated":
            found.date = value
        elif key == "# meta::title":
            found.title = value
        elif line.startswith("# newpar") and "=" not in line:
            paragraph = True
        elif key == "# text":
            found.text += ("\n\n" if paragraph else " ") if found.text else ""
            cursor, paragraph = len(found.text), False
            found.text += value
            found.sentences.append((cursor, len(found.text)))
        elif line[:1].isdecimal() and (cells := line.split("\t"))[0].isdecimal():
            begin = found.text.index(cells[1], cursor)
            cursor = begin + len(cells[1])
            tokens.append((begin, cursor))
    return found, tokens


def _chains(text: Text, tokens: Sequence[Span], conll: str) -> None:
    opened: defaultdict[str, list[int]] = defaultdict(list)
    rows = [line.split("\t")[2] for line in conll.split("\n") if line[:1].isdecimal()]
    for number, row in enumerate(rows):
        for match in _BRACKET.finditer(row):
            name = f"{match['type']}-{match['chain']}"
            if match["open"]:
                opened[name].append(number)
            if match["close"]:
                thing = text.things.setdefault(
                    f"chain-{match['chain']}", Thing([], _TYPES.get(match["type"], ("Object",)))
                )
                thing.spans.append((tokens[opened[name].pop()][0], tokens[number][1]))


def _dates(text: Text, tokens: Sequence[Span], xml: str) -> None:
    opened, at = list[tuple[int, dict[str, str]]](), 0
    for line in xml.split("\n"):
        if line.startswith("<date"):
            opened.append((at, dict(re.findall(r'(\w+)="([^"]*)"', line))))
        elif line.startswith("</date"):
            first, said = opened.pop()
            begin, end = (next((said[k] for k in keys if k in said), "") for keys in _ENDS)
            if re.fullmatch(r"[\d-]{4,}", begin) and re.fullmatch(r"[\d-]{4,}", end):
                span = tokens[first][0], tokens[at - 1][1]
                text.things[f"date-{span[0]}"] = Thing([span], ("TimeSpan",), (days(begin)[0], days(end)[1]))
        elif "\t" in line:
            at += 1


_ENDS: Final = (("when", "from", "notBefore"), ("when", "to", "notAfter"))


# ── QA-SRL ───────────────────────────────────────────────────────────────────


def qasrl(root: Path) -> Iterator[Text]:
    """Verbs, and what answers questions for subject, object, agent and place; others have no role of ours."""
    folder = root / "QASRL-GS"
    asked: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(folder / "gold" / "wikinews.dev.gold.csv"):
        asked[row["qasrl_id"]].append(row)
    for row in _rows(folder / "sentences" / "wikinews.dev.full.csv"):
        if row["qasrl_id"] in asked:
            text, spans = joined(row["tokens"].split(" "))
            yield _questions(Text(row["qasrl_id"], text, sentences=[(0, len(text))]), spans, asked.pop(row["qasrl_id"]))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _questions(text: Text, spans: Sequence[Span], rows: Sequence[dict[str, str]]) -> Text:
    events: dict[int, Event] = {}
    for number, row in enumerate(rows):
        verb = int(row["verb_idx"])
        event = events.setdefault(verb, Event([spans[verb]]))
        if row["answer_range"] and (role := _role(row)):
            answers = [tuple(map(int, one.split(":"))) for one in row["answer_range"].split("~!~")]
            text.things[f"answer-{number}"] = Thing([(spans[a][0], spans[b - 1][1]) for a, b in answers], _filler(role))
            event.roles.append((role, f"answer-{number}"))
    text.events += [events[verb] for verb in sorted(events)]
    return text


def _role(row: Mapping[str, str]) -> str:
    """Tell which role a question asks for, from which place in it is left open."""
    passive = row["is_passive"] == "True"
    if row["wh"] == "where":
        return "place"
    if row["wh"] not in ("who", "what"):
        return ""
    if not row["subj"]:
        return "target" if passive else "actor"
    if passive:
        return "actor" if row["prep"] == "by" and not row["obj2"] else ""
    return "target" if not row["obj"] and not row["prep"] else ""


def _filler(role: str) -> tuple[str, ...]:
    return ("Place",) if role == "place" else ("Object",)


# ── PropBank ─────────────────────────────────────────────────────────────────

_LABELS: Final = {"ARG0": "actor", "ARG1": "target", "ARGM-LOC": "place"}


def propbank(root: Path) -> Iterator[Text]:
    """Verbs with ARG0, ARG1 and ARGM-LOC, sentence by sentence."""
    with gzip.open(root / "PropBank" / "ewt_srl.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            verbs = [one for one in record["preds"] if record["pos"][one["i"]].startswith("V")]
            if verbs:
                text, spans = joined(record["tokens"])
                found = Text(f"{record['doc']}/{record['sid']}", text, sentences=[(0, len(text))])
                for verb in verbs:
                    _verb(found, spans, verb)
                yield found


def _verb(text: Text, spans: Sequence[Span], verb: Mapping[str, Any]) -> None:
    event = Event([spans[verb["i"]]])
    for label, first, last in verb["args"]:
        if role := _LABELS.get(label):
            key = f"argument-{first}-{last}-{role}"
            text.things[key] = Thing([(spans[first][0], spans[last][1])], _filler(role))
            event.roles.append((role, key))
    text.events.append(event)


# ── PLOVER ───────────────────────────────────────────────────────────────────

_CODES: Final = {
    "AGREE": "Agreement", "AID": "Aid", "ASSAULT": "Attack", "COERCE": "Coercion", "CONCEDE": "Concession",
    "CONSULT": "Meeting", "COOPERATE": "Support", "DEMAND": "Demand", "DISAPPROVE": "Accusation", "FIGHT": "Attack",
    "INVESTIGATE": "Accusation", "MOBILIZE": "Mobilization", "PROTEST": "Protest", "REJECT": "Rejection",
    "RETREAT": "Withdrawal", "SANCTION": "Sanction", "SUPPORT": "Support", "THREATEN": "Threat",
}  # fmt: skip
"""Categories of the file (PLOVER of 2016) to the class of ours with their code (that of 2021), the nearest of two."""
_MARK: Final = re.compile(r"\((SRC/TAR|TAR/SRC|SRC|TAR|EVT|LOC)[^:()]*: ?")


def plover(root: Path) -> Iterator[Text]:
    """One coded event a sentence with its words, class, source and target."""
    times: defaultdict[str, int] = defaultdict(int)
    for record in json.loads((root / "PLOVER" / "PLOVER_GSR_CAMEO.dev.json").read_text("utf-8")):
        if record["event"] == "DOCUMENT":
            continue
        times[record["id"]] += 1
        again = times[record["id"]]
        yield _coded(record["id"] if again == 1 else f"{record['id']}/{again}", record)


def _coded(name: str, record: Mapping[str, Any]) -> Text:
    text = record["text"].strip()
    found, kind = Text(name, text, sentences=[(0, len(text))]), _CODES.get(record["event"])
    event = Event([], (kind,) if kind else ())
    for number, (mark, words) in enumerate(_marked(str((record.get("textInfo") or {}).get("markup", "")))):
        spans = (
            [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words.split())), text)] if words else []
        )
        if mark == "EVT":
            event.spans += spans[:1]
        elif mark != "LOC" and spans:
            found.things[f"actor-{number}"] = Thing(spans, ("Actor",))
            event.roles.append(("target" if mark == "TAR" else "actor", f"actor-{number}"))
    if event.spans:
        found.events.append(event)
    return found


def _marked(markup: str) -> Iterator[tuple[str, str]]:
    """Give what is marked, and the words that are; marks may stand in each other."""
    for match in _MARK.finditer(markup):
        depth, at = 1, match.end()
        while at < len(markup) and depth:
            depth += {"(": 1, ")": -1}.get(markup[at], 0)
            at += 1
        yield match[1], re.sub(r"\)", "", _MARK.sub("", markup[match.end() : at - 1])).strip()


CORPORA: Final = {"meantime": meantime, "gum": gum, "qasrl": qasrl, "plover": plover, "propbank": propbank}
