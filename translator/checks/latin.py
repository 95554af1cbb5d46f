"""Do words of the source stand untranslated in the target?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Finding, Mode, Severity
from ..scripts import latin_words
from .base import Draft

_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|(?<!\w)@\w+|#\w+|\b[\w/-]+\.[a-z]{2,4}\b(?:/\S*)?", re.ASCII
)
"""Web and mail addresses, names of accounts, of tags and of files: nobody translates them."""


_GLOSS = re.compile(r"(?<=[가-힣぀-ヿ一-鿿’”」』>》])\s?[(（][^()（）]*[)）]")
"""The original in brackets behind its rendering: 훌륭한 유산(Great Expectations)."""
_UNITS = frozenset("cm mm km kg mg ml kW kWh mph am pm".split())


def check_latin(draft: Draft) -> Iterator[Finding]:
    """Latin words of the source are in the target, and no term, address, acronym or brand explains them."""
    if draft.pair.target not in ("ko", "ja"):
        return
    allowed = {word for match in draft.matches for form in match.term.accepts() for word in latin_words(form)}
    kept = [match.surface for match in draft.matches if match.term.mode is Mode.KEEP]
    words = [word for word in latin_words(_plain(draft.target, kept)) if word not in allowed and not _is_code(word)]
    source = set(latin_words(draft.source))
    letters = sum(character.isalpha() for character in draft.target)
    if len(words) > 1 and sum(map(len, words)) * 2 > letters and not source.isdisjoint(words):
        same = " ".join(draft.target.split()) == " ".join(draft.source.split())
        # A name of up to three capitalised words may well stay as it is; it is still worth a look.
        if not same or len(words) > 3 or any(word.islower() for word in words):
            severity = Severity.CRITICAL if same else Severity.MAJOR
            yield Finding("untranslated", severity, "Most of this is not translated.")
            return
    if left := [word for word in dict.fromkeys(words) if word in source]:
        yield Finding("latin", Severity.MINOR, f"Left as in the source: {', '.join(left)}.")


def _plain(text: str, pieces: list[str]) -> str:
    """Return `text` without addresses, glosses and the pieces that must be kept."""
    for piece in pieces:
        text = text.replace(piece, " ")
    return _GLOSS.sub(" ", _ADDRESS.sub(" ", text))


def _is_code(word: str) -> bool:
    """Return whether a word is usually left as it is: capitals (APEC), mixed case (iPhone), one letter, a unit."""
    return len(word) == 1 or word in _UNITS or word.isupper() or not (word.islower() or word.istitle())
