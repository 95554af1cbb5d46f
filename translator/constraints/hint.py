"""Rung: tell the engine the terms together with the sentence, and take the best of all it finds in one search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engines.base import Capability, Engine, Progress
from ..model import Pair
from .base import Proposal, Work, translate_each

CANDIDATES = 4
"""As many as most engines follow anyway."""


class Hint:
    """One decode with the terms as hints; its other hypotheses cost nothing more and may carry what the first does not."""

    name = "hint"
    needs = frozenset({Capability.HINT})

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the candidates of each hinted request."""
        candidates = CANDIDATES if Capability.NBEST in engine.capabilities(pair) else 1
        requests = [work.request(engine, pair) for work in works]
        decodings = [replace(work.decoding(), candidates=candidates) for work in works]
        answers = translate_each(requests, decodings, engine, pair, progress)
        return [Proposal(candidates, 1) for candidates in answers]
