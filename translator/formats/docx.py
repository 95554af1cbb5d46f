"""Word documents (.docx and its kin): body, headers, footers, notes, comments, text boxes, charts, alternative texts.

Deleted revisions stay as they are, inserted ones are text. Macros are kept and never run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from ..model import Document, Pair, Targets
from .docx_bilingual import both_paragraphs, source_above
from .docx_indents import Indents
from .fonts import counterpart, default_font
from .ooxml import (
    OfficePackage,
    added,
    drawing_languages,
    is_east_asian,
    is_office,
    property_language,
    read_chart,
    read_properties,
    read_text,
    readers,
    region,
    set_value,
    stating,
)
from .package import Package, parse_package, serialize_package
from .patch import Edit
from .xml_tokens import Kind, tokens

_KIND = "a Word document"
_PARTS = (
    (r"wordprocessingml\.(?:document|template)\.main\+xml|ms-word\.\w+\.macroEnabled\w*\.main\+xml", read_text),
    (r"wordprocessingml\.footnotes\+xml", read_text),
    (r"wordprocessingml\.endnotes\+xml", read_text),
    (r"wordprocessingml\.header\+xml", read_text),
    (r"wordprocessingml\.footer\+xml", read_text),
    (r"wordprocessingml\.comments\+xml", read_text),
    (r"drawingml\.chart\+xml", read_chart),
    (r"drawingml\.diagramData\+xml|drawingml\.diagramDrawing\+xml", read_text),
    (r"core-properties\+xml", read_properties),
)
_RELATED = (r"wordprocessingml\.(?:styles|settings|numbering)\+xml", r"officedocument\.theme\+xml")


class Docx:
    """Word documents since 2007."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx", ".dotm")

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` is a package with a Word document."""
        return is_office(data, _KIND)

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the paragraphs and descriptions. Raises `ParseError`."""
        package = OfficePackage(data, path, _KIND)
        return parse_package(self.name, package.archive, data, readers(package, *_PARTS), package.parts(*_RELATED))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the document with the units in `targets` replaced, in `language` if that is named."""
        further = stating(language, _word_languages, drawing_languages, property_language)
        filling = partial(both_paragraphs, indents=Indents(cast(Package, document.skeleton)))
        return serialize_package(document, targets, further, filling)

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with the source in a paragraph above the target's; attributes and properties get only the target."""
        return source_above(document, targets)


def _word_languages(data: bytes, path: str, part: str, language: str) -> Iterator[Edit]:
    """Yield the edits of w:lang and of fonts.

    East Asian languages have an attribute of their own, and Latin text in them keeps its. They get a font of their
    country where the defaults name none for East Asian text, or one of another country is named.
    """
    tag, is_eastern = region(language), is_east_asian(language)
    font = default_font(language)
    in_defaults = False
    for token in tokens(data, path, part) if b"ang" in data or b"eastAsia" in data else ():
        if token.name == "w:docDefaults":
            in_defaults = token.kind is Kind.START
        if token.kind is not Kind.START:
            continue
        if token.name in ("w:lang", "w:themeFontLang"):
            name = "w:eastAsia" if is_eastern else "w:val"
            if name in token.attributes:
                yield from set_value(data, token, name, tag)
            elif in_defaults or token.name == "w:themeFontLang":
                yield from added(data, token, name, tag)
        elif token.name == "w:rFonts" and "w:eastAsia" in token.attributes:
            yield from set_value(data, token, "w:eastAsia", counterpart(token.attributes["w:eastAsia"], language))
        elif token.name == "w:rFonts" and in_defaults and font and "w:eastAsiaTheme" not in token.attributes:
            yield from added(data, token, "w:eastAsia", font)

