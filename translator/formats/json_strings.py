"""Localisation files in JSON (i18next, ARB, Chrome and the like): the strings are units, the keys never.

Variables, tags and addresses are atoms; of an ICU plural or select each branch is a unit, as a whole sentence. Left
alone are values that are names for machines rather than words (no space and a digit or one of `_ . / : # @`), and in
ARB files everything under a key that begins with `@`, but for `@@locale`, which follows the target.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import ParseError
from ..model import Document, Inline, Pattern, Span, Targets, Unit, joined
from .encoding import decode
from .icu import Message, branches, merged
from .inline import HALF, has_words
from .message import for_people, message
from .splice import Lines, Skeleton, Slot, edits, splice

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]', re.DOTALL)

_LOCALE = re.compile(r'"@@locale"\s*:\s*("[^"\\]*")')


@dataclass(frozen=True, slots=True)
class _Skeleton(Skeleton):
    messages: tuple[Message, ...] = ()
    """The strings with ICU plurals and choices."""


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
        messages: list[Message] = []
        for span in _values(source.text):
            text = json.loads(span.of(source.text), strict=False)
            choices = branches(text)
            ids: list[int | None] = []
            for pattern in [each.pattern for each in choices.sentences] if choices else [joined(message(text))]:
                is_unit = has_words(pattern) and for_people(text)
                ids.append(len(units) if is_unit else None)
                if is_unit:
                    units.append(Unit(len(units), pattern, lines.at(span.start)))
                    slots.append(Slot(span))
            if choices:
                messages.append(Message(choices, tuple(ids)))
        return Document(self.name, tuple(units), _Skeleton(data, source, tuple(slots), tuple(messages)))

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with the strings in `targets` replaced, as UTF-8."""
        kept = document.skeleton
        assert isinstance(kept, _Skeleton)
        if not targets:
            return kept.data
        found = edits(kept.slots, merged(targets, kept.messages), _written)
        if language and (locale := _LOCALE.search(kept.source.text)):
            found.append((Span(*locale.span(1)), json.dumps(language.replace("-", "_"))))
        return kept.source.encode(splice(kept.source.text, found))


def _written(pattern: Pattern, slot: Slot) -> str:
    text = json.dumps("".join(part.raw if isinstance(part, Inline) else part for part in pattern), ensure_ascii=False)
    # Half a surrogate pair, which a branch of a message may have beside those that are translated, has no other spelling.
    return HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


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
