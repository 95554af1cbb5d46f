"""The text of OOXML parts: paragraphs of runs in WordprocessingML, DrawingML and SpreadsheetML, and what people read
in attributes.

(ISO/IEC 29500-1, chapters 17.3, 21.1.2 and 18.4; fields: 17.16.) A part is read as a stream, one paragraph in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from ..model import Pattern, Span
from .fields import resolved
from .inline import has_words, sentence
from .paragraph import Chunk, Piece, PieceKind, Run, read_paragraph
from .patch import Again, PartSlot, TextSlot
from .ranges import paired_ranges
from .run_spelling import RunSpelling, decoded
from .xml_tokens import Kind, Token, attribute, tokens

Found = tuple[Pattern, PartSlot]

_PARAGRAPHS = frozenset("w:p a:p x:si x:is x:text".split())
_RUNS = frozenset("w:r a:r x:r".split())
_TEXTS = frozenset("w:t a:t x:t".split())
_PROPERTIES = frozenset("w:rPr a:rPr x:rPr".split())
_BESIDE = frozenset("w:pPr a:pPr a:endParaRPr x:phoneticPr".split())
"""Children of a paragraph that are no content."""
_DROPPED = frozenset("w:proofErr w:lastRenderedPageBreak w:softHyphen x:rPh".split())
"""What the program, or a phonetic guide, notes on words that go."""
_RANGES = {"bookmarkStart": "+b", "bookmarkEnd": "-b", "commentRangeStart": "+c", "commentRangeEnd": "-c"}
_CONTAINERS = frozenset("w:hyperlink w:ins w:moveTo w:sdt w:smartTag w:customXml w:dir w:bdo".split())
_HEADS = frozenset("w:sdtPr w:sdtEndPr w:smartTagPr w:customXmlPr".split())
_DELETED = frozenset("w:del w:moveFrom".split())
_BREAKS = {"w:br": "\n", "w:cr": "\n", "a:br": "\n", "w:tab": "\t", "w:ptab": "\t"}
_SHOWN = frozenset("a:fld w:fldSimple w:ruby".split())
"""Elements that stay whole and whose text the reader sees."""
_NAMES = {
    "footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment", "drawing": "image",
    "pict": "image", "object": "object", "AlternateContent": "image", "fldSimple": "field", "fld": "field", "hyperlink": "link",
    "bookmarkStart": "bookmark", "bookmarkEnd": "bookmark-end", "commentRangeStart": "comment", "commentRangeEnd": "comment-end",
    "oMath": "formula", "oMathPara": "formula", "ptab": "tab", "cr": "br",
}  # fmt: skip
_READ: Mapping[str, tuple[str, ...]] = {
    "docPr": ("descr", "title"),
    "cNvPr": ("descr", "title"),
    "tblCaption": ("w:val",),
    "tblDescription": ("w:val",),
    "hyperlink": ("tooltip", "w:tooltip"),
    "hlinkClick": ("tooltip",),
    "hlinkHover": ("tooltip",),
    "dataValidation": ("promptTitle", "prompt", "errorTitle", "error"),
    "textpath": ("string",),
    "shape": ("alt",),
}
"""Attributes that people read: alternative texts, tooltips, messages, WordArt."""
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)", re.IGNORECASE)
_NOISE = re.compile(
    rb"<(?:\w+:)?(?:lang|noProof)\b[^>]*/>|\s(?:lang|altLang|dirty|err|noProof|smtClean|smtId|bmk|kumimoji|w:hint)=(?:\"[^\"]*\"|'[^']*')"
)
"""What makes runs differ and not look different."""
_PLAIN = Run(Span(0, 0))
"""A run without properties."""
_EMPTY = re.compile(rb"<[\w:]+\s*/>|<([\w:]+)\s*>\s*</\1\s*>")


class _Frame(IntEnum):
    """Where in the text a reader is."""

    OUTSIDE = 0
    PARAGRAPH = 1
    """Or an element in it that holds runs."""
    RUN = 2
    TEXT = 3
    SKIPPED = 4
    WHOLE = 5
    """Inside of markup that stays whole, but may hold paragraphs of its own."""
    DELETED = 6
    PROPERTIES = 7


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    start: int
    """Where its content begins."""
    end: int
    head: int = -1
    """Where the start tag of a paragraph of WordprocessingML begins."""
    pieces: list[Piece] = field(default_factory=list)
    run: Run = _PLAIN
    spelling: RunSpelling | None = None
    shown: list[str] | None = None
    """Text of the markup that stays whole."""
    close: int = -1
    """Where the end of a content control begins."""


@dataclass(slots=True)
class _Alternatives:
    """The same content for programs of different age (ISO/IEC 29500-3): a text box as a shape, and once more in VML."""

    seen: list[tuple[Found, int]] = field(default_factory=list)
    """Units of the first alternative that no other has repeated yet, with their numbers."""
    is_fallback: bool = False

    def number(self, found: Found) -> int | None:
        """Return the number of the unit that is repeated, if one is, and take it out."""
        for at, ((pattern, slot), number) in enumerate(self.seen):
            if pattern == found[0] and type(slot) is type(found[1]):
                del self.seen[at]
                return number
        return None


@dataclass(slots=True)
class _Open:
    """An element that is being read."""

    frame: _Frame
    token: Token
    words: list[str] = field(default_factory=list)


class TextReader:
    """Reads the units of one part, in the order of its end tags: what is in a text box before its paragraph."""

    def __init__(self, data: bytes, path: str, part: str, *, skips_placeholders: bool = False) -> None:
        self._data, self._path, self._part = data, path, part
        self._skips_placeholders = skips_placeholders
        self._stack: list[_Open] = []
        self._paragraphs: list[_Paragraph] = []
        self._found: list[Found] = []
        self._count = 0
        self._alternatives: list[_Alternatives] = []
        self._holder: list[bool] = []
        """For each open shape of a master, whether it is a placeholder, whose text is a prompt."""

    def __iter__(self) -> Iterator[Found]:
        for token in tokens(self._data, self._path, self._part):
            if token.kind is Kind.START:
                self._start(token)
            elif token.kind is Kind.END:
                self._end(token)
            elif token.kind is Kind.TEXT and self._stack and self._stack[-1].frame is _Frame.TEXT:
                self._stack[-1].words.append(token.text)
            if self._found:
                yield from self._found
                self._found = []

    def _start(self, token: Token) -> None:
        frame = self._stack[-1].frame if self._stack else _Frame.OUTSIDE
        self._attributes(token, frame)
        if token.name == "mc:AlternateContent":
            self._alternatives.append(_Alternatives())
        elif token.name == "mc:Fallback" and self._alternatives:
            self._alternatives[-1].is_fallback = True
        elif self._skips_placeholders and token.name == "p:sp":
            self._holder.append(False)
        elif self._holder and token.name == "p:ph":
            self._holder[-1] = True
        self._stack.append(_Open(self._frame(token, frame), token))

    def _frame(self, token: Token, outer: _Frame) -> _Frame:
        """Return the frame that an element opens within `outer`, with what its start tag says noted."""
        name = token.name
        if outer in (_Frame.SKIPPED, _Frame.DELETED, _Frame.TEXT, _Frame.PROPERTIES):
            return outer if outer is not _Frame.TEXT else _Frame.SKIPPED
        if outer in (_Frame.OUTSIDE, _Frame.WHOLE):
            if name in _PARAGRAPHS:
                self._paragraphs.append(_Paragraph(token.end, token.end, token.start if name == "w:p" else -1))
                return _Frame.PARAGRAPH
            if outer is _Frame.WHOLE and name in _TEXTS and self._paragraphs[-1].shown is not None:
                return _Frame.TEXT
            return _Frame.SKIPPED if name == "w:rt" else outer
        paragraph = self._paragraphs[-1]
        if outer is _Frame.RUN:
            return self._in_run(token, paragraph)
        if name in _BESIDE:
            if not paragraph.pieces and name.endswith("pPr"):
                paragraph.start = -1  # begins behind it
            return _Frame.SKIPPED
        if name in _RUNS:
            paragraph.run = _PLAIN
            if paragraph.spelling is None or not paragraph.spelling.run:
                prefix = token.spelt.rpartition(":")[0]
                paragraph.spelling = RunSpelling.of(prefix, name[0], has_run=True)
            return _Frame.RUN
        if name in _TEXTS:  # SpreadsheetML: text without a run
            paragraph.spelling = paragraph.spelling or RunSpelling.of(token.spelt.rpartition(":")[0], name[0], has_run=False)
            return _Frame.TEXT
        if name == "w:sdtContent":
            self._extend(paragraph, token.end)
            return _Frame.PARAGRAPH
        if name in _HEADS:
            return _Frame.PROPERTIES
        if name in _DROPPED:
            return _Frame.SKIPPED
        if name in _CONTAINERS or (name == "w:fldSimple" and "HYPERLINK" in token.attributes.get("w:instr", "")):
            local = name[2:]
            chunk = Chunk(Span(token.start, token.end))
            paragraph.pieces.append(Piece(PieceKind.OPEN, chunks=(chunk,), name=_NAMES.get(local, local)))
            return _Frame.PARAGRAPH
        return self._whole(token, paragraph)

    def _in_run(self, token: Token, paragraph: _Paragraph) -> _Frame:
        if token.name in _PROPERTIES:
            return _Frame.PROPERTIES
        if token.name in _TEXTS:
            return _Frame.TEXT
        if token.name in _DROPPED:
            return _Frame.SKIPPED
        if token.name in ("w:instrText", "w:noBreakHyphen"):
            return _Frame.TEXT
        return self._whole(token, paragraph)

    def _whole(self, token: Token, paragraph: _Paragraph) -> _Frame:
        """Begin a piece of markup that stays whole."""
        if token.name in _DELETED:
            return _Frame.DELETED
        if token.name in _SHOWN:
            paragraph.shown = []
        return _Frame.WHOLE

    def _end(self, token: Token) -> None:
        done = self._stack.pop()
        outer = self._stack[-1].frame if self._stack else _Frame.OUTSIDE
        name = done.token.name
        if name == "mc:AlternateContent":
            self._alternatives.pop()
        elif self._holder and name == "p:sp":
            self._holder.pop()
        if done.frame is _Frame.PARAGRAPH and name in _PARAGRAPHS:
            self._paragraph(self._paragraphs.pop(), token)
        elif self._paragraphs:
            paragraph = self._paragraphs[-1]
            if outer in (_Frame.PARAGRAPH, _Frame.RUN) or done.frame is _Frame.TEXT:
                self._piece(done, token, paragraph, outer)
            if outer is _Frame.PARAGRAPH and name not in _BESIDE:
                paragraph.end = token.end
            elif outer is _Frame.PARAGRAPH and paragraph.start < 0:
                paragraph.start = paragraph.end = token.end

    def _piece(self, done: _Open, end: Token, paragraph: _Paragraph, outer: _Frame) -> None:
        """Note the piece that ends with the tag `end`."""
        name, span = done.token.name, Span(done.token.start, end.end)
        run = paragraph.run if outer is _Frame.RUN else None
        if done.frame is _Frame.TEXT:
            text = "\u2011" if name == "w:noBreakHyphen" else decoded(name, "".join(done.words))
            if outer is _Frame.WHOLE:
                if paragraph.shown is not None:
                    paragraph.shown.append(text)
            elif name == "w:instrText":
                paragraph.pieces.append(Piece(PieceKind.ATOM, text, (Chunk(span, run),), name="instruction"))
            elif text:
                paragraph.pieces.append(Piece(PieceKind.TEXT, text, (Chunk(span, run),), run))
        elif name in _PROPERTIES:
            paragraph.run = Run(span, _key(self._data[span.start : span.end]))
        elif done.frame is _Frame.PROPERTIES:
            self._extend(paragraph, span.end)
        elif name == "w:sdtContent":
            paragraph.close = end.start
        elif done.frame is _Frame.PARAGRAPH:
            start = paragraph.close if name == "w:sdt" and paragraph.close >= 0 else end.start
            paragraph.close = -1
            paragraph.pieces.append(Piece(PieceKind.CLOSE, chunks=(Chunk(Span(start, span.end)),)))
        elif done.frame in (_Frame.WHOLE, _Frame.DELETED):
            self._atom(done.token, span, paragraph, run)

    def _atom(self, token: Token, span: Span, paragraph: _Paragraph, run: Run | None) -> None:
        local = token.name.rpartition(":")[2]
        text = _BREAKS.get(token.name, "")
        if paragraph.shown is not None and token.name in _SHOWN:
            text, paragraph.shown = "".join(paragraph.shown), None
        name = _NAMES.get(local, local)
        if token.name == "w:fldChar":
            name = f"field-{token.attributes.get('w:fldCharType', '')}"
        piece = Piece(PieceKind.ATOM, text, (Chunk(span, run),), name=name)
        if local in _RANGES:
            piece.range = _RANGES[local] + token.attributes.get("w:id", "")
        paragraph.pieces.append(piece)

    def _extend(self, paragraph: _Paragraph, end: int) -> None:
        """Make what was opened last begin with everything up to `end`."""
        last = paragraph.pieces[-1] if paragraph.pieces else None
        if last and last.kind is PieceKind.OPEN:
            last.chunks = (Chunk(Span(last.chunks[0].span.start, end)),)

    def _paragraph(self, paragraph: _Paragraph, end: Token) -> None:
        if any(self._holder) or not paragraph.spelling:
            return
        span = Span(max(paragraph.start, 0), paragraph.end)
        found = read_paragraph(span, paired_ranges(resolved(paragraph.pieces)), paragraph.spelling)
        if found:
            pattern, slot = found
            self._add((pattern, replace(slot, head=Span(paragraph.head, span.start)) if paragraph.head >= 0 else slot))

    def _attributes(self, token: Token, frame: _Frame) -> None:
        names = _READ.get(token.name.rpartition(":")[2])
        if not names or frame is _Frame.DELETED or not token.attributes:
            return
        for name in names:
            text = token.attributes.get(name, "")
            pattern = sentence(text)
            span = attribute(self._data, token, name) if has_words(pattern) and not _FILE.fullmatch(text) else None
            if span:
                self._add((pattern, TextSlot(span, chr(self._data[span.start - 1]))))

    def _add(self, found: Found) -> None:
        """Note a unit, or one more place of it."""
        fallback = next((each for each in self._alternatives if each.is_fallback), None)
        if fallback and (number := fallback.number(found)) is not None:
            self._found.append((found[0], Again(found[1], number)))
            return
        for each in self._alternatives:
            if not each.is_fallback:
                each.seen.append((found, self._count))
        self._found.append(found)
        self._count += 1


def _key(properties: bytes) -> bytes:
    """Return what of a run's properties shows, so that equal keys look alike."""
    key = _NOISE.sub(b"", properties)
    return b"" if _EMPTY.fullmatch(key) else key
