"""Text as terms are compared in it, with the way back to the text as it was."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f\u1160-\u11ff]*", re.DOTALL)
"""A character with what NFKC may join to it: accents, voicing marks, Korean letters that make a syllable."""
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
    for match in _CLUSTER.finditer(original):
        cluster = match[0]
        if cluster in _INVISIBLE:
            continue
        if cluster.isspace():
            space = match.start() if space is None else space
            continue
        folded = "-" if cluster in _DASHES else cluster if cluster.isascii() else unicodedata.normalize("NFKC", cluster)
        if space is not None and characters:
            if _is_plain(characters[-1]) and _is_plain(folded[0]):
                characters.append(" ")
                starts.append(space)
                ends.append(match.start())
            else:
                gaps.add(len(characters))
        space = None
        for character in folded:
            characters.append(character)
            starts.append(match.start())
            ends.append(match.end())
    return Folded(original, "".join(characters), tuple(starts), tuple(ends), frozenset(gaps))


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()
