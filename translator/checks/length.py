"""Is the target whole: not empty, not cut off, not much shorter or longer than its source?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Severity
from .base import Draft

LONGEST = {"ko": 1.1, "ja": 0.9}
SHORTEST = {"ko": 0.18, "ja": 0.12}
"""Characters of the target for each of the source, English.

In the development corpora, 918 Korean and 1,125 Japanese reference translations of 60 characters or more have a ratio
of 0.16 to 1.18 and 0.12 to 0.77; 99.4 % of them lie within 0.19 to 1.12 and 0.13 to 0.71.
"""
SLACK = 12
"""Characters by which a short segment may exceed the ratio: headlines and names vary more."""


def check_length(draft: Draft) -> Iterator[Finding]:
    """The target is empty, cut off, or much shorter or longer than its source."""
    if not draft.target.strip():
        if draft.source.strip():
            yield Finding("empty", Severity.CRITICAL, "There is no translation.")
        return
    if not draft.complete:
        yield Finding("cut-off", Severity.CRITICAL, "The translation did not come to an end and was cut off.")
    language = draft.pair.target
    if language in LONGEST and draft.pair.source == "en":
        if len(draft.target) > LONGEST[language] * len(draft.source) + SLACK:
            yield Finding("length", Severity.MAJOR, "The translation is much longer than the source: is something added?")
        elif len(draft.target) + SLACK / 4 < SHORTEST[language] * len(draft.source):
            yield Finding("length", Severity.MAJOR, "The translation is much shorter than the source: is something missing?")
