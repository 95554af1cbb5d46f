"""Do the Korean particles behind the terms agree with them?"""

from __future__ import annotations

from collections.abc import Iterator

from ..grammar import korean
from ..model import Finding, Severity
from .base import Draft
from .terms import locate


def check_particles(draft: Draft) -> Iterator[Finding]:
    """A particle is written doubly, 은(는), or does not fit the term in front of it."""
    if draft.pair.target != "ko":
        return
    if korean.resolve_double_particles(draft.target) != draft.target:
        yield Finding("particle", Severity.MINOR, "A particle is written in both forms, such as 은(는).")
    for match, span in zip(draft.matches, locate(draft.matches, draft.target), strict=True):
        if span is None:
            continue
        repaired, _ = korean.repair_particles(draft.target, [(span, match.term.reading)])
        if repaired != draft.target:
            message = f"The particle behind ‘{span.of(draft.target)}’ does not fit."
            yield Finding("particle", Severity.MINOR, message, match.term.id)
