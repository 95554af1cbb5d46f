"""The review page: one file that opens in any browser, without a network, for the person who revises the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from ..checks.terms import locate
from ..locales import language_name
from ..model import Finding, Outcome, Pattern, Run, Severity, Span, TermMatch, plain
from .marks import Mark, render
from .page import SCRIPT, STYLE

_HUES = 8
"""Colours of terms; within a segment, each term has its own as long as they last."""


def format_html(runs: Iterable[Run]) -> str:
    """Return a complete page for all runs: segments side by side, terms marked on both sides, findings listed.

    Everything that comes from documents and glossaries is escaped; the page loads nothing.
    """
    runs = tuple(runs)
    sections = [_run(run, number) for number, run in enumerate(runs, 1)]
    title = " · ".join(dict.fromkeys(_name(run, number) for number, run in enumerate(runs, 1))) or "nothing"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n"
        f"<title>Review: {escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{_filters(runs)}\n<main>\n{_contents(runs)}{''.join(sections)}</main>\n"
        f'<div id="tip" role="tooltip" hidden="hidden"></div>\n<script>{SCRIPT}</script>\n</body>\n</html>\n'
    )


def _filters(runs: Sequence[Run]) -> str:
    counts = Counter(finding.severity for run in runs for _, finding in run.findings())
    boxes = "".join(
        f'<label><input type="checkbox" data-severity="{_level(severity)}" checked="checked"/> '
        f"{_level(severity)} <span>({counts[severity]})</span></label>"
        for severity in reversed(Severity)
    )
    return (
        f'<header><h1>Translation review</h1><fieldset id="filter"><legend>Findings</legend>{boxes}'
        '<label><input type="checkbox" id="only"/> only segments with findings</label></fieldset>'
        '<p class="keys"><kbd>n</kbd> next finding · <kbd>p</kbd> previous finding · <kbd>Tab</kbd> next term · '
        '<kbd>Esc</kbd> close</p><p id="place" role="status"></p></header>'
    )


def _contents(runs: Sequence[Run]) -> str:
    if len(runs) < 2:
        return ""
    lines = "".join(
        f'<li><a href="#r{number}">{escape(_name(run, number))}: {escape(language_name(run.pair.target))}</a>, '
        f"{_count(sum(1 for _ in run.findings()), 'finding')}</li>\n"
        for number, run in enumerate(runs, 1)
    )
    return f'<nav class="contents" aria-label="Documents"><ol>\n{lines}</ol></nav>\n'


def _run(run: Run, number: int) -> str:
    carried, found = run.terms()
    name = escape(_name(run, number))
    pair = escape(f"{language_name(run.pair.source)} → {language_name(run.pair.target)}")
    terms = f", {carried} of {found} terms carried" if found else ""
    notes = "".join(f"<p>{escape(note)}</p>\n" for note in run.notes)
    segments = "".join(_segment(outcome, run, f"s{number}-{index}") for index, outcome in enumerate(run.outcomes, 1))
    return (
        f'<section id="r{number}" aria-label="{name}, {pair}">\n<h2>{name} <small>{pair}</small></h2>\n'
        f"<p>{_count(len(run.outcomes), 'segment')} in {run.seconds:.1f} s{terms}.</p>\n{notes}{_findings(run, number)}"
        f'<table>\n<thead><tr><th scope="col">Line</th><th scope="col">Source</th><th scope="col">Translation</th></tr>'
        f"</thead>\n<tbody>\n{segments}</tbody>\n</table>\n"
        f'<p class="signature"><code>{escape(run.signature)}</code></p>\n</section>\n'
    )


def _findings(run: Run, number: int) -> str:
    items = [
        (finding, f"s{number}-{index}", _place(outcome))
        for index, outcome in enumerate(run.outcomes, 1)
        for finding in outcome.findings
    ]
    if not items:
        return "<p>No findings.</p>\n"
    lines = "".join(
        f'<li class="finding {_level(finding.severity)}"><a href="#{target}"><b>{_level(finding.severity)}</b> '
        f"{place}: {escape(finding.message)}</a></li>\n"
        for finding, target, place in sorted(items, key=lambda item: -item[0].severity)
    )
    return (
        f'<nav class="findings" aria-label="Findings"><h3>Findings ({len(items)})</h3>\n<ol>\n{lines}</ol>'
        '<p class="none" hidden="hidden">None of the chosen severities.</p></nav>\n'
    )


def _segment(outcome: Outcome, run: Run, anchor: str) -> str:
    spans = locate(outcome.matches, plain(outcome.target))
    hues = {id: hue % _HUES for hue, id in enumerate(dict.fromkeys(match.term.id for match in outcome.matches))}
    rung = _rung(outcome)
    left = _side(outcome.segment.source, [match.span for match in outcome.matches], outcome, hues, rung)
    right = _side(outcome.target, spans, outcome, hues, rung)
    findings = "".join(_note(finding) for finding in sorted(outcome.findings, key=lambda finding: -finding.severity))
    notes = f'<ul class="notes">{findings}</ul>' if findings else ""
    severities = " ".join(dict.fromkeys(_level(finding.severity) for finding in outcome.findings))
    target = escape(run.pair.target)
    return (
        f'<tr id="{anchor}" data-findings="{severities}" tabindex="-1"><th scope="row">{outcome.segment.line or ""}</th>'
        f'<td lang="{escape(run.pair.source)}">{left}</td>'
        f'<td lang="{target}">{right}{_without(outcome, target)}<p class="rung" lang="en">{escape(rung)}</p>'
        f'<div lang="en">{notes}</div></td></tr>\n'
    )


def _note(finding: Finding) -> str:
    level = _level(finding.severity)
    return f'<li class="finding {level}"><b>{level}</b> {escape(finding.message)}</li>'


def _without(outcome: Outcome, language: str) -> str:
    """Return what the engine says without the glossary, to be unfolded where that is something else."""
    if outcome.unconstrained in ("", plain(outcome.target)):
        return ""
    said = f'<span lang="{language}">{escape(outcome.unconstrained)}</span>'
    return f'<details lang="en"><summary>without the glossary</summary>{said}</details>'


def _side(
    pattern: Pattern, spans: Sequence[Span | None], outcome: Outcome, hues: dict[str, int], rung: str
) -> str:
    """Return one side of a segment with a mark for each term."""
    flags = outcome.carried or (True,) * len(outcome.matches)
    marks = [
        Mark(span, f"h{hues[match.term.id]}{'' if carried else ' lost'}", match.term.id, _entry(match, rung, carried))
        for span, match, carried in zip(spans, outcome.matches, flags, strict=True)
        if span
    ]
    return render(pattern, marks)


def _entry(match: TermMatch, rung: str, carried: bool) -> str:
    also = f"\nalso {', '.join(match.term.also)}" if match.term.also else ""
    origin = f"\n{match.term.origin}" if match.term.origin else ""
    return f"{match.term.source} → {match.term.target}{also}\n{'carried' if carried else 'not carried'}; {rung}{origin}"


def _rung(outcome: Outcome) -> str:
    """Return how the translation came about: its rungs, with the decodes that each took."""
    if not outcome.steps:
        return outcome.provenance
    return " → ".join(f"{step.rung} ({step.decodes})" for step in outcome.steps)


def _place(outcome: Outcome) -> str:
    return f"line {outcome.segment.line}" if outcome.segment.line else f"segment {outcome.segment.id + 1}"


def _name(run: Run, number: int) -> str:
    return run.source or f"Document {number}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _level(severity: Severity) -> str:
    return severity.name.lower()
