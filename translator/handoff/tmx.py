"""Runs as a translation memory (TMX 1.4b), which every program for translators reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import __version__
from ..formats.tmx import TOOL
from ..formats.xml_source import escaped, quoted
from ..model import Outcome, Pair, Run
from .codes import TMX, coded
from .xliff import notes


def format_tmx(runs: Iterable[Run]) -> str:
    """Return one TMX document with a `<tu>` for each segment that was translated, the same pair of texts only once.

    Findings and terms are notes. `creationtool` marks what an engine made, and stands not at what came from people.
    """
    all_runs = list(runs)
    languages = {run.pair.source for run in all_runs}
    declared = languages.pop() if len(languages) == 1 else "*all*"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f"<header creationtool={quoted(TOOL)} creationtoolversion={quoted(__version__)} segtype=\"sentence\" "
        f'o-tmf="translator" adminlang="en" srclang={quoted(declared)} datatype="plaintext"/>',
        "<body>",
    ]
    seen: set[tuple[Pair, str, str]] = set()
    for run in all_runs:
        for outcome in run.outcomes:
            source, target = coded(outcome.segment.source, outcome.target, TMX)
            if outcome.provenance != "copy" and (run.pair, source, target) not in seen:
                seen.add((run.pair, source, target))
                lines += _unit(run.pair, outcome, source, target)
    return "\n".join((*lines, "</body>", "</tmx>", ""))


def _unit(pair: Pair, outcome: Outcome, source: str, target: str) -> Iterator[str]:
    made = f" creationtool={quoted(TOOL)} creationtoolversion={quoted(__version__)}" if outcome.provenance != "memory" else ""
    yield "<tu>"
    for note, _ in notes(outcome):
        yield f"  <note>{escaped(note)}</note>"
    yield f"  <tuv xml:lang={quoted(pair.source)}><seg>{source}</seg></tuv>"
    yield f"  <tuv xml:lang={quoted(pair.target)}{made}><seg>{target}</seg></tuv>"
    yield "</tu>"
