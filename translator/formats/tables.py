"""Tables as text (CSV, TSV): the cells of the chosen columns are units, all else stays byte for byte.

Columns are chosen by number, counted from 1, or by the name in the header. Where none is chosen, those are taken that
hold text: at least a third of their cells have two words or more, and hardly any is a number, a date, a code, an
address or already in another script. A first row of short names is a header and stays as it is. Which columns were
taken is told with the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ..errors import InputError, ParseError
from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined
from .base import Options
from .encoding import decode
from .inline import has_words
from .message import for_people, message
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice

DELIMITERS = ",;\t|"
_SAMPLE = 200
"""Rows that are looked at to find the delimiter and the columns with text; a table is alike from top to bottom."""
_TEXT_SHARE, _WORDS_SHARE = 0.8, 0.33
"""Share of cells that must be no number or code, and that must have two words, for a column to count as text."""
_HEADER_LENGTH = 40
_SEPARATOR = re.compile(r"sep=([^\r\n])(?:\r\n|\r|\n)", re.IGNORECASE)
"""What Excel reads from a first line to know the delimiter."""
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_./-]*|\S*\d\S*|[a-z]{2}(?:-[A-Z]{2})?")
_EAST_ASIAN = re.compile(r"[\u3041-\u30fa\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Cell:
    span: Span
    """With its quotes."""
    is_quoted: bool
    text: str


_Row = list[_Cell]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is laid out."""

    start: int
    """Where its rows begin."""
    delimiter: str
    has_header: bool
    columns: tuple[int, ...]
    """Those that are translated, from 0."""


