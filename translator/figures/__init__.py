"""Numbers, dates, times and money of an English text: how Korean and Japanese write them, and what got lost.

Dates, years, decades, times, sums of money, percentages and large numbers have one right rendering each and are
given to engines as hints. Ordinals and small numbers have not (제8회, 8번째; 두 나라), and are only checked.
"""

from __future__ import annotations

from ..model import TermMatch
from . import check
from .find import Language
from .find import figures as _figures
from .repair import Repair, repair

__all__ = ["Repair", "extra_figures", "find_figures", "missing_figures", "repair_figures"]


def find_figures(source: str, target: str) -> tuple[TermMatch, ...]:
    """Return the figures of an English text that have a certain rendering in `target`, in reading order.

    Their terms have the type `figure` and an id such as `date:11-12`; other targets than ko and ja have none.

    >>> [match.term.target for match in find_figures("On November 12, aid of $1.2 billion reached 3 million", "ko")]
    ['11월 12일', '12억 달러', '300만']
    """
    language = _language(target)
    return tuple(figure.match() for figure in _figures(source, language) if figure.sure) if language else ()


def missing_figures(source: str, target_text: str, target: str) -> tuple[TermMatch, ...]:
    """Return the quantities of an English text that its translation has in no accepted writing.

    >>> [match.surface for match in missing_figures("the 8th meeting on Nov. 12", "11월 12일 회의", "ko")]
    ['8th']
    """
    language = _language(target)
    return tuple(figure.match() for figure in check.missing(source, target_text, language)) if language else ()


def extra_figures(source: str, target_text: str, target: str) -> tuple[str, ...]:
    """Return the numbers of a translation that nothing in the English source explains, as they are written.

    Small numbers outside dates are not counted: "a delegation" may well become 1개.

    >>> extra_figures("The ministers met in Seoul.", "장관들은 2023년 3월 서울에서 1시간 만났다.", "ko")
    ('2023년', '3월')
    """
    language = _language(target)
    return tuple(check.extra(source, target_text, language)) if language else ()


def repair_figures(source: str, target_text: str, target: str) -> tuple[str, tuple[Repair, ...]]:
    """Return a translation with the wrong figures put right of which it is certain what they should be, and what was done."""
    language = _language(target)
    return repair(source, target_text, language) if language else (target_text, ())


def _language(target: str) -> Language | None:
    base = target.split("-")[0]
    return "ko" if base == "ko" else "ja" if base == "ja" else None
