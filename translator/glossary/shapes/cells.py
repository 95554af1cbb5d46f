"""Tables of cells, as CSV and TSV have them, and the guard against cells that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELIMITERS = "\t,;"
_SAMPLE = 20
"""Rows that are looked at to find the delimiter."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a formula begins to Excel, Calc and Sheets (OWASP, CSV Injection), behind guards that were there before."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it."""

    line: int
    """1-based line of the file, or row of the sheet, where it begins."""
    cells: tuple[str, ...]
    """Without white space at their ends."""


def read_rows(data: bytes, path: str) -> tuple[list[Row], str, list[str]]:
    """Return the rows of a UTF-8 table that are not empty, its delimiter, and a line for every problem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], ",", [f"{path}:{data[: error.start].count(10) + 1}: the file is not UTF-8; save it as UTF-8"]
    delimiter = _delimiter(text)
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cell.strip() for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        return [], delimiter, [f"{path}:{line}: this row cannot be read ({error}); is a quotation mark not closed?"]
    return rows, delimiter, []


def write_rows(rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    """Return a UTF-8 table of guarded cells, those in quotes that hold what other tables are delimited with."""
    quoted = re.compile(f'[{DELIMITERS}"\r\n]')  # csv.writer of Python before 3.13 leaves a lone \r bare

    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if quoted.search(cell) else cell

    return "".join(delimiter.join(written(guard(cell)) for cell in row) + "\n" for row in rows).encode()


def guard(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula: with an apostrophe in front, as Weblate does.

    >>> guard("=1+1"), guard("-based"), guard("'=x"), guard("Kim")
    ("'=1+1", "'-based", "''=x", 'Kim')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return a cell as it was before `guard`.

    >>> unguard("'=1+1"), unguard("''=x"), unguard("'tis"), unguard("-based")
    ('=1+1', "'=x", "'tis", '-based')
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the first rows the same number of cells, and more than one.

    Of several that do, the one that leaves the fewest quotation marks in the cells: it cuts no quoted cell in two.
    """

    def score(delimiter: str) -> tuple[int, int, int]:
        rows: list[list[str]] = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
                if any(row):
                    rows.append(row)
                if len(rows) == _SAMPLE:
                    break
        except csv.Error:
            return 0, 0, 0
        width = len(rows[0]) if rows else 0
        quotes = sum('"' in cell for row in rows for cell in row)
        return (sum(len(row) == width for row in rows), -quotes, width) if width > 1 else (0, 0, 0)

    return max(DELIMITERS, key=score)
