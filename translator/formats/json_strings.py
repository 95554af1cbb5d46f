"""Localisation files in JSON (i18next, ARB, Chrome and the like): the strings are units, the keys never.

Variables, tags and addresses are atoms. Left alone are values that are names for machines rather than words (no space
and a digit or one of `_ . / : # @`), and in ARB files everything under a key that begins with `@`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..errors import ParseError
from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined
from .encoding import decode
from .inline import core, has_words
from .message import for_people, message
from .splice import Lines, Skeleton, Slot, edits, skeleton, splice

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)


class Json:
    """JSON whose strings are read by people."""

    name = "json"
    suffixes = (".json", ".arb")

    def sniff(self, data: bytes) -> bool:
        """Return False: the name tells."""
        return False

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the strings. Raises `ParseError` with the line for what is no JSON."""
        source = decode(data, path=path, encoding=encoding)
        try:
            json.loads(source.text)
        except json.JSONDecodeError as error:
            what = f"this is no JSON: {error.msg}. Repair it, or choose another --format."
            raise ParseError(path or "<data>", what, error.lineno) from None
        except RecursionError:
            raise ParseError(path or "<data>", "its values are nested too deeply.") from None
        lines = Lines(source.text)
        units: list[Unit] = []
        slots: list[Slot] = []
        for span in _values(source.text):
            text = json.loads(span.of(source.text), strict=False)
            parts = message(text)
            first, last = core(parts)
            pattern = joined(parts)
            if first < last and has_words(pattern) and for_people(text):
                units.append(Unit(len(units), pattern, lines.at(span.start)))
                slots.append(Slot(span))
        return Document(self.name, tuple(units), Skeleton(data, source, tuple(slots)))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with the strings in `targets` replaced, as UTF-8."""
        kept = skeleton(document)
        return kept.source.encode(splice(kept.source.text, edits(kept.slots, targets, _written))) if targets else kept.data


def _written(pattern: Pattern, slot: Slot) -> str:
    return json.dumps("".join(part.raw if isinstance(part, Inline) else part for part in pattern), ensure_ascii=False)


def _values(text: str) -> Iterator[Span]:
    """Yield the place of every string that is a value, without what stands under a key of metadata."""
    depth = 0
    hidden: int | None = None
    key = ""
    tokens = list(_TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        if token[0] in "{[":
            if hidden is None and key.startswith("@"):
                hidden = depth
            depth, key = depth + 1, ""
        elif token[0] in "}]":
            depth -= 1
            if hidden == depth:
                hidden = None
        elif token[0] == ",":
            key = ""
        elif token[0] != ":":
            if index + 1 < len(tokens) and tokens[index + 1][0] == ":":
                key = json.loads(token[0], strict=False)
            elif hidden is None and not key.startswith("@"):
                yield Span(*token.span())
