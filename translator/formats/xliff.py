"""XLIFF 1.2 and 2.x: segments without a translation are units, and filling one writes its `<target>`.

A segment counts as without translation if its target is missing or empty, or if its state is `new` or
`needs-translation` (1.2) or `initial` (2.x). All other targets are somebody's work and stay, as does what says
`translate="no"`, itself or around it, or `approved="yes"`. What is filled gets the state that the standard has for
the work of a machine: `needs-review-translation` with `mt-suggestion` in 1.2, and in 2.x, which knows nothing between
`initial` and `reviewed` but that, `translated` with a sub-state of our own. The target language is set where the file
names none, or another one but has no translations yet; a file with translations into another language is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import ParseError
from ..model import Document, Pair, Span, Targets, Unit
from .base import Options
from .codes import XLIFF1, XLIFF2, Codes, Content, is_empty, read_content
from .encoding import Decoded
from .splice import Lines, splice
from .translations import Translation, same_language
from .xml_source import Element, declaration, indentation, read_xml, root, walk, with_attribute

_WHOLE = frozenset({"trans-unit", "unit", "header", "skeleton", "bin-unit"})
"""Elements that are read as a whole: those with segments, and those that hold anything."""

_MADE_BY_MACHINES = frozenset({"mt-suggestion", "leveraged-mt", "leveraged-glossary", "fuzzy-match"})
"""Qualifiers of a state that say that no person has written this for this text."""

MACHINE = "translator:machine"
"""Sub-state of a segment that this program filled."""

_UNTRANSLATED = frozenset({"new", "needs-translation", "initial"})


@dataclass(frozen=True, slots=True)
class _Filling:
    """A target to write: pieces of XML, and the numbers of units whose translations stand between them."""

    span: Span
    """The target that is there, or the empty place where it goes."""
    lead: str
    """White space in front of a new target."""
    tag: str
    """Its start tag, with the state."""
    pieces: tuple[str | int, ...]
    segment: Span | None = None
    """The tag of the segment, which has the state in XLIFF 2."""


@dataclass(frozen=True, slots=True)
class _Skeleton:
    data: bytes
    source: Decoded
    contents: tuple[Content, ...]
    """One for each unit."""
    fillings: tuple[_Filling, ...]
    heads: tuple[tuple[Span, str, str], ...]
    """The tags that name the languages, with the attribute of the target language and its value."""


@dataclass(frozen=True, slots=True)
class _Version:
    """What differs between the two families of XLIFF."""

    head: str
    """The element that names the languages."""
    source: str
    target: str
    unit: str
    codes: Codes
    is_2: bool


_VERSION_1 = _Version("file", "source-language", "target-language", "trans-unit", XLIFF1, False)
_VERSION_2 = _Version("xliff", "srcLang", "trgLang", "unit", XLIFF2, True)


class _Standing(NamedTuple):
    """What a file says of a segment's translation."""

    state: str
    by_machine: bool
    line: int


