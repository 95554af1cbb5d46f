"""A paragraph of an office document as a pattern, and a translated pattern as a paragraph.

Readers of the formats cut a paragraph into pieces: words with the formatting of their run, and markup. Here words of
equal formatting become one text, what is formatted otherwise than most of the paragraph is enclosed in a pair of
codes, and all markup gets a short name (`<b1>`, `<footnote2/>`) that stands for the bytes it has in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from ..model import Inline, InlineKind, Pattern, Span, joined
from .inline import addresses, has_words, trimmed
from .patch import Copy


@dataclass(frozen=True, slots=True)
class Run:
    """The formatting of words."""

    span: Span
    """The element with its properties; empty where it has none."""
    key: bytes = b""
    """Equal where words look the same."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that are copied to wherever a code stands."""

    span: Span
    run: Run | None = None
    """The run that they must stand in; None for what stands beside runs."""


class PieceKind(IntEnum):
    """What a piece of a paragraph is."""

    TEXT = 1
    ATOM = 2
    OPEN = 3
    CLOSE = 4


@dataclass(slots=True)
class Piece:
    """Words, or a piece of markup, in the order of the document."""

    kind: PieceKind
    text: str = ""
    """The words, or what a reader sees of an atom."""
    chunks: tuple[Chunk, ...] = ()
    run: Run | None = None
    """Formatting of words; None in formats that have no runs."""
    name: str = ""
    """What a code is called: `b`, `link`, `footnote`."""
    range: str = ""
    """For the begin of a range `+` and what its end shares with it, for the end `-` and the same."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a piece of inline markup stands for."""

    chunks: tuple[Chunk, ...] = ()
    run: Run | None = None
    """Formatting of the words up to the closing code."""
    is_anchor: bool = False
    """An atom without text, or one end of a range: it may be put elsewhere but not be lost, since other parts of the
    document refer to it."""
    tight: tuple[bool, bool] = (False, False)
    """Whether words stand in front of it, or behind it, without white space: around a line break or a tab none may appear."""


_LAYOUT = " \n\t"
"""What an engine may leave where it saw a line break or a tab."""


class Spelling(Protocol):
    """How a format writes words."""

    def words(self, text: str, properties: bytes, previous: str) -> bytes:
        """Return words in a run of these properties; `previous` is the character in front of them, if any."""

    def wrapped(self, content: bytes, properties: bytes) -> bytes:
        """Return markup in a run of these properties."""


@dataclass(frozen=True, slots=True)
class ParagraphSlot:
    """Where a paragraph stands, and all that is needed to write it."""

    span: Span
    spelling: Spelling
    run: Run | None
    """Formatting of most of its words."""
    before: Pattern
    """What stands in front of the unit and stays there."""
    after: Pattern
    codes: Mapping[str, Code] = field(repr=False)
    head: Span | None = None
    """From its start tag to where `span` begins, in formats that can set a paragraph beside it."""

    def written(self, pattern: Pattern, copy: Copy) -> bytes:
        """Return the paragraph's content when it says `pattern`."""
        given = {part.raw for part in pattern if isinstance(part, Inline)}
        given |= {part.raw for part in (*self.before, *self.after) if isinstance(part, Inline)}
        lost = [Inline(raw) for raw, code in self.codes.items() if code.is_anchor and raw not in given]
        writer = _Writer(self, copy)
        for part in (*self.before, *pattern, *lost, *self.after):
            writer.add(part)
        return writer.end()


