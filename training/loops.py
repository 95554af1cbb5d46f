"""Count what no reader should meet: repetition loops and letters of a wrong script."""

from __future__ import annotations

import re

_LOOP = re.compile(r"(.{1,24}?)\1{4,}", re.DOTALL)
_WRONG = {
    "ko": re.compile(r"[぀-ヿ\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]"),
    "ja": re.compile(r"[가-힣\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]"),
}


def is_loop(text: str) -> bool:
    """Return whether something stands five times in a row, other than dots and lines.

    >>> is_loop("2월 3일, 2월 3일, 2월 3일, 2월 3일, 2월 3일, "), is_loop("Ha ha ha!"), is_loop("a ........ b")
    (True, False, False)
    """
    return any(re.search(r"\w", match[1]) and len(match[0]) >= 10 for match in _LOOP.finditer(text))


def has_wrong_script(text: str, language: str) -> bool:
    """Return whether a translation holds letters that its language does not use.

    >>> has_wrong_script("東京은", "ja"), has_wrong_script("도쿄", "ko")
    (True, False)
    """
    return bool(_WRONG[language].search(text))
