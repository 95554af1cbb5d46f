"""Is a term rendered alike throughout the document?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..model import Finding, Outcome, Severity, plain
from .folding import fold
from .terms import locate


def check_document(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes, with a finding where a term is rendered otherwise than the glossary prefers and it does elsewhere.

    Only forms that the glossary accepts are compared; first and later mentions are meant to differ.
    """
    used: dict[str, dict[str, str]] = defaultdict(dict)
    places: list[list[tuple[str, str, str]]] = []
    for outcome in outcomes:
        target = plain(outcome.target)
        here = [
            (match.term.id, span.of(target), match.term.target)
            for match, span in zip(outcome.matches, locate(outcome.matches, target), strict=True)
            if span is not None
        ]
        for id, form, _ in here:
            used[id].setdefault(_squeezed(form), _place(outcome))
        places.append(here)
    checked = []
    for outcome, here in zip(outcomes, places, strict=True):
        findings = tuple(
            Finding("inconsistent", Severity.MINOR, f"‘{form}’ here, ‘{preferred}’ {used[id][_squeezed(preferred)]}.", id)
            for id, form, preferred in dict.fromkeys(here)
            if _squeezed(form) != _squeezed(preferred) and _squeezed(preferred) in used[id]
        )
        checked.append(replace(outcome, findings=(*outcome.findings, *findings)) if findings else outcome)
    return checked


def _place(outcome: Outcome) -> str:
    return f"in line {outcome.segment.line}" if outcome.segment.line else "elsewhere"


def _squeezed(text: str) -> str:
    return fold(text).text
