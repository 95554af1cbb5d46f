"""What documents of Word, PowerPoint and Excel share: the package, its content types, and the languages it states.

(ISO/IEC 29500-2, Open Packaging Conventions; both its Strict and its Transitional kind.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..errors import ParseError
from ..model import Span
from .archive import Archive, is_zip
from .elements import CORE, language_elements, read_elements
from .fonts import counterpart
from .ooxml_text import TextReader
from .package import Found, PartEdits, Reader, by_number
from .patch import Edit, edit
from .xml_tokens import Kind, Token, attribute, escaped, read_source, tokens

TYPES = "[Content_Types].xml"
_SIGNED = "digital-signature-origin"
_MAIN = {
    "a Word document": re.compile(r"(?:wordprocessingml\.(?:document|template)|ms-word\.\w+\.macroEnabled\w*)\.main\+xml"),
    "a PowerPoint presentation": re.compile(
        r"(?:presentationml\.(?:presentation|slideshow|template)|ms-powerpoint\.\w+\.macroEnabled)\.main\+xml"
    ),
    "an Excel workbook": re.compile(r"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.\w+\.macroEnabled)\.main\+xml"),
}
"""Content types of the main part, with macros and without."""
_CHINESE = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "zh": "zh-CN"}
_REGIONS = {"ko": "ko-KR", "ja": "ja-JP", "en": "en-US", "de": "de-DE", "fr": "fr-FR", "es": "es-ES", "vi": "vi-VN", **_CHINESE}


class OfficePackage:
    """An archive with content types."""

    def __init__(self, data: bytes, path: str, kind: str) -> None:
        self.archive = Archive(data, path)
        if TYPES not in self.archive:
            raise ParseError(self.archive.path, f"This archive is not {kind}: it holds no {TYPES}.")
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        listed = read_source(self.archive.read(TYPES), self.archive.path, TYPES)
        for token in tokens(listed.data, self.archive.path, TYPES):
            if token.name == "ct:Default" and token.kind is Kind.START:
                self._defaults[token.attributes.get("Extension", "").lower()] = token.attributes.get("ContentType", "")
            elif token.name == "ct:Override" and token.kind is Kind.START:
                self._overrides[token.attributes.get("PartName", "").lower()] = token.attributes.get("ContentType", "")
        self._check(kind)

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        suffix = name.rpartition(".")[2].lower()
        return self._overrides.get(f"/{name}".lower(), self._defaults.get(suffix, ""))

    def parts(self, *types: str) -> list[str]:
        """Return the parts whose content type matches one of the patterns, kind after kind, each in order of numbers."""
        return [
            name
            for pattern in types
            for name in by_number(name for name in self.archive.names if re.search(pattern, self.type_of(name)))
        ]

    def _check(self, kind: str) -> None:
        types = {self.type_of(name) for name in self.archive.names}
        if not any(_MAIN[kind].search(each) for each in types):
            other = next((name for name, main in _MAIN.items() if any(main.search(each) for each in types)), "another document")
            raise ParseError(self.archive.path, f"This is {other}, not {kind}. Leave --format out: it shows by its content.")
        if any(_SIGNED in each for each in types) or any(name.startswith("_xmlsignatures/") for name in self.archive.names):
            raise ParseError(
                self.archive.path,
                "The document is digitally signed, and a translation would carry a signature that is not valid. Save a copy "
                "without it (File > Info > View Signatures > Remove Signature) and translate that.",
            )


def is_office(data: bytes, kind: str) -> bool:
    """Return whether `data` is a package with a main part of this kind."""
    if not is_zip(data):
        return False
    try:
        archive = Archive(data)
        types = read_source(archive.read(TYPES), "", TYPES).data.decode("utf-8", "replace") if TYPES in archive else ""
    except ParseError:
        return False
    return bool(_MAIN[kind].search(types))


def read_text(data: bytes, path: str, part: str) -> Iterator[Found]:
    """Yield the paragraphs and attributes of a part."""
    yield from TextReader(data, path, part)


def read_properties(data: bytes, path: str, part: str) -> Iterator[Found]:
    """Yield the title of a document, its subject, description and keywords."""
    yield from read_elements(data, path, part, CORE)


def read_chart(data: bytes, path: str, part: str) -> Iterator[Found]:
    """Yield titles of a chart and what it remembers of the names in its data."""
    yield from TextReader(data, path, part)
    yield from read_elements(data, path, part, {"c:v"}, within={"c:strCache", "c:multiLvlStrCache"})


def readers(package: OfficePackage, *chosen: tuple[str, Reader]) -> Iterator[tuple[str, Reader]]:
    """Yield each part whose content type matches, with its reader."""
    for pattern, read in chosen:
        for name in package.parts(pattern):
            yield name, read


def region(language: str) -> str:
    """Return a tag as Office writes it, with a region: ko-KR.

    >>> region("ko"), region("pt-BR"), region("sw")
    ('ko-KR', 'pt-BR', 'sw')
    """
    return _REGIONS.get(language.lower(), language)


def is_east_asian(language: str) -> bool:
    """Return whether Office counts a language among those with fonts of their own."""
    return language.split("-")[0].lower() in ("ko", "ja", "zh", "yue")


def drawing_languages(data: bytes, path: str, part: str, language: str) -> Iterator[Edit]:
    """Yield the edits that state `language` where DrawingML states one; the old one becomes the second, if there is one.

    East Asian fonts of another country become those of the target's.
    """
    tag = region(language)
    for token in tokens(data, path, part) if b"drawingml" in data else ():
        if token.kind is not Kind.START or not token.name.startswith("a:"):
            continue
        if "lang" in token.attributes:
            yield from set_value(data, token, "lang", tag)
            if "altLang" in token.attributes:
                yield from set_value(data, token, "altLang", token.attributes["lang"])
        elif token.name == "a:ea":
            yield from set_value(data, token, "typeface", counterpart(token.attributes.get("typeface", ""), language))


def set_value(data: bytes, token: Token, name: str, value: str) -> Iterator[Edit]:
    """Yield the edit that gives an attribute another value, if the element has it."""
    span = attribute(data, token, name) if token.attributes.get(name, value) != value else None
    if span:
        yield edit(span, escaped(value, chr(data[span.start - 1])))


def added(data: bytes, token: Token, name: str, value: str) -> Iterator[Edit]:
    """Yield the edit that gives an element an attribute of its own namespace that it has not."""
    prefix, colon, _ = token.spelt.partition(":")
    if colon:  # attributes without a prefix have no namespace
        end = token.end - (2 if data[token.end - 2 : token.end] == b"/>" else 1)
        yield edit(Span(end, end), f' {prefix}:{name.rpartition(":")[2]}="'.encode() + escaped(value, '"') + b'"')


LanguageEdits = Callable[[bytes, str, str, str], Iterator[Edit]]
"""Yields what to change in a part, given as in `PartEdits`, so that it states the language of the last argument."""


def stating(language: str | None, *edits: LanguageEdits) -> PartEdits:
    """Return what yields all `edits` for a language, or nothing without one."""

    def further(data: bytes, path: str, part: str) -> Iterator[Edit]:
        for each in edits if language else ():
            yield from each(data, path, part, language or "")

    return further


def property_language(data: bytes, path: str, part: str, language: str) -> Iterator[Edit]:
    """Yield the edit of dc:language in the properties of a package."""
    if b"core-properties" in data:
        yield from language_elements(data, path, part, {"dc:language"}, region(language))
