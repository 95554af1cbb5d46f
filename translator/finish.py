"""From what an engine says to what a reader of the target language expects: punctuation, quotes, spaces, particles."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .checks.terms import locate
from .grammar import japanese, korean
from .model import Pair, Span, TermMatch

_ENDS = re.compile("(?:은|는|이|가|을|를|의|에|에게|께|께서|와|과|도|만|로|으로)?(?![가-힣])")
"""The end of a noun: nothing, or a particle and nothing more."""


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
    text, places = korean.repair_particles(text, sorted(spans))
    return korean.resolve_double_particles(_without_echo(text, places))


def _without_echo(text: str, places: Sequence[Span]) -> str:
    """Return Korean text without the title that an engine says once more behind a term: 김민석 총리 총리는."""
    for place in sorted(places, reverse=True):
        title = place.of(text).rpartition(" ")[2]
        behind = text[place.end :]
        if place.of(text) != title and behind.startswith(f" {title}") and _ENDS.match(behind, len(title) + 1):
            text = text[: place.end] + behind[len(title) + 1 :]
    return text
