"""PDF: its text, as Markdown. A page cannot be translated in its place, so that the translation is a Markdown document.

Paragraphs are what pdfminer.six takes for boxes of text; larger print becomes headings; what stands at the same place
of most pages, and numbers of pages, are left out. Pictures, tables as tables, columns of figures and the layout are
lost, which is told with the result. A PDF without text, as scanners make it, an encrypted one, and one whose fonts do
not say which characters they draw are refused: a translation of nothing would look like a success.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import InputError, ParseError
from ..model import Document, Pair, Targets
from .markdown import Markdown
from .markdown_text import write

if TYPE_CHECKING:
    from pdfminer.layout import LTPage, LTTextBox

MAX_STREAM = 256 * 1024 * 1024
"""Bytes that a compressed part of a PDF may unfold to. A page of text has some kilobytes, a poster as a picture less
than this; what unfolds to more is made to fill the memory."""

MARGIN = 0.1
"""Share of a page's height, at the top and at the bottom, in which headers and footers are looked for."""

_STREAM = re.compile(rb"stream\r?\n")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010]\n(?=[a-z])")
_BULLET = re.compile(r"[•‣◦▪●○■–*-](?:\s+|$)")
_NUMBER = re.compile(r"[-–\s]*(?:page\s+)?(?:\d+|[ivxl]+)(?:\s*(?:/|of)\s*\d+)?[-–\s]*", re.IGNORECASE)
_UNKNOWN = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class _Block:
    page: int
    margin: int
    """How far from the bottom it stands, in tens of points, if that is in a margin of the page; else 0."""
    size: float
    """Height of its letters in points."""
    text: str


