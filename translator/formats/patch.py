"""A part of a package with some of its units filled: bytes in, bytes out, and everything between the units copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from ..model import Pattern, Span, plain
from .xml_tokens import escaped

Copy = Callable[[Span], bytes]
"""Returns the bytes of a part at a place, with what is filled inside of it."""


class PartSlot(Protocol):
    """Where a unit stands in a part, and how it is written there."""

    @property
    def span(self) -> Span:
        """Its place, in bytes of the part."""

    def written(self, pattern: Pattern, copy: Copy) -> bytes:
        """Return what stands at `span` when the unit says `pattern`."""


@dataclass(frozen=True, slots=True)
class TextSlot:
    """The value of an attribute, or an element that holds text and nothing else."""

    span: Span
    quote: str = ""
    """What encloses the value of an attribute; empty for an element."""

    def written(self, pattern: Pattern, copy: Copy) -> bytes:
        """Return the words of `pattern`."""
        return escaped(plain(pattern), self.quote)


@dataclass(frozen=True, slots=True)
class Again:
    """Where a unit stands once more, for programs that do not understand its first place. Both are filled alike."""

    slot: PartSlot
    of: int
    """Number of the unit among those of the part, from 0."""

    @property
    def span(self) -> Span:
        """Its place, in bytes of the part."""
        return self.slot.span

    def written(self, pattern: Pattern, copy: Copy) -> bytes:
        """Return what stands there when the unit says `pattern`."""
        return self.slot.written(pattern, copy)


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to write at a place; empty places insert."""

    span: Span
    written: Callable[[Copy], bytes]


def edit(span: Span, written: bytes) -> Edit:
    """Return the edit that writes fixed bytes."""
    return Edit(span, lambda _: written)


Fill = Callable[[PartSlot, Pattern, bytes], Edit]
"""Returns the edit that fills a unit: where it stands, what it says, and the part."""


def fill(slot: PartSlot, pattern: Pattern, data: bytes = b"") -> Edit:
    """Return the edit that fills a unit and changes nothing around it, whatever the part."""
    return Edit(slot.span, lambda copy: slot.written(pattern, copy))


def patched(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `data` with all edits made.

    Edits may lie within each other, as a text box lies within the paragraph it is anchored in: the outer one then
    writes what it keeps through `copy`, which makes the inner ones.

    >>> patched(b"one two", [edit(Span(4, 7), b"2")])
    b'one 2'
    """
    ordered = sorted(edits, key=lambda each: (each.span.start, -each.span.end))
    starts = [each.span.start for each in ordered]

    def copy(span: Span) -> bytes:
        parts: list[bytes] = []
        at = span.start
        for index in range(bisect_left(starts, span.start), len(ordered)):
            each = ordered[index]
            if each.span.start >= span.end:
                break
            if each.span.start >= at and each.span.end <= span.end:
                parts += (data[at : each.span.start], each.written(copy))
                at = each.span.end
        return b"".join((*parts, data[at : span.end]))

    return copy(Span(0, len(data)))
