"""One register throughout a document: mixed endings are the first thing that a Korean or Japanese reader stumbles over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from .grammar.register import Register, plain_endings, register
from .model import Finding, Inline, Outcome, Pair, Pattern, Severity, Span, plain

MACHINE = frozenset({"engine", "stored"})
"""Where a target comes from that may be changed: what people translated stays as they wrote it."""


def one_register(outcomes: Sequence[Outcome], pair: Pair) -> list[Outcome]:
    """Return the outcomes with polite sentences made plain where most sentences of the document are plain.

    The other way round is not certain enough; where most are polite, and where an ending could not be changed, the
    sentences that differ are told as findings. Headlines and quoted speech have no register of their own.
    """
    registers = [register(plain(outcome.target), pair.target) for outcome in outcomes]
    counts = Counter(filter(None, registers))
    if len(counts) < 2:
        return list(outcomes)
    most = Register.PLAIN if counts[Register.PLAIN] >= counts[Register.POLITE] else Register.POLITE
    changed = []
    for outcome in outcomes:
        if most is Register.PLAIN and outcome.provenance in MACHINE:
            outcome = replace(outcome, target=_plain(outcome.target, pair.target))
        found = register(plain(outcome.target), pair.target)
        if found and found is not most:
            finding = Finding("register", Severity.MINOR, f"This sentence is {found}, most of the document is {most}.")
            outcome = replace(outcome, findings=(*outcome.findings, finding))
        changed.append(outcome)
    return changed


def _plain(target: Pattern, language: str) -> Pattern:
    """Return a target with plain endings; an ending that markup cuts in two stays as it is."""
    for span, ending in reversed(plain_endings(plain(target), language)):
        parts: list[str | Inline] = []
        at = 0
        for part in target:
            text = part if isinstance(part, str) else part.text
            here = Span(span.start - at, span.end - at)
            inside = isinstance(part, str) and here.start >= 0 and here.end <= len(text)
            parts.append(text[: here.start] + ending + text[here.end :] if inside else part)
            at += len(text)
        target = tuple(parts)
    return target
