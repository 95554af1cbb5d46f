"""The retry loop: climb from rung to rung, only while terms are missing, and keep the best translation.

A translation without the glossary is always made first. Where it already carries the terms it is kept, since
accuracy may not be bought with fluency; where it does not, it is still what the rungs have to beat.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .checks.terms import carried
from .constraints import LADDER, Proposal, Strategy, Work
from .engines.base import Engine, Progress
from .figures import Repair, extra_figures, repair_figures
from .finish import finish
from .model import Candidate, Decoding, Pair, Request, Step
from .repetition import loops
from .scripts import wrong_script

Listener = Callable[[str, int, int], None]
"""Told the rung, how many of its texts are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Ascent:
    """How far one segment came."""

    text: str
    carried: tuple[bool, ...]
    suspect: bool
    complete: bool
    steps: tuple[Step, ...]
    unconstrained: str
    repairs: tuple[Repair, ...] = ()
    """Figures that were put right."""

    def merit(self) -> tuple[bool, int]:
        """Return what one translation must have more of to be better: sanity first, then terms."""
        return not self.suspect, sum(self.carried)


def climb(
    works: Sequence[Work], engine: Engine, pair: Pair, listener: Listener | None = None, ladder: Sequence[Strategy] = LADDER
) -> list[Ascent]:
    """Translate all works; return where each ended. Equal texts with equal terms are translated once."""
    keys = [(work.segment.text, work.matches, work.figures) for work in works]
    unique = dict(zip(keys, works, strict=True))
    climbed = dict(zip(unique, _climb(list(unique.values()), engine, pair, listener, ladder), strict=True))
    return [climbed[key] for key in keys]


def _climb(
    works: list[Work], engine: Engine, pair: Pair, listener: Listener | None, ladder: Sequence[Strategy]
) -> list[Ascent]:
    drafts = [Request(work.source) for work in works]
    answers = engine.translate(drafts, pair, Decoding(), _progress(listener, "draft", len(works)))
    ascents = [_judge(work, candidates[0], pair) for work, candidates in zip(works, answers, strict=True)]
    ascents = [
        replace(ascent, unconstrained=ascent.text, steps=(Step("draft", 1, sum(ascent.carried)),)) for ascent in ascents
    ]
    for strategy in ladder:
        if not strategy.needs <= engine.capabilities(pair):
            continue
        standing = [_at(work, ascent) for work, ascent in zip(works, ascents, strict=True)]
        climbing = [index for index, work in enumerate(standing) if strategy.wants(work)]
        if not climbing:
            continue
        progress = _progress(listener, strategy.name, len(climbing))
        proposals = strategy.propose([standing[index] for index in climbing], engine, pair, progress)
        for index, proposal in zip(climbing, proposals, strict=True):
            ascents[index] = _better(ascents[index], works[index], proposal, strategy.name, pair)
    return ascents


def _progress(listener: Listener | None, rung: str, total: int) -> Progress | None:
    if not listener:
        return None
    done = 0

    def count(finished: int) -> None:
        nonlocal done
        done = min(total, done + finished)
        listener(rung, done, total)

    return count


def _at(work: Work, ascent: Ascent) -> Work:
    """Return `work` as the next rung finds it."""
    missing = tuple(match for match, has in zip(work.matches, ascent.carried, strict=True) if not has)
    return replace(work, best=ascent.text, missing=missing, suspect=ascent.suspect)


def _better(ascent: Ascent, work: Work, proposal: Proposal, rung: str, pair: Pair) -> Ascent:
    """Return the better of what there is and what a rung proposes, with the step recorded."""
    judged = [(_judge(work, candidate, pair), candidate.score) for candidate in proposal.candidates]
    best = max(judged, key=lambda found: (found[0].merit(), found[1]), default=None)
    won = best[0] if best and best[0].merit() > ascent.merit() else ascent
    step = Step(rung, proposal.decodes, sum(won.carried))
    return replace(won, steps=(*ascent.steps, step), unconstrained=ascent.unconstrained)


def _judge(work: Work, candidate: Candidate, pair: Pair) -> Ascent:
    source = work.segment.text
    text, repairs = repair_figures(source, candidate.text, pair.target) if pair.source == "en" else (candidate.text, ())
    text = finish(text, source, work.matches, pair)
    return Ascent(
        text=text,
        carried=carried(work.matches, text),
        suspect=not candidate.complete or not text or _is_suspect(text, work, pair),
        complete=candidate.complete,
        steps=(),
        unconstrained="",
        repairs=repairs,
    )


def _is_suspect(text: str, work: Work, pair: Pair) -> bool:
    """Return whether a translation loops, is in the wrong script, or tells of numbers that the source does not have."""
    known = work.segment.text + "".join(match.term.target for match in work.matches)
    source = work.segment.text
    invented = pair.source == "en" and extra_figures(source, text, pair.target)
    return loops(text, source) or bool(wrong_script(text, pair.target, known)) or bool(invented)
