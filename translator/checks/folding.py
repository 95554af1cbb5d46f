"""Text as terms are compared in it, with the way back to the text as it was."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

_MARKS = r"[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff]"
"""What NFKC may join to the character in front: accents, voicing marks, Korean letters that make a syllable."""
_PIECES = re.compile(
    rf"(?P<plain>[!-~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+(?!{_MARKS}))|(?P<other>(?s:.){_MARKS}*)"
)
"""A run of characters that are their own NFKC, or one other with the marks behind it."""
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DASHES = frozenset("‐‑‒–—―−")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without what does not count when a rendering is looked for."""

    original: str
    text: str
    starts: tuple[int, ...]
    """For each character of `text`, where in `original` it begins."""
    ends: tuple[int, ...]
    """For each character of `text`, where in `original` it ends."""
    gaps: frozenset[int] = field(default=frozenset())
    """Offsets in `text` in front of which white space was dropped."""


@lru_cache(maxsize=1024)  # a translation and its terms are looked at by several checks, and on every rung
def fold(original: str) -> Folded:
    """Return `original` in NFKC, dashes made one, invisible characters and white space dropped.

    White space between two ASCII letters or digits stays, as one space: it is what makes them two words.

    >>> fold("ＡＰＥＣ 정상\u200b회의 — New  York").text
    'APEC정상회의-New York'
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: set[int] = set()
    space: int | None = None
    for match in _PIECES.finditer(original):
        at, end = match.span()
        piece = match[0]
        if match.lastgroup == "other":
            if piece in _INVISIBLE:
                continue
            if piece.isspace():
                space = at if space is None else space
                continue
            piece = "-" if piece in _DASHES else piece if piece.isascii() else unicodedata.normalize("NFKC", piece)
        if space is not None and characters:
            if _is_plain(characters[-1]) and _is_plain(piece[0]):
                characters.append(" ")
                starts.append(space)
                ends.append(at)
            else:
                gaps.add(len(characters))
        space = None
        characters += piece
        if match.lastgroup == "plain":
            starts += range(at, end)
            ends += range(at + 1, end + 1)
        else:
            starts += [at] * len(piece)
            ends += [end] * len(piece)
    return Folded(original, "".join(characters), tuple(starts), tuple(ends), frozenset(gaps))


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()
