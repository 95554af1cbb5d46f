"""Bytes to text and back, with nothing lost.

Without a name the encoding is looked for in this order: a byte order mark, valid UTF-8, Windows-1252 where bytes
beyond ASCII stand alone, and then the East Asian encodings, told apart by the characters that each would give.
Bytes that are no text at all are named by what they look like.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from ..errors import EncodingError, UnsupportedFormatError

CANDIDATES = ("cp949", "cp932", "euc_jp")
"""Encodings that are detected without a mark; cp949 holds EUC-KR, and cp932 Shift_JIS."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or an encrypted Office document (doc, xls, ppt)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
"""First bytes of what is no plain text (the file formats' own specifications)."""

_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"}) + b"\x7f"
_SAMPLE = 64 * 1024
"""Bytes that are looked at to tell binary from text and one encoding from another; more changes no verdict."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how its bytes spelt it."""

    text: str
    """Without the byte order mark."""
    encoding: str
    mark: bool = False
    """Whether a byte order mark stood in front."""

    def encode(self, text: str) -> bytes:
        """Return `text` as UTF-8, with a byte order mark if the source had one.

        Never in the source's own encoding, unless that is UTF-8: Shift_JIS has no Korean and CP949 not all of
        Japanese. What the source held as lone surrogates cannot occur, since decoding is strict.
        """
        return (codecs.BOM_UTF8 if self.mark else b"") + text.encode("utf-8")


def decode(data: bytes, *, path: str = "", encoding: str | None = None, known: tuple[str, ...] = ()) -> Decoded:
    """Return the text of `data`, in `encoding` or in the one that is detected.

    Raises `EncodingError` with the byte offset of what cannot be read, and `UnsupportedFormatError`, which lists the
    formats `known`, for bytes that are no text.

    >>> decode("안녕".encode("utf-8-sig"))
    Decoded(text='안녕', encoding='utf-8', mark=True)
    """
    if encoding is not None:
        return _named(data, encoding, path)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], name, path, len(mark)), name, True)
    if kind := binary_kind(data):
        raise UnsupportedFormatError(path or "<data>", f"this is {kind}, not text.", known)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _detected(data, path, error)


def binary_kind(data: bytes) -> str:
    """Return what `data` is where it is no text, or an empty string.

    >>> binary_kind(b"%PDF-1.7"), binary_kind("가나".encode("cp949"))
    ('a PDF document', '')
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return "binary data, or UTF-16 without a byte order mark"
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return "binary data" if controls * 10 > len(sample) else ""


def _named(data: bytes, encoding: str, path: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except LookupError:
        what = f"{encoding!r} is not a text encoding."
        raise EncodingError(path or "<data>", what) from None
    for mark, marked in _MARKS:
        if data.startswith(mark) and name in {marked, "utf-16", "utf-8-sig"}:
            return Decoded(_strict(data[len(mark) :], marked, path, len(mark)), marked, True)
    return Decoded(_strict(data, name, path), name)


def _strict(data: bytes, name: str, path: str, offset: int = 0) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        place = offset + error.start
        what = f"The byte 0x{data[error.start]:02x} at offset {place} is not {name}."
        raise EncodingError(path or "<data>", what) from None


def _detected(data: bytes, path: str, error: UnicodeDecodeError) -> Decoded:
    texts = {name: text for name in CANDIDATES if (text := _attempt(data, name)) is not None}
    name = max(texts, key=lambda name: _plausibility(texts[name]), default="")
    if _is_western(data) and (not name or _plausibility(texts[name]) < 0.5):
        western = _attempt(data, "cp1252")
        if western is not None:
            return Decoded(western, "cp1252")
    if not texts:
        what = (
            f"The byte 0x{data[error.start]:02x} at offset {error.start} is not UTF-8, "
            "and no older encoding fits the whole file."
        )
        raise EncodingError(path or "<data>", what)
    if len(texts) > 1 and _plausibility(texts[name]) <= 0:
        raise EncodingError(path or "<data>", f"The file is not UTF-8; it could be {' or '.join(texts)}.")
    return Decoded(texts[name], name)


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _is_western(data: bytes) -> bool:
    """Return whether the bytes beyond ASCII mostly stand alone: curly quotes, dashes and accents in English.

    The East Asian encodings write a character with two bytes, so that such bytes come in rows.
    """
    rows = re.findall(rb"[\x80-\xff]+", data[:_SAMPLE])
    return sum(len(row) == 1 for row in rows) * 2 > len(rows)


def _plausibility(text: str) -> float:
    """Return how much a text read in an East Asian encoding looks like one, from -1 to 1.

    Kana and the 2,350 usual Hangul syllables speak for it; CP949's rare syllables do not, since curly quotes read as
    CP949 give those. Single jamo and half-width katakana, which is what the kana of EUC-JP turn into in CP949 and
    CP932, speak against it. Chinese characters are in all of them and say nothing.
    """
    sample = Counter(character for character in text[:_SAMPLE] if character > "\x7f")
    right = sum(count for character, count in sample.items() if _is_usual(character))
    wrong = sum(
        count
        for character, count in sample.items()
        if "\u3130" <= character <= "\u318f" or "\uff61" <= character <= "\uff9f"
    )
    return (right - wrong) / max(1, sample.total())


def _is_usual(character: str) -> bool:
    if "\u3000" <= character <= "\u30ff":
        return True
    # Python spells the syllables that KS X 1001 lacks out in eight bytes.
    return "\uac00" <= character <= "\ud7a3" and len(character.encode("euc_kr", "ignore")) == 2
