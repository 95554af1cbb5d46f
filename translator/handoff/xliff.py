"""Runs as XLIFF 1.2, to go on in OmegaT, memoQ or any other program for translators.

Version 1.2 rather than 2, since every such program opens it without being asked: memoQ takes it by default and has 2
as a filter to be chosen (docs.memoq.com, "XLIFF 2 files"), and OmegaT reads it in all its versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from .. import __version__
from ..formats.xml_source import escaped, quoted
from ..model import Finding, Outcome, Run, Severity
from .codes import XLIFF, coded

_STATES = {
    "glossary": ("needs-review-translation", "leveraged-glossary"),
    "memory": ("translated", "leveraged-tm"),
    "fuzzy": ("needs-review-translation", "fuzzy-match"),
    "copy": ("translated", ""),
}
"""State and its qualifier (XLIFF 1.2, sections 2.3) by where a target comes from; what an engine made is a suggestion."""
_PRIORITIES = {Severity.CRITICAL: 1, Severity.MAJOR: 3, Severity.MINOR: 7}
"""Of notes: 1 is the highest, 10 the lowest (section 2.3)."""


def xliff_lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the lines of one XLIFF document with a `<file>` for each run, and a `<trans-unit>` for each of its segments.

    Findings and terms are notes. What an engine made is marked as in need of review; what came from people is not.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
    for run in runs:
        yield from _file(run)
    yield "</xliff>"


def _file(run: Run) -> Iterator[str]:
    original = quoted(PurePath(run.source).name or "text")
    languages = f"source-language={quoted(run.pair.source)} target-language={quoted(run.pair.target)}"
    yield f'<file original={original} {languages} datatype="plaintext" tool-id="translator">'
    yield f'<header><tool tool-id="translator" tool-name="translator" tool-version={quoted(__version__)}/></header>'
    yield "<body>"
    for outcome in run.outcomes:
        yield from _unit(outcome)
    yield "</body>"
    yield "</file>"


def _unit(outcome: Outcome) -> Iterator[str]:
    source, target = coded(outcome.segment.source, outcome.target, XLIFF)
    state, qualifier = _STATES.get(outcome.provenance, ("needs-review-translation", "mt-suggestion"))
    qualified = f" state-qualifier={quoted(qualifier)}" if qualifier else ""
    yield f'<trans-unit id="{outcome.segment.id + 1}" xml:space="preserve">'
    yield f"  <source>{source}</source>"
    yield f"  <target state={quoted(state)}{qualified}>{target}</target>"
    if outcome.segment.line:
        yield f'  <note from="translator" priority="10">line {outcome.segment.line}</note>'
    for note, priority in notes(outcome):
        yield f'  <note from="translator" priority="{priority}">{escaped(note)}</note>'
    yield "</trans-unit>"


def notes(outcome: Outcome) -> Iterator[tuple[str, int]]:
    """Yield what a translator should know of a segment, and how urgent it is: findings, then terms."""
    for finding in sorted(outcome.findings, key=_severity):
        yield f"{finding.severity.name.lower()}: {finding.message}", _PRIORITIES[finding.severity]
    for match, carried in zip(outcome.matches, outcome.carried, strict=False):
        if match.term.type != "inline" and match.term.target:
            yield f"term: {match.surface} = {match.term.target}{'' if carried else ' (not carried)'}", 7 if carried else 3


def _severity(finding: Finding) -> int:
    return -finding.severity
