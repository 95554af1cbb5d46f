"""How to decode what went astray: without repetition, and without digits for which the source gives no reason.

Small models that were trained on encyclopaedias date everything. A number that the source does not have needs digits
that it does not have either, more often than not; without them it cannot be written.
"""

from __future__ import annotations

import re

from ..model import Decoding
from .base import Work

NO_REPEAT = 4
"""Tokens. Three would forbid a name that a sentence rightly says twice."""

_MONTHS = "january february march april may june july august september october november december".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
_SPOKEN = {
    **{word: str(value) for value, word in enumerate(_CARDINALS, 1)},
    **{word: str(value) for value, word in enumerate(_ORDINALS, 1)},
    **{word: str(value) for value, word in enumerate(_MONTHS, 1)},
    **dict.fromkeys("hundred hundreds thousand thousands million billion trillion decade decades".split(), "10"),
    **{"both": "2", "twice": "2", "once": "1", "half": "1250", "quarter": "1425", "dozen": "12", "dozens": "120"},
}
_TENS = re.compile(r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty")


def guarded(work: Work) -> Decoding:
    """Return how to search anew for the translation of a suspect work."""
    return Decoding(beam=2, no_repeat=NO_REPEAT, suppress=unfounded_digits(work))


def unfounded_digits(work: Work) -> tuple[str, ...]:
    """Return the digits that a translation of `work` has no reason to use; none where a number is spelt out at length."""
    source = work.source.lower()
    if _TENS.search(source):
        return ()
    reasons = source + "".join(target for _, target in work.hints())
    reasons += "".join(_SPOKEN.get(word, "") for word in re.findall(r"[a-z]+", source))
    return tuple(digit for digit in "0123456789" if digit not in reasons)
