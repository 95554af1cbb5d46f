"""E-books (.epub, versions 2 and 3): chapters in the order of the spine, tables of contents, title and description.

Chapters are read as `html` reads pages. The language of the package and of its pages follows the target. Styles,
pictures, fonts and scripts are copied as they are.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast
from urllib.parse import unquote

from ..errors import ParseError
from ..model import Document, Targets, Unit
from .archive import Archive, is_zip
from .elements import language_elements, read_elements
from .html import Html
from .odf import mimetype
from .ooxml import set_value
from .package import Found, Package, parse_package, patched_parts
from .patch import Edit
from .xml_tokens import Kind, read_source, tokens

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Algorithms that only keep fonts from being copied (EPUB 3.3, 4.3); everything else hides the text."""
_METADATA = frozenset({"dc:title", "dc:description", "dc:subject"})
_XHTML = "application/xhtml+xml"
_NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A page of the book, and where its units begin among those of the book."""

    name: str
    first: int
    page: Document = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Book:
    package: Document
    chapters: tuple[_Chapter, ...]


class Epub:
    """E-books of the IDPF and the W3C."""

    name = "epub"
    suffixes = (".epub",)

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` is an archive that says it is an e-book."""
        return is_zip(data) and mimetype(data) == b"application/epub+zip"

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the lines of all chapters, and the labels and titles around them. Raises `ParseError`."""
        archive = Archive(data, path)
        if _CONTAINER not in archive:
            raise ParseError(archive.path, f"This archive is no e-book: it holds no {_CONTAINER}.")
        _refuse_protected(archive)
        packages = list(_packages(archive))
        pages, tables = _manifest(archive, packages)
        units: list[Unit] = []
        chapters: list[_Chapter] = []
        for name in pages:
            page = Html().parse(archive.read(name), path=f"{archive.path}: {name}")
            chapters.append(_Chapter(name, len(units), page))
            units += [replace(unit, id=len(units) + unit.id, line=0) for unit in page.units]
        parts = [*((name, _read_labels) for name in tables), *((name, _read_metadata) for name in packages)]
        rest = parse_package(self.name, archive, data, parts, packages)
        units += [replace(unit, id=len(units) + unit.id) for unit in rest.units]
        return Document(self.name, tuple(units), _Book(rest, tuple(chapters)))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the book with the units in `targets` replaced, in `language` if that is named."""
        book = cast(_Book, document.skeleton)
        kept = cast(Package, book.package.skeleton)
        if not targets:
            return kept.data
        changed: dict[str, bytes] = {}
        for chapter in book.chapters:
            filled = _renumbered(targets, chapter.first, chapter.page.units)
            if filled:
                changed[chapter.name] = Html().serialize(chapter.page, filled, language=language)
        first = len(document.units) - len(book.package.units)
        archive = Archive(kept.data, kept.path)

        def further(data: bytes, path: str, part: str) -> Iterator[Edit]:
            if language:
                yield from _package_language(data, path, part, language)

        changed |= patched_parts(archive, kept, _renumbered(targets, first, book.package.units), further)
        return archive.rewritten(changed)


def _renumbered(targets: Targets, first: int, units: Iterable[Unit]) -> Targets:
    return {unit.id: targets[first + unit.id] for unit in units if first + unit.id in targets}


def _refuse_protected(archive: Archive) -> None:
    if "META-INF/signatures.xml" in archive:
        raise ParseError(
            archive.path,
            "The book is digitally signed, and a translation would carry a signature that is not valid. Translate a copy "
            "without META-INF/signatures.xml.",
        )
    if _ENCRYPTION not in archive:
        return
    source = read_source(archive.read(_ENCRYPTION), archive.path, _ENCRYPTION)
    methods = [
        token.attributes.get("Algorithm", "")
        for token in tokens(source.data, archive.path, _ENCRYPTION)
        if token.kind is Kind.START and token.name == "enc:EncryptionMethod"
    ]
    if not _FONT_OBFUSCATION.issuperset(methods):
        raise ParseError(
            archive.path, "The book is encrypted (digital rights management). Get it without protection to translate it."
        )


def _packages(archive: Archive) -> Iterator[str]:
    """Yield the package documents that the container names; nearly always one."""
    source = read_source(archive.read(_CONTAINER), archive.path, _CONTAINER)
    names = [
        token.attributes["full-path"]
        for token in tokens(source.data, archive.path, _CONTAINER)
        if token.kind is Kind.START and token.name == "cn:rootfile" and "full-path" in token.attributes
    ]
    if not names:
        raise ParseError(archive.path, f"{_CONTAINER} names no package document. The book is damaged.")
    yield from dict.fromkeys(names)


def _manifest(archive: Archive, packages: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the pages, those of the spine first, and the tables of contents of EPUB 2."""
    pages: dict[str, None] = {}
    others: dict[str, None] = {}
    tables: dict[str, None] = {}
    for package in packages:
        items: dict[str, Mapping[str, str]] = {}
        spine: list[str] = []
        for token in tokens(read_source(archive.read(package), archive.path, package).data, archive.path, package):
            if token.kind is Kind.START and token.name == "opf:item":
                items[token.attributes.get("id", "")] = token.attributes
            elif token.kind is Kind.START and token.name == "opf:itemref":
                spine.append(token.attributes.get("idref", ""))
        for id in dict.fromkeys((*spine, *items)):
            item = items.get(id, {})
            name = posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", ""))))
            if name not in archive:
                continue  # on the web, or missing: reading systems pass over it, too
            kind = item.get("media-type", "")
            if kind == _XHTML or re.search(r"\.x?html?$", name, re.IGNORECASE):
                (pages if id in spine else others)[name] = None
            elif kind == _NCX or name.endswith(".ncx"):
                tables[name] = None
    return list(dict.fromkeys((*pages, *others))), list(tables)


def _read_labels(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from read_elements(data, path, part, {"ncx:text"}, within={"ncx:docTitle", "ncx:navLabel"})


def _read_metadata(data: bytes, path: str, part: str) -> Iterator[Found]:
    yield from read_elements(data, path, part, _METADATA)


def _package_language(data: bytes, path: str, part: str, language: str) -> Iterator[Edit]:
    """Yield the edits of dc:language and of xml:lang at the root of a package document or a table of contents."""
    yield from language_elements(data, path, part, {"dc:language"}, language)
    for token in tokens(data, path, part):
        if token.kind is Kind.START:
            yield from set_value(data, token, "xml:lang", language)
            return
