"""Read the numbers of a Korean or Japanese text, in digits, in myriads and in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_UNITS = {"만": 10**4, "万": 10**4, "억": 10**8, "億": 10**8, "조": 10**12, "兆": 10**12, "경": 10**16, "京": 10**16}
_SMALL_UNITS = {"십": 10, "十": 10, "백": 100, "百": 100, "천": 1000, "千": 1000}
_DIGITS = {c: n for n, c in enumerate("영일이삼사오육칠팔구")} | {c: n for n, c in enumerate("〇一二三四五六七八九")}
_NATIVE = {
    "하나": 1, "한": 1, "첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4, "다섯": 5, "여섯": 6,
    "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "열세": 13, "열네": 14, "열다섯": 15, "스무": 20, "스물": 20,
    "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
    "ひとつ": 1, "一つ": 1, "初": 1, "ふたつ": 2, "二つ": 2, "両": 2, "양": 2,
}  # fmt: skip

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SMALL_GROUP = rf"(?:{_NUMBER})(?:[천백십千百十]\d{{0,3}})*"
_GROUP = rf"{_SMALL_GROUP}\s?[만억조경万億兆京]"
NUMBER_RUN = rf"(?:{_GROUP}\s?)*{_GROUP}(?:\s?{_SMALL_GROUP})?|{_SMALL_GROUP}"
"""A number in digits, with its myriads: 12억 5000만."""
_RUN = re.compile(NUMBER_RUN)
_PART = re.compile(rf"(?P<n>{_SMALL_GROUP})\s?(?P<u>[만억조경万億兆京])?")
_SPELLED = re.compile("[일이삼사오육칠팔구십백천만억조영一二三四五六七八九十百千万億兆〇]+")


def normal(text: str) -> str:
    """Return `text` in one width and without spaces between digits and units, for comparisons."""
    return unicodedata.normalize("NFKC", text)


def digit_runs(text: str) -> Iterator[tuple[str, frozenset[Decimal], str]]:
    """Yield every number that holds a digit: how it is written, what it may mean, and the character behind it.

    >>> [(run, sorted(map(int, values))) for run, values, _ in digit_runs("12억 5000만 달러, 11월")]
    [('12억 5000만', [50000000, 1200000000, 1250000000]), ('11', [11])]
    """
    text = normal(text)
    for found in _RUN.finditer(text):
        parts = [_value(part["n"]) * _UNITS.get(part["u"] or "", 1) for part in _PART.finditer(found[0])]
        values = {sum(parts, Decimal(0)), *parts}
        yield found[0], frozenset(value.normalize() for value in values), text[found.end() : found.end() + 1]


def all_values(text: str) -> frozenset[Decimal]:
    """Return every number that a reader could find in `text`, spelled numbers and native Korean ones included."""
    values = {value for _, found, _ in digit_runs(text) for value in found}
    text = normal(text)
    values.update(Decimal(found) * 10 for found in re.findall(r"(\d)割", text))  # 1割 is 10%
    values.update(Decimal(f"{whole}.{part}") for whole, part in re.findall(r"(\d+)・(\d+)", text))  # 98・24
    values.update(Decimal(number) for word, number in _NATIVE.items() if word in text)
    for spelled in _SPELLED.finditer(text):
        values.update(_spelled(spelled[0]))
    return frozenset(value.normalize() for value in values)


def _value(number: str) -> Decimal:
    """Return the value below a myriad: 3천500 is 3500."""
    total = Decimal(0)
    rest = number.replace(",", "")
    for found in re.finditer(r"([\d.]+)([천백십千百十])?", rest):
        total += Decimal(found[1].rstrip(".")) * _SMALL_UNITS.get(found[2] or "", 1)
    return total


def _spelled(word: str) -> Iterator[Decimal]:
    """Yield what a spelled number means, digit by digit (二〇二五) and by units (二千二十五)."""
    if all(character in _DIGITS for character in word):
        yield Decimal("".join(str(_DIGITS[character]) for character in word))
        yield from (Decimal(_DIGITS[character]) for character in word)
        return
    total = section = digit = 0
    for character in word:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL_UNITS:
            section, digit = section + (digit or 1) * _SMALL_UNITS[character], 0
        else:
            total, section, digit = total + (section + digit or 1) * _UNITS[character], 0, 0
    yield Decimal(total + section + digit)
