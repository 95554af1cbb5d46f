"""Hangul and katakana in rough Latin letters, to see whether a word is the sound of an English name. Never shown to anybody."""

from __future__ import annotations

import re
from functools import lru_cache

from ..fuzzy import similarity

_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "_").split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
"""Revised Romanization of Korean (2000), without assimilation."""

_KANA = dict(
    zip(
        "アイウエオカキクケコガギグゲゴサシスセソザジズゼゾタチツテトダヂヅデドナニヌネノ"
        "ハヒフヘホバビブベボパピプペポマミムメモヤユヨラリルレロワヲンヴャュョァィゥェォッー・",
        (
            "a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to da ji zu de do na ni nu ne no "
            "ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa o n v ya yu yo a i u e o _ _ _"
        ).split(),
        strict=True,
    )
)
_GROUPS = (
    (r"ph", "f"), (r"[ckqg]+h?", "k"), (r"x", "ks"), (r"[bpfv]+", "p"), (r"[dt]+h?", "t"), (r"[lr]+", "r"),
    (r"[szj]+h?", "s"), (r"kh", "k"), (r"th", "t"), (r"[wyh]", ""), (r"([a-z])\1", r"\1"),
)  # fmt: skip
"""Letters that the two scripts do not tell apart become one."""


def romanize(text: str) -> str:
    """Return Hangul and katakana in Latin letters; everything else is dropped but Latin letters themselves.

    >>> romanize("인천"), romanize("オバマ"), romanize("日韓FTA")
    ('incheon', 'obama', 'fta')
    """
    parts = []
    for character in text:
        code = ord(character) - 0xAC00
        if 0 <= code < 11172:
            parts.append(f"{_INITIALS[code // 588]}{_VOWELS[code % 588 // 28]}{_FINALS[code % 28]}")
        elif character.isascii() and character.isalpha():
            parts.append(character.lower())
        else:
            parts.append(_KANA.get(character, ""))
    return "".join(parts).replace("_", "")


def sounds_like(name: str, target: str) -> float:
    """Return from 0 to 1 how much a Korean or Japanese word sounds like an English name.

    >>> sounds_like("McCain", "매케인") > 0.7, sounds_like("Obama", "オバマ") > 0.9, sounds_like("Iraq", "대통령") < 0.5
    (True, True, True)
    """
    one, other = _skeleton(re.sub(r"[^a-z]", "", name.lower())), _skeleton(romanize(target))
    if min(len(one), len(other)) < 2:
        return 0.0
    consonants = similarity(_VOWEL.sub("", one), _VOWEL.sub("", other))
    silent = len(_SILENT.findall(target)) / len(target)  # ペロシ is Pelosi, ペロシ氏 is more than that
    return (similarity(one, other) + consonants) / 2 * (1 - silent / 4)


_VOWEL = re.compile(r"[aeiou]")
_SILENT = re.compile(r"[一-鿿々\d]")


@lru_cache(maxsize=100_000)
def _skeleton(word: str) -> str:
    """Return a word in the letters that survive the way into another script."""
    for letters, one in _GROUPS:
        word = re.sub(letters, one, word)
    return word
