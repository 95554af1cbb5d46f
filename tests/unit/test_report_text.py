"""The short report says what matters, worst first, and is cut; the JSON has everything."""

from __future__ import annotations

import json

import pytest

from translator.model import Finding, Outcome, Pair, Run, Segment, Severity, Span, Step, Term, TermMatch
from translator.report import format_text, json_lines
from translator.report.text import SHOWN

MATCH = TermMatch(Term("seoul", "Seoul", "서울", origin="places.yaml:3"), Span(0, 5), "Seoul")


def outcome(number: int, target: str, *severities: Severity) -> Outcome:
    """Return an outcome of the sentence `Seoul.` with findings of these severities."""
    findings = tuple(Finding("check", severity, f"Message {number}.") for severity in severities)
    carried = ("서울" in target,)
    steps = (Step("draft", 1, 0), Step("hint", 2, int(carried[0])))
    return Outcome(Segment(number, number, ("Seoul.",), line=number + 1), (target,), (MATCH,), carried, steps, findings)


def test_the_report_counts_terms_and_rungs() -> None:
    """Carried of found, and what each rung won and cost."""
    report = format_text(Run(Pair("en", "ko"), (outcome(0, "서울."), outcome(1, "수도.")), "", seconds=1.25))
    assert "2 segments in 1.2 s, 1 of 2 terms carried (50%)" in report
    assert "draft +0 (2 decodes), hint +1 (4 decodes)" in report


def test_the_worst_comes_first_and_the_rest_is_counted() -> None:
    """Twenty findings are written out; the line says how many more there are."""
    outcomes = [outcome(number, "서울.", Severity.MINOR) for number in range(30)]
    report = format_text(Run(Pair("en", "ko"), (*outcomes, outcome(30, "서울.", Severity.CRITICAL)), ""))
    lines = report.splitlines()
    assert "1 critical, 30 minor" in report
    assert next(line for line in lines if "Message" in line) == "  line 31: critical: Message 30."
    assert sum("Message" in line for line in lines) == SHOWN
    assert lines[-1] == "  … and 11 more; --json shows all of them."


def test_json_has_places_steps_and_findings() -> None:
    """Both places of a term, every step, every finding; null for a term that is not there."""
    run = Run(Pair("en", "ko"), (outcome(0, "서울."), outcome(1, "수도.", Severity.MAJOR)), "signature", source="a.txt")
    (found,) = json.loads("\n".join(json_lines([run])))["runs"]
    first, second = found["segments"]
    assert found["terms"] == {"found": 2, "carried": 1}
    assert found["signature"] == "signature"
    assert first["terms"][0]["source"] == [0, 5]
    assert first["terms"][0]["target"] == [0, 2]
    assert first["terms"][0]["entry"] == "places.yaml:3"
    assert second["terms"][0]["target"] is None
    assert second["steps"][1] == {"rung": "hint", "decodes": 2, "carried": 0}
    assert second["findings"] == [{"check": "check", "severity": "major", "message": "Message 1.", "term": ""}]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_of_any_number(count: int) -> None:
    """No run, runs without segments, and many of both make one document."""
    outcome = Outcome(Segment(0, 0, ("A.",)), ("가.",))
    runs = [Run(Pair("en", "ko"), (outcome,) * number, "") for number in range(count)]
    read = json.loads("\n".join(json_lines(runs)))
    assert [len(run["segments"]) for run in read["runs"]] == list(range(count))
