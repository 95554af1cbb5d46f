"""Tables with a header: a column for each language, for fields of a language (`ko:also`) and for fields of an entry.

What Google's equivalent term sets and Amazon's terminologies look like is read here too: their headers are of this kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import UnknownLanguageError
from ...locales import parse_tag
from ...model import Case, Mode
from ..entry import Entry, Glossary, Rendering
from ..schema import read_item
from .base import Item, Losses, Options, Read, Written, languages, note_patterns
from .cells import Row, read_rows, unguard, write_rows

ENTRY_FIELDS = ("id", "type", "mode", "case", "historical", "source", "note")
LISTS = ("aliases", "part", "also", "forbidden", "forms")
TEXTS = ("first", "later", "reading", "rank")
_FOREIGN = ("pos", "description")
"""Columns of Google's equivalent term sets."""
_PART = re.compile(r"(?:[^|\\]|\\.)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Columns:
    """A table in which everything but patterns has its column. Lists are written `one | two`."""

    suffix: str
    delimiter: str
    summary: str
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return the entries of a table."""
        return read_table(data, path)

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return a table with the columns that are needed."""
        tags = languages(glossary, options)
        losses = Losses()
        note_patterns(glossary, losses)
        rows = []
        for entry in glossary.entries:
            if options.source in entry.renderings:
                rows.append(_cells(entry, tags))
            else:
                losses.add(f"no term in {options.source!r}, left out", entry.id)
        order = [*tags, *(f"{tag}:{name}" for tag in tags for name in (*LISTS, *TEXTS)), *ENTRY_FIELDS]
        needed = {*tags, "id", *(key for row in rows for key in row)}
        header = [key for key in order if key in needed]
        table = [header, *([row.get(key, "") for key in header] for row in rows)]
        return Written(write_rows(table, self.delimiter), losses.lines())


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a row names columns: only known ones, and two languages at least.

    >>> is_header(["en", "ko", "pos"]), is_header(["English", "Korean"]), is_header(["summit", "정상회담"])
    (True, True, False)
    """
    columns = [_column(cell) for cell in cells if cell]
    return None not in columns and len({tag for column in columns if column for tag in column[:1] if tag and not column[1]}) > 1


def read_table(data: bytes, path: str) -> Read:
    """Return the entries of a table whose first row names the columns, or what keeps it from being read."""
    rows, _, problems = read_rows(data, path)
    return Read(problems=tuple(problems)) if problems else read_columns(rows, path)


def read_columns(rows: Sequence[Row], path: str) -> Read:
    """Return the entries under a header."""
    if not rows:
        return Read()
    header = [_column(cell) for cell in rows[0].cells]
    main = [column[0] for column in header if column and column[0] and not column[1]]
    if wrong := _wrong_header(rows[0].cells, header, main):
        where = f"{path}:{rows[0].line}"
        return Read(problems=(f"{where}: the first row must name the columns by language, such as en,ko,ja: {wrong}",))
    items: list[Item] = []
    problems: list[str] = []
    losses = Losses()
    for row in rows[1:]:
        origin = f"{path}:{row.line}"
        if any(row.cells[len(header) :]):
            what = f"{len(row.cells)} cells under {len(header)} columns; put a text with the delimiter in quotes"
            problems.append(f"{origin}: {what}")
            continue
        filled = [(column, unguard(cell)) for column, cell in zip(header, row.cells, strict=False) if column and cell]
        if not any(column == (main[0], "") for column, _ in filled):
            problems.append(f"{origin}: the column {main[0]!r} is empty")
            continue
        fields = _fields(filled)
        if fields.pop("pos", None):
            losses.add("‘pos’ is not held", origin)
        fields.setdefault("id", f"{fields[main[0]]['term']} ({origin})")
        fields.setdefault("type", "common")
        item = read_item(fields, origin, lambda key, what, origin=origin: problems.append(f"{origin}: {what}"))  # type: ignore[misc]
        if item:
            items.append(item)
    return Read(tuple(items), tuple(problems), losses.lines())


def _column(cell: str) -> tuple[str, str] | None:
    """Return language and field of a column, either may be empty; None for what names no column."""
    name = cell.strip()
    if name.lower() in (*ENTRY_FIELDS, *_FOREIGN):
        return "", name.lower()
    tag, _, part = name.partition(":")
    if part and part not in (*LISTS, *TEXTS):
        return None
    try:
        return parse_tag(tag), part
    except UnknownLanguageError:
        return None


def _wrong_header(cells: Sequence[str], header: Sequence[tuple[str, str] | None], main: Sequence[str]) -> str:
    for cell, column in zip(cells, header, strict=True):
        if column is None and cell:
            return f"{cell!r} is no language tag"
        if column and header.count(column) > 1:
            return f"the column {cell!r} is there twice"
        if column and column[0] and column[0] not in main:
            return f"{cell!r} is there without {column[0]!r}"
    return "" if len(main) > 1 else "there are fewer than two languages"


def _fields(filled: Iterable[tuple[tuple[str, str], str]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for (tag, part), text in filled:
        if not tag:
            name = "note" if part == "description" else part
            fields[name] = text.lower() == "true" if name == "historical" else "; ".join(filter(None, (fields.get(name), text)))
        elif not part:
            fields.setdefault(tag, {})["term"] = text
        else:
            fields.setdefault(tag, {})[part] = _value(part, text)
    return fields


def _value(part: str, text: str) -> Any:
    if part == "rank":
        try:
            return float(text)
        except ValueError:
            return text
    if part not in LISTS:
        return text
    values = [re.sub(r"\\(.)", r"\1", found, flags=re.DOTALL) for value in _PART.findall(text) if (found := value.strip())]
    return dict(value.split("=", 1) for value in values if "=" in value) if part == "forms" else values


def _cells(entry: Entry, tags: Iterable[str]) -> dict[str, str]:
    """Return the cells of a row by column, without those that say nothing."""
    cells = {"id": entry.id, "source": entry.source, "note": entry.note}
    cells["type"] = entry.type if entry.type != "common" else ""
    cells["mode"] = entry.mode if entry.mode is not Mode.TRANSLATE else ""
    cells["case"] = entry.case if entry.case is not Case.PERMISSIVE else ""
    cells["historical"] = "true" if entry.historical else ""
    for tag in tags:
        if rendering := entry.renderings.get(tag):
            cells |= {f"{tag}:{name}".removesuffix(":"): text for name, text in _rendering_cells(rendering)}
    return {key: text for key, text in cells.items() if text}


def _rendering_cells(rendering: Rendering) -> Iterable[tuple[str, str]]:
    yield "", rendering.term
    for name in LISTS:
        values = getattr(rendering, name)
        texts = [f"{key}={value}" for key, value in values.items()] if name == "forms" else values
        yield name, " | ".join(re.sub(r"[\\|]", r"\\\g<0>", text) for text in texts)
    for name in ("first", "later", "reading"):
        yield name, getattr(rendering, name)
    yield "rank", repr(rendering.rank) if rendering.rank else ""