class Pdf:
    """PDF in, Markdown out."""

    name = "pdf"
    suffixes = (".pdf",)
    writes = ".md"
    """The ending of what is written, where it is of another format."""

    def sniff(self, data: bytes) -> bool:
        """Return whether the mark of a PDF stands near the beginning, where readers look for it (ISO 32000-2, 7.5.2)."""
        return b"%PDF-" in data[:1024]

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the text as a Markdown document, whose skeleton is the Markdown and not the PDF.

        Raises `ParseError` for a PDF that is broken, encrypted or without text, `InputError` without pdfminer.six.
        """
        name = path or "<data>"
        _require_bounded(data, name)
        blocks, pages = _blocks(data, name)
        empty = sorted({*range(1, pages + 1)} - {block.page for block in blocks})
        letters = sum(character.isalpha() for block in blocks for character in _UNKNOWN.sub("", block.text))
        if not letters:
            what = "it has no text, only pictures of it. Recognise the text first, for instance with ocrmypdf."
            raise ParseError(name, what)
        unknown = sum(len(_UNKNOWN.findall(block.text)) for block in blocks)
        if unknown * 10 > letters:
            raise ParseError(name, "its fonts do not say which characters they draw. Recognise the text with ocrmypdf --force-ocr.")
        document = Markdown().parse(_markdown(_without_margins(blocks, pages)).encode(), path=path)
        notes = ["From a PDF comes its text, as Markdown; pictures, tables and the layout are not carried over."]
        if empty:
            notes.append(f"Pages without text were left out: {', '.join(map(str, empty))}.")
        return replace(document, format=self.name, notes=tuple(notes))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the Markdown with the blocks in `targets` replaced; never the PDF."""
        return Markdown().serialize(document, targets, language=language)

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with the source above the target, as Markdown shows them."""
        return Markdown().both(document, targets, pair)


def _blocks(data: bytes, path: str) -> tuple[list[_Block], int]:
    """Return the boxes of text in reading order, and the number of pages."""
    try:
        from pdfminer.high_level import extract_pages
        from pdfminer.pdfdocument import PDFEncryptionError
    except ImportError:
        what = "to read a PDF, pdfminer.six is needed. Install it: pip install 'translator[pdf]'"
        raise InputError(f"{path}: {what}") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every small fault of every font
    blocks: list[_Block] = []
    pages = 0
    try:
        for page in extract_pages(io.BytesIO(data)):
            pages += 1
            blocks += _page(page, pages)
    except PDFEncryptionError:
        what = "it is encrypted. Save it without a password first, for instance with qpdf --decrypt."
        raise ParseError(path, what) from None
    except MemoryError:
        raise
    except Exception as error:  # pdfminer.six raises whatever a broken file makes its code stumble over
        raise ParseError(path, f"this PDF is broken ({type(error).__name__}: {error}).") from error
    return blocks, pages


def _page(page: LTPage, number: int) -> Iterator[_Block]:
    from pdfminer.layout import LTTextBox

    for box in page:
        if isinstance(box, LTTextBox) and box.get_text().strip():
            in_margin = box.y0 > page.height * (1 - MARGIN) or box.y1 < page.height * MARGIN
            yield _Block(number, round(box.y0 / 10) if in_margin else 0, _size(box), box.get_text().strip())


def _size(box: LTTextBox) -> float:
    """Return the usual height of a letter in a box."""
    from pdfminer.layout import LTChar, LTTextLine

    lines = [line for line in box if isinstance(line, LTTextLine)]
    sizes = Counter(round(letter.size, 1) for line in lines for letter in line if isinstance(letter, LTChar))
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_margins(blocks: Iterable[_Block], pages: int) -> list[_Block]:
    """Return the blocks without page numbers, headers and footers: the same text, or a number, at the same place."""
    kept = list(blocks)
    places = Counter(_print(block) for block in kept)
    return [block for block in kept if not block.margin or places[_print(block)] < max(3, pages / 2)]


def _print(block: _Block) -> tuple[int, str]:
    """Return what a header or footer has in common from page to page: its place and its words, whatever the number."""
    return block.margin, "" if _NUMBER.fullmatch(block.text) else re.sub(r"\d+", "0", block.text)


def _markdown(blocks: list[_Block]) -> str:
    """Return the blocks as Markdown: paragraphs, list items, and headings for larger print."""
    letters: Counter[float] = Counter()
    for block in blocks:
        letters[block.size] += len(block.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    larger = sorted((size for size in letters if size > body * 1.15), reverse=True)
    parts: list[str] = []
    bullet = ""
    for block in blocks:
        if _BULLET.fullmatch(block.text):
            bullet = block.text + " "  # word processors set it as a box of its own
            continue
        text, bullet = bullet + _UNKNOWN.sub("\ufffd", _HYPHEN.sub("", block.text)), ""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if block.size in larger and len(lines) <= 3:
            parts.append("#" * min(larger.index(block.size) + 1, 4) + " " + write((" ".join(lines),), one_line=True))
        elif _BULLET.match(lines[0]):
            items = re.split(r"\n(?=[•‣◦▪●○■–*-]\s)", "\n".join(lines))
            words = [" ".join(_BULLET.sub("", item, count=1).split()) for item in items]
            parts.append("\n".join("- " + write((each,), one_line=True) for each in words))
        else:
            parts.append(write((" ".join(lines),), one_line=True))
    return "\n\n".join(parts) + "\n"


def _require_bounded(data: bytes, path: str) -> None:
    """Raise `ParseError` for a compressed part that unfolds beyond all measure, before anything keeps it in memory."""
    for match in _STREAM.finditer(data):
        unfolding = zlib.decompressobj()
        rest, size = data[match.end() : match.end() + 65536], 0
        at = match.end()
        try:
            while rest:
                size += len(unfolding.decompress(rest, 1 << 20))
                if size > MAX_STREAM:
                    raise ParseError(path, f"a part of it unfolds to more than {MAX_STREAM >> 20} MiB, which no document needs.")
                rest = unfolding.unconsumed_tail
                if not rest and not unfolding.eof:
                    at += 65536
                    rest = data[at : at + 65536]
        except zlib.error:
            continue  # not compressed, or in another way
