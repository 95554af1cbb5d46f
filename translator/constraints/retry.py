"""Rung: decode again what ran into a loop or another script, or tells of numbers that the source does not have."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Pair
from .base import Proposal, Work
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
        proposals = [Proposal()] * len(works)
        decodings = [guarded(work) for work in works]
        for decoding in dict.fromkeys(decodings):
            group = [index for index, each in enumerate(decodings) if each == decoding]
            requests = [works[index].request(engine, pair) for index in group]
            for index, candidates in zip(group, engine.translate(requests, pair, decoding, progress), strict=True):
                proposals[index] = Proposal(candidates, 1)
        return proposals
