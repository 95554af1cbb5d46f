"""SubRip subtitles (.srt): numbers and times stay, tags `<i>` and `{\\an8}` are markup."""

from __future__ import annotations

import re

from ..model import Document, Pair, Targets
from .cues import parse_cues, serialize_cues, source_above_target
from .splice import blank_line_end

_SNIFF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d+[ \t]*\r?\n\d+:\d\d:\d\d,\d{1,3} *-->")


class SubRip:
    """Subtitles without escapes: a line of text is what is shown."""

    name = "srt"
    suffixes = (".srt",)

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` begins with a number and the times of a subtitle."""
        return bool(_SNIFF.match(data[:1024]))

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the subtitles. Raises `EncodingError`, or `UnsupportedFormatError` for bytes that are no text."""
        return parse_cues(self.name, data, path, encoding, str)

    def cut(self, data: bytes) -> int:
        """Return where the last blank line ends."""
        return blank_line_end(data)

    def following(self, first: Document) -> SubRip:
        """Return the format itself: no subtitle depends on another."""
        return self

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with the subtitles in `targets` replaced, as UTF-8."""
        return serialize_cues(document, targets, str, language)

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with two lines, the source and its translation."""
        return source_above_target(document, targets)
