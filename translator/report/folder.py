"""The table at the end of many files: what became of each, with names where somebody has to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..folders import Done, Status
from ..model import Severity

NAMED = 20
"""Files of a kind that are named; more would push the table off the screen."""
_ADVICE = {
    Status.OUTDATED: "kept; --force replaces it",
    Status.EXISTS: "kept, since it was not written by translator, or with another memory; --force replaces it",
}


def format_folder(done: Sequence[Done], unreadable: Sequence[str] = ()) -> str:
    """Return how many documents were translated, skipped, kept and failed, what the worst findings are, and where."""
    counts = Counter(each.status for each in done)
    lines = [f"{len(done)} translations: " + (", ".join(f"{counts[s]} {s}" for s in Status if counts[s]) or "nothing to do")]
    carried, found = (sum(each.terms[i] for each in done) for i in (0, 1))
    if found:
        lines.append(f"  {carried} of {found} terms carried ({carried / found:.0%})")
    severities = Counter(each.severity for each in done if each.severity)
    for severity in (Severity.CRITICAL, Severity.MAJOR):
        if severities[severity]:
            lines.append(f"  {severities[severity]} with {severity.name.lower()} findings")
            lines += _named([str(each.job.output) for each in done if each.severity is severity])
    for status in (Status.EDITED, Status.OUTDATED, Status.EXISTS):
        if counts[status]:
            lines.append(f"  {status}: {_ADVICE.get(status, 'kept')}")
            lines += _named([str(each.job.output) for each in done if each.status is status])
    failed = [each.error for each in done if each.status is Status.FAILED] + [f"{each} (not read)" for each in unreadable]
    if failed:
        lines += ["  failed:", *_named(failed)]
    return "\n".join(lines)


def _named(names: Sequence[str]) -> list[str]:
    more = [f"    … and {len(names) - NAMED} more"] if len(names) > NAMED else []
    return [*(f"    {name}" for name in names[:NAMED]), *more]
