"""LaTeX: paragraphs, headings, items, captions, footnotes and cells are units; commands and mathematics are atoms.

Of the preamble only the title is for readers. Verbatim text, code, pictures, comments and the arguments of commands
that are not known here are never touched: what is not known to be text is taken for code. In translations the signs
are escaped that TeX would take for its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from ..model import Document, Inline, InlineKind, Pattern, Span, Targets, Unit, joined
from .base import Options
from .encoding import decode
from .inline import core, has_words
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice
from .tex_tokens import ACCENTS, ARGUMENTS_BEFORE, BLOCKS, CELLS, INSIDE, OPAQUE, SIGNS, TOKEN, Groups

MAX_DEPTH = 20
"""Texts within texts: a footnote in a caption is two. Deeper ones are taken for code."""

_SNIFF = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:%[^\n]*\n\s*)*\\document(?:class|style)\b")
_BODY = re.compile(r"\\begin\s*\{document\}")
_END = re.compile(r"\\end\s*\{document\}")
_TITLE = re.compile(r"^[^%\n]*?\\(?:sub)?title\s*(?:\[[^\]]*\])?\s*(?=\{)", re.MULTILINE)
_NAME = re.compile(r"\s*\{([A-Za-z]+)\*?\}")
_FONTS = re.compile(
    r"\\usepackage\s*(?:\[[^\]]*\])?\s*\{[^}]*(?:kotex|xeCJK|CJK|luatexja|ctex|fontspec)|\\documentclass[^{]*\{(?:u|lt|bx)?js"
)
_NEEDED = {"ko": "\\usepackage{kotex}", "ja": "\\usepackage{luatexja} (with LuaLaTeX)"}
_ESCAPED = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\u00a0": "~", "\u202f": "\\,"}
_CONTROL_WORD = re.compile(r"\\[A-Za-z@]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    part: str | Inline
    span: Span
    inner: Span | None = None
    """The text inside an atom that is a unit of its own."""


class Tex:
    """LaTeX documents, and parts of them."""

    name = "tex"
    suffixes = (".tex", ".ltx")

    def __init__(self, options: Options = Options()) -> None:
        self._target = options.pair.target.split("-")[0] if options.pair else ""

    def configured(self, options: Options) -> Tex:
        """Return the format for one target language, which may need a package that the document does not load."""
        return Tex(options)

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` begins with the class of a document."""
        return bool(_SNIFF.match(data[:8192]))

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the texts. Raises `EncodingError`, or `UnsupportedFormatError` for bytes that are no text."""
        source = decode(data, path=path, encoding=encoding)
        reader = _Reader(source.text)
        body = _BODY.search(source.text)
        end = _END.search(source.text, body.end() if body else 0)
        if body:
            reader.title(body.start())
        reader.read(body.end() if body else 0, end.start() if end else len(source.text))
        notes: tuple[str, ...] = ()
        if body and self._target in _NEEDED and not _FONTS.search(source.text, 0, body.start()):
            notes = (f"To be typeset, the translation needs {_NEEDED[self._target]} in its preamble.",)
        return Document(self.name, tuple(reader.units), Skeleton(data, source, tuple(reader.slots)), notes)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the document with the texts in `targets` replaced, as UTF-8."""
        kept = skeleton(document)
        return kept.source.encode(splice(kept.source.text, edits(kept.slots, targets, _written))) if targets else kept.data


def _written(pattern: Pattern, slot: Slot) -> str:
    parts: list[str] = []
    for part in pattern:
        if isinstance(part, str):
            # Letters of any script would go on with the name of a command (its end is a letter no more).
            if parts and part[:1].isalpha() and _CONTROL_WORD.fullmatch(parts[-1]):
                parts.append("{}")
            parts.append(re.sub(r"[\\{}$&#%_~^\u00a0\u202f]", lambda sign: _ESCAPED.get(sign[0], f"\\{sign[0]}"), part))
        else:
            parts.append(part.raw)
    text = re.sub(r"[ \t]*(?:\r?\n[ \t]*){2,}", "\n", "".join(parts).strip())
    return f"{{{text}}}" if slot.context == "option" and ("[" in text or "]" in text) else text


