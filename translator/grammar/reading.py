"""What a text ends in when a Korean reads it aloud: a vowel, ㄹ or another consonant.

Digits are read as Sino-Korean numbers, symbols and units by their names, capitals letter by letter.
Everything that is not read aloud (closing quotes and brackets, a gloss in brackets) is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from .loanwords import last_sound
from .spoken import ACRONYMS, DIGITS, HANJA, LETTERS, SYMBOLS, UNITS


class Final(StrEnum):
    """The end of a word as the Korean particles tell it apart."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """ㄹ: counts as a vowel for 으로, as a consonant for all other particles."""
    CONSONANT = "consonant"


CLOSERS = "\"'’”»›」』》〉〕】)]`*_"
_SILENT = frozenset(CLOSERS + " \t\n ,.!?:;…·~-–—")
_BRACKETS = {")": "(", "]": "[", "〕": "〔", "】": "【"}
_SUPERSCRIPTS = str.maketrans("", "", "⁰¹²³⁴⁵⁶⁷⁸⁹™®©")
_NUMBER_AND_UNIT = re.compile(r"\d\s?([A-Za-zμΩ]{1,5}(?:/[a-z]{1,4})?)$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?$")
_DIGITS = re.compile(r"[\d,]*\d$")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:(\d\d)$")
_LETTER_AND_DIGIT = re.compile(r"[A-Za-z](\d)$")


def final_sound(text: str, reading: str = "") -> Final | None:
    """Return what `text` ends in when it is read aloud; None where that cannot be known.

    `reading` is how its Latin letters or Chinese characters are read (APEC: 에이펙), and then decides.
    Unknown are Chinese characters without a reading and English words whose spelling does not tell.

    >>> [str(final_sound(word)) for word in ("나가노", "서울", "선언’", "협력체(APEC)", "3.5%", "2030", "URL")]
    ['vowel', 'rieul', 'consonant', 'vowel', 'vowel', 'consonant', 'rieul']
    >>> final_sound("日本") is None, str(final_sound("APEC", "에이펙"))
    (True, 'consonant')
    """
    if reading:
        text = reading
    text = unicodedata.normalize("NFKC", text.translate(_SUPERSCRIPTS))
    word = text[: word_end(text)]
    return _final(word) if word else None


def word_end(text: str) -> int:
    """Return where the last word that is read aloud ends: before closing quotes, brackets and glosses.

    >>> [text[:word_end(text)] for text in ("‘선언’", "협력체(APEC)", "(서울)", "회의.")]
    ['‘선언', '협력체', '(서울', '회의']
    """
    end = len(text)
    while end:
        character = text[end - 1]
        if character in _BRACKETS:
            start = _opening(text, end - 1)
            if start is not None and _is_word(text[:start].rstrip()):
                end = start
                continue
        if character not in _SILENT:
            return end
        end -= 1
    return 0


def _is_word(before: str) -> bool:
    """Return whether brackets behind `before` gloss a word, and do not hold a sentence of their own."""
    return before[-1:] not in ("", ".", "!", "?", ",", ":", ";", "·") and any(map(str.isalnum, before))


def _opening(text: str, close: int) -> int | None:
    """Return where the bracket was opened that is closed at `close`."""
    shut, depth = text[close], 0
    for index in range(close, -1, -1):
        if text[index] == shut:
            depth += 1
        elif text[index] == _BRACKETS[shut]:
            depth -= 1
            if not depth:
                return index
    return None


def _final(word: str) -> Final | None:
    last = word[-1]
    if "가" <= last <= "힣":
        return _of_syllable(last)
    if last in SYMBOLS:
        return _of_syllable(SYMBOLS[last][-1])
    if last.isdecimal():
        return _of_number(word)
    if unit := _NUMBER_AND_UNIT.search(word):
        name = UNITS.get(unit[1])
        if name:
            return _of_syllable(name[-1])
    if latin := _LATIN.search(word):
        return _of_latin(latin[0])
    if last in HANJA:
        return _of_syllable(HANJA[last])
    if "ぁ" <= last <= "ヿ":
        return Final.CONSONANT if last in "んン" else Final.VOWEL
    return None


def _of_syllable(syllable: str) -> Final:
    """Return the end of a Hangul syllable: 28 finals follow each other in Unicode, 0 is none, 8 is ㄹ."""
    final = (ord(syllable) - 0xAC00) % 28
    return Final.VOWEL if not final else Final.RIEUL if final == 8 else Final.CONSONANT


def _of_number(word: str) -> Final:
    if clock := _CLOCK.search(word):  # 10:00 is read 열 시, 10:30 열 시 삼십 분
        return Final.VOWEL if clock[1] == "00" else Final.CONSONANT
    if (after := _LETTER_AND_DIGIT.search(word)) and after[1] in "36":
        return Final.VOWEL  # read as in English behind a letter: 쓰리, 식스 (IPv6를, v3는)
    found = _DIGITS.search(word)
    digits = found[0].replace(",", "") if found else word[-1]
    significant = digits.rstrip("0")
    zeros = len(digits) - len(significant)
    decimal = re.search(r"\.\d+$", word) is not None
    if not zeros:
        return _of_syllable(DIGITS[unicodedata.digit(digits[-1])])
    if decimal or not significant:
        return Final.CONSONANT  # 영, and 공 as well
    # 십 백 천, then 만 up to 10^7, 억 up to 10^11, 조 up to 10^15, 경: only 조 ends in a vowel.
    return Final.VOWEL if 12 <= zeros < 16 else Final.CONSONANT


def _of_latin(word: str) -> Final | None:
    known = ACRONYMS.get(word) or ACRONYMS.get(word.lower())
    if known:
        return _of_syllable(known[-1])
    tail = re.search(r"[A-Z]+$", word)
    if tail:  # APEC, ChatGPT, iOS: the capitals at the end, letter by letter
        return _of_syllable(LETTERS[tail[0][-1]][-1])
    if len(word) == 1 and word.upper() in LETTERS:
        return _of_syllable(LETTERS[word.upper()][-1])
    sound = last_sound(word)
    return Final(sound) if sound else None
