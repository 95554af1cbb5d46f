"""From what an engine says to what a reader of the target language expects: punctuation, quotes, spaces, particles."""

from __future__ import annotations

from collections.abc import Sequence

from .checks.terms import locate
from .grammar import japanese, korean
from .model import Pair, TermMatch


def finish(text: str, source: str, matches: Sequence[TermMatch], pair: Pair) -> str:
    """Return `text` as the conventions of the target language want it, with the right particle behind every term."""
    if pair.target == "ja":
        return japanese.polish(text, source)
    if pair.target != "ko":
        return text
    text = korean.polish(text)
    spans = [
        (span, match.term.reading)
        for match, span in zip(matches, locate(matches, text), strict=True)
        if span is not None
    ]
    text, _ = korean.repair_particles(text, sorted(spans))
    return korean.resolve_double_particles(text)
