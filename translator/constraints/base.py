"""What a rung of the ladder is: a way to get the missing terms into a translation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..engines.base import Capability, Engine, Progress
from ..model import Candidate, Decoding, Pair, Request, Segment, TermMatch


@dataclass(frozen=True, slots=True)
class Work:
    """A segment on its way up the ladder."""

    segment: Segment
    matches: tuple[TermMatch, ...]
    """What the glossary found, in reading order."""
    figures: tuple[TermMatch, ...] = ()
    """Numbers, dates and money with their rendering: good hints, but no terms."""
    best: str = ""
    """The best translation so far; empty before the first rung."""
    missing: tuple[TermMatch, ...] = ()
    """Matches that `best` does not carry."""
    suspect: bool = False
    """Whether `best` loops, is cut off or is in a wrong script."""

    @property
    def source(self) -> str:
        """The text for the engine: the segment on one line."""
        return one_line(self.segment.text)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """Return source and target of everything the engine should heed, each once, in reading order."""
        found = sorted((*self.matches, *self.figures), key=lambda match: match.span)
        return tuple(dict.fromkeys((one_line(match.surface), match.term.target) for match in found))

    def decoding(self) -> Decoding:
        """Return how to search for it: as the engine does best, but free to repeat a term that the source repeats."""
        targets = [match.term.target for match in self.matches]
        return Decoding(no_repeat=0) if len(set(targets)) < len(targets) else Decoding()

    def request(self, engine: Engine, pair: Pair, *, prefix: str = "") -> Request:
        """Return the request for the whole segment, with hints where the engine heeds them."""
        hints = self.hints() if Capability.HINT in engine.capabilities(pair) else ()
        return Request(self.source, hints=hints, prefix=prefix)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rung suggests for one segment."""

    candidates: tuple[Candidate, ...] = ()
    decodes: int = 0
    """Translations that the engine made for it."""


class Strategy(Protocol):
    """One rung. It proposes; the ladder judges."""

    name: str
    needs: frozenset[Capability]
    """What an engine must be able to do; the rung is skipped where it cannot."""

    def wants(self, work: Work) -> bool:
        """Return whether the rung can do something for this work."""

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return a proposal for each work. All works of a document come at once, so that decodes share batches."""


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space; line breaks inside a sentence mean nothing to an engine."""
    return " ".join(text.split())


def translate_each(
    requests: Sequence[Request],
    decodings: Sequence[Decoding],
    engine: Engine,
    pair: Pair,
    progress: Progress | None = None,
) -> list[tuple[Candidate, ...]]:
    """Return the candidates of each request, those with the same decoding in one call."""
    answers: dict[int, tuple[Candidate, ...]] = {}
    for decoding in dict.fromkeys(decodings):
        group = [index for index, each in enumerate(decodings) if each == decoding]
        found = engine.translate([requests[index] for index in group], pair, decoding, progress)
        answers |= dict(zip(group, found, strict=True))
    return [answers[index] for index in range(len(requests))]
