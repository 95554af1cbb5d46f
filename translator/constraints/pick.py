"""Rung: among several candidates take one that carries the terms."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Decoding, Pair
from .base import Proposal, Work

BEAM = 8
"""Twice as wide as engines search by themselves."""


class Pick:
    """One beam search whose hypotheses are all proposed."""

    name = "pick"
    needs = frozenset({Capability.NBEST})

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the n-best list of each work, with hints where the engine heeds them."""
        requests = [work.request(engine, pair) for work in works]
        decoding = Decoding(beam=BEAM, candidates=BEAM)
        return [Proposal(candidates, BEAM) for candidates in engine.translate(requests, pair, decoding, progress)]
