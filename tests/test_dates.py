"""Expressions of time: a table of sentences through the real parser, and properties of any text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iri
from kg.errors import LexiconError
from kg.event import Granularity, TimeSpan
from kg.span import Span
from kg.text import parser
from kg.text.sentence import Sentence, Token
from kg.when import almanac, calendar, moment, numeral, tense
from kg.when.dates import find
from kg.when.duration import RULES, Amount
from kg.when.numeral import Word
from kg.when.reach import reaches

TABLE = Path(__file__).parent / "dates.tsv"
PUBLISHED = date(2024, 12, 8)
Parse = Callable[[str], tuple[Sentence, ...]]
Row = tuple[str, str, str, str, str]


def rows() -> list[tuple[str, str, tuple[Row, ...]]]:
    """The table: sentence, day of the article, and what must be found: words, value, first and last day, unit."""
    lines = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {len(line) for line in lines} == {7}
    return [
        (text, day, tuple((a, b, c, d, e) for _, _, a, b, c, d, e in same if a))
        for (text, day), same in groupby(lines, key=lambda line: (line[0], line[1]))
    ]


def row(span: TimeSpan, text: str) -> Row:
    """What was found, as the table writes it."""
    unit = span.granularity.removeprefix("unit").lower()
    return span.mentions[0].span.of(text), span.value, str(span.begin or "-"), str(span.end or "-"), unit


@pytest.fixture(scope="session")
def parse() -> Parse:
    """The real parser; the table is parsed at once."""
    known: dict[str, tuple[Sentence, ...]] = {}
    texts = [text for text, _, _ in rows()]
    known.update(zip(texts, parser.parse([(text, 0) for text in texts]), strict=True))
    return lambda text: known[text] if text in known else next(iter(parser.parse([(text, 0)])))


@pytest.mark.parametrize(("text", "day", "expected"), rows())
def test_the_table(parse: Parse, text: str, day: str, expected: tuple[Row, ...]) -> None:
    """Each sentence gives what the table says, no more and no less."""
    found = find(parse(text), None if day == "-" else date.fromisoformat(day))
    assert tuple(row(span, text) for span in found) == expected


@pytest.mark.parametrize(
    ("text", "key", "label"),
    [
        ("It fell on Saturday.", "time/2024-12-07", "7 December 2024"),
        ("It fell on Saturday evening.", "time_11", "evening of 7 December 2024"),
        ("It fell at 10 p.m. Wednesday.", "time_11", "22:00 on 4 December 2024"),
        ("It fell last week.", "time/2024-W48", "week 48 of 2024"),
        ("It fell last weekend.", "time/2024-W48-WE", "weekend of 30 November 2024"),
        ("It fell in March 2008.", "time/2008-03", "March 2008"),
        ("It fell in the third quarter.", "time/2024-Q3", "third quarter of 2024"),
        ("It fell in the first half of 2019.", "time/2019-H1", "first half of 2019"),
        ("It fell last fall.", "time/2024-FA", "autumn 2024"),
        ("It fell in fiscal 2007.", "time_11", "fiscal 2007"),
        ("It fell in the late 1970s.", "time/197", "1970s"),
        ("It fell in the 21st century.", "time/20", "21st century"),
        ("He has ruled for 24 years.", "time_17", "24 years to 8 December 2024"),
        ("It will fall over the next three years.", "time_18", "three years from 8 December 2024"),
        ("It fell in the nine months ended Sept. 30.", "time_11", "nine months to 30 September 2024"),
        ("He has been missing since Monday.", "time_26", "since 2 December 2024"),
        ("The treaty runs until 2030.", "time_22", "until 2030"),
        ("He played the 1998-99 season.", "time_14", "1998 to 1999"),
        ("It lasted two and a half  years.", "time_10", "two and a half years"),
        ("It opens every Friday.", "time_9", "every Friday"),
        ("It opened recently.", "time_10", "recently"),
    ],
)
def test_keys_and_labels(parse: Parse, text: str, key: str, label: str) -> None:
    """A key is shared where the value alone fixes the days; a label is readable."""
    first = find(parse(text), PUBLISHED)[0]
    assert (first.key, first.label) == (key, label)


def test_one_shared_key_is_one_thing(parse: Parse) -> None:
    """Two ways to name a day give one key, and all that is true of the key."""
    text = "It fell on Saturday. On 7 December 2024 it fell. It fell on 2024-12-07. It fell yesterday."
    found = find(parse(text), PUBLISHED)
    assert {(span.key, span.label, span.value, span.begin, span.end, span.granularity) for span in found} == {
        ("time/2024-12-07", "7 December 2024", "2024-12-07", date(2024, 12, 7), date(2024, 12, 7), Granularity.DAY)
    }
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("He ruled between 2001 and 2005.", "2001-01-01", "2005-12-31"),
        ("The court sat from Monday to Friday.", "2024-12-02", "2024-12-06"),
        ("She lived there from 1990 until 1995.", "1990-01-01", "1995-12-31"),
        ("The office was open Monday through Friday.", "2024-12-02", "2024-12-06"),
        ("The fair ran from 3 to 5 May 2019.", "2019-05-03", "2019-05-05"),
        ("He came in 2001 and left in 2005.", "", ""),
        ("They met between Friday and the sixth round.", "", ""),
    ],
)
def test_two_expressions_bound_a_stretch(parse: Parse, text: str, begin: str, end: str) -> None:
    """What stands between or from two times goes from the begin of the first to the end of the second."""
    sentences = parse(text)

    found = [(str(t.begin), str(t.end)) for t in reaches(sentences, find(sentences, PUBLISHED)).values()]

    assert found == ([(begin, end)] if begin else [])


def test_the_text_is_read_in_its_order(parse: Parse) -> None:
    """What an expression leans on was said before it, in another sentence too."""
    text = "In June 2001 the dam broke. A year later it was built again. The following month it broke."
    assert [span.value for span in find(parse(text), PUBLISHED)] == ["2001-06", "2002", "2002-02"]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The rebels entered the town on Monday.", -1),
        ("The rebels had been due to leave on Monday.", -1),
        ("The rebels have entered the town on Monday.", -1),
        ("The rebels enter the town on Monday.", 0),
        ("The rebels will enter the town on Monday.", 2),
        ("The rebels may enter the town on Monday.", 1),
        ("The rebels said they would enter the town on Monday.", 1),
        ("The rebels plan to enter the town on Monday.", 1),
        ("The rebels refused to enter the town on Monday.", -1),
        ("The rebels claim to have entered the town on Monday.", -1),
    ],
)
def test_tense(parse: Parse, text: str, way: int) -> None:
    """The clause that a word stands in looks back, ahead or neither."""
    (sentence,) = parse(text)
    word = next(token for token in sentence.tokens if token.text == "Monday")
    assert tense.direction(sentence, word, almanac.load().plans) == way


# ── the calendar ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rule", "day"),
    [
        ("12-25", "2024-12-25"),
        ("11-4TH", "2024-11-28"),
        ("05--1MO", "2024-05-27"),
        ("11-1MO+1", "2024-11-05"),
        ("easter-2", "2024-03-29"),
        ("easter+49", "2024-05-19"),
    ],
)
def test_holidays(rule: str, day: str) -> None:
    """A holiday is a day of a month, a weekday of a month or counted from Easter."""
    assert moment.holiday(rule, 2024) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["1818-03-22", "1943-04-25", "2000-04-23", "2011-04-24", "2038-04-25"])
def test_easter(day: str) -> None:
    """Easter Sunday in years with its earliest and latest days."""
    assert calendar.easter(int(day[:4])) == date.fromisoformat(day)


@given(st.dates(date(101, 1, 1), date(9799, 12, 31)), st.sampled_from(sorted(calendar.LENGTHS)))
def test_units_hold_their_days(day: date, unit: str) -> None:
    """A unit that a day lies in holds it, follows from its own first day, and ends before the next one begins."""
    found = calendar.containing(day, unit)
    assert found.begin is not None
    assert found.end is not None
    if unit != "WE":
        assert found.begin <= day <= found.end
    assert calendar.containing(found.begin, unit) == found
    following = calendar.containing(calendar.shifted(found.begin, 1, unit), unit)
    assert following.begin is not None
    assert found.end < following.begin
    if unit != "WE":
        assert following.begin == found.end + timedelta(1)


@given(st.dates(), st.integers(-200, 200), st.sampled_from(sorted(calendar.LENGTHS)))
def test_days_move_or_leave_the_calendar(day: date, count: int, unit: str) -> None:
    """A moved day lies on the right side of the day, or the calendar ends."""
    try:
        moved = calendar.shifted(day, count, unit)
    except (ValueError, OverflowError):
        return
    assert (moved > day, moved < day) == (count > 0, count < 0)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two", 2),
        ("two hundred ten", 210),
        ("nineteen thousand five hundred", 19500),
        ("2,000", 2000),
        ("2 1/2", Fraction(5, 2)),
        ("6.5", Fraction(13, 2)),
        ("a few", None),
    ],
)
def test_numbers(words: str, expected: Fraction | None) -> None:
    """Number words add up; where they do not say how many there is no number."""
    read = [almanac.load().read(word, capital=False, noun=False) for word in words.split()]
    assert numeral.number(reading.words for reading in read if reading) == expected


@pytest.mark.parametrize(
    ("values", "year"), [([19, 90, 6], 1996), ([20, 20, 4], 2024), ([20, 10], 2010), ([19, 6], None), ([3, 90], None)]
)
def test_spoken_years(values: list[int], year: int | None) -> None:
    """A year in two halves is a year only if it can be one."""
    assert numeral.spoken(values) == year


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (Fraction(24), "P1Y", "P24Y"),
        (Fraction(5, 2), "P1Y", "P2Y6M"),
        (Fraction(1, 2), "PT1H", "PT30M"),
        (Fraction(3, 2), "P1D", "P1DT12H"),
        (Fraction(1, 2), "P100Y", "P50Y"),
        (Fraction(13, 10), "P1M", "P1M9D"),
        (Fraction(1, 7), "P1Y", "P0.142857Y"),
        (None, "P10Y", "PXE"),
        (None, "PT1M", "PTXM"),
    ],
)
def test_durations(count: Fraction | None, unit: str, value: str) -> None:
    """A number of units as TIMEX3 writes it."""
    assert Amount(count, calendar.unit(unit)).value == value


# ── the words ────────────────────────────────────────────────────────────────


def facts() -> dict[str, dict[str, list[str]]]:
    """Each subject of the calendar with its predicates (local names) and values."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in ox.parse(path=str(almanac.FILE), format=ox.RdfFormat.TURTLE):
        name = quad.predicate.value.rpartition("#")[2]
        found.setdefault(quad.subject.value, {}).setdefault(name, []).append(quad.object.value)
    return found


