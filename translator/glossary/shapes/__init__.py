"""Interchange: the shapes in which other tools keep their glossaries, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath

from ...errors import InputError
from ..entry import Entry
from .amazon import Terminology
from .base import Item, Options, Read, Shape, Written
from .cells import read_rows
from .columns import Columns, is_header
from .google import TermSets
from .native import Native
from .pairs import Pairs
from .tbx import Tbx
from .xlsx import Workbook

__all__ = ["SHAPES", "Options", "Read", "Shape", "Written", "detect", "is_binary", "named", "shape_of", "with_ids", "with_sources"]

SHAPES: Mapping[str, Shape] = {
    "yaml": Native(),
    "csv": Columns(".csv", ",", "CSV with a header: every field but patterns"),
    "tsv": Columns(".tsv", "\t", "TSV with a header: the same"),
    "tbx2": Tbx(2, "TBX-Basic, version 2, which most tools read"),
    "tbx3": Tbx(3, "TBX-Basic, version 3 (ISO 30042:2019)"),
    "deepl": Pairs(1024, "DeepL: pairs of one direction, no header"),
    "google": TermSets(),
    "google-pairs": Pairs(1023, "Google: a unidirectional glossary, pairs without a header"),
    "amazon": Terminology(False, "Amazon: a custom terminology for one direction (UNI)"),
    "amazon-multi": Terminology(True, "Amazon: a custom terminology for all directions (MULTI)"),
    "xlsx": Workbook(),
}
"""All shapes by name."""

_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""What may stand in front of the first character of an XML document, whatever its encoding."""


def named(name: str) -> Shape:
    """Return the shape of that name; raise `InputError`, which lists them, for another."""
    if name in SHAPES:
        return SHAPES[name]
    known = "".join(f"\n  {each:13} {shape.summary}" for each, shape in SHAPES.items())
    raise InputError(f"{name!r} is no shape of a glossary. There are:{known}")


def detect(data: bytes, path: str) -> Shape:
    """Return the shape that `data` shows to be, or the one that the name says; raise `InputError` for neither.

    >>> detect(b"<martif/>", "x").suffix, detect(b"en,ko\\nsummit,x", "x.csv").suffix, detect(b"- id: a", "x.yml").suffix
    ('.tbx', '.csv', '.yaml')
    """
    start = data[:4096].lstrip(_BLANK)
    if is_binary(data):
        return SHAPES["tbx2" if start.startswith(b"<") else "xlsx"]
    suffix = PurePath(path).suffix.lower()
    if suffix in (".yaml", ".yml") or start.startswith((b"- ", b"#", b"---")):
        return SHAPES["yaml"]
    rows, delimiter, _ = read_rows(data, path)
    if suffix not in (".csv", ".tsv", ".txt", ".tab") and not (rows and len(rows[0].cells) > 1):
        raise InputError(f"{path}: this is no glossary that could be recognised; name its shape with --shape.")
    if rows and not is_header(rows[0].cells) and len(rows[0].cells) in (2, 4, 5):
        return SHAPES["deepl"]
    return SHAPES["tsv" if delimiter == "\t" else "csv"]


def is_binary(data: bytes) -> bool:
    """Return whether `data` is XML, which names its own encoding, or a workbook: nothing to be decoded as text."""
    return data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or data[:4096].lstrip(_BLANK).startswith(b"<")


def shape_of(path: PurePath) -> Shape:
    """Return the shape to write a file of that name in; raise `InputError` where the name says nothing."""
    suffix = {".yml": ".yaml"}.get(path.suffix.lower(), path.suffix.lower())
    for shape in SHAPES.values():
        if shape.suffix == suffix:
            return shape
    raise InputError(f"{path}: the ending says nothing of the shape; name one with --shape.")


def with_ids(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items with ids to speak of, unique, where their file gives none."""
    taken: set[str] = set()
    found = []
    for item in items:
        id = _slug(item) if item.id.endswith(f"({item.origin})") else item.id
        unique, number = id, 2
        while unique in taken:
            unique, number = f"{id}-{number}", number + 1
        taken.add(unique)
        found.append(replace(item, id=unique))
    return tuple(found)


def with_sources(items: Iterable[Item], path: str) -> tuple[Item, ...]:
    """Return imported items with the place they come from as their source, unless the file itself gives one."""
    name = PurePath(path).name
    return tuple(replace(item, source=item.source or f"{name}, line {item.origin.rpartition(':')[2]}") for item in items)


def _slug(item: Item) -> str:
    term = next(iter(item.renderings.values())).term if isinstance(item, Entry) else item.id
    return re.sub(r"[\W_]+", "-", term.lower()).strip("-") or "entry"
