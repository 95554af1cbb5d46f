"""Rung: replace what stands in place of a term, where it is certain or nearly the term itself. Needs no engine."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..fuzzy import best_span
from ..model import Candidate, Pair, Span, TermMatch
from .base import Proposal, Work

NEAR = 0.8
"""Similarity, by letters of the script, from which a part of the target is taken for a misspelt term.
Below it, different names of the same kind (아베 슈이치, 아베 신조) begin to pass for each other."""
SHORTEST = 3
"""Characters. Shorter terms have near neighbours everywhere."""


class Repair:
    """Replaces the source form left standing, a forbidden rendering, or a near miss by the term."""

    name = "repair"
    needs: frozenset[Capability] = frozenset()

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return each work's best translation with its missing terms repaired, where anything can be."""
        return [
            Proposal((Candidate(text),)) if (text := repair(work)) != work.best else Proposal() for work in works
        ]


def repair(work: Work) -> str:
    """Return `work.best` with every missing term put in the place of its wrong rendering, if that can be found."""
    text = work.best
    for match in work.missing:
        span = _wrong(match, text, _held(work, text))
        if span:
            text = text[: span.start] + match.term.target + text[span.end :]
    return text


def _held(work: Work, text: str) -> tuple[Span, ...]:
    """Return where `text` carries other terms, which a repair must not break."""
    forms = {form for match in work.matches if match not in work.missing for form in match.term.accepts()}
    return tuple(Span(start, start + len(form)) for form in forms if (start := text.find(form)) >= 0)


def _wrong(match: TermMatch, text: str, held: tuple[Span, ...]) -> Span | None:
    certain = [
        Span(start, start + len(form))
        for form in (*match.term.forbidden, match.surface)
        if form not in match.term.accepts() and (start := text.find(form)) >= 0
    ]
    near = [
        found[0]
        for form in match.term.accepts()
        if len(form) >= SHORTEST and (found := best_span(form, text)) and found[1] >= NEAR
    ]
    return next((span for span in (*certain, *near) if not any(span.overlaps(other) for other in held)), None)
