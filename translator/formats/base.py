"""What the pipeline asks of a document format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ..errors import InputError
from ..model import Document, Pair, Targets


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
        raise InputError(f"{path or reader.name}: --columns is for tables (csv, tsv), and this is {reader.name}.")
    return reader.configured(options) if isinstance(reader, Configurable) else reader
