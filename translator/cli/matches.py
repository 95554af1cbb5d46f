"""What a glossary finds in a document, for people, for pipes and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..glossary import Matches
    from ..model import Segment, TermMatch

Found = Iterable[tuple["Segment", "Matches"]]
_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


def as_lines(found: Found) -> Iterator[str]:
    """Yield a tab-separated line for each term: line of the document, words, rendering, entry."""
    for segment, matches in found:
        for match in matches.found:
            words = " ".join(match.surface.split())
            yield f"{segment.line}\t{words}\t{match.term.target}\t{match.term.id}\n"


def as_json(found: Found) -> str:
    """Return all segments in which something is found: `line`, `source`, `terms`, and `losers`, which a longer one covers."""
    segments = [
        {
            "line": segment.line,
            "source": segment.text,
            "terms": [_term(match) for match in matches.found],
            "losers": [_term(match) for match in matches.losers],
        }
        for segment, matches in found
        if matches.found or matches.losers
    ]
    return json.dumps({"segments": segments}, ensure_ascii=False, indent=2)


def paint(found: Found) -> None:
    """Print each sentence with its terms in colour, and beneath it what they become."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for segment, matches in found:
        if not matches.found:
            continue
        colours = {match.term.id: _COLOURS[n % len(_COLOURS)] for n, match in enumerate(matches.found)}
        sentence = Text(segment.text)
        for match in matches.found:
            sentence.stylize(f"bold {colours[match.term.id]}", match.span.start, match.span.end)
        console.print(Text.assemble((f"{segment.line}: ", "dim"), sentence))
        for match in dict.fromkeys(matches.found):
            term = match.term
            parts = [("    ", ""), (term.target, colours[term.id]), (f"  {term.id}", "dim"), (f"  {term.origin}", "dim")]
            console.print(Text.assemble(*parts), soft_wrap=True)


def _term(match: TermMatch) -> dict[str, Any]:
    term = match.term
    return {
        "id": term.id,
        "type": term.type,
        "surface": match.surface,
        "start": match.span.start,
        "end": match.span.end,
        "target": term.target,
        "accepted": list(term.accepts()),
        "forbidden": list(term.forbidden),
        "mode": term.mode,
        "entry": term.origin,
    }
