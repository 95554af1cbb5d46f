"""Writing systems: which characters have no business in a text of a language."""

from __future__ import annotations

import re
import unicodedata

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SPEAKING = (
    (_HANGUL, 0.3, ("ko",)),
    (_KANA, 0.1, ("ja",)),
    (_HAN, 0.3, ("zh", "ja")),
    (re.compile(r"[\u0400-\u052f]"), 0.3, ("ru", "uk", "bg", "sr")),
    (re.compile(r"[\u0600-\u06ff]"), 0.3, ("ar", "fa", "ur")),
    (re.compile(r"[\u0e00-\u0e7f]"), 0.3, ("th",)),
)
"""Letters, the share of a text from which on they tell its language, and which."""
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’.-]*")
_OTHERS = tuple(
    "CYRILLIC THAI ARABIC DEVANAGARI HEBREW BENGALI TAMIL TELUGU GEORGIAN ARMENIAN KHMER LAO MYANMAR ETHIOPIC BOPOMOFO "
    "GUJARATI KANNADA MALAYALAM".split()
)


def wrong_script(text: str, language: str, source: str = "") -> str:
    """Return the characters of `text` that a text in `language` does not have, unless its source has them too.

    Korean has no kana; Japanese has no Hangul, and no Chinese characters outside JIS X 0213; neither has Cyrillic,
    Thai and so on. Chinese characters in Korean are old style, not wrong: see `hanja`.

    >>> wrong_script("회의は 서울", "ko"), wrong_script("会議는", "ja"), wrong_script("东京で", "ja")
    ('は', '는', '东')
    """
    wrong = [character for character in dict.fromkeys(text) if _is_wrong(character, language) and character not in source]
    return "".join(wrong)


def likely_languages(text: str) -> tuple[str, ...]:
    """Return the languages that the letters of a text speak for; none where they speak for many.

    >>> likely_languages("회의는 서울에서"), likely_languages("会議は東京で"), likely_languages("The talks ended.")
    (('ko',), ('ja',), ())
    >>> likely_languages("会谈结束了"), likely_languages("Переговоры завершились")
    (('zh', 'ja'), ('ru', 'uk', 'bg', 'sr'))
    """
    letters = [character for character in text if character.isalpha()]
    for pattern, share, languages in _SPEAKING:
        if letters and sum(bool(pattern.match(letter)) for letter in letters) > share * len(letters):
            return languages
    return ()


def hanja(text: str) -> str:
    """Return the Chinese characters of a text, each once.

    >>> hanja("金 총리는 日本")
    '金日本'
    """
    return "".join(dict.fromkeys(_HAN.findall(text)))


def latin_words(text: str) -> tuple[str, ...]:
    """Return the words in Latin letters.

    >>> latin_words("APEC 정상회의에서 Kim은")
    ('APEC', 'Kim')
    """
    return tuple(word.rstrip(".'’-") for word in _LATIN_WORD.findall(text))


def _is_wrong(character: str, language: str) -> bool:
    if character < "\u0370":
        return False
    if language == "ko" and _KANA.match(character):
        return True
    if language == "ja" and (_HANGUL.match(character) or (_HAN.match(character) and not _in_jis(character))):
        return True
    return language in ("ko", "ja") and unicodedata.name(character, "").startswith(_OTHERS)


def _in_jis(character: str) -> bool:
    try:
        character.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True
