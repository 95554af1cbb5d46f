"""Translation memories (TMX 1.4b) as documents: what they lack in the target language is translated and added.

A unit is each `<tu>` with a `<tuv>` in the source language and none, or an empty one, in the target language. Its
translation is added behind the others as a `<tuv>` of its own, which `creationtool` marks as made by this program.
All that the memory holds stays, the wording of other people first of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import __version__
from ..errors import InputError, ParseError
from ..model import Document, Pair, Span, Targets, Unit, joined
from .base import Options
from .codes import TMX, Content, is_empty, read_content, words
from .encoding import Decoded
from .splice import Lines, splice
from .translations import Translation, same_language
from .xml_source import Element, declaration, indentation, quoted, read_xml, root, walk, with_attribute

TOOL = "translator"
"""What `creationtool` says of translations that this program made."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the translation of a unit is written."""

    span: Span
    """The empty variant that is there, or the empty place behind the last one."""
    before: str
    """White space in front of a new variant."""
    attribute: str
    """How the file spells the attribute of the language."""
    inner: tuple[str, str]
    """White space in front of the segment and behind it."""


@dataclass(frozen=True, slots=True)
class _Skeleton:
    data: bytes
    source: Decoded
    contents: tuple[Content, ...]
    """One for each unit."""
    places: tuple[_Place, ...]


class Tmx:
    """Translation Memory eXchange."""

    name = "tmx"
    suffixes = (".tmx",)

    def __init__(self, options: Options = Options()) -> None:
        self._pair = options.pair

    def configured(self, options: Options) -> Tmx:
        """Return the format for one pair of languages."""
        return Tmx(options)

    def sniff(self, data: bytes) -> bool:
        """Return whether the root element is `tmx`."""
        return root(data) == "tmx"

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the texts that lack a translation. Raises `ParseError` for what is no TMX."""
        source = read_xml(data, path=path, encoding=encoding)
        text, lines = source.text, Lines(source.text)
        units: list[Unit] = []
        contents: list[Content] = []
        places: list[_Place] = []
        for unit, language in _units(text, path):
            variants = unit.elements("tuv")
            there = _variants(variants, self._pair.target) if self._pair else []
            if any(not is_empty(each.first("seg"), text) for each in there):
                continue
            for variant in self._sources(variants, language)[:1]:
                segment = variant.first("seg")
                content = read_content(segment, text, TMX) if segment else None
                if segment and content and content.has_words():
                    units.append(Unit(len(units), content.pattern, lines.at(unit.start.start)))
                    contents.append(content)
                    places.append(_place(text, variants, variant, segment, there))
        return Document(self.name, tuple(units), _Skeleton(data, source, tuple(contents), tuple(places)))

    def translations(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Iterator[Translation]:
        """Yield the translations of the memory: of the pair, whichever was the source, or of the source into all others."""
        text = read_xml(data, path=path, encoding=encoding).text
        lines = Lines(text)
        for unit, language in _units(text, path):
            variants = unit.elements("tuv")
            for source in self._sources(variants, language):
                wanted = _variants(variants, self._pair.target) if self._pair else variants
                for target in wanted:
                    parts = [part for each in (source, target) if (part := each.first("seg")) and not is_empty(part, text)]
                    if target is not source and len(parts) == 2:
                        # A text that is nothing but a tag is one all the same.
                        texts = [read_content(part, text, TMX).pattern or joined([words(part, text)]) for part in parts]
                        pair = self._pair or Pair(_language(source), _language(target))
                        by_machine = target.attributes.get("creationtool") == TOOL
                        line = lines.at(unit.start.start)
                        yield Translation(texts[0], texts[1], pair, by_machine=by_machine, line=line)

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the memory with the translations in `targets` added, as UTF-8. Raises `InputError` without a language."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        language = language or (self._pair.target if self._pair else None)
        if language is None:
            raise InputError("A translation memory names the language of each text: say into which it is translated.")
        edits = declaration(kept.source)
        for id, target in targets.items():
            place = kept.places[id]
            tag = f"<tuv {place.attribute}={quoted(language)} creationtool={quoted(TOOL)} creationtoolversion=\"{__version__}\">"
            if place.span.start < place.span.end:
                there = re.match(r"<tuv[^>]*>", place.span.of(kept.source.text))
                tag = with_attribute(there[0].replace("/>", ">"), "creationtool", TOOL) if there else tag
            segment = f"<seg>{kept.contents[id].written(target)}</seg>"
            edits.append((place.span, f"{place.before}{tag}{place.inner[0]}{segment}{place.inner[1]}</tuv>"))
        return kept.source.encode(splice(kept.source.text, edits))

    def _sources(self, variants: list[Element], declared: str) -> list[Element]:
        """Return the variants in the source language; where that is not known, in the one that the file declares."""
        if self._pair:
            return _variants(variants, self._pair.source)
        return _variants(variants, declared) or variants[:1]


def _units(text: str, path: str) -> Iterator[tuple[Element, str]]:
    """Yield each `<tu>` with the language of its source."""
    language = ""
    is_root = True
    for element, is_end in walk(text, {"tu", "header"}):
        if is_root and element.name != "tmx":
            raise ParseError(path or "<data>", f"this is no TMX: its root is <{element.name}>.", 1)
        is_root = False
        if element.name == "header":
            language = element.attributes.get("srclang", "")
        elif element.name == "tu" and is_end:
            yield element, element.attributes.get("srclang", language)


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")


def _variants(variants: list[Element], language: str) -> list[Element]:
    """Return the variants in a language, those with the very tag first."""
    found = [each for each in variants if same_language(_language(each), language)]
    return sorted(found, key=lambda each: _language(each).lower() != language.lower())


def _place(text: str, variants: list[Element], source: Element, segment: Element, there: list[Element]) -> _Place:
    attribute = "xml:lang" if "xml:lang" in source.attributes else "lang"
    gaps = Span(source.start.end, segment.start.start).of(text), Span(segment.end.end, source.end.start).of(text)
    inner = indentation(text, segment.start.start) if gaps[0].strip() else gaps[0], "" if gaps[1].strip() else gaps[1]
    if there:
        return _Place(there[0].whole, "", attribute, inner)
    end = variants[-1].end.end
    return _Place(Span(end, end), indentation(text, source.start.start), attribute, inner)
