"""A text document as its source text with places to fill: everything around a place is copied, never rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from ..model import Document, Inline, Pattern, Span, Targets
from .encoding import Decoded


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a unit stands in the text."""

    span: Span
    context: str = ""
    """What the format must know to write there: a kind of block or quote."""
    prefixes: tuple[str, ...] = ()
    """What each further line of the unit begins with: `> `, indentation."""
    within: int = -1
    """The unit that holds this one inside a piece of its markup, as an image holds its description; -1 for none."""
    raw: str = ""
    """That piece of markup."""
    at: int = 0
    """Where in `raw` this unit begins."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What the text formats keep of a document."""

    data: bytes = field(repr=False)
    """The source as it came, to give back where nothing is filled: decoding is not always one to one."""
    source: Decoded = field(repr=False)
    slots: tuple[Slot, ...]
    """One for each unit, in the same order."""


def skeleton(document: Document) -> Skeleton:
    """Return the skeleton of a document that a text format has parsed."""
    return cast(Skeleton, document.skeleton)


def splice(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """Return `text` with each span replaced; the spans do not overlap.

    >>> splice("a b c", [(Span(4, 5), "C"), (Span(0, 1), "A")])
    'A b C'
    """
    parts: list[str] = []
    at = 0
    for span, replacement in sorted(edits, key=lambda edit: (edit[0].start, edit[0].end)):
        parts += (text[at : span.start], replacement)
        at = span.end
    return "".join((*parts, text[at:]))


def edits(
    slots: Sequence[Slot], targets: Targets, write: Callable[[Pattern, Slot], str]
) -> list[tuple[Span, str]]:
    """Return what to write where, so that `targets` are filled in. Where a unit and the description inside its markup
    are both filled, the markup is copied with the new description.
    """
    inside: dict[int, dict[str, dict[Span, str]]] = {}
    found: list[tuple[Span, str]] = []
    for id in sorted(targets, reverse=True):  # what is inside a unit has a higher number
        slot = slots[id]
        known = inside.get(id, {})
        pattern = tuple(
            replace(part, raw=splice(part.raw, known.get(part.raw, {}).items())) if isinstance(part, Inline) else part
            for part in targets[id]
        )
        written = write(pattern, slot)
        if slot.within in targets:
            place = Span(slot.at, slot.at + slot.span.end - slot.span.start)
            inside.setdefault(slot.within, {}).setdefault(slot.raw, {})[place] = written
        else:
            found.append((slot.span, written))
    return found


def blank_line_end(data: bytes) -> int:
    """Return where the last blank line ends, 0 where there is none: what formats with paragraphs can be cut at.

    >>> blank_line_end(b"a\\n\\nb\\nc")
    3
    """
    return max(place + len(blank) if (place := data.rfind(blank)) >= 0 else 0 for blank in (b"\n\n", b"\n\r\n"))


class Lines:
    """Line numbers of a text, counted once; asked in rising order of offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1

    def at(self, offset: int) -> int:
        """Return the 1-based line of `offset`; lines end with \\n, \\r\\n or a \\r of their own."""
        passed = self._text[self._at : offset]
        self._line += passed.count("\n") + passed.count("\r") - passed.count("\r\n")
        self._at = offset
        return self._line
