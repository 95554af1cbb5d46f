"""OpenDocument texts, presentations and spreadsheets (.odt, .odp, .ods), as LibreOffice and others write them.

Read are paragraphs wherever they stand (tables, notes, comments, headers and footers, slide notes, charts), titles and
descriptions of pictures, and the document's title, subject, description and keywords. Formulas, numbers and names
stay, and so does a cell that a formula or a filter looks for by its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import unescape

from ..errors import ParseError
from ..model import Document, Targets
from .archive import Archive, is_zip
from .elements import language_elements, read_elements
from .fonts import counterpart
from .odf_text import OdfReader
from .ooxml import added, is_east_asian, region, set_value, stating
from .package import Found, Reader, by_number, parse_package, serialize_package
from .patch import Edit
from .sheet import Cells
from .xml_tokens import Kind, tokens

_MIMETYPE = b"application/vnd.oasis.opendocument."
_KINDS = (b"", b"-template", b"-web", b"-master")
_LOOKS = {
    "fo:font-weight": "style:font-weight-asian",
    "fo:font-style": "style:font-style-asian",
    "fo:font-size": "style:font-size-asian",
}
"""How Latin text looks, and the same of East Asian text."""
_META = frozenset({"dc:title", "dc:subject", "dc:description", "meta:keyword"})
_MANIFEST = "META-INF/manifest.xml"
_ROOT_TYPE = re.compile(
    rb"<[\w:]*file-entry\s(?:[^>]*?\bfull-path=[\"']/[\"'][^>]*?media-type=[\"']([^\"']+)"
    rb"|[^>]*?media-type=[\"']([^\"']+)[\"'][^>]*?full-path=[\"']/[\"'])"
)
_SOUGHT = re.compile(
    rb"\b(?:table:(?:formula|condition|expression)|style:condition)=(?:\"([^\"]*)\"|'([^']*)')"
    rb"|<table:(?:filter-condition|data-pilot-field)\s[^>]*?table:(?:value|source-field-name)=\"([^\"]*)\""
)
_LITERAL = re.compile(r"\"((?:[^\"]|\"\")*)\"")


class _OpenDocument:
    """What the three kinds share."""

    name: str
    suffixes: tuple[str, ...]
    _type: bytes

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` is an archive that says it is of this kind."""
        return is_zip(data) and mimetype(data) in tuple(_MIMETYPE + self._type + kind for kind in _KINDS)

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the paragraphs and descriptions. Raises `ParseError`."""
        archive = Archive(data, path)
        _check(archive)
        cells = Cells(_sought(archive) if self._type == b"spreadsheet" else frozenset())
        read = cells.reader(_read_cells) if self._type == b"spreadsheet" else _read_text
        objects = by_number(name for name in archive.names if re.fullmatch(r"Object [^/]+/content\.xml", name))
        parts: list[tuple[str, Reader]] = [("content.xml", read)]
        parts += [("styles.xml", _read_text)] * ("styles.xml" in archive)
        parts += [(name, _read_object) for name in objects]
        parts += [("meta.xml", partial(read_elements, names=_META))] * ("meta.xml" in archive)
        document = parse_package(self.name, archive, data, parts, ("content.xml", "styles.xml", "meta.xml"))
        return replace(document, notes=cells.notes())

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the document with the units in `targets` replaced, in `language` if that is named."""
        return serialize_package(document, targets, stating(language, _languages))


class Odt(_OpenDocument):
    """Texts."""

    name = "odt"
    suffixes = (".odt", ".ott")
    _type = b"text"


class Odp(_OpenDocument):
    """Presentations."""

    name = "odp"
    suffixes = (".odp", ".otp")
    _type = b"presentation"


class Ods(_OpenDocument):
    """Spreadsheets."""

    name = "ods"
    suffixes = (".ods", ".ots")
    _type = b"spreadsheet"


def mimetype(data: bytes) -> bytes:
    """Return what an archive says it is in OpenDocument and EPUB, in `mimetype` or else in its manifest, or nothing."""
    try:
        archive = Archive(data)
        if "mimetype" in archive:
            return archive.read("mimetype").strip()
        stated = _ROOT_TYPE.search(archive.read(_MANIFEST)) if _MANIFEST in archive else None
    except ParseError:
        return b""
    return stated[1] or stated[2] if stated else b""


def _check(archive: Archive) -> None:
    if "content.xml" not in archive and "encrypted-package" not in archive:
        raise ParseError(archive.path, "This archive is no OpenDocument: it holds no content.xml.")
    manifest = archive.read(_MANIFEST) if _MANIFEST in archive else b""
    if "encrypted-package" in archive or re.search(rb"<(?:\w+:)?encryption-data\b", manifest):
        raise ParseError(
            archive.path,
            "The document is encrypted with a password. Open it in LibreOffice, save it without one "
            "(File > Save As, Save with password off), and translate that.",
        )
    if "META-INF/documentsignatures.xml" in archive:
        raise ParseError(
            archive.path,
            "The document is digitally signed, and a translation would carry a signature that is not valid. Save a copy "
            "without it (File > Digital Signatures > Remove) and translate that.",
        )


def _read_text(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from OdfReader(data, path, part)


def _read_object(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from OdfReader(data, path, part, is_object=True)


def _read_cells(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from OdfReader(data, path, part, is_sheet=True)


def _sought(archive: Archive) -> frozenset[str]:
    """Return, in small letters, the texts that formulas, conditions and filters of a workbook look for."""
    found: set[str] = set()
    for match in _SOUGHT.finditer(archive.read("content.xml")):
        text = unescape((match[1] or match[2] or match[3] or b"").decode("utf-8", "replace"))
        found.update((text,) if match[3] else _LITERAL.findall(text))
    return frozenset(text.strip().casefold() for text in found)


def _languages(data: bytes, path: str, part: str, language: str) -> Iterator[Edit]:
    """Yield the edits that state `language` where styles state one, and that make East Asian text look as Latin text does.

    OpenDocument has attributes of their own for the language, the font, the weight, the posture and the size of East
    Asian text. Where a style sets only those of Latin text, those for East Asian text are added with the same value.
    """
    main, _, country = region(language).partition("-")
    is_eastern = is_east_asian(language)
    names = ("style:language-asian", "style:country-asian") if is_eastern else ("fo:language", "fo:country")
    for token in tokens(data, path, part):
        if token.kind is Kind.START and token.name == "style:font-face" and is_eastern:
            family = token.attributes.get("svg:font-family", "")
            name = family.strip("'")
            yield from set_value(data, token, "svg:font-family", family.replace(name, counterpart(name, language)))
        elif token.kind is Kind.START and token.name == "style:text-properties":
            for latin, eastern in _LOOKS.items() if is_eastern else ():
                if latin in token.attributes and eastern not in token.attributes:
                    yield from added(data, token, eastern, token.attributes[latin])
            stated = token.attributes.get(names[0], "")
            if stated and (stated not in ("zxx", "none") or is_eastern):  # zxx: code, no language
                yield from set_value(data, token, names[0], main)
                yield from set_value(data, token, names[1], country or "none")
    if part == "meta.xml":
        yield from language_elements(data, path, part, {"dc:language"}, language)