@pytest.mark.parametrize(
    ("pattern", "example"), [(name, text) for name, pairs in facts().items() for text in pairs.get("example", ())]
)
def test_examples(parse: Parse, pattern: str, example: str) -> None:
    """Each pattern of the calendar finds its example, by a rule that gives a value."""
    found = find(parse(f"It changed {example} ."), PUBLISHED)
    assert (pattern, True) in {(span.mentions[0].entry, bool(span.value)) for span in found}


def test_the_calendar_is_whole() -> None:
    """Every word has one class and one meaning, and every pattern an example and a rule that exists."""
    known = facts()
    helpers = known.pop(iri.LEX + "calendar")["helper"]
    assert set(helpers) <= {kind for pairs in known.values() for kind in pairs["type"]}
    for name, pairs in known.items():
        assert len(pairs["type"]) == 1, name
        if "label" in pairs:
            assert len(pairs["label"]) == 1, name
            assert len(pairs.get("value", [])) <= 1, name
        elif pairs["type"] == [iri.LEX + "Pattern"]:
            assert pairs["example"], name
            assert pairs["reads"][0] in RULES, name


def test_every_rule_is_used() -> None:
    """No rule is left that no pattern names."""
    assert {pattern.reads for pattern in almanac.load().patterns} == set(RULES)


