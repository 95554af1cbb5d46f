"""The text of OpenDocument parts: paragraphs with spans, notes and fields, and the titles of pictures.

(OpenDocument 1.3, part 3, chapters 5 to 7; white space: 6.1.2.) A part is read as a stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache

from ..model import Pattern, Span
from .inline import has_words, sentence
from .paragraph import Chunk, Piece, PieceKind, Run, read_paragraph
from .patch import PartSlot, TextSlot
from .ranges import paired_ranges
from .xml_tokens import Kind, Token, attribute, escaped, tokens

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_PAIRS = {"text:span": "f", "text:a": "link", "text:meta": "meta"}
_SKIPPED = frozenset("text:tracked-changes office:scripts text:ruby-text text:note-citation office:binary-data".split())
_DROPPED = frozenset({"text:soft-page-break"})
_BREAKS = {"text:tab": "\t", "text:line-break": "\n"}
_WHOLE = frozenset({"text:note", "office:annotation"})
"""Markup whose text is not part of the sentence; what is in it are paragraphs of their own."""
_TITLES = frozenset("svg:title svg:desc presentation:footer-decl presentation:header-decl".split())
_READ = frozenset({"form:label", "table:title"})
"""Attributes that people read: labels of forms, titles of messages."""
_NAMES = {"note": "footnote", "annotation": "comment", "frame": "image", "line-break": "br", "tab": "tab"}
_NOISE = re.compile(r"(?:officeooo|loext):|(?:fo|style):(?:language|country|script|rfc-language-tag)(?:-asian|-complex)?$")
"""Properties of text that nobody sees."""
_MARKS = (("b", ("fo:font-weight", "bold")), ("i", ("fo:font-style", "italic")))
_PLAIN = Run(Span(0, 0))
"""Words without formatting of their own."""
_SPACES = re.compile("[ \t\r\n]+")


class _Frame(IntEnum):
    """Where in the text a reader is."""

    OUTSIDE = 0
    PARAGRAPH = 1
    WHOLE = 2
    SKIPPED = 3
    TITLE = 4


@dataclass(slots=True)
class _Paragraph:
    start: int
    pieces: list[Piece] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    """Where the spans and links begin that are open."""
    after_space: bool = True
    """Whether a space here would be ignored."""
    shown: list[str] | None = None


class OdfReader:
    """Reads the units of one part, in the order of its end tags."""

    def __init__(self, data: bytes, path: str, part: str, *, is_sheet: bool = False, is_object: bool = False) -> None:
        self._data, self._path, self._part = data, path, part
        self._is_sheet, self._is_object = is_sheet, is_object
        self._stack: list[tuple[_Frame, Token]] = []
        self._paragraphs: list[_Paragraph] = []
        self._found: list[tuple[Pattern, PartSlot]] = []
        self._looks: dict[str, str] = {}
        self._in_master = 0
        self._style = ""
        self._title = ""

    def __iter__(self) -> Iterator[tuple[Pattern, PartSlot]]:
        for token in tokens(self._data, self._path, self._part):
            if token.kind is Kind.START:
                self._start(token)
            elif token.kind is Kind.END:
                self._end(token)
            elif token.kind is Kind.TEXT:
                self._text(token)
            if self._found:
                yield from self._found
                self._found = []

    def _start(self, token: Token) -> None:
        frame = self._stack[-1][0] if self._stack else _Frame.OUTSIDE
        for name in _READ & token.attributes.keys():
            span = attribute(self._data, token, name)
            if span and has_words((token.attributes[name],)):
                self._found.append(((token.attributes[name],), TextSlot(span, chr(self._data[span.start - 1]))))
        self._note_style(token)
        self._in_master += token.name == "style:master-page"
        self._stack.append((self._frame(token, frame), token))

    def _frame(self, token: Token, outer: _Frame) -> _Frame:
        name = token.name
        if outer is _Frame.SKIPPED or name in _SKIPPED or (self._in_master and "presentation:class" in token.attributes):
            return _Frame.SKIPPED  # what placeholders of a master say is a prompt
        if outer in (_Frame.OUTSIDE, _Frame.WHOLE):
            if name in _PARAGRAPHS:
                self._paragraphs.append(_Paragraph(token.end))
                return _Frame.PARAGRAPH
            if name in _TITLES and not self._is_object:
                self._title = ""
                return _Frame.TITLE
            if self._is_sheet and name == "table:table-cell" and not _is_words(token):
                return _Frame.SKIPPED
            return outer
        if outer is _Frame.TITLE:
            return _Frame.SKIPPED
        paragraph = self._paragraphs[-1]
        if name in _PAIRS:
            self._open(token, paragraph)
            return _Frame.PARAGRAPH
        if name in _DROPPED or name == "text:s":
            return _Frame.SKIPPED
        if name.startswith("text:") and name not in _WHOLE:
            paragraph.shown = []
        return _Frame.WHOLE

    def _open(self, token: Token, paragraph: _Paragraph) -> None:
        paragraph.opened.append(len(paragraph.pieces))
        chunk = Chunk(Span(token.start, token.end))
        paragraph.pieces.append(Piece(PieceKind.OPEN, chunks=(chunk,), name=_PAIRS[token.name]))

    def _close(self, start: Token, end: Token, paragraph: _Paragraph) -> None:
        """End a span or a link. A span is formatting of its words, unless there is a span or a link in it.

        Its tags then stay where they are: Impress does not show links with a span inside.
        """
        opened = paragraph.opened.pop()
        inside = paragraph.pieces[opened + 1 :]
        is_leaf = all(piece.run in (None, _PLAIN) and piece.kind in (PieceKind.TEXT, PieceKind.ATOM) for piece in inside)
        if start.name == "text:span" and is_leaf:
            style = start.attributes.get("text:style-name", "")
            look = self._looks.get(style, style)
            run = Run(Span(start.start, start.end), look.encode()) if look else _PLAIN
            for piece in inside:
                piece.run = run if piece.run else None
                piece.chunks = tuple(Chunk(chunk.span, run) for chunk in piece.chunks)
            paragraph.pieces[opened:] = inside
        else:
            paragraph.pieces.append(Piece(PieceKind.CLOSE, chunks=(Chunk(Span(end.start, end.end)),)))

    def _end(self, token: Token) -> None:
        frame, start = self._stack.pop()
        self._in_master -= token.name == "style:master-page"
        outer = self._stack[-1][0] if self._stack else _Frame.OUTSIDE
        if frame is _Frame.TITLE:
            pattern = sentence(self._title)
            if has_words(pattern) and token.start > start.end:
                self._found.append((pattern, TextSlot(Span(start.end, token.start))))
        elif frame is _Frame.PARAGRAPH and start.name in _PARAGRAPHS:
            self._paragraph(self._paragraphs.pop(), start, token)
        elif outer is _Frame.PARAGRAPH:
            paragraph = self._paragraphs[-1]
            if frame is _Frame.PARAGRAPH:
                self._close(start, token, paragraph)
            elif start.name not in _DROPPED:
                self._atom(start, Span(start.start, token.end), paragraph)

    def _atom(self, token: Token, span: Span, paragraph: _Paragraph) -> None:
        local = token.name.rpartition(":")[2]
        chunks = (Chunk(span),)
        if token.name == "text:s":
            count = token.attributes.get("text:c", "1")[:3]
            paragraph.pieces.append(Piece(PieceKind.TEXT, " " * (int(count) if count.isdecimal() else 1), chunks, _PLAIN))
            paragraph.after_space = False
            return
        text = _BREAKS.get(token.name, "".join(paragraph.shown or ()))
        paragraph.shown = None
        piece = Piece(PieceKind.ATOM, text, chunks, name=_NAMES.get(local, local))
        mark = next((token.attributes[key] for key in ("text:name", "text:id", "text:change-id", "office:name")
                     if key in token.attributes), "")  # fmt: skip
        base, _, end = local.rpartition("-")
        if mark and (end in ("start", "end") or local == "annotation"):
            piece.range = ("-" if end == "end" else "+") + (base or local) + mark
            piece.name = _NAMES.get(base or local, base or local)
        if text:
            paragraph.after_space = False
        paragraph.pieces.append(piece)

    def _text(self, token: Token) -> None:
        frame = self._stack[-1][0] if self._stack else _Frame.OUTSIDE
        if frame is _Frame.TITLE:
            self._title += token.text
        if not self._paragraphs or frame not in (_Frame.PARAGRAPH, _Frame.WHOLE):
            return
        paragraph = self._paragraphs[-1]
        text = _SPACES.sub(" ", token.text)
        if frame is _Frame.WHOLE:
            if paragraph.shown is not None:
                paragraph.shown.append(text)
            return
        if paragraph.after_space:
            text = text.removeprefix(" ")
        if text:
            paragraph.after_space = text[-1] == " "
            paragraph.pieces.append(Piece(PieceKind.TEXT, text, (Chunk(Span(token.start, token.end)),), _PLAIN))

    def _paragraph(self, paragraph: _Paragraph, start: Token, end: Token) -> None:
        prefix = start.spelt.rpartition(":")[0]
        spelling = OdfSpelling.of(prefix)
        found = read_paragraph(Span(paragraph.start, end.start), paired_ranges(paragraph.pieces), spelling)
        if found:
            self._found.append(found)

    def _note_style(self, token: Token) -> None:
        """Remember how the text styles of the document look."""
        if token.name == "style:style":
            is_text = token.attributes.get("style:family") == "text" and "style:parent-style-name" not in token.attributes
            self._style = token.attributes.get("style:name", "") if is_text else ""
            if self._style:
                self._looks[self._style] = ""
        elif token.name == "style:text-properties" and self._style:
            seen = sorted((name, value) for name, value in token.attributes.items() if not _NOISE.match(name))
            marks = "".join(f" {name} " for name, value in _MARKS if value in seen)
            self._looks[self._style] = marks + repr(seen) if seen else ""


def _is_words(cell: Token) -> bool:
    """Return whether the text of a cell was typed, not computed or a number."""
    return "table:formula" not in cell.attributes and cell.attributes.get("office:value-type", "string") == "string"


@dataclass(frozen=True, slots=True)
class OdfSpelling:
    """Words as OpenDocument writes them: spaces that are to be seen are elements."""

    prefix: str

    @staticmethod
    @cache
    def of(prefix: str) -> OdfSpelling:
        """Return the spelling of a document that has `prefix` for text.

        >>> OdfSpelling.of("text").words("a  b", b"", "x")
        b'a <text:s/>b'
        """
        return OdfSpelling(prefix)

    def words(self, text: str, properties: bytes, previous: str) -> bytes:
        """Return words in a span, with spaces as elements where XML would lose them."""
        lead = f"{self.prefix}:" if self.prefix else ""
        out: list[bytes] = []
        is_ignored = previous in ("", " ")
        for piece in re.split("( +)", re.sub(r"[\n\t]", " ", text)):
            if piece.startswith(" "):
                count = len(piece) - (not is_ignored)
                out.append(b"" if is_ignored else b" ")
                if count:
                    out.append(f"<{lead}s/>".encode() if count == 1 else f'<{lead}s {lead}c="{count}"/>'.encode())
            elif piece:
                out.append(escaped(piece))
            is_ignored = is_ignored and not piece
        return self.wrapped(b"".join(out), properties)

    def wrapped(self, content: bytes, properties: bytes) -> bytes:
        """Return content in a span; `properties` are its start tag."""
        end = f"</{self.prefix}:span>" if self.prefix else "</span>"
        return properties + content + end.encode() if properties else content
