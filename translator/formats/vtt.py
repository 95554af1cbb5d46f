"""WebVTT subtitles (.vtt): times, settings, notes and styles stay; tags, voices and times within text are markup."""

from __future__ import annotations

import html

from ..model import Document, Pair, Targets
from .cues import parse_cues, serialize_cues, source_above_target
from .splice import blank_line_end


class WebVtt:
    """Subtitles with escapes (W3C, WebVTT, section 4.2.2): `&`, `<` and `>` are written as entities."""

    name = "vtt"
    suffixes = (".vtt",)

    def sniff(self, data: bytes) -> bool:
        """Return whether `data` begins with the word WEBVTT, as the format demands."""
        return data[:64].removeprefix(b"\xef\xbb\xbf").startswith((b"WEBVTT\n", b"WEBVTT\r", b"WEBVTT ", b"WEBVTT\t"))

    def parse(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Document:
        """Return the subtitles. Raises `EncodingError`, or `UnsupportedFormatError` for bytes that are no text."""
        return parse_cues(self.name, data, path, encoding, html.unescape)

    def cut(self, data: bytes) -> int:
        """Return where the last blank line ends."""
        return blank_line_end(data)

    def following(self, first: Document) -> WebVtt:
        """Return the format itself: no subtitle depends on another."""
        return self

    def serialize(self, document: Document, targets: Targets, *, language: str | None = None) -> bytes:
        """Return the file with the subtitles in `targets` replaced, as UTF-8."""
        return serialize_cues(document, targets, lambda text: html.escape(text, quote=False), language)

    def both(self, document: Document, targets: Targets, pair: Pair) -> Targets:
        """Return patterns with two lines, the source and its translation."""
        return source_above_target(document, targets)