def test_a_new_word_needs_no_python(tmp_path: Path) -> None:
    """A line of Turtle is a word: its texts, its class and what it stands for."""
    path = tmp_path / "calendar.ttl"
    line = (
        'en:nowruz a lex:Holiday ; rdf:value "03-20" ; rdfs:label "Nowruz"@en ; skos:altLabel "Persian New Year"@en .'
    )
    path.write_text(f"{almanac.FILE.read_text('utf-8')}\n{line}\n", "utf-8")
    found = almanac.load(path)
    assert found.readings["nowruz"][0].words == {"Holiday": Word("Holiday", "03-20", "Nowruz")}
    assert [texts for texts, _ in found.phrases["persian"]] == [("persian", "new", "year")]
    assert {"nowruz", "persian"} <= found.triggers


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('en:x a lex:Month ; rdfs:label "X"@en', "line [0-9]+: this is no Turtle: "),
        (
            'en:x a lex:Pattern ; lex:reads "date" ; lex:form "Moon Day" .',
            "en:x: there is no word of the class Moon[.]",
        ),
        ('en:x a lex:Pattern ; lex:reads "date" ; lex:form "(Month Day" .', "en:x: a [)] is missing in the form[.]"),
        ('en:x a lex:Pattern ; lex:reads "date" ; lex:form "Month ) Day" .', "en:x: a [)] too many in the form[.]"),
        ('en:x a lex:Pattern ; lex:reads "date" ; lex:form "Month?" .', "en:x: the form can be empty[.]"),
        ('en:x a lex:Pattern ; lex:reads "date" ; lex:form "[the Month?] Day" .', "en:x: the form does not work: "),
    ],
)
def test_mistakes_in_the_calendar(tmp_path: Path, line: str, problem: str) -> None:
    """A mistake in the file is told with the file and the place."""
    path = tmp_path / "calendar.ttl"
    path.write_text(f"{almanac.FILE.read_text('utf-8')}\n{line}\n", "utf-8")
    with pytest.raises(LexiconError, match=re.escape(str(path)) + ", " + problem):
        almanac.load(path)


