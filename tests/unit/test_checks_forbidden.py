"""Forbidden renderings are found wherever they stand on their own."""

from __future__ import annotations

from translator import checks
from translator.checks import Draft
from translator.model import Pair, Span, Term, TermMatch


def found(target: str) -> bool:
    """Return whether the target is said to use a forbidden rendering of `governor`."""
    term = Term("g", "governor", "주지사", also=("나가노현 지사",), forbidden=("지사", "도 지사"))
    draft = Draft(Pair("en", "ko"), "the governor", target, (TermMatch(term, Span(4, 12), "governor"),))
    return "term-forbidden" in [finding.check for finding in checks.run(draft)]


def test_an_accepted_rendering_covers_a_forbidden_one() -> None:
    """What is a part of an accepted rendering is not counted, whatever its spaces."""
    assert not found("주지사가 말했다")
    assert not found("나가노현지사가 말했다")


def test_each_place_counts() -> None:
    """An accepted rendering at one place does not excuse a forbidden one at another."""
    assert found("주지사와 지사가 말했다")
    assert found("도지사가 말했다")
