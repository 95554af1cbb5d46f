"""PowerPoint presentations (.pptx and its kin): slides with their tables, charts and SmartArt, notes, comments.

In masters and layouts what every slide shows is read; what their placeholders say is a prompt that no audience sees.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Document, Targets
from .elements import read_elements
from .ooxml import (
    OfficePackage,
    drawing_languages,
    is_office,
    property_language,
    read_chart,
    read_properties,
    read_text,
    readers,
    stating,
)
from .ooxml_text import TextReader
from .package import Found, parse_package, serialize_package

_KIND = "a PowerPoint presentation"


class Pptx:
    """PowerPoint presentations since 2007."""

    name = "pptx"
    suffixes = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` is a package with a presentation."""
        return is_office(data, _KIND)

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the paragraphs and descriptions. Raises `ParseError`."""
        package = OfficePackage(data, path, _KIND)
        related = package.parts(
            r"presentationml\.(?:presentation|slideshow|template)\.main\+xml|ms-powerpoint\.\w+\.macroEnabled"
            r"|officedocument\.theme\+xml|presentationml\.slide(?:Layout|Master)\+xml"
        )
        return parse_package(self.name, package.archive, data, readers(package, *_PARTS), related)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the presentation with the units in `targets` replaced, in `language` if that is named."""
        return serialize_package(document, targets, stating(language, drawing_languages, property_language))


def _read_master(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from TextReader(data, path, part, skips_placeholders=True)


def _read_comments(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from read_elements(data, path, part, {"p:text"})


_PARTS = (
    (r"presentationml\.slide\+xml", read_text),
    (r"presentationml\.notesSlide\+xml", read_text),
    (r"presentationml\.comments\+xml", _read_comments),
    (r"ms-powerpoint\.comments\+xml", read_text),
    (r"drawingml\.chart\+xml", read_chart),
    (r"drawingml\.diagramData\+xml|drawingml\.diagramDrawing\+xml", read_text),
    (r"presentationml\.slide(?:Layout|Master)\+xml", _read_master),
    (r"core-properties\+xml", read_properties),
)