def test_no_calendar(tmp_path: Path) -> None:
    """A file that is not there is told."""
    with pytest.raises(LexiconError, match="the calendar cannot be read"):
        almanac.load(tmp_path / "none.ttl")


# ── any text ─────────────────────────────────────────────────────────────────

WORDS = sorted(set(almanac.load().readings) | {" ".join(texts) for texts in almanac.load().phrases})
NUMERALS = st.one_of(
    st.integers(0, 3000).map(str),
    st.from_regex(r"[0-9]{1,4}(st|nd|rd|th|s)", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[:/.][0-9]{1,2}([/.][0-9]{2,4})?", fullmatch=True),
)
TAGS = st.sampled_from(["NN", "NNS", "NNP", "VBD", "VBZ", "VB", "VBN", "MD", "IN", "CD", "DT", "JJ", "RB"])
DEPS = st.sampled_from(["pobj", "npadvmod", "nummod", "prep", "ROOT", "aux", "dobj", "mark", "neg"])
DAYS = st.none() | st.dates()


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, tuple[Sentence, ...]]:
    """A text of words of time, numerals and anything else, with a parse of any shape."""
    other = st.text(st.characters(exclude_categories=["Zs", "Cc", "Cs"]), min_size=1)
    word = st.one_of(st.sampled_from(WORDS), NUMERALS, other)
    texts = draw(st.lists(word, min_size=1, max_size=12))
    if draw(st.booleans()):
        texts = [text.capitalize() for text in texts]
    tokens, begin = [], 0
    for i, text in enumerate(texts):
        head = draw(st.integers(0, len(texts) - 1))
        tag, dep, entity = draw(TAGS), draw(DEPS), draw(st.sampled_from(["", "DATE", "PERSON"]))
        tokens.append(Token(i, begin, begin + len(text), text, text.lower(), tag, "X", dep, head, entity, False))
        begin += len(text) + 1
    return " ".join(texts), (Sentence(0, 0, Span(0, begin - 1), tuple(tokens)),)


@given(sentences(), DAYS)
def test_any_text(parsed: tuple[str, tuple[Sentence, ...]], published: date | None) -> None:
    """Whatever the text: spans in order and apart, days in order, no day where none can be, the same twice."""
    text, parse = parsed
    found = find(parse, published)
    spans = [span.mentions[0].span for span in found]
    assert spans == sorted(spans)
    assert all(a.end <= b.begin for a, b in pairwise(spans))
    assert all(0 <= span.begin < span.end <= len(text) for span in spans)
    assert all(span.of(text) == span.of(text).strip() for span in spans)
    for span in found:
        assert span.value
        assert span.label
        assert len(span.mentions) == 1
        assert span.begin is None or span.end is None or span.begin <= span.end
        assert ("/" in span.key) == (span.key == iri.shared_key("time", span.value))
        assert "/" not in span.key or (span.begin is not None and span.end is not None)
        assert not span.value.startswith("XXXX") or (span.begin, span.end) == (None, None)
    assert find(parse, published) == found


@given(sentences(), sentences(), DAYS)
def test_a_shared_key_says_all(
    one: tuple[str, tuple[Sentence, ...]], other: tuple[str, tuple[Sentence, ...]], published: date | None
) -> None:
    """What is true of a shared key does not depend on the text or the day of the article."""
    known: dict[str, tuple[object, ...]] = {}
    for span in (*find(one[1], published), *find(other[1], PUBLISHED)):
        if "/" in span.key:
            facts = span.label, span.value, span.begin, span.end, span.granularity
            assert known.setdefault(span.key, facts) == facts


@given(st.text(max_size=40))
def test_texts_without_time(text: str) -> None:
    """Letters alone that are no words of time give nothing."""
    letters = "".join(c for c in text if c.isalpha()) or "x"
    word = letters if letters.lower() not in almanac.load().readings else "x"
    token = Token(0, 0, len(word), word, word.lower(), "NN", "NOUN", "ROOT", 0, "", False)
    assert find((Sentence(0, 0, Span(0, len(word)), (token,)),), PUBLISHED) == ()


def test_a_long_text_is_read_whole() -> None:
    """A sentence of thousands of words of time ends, and each day is found."""
    tokens = []
    for i, text in enumerate(["on", "Friday", ",", "2000", "people", "of", "the"] * 3000):
        tag = "NNS" if text == "people" else "NN"
        tokens.append(Token(i, 8 * i, 8 * i + len(text), text, text, tag, "NOUN", "dep", i, "", False))
    found = find((Sentence(0, 0, Span(0, 8 * len(tokens)), tuple(tokens)),), PUBLISHED)
    assert [span.value for span in found] == ["2024-12-06"] * 3000
