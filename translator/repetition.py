"""Loops: what a model writes when it has lost the sentence, the same words again and again."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_RUN = re.compile(r"(.{1,60}?)\1{2,}", re.DOTALL)
"""A unit that stands three times in a row, the shortest unit first."""
_LAUGHTER = 8
"""How often a unit of one or two characters may stand in a row: ㅋㅋㅋㅋ, ……, ――, 000 are no loops."""
_WINDOW = 12
"""Characters of a stretch that may come back in a sentence; a name with its title is shorter."""
_RETURNS = 4
_DIGIT = re.compile(r"\d+")


def loops(text: str, source: str = "") -> bool:
    """Return whether `text` repeats itself as no writer would, and as its source does not.

    Found are units that stand three times in a row, and longer stretches that keep coming back, digits aside:
    a loop of dates counts the days up.

    >>> loops("12일(현지시간) 12일(현지시간) 12일(현지시간) 12일"), loops("하하하, 정말 정말 좋다.")
    (True, False)
    """
    return _runs(f"{text} ") > _runs(f"{source} ") or _returns(text) > _returns(source)


@lru_cache(maxsize=1024)  # a source is compared with each of its candidates
def _runs(text: str) -> int:
    """Return how many units stand in a row too often."""
    count = 0
    for match in _RUN.finditer(text):
        unit = match[1]
        if not any(character.isalpha() for character in unit):
            continue
        times = len(match[0]) // len(unit)
        count += times >= (_LAUGHTER if len(unit.strip()) <= 2 else 3)
    return count


@lru_cache(maxsize=1024)
def _returns(text: str) -> int:
    """Return how many stretches of `_WINDOW` characters stand in the text `_RETURNS` times or more."""
    digitless = _DIGIT.sub("0", " ".join(text.split()))
    stretches = Counter(digitless[at : at + _WINDOW] for at in range(len(digitless) - _WINDOW + 1))
    return sum(
        times >= _RETURNS and any(character.isalpha() for character in stretch) for stretch, times in stretches.items()
    )
