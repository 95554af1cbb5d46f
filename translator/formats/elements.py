"""Elements that hold text and nothing else: titles in metadata, labels of charts and of tables of contents."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..model import Pattern, Span
from .inline import has_words, sentence
from .patch import Edit, TextSlot, edit
from .xml_tokens import Kind, Token, escaped, tokens

CORE = frozenset({"dc:title", "dc:subject", "dc:description", "cp:keywords"})
"""What the properties of an OOXML package say in words (ISO/IEC 29500-2, 11.1)."""


def read_elements(
    data: bytes, path: str, part: str, names: Collection[str], within: Collection[str] = ()
) -> Iterator[tuple[Pattern, TextSlot]]:
    """Yield each element of these names as a unit, everywhere or only inside of the elements `within`."""
    for opening, closing, text in _elements(data, path, part, names, within):
        if has_words(pattern := sentence(text)):
            yield pattern, TextSlot(Span(opening.end, closing.start))


def language_elements(data: bytes, path: str, part: str, names: Collection[str], language: str) -> Iterator[Edit]:
    """Yield the edits that write `language` into elements that name one: dc:language."""
    for opening, closing, text in _elements(data, path, part, names, ()):
        if text.strip():
            yield edit(Span(opening.end, closing.start), escaped(language))


def _elements(
    data: bytes, path: str, part: str, names: Collection[str], within: Collection[str]
) -> Iterator[tuple[Token, Token, str]]:
    inside = 0
    opening: Token | None = None
    text = ""
    for token in tokens(data, path, part):
        if token.kind is Kind.START:
            inside += token.name in within
            opening = token if token.name in names and (inside or not within) else None
            text = ""
        elif token.kind is Kind.TEXT and opening:
            text += token.text
        elif token.kind is Kind.END:
            inside -= token.name in within
            if opening and token.start > opening.end:
                yield opening, token, text
            opening = None