class _Writer:
    def __init__(self, slot: ParagraphSlot, copy: Copy) -> None:
        self._slot, self._copy = slot, copy
        self._out: list[bytes] = []
        self._words = ""
        self._previous = ""
        self._tight = False
        self._opened: list[tuple[str, Code]] = []
        self._done: set[str] = set()

    def add(self, part: str | Inline) -> None:
        """Write the next part of the pattern."""
        code = self._slot.codes.get(part.raw) if isinstance(part, Inline) else None
        if code is None:
            text = part if isinstance(part, str) else part.text  # an address, or the code of another document
            self._words += text.lstrip(_LAYOUT) if self._tight else text
            self._tight = self._tight and not self._words
            return
        assert isinstance(part, Inline)
        if part.raw.startswith("</"):
            self._close(part.raw)
        elif part.raw not in self._done:
            self._done.add(part.raw)
            if code.tight[0]:
                self._words = self._words.rstrip(_LAYOUT)
            self._flush()
            self._chunks(code)
            if part.text:
                self._previous = part.text[-1]
            if not part.raw.endswith("/>"):
                self._opened.append((f"</{part.raw[1:]}", code))
            self._tight = code.tight[1]

    def end(self) -> bytes:
        """Close what is open and return everything."""
        self._flush()
        while self._opened:
            self._pop()
        return b"".join(self._out)

    def _close(self, raw: str) -> None:
        """Close a pair, and first whatever was opened within it and not closed."""
        if raw not in (name for name, _ in self._opened):
            return
        self._flush()
        while self._pop() != raw:
            pass

    def _pop(self) -> str:
        raw, _ = self._opened.pop()
        self._chunks(self._slot.codes[raw])
        return raw

    def _chunks(self, code: Code) -> None:
        for chunk in code.chunks:
            content = self._copy(chunk.span)
            self._out.append(self._slot.spelling.wrapped(content, self._properties(chunk.run)) if chunk.run else content)

    def _flush(self) -> None:
        if self._words:
            run = next((code.run for _, code in reversed(self._opened) if code.run), self._slot.run)
            self._out.append(self._slot.spelling.words(self._words, self._properties(run), self._previous))
            self._previous = self._words[-1]
            self._words = ""

    def _properties(self, run: Run | None) -> bytes:
        return self._copy(run.span) if run and run.span.end > run.span.start else b""


def read_paragraph(span: Span, pieces: Sequence[Piece], spelling: Spelling) -> tuple[Pattern, ParagraphSlot] | None:
    """Return the unit that pieces make, or None where there is nothing to translate in them."""
    if not any(piece.kind is PieceKind.TEXT and piece.text.strip() for piece in pieces):
        return None
    run = _usual(pieces)
    codes: dict[str, Code] = {}
    parts = joined(_coded(_merged(_grouped(pieces, run)), codes))
    before, pattern, after = trimmed(
        piece for part in parts for piece in (addresses(part) if isinstance(part, str) else (part,))
    )
    return (pattern, ParagraphSlot(span, spelling, run, before, after, codes)) if has_words(pattern) else None


def _usual(pieces: Sequence[Piece]) -> Run | None:
    """Return the formatting of most words, of those outside of links if there are any."""
    sizes: dict[bool, Counter[bytes]] = {False: Counter(), True: Counter()}
    runs: dict[bytes, Run] = {}
    depth = 0
    for piece in pieces:
        depth += (piece.kind is PieceKind.OPEN and not piece.range) - (piece.kind is PieceKind.CLOSE and not piece.range)
        if piece.kind is PieceKind.TEXT and piece.run and piece.text.strip():
            sizes[depth > 0 or b"hlinkClick" in piece.run.key][piece.run.key] += len(piece.text.strip())
            runs.setdefault(piece.run.key, piece.run)
    counted = sizes[False] or sizes[True]
    return runs[max(counted, key=counted.__getitem__)] if counted else None


_Item = Piece | Run | None
"""A piece; or formatting that begins; or None, where it ends."""

_UNDERLINED = re.compile(rb"[\s:<]u[\s=/]")


def _grouped(pieces: Sequence[Piece], usual: Run | None) -> Iterator[_Item]:
    """Yield the pieces with a begin and an end around each stretch that is formatted otherwise than usual.

    A stretch goes on over markup that has no formatting of its own, and never beyond the element it began in.
    """
    stretch: Run | None = None
    waiting: list[Piece] = []
    for piece in pieces:
        run = piece.run if piece.kind is PieceKind.TEXT else None
        if run and not piece.text.strip() and not _UNDERLINED.search(run.key):
            run = None  # nobody sees whether a space is bold
        inside = piece.kind in (PieceKind.TEXT, PieceKind.ATOM)
        if stretch and (not inside or (run and run.key != stretch.key)):
            yield None
            stretch = None
        if not stretch or not inside:
            yield from waiting
            waiting = []
        if run and usual and run.key != usual.key and not stretch:
            yield run
            stretch = run
        if stretch and not run:
            waiting.append(piece)  # belongs to the stretch only if the stretch goes on behind it
        else:
            yield from waiting
            waiting = []
            yield piece
    if stretch:
        yield None
    yield from waiting


