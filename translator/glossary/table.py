"""Glossaries as tables, CSV and TSV: a header of language tags, a row for each concept."""

from __future__ import annotations

import csv
import io
import re

from .entry import Entry, PatternEntry
from .schema import read_item

_OTHER = {"id", "type", "note", "source", "mode", "case"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})*")


def read(data: bytes, path: str) -> tuple[list[Entry | PatternEntry], list[str]]:
    """Return the entries of a table, and a line `path:line: what` for every problem."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [f"{path}:{data[: error.start].count(10) + 1}: the file is not UTF-8; save it as UTF-8"]
    if not text.strip():
        return [], []
    first = text.splitlines()[0]
    delimiter = max("\t;,", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip() for name in next(rows)]
    unknown = [name for name in header if name not in _OTHER and not _TAG.fullmatch(name)]
    languages = [name for name in header if name not in _OTHER]
    if unknown or len(languages) < 2:
        what = f"{unknown[0]!r} is no language tag" if unknown else "there are fewer than two languages"
        return [], [f"{path}:1: the first row must name the columns by language, such as en,ko,ja: {what}"]
    items: list[Entry | PatternEntry] = []
    problems: list[str] = []
    for row in rows:
        origin = f"{path}:{rows.line_num}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            problems.append(f"{origin}: {len(row)} cells under {len(header)} columns; put a text with {delimiter!r} in quotes")
            continue
        fields = {name: cell.strip() for name, cell in zip(header, row, strict=False) if cell.strip()}
        if not fields.get(languages[0]):
            problems.append(f"{origin}: the column {languages[0]!r} is empty")
            continue
        fields.setdefault("id", f"{fields[languages[0]]} ({origin})")
        fields.setdefault("type", "common")
        item = read_item(fields, origin, lambda key, what, origin=origin: problems.append(f"{origin}: {what}"))  # type: ignore[misc]
        if item:
            items.append(item)
    return items, problems
