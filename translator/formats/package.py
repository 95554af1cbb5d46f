"""Documents that are archives of XML parts: what every one of them does to be read and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from ..errors import ParseError
from ..model import Document, Pattern, Targets, Unit
from .archive import Archive
from .patch import Again, Edit, Fill, PartSlot, fill, patched
from .xml_tokens import read_source

Found = tuple[Pattern, PartSlot]
"""A unit, and where it stands in its part; with `Again` for a slot one that was found before."""

Reader = Callable[[bytes, str, str], Iterable[Found]]
"""Yields the units of a part, given as UTF-8; takes its bytes, the path of the document and the part's name."""

PartEdits = Callable[[bytes, str, str], Iterator[Edit]]
"""Yields what else is to change in a part: its bytes, the path of the document, the part's name."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part with units."""

    name: str
    first: int
    """Number of its first unit."""
    slots: tuple[PartSlot, ...] = field(repr=False)
    again: tuple[tuple[int, PartSlot], ...] = field(default=(), repr=False)
    """Further places of units, with the number that each unit has in the document."""


@dataclass(frozen=True, slots=True)
class Package:
    """The skeleton of such a document."""

    data: bytes = field(repr=False)
    path: str
    parts: tuple[Part, ...]
    related: tuple[str, ...] = ()
    """Parts that may change with the text though they hold none: styles and settings, which state its language."""


def parse_package(
    name: str, archive: Archive, data: bytes, readers: Iterable[tuple[str, Reader]], related: Sequence[str] = ()
) -> Document:
    """Return the document with the units of all parts, in the order of `readers`. Raises `ParseError`."""
    units: list[Unit] = []
    parts: list[Part] = []
    for part, read in readers:
        first = len(units)
        slots: list[PartSlot] = []
        again: list[tuple[int, PartSlot]] = []
        source = read_source(archive.read(part), archive.path, part)
        for pattern, slot in read(source.data, archive.path, part):
            if isinstance(slot, Again):
                again.append((first + slot.of, slot.slot))
                continue
            units.append(Unit(len(units), pattern))
            slots.append(slot)
        if slots:
            parts.append(Part(part, first, tuple(slots), tuple(again)))
    kept = Package(data, archive.path, tuple(parts), tuple(name for name in related if name in archive))
    return Document(name, tuple(units), kept)


def serialize_package(document: Document, targets: Targets, further: PartEdits, filling: Fill = fill) -> bytes:
    """Return the document with `targets` filled in; parts in which nothing changes are copied as they are."""
    kept = cast(Package, document.skeleton)
    if not targets:
        return kept.data
    archive = Archive(kept.data, kept.path)
    return archive.rewritten(patched_parts(archive, kept, targets, further, filling))


def patched_parts(
    archive: Archive, kept: Package, targets: Targets, further: PartEdits, filling: Fill = fill
) -> dict[str, bytes]:
    """Return the parts that change, by name. `further` is asked for each part that is filled or related to the text.

    A related part that cannot be read stays as it is: all the work of translating is not lost to a broken style sheet.
    """
    fills: dict[str, list[tuple[PartSlot, Pattern]]] = {}
    for part in kept.parts:
        places = (*enumerate(part.slots, part.first), *part.again)
        chosen = [(slot, targets[id]) for id, slot in places if id in targets]
        if chosen:
            fills[part.name] = chosen
    changed: dict[str, bytes] = {}
    for name in dict.fromkeys((*fills, *kept.related)):
        try:
            original = archive.read(name)
            source = read_source(original, kept.path, name)
            edits = [filling(slot, pattern, source.data) for slot, pattern in fills.get(name, ())]
            edits += further(source.data, kept.path, name)
        except ParseError:
            if name in fills:
                raise
            continue
        new = source.encode(patched(source.data, edits))
        if new != original:
            changed[name] = new
    return changed


def by_number(names: Iterable[str]) -> list[str]:
    """Return names in the order of people: slide2 before slide10.

    >>> by_number(["s/slide10.xml", "s/slide2.xml"])
    ['s/slide2.xml', 's/slide10.xml']
    """
    return sorted(names, key=lambda name: [part.zfill(9) if part.isdecimal() else part for part in re.split(r"(\d+)", name)])
