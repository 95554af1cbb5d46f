"""Do brackets and quotation marks have their partners?"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Finding, Severity
from .base import Draft

_PAIRS = tuple(zip("([“‘「『《〈（", ")]”’」』》〉）", strict=True))


def check_pairs(draft: Draft) -> Iterator[Finding]:
    """A bracket or quotation mark lacks its partner, though all of the source's have theirs.

    A quotation that goes on in the next segment lacks it in the source too, whatever marks that language uses.
    """
    if _is_open(draft.source):
        return
    for opening, closing in _PAIRS:
        opened, closed = draft.target.count(opening), draft.target.count(closing)
        apostrophe = closing == "’" and opened < closed
        if opened != closed and not apostrophe:
            yield Finding("pairs", Severity.MINOR, f"‘{opening}’ and ‘{closing}’ do not match.")


def _is_open(source: str) -> bool:
    if source.count('"') % 2:
        return True
    return any(
        source.count(opening) != source.count(closing)
        for opening, closing in _PAIRS
        if closing != "’" or source.count(opening) > source.count(closing)
    )
