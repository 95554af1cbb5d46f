"""The only door to rapidfuzz: how alike two texts are, and where in a text something like a term stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from .model import Span


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1. Hangul is compared by its letters, not by its syllables.

    >>> similarity("나가노현 지사", "나가노현 지사")
    1.0
    >>> similarity("슈이치", "슈이찌") > similarity("슈이치", "마사오")
    True
    """
    from rapidfuzz.fuzz import ratio

    return float(ratio(unicodedata.normalize("NFD", one), unicodedata.normalize("NFD", other))) / 100


def best_span(term: str, text: str) -> tuple[Span, float] | None:
    """Return the part of `text` that is most like `term`, and how like it is from 0 to 1; None where nothing is.

    >>> best_span("아베 슈이치", "일본의 아베 슈이찌는 말했다")
    (Span(start=4, end=10), 0.9...)
    """
    from rapidfuzz.fuzz import partial_ratio_alignment

    letters, owners = _letters(text)
    found = partial_ratio_alignment(unicodedata.normalize("NFD", term), letters)
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = owners[found.dest_start], owners[found.dest_end - 1] + 1
    stripped = text[start:end].strip()
    if not stripped:
        return None
    start = text.index(stripped, start)
    span = Span(start, start + len(stripped))
    return span, similarity(term, span.of(text))


def closest(text: str, others: Sequence[str], least: float) -> tuple[int, float] | None:
    """Return which of several texts is most like `text`, and how like from 0 to 1; None where none reaches `least`.

    >>> closest("Save the file", ["Open it", "Save the files"], 0.8)
    (1, 0.9...)
    """
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    letters = [unicodedata.normalize("NFD", other) for other in others]
    found = extractOne(unicodedata.normalize("NFD", text), letters, scorer=ratio, score_cutoff=least * 100)
    return (found[2], float(found[1]) / 100) if found else None


def _letters(text: str) -> tuple[str, list[int]]:
    """Return `text` in NFD and, for each of its characters, the index in `text` it belongs to."""
    parts = [unicodedata.normalize("NFD", character) for character in text]
    return "".join(parts), [index for index, part in enumerate(parts) for _ in part]