class Csv:
    """Values between commas, semicolons, tabs or bars (RFC 4180 and what spreadsheets make of it)."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)
    has_columns = True
    _delimiters = DELIMITERS

    def __init__(self, options: Options = Options(), known: _Layout | None = None) -> None:
        self._options = options
        self._known = known

    def configured(self, options: Options) -> Csv:
        """Return the format for one choice of columns."""
        return type(self)(options)

    def sniff(self, data: bytes) -> bool:
        """Return False: the name tells."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the cells of the chosen columns. Raises `InputError` for columns that are not there, or none with text."""
        source = decode(data, path=path, encoding=encoding)
        if not source.encoding.startswith("utf"):
            # Spreadsheets take a table without a mark for one in the encoding of their country.
            source = replace(source, mark=True)
        layout, rows = self._read(source.text, path or "<data>")
        lines = Lines(source.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        for row in rows[layout.has_header :]:
            for cell in (row[column] for column in layout.columns if column < len(row)):
                pattern = joined(message(cell.text))
                if has_words(pattern) and (self._options.columns or for_people(cell.text)):
                    units.append(Unit(len(units), pattern, lines.at(cell.span.start)))
                    slots.append(Slot(cell.span, '"' if cell.is_quoted else ""))
        labels = _labels(_names(rows), layout.columns, layout.has_header)
        notes = () if self._options.columns or not rows else (f"Columns with text: {', '.join(labels)}. --columns chooses others.",)
        return Document(self.name, tuple(units), Skeleton(data, source, tuple(slots)), notes)

    def cut(self, data: bytes) -> int:
        """Return where the last row ends that is there as a whole."""
        text = data.decode("utf-8", "ignore")
        start, delimiter = self._start(text)
        end = 0
        for row in _rows(text, start, delimiter):
            if any((raw := cell.span.of(text)).startswith('"') and raw.count('"') % 2 for cell in row):
                break  # the other quote of a cell may be still to come: no row end after it is certain
            last = row[-1].span.end
            if text[last : last + 1] not in ("\r", "\n"):
                break
            end = last + (2 if text.startswith("\r\n", last) else 1)
        return len(text[:end].encode())

    def following(self, first: Document) -> Csv:
        """Return the format for tables without a header, with the delimiter and the columns of the first section."""
        layout, _ = self._read(skeleton(first).source.text, "<data>")
        return type(self)(self._options, replace(layout, start=0, has_header=False))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the table with the cells in `targets` replaced, as UTF-8; with a byte order mark if it was not."""
        kept = skeleton(document)
        return kept.source.encode(splice(kept.source.text, edits(kept.slots, targets, _written))) if targets else kept.data

    def _read(self, text: str, path: str) -> tuple[_Layout, list[_Row]]:
        """Return how the table is laid out, and its rows without empty ones."""
        start, delimiter = self._start(text)
        rows = [row for row in _rows(text, start, delimiter) if any(cell.text for cell in row)]
        if self._known:
            return self._known, rows
        names = _names(rows)
        has_header = _has_header(rows) or bool({*self._options.columns} & {*names})
        return _Layout(start, delimiter, has_header, tuple(self._chosen(names, rows[has_header:], has_header, path))), rows

    def _start(self, text: str) -> tuple[int, str]:
        """Return where the rows begin, and what parts their cells."""
        if self._known:
            return self._known.start, self._known.delimiter
        told = _SEPARATOR.match(text)
        start = told.end() if told else 0
        return start, told[1] if told else _delimiter(text, start, self._delimiters)

    def _chosen(self, names: Sequence[str], rows: Sequence[_Row], header: bool, path: str) -> list[int]:
        """Return the columns to translate, from 0."""
        width = max([len(names), *(len(row) for row in rows)])
        source = self._options.pair.source if self._options.pair else "en"
        if not self._options.columns:
            found = [column for column in range(width) if _is_text(_column(rows, column), source)]
            if not found and any(_is_words(cell.text) for row in rows for cell in row):
                raise ParseError(path, f"no column holds text for sure. Choose with --columns: {_listed(names, header)}.")
            return found
        chosen = []
        for column in self._options.columns:
            by_name = [at for at, name in enumerate(names) if name.casefold() == column.strip().casefold()]
            number = int(column) - 1 if column.strip().isascii() and column.strip().isdigit() else -1
            if not by_name and not 0 <= number < width:
                raise InputError(f"{path} has no column {column!r}. Columns: {_listed(names, header)}.")
            chosen += by_name or [number]
        return sorted({*chosen})


class Tsv(Csv):
    """Values between tabs."""

    name = "tsv"
    suffixes = (".tsv", ".tab")
    _delimiters = "\t"


def _names(rows: Sequence[_Row]) -> list[str]:
    return [cell.text.strip() for cell in rows[0]] if rows else []


def _rows(text: str, start: int, delimiter: str) -> Iterator[_Row]:
    ends = re.escape(delimiter)
    field = re.compile(rf'("(?:[^"]|"")*+"(?=[{ends}\r\n]|\Z)|[^{ends}\r\n]*)({ends}|\r\n|\r|\n|\Z)')
    row: _Row = []
    while start < len(text):
        match = field.match(text, start)
        assert match
        raw = match[1]
        is_quoted = len(raw) > 1 and raw[0] == raw[-1] == '"'
        row.append(_Cell(Span(*match.span(1)), is_quoted, raw[1:-1].replace('""', '"') if is_quoted else raw))
        start = match.end()
        if match[2] != delimiter:
            yield row
            row = []
    if row:
        yield row


def _delimiter(text: str, start: int, candidates: str) -> str:
    """Return the delimiter under which the rows are most alike, and among equals the one that gives more columns."""

    def quality(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row, _ in zip(_rows(text, start, delimiter), range(_SAMPLE), strict=False)]
        usual = round(median(widths)) if widths else 0
        return (sum(width == usual for width in widths) / len(widths) if usual > 1 else 0.0, usual)

    return max(candidates, key=quality)


def _has_header(rows: Sequence[_Row]) -> bool:
    """Return whether the first row names the columns: short, all different, and unlike what stands below."""
    if len(rows) < 2:
        return False
    names = [cell.text.strip() for cell in rows[0]]
    if len({*names}) < len(names) or not all(0 < len(name) <= _HEADER_LENGTH and name[0].isalpha() for name in names):
        return False
    if any(re.search(r"[.!?…。！？]$", name) for name in names):
        return False
    for column, name in enumerate(names):
        below = [cell.text for row in rows[1:_SAMPLE] if column < len(row) and (cell := row[column]).text.strip()]
        if below and (all(not _is_words(text) for text in below) or median(map(len, below)) >= 1.5 * len(name)):
            return True
    return False


def _column(rows: Sequence[_Row], column: int) -> list[str]:
    return [text for row in rows[:_SAMPLE] if column < len(row) and (text := row[column].text.strip())]


def _is_text(cells: Sequence[str], source: str) -> bool:
    words = [cell for cell in cells if _is_words(cell)]
    if source.split("-")[0] not in ("ko", "ja", "zh"):
        words = [cell for cell in words if not _EAST_ASIAN.search(cell)]
    several = [cell for cell in words if re.search(r"\w\W*\s+\W*\w", cell) or _EAST_ASIAN.search(cell)]
    return bool(cells) and len(words) >= _TEXT_SHARE * len(cells) and len(several) >= _WORDS_SHARE * len(cells)


def _is_words(text: str) -> bool:
    """Return whether a cell has words rather than a number, an amount, a date or a code."""
    letters = sum(character.isalpha() for character in text)
    digits = sum(character.isdigit() for character in text)
    has_own = has_words(joined(message(text)))
    return has_own and letters > digits and for_people(text) and not _CODE.fullmatch(text)


def _listed(names: Sequence[str], header: bool) -> str:
    return ", ".join(_labels(names, range(len(names)), header))


def _labels(names: Sequence[str], columns: Iterable[int], header: bool) -> list[str]:
    """Return columns by number and, where the header has one, by name; rows may be longer than the header."""
    return [f"{at + 1} ({names[at]})" if header and at < len(names) and names[at] else f"{at + 1}" for at in columns]


def _written(pattern: Pattern, slot: Slot) -> str:
    text = "".join(part.raw if isinstance(part, Inline) else part for part in pattern)
    # A delimiter that was not chosen costs nothing in quotes, and the next program may guess another one.
    if slot.context or re.search(r"[\"\r\n]|[,;\t|]", text) or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
