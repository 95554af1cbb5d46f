"""Runs as a translation memory (TMX 1.4b), which every program for translators reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import __version__
from ..formats.tmx import TOOL
from ..formats.xml_source import escaped, quoted
from ..model import Outcome, Pair, Run
from .codes import TMX, coded
from .xliff import notes


def tmx_lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the lines of one TMX document with a `<tu>` for each segment that was translated, the same pair of texts only
    once.

    Findings and terms are notes. `creationtool` marks what an engine made, and stands not at what came from people.
    """
    languages = {run.pair.source for run in runs}
    declared = languages.pop() if len(languages) == 1 else "*all*"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield (
        f"<header creationtool={quoted(TOOL)} creationtoolversion={quoted(__version__)} segtype=\"sentence\" "
        f'o-tmf="translator" adminlang="en" srclang={quoted(declared)} datatype="plaintext"/>'
    )
    yield "<body>"
    seen: set[int] = set()
    for run in runs:
        for outcome in run.outcomes:
            source, target = coded(outcome.segment.source, outcome.target, TMX)
            # Numbers instead of the texts: of a large document these would fill the memory.
            which = hash((run.pair, source, target))
            if outcome.provenance != "copy" and which not in seen:
                seen.add(which)
                yield from _unit(run.pair, outcome, source, target)
    yield "</body>"
    yield "</tmx>"


def _unit(pair: Pair, outcome: Outcome, source: str, target: str) -> Iterator[str]:
    made = f" creationtool={quoted(TOOL)} creationtoolversion={quoted(__version__)}" if outcome.provenance != "memory" else ""
    yield "<tu>"
    for note, _ in notes(outcome):
        yield f"  <note>{escaped(note)}</note>"
    yield f"  <tuv xml:lang={quoted(pair.source)}><seg>{source}</seg></tuv>"
    yield f"  <tuv xml:lang={quoted(pair.target)}{made}><seg>{target}</seg></tuv>"
    yield "</tu>"
