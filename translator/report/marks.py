"""A text as HTML, with marks around terms and with its markup shown for what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from ..model import Inline, Pattern, Span, plain

_TAG_LENGTH = 24
"""Characters of a tag that are shown; the rest of a long address says nothing about its place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A term at its place."""

    span: Span
    """In `plain` of the text."""
    style: str
    """Classes of the mark."""
    term: str
    """What marks that belong together have in common."""
    entry: str
    """What is shown of the entry, a line for each fact."""


def render(pattern: Pattern, marks: Iterable[Mark]) -> str:
    """Return a text escaped, marks and markup in it; where two marks overlap, the first in reading order is shown.

    >>> render(("a ", Inline("<b>"), "c"), [])
    'a <span class="tag">&lt;b&gt;</span>c'
    """
    text = plain(pattern)
    pieces = _Pieces(text, list(_markup(pattern)))
    at = 0
    for mark in sorted(marks, key=lambda mark: mark.span):
        if mark.span.start < at:
            continue
        before = pieces.upto(mark.span.start, behind=True)
        inside = pieces.upto(mark.span.end, behind=False)
        entry = escape(mark.entry)
        pieces.parts.append(
            f'{before}<mark class="{mark.style}" tabindex="0" data-term="{escape(mark.term)}" '
            f'data-entry="{entry}" aria-description="{entry}">{inside}</mark>'
        )
        at = mark.span.end
    return "".join(pieces.parts) + pieces.upto(len(text), behind=True)


class _Pieces:
    """A text that is taken from left to right, with its markup."""

    def __init__(self, text: str, markup: list[tuple[int, str]]) -> None:
        self.parts: list[str] = []
        self._text, self._markup, self._at = text, markup, 0

    def upto(self, end: int, *, behind: bool) -> str:
        """Return what was not yet taken up to `end`; markup that stands just there only if `behind`."""
        parts = []
        while self._markup and (self._markup[0][0] < end or (behind and self._markup[0][0] == end)):
            offset, shown = self._markup.pop(0)
            parts += [escape(self._text[self._at : offset]), shown]
            self._at = offset
        parts.append(escape(self._text[self._at : end]))
        self._at = end
        return "".join(parts)


def _markup(pattern: Pattern) -> Iterator[tuple[int, str]]:
    """Yield each piece of markup that has no text of its own, with its offset in the plain text."""
    at = 0
    for part in pattern:
        if isinstance(part, Inline) and not part.text:
            shown = part.raw if len(part.raw) <= _TAG_LENGTH else f"{part.raw[:_TAG_LENGTH]}…"
            whole = f' title="{escape(part.raw)}"' if shown != part.raw else ""
            yield at, f'<span class="tag"{whole}>{escape(shown)}</span>'
        at += len(part if isinstance(part, str) else part.text)
