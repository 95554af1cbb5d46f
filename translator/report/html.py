"""The review page: one file that opens in any browser, without a network, for the person who revises the translation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..checks.terms import locate
from ..model import Outcome, Run, Severity, Span, TermMatch, plain
from .page import SCRIPT, STYLE

_HUES = 8
"""Colours of terms; within a segment, each term has its own as long as they last."""


def format_html(runs: Iterable[Run]) -> str:
    """Return a complete page for all runs: segments side by side, terms marked on both sides, findings listed.

    Everything that comes from documents and glossaries is escaped; the page loads nothing.
    """
    sections = [_run(run, number) for number, run in enumerate(runs, 1)]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n"
        f"<title>Translation review</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'{_filters()}\n<main>\n{"".join(sections)}</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n'
    )


def _filters() -> str:
    boxes = "".join(
        f'<label><input type="checkbox" data-severity="{severity.name.lower()}" checked="checked"/> '
        f"{severity.name.lower()}</label>"
        for severity in reversed(Severity)
    )
    return (
        f'<header><h1>Translation review</h1><fieldset id="filter"><legend>Findings</legend>{boxes}'
        '<label><input type="checkbox" id="only"/> only segments with findings</label></fieldset>'
        '<p class="keys"><kbd>n</kbd> next finding · <kbd>p</kbd> previous finding</p></header>'
    )


def _run(run: Run, number: int) -> str:
    carried, found = run.terms()
    name = escape(run.source or f"Document {number}")
    terms = f", {carried} of {found} terms carried" if found else ""
    segments = "".join(_segment(outcome, run, f"s{number}-{index}") for index, outcome in enumerate(run.outcomes, 1))
    return (
        f'<section aria-label="{name}, {escape(str(run.pair))}">\n<h2>{name} <small>{escape(str(run.pair))}</small></h2>\n'
        f"<p>{len(run.outcomes)} segments in {run.seconds:.1f} s{terms}.</p>\n{_findings(run, number)}"
        f'<table>\n<thead><tr><th scope="col">Line</th><th scope="col">Source</th><th scope="col">Translation</th></tr>'
        f"</thead>\n<tbody>\n{segments}</tbody>\n</table>\n"
        f'<p class="signature"><code>{escape(run.signature)}</code></p>\n</section>\n'
    )


def _findings(run: Run, number: int) -> str:
    items = [
        (finding.severity, f"s{number}-{index}", _place(outcome), finding.message)
        for index, outcome in enumerate(run.outcomes, 1)
        for finding in outcome.findings
    ]
    if not items:
        return "<p>No findings.</p>\n"
    lines = "".join(
        f'<li class="finding {severity.name.lower()}"><a href="#{target}"><b>{severity.name.lower()}</b> '
        f"{place}: {escape(message)}</a></li>\n"
        for severity, target, place, message in sorted(items, key=lambda item: -item[0])
    )
    return f'<nav aria-label="Findings"><h3>Findings ({len(items)})</h3>\n<ol>\n{lines}</ol></nav>\n'


def _segment(outcome: Outcome, run: Run, anchor: str) -> str:
    target = plain(outcome.target)
    spans = locate(outcome.matches, target)
    hues = {id: hue % _HUES for hue, id in enumerate(dict.fromkeys(match.term.id for match in outcome.matches))}
    rung = _rung(outcome)
    left = _marked(outcome.segment.text, [m.span for m in outcome.matches], outcome, hues, rung)
    right = _marked(target, spans, outcome, hues, rung)
    findings = "".join(
        f'<li class="finding {finding.severity.name.lower()}"><b>{finding.severity.name.lower()}</b> '
        f"{escape(finding.message)}</li>"
        for finding in sorted(outcome.findings, key=lambda finding: -finding.severity)
    )
    notes = f'<ul class="notes">{findings}</ul>' if findings else ""
    severities = " ".join(dict.fromkeys(finding.severity.name.lower() for finding in outcome.findings))
    return (
        f'<tr id="{anchor}" data-findings="{severities}" tabindex="-1"><th scope="row">{outcome.segment.line or ""}</th>'
        f'<td lang="{escape(run.pair.source)}">{left}</td>'
        f'<td lang="{escape(run.pair.target)}">{right}<p class="rung" lang="en">{escape(rung)}</p>'
        f'<div lang="en">{notes}</div></td></tr>\n'
    )


def _marked(
    text: str, spans: Sequence[Span | None], outcome: Outcome, hues: dict[str, int], rung: str
) -> str:
    """Return `text` escaped, with a mark for each term; where two overlap, the first in reading order is marked."""
    flags = outcome.carried or (True,) * len(outcome.matches)
    places = sorted(
        ((span, match, carried) for span, match, carried in zip(spans, outcome.matches, flags, strict=True) if span),
        key=lambda place: place[0],
    )
    parts: list[str] = []
    at = 0
    for span, match, carried in places:
        if span.start < at:
            continue
        parts.append(escape(text[at : span.start]))
        entry = escape(_entry(match, rung, carried))
        lost = "" if carried else " lost"
        parts.append(
            f'<mark class="h{hues[match.term.id]}{lost}" tabindex="0" data-term="{escape(match.term.id)}" '
            f'data-entry="{entry}" aria-description="{entry}">{escape(span.of(text))}</mark>'
        )
        at = span.end
    return "".join(parts) + escape(text[at:])


def _entry(match: TermMatch, rung: str, carried: bool) -> str:
    also = f" (also {', '.join(match.term.also)})" if match.term.also else ""
    state = f"carried; {rung}" if carried else f"not carried; {rung}"
    origin = f"; {match.term.origin}" if match.term.origin else ""
    return f"{match.term.source} → {match.term.target}{also}; {state}{origin}"


def _rung(outcome: Outcome) -> str:
    """Return how the translation came about: its rungs, with the decodes that each took."""
    if not outcome.steps:
        return outcome.provenance
    return " → ".join(f"{step.rung} ({step.decodes})" for step in outcome.steps)


def _place(outcome: Outcome) -> str:
    return f"line {outcome.segment.line}" if outcome.segment.line else f"segment {outcome.segment.id + 1}"
