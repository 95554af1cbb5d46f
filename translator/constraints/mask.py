"""Rung: put placeholders into the source that the engine carries through, and the terms in their place afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Candidate, Decoding, Pair, Request, TermMatch
from .base import Proposal, Work, one_line


class Mask:
    """One decode with every term masked, and one with only the missing ones, which keeps more of the meaning."""

    name = "mask"
    needs = frozenset({Capability.MASK})

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return the candidates in which every placeholder came back exactly once."""
        tokens = engine.placeholders(pair)
        if not tokens:
            return [Proposal()] * len(works)
        plans = [
            (index, matches[: len(tokens)])
            for index, work in enumerate(works)
            for matches in dict.fromkeys((work.missing, work.matches))
            if matches
        ]
        requests = [Request(one_line(mask(works[index].segment.text, matches, tokens))) for index, matches in plans]
        answers = engine.translate(requests, pair, Decoding(), progress)
        proposals = [Proposal()] * len(works)
        for (index, matches), candidates in zip(plans, answers, strict=True):
            whole = tuple(
                Candidate(text, candidate.score, candidate.complete)
                for candidate in candidates
                if (text := restore(candidate.text, matches, tokens)) is not None
            )
            before = proposals[index]
            proposals[index] = Proposal((*before.candidates, *whole), before.decodes + 1)
        return proposals


def mask(text: str, matches: Sequence[TermMatch], tokens: Sequence[str]) -> str:
    """Return `text` with the surface of each match replaced by its placeholder."""
    for match, token in reversed(list(zip(matches, tokens, strict=False))):
        text = text[: match.span.start] + token + text[match.span.end :]
    return text


def restore(text: str, matches: Sequence[TermMatch], tokens: Sequence[str]) -> str | None:
    """Return `text` with the terms in place of their placeholders; None where one is lost, doubled or invented."""
    used = tokens[: len(matches)]
    if any(text.count(token) != 1 for token in used) or any(token in text for token in tokens[len(matches) :]):
        return None
    for match, token in zip(matches, used, strict=True):
        text = text.replace(token, match.term.target)
    return text
