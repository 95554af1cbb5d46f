"""All that is known of a run, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from ..checks.terms import locate
from ..model import Inline, Outcome, Pattern, Run, Span, plain

T = TypeVar("T")


def json_lines(runs: Iterable[Run]) -> Iterator[str]:
    """Yield the lines of one JSON document for all runs, `{"runs": [run, …]}`. Keys are only ever added.

    A run has `source` and `output` (paths), `from`, `to`, `signature`, `seconds`, `notes`, `terms` (`found`,
    `carried`) and `segments`. A segment has `line` (0 where lines mean nothing), `source`, `target`, `markup`, `provenance`,
    `unconstrained`, `terms`, `steps` (`rung`, `decodes`, `carried`) and `findings` (`check`, `severity`, `message`,
    `term`). A term has `id`, `surface`, `wanted`, `accepted`, `carried`, `entry`, and its `source` and `target` places
    as `[start, end]` in code points, null where it is not in the target.
    """
    yield '{"runs": ['
    for run, end in _with_ends(runs):
        head = _written(_run(run)).removesuffix("\n}")
        yield f'{head},\n  "segments": ['
        for outcome, comma in _with_ends(run.outcomes):
            yield _written(_outcome(outcome)) + comma
        yield f"  ]\n}}{end}"
    yield "]}"


def _with_ends(things: Iterable[T]) -> Iterator[tuple[T, str]]:
    """Yield things with what stands behind each in a list: a comma, but not behind the last."""
    waiting = iter(things)
    for thing in islice(waiting, 1):
        for following in waiting:
            yield thing, ","
            thing = following
        yield thing, ""


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _run(run: Run) -> dict[str, Any]:
    carried, found = run.terms()
    return {
        "source": run.source,
        "output": run.output,
        "from": run.pair.source,
        "to": run.pair.target,
        "signature": run.signature,
        "seconds": round(run.seconds, 3),
        "notes": list(run.notes),
        "terms": {"found": found, "carried": carried},
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    target = plain(outcome.target)
    return {
        "line": outcome.segment.line,
        "source": outcome.segment.text,
        "target": target,
        "markup": _markup(outcome.target),
        "provenance": outcome.provenance,
        "unconstrained": outcome.unconstrained,
        "terms": [
            {
                "id": match.term.id,
                "surface": match.surface,
                "wanted": match.term.target,
                "accepted": list(match.term.accepts()),
                "carried": carried,
                "source": _span(match.span),
                "target": _span(span),
                "entry": match.term.origin,
            }
            for match, carried, span in zip(
                outcome.matches, outcome.carried, locate(outcome.matches, target), strict=True
            )
        ],
        "steps": [{"rung": step.rung, "decodes": step.decodes, "carried": step.carried} for step in outcome.steps],
        "findings": [
            {"check": f.check, "severity": f.severity.name.lower(), "message": f.message, "term": f.term}
            for f in outcome.findings
        ],
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _markup(pattern: Pattern) -> list[str]:
    return [part.raw for part in pattern if isinstance(part, Inline)]
