"""CSV and TSV: which columns are text, and how cells are written."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import Translator
from translator.errors import InputError, ParseError
from translator.formats import load_format
from translator.formats.base import Options, configure
from translator.model import Pair, plain
from translator.testing import FakeEngine

SAMPLES = Path(__file__).parents[1] / "formats"


def texts(data: str | bytes, *columns: str, format: str = "csv", source: str = "en") -> list[str]:
    """Return the cells to translate."""
    reader = configure(load_format(format), Options(Pair(source, "ko"), columns))
    return [plain(unit.source) for unit in reader.parse(data.encode() if isinstance(data, str) else data).units]


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ((), ["Garden chair", 'A folding chair, made of "teak".', "Table"]),
        (("2",), ["Garden chair", "Table", "Long bench"]),
        (("color",), ["Red", "Blue", "Red"]),
        (("5", "Title"), ["Garden chair", "Red", "Table"]),
    ],
)
def test_columns_are_chosen_by_name_or_number_or_by_what_they_hold(columns: tuple[str, ...], wanted: list[str]) -> None:
    """Numbers, addresses and single words are not taken unasked; the header never is."""
    assert texts((SAMPLES / "goods.csv").read_bytes(), *columns)[:3] == wanted


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("name,status\nKim Min-seok,active\nLee Jae-myung,closed\n", ["Kim Min-seok", "Lee Jae-myung"]),
        ("English,Korean\nThe talks began.,회담이 시작됐다.\nThey ended.,끝났다.\n", ["The talks began.", "They ended."]),
        ("The talks began today.\nThey ended.\n", ["The talks began today.", "They ended."]),
        ("a;b\n1,5;The price is low\n2,5;The price is high\n", ["The price is low", "The price is high"]),
        ("date,amount\n3 May 2026,12 kg\n4 May 2026,13 kg\n", []),
        ("id,name\n1,A long name,more text here\n2,An odd name\n", ["A long name", "more text here", "An odd name"]),
        ("1,2\n3,4\n", []),
        ("", []),
    ],
)
def test_what_is_text(table: str, wanted: list[str]) -> None:
    """Codes, amounts and what is in Korean already are left alone."""
    assert texts(table) == wanted


def test_a_wrong_choice_lists_the_columns() -> None:
    """And where no column is text for sure, the user is asked rather than an untouched file called a translation."""
    table = "id,Color\n1,Red\n2,Blue\n"
    with pytest.raises(InputError, match=r"no column 'Size'. Columns: 1 \(id\), 2 \(Color\)"):
        texts(table, "Size")
    with pytest.raises(InputError, match="no column '3'"):
        texts(table, "3")
    with pytest.raises(ParseError, match=r"Choose with --columns: 1 \(id\), 2 \(Color\)"):
        texts(table)
    with pytest.raises(InputError, match="--columns is for tables"):
        configure(load_format("markdown"), Options(columns=("1",)))


_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from('\n",;\t|'), max_size=12)


@given(rows=st.lists(st.lists(_CELLS, min_size=2, max_size=3), min_size=1, max_size=4), text=_CELLS.filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_any_cell_is_read_back(rows: list[list[str]], text: str) -> None:
    """By Python's own reader: the cell says what was written, all others what they said."""
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\n").writerows([["one", "key"], *([f"A text, {n}", *row[1:]] for n, row in enumerate(rows))])
    data = table.getvalue()
    reader = configure(load_format("csv"), Options(columns=("1",)))
    document = reader.parse(data.encode())
    assert len(document.units) == len(rows)
    before = list(csv.reader(io.StringIO(data, newline="")))
    after = list(csv.reader(io.StringIO(reader.serialize(document, {0: (text,)}).decode(), newline="")))
    assert after[1][0] == text
    assert [*after[0], *after[1][1:], *after[2:]] == [*before[0], *before[1][1:], *before[2:]]


def test_spreadsheets_of_older_days_get_a_mark() -> None:
    """Excel would take UTF-8 without a mark for CP949, which the file was in."""
    data = "name,text\nA,한국어 문장 하나\nB,문장이 또 있다\n".encode("cp949")
    reader = configure(load_format("csv"), Options(Pair("ko", "ja")))
    document = reader.parse(data)
    assert reader.serialize(document, {}) == data
    assert reader.serialize(document, {0: ("日本語",)}).startswith(b"\xef\xbb\xbfname,text\nA,")


def test_the_run_tells_which_columns(tmp_path: Path) -> None:
    """So that nobody has to guess what was left out."""
    run = Translator("ko", engine=FakeEngine()).translate_file(SAMPLES / "goods.csv", tmp_path / "x.csv")
    assert run.notes == ("Columns with text: 2 (Title), 4 (Description). --columns chooses others.",)
    run = Translator("ko", engine=FakeEngine()).translate_file(SAMPLES / "goods.csv", tmp_path / "y.csv", columns=["Color"])
    assert [outcome.segment.text for outcome in run.outcomes] == ["Red", "Blue", "Red"]
