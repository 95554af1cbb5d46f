"""Are the numbers, dates and sums of the source in the target, and no others?"""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import extra_figures, missing_figures
from ..model import Finding, Severity
from .base import Draft


def check_numbers(draft: Draft) -> Iterator[Finding]:
    """A number, date or sum is lost, or was made up."""
    if draft.pair.source != "en":
        return
    for match in missing_figures(draft.source, draft.target, draft.pair.target):
        wanted = f" (‘{match.term.target}’)" if match.term.target != match.surface else ""
        yield Finding("number-missing", Severity.MAJOR, f"‘{match.surface}’{wanted} is not in the translation.")
    if extra := extra_figures(draft.source, draft.target, draft.pair.target):
        yield Finding("number-added", Severity.MAJOR, f"The source does not say {', '.join(f'‘{each}’' for each in extra)}.")
