"""Does the target use a rendering that the glossary forbids?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Severity
from .base import Draft


def check_forbidden(draft: Draft) -> Iterator[Finding]:
    """A rendering that the glossary forbids for a term of this source is in the target."""
    for match in {match.term.id: match for match in draft.matches}.values():
        for form in match.term.forbidden:
            allowed = any(form in accepted and accepted in draft.target for accepted in match.term.accepts())
            if form in draft.target and not allowed:
                message = f"‘{form}’ is not used for ‘{match.surface}’; write ‘{match.term.target}’."
                yield Finding("term-forbidden", Severity.MAJOR, message, match.term.id)
