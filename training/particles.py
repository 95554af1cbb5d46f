"""Put a term in place of another; in Korean the particle behind it follows the new ending."""

from __future__ import annotations

import re

PAIRS = (
    ("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("이라", "라"), ("이나", "나"), ("이란", "란"),
)  # fmt: skip
"""The form behind a consonant, the form behind a vowel."""

_FORMS = {form: pair for pair in PAIRS for form in pair}
_TAIL = "|".join(sorted(_FORMS, key=len, reverse=True))
_RIEUL = 8


def exchange(text: str, old: str, new: str, language: str) -> str:
    """Return `text` with every `old` replaced by `new`.

    >>> exchange("서울은 크다. 서울로 간다.", "서울", "도쿄", "ko")
    '도쿄는 크다. 도쿄로 간다.'
    >>> exchange("도쿄로 간다", "도쿄", "부산", "ko"), exchange("도쿄로 간다", "도쿄", "서울", "ko")
    ('부산으로 간다', '서울로 간다')
    """
    if language != "ko":
        return text.replace(old, new)
    return re.sub(
        rf"{re.escape(old)}((?:{_TAIL})(?![가-힣]))?",
        lambda match: new + (particle(match[1], new) if match[1] else ""),
        text,
    )


def particle(form: str, word: str) -> str:
    """Return the form of the particle that stands behind `word`.

    A word that ends in no Korean syllable keeps it, except a placeholder in braces, which always takes the form behind
    a consonant: what it stands for is not known, and one rule is learnt faster than a guess.
    """
    if form not in _FORMS:
        return form
    after_consonant, after_vowel = _FORMS[form]
    if word.endswith("}"):
        return after_consonant
    if not "가" <= word[-1] <= "힣":
        return form
    final = (ord(word[-1]) - ord("가")) % 28
    open_ending = not final or (after_vowel == "로" and final == _RIEUL)
    return after_vowel if open_ending else after_consonant
