"""The first sheet of an Excel workbook, or a named one, as a table. Read only."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...errors import InputError
from ..entry import Glossary
from .base import Options, Read, Written
from .cells import Row
from .columns import is_header, read_columns
from .pairs import read_pairs
from .xml import MAX_BYTES, UnreadableError, local, parse

MAX_PARTS = 10_000
"""Files in the archive. A workbook has a few for each sheet, and one for each picture."""
MAX_COLUMNS, MAX_ROWS = 16_384, 1_048_576
"""Excel's own bounds; a cell beyond them would make us fill a row up to it."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Workbook:
    """A sheet with a header of languages, or with pairs."""

    suffix: str = ".xlsx"
    summary: str = "Excel workbook: a sheet with a header, or with pairs; read only"
    writes: bool = False

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return an entry for each row of the sheet."""
        try:
            rows = list(_rows(data, options.sheet))
        except UnreadableError as error:
            return Read(problems=(f"{path}:1: {error}",))
        if rows and not is_header(rows[0].cells) and len([cell for cell in rows[0].cells if cell]) in (2, 4, 5):
            return read_pairs(rows, path, options)
        return read_columns(rows, path)

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Refuse."""
        raise InputError("Workbooks are only read. Export CSV, which Excel opens: --shape csv.")


def _rows(data: bytes, sheet: str) -> Iterator[Row]:
    if data.startswith(_OLE):
        raise UnreadableError("this is an old or a password-protected Excel file; save it as .xlsx without a password")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError):
        raise UnreadableError("this is no Excel workbook, or a damaged one") from None
    with archive:
        if len(archive.infolist()) > MAX_PARTS:
            raise UnreadableError(f"the workbook has more than {MAX_PARTS} parts")
        book = _part(archive, "xl/workbook.xml")
        if book is None:
            raise UnreadableError("this is no Excel workbook: it has no xl/workbook.xml")
        page = _part(archive, _sheet_path(archive, book, sheet))
        if page is None:
            raise UnreadableError("the sheet is missing from the workbook, which is damaged")
        strings = _part(archive, "xl/sharedStrings.xml")
        shared = [_text(item) for item in strings if local(item) == "si"] if strings is not None else []
    yield from _cells(page, shared)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    """Return the root of a part, None where there is none. What a header says of its size is not believed."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_BYTES + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableError(f"{name} in the workbook cannot be unpacked: {error}") from None
    except Exception as error:  # zlib.error and lzma.LZMAError have no common base but this
        raise UnreadableError(f"{name} in the workbook is damaged: {error}") from None
    return parse(data)


def _sheet_path(archive: zipfile.ZipFile, book: Any, wanted: str) -> str:
    sheets = {str(each.get("name")): each for each in book.iter() if isinstance(each.tag, str) and local(each) == "sheet"}
    if wanted and wanted not in sheets:
        raise UnreadableError(f"the workbook has no sheet {wanted!r}; it has {', '.join(map(repr, sheets))}")
    if not sheets:
        raise UnreadableError("the workbook has no sheet")
    chosen = sheets[wanted] if wanted else next(iter(sheets.values()))
    id = chosen.get(_RELATION) or chosen.get(_STRICT_RELATION)
    relations = _part(archive, "xl/_rels/workbook.xml.rels")
    targets = {each.get("Id"): str(each.get("Target")) for each in relations} if relations is not None else {}
    target = targets.get(id, "worksheets/sheet1.xml")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(page: Any, shared: list[str]) -> Iterator[Row]:
    number = 0
    for row in page.iter():
        if not isinstance(row.tag, str) or local(row) != "row":
            continue
        given = row.get("r", "")
        number = int(given) if given.isdigit() and len(given) < 8 else number + 1
        cells: dict[int, str] = {}
        for cell in row:
            if local(cell) == "c":
                column = _column(cell.get("r", ""), len(cells))
                cells[column] = _value(cell, shared).strip()
        if number > MAX_ROWS or any(column >= MAX_COLUMNS for column in cells):
            raise UnreadableError("the sheet has cells beyond the bounds of a sheet")
        if any(cells.values()):
            yield Row(number, tuple(cells.get(column, "") for column in range(max(cells) + 1)))


def _column(reference: str, default: int) -> int:
    """Return the 0-based column of a reference such as B12."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return default
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _value(cell: Any, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_text(each) for each in cell if local(each) == "is")
    raw = "".join(each.text or "" for each in cell if local(each) == "v")
    if kind == "s":
        return shared[int(raw)] if raw.isdigit() and int(raw) < len(shared) else ""
    if kind == "b":
        return {"1": "true", "0": "false"}.get(raw, raw)
    return "" if kind == "e" else _unescaped(raw)


def _text(item: Any) -> str:
    """Return the text of a string; what is written above it (furigana, `rPh`) is no part of it."""
    parts = []
    for child in item:
        if local(child) == "t":
            parts.append(child.text or "")
        elif local(child) == "r":
            parts += [each.text or "" for each in child if local(each) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Undo `_x000D_`, the way of a workbook to write what XML cannot."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
