"""Rung: decode again what ran into a loop or another script, or tells of numbers that the source does not have."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Pair
from .base import Proposal, Work, translate_each
from .guard import guarded


class Retry:
    """One guarded beam search."""

    name = "retry"
    needs: frozenset[Capability] = frozenset()

    def wants(self, work: Work) -> bool:
        """Return whether the translation is not sane; missing terms are for other rungs."""
        return work.suspect

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the best candidate of each work."""
        requests = [work.request(engine, pair) for work in works]
        answers = translate_each(requests, [guarded(work) for work in works], engine, pair, progress)
        return [Proposal(candidates, 1) for candidates in answers]
