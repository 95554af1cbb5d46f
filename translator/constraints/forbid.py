"""Rung: decode again with what stands wrongly in place of a term suppressed (Bogoychev and Chen 2023, wmt-1.80)."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Decoding, Pair
from .base import Proposal, Work


class Forbid:
    """One decode in which no known wrong rendering, and no source form of a term, can be written."""

    name = "forbid"
    needs = frozenset({Capability.SUPPRESS})

    def wants(self, work: Work) -> bool:
        """Return whether something can be suppressed."""
        return bool(wrong_renderings(work))

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the best candidate of each work."""
        # One list serves the whole batch: what is wrong in one segment is hardly wanted in its neighbour.
        suppress = tuple(dict.fromkeys(word for work in works for word in wrong_renderings(work)))
        requests = [work.request(engine, pair) for work in works]
        answers = engine.translate(requests, pair, Decoding(suppress=suppress), progress)
        return [Proposal(candidates, 1) for candidates in answers]


def wrong_renderings(work: Work) -> tuple[str, ...]:
    """Return what `work.best` says instead of its missing terms, where that is certain."""
    return tuple(
        form
        for match in work.missing
        for form in (*match.term.forbidden, match.surface)
        if form in work.best and form not in match.term.accepts()
    )
