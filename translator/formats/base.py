"""What the pipeline asks of a document format."""

from __future__ import annotations

from typing import Protocol

from ..model import Document, Targets


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
