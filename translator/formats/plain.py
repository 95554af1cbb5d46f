"""Plain text: a line is a unit, except where lines are only the wrapping of a paragraph.

Two things show wrapping. A line that stops in mid-sentence before one that goes on with a small letter is joined to
it. And where a block of lines has such a place and each of its lines ends because the next word did not fit, the
whole block is one unit. The line breaks of a wrapped paragraph stay in its text as white space, and its translation is
wrapped at the width of the document, once the language is known.

Indentation, blank lines, line ends of any kind, trailing white space, a byte order mark and a missing final line end
stay byte for byte. A document in which nothing is filled keeps its encoding; once a unit is filled the whole is
written as UTF-8, with a byte order mark if there was one, because no older encoding has both Korean and Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ..model import Document, Inline, Pair, Pattern, Span, Targets, Unit, joined
from .base import above
from .encoding import decode
from .inline import addresses, has_words
from .lines import columns, flat, wrapped
from .splice import Lines, Skeleton, Slot, blank_line_end, skeleton, splice

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBERED = re.compile(r"(?:[-*•·‣–—+]|\(?[0-9A-Za-z]{1,3}[.)])\s")
_MARKER = re.compile(r"(?:[-*•·‣–+]|\(?\d{1,3}[.)])\s+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？]['\"”’)\]」』）]*$")

MAX_WIDTH = 120
"""Code points of the longest line that is taken for wrapped; programs that wrap do so at 65 to 100 columns."""


class PlainText:
    """Text without markup."""

    name = "text"
    suffixes = (".txt", ".text", "")

    def sniff(self, data: bytes) -> bool:
        """Return False: any text is plain text, so that only what nothing else claims is."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the paragraphs. Raises `EncodingError`, or `UnsupportedFormatError` for bytes that are no text."""
        source = decode(data, path=path, encoding=encoding)
        lines = Lines(source.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        for span in _paragraphs(source.text):
            if marker := _MARKER.match(source.text, span.start, span.end):
                span = Span(marker.end(), span.end)
            pattern = joined(addresses(span.of(source.text)))
            if has_words(pattern):
                units.append(Unit(len(units), pattern, lines.at(span.start)))
                slots.append(Slot(span))
        return Document(self.name, tuple(units), Skeleton(data, source, tuple(slots)))

    def cut(self, data: bytes) -> int:
        """Return where the last blank line ends, or else the last line after which a paragraph may begin."""
        return blank_line_end(data) or _line_end(data)

    def following(self, first: Document) -> PlainText:
        """Return the format itself: no paragraph depends on another."""
        return self

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the text with the paragraphs in `targets` replaced, as UTF-8."""
        kept = skeleton(document)
        if not targets:
            return kept.data
        text = kept.source.text
        wide = [_widest(text, slot.span) for slot in kept.slots if _LINE_END.search(slot.span.of(text))]
        limit = max(wide, default=0) if language else 0
        edits = ((kept.slots[id].span, _written(text, kept.slots[id].span, pattern, limit)) for id, pattern in targets.items())
        return kept.source.encode(splice(text, edits))

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with the source above the target, at the same indentation."""
        kept = skeleton(document)
        return {
            id: above(document.units[id].source, Inline(_newline(kept.source.text, kept.slots[id].span)), target)
            for id, target in targets.items()
        }


def _line_end(data: bytes) -> int:
    """Return where a block without blank lines is best cut: after the last of its lines that ends a sentence, or else
    after the last before one that does not go on with it. Only the last 1,000 lines are looked at."""
    end, following, other = data.rfind(b"\n"), "", 0
    for _ in range(1000):
        if end < 0:
            break
        start = data.rfind(b"\n", 0, end) + 1
        line = data[start:end].decode("utf-8", "ignore").strip()
        if _SENTENCE_END.search(line):
            return end + 1
        if following and not other and not _goes_on(line, following):
            other = end + 1
        end, following = start - 1, line
    return other


def _written(text: str, span: Span, pattern: Pattern, limit: int) -> str:
    """Return a paragraph as it is written; if its source was wrapped, in lines of the same width."""
    newline = _newline(text, span)
    if limit and _LINE_END.search(span.of(text)):
        start = columns(text[: span.start].rpartition("\n")[2])
        groups = [list(group) for _, group in groupby(pattern, key=lambda part: isinstance(part, Inline) and part.raw == newline)]
        pattern = joined(
            part
            for group in groups
            for part in (group if group == [Inline(newline)] else wrapped(flat(tuple(group)), limit, start, newline))
        )
    return "".join(part.raw if isinstance(part, Inline) else part for part in pattern)


def _newline(text: str, span: Span) -> str:
    """Return what parts the lines of a paragraph: its own line end and indentation, or what would do in its place."""
    if there := re.search(r"[ \t]*((?:\r\n|\r|\n)[ \t]*)", span.of(text)):
        return there[1]
    before = re.split(r"[\r\n]", text[max(0, span.start - MAX_WIDTH) : span.start])[-1]
    end = _LINE_END.search(text)
    return (end[0] if end else "\n") + (before if not before.strip() else " " * columns(before))


def _widest(text: str, span: Span) -> int:
    """Return the columns of the widest line that a paragraph touches."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    return max(columns(line.rstrip()) for line in text[start : span.end].splitlines())


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield where each paragraph stands, without the white space around it."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words)
        line = Span(start, start + len(words))
        if block and not _adjacent(text[block[-1].end : line.start]):
            yield from _unwrapped(text, block)
            block = []
        block.append(line)
    yield from _unwrapped(text, block)


def _adjacent(between: str) -> bool:
    """Return whether there is one line end, not a blank line, in the white space between two lines."""
    return len(re.findall(r"\r\n|\r|\n", between)) == 1


def _unwrapped(text: str, block: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs of a block of lines that no blank line parts."""
    if not block:
        return
    wrapped = _is_wrapped(text, block)
    current = block[0]
    for previous, line in zip(block, block[1:], strict=False):
        if _goes_on(previous.of(text), line.of(text)) or (wrapped and not _begins_anew(text, previous, line)):
            current = Span(current.start, line.end)
        else:
            yield current
            current = line
    yield current


def _goes_on(line: str, following: str) -> bool:
    return following[:1].islower() and not _SENTENCE_END.search(line) and not _NUMBERED.match(following)


def _is_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Return whether every line of the block ends because the next word would not have fitted."""
    width = max(line.end - line.start for line in block)
    pairs = [(a.of(text), b.of(text)) for a, b in zip(block, block[1:], strict=False)]
    return (
        width <= MAX_WIDTH
        and any(_goes_on(line, following) for line, following in pairs)
        and all(len(line) + 1 + len(following.split(None, 1)[0]) > width for line, following in pairs)
    )


def _begins_anew(text: str, previous: Span, line: Span) -> bool:
    """Return whether a line of wrapped text begins a list item or an indented paragraph."""
    indent = re.split(r"[\r\n]+", text[previous.end : line.start])[-1]
    before = text[max(0, previous.start - len(indent)) : previous.start]
    return bool(_NUMBERED.match(line.of(text))) or (bool(indent) and not before.endswith(indent))
