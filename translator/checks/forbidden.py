"""Does the target use a rendering that the glossary forbids?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Severity
from .base import Draft
from .folding import fold


def check_forbidden(draft: Draft) -> Iterator[Finding]:
    """A rendering that the glossary forbids for a term of this source is in the target.

    A forbidden rendering inside an accepted one does no harm: 주지사 where 지사 is forbidden. Each place counts.
    """
    target = fold(draft.target).text
    accepted = {fold(form).text for match in draft.matches for form in match.term.accepts()}
    for match in {match.term.id: match for match in draft.matches}.values():
        for form in match.term.forbidden:
            wrong = fold(form).text
            covers = [good for good in accepted if wrong in good and wrong != good]
            rest = target
            for good in sorted(covers, key=len, reverse=True):
                rest = rest.replace(good, "\0")
            if wrong and wrong in rest:
                message = f"‘{form}’ is not used for ‘{match.surface}’; write ‘{match.term.target}’."
                yield Finding("term-forbidden", Severity.MAJOR, message, match.term.id)
