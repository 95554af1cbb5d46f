"""Pair straight quotation marks, so that each language can write them its own way."""

from __future__ import annotations

import re

_BEFORE_OPENING = re.compile(r"[\s(\[（【「『《〈“‘\"'—–:：,、。·・-]")
_CURLY = {'"': ("“", "”"), "'": ("‘", "’")}
_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])'(?=[A-Za-z])|(?<![^\s(])'(?=\d0s|\d\ds?\b)")
_NO_SPACE_SCRIPT = re.compile(r"[ぁ-ヿ一-鿿々ー]")


def pair_straight(text: str) -> str:
    """Return `text` with straight quotes made curly, where they come in pairs; otherwise unchanged.

    An opening quote stands at the start or behind a space, a bracket or (in Japanese) a letter, a closing one
    behind a word: inches, minutes of arc and apostrophes are none of it.

    >>> pair_straight('그는 "\\'새 시대\\'를 열자"고 말했다.')
    '그는 “‘새 시대’를 열자”고 말했다.'
    >>> pair_straight('5" 화면과 Let\\'s')
    '5" 화면과 Let\\'s'
    """
    for mark in _CURLY:
        text = _pair(text, mark)
    return text


def _pair(text: str, mark: str) -> str:
    skipped = {found.start() for found in _APOSTROPHE.finditer(text)}
    places = [i for i, character in enumerate(text) if character == mark and i not in skipped]
    if len(places) % 2:
        return text
    characters = list(text)
    for start, end in zip(places[::2], places[1::2], strict=True):
        if not (_opens(text, start) and _closes(text, start, end)):
            return text
        characters[start], characters[end] = _CURLY[mark]
    return "".join(characters)


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1] if at else " ", text[at + 1 : at + 2]
    free = _BEFORE_OPENING.match(before) or _NO_SPACE_SCRIPT.match(before)
    return bool(free) and not after.isspace()


def _closes(text: str, start: int, at: int) -> bool:
    return at > start + 1 and not text[at - 1].isspace()
