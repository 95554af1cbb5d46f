"""Japanese names in Hangul by the Rules for Loanwords (외래어 표기법 제2장 표 4), to check the glossary's by.

ㄱ, ㄷ and ㅈ where か, た and ち begin a word, ㅋ, ㅌ and ㅊ behind; ん is ㄴ, っ is ㅅ; long vowels are not written.
"""

from __future__ import annotations

import re

_BEGINS = {"k": "ㄱ", "t": "ㄷ", "ch": "ㅈ", "ky": "ㄱ"}
_CONSONANTS = dict(
    pair.split(":")
    for pair in (
        "k:ㅋ g:ㄱ s:ㅅ sh:ㅅ z:ㅈ j:ㅈ t:ㅌ ch:ㅊ ts:ㅆ d:ㄷ n:ㄴ h:ㅎ f:ㅎ b:ㅂ p:ㅍ m:ㅁ r:ㄹ w:ㅇ y:ㅇ "
        "ky:ㅋ gy:ㄱ ny:ㄴ hy:ㅎ by:ㅂ py:ㅍ my:ㅁ ry:ㄹ"
    ).split()
) | {"": "ㅇ"}
_VOWELS = {"a": "ㅏ", "i": "ㅣ", "u": "ㅜ", "e": "ㅔ", "o": "ㅗ"}
_GLIDES = {"a": "ㅑ", "u": "ㅠ", "o": "ㅛ"}
_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_MEDIALS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_N, _S = 4, 19
_SYLLABLE = re.compile(
    r"'?(?P<double>(?:k(?=k)|s(?=s)|t(?=t|ch)|p(?=p))?)(?P<consonant>(?:ch|sh|ts|[kgnhbpmr]y|[kgsztjdnhfbpmrwy])?)(?P<vowel>[aiueo])"
    r"(?P<n>(?:[nm](?![aiueoy]))?)"
)
_PLAIN = str.maketrans("āīūēō", "aiueo")


def hangul(name: str) -> str:
    """Return a name in Hepburn, with macrons where vowels are long or without, in Hangul.

    >>> hangul("Kishida Fumio"), hangul("Hattori Seitarō"), hangul("Tsushima"), hangul("Nitta Hachirō")
    ('기시다 후미오', '핫토리 세이타로', '쓰시마', '닛타 하치로')
    """
    return " ".join(_word(word) for word in name.lower().translate(_PLAIN).split())


def _word(word: str) -> str:
    syllables: list[int] = []
    at = 0
    while at < len(word):
        match = _SYLLABLE.match(word, at)
        if not match:
            raise ValueError(f"{word!r} is not Hepburn")
        if match["double"]:
            syllables[-1] += _S
        syllables.append(_syllable(match["consonant"], match["vowel"], first=at == 0) + (_N if match["n"] else 0))
        at = match.end()
    return "".join(map(chr, syllables))


def _syllable(consonant: str, vowel: str, first: bool) -> int:
    lead = (_BEGINS.get(consonant) if first else None) or _CONSONANTS[consonant]
    medial = _VOWELS[vowel]
    if consonant.endswith("y"):
        medial = _GLIDES[vowel]
    elif consonant == "w" and vowel == "a":
        medial = "ㅘ"
    elif consonant == "ts" or (consonant in ("s", "z") and vowel == "u"):
        medial = "ㅡ"
    elif consonant == "sh" and vowel in _GLIDES:
        medial = _GLIDES[vowel]
    return 0xAC00 + (_LEADS.index(lead) * len(_MEDIALS) + _MEDIALS.index(medial)) * 28
