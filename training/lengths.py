"""Drop pairs whose lengths do not go together: in free news pairs a fact is often missing on one side."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

FACTOR = 1.7
"""How far a pair may lie from the usual ratio of its source, either way."""
SLACK = 12
"""Characters that are always forgiven; a short title may double without being loose."""


def drop_loose(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs whose target is about as long as the source makes expect, in their order.

    >>> usual = [("It rained all day in the north.", "북부 지방에는 하루 종일 비가 내렸다.")] * 5
    >>> len(drop_loose([*usual, ("It rained all day in the north of the country, officials said.", "비")]))
    5
    """
    if not pairs:
        return []
    usual = statistics.median(math.log(len(target) / len(source)) for source, target in pairs)
    return [pair for pair in pairs if is_close(*pair, ratio=math.exp(usual))]


def is_close(source: str, target: str, *, ratio: float) -> bool:
    """Return whether `target` is as long as `ratio` times the source, within `FACTOR` and `SLACK`."""
    expected = len(source) * ratio
    return expected / FACTOR - SLACK <= len(target) <= expected * FACTOR + SLACK
