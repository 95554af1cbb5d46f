"""Excel workbooks (.xlsx and its kin): the strings of cells, comments, text boxes, chart titles, messages, headers.

Formulas, numbers, names of sheets and whatever a formula, a filter, a list or a pivot table looks for by its text stay
as they are, since the workbook would compute something else. Headers of tables follow their cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from ..model import Document, Targets, plain
from .archive import Archive
from .elements import read_elements
from .ooxml import (
    OfficePackage,
    drawing_languages,
    is_office,
    property_language,
    read_properties,
    read_text,
    readers,
    stating,
)
from .ooxml_text import TextReader
from .package import Found, Package, Reader, parse_package, serialize_package
from .patch import Edit
from .sheet import Cells, distinct, follow_headers, read_headers_and_footers, references

_KIND = "an Excel workbook"
_HAS_TEXT = re.compile(rb"inlineStr|dataValidation|tooltip")


class Xlsx:
    """Excel workbooks since 2007."""

    name = "xlsx"
    suffixes = (".xlsx", ".xlsm", ".xltx", ".xltm")

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` is a package with a workbook."""
        return is_office(data, _KIND)

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the strings and descriptions. Raises `ParseError`."""
        package = OfficePackage(data, path, _KIND)
        cells = Cells(references(package))
        parts = (
            (r"spreadsheetml\.sharedStrings\+xml", cells.reader(TextReader)),
            (r"spreadsheetml\.worksheet\+xml|spreadsheetml\.chartsheet\+xml", _sheet(cells.reader(TextReader))),
            (r"spreadsheetml\.comments\+xml", read_text),
            (r"threadedcomments\+xml", _read_threads),
            (r"drawing\+xml", read_text),
            (r"drawingml\.chart\+xml", read_text),
            (r"drawingml\.diagramData\+xml|drawingml\.diagramDrawing\+xml", read_text),
            (r"core-properties\+xml", read_properties),
        )
        tables = package.parts(r"spreadsheetml\.table\+xml")
        document = parse_package(self.name, package.archive, data, readers(package, *parts), tables)
        return replace(document, notes=cells.notes())

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the workbook with the units in `targets` replaced, in `language` if that is named."""
        kept = cast(Package, document.skeleton)
        targets = distinct(document.units, targets, Archive(kept.data, kept.path), kept.related) if targets else targets
        renamed = {plain(document.units[id].source): plain(target) for id, target in targets.items()}
        state = stating(language, drawing_languages, property_language)

        def further(data: bytes, path: str, part: str) -> Iterator[Edit]:
            yield from follow_headers(data, path, part, renamed) if part in kept.related else state(data, path, part)

        return serialize_package(document, targets, further)


def _sheet(cells: Reader) -> Reader:
    def read(data: bytes, path: str, part: str) -> Iterator[Found]:
        if _HAS_TEXT.search(data):  # most sheets have none of their own, and may have a million rows
            yield from cells(data, path, part)
        yield from read_headers_and_footers(data, path, part)

    return read


def _read_threads(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from read_elements(data, path, part, {"tc:text"})
