"""A copy of a text in which spelling variants are one, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..model import Span

_DASHES = "‐‑‒–—―−﹣－"
_QUOTES = {"‘": "'", "’": "'", "‛": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"', "„": '"', "＂": '"'}
_MAP = {**dict.fromkeys(_DASHES, "-"), **_QUOTES}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Soft hyphen, zero-width space, joiners, byte order mark: seen by nobody, in the way of every comparison."""


_MARKS = r"[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f]"
"""Accents, Hangul vowels and finals, voicing marks: NFKC may join them to the character in front."""
_PLAIN = r"[!-~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]"
"""What is its own normal form, unless a mark follows."""
_PIECES = re.compile(
    rf"(?P<plain>{_PLAIN}+(?: {_PLAIN}+)*(?!{_MARKS}))|(?P<space>\s+(?!{_MARKS}))|(?P<cluster>(?s:.){_MARKS}*)"
)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text in its normal form."""

    text: str
    """NFKC, plain dashes and quotes, every run of white space one space, nothing invisible. Case is kept."""
    folded: str
    """`text` in small letters, of the same length."""
    offsets: tuple[int, ...]
    """For each character of `text`, and for its end, the offset in the original."""
    ends: tuple[int, ...]
    """For each character of `text`, where it ends in the original."""

    def original(self, start: int, end: int) -> Span:
        """Return the span of the original that `text[start:end]` stands for."""
        return Span(self.offsets[start], self.ends[end - 1])


def normalize(text: str) -> Normalized:
    """Return the normal form of `text`.

    >>> normalize("Korea–Japan\\n  ＡＢＣ").text
    'Korea-Japan ABC'
    >>> normalize("ｶﾞ").text, normalize("ｶﾞ").original(0, 1)
    ('ガ', Span(start=0, end=2))
    """
    pieces: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for match in _PIECES.finditer(text):
        at, end = match.span()
        raw = match[0]
        if match.lastgroup == "plain":
            pieces.append(raw)
            offsets += range(at, end)
            ends += range(at + 1, end + 1)
        elif match.lastgroup == "space":
            if not pieces or pieces[-1] != " ":
                pieces.append(" ")
                offsets.append(at)
                ends.append(at + 1)
        else:
            made = raw if raw.isascii() else _pieces(raw)
            pieces += made
            offsets += [at] * len(made)
            ends += [end] * len(made)
    offsets.append(len(text))
    joined = "".join(pieces)
    folded = joined.lower()
    if len(folded) != len(joined):
        folded = "".join(lower if len(lower := character.lower()) == 1 else character for character in joined)
    return Normalized(joined, folded, tuple(offsets), tuple(ends))


def normal_form(text: str) -> str:
    """Return the normal form of a glossary form: as `normalize`, without white space at its ends."""
    if text.isascii() and text == " ".join(text.split()):
        return text
    return normalize(text).text.strip()


def _pieces(cluster: str) -> str:
    if all(character in _INVISIBLE for character in cluster):
        return ""
    # Dashes and quotes go first: NFKC would make other characters of some of them.
    plain = "".join(_MAP.get(character, character) for character in cluster)
    return "".join(_MAP.get(piece, piece) for piece in unicodedata.normalize("NFKC", plain))
