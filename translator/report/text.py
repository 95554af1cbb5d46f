"""The short report that a person reads after a translation."""

from __future__ import annotations

from collections import Counter
from heapq import nlargest

from ..model import Finding, Outcome, Run, Severity

SHOWN = 20
"""Findings that are written out; more would push the summary off the screen."""


def format_text(run: Run) -> str:
    """Return the report of one run: what was done, how the terms fared, what to look at, worst first."""
    carried, found = run.terms()
    lines = [f"{run.pair}: {len(run.outcomes)} segments in {run.seconds:.1f} s"]
    if found:
        lines[0] += f", {carried} of {found} terms carried ({carried / found:.0%})"
        lines.append(f"  {_rungs(run)}")
    lines += [f"  {note}" for note in run.notes]
    counts = Counter(finding.severity for _, finding in run.findings())
    if counts:
        lines.append("  " + ", ".join(f"{counts[s]} {s.name.lower()}" for s in reversed(Severity) if counts[s]))
    worst = nlargest(SHOWN, run.findings(), key=lambda place: place[1].severity)
    lines += [_line(outcome, finding) for outcome, finding in worst]
    if counts.total() > SHOWN:
        lines.append(f"  … and {counts.total() - SHOWN} more; --json shows all of them.")
    return "\n".join(lines)


def _rungs(run: Run) -> str:
    """Return what each rung cost and won."""
    decodes: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for outcome in run.outcomes:
        before = 0
        for step in outcome.steps:
            decodes[step.rung] += step.decodes
            won[step.rung] += step.carried - before
            before = step.carried
    return ", ".join(f"{rung} {won[rung]:+d} ({decodes[rung]} decodes)" for rung in decodes)


def _line(outcome: Outcome, finding: Finding) -> str:
    place = f"line {outcome.segment.line}" if outcome.segment.line else f"segment {outcome.segment.id + 1}"
    return f"  {place}: {finding.severity.name.lower()}: {finding.message}"