class Xliff:
    """Bilingual files of the XML Localisation Interchange File Format (OASIS)."""

    name = "xliff"
    suffixes = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")

    def __init__(self, options: Options = Options()) -> None:
        self._pair = options.pair

    def configured(self, options: Options) -> Xliff:
        """Return the format for one pair of languages."""
        return Xliff(options)

    def sniff(self, data: bytes) -> bool:
        """Return whether the root element is `xliff`."""
        return root(data) == "xliff"

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the segments to translate. Raises `ParseError` for what is no XLIFF or is for other languages."""
        source = read_xml(data, path=path, encoding=encoding)
        reader = _Reader(source.text, path, self._pair)
        for _ in reader.translations():
            pass
        kept = _Skeleton(data, source, tuple(reader.contents), tuple(reader.fillings), tuple(reader.heads))
        return Document(self.name, tuple(reader.units), kept)

    def translations(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Iterator[Translation]:
        """Yield the translations that the file holds, without those that are to be done again. Raises `ParseError`."""
        yield from _Reader(read_xml(data, path=path, encoding=encoding).text, path, self._pair).translations()

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with targets for the units in `targets`, as UTF-8."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        text = kept.source.text
        edits = declaration(kept.source)
        for filling in kept.fillings:
            if not any(piece in targets for piece in filling.pieces if isinstance(piece, int)):
                continue
            inner = "".join(
                piece if isinstance(piece, str) else kept.contents[piece].written(targets[piece]) if piece in targets else ""
                for piece in filling.pieces
            )
            tag = filling.tag
            if language and "xml:lang" in tag:
                tag = with_attribute(tag, "xml:lang", language)
            name = tag[1:-1].split()[0]
            edits.append((filling.span, f"{filling.lead}{tag}{inner}</{name}>"))
            if filling.segment:
                state = with_attribute(filling.segment.of(text), "state", "translated")
                edits.append((filling.segment, with_attribute(state, "subState", MACHINE)))
        if language:
            edits += [
                (span, with_attribute(span.of(text), name, language))
                for span, name, value in kept.heads
                if not same_language(value, language)
            ]
        return kept.source.encode(splice(text, edits))


class _Reader:
    """Collects the units of one file."""

    def __init__(self, text: str, path: str, pair: Pair | None) -> None:
        self.units: list[Unit] = []
        self.contents: list[Content] = []
        self.fillings: list[_Filling] = []
        self.heads: list[tuple[Span, str, str]] = []
        self._text, self._path, self._pair = text, path or "<data>", pair
        self._lines = Lines(text)
        self._version = _VERSION_1
        self._number = ""
        self._languages = ("", "")
        self._prefix = ""

    def translations(self) -> Iterator[Translation]:
        """Read the file, and yield the translations that it holds."""
        stays = [False]
        for element, is_end in walk(self._text, _WHOLE):
            if is_end and element.name == self._version.unit:
                yield from self._unit(element, stays[-1])
            elif is_end and element.name not in _WHOLE:
                stays.pop()
            elif not is_end:
                if len(stays) == 1:
                    self._root(element)
                if element.name == self._version.head:
                    self._head(element)
                stays.append(_stays(element, stays[-1]))

    def _root(self, element: Element) -> None:
        if element.name != "xliff":
            raise ParseError(self._path, f"this is no XLIFF: its root is <{element.name}>.", 1)
        self._number = element.attributes.get("version", "")
        self._version = _VERSION_2 if self._number.startswith("2") else _VERSION_1
        tag = element.start.of(self._text)
        self._prefix = tag[1 : tag.index("xliff")]

    def _head(self, element: Element) -> None:
        version = self._version
        source, target = (element.attributes.get(name, "") for name in (version.source, version.target))
        self._languages = source, target
        self.heads.append((element.start, version.target, target))
        if self._pair and source and not same_language(source, self._pair.source):
            line = self._lines.at(element.start.start)
            raise ParseError(self._path, f"its source language is {source}, not {self._pair.source}. Say --from {source}.", line)

    def _unit(self, unit: Element, stays: bool) -> Iterator[Translation]:
        stays = _stays(unit, stays)
        if self._version.is_2:
            for segment in unit.elements("segment"):
                by_machine = segment.attributes.get("subState") == MACHINE
                standing = _Standing(segment.attributes.get("state", ""), by_machine, self._lines.at(segment.start.start))
                yield from self._segment(segment, standing, stays, segment.start)
        else:
            target = unit.first("target")
            attributes = target.attributes if target else {}
            is_approved = unit.attributes.get("approved") == "yes" and not is_empty(target, self._text)
            state = "final" if is_approved else attributes.get("state", "")
            by_machine = attributes.get("state-qualifier") in _MADE_BY_MACHINES
            standing = _Standing(state, by_machine, self._lines.at(unit.start.start))
            yield from self._segment(unit, standing, stays or is_approved, None)

    def _segment(self, parent: Element, standing: _Standing, stays: bool, tag: Span | None) -> Iterator[Translation]:
        source, target, parts = (parent.first(name) for name in ("source", "target", "seg-source"))
        if source is None:
            return
        is_open = standing.state in _UNTRANSLATED or is_empty(target, self._text)
        done = {} if is_open else _segments(target)
        if not is_open and target:
            yield from self._translations(source, target, _segments(parts), done, standing)
        has_gaps = any(is_empty(done.get(number), self._text) for number in _segments(parts)) if done else False
        if stays or not (is_open or has_gaps):
            return
        before = len(self.units)
        pieces = tuple(self._pieces(parts, done, standing.line) if parts else self._piece(source, standing.line))
        if len(self.units) > before:
            self.fillings.append(self._filling(parts or source, target, pieces, tag))

    def _translations(
        self, source: Element, target: Element, parts: dict[str, Element], done: dict[str, Element], standing: _Standing
    ) -> Iterator[Translation]:
        """Yield what a segment, or each segment of a unit that was split, is translated with."""
        languages = self._languages
        if self._pair and languages[1] and not same_language(languages[1], self._pair.target):
            what = f"it holds translations into {languages[1]}. Say --to {languages[1]}, or remove them."
            raise ParseError(self._path, what, standing.line)
        pair = self._pair or Pair(*languages)
        both = [(parts[number], done[number]) for number in parts if number in done] if done else [(source, target)]
        for elements in both:
            if not is_empty(elements[1], self._text):
                texts = [read_content(element, self._text, self._version.codes).pattern for element in elements]
                yield Translation(texts[0], texts[1], pair, *standing)

    def _piece(self, element: Element, line: int) -> Iterator[str | int]:
        """Yield the number of a new unit, or the content as it is where there is nothing to translate."""
        content = read_content(element, self._text, self._version.codes)
        if content.has_words():
            self.units.append(Unit(len(self.units), content.pattern, line))
            self.contents.append(content)
            yield self.units[-1].id
        elif element.name == "mrk":
            yield element.content.of(self._text)

    def _pieces(self, element: Element, done: dict[str, Element], line: int) -> Iterator[str | int]:
        """Yield the content of a source that was split into segments, each segment a piece of its own."""
        for child in element.children:
            if isinstance(child, Span):
                yield child.of(self._text)
            elif child.name == "mrk" and child.attributes.get("mtype") == "seg":
                known = done.get(child.attributes.get("mid", ""))
                yield child.start.of(self._text)
                if known and not is_empty(known, self._text):
                    yield known.content.of(self._text)
                else:
                    yield from self._piece(child, line)
                yield child.end.of(self._text)
            else:
                yield child.start.of(self._text)
                yield from self._pieces(child, done, line)
                yield child.end.of(self._text)

    def _filling(self, after: Element, target: Element | None, pieces: tuple[str | int, ...], segment: Span | None) -> _Filling:
        if target:
            tag = re.sub(r"\s*/>$", ">", target.start.of(self._text))
            place, lead = target.whole, ""
        else:
            lead = indentation(self._text, after.start.start)
            tag, place = f"<{self._prefix}target>", Span(after.end.end, after.end.end)
        if not segment:
            tag = with_attribute(tag, "state", "needs-review-translation")
            tag = with_attribute(tag, "state-qualifier", "mt-suggestion" if self._number == "1.2" else None)
        return _Filling(place, lead, tag, pieces, segment)


def _stays(element: Element, around: bool) -> bool:
    """Return whether what is in an element is not to be translated; what says yes or no itself, decides."""
    said = element.attributes.get("translate")
    return said == "no" if said in ("yes", "no") else around


def _segments(target: Element | None) -> dict[str, Element]:
    """Return the marked segments of a target by number."""
    if target is None:
        return {}
    found: dict[str, Element] = {}
    for child in target.elements():
        if child.name == "mrk" and child.attributes.get("mtype") == "seg":
            found.setdefault(child.attributes.get("mid", ""), child)
        else:
            found.update(_segments(child))
    return found
