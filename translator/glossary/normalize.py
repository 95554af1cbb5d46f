"""A copy of a text in which spelling variants are one, with the way back to the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from ..model import Span

_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"', "„": '"', "＂": '"'}
_MAP = {**dict.fromkeys(_DASHES, "-"), **_QUOTES}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphen, zero-width space, joiners, byte order mark: seen by nobody, in the way of every comparison."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in its normal form."""

    text: str
    """NFKC, plain dashes and quotes, every run of white space one space, nothing invisible. Case is kept."""
    folded: str
    """`text` in small letters, of the same length."""
    offsets: tuple[int, ...]
    """For each character of `text`, and for its end, the offset in the original."""

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original that `text[start:end]` stands for."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def normalize(text: str) -> Normalized:
    """Return the normal form of `text`.

    >>> normalize("Korea–Japan\\n  ＡＢＣ").text
    'Korea-Japan ABC'
    """
    characters: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        if character in _INVISIBLE:
            continue
        if character.isspace():
            if not characters or characters[-1] != " ":
                characters.append(" ")
                offsets.append(at)
            continue
        for piece in _MAP.get(character) or unicodedata.normalize("NFKC", character):
            characters.append(_MAP.get(piece, piece))
            offsets.append(at)
    offsets.append(len(text))
    folded = "".join(lower if len(lower := character.lower()) == 1 else character for character in characters)
    return Normalized("".join(characters), folded, tuple(offsets))


def normal_form(text: str) -> str:
    """Return the normal form of a glossary form: as `normalize`, without white space at its ends."""
    return normalize(text).text.strip()
