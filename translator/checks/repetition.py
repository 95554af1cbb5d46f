"""Does the target say the same again and again?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Severity
from ..repetition import loops
from .base import Draft


def check_repetition(draft: Draft) -> Iterator[Finding]:
    """The target loops, which no writer does and its source does not."""
    if loops(draft.target, draft.source):
        yield Finding("repetition", Severity.CRITICAL, "The translation repeats itself; translate this sentence by hand.")
