"""Rung: decode again what ran into a loop or another script, or tells of numbers that the source does not have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Decoding, Pair
from .base import Proposal, Work

NO_REPEAT = 4
"""Tokens. Three would forbid a name that a sentence rightly says twice."""

_NUMBERS = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|(?:m|b|tr)illions?|dozens?|half|quarter|first|second"
    r"|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|both|century|decades?|january|february|march|april"
    r"|may|june|july|august|september|october|november|december|[ivx]{2,})\b",
    re.IGNORECASE,
)


class Retry:
    """One beam search without repeated n-grams, and without digits where the source speaks of no number.

    Small models that were trained on encyclopaedias date everything; without digits to write they cannot.
    """

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
        for digits in (True, False):
            group = [index for index, work in enumerate(works) if has_numbers(work) is digits]
            decoding = Decoding(beam=2, no_repeat=NO_REPEAT, suppress=() if digits else tuple("0123456789"))
            requests = [works[index].request(engine, pair) for index in group]
            for index, candidates in zip(group, engine.translate(requests, pair, decoding, progress), strict=True):
                proposals[index] = Proposal(candidates, 1)
        return proposals


def has_numbers(work: Work) -> bool:
    """Return whether the source, or a term in it, speaks of a number."""
    targets = (target for _, target in work.hints())
    return bool(_NUMBERS.search(work.source)) or any(re.search(r"\d", target) for target in targets)