def _merged(items: Iterable[_Item]) -> list[_Item | tuple[Piece, Run]]:
    """Return the items with formatting that fills a whole element made one with that element: a link in its style."""
    done: list[_Item | tuple[Piece, Run]] = []
    opened: list[int] = []
    for item in items:
        if item is None and not opened:
            continue
        done.append(item)
        if isinstance(item, Run) or (isinstance(item, Piece) and item.kind is PieceKind.OPEN):
            opened.append(len(done) - 1)
        elif (item is None or (isinstance(item, Piece) and item.kind is PieceKind.CLOSE)) and opened:
            start = opened.pop()
            outer, inner = done[start], done[start + 1] if start + 1 < len(done) else None
            if isinstance(outer, Piece) and isinstance(inner, Run) and done[-2] is None and _ends_at(done, start + 1):
                done[start : start + 2] = [(outer, inner)]
                del done[-2]
    return done


def _ends_at(done: Sequence[object], start: int) -> bool:
    """Return whether the formatting that begins at `start` is the one that ends in front of the last item."""
    return sum(item is None for item in done[start:]) == 1


def _coded(items: Iterable[_Item | tuple[Piece, Run]], codes: dict[str, Code]) -> Iterator[str | Inline]:
    """Yield text and inline markup, and enter in `codes` what each name stands for."""
    opened: list[tuple[str, int]] = []
    known = list(items)
    number = 0
    for index, item in enumerate(known):
        piece, run = item if isinstance(item, tuple) else (item, None) if isinstance(item, Piece) else (None, item)
        if piece and piece.kind is PieceKind.TEXT:
            yield piece.text
        elif piece and piece.kind is PieceKind.ATOM:
            number += 1
            raw = f"<{piece.name}{number}/>"
            tight = (False, False)
            if piece.text in ("\n", "\t"):
                before, behind = range(index - 1, -1, -1), range(index + 1, len(known))
                tight = (_is_tight((known[at] for at in before), -1), _is_tight((known[at] for at in behind), 0))
            codes[raw] = Code(piece.chunks, is_anchor=not piece.text, tight=tight)
            yield Inline(raw, text=piece.text)
        elif run or (piece and piece.kind is PieceKind.OPEN):
            number += 1
            name = (piece.name if piece else "") or (_look(run.key) if run else "x")
            opened.append((f"{name}{number}", number))
            codes[f"<{name}{number}>"] = Code(piece.chunks if piece else (), run, bool(piece and piece.range))
            yield Inline(f"<{name}{number}>", InlineKind.OPEN, group=number)
        elif opened:
            code, group = opened.pop()
            codes[f"</{code}>"] = Code(piece.chunks if piece else (), is_anchor=bool(piece and piece.range))
            yield Inline(f"</{code}>", InlineKind.CLOSE, group=group)


def _is_tight(neighbours: Iterable[object], end: int) -> bool:
    """Return whether the nearest of the neighbours that are not only formatting is a word."""
    for item in neighbours:
        if isinstance(item, Piece) and item.kind in (PieceKind.TEXT, PieceKind.ATOM):
            return item.kind is PieceKind.TEXT and not item.text[end].isspace()
    return False


_LOOKS = (
    (re.compile(rb"hlinkClick"), "link"),
    *((re.compile(rf"[\s:<]{mark}[\s=/>]".encode()), mark) for mark in "biu"),
)


def _look(key: bytes) -> str:
    """Return a name for formatting: b, i, u as in HTML, f for any other."""
    return next((name for mark, name in _LOOKS if mark.search(key)), "f")
