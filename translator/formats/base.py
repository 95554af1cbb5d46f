"""What the pipeline asks of a document format."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from ..errors import EncodingError, InputError
from ..model import Document, Inline, Pair, Pattern, Targets, joined

PACKAGES = frozenset("docx pptx xlsx odt odp ods epub".split())
"""Formats whose documents are archives: bytes, not text in an encoding."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run knows that some formats must know to find what is to be translated."""

    pair: Pair | None = None
    """For formats that hold several languages."""
    columns: tuple[str, ...] = ()
    """For tables: the columns to translate, as numbers from 1 or as names of the header."""


class Format(Protocol):
    """Reads and writes one kind of document.

    Two identities hold for every format and every document it parses, and are tested as such:
    `serialize(parse(data), {}) == data`, byte for byte, and filling one unit changes that unit alone.
    """

    name: str
    suffixes: tuple[str, ...]
    """Lower-case file name endings, the usual one first: `(".md", ".markdown")`."""

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` shows by its content that it is of this format. Cheap; never raises."""

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the document, with every translatable text as a unit.

        `encoding` overrides the detection for text formats. Raises `ParseError` or `EncodingError`.
        """

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the document with the units in `targets` replaced; units that are missing keep their source.

        `language` is the target's tag, for formats that state the language of the text.
        """


@runtime_checkable
class Configurable(Protocol):
    """A format that heeds some of the options."""

    def configured(self, options: Options) -> Format:
        """Return the format as it is under `options`."""


def configure(reader: Format, options: Options, path: str = "") -> Format:
    """Return `reader` as it is under `options`. Raises `InputError` where a choice of columns means nothing."""
    if options.columns and not getattr(reader, "has_columns", False):
        what = f"--columns is for tables, and this is {reader.name}. Leave it out, or name the format: --format csv."
        raise InputError(f"{path or reader.name}: {what}")
    return reader.configured(options) if isinstance(reader, Configurable) else reader


@runtime_checkable
class Sectioned(Protocol):
    """A format whose documents can be cut, each section being read and written as a document of its own."""

    def cut(self, data: bytes) -> int:
        """Return where to cut UTF-8 that may end anywhere: after the last place beyond which nothing depends on what stands
        before. 0 where there is none. Cheap."""

    def following(self, first: Document) -> Format:
        """Return the format of all further sections, which has learnt from the first what stands only there."""


@runtime_checkable
class Bilingual(Protocol):
    """A format that can show two languages in one document."""

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return for each unit the pattern that shows its source above its target; `serialize` takes them as targets."""


def require_bilingual(reader: Format, path: str) -> None:
    """Raise `InputError` for a format that has no room for a second language and is not made for two."""
    if not isinstance(reader, Bilingual) and reader.name not in ("po", "xliff", "tmx"):
        what = f"{reader.name} documents have no bilingual layout. --also xliff writes both languages side by side."
        raise InputError(f"{path}: {what}")


def require_encoding(reader: Format, encoding: str, path: str) -> None:
    """Raise `EncodingError` where `encoding` is none, or is named for a document that is no text."""
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # refuses codecs of bytes, such as base64
    except LookupError:
        raise EncodingError(path, f"{encoding!r} is not a text encoding.") from None
    if name != "utf-8" and reader.name in PACKAGES:
        raise EncodingError(path, f"{reader.name} documents have an encoding of their own. Leave --output-encoding out.")


def above(source: Pattern, between: Inline | str, target: Pattern) -> Pattern:
    """Return source and target as one pattern, with groups of markup that do not meet."""
    last = max((part.group for part in source if isinstance(part, Inline)), default=0)
    renumbered = (
        replace(part, group=part.group + last) if isinstance(part, Inline) and part.group else part for part in target
    )
    return joined((*source, between, *renumbered))
