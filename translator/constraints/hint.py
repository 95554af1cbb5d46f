"""Rung: tell the engine the terms together with the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Decoding, Pair
from .base import Proposal, Work


class Hint:
    """One decode with the terms as hints."""

    name = "hint"
    needs = frozenset({Capability.HINT})

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the best candidate of each hinted request."""
        requests = [work.request(engine, pair) for work in works]
        return [Proposal(candidates, 1) for candidates in engine.translate(requests, pair, Decoding(), progress)]