class _Reader:
    """Collects the units of one document."""

    def __init__(self, text: str) -> None:
        self.units: list[Unit] = []
        self.slots: list[Slot] = []
        self._text = text
        self._groups = Groups(text)
        self._lines = Lines(text)
        self._pieces: list[_Piece] = []
        self._closing: dict[int, int] = {}
        self._numbers = count(1)
        self._tables = 0
        self._depth = 0
        self._host: tuple[int, str, int] = (-1, "", 0)
        self._context = ""

    def title(self, end: int) -> None:
        """Read the title in the preamble."""
        for match in _TITLE.finditer(self._text, 0, end):
            if (behind := self._groups.end(match.end())) <= end:  # a brace too many would make all that follows a title
                self._inner(Span(match.end() + 1, behind - 1))

    def read(self, start: int, end: int) -> None:
        """Read what stands between two offsets."""
        at = start
        while match := TOKEN.search(self._text, at, end):
            if match.start() > at:
                self._add(self._text[at : match.start()], at, match.start())
            at = max(self._token(match, end), match.end())
        self._add(self._text[at:end], at, end)
        self._flush()

    def _add(self, part: str | Inline, start: int, end: int, inner: Span | None = None) -> int:
        if part != "":
            self._pieces.append(_Piece(part, Span(start, end), inner))
        return end

    def _token(self, match: re.Match[str], limit: int) -> int:
        """Read one token, and return where to go on."""
        start, end, raw, kind = match.start(), match.end(), match[0], match.lastgroup
        if kind == "blank" or (self._tables and kind in ("cell", "break")):
            self._flush()
            return end
        if kind == "math":
            if raw.startswith(("$$", "\\[")):
                self._flush()
                return end
            return self._add(Inline(raw, text=raw), start, end)
        if kind == "break":
            return self._add(Inline(raw, text="\n"), start, end)
        if kind == "sign":
            return self._add(SIGNS.get(raw) or raw[-1], start, end)
        if kind == "open":
            return self._open(start, end)
        if kind == "close" and start in self._closing:
            return self._add(Inline(raw, InlineKind.CLOSE, group=self._closing.pop(start)), start, end)
        if kind == "command":
            return self._command(match[0][1:].rstrip("*"), start, end, limit)
        return self._add(Inline(raw, text=raw if kind == "verb" else ""), start, end)

    def _open(self, start: int, end: int) -> int:
        """Begin a stretch that is marked, from a command or a brace at `start` to behind the brace that ends at `end`."""
        close = self._groups.end(end - 1) - 1
        if close < end:
            return self._add(Inline(self._text[start:end]), start, end)
        self._closing[close] = next(self._numbers)
        return self._add(Inline(self._text[start:end], InlineKind.OPEN, group=self._closing[close]), start, end)

    def _command(self, name: str, start: int, end: int, limit: int) -> int:
        if name in ("begin", "end") and (named := _NAME.match(self._text, end)):
            return self._environment(name, named[1], named.end(), limit)
        if name == "par":
            self._flush()
            return end
        if name in ACCENTS and (letter := re.compile(r"\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))").match(self._text, end)):
            composed = unicodedata.normalize("NFC", (letter[1] or letter[2]) + ACCENTS[name])
            return self._add(composed, start, letter.end())
        if name == "item" or name in BLOCKS:
            self._flush()
            while option := self._groups.option(end):
                self._inner(Span(self._text.index("[", end) + 1, option - 1), context="option")
                end = option
            if name == "item":
                return end
            brace = self._groups.start(end)
            if brace < 0:
                return end
            self._inner(Span(brace + 1, self._groups.end(brace) - 1))
            return self._groups.end(brace)
        if name in INSIDE and (brace := self._groups.start(self._options(end))) >= 0:
            behind = self._groups.end(brace)
            return self._add(Inline(self._text[start:behind]), start, behind, Span(brace + 1, behind - 1))
        if name in ARGUMENTS_BEFORE:
            at = self._arguments(end, ARGUMENTS_BEFORE[name])
            brace = self._groups.start(self._options(at))
            if brace >= 0:
                return self._open(start, brace + 1)
        behind = self._arguments(end, 9)
        raw = self._text[start:behind]
        return self._add(SIGNS[raw] if raw in SIGNS else Inline(raw), start, behind)

    def _environment(self, command: str, name: str, end: int, limit: int) -> int:
        self._flush()
        is_table = name in CELLS
        if command == "end":
            self._tables -= is_table and self._tables > 0
            return end
        if name in OPAQUE:
            close = re.compile(rf"\\end\s*\{{{name}\*?\}}").search(self._text, end, limit)
            return close.end() if close else limit
        self._tables += is_table
        return self._arguments(end, 9)

    def _options(self, at: int) -> int:
        while option := self._groups.option(at):
            at = option
        return at

    def _arguments(self, at: int, most: int) -> int:
        """Return the end of the arguments that follow a command: any in brackets, and `most` in braces."""
        while True:
            at = self._options(at)
            if most == 0 or self._text[at : at + 1] != "{" or self._groups.end(at) <= at:
                return at
            at = self._groups.end(at)
            most -= 1

    def _inner(self, span: Span, host: tuple[int, str, int] = (-1, "", 0), context: str = "") -> None:
        """Read a text of its own: the argument of a heading, or the inside of an atom of the unit `host`."""
        if self._depth == MAX_DEPTH or span.end <= span.start:
            return
        kept = self._pieces, self._closing, self._tables, self._host, self._context
        self._pieces, self._closing, self._tables, self._context = [], {}, 0, context
        self._host = host if host[0] >= 0 else self._host
        self._depth += 1
        self.read(span.start, span.end)
        self._depth -= 1
        self._pieces, self._closing, self._tables, self._host, self._context = kept

    def _flush(self) -> None:
        """Make a unit of the text that ends here, and of those inside it."""
        pieces, self._pieces = self._pieces, []
        open_groups = {*self._closing.values()}
        self._closing = {}
        parts = [_unpaired(piece.part, open_groups) for piece in pieces]
        first, last = core(parts)
        chosen = list(_stripped(parts[first:last], pieces[first:last]))
        unit = -1
        pattern = joined(part for part, _ in chosen)
        if has_words(pattern):
            unit = len(self.units)
            span = Span(chosen[0][1].start, chosen[-1][1].end)
            host, raw, begin = self._host
            self.units.append(Unit(unit, pattern, self._lines.at(span.start)))
            self.slots.append(Slot(span, self._context, within=host, raw=raw, at=span.start - begin if raw else 0))
        for index, piece in enumerate(pieces):
            if piece.inner and isinstance(piece.part, Inline):
                inside = (unit, piece.part.raw, piece.span.start) if first <= index < last else (-1, "", 0)
                self._inner(piece.inner, inside)


def _unpaired(part: str | Inline, open_groups: set[int]) -> str | Inline:
    """Return an opening whose end is beyond the paragraph as an atom."""
    return Inline(part.raw) if isinstance(part, Inline) and part.group in open_groups else part


def _stripped(parts: list[str | Inline], pieces: list[_Piece]) -> Iterator[tuple[str | Inline, Span]]:
    """Yield the parts with their spans, without the white space at both ends."""
    for index, (part, piece) in enumerate(zip(parts, pieces, strict=True)):
        span = piece.span
        if isinstance(part, str) and len(part) == span.end - span.start:
            if index == 0:
                kept = part.lstrip()
                part, span = kept, Span(span.end - len(kept), span.end)
            if index == len(parts) - 1:
                part = part.rstrip()
                span = Span(span.start, span.start + len(part))
        yield part, span
