"""Korean as it is printed: particles that fit, and the punctuation of 한글 맞춤법 (appendix of 2015)."""

from __future__ import annotations

import re

from .particles import particle, repair_particles, resolve_double_particles
from .protect import shield, unshield
from .quotes import pair_straight
from .reading import Final, final_sound

__all__ = ["Final", "final_sound", "particle", "polish", "repair_particles", "resolve_double_particles"]

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("・"): "·", ord("ㆍ"): "·"}
_CLOSING = "\"'”’)\\]」』》〉"
_STOP = re.compile(r"(?:[ \t]*[。｡]|．(?!\d)|(?<!\d)．)[ \t]*")
_COMMA = re.compile(r"(?:[ \t]*[、､]|，(?!\d)|(?<!\d)，)[ \t]*")
_WIDE_MARK = re.compile(rf"([！？：；])(?=[^\s！？{_CLOSING}\d.,…])")
_LOOSE_MARK = re.compile(rf"(?<=[^\s,.!?;])[ \t]+(?=(?:[,;]|\.(?!\.)|[!?]+)(?:[\s{_CLOSING}]|$))")
_INSIDE = re.compile(r"(?<=[(“‘「『《〈])[ \t]+(?=\S)|(?<=\S)[ \t]+(?=[)”’」』》〉])")
_PERCENT = re.compile(r"(?<=\d)[ \t]+(?=%(?!\w))")
_SPACES = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_HANGUL = re.compile("[가-힣]")


def polish(text: str) -> str:
    """Return `text` with Korean punctuation, half-width Latin and digits, paired quotes and single spaces.

    Text without Hangul, addresses, code and placeholders stay as they are. `polish(polish(text)) == polish(text)`.

    >>> polish('그는 "１２일、서울" 이라고 말했다。 다음  문장 .')
    '그는 “12일, 서울” 이라고 말했다. 다음 문장.'
    """
    if not _HANGUL.search(text):
        return text
    body, pieces = shield(text)
    body = _STOP.sub(lambda found: _mark(".", found), body)
    body = _COMMA.sub(lambda found: _mark(",", found), body)
    body = _WIDE_MARK.sub(r"\1 ", body).translate(_HALF)
    body = _LOOSE_MARK.sub("", body)
    body = pair_straight(_INSIDE.sub("", body))
    body = _PERCENT.sub("", body)
    body = _SPACES.sub(" ", body)
    return unshield(body, pieces)


def _mark(mark: str, found: re.Match[str]) -> str:
    """Return a half-width mark with the space that a full-width one has built in, except before a closing mark."""
    following = found.string[found.end() : found.end() + 1]
    return mark if not following or re.match(rf"[\s{_CLOSING}]", following) else f"{mark} "
