"""How an English word sounds at its end once it is a Korean loanword, guessed from its spelling.

After the rules for English of the Korean orthography of loanwords (외래어 표기법, chapter 3, section 1):
a stop behind a short vowel closes the syllable (app 앱, robot 로봇), behind a long one, a diphthong or
a consonant it gets 으 (tape 테이프, part 파트); -s, -sh, -ch, -f, -v, -d, -th always get a vowel.
"""

from __future__ import annotations

import re

_LAST_VOWELS = re.compile(r"([aeiou]+)([^aeiou]+)$")


def last_sound(word: str) -> str | None:
    """Return `vowel`, `rieul` or `consonant`, or None where the spelling does not tell.

    >>> [last_sound(word) for word in ("Google", "Chrome", "Samsung", "Twitter", "Facebook", "Microsoft", "Intel")]
    ['rieul', 'consonant', 'consonant', 'vowel', 'consonant', 'vowel', 'rieul']
    """
    word = word.lower().replace("’", "'")
    if not re.fullmatch(r"[a-z]+(?:'[a-z]+)?", word) or not re.search("[aeiouy]", word):
        return None
    if word.endswith("e"):
        return _behind_silent_e(word)
    if word[-1] in "aiouywhrsxzfvdj" or word.endswith("'s"):
        return "vowel"
    if word[-1] == "l":
        return "rieul"
    if word[-1] in "mn" or word.endswith(("ng", "mb")):
        return "consonant"
    if word[-1] == "g":
        return "vowel"
    return _stop(word)


def _behind_silent_e(word: str) -> str | None:
    if len(word) < 4 or word[-2] in "aeiou":
        return "vowel"
    if word.endswith("le"):
        return "rieul"
    return "consonant" if word[-2] in "mn" else "vowel"


def _stop(word: str) -> str | None:
    """Decide the words that end in the sounds b, p, t and k, which close a syllable or get a vowel."""
    found = _LAST_VOWELS.search(word)
    if not found:
        return None
    vowels, consonants = found.groups()
    short = len(vowels) == 1
    if word.endswith("ck"):
        return "consonant"
    if len(set(consonants)) > 1:
        return "vowel"  # help 헬프, Microsoft 소프트, bank 뱅크
    if word[-1] in "ck":
        return "consonant" if short or vowels == "oo" else "vowel"
    if word[-1] == "p":
        return "consonant" if short or vowels == "ou" else None
    if word.endswith("out"):
        return "consonant"  # layout 레이아웃
    if word[-1] == "t":
        one_syllable = len(re.findall(r"[aeiouy]+", word)) == 1
        return "vowel" if not short else None if one_syllable else "consonant"
    return None
