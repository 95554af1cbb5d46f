"""What a translation memory contributes to a document: people's translations, earlier results, and offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .checks.terms import carried
from .constraints import Work
from .figures import Repair, extra_figures, missing_figures
from .ladder import Ascent
from .markup import Placement
from .memory import Memory, key
from .memory.results import Result, keep, numbered, recall, restored
from .memory.units import Hit, alike, exact, has_units, revision
from .model import Finding, Inline, Pair, Pattern, Severity, Step, Unit, plain

OFFERED = 0.75
"""Likeness from which a person's translation of a similar text is worth a look; below it rewriting is quicker than
revising (the lowest match rate that translators are commonly paid for, and the default of CAT tools)."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a person has translated that fits a segment."""

    hit: Hit
    provenance: str
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Recall:
    """A memory in the service of one document in one pair; without a memory it knows nothing and keeps nothing."""

    pair: Pair
    signature: str
    """Names engine, pair and ladder."""
    memory: Memory | None = None
    reuse: float | None = None
    """Likeness from which a person's translation of a similar text is used, not only offered; None: never."""
    _people: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._people = self.memory is not None and has_units(self.memory, self.pair)

    def version(self) -> str:
        """Return what identifies the people's translations that can decide the output; empty where there are none."""
        if not self.memory or not self._people:
            return ""
        return f"{revision(self.memory, self.pair)}" + (f"/{self.reuse}" if self.reuse is not None else "")

    def whole(self, units: Sequence[Unit]) -> frozenset[int]:
        """Return the ids of units that a person has translated as a whole, which therefore need not be split."""
        if not self.memory or not self._people:
            return frozenset()
        hits = exact(self.memory, self.pair, [plain(unit.source) for unit in units])
        return frozenset(unit.id for unit, hit in zip(units, hits, strict=True) if hit)

    def people(self, works: Sequence[Work], wanted: Iterable[int]) -> tuple[dict[int, Found], dict[int, Finding]]:
        """Return, by segment, what people have translated, and what is only offered.

        `works` are all of the document, for context; `wanted` are the ids of those in question.
        """
        if not self.memory or not self._people:
            return {}, {}
        used: dict[int, Found] = {}
        offers: dict[int, Finding] = {}
        wanted = set(wanted)
        similar: dict[str, Hit | None] = {}
        for work, hit in zip(works, exact(self.memory, self.pair, [w.segment.text for w in works]), strict=True):
            id, text = work.segment.id, work.segment.text
            if id not in wanted:
                continue
            if hit:
                used[id] = Found(hit, "memory", _rivals(hit))
                continue
            if text not in similar:
                similar[text] = alike(self.memory, self.pair, text, min(OFFERED, self.reuse or 1))
            if near := similar[text]:
                other_numbers = self._other_numbers(text, near)
                if self.reuse is not None and near.likeness >= self.reuse and not other_numbers:
                    used[id] = Found(near, "fuzzy", (_reused(near),))
                else:
                    offers[id] = _offer(near, other_numbers)
        return used, offers

    def key(self, work: Work) -> bytes:
        """Return under which key the result of a work is kept."""
        return key(self.signature, work.segment.source, work.matches, work.figures)

    def results(self, keys: Sequence[bytes]) -> dict[bytes, Result]:
        """Return what is known of earlier runs."""
        return recall(self.memory, keys) if self.memory else {}

    def keep(self, made: Mapping[bytes, tuple[str, Result]]) -> None:
        """Store the results of a chunk."""
        if self.memory:
            keep(self.memory, self.pair, self.signature, made)

    def _other_numbers(self, text: str, hit: Hit) -> bool:
        """Return whether a similar text tells of other numbers, so that its translation would be wrong here."""
        if sorted(_DIGITS.findall(text)) != sorted(_DIGITS.findall(hit.source)):
            return True
        if self.pair.source != "en":
            return False
        target = self.pair.target
        return bool(missing_figures(text, hit.target, target) or extra_figures(text, hit.target, target))


def result(work: Work, ascent: Ascent, placement: Placement) -> Result:
    """Return what is kept of a work that has been climbed."""
    source = work.segment.source
    return Result(
        text=ascent.text,
        parts=numbered(placement.pattern, source),
        steps=ascent.steps,
        unconstrained=ascent.unconstrained,
        complete=ascent.complete,
        guessed=_numbers(placement.guessed, source),
        lost=_numbers(placement.lost, source),
        repairs=tuple((repair.wrong, repair.right) for repair in ascent.repairs),
    )


def settled(work: Work, kept: Result, *, fresh: bool) -> tuple[Ascent, Placement]:
    """Return where a work stands by what was kept; of an earlier run's steps the decodes do not count again."""
    source = work.segment.source
    steps = kept.steps if fresh else tuple(Step(step.rung, 0, step.carried) for step in kept.steps)
    repairs = tuple(Repair(*repair) for repair in kept.repairs)
    ascent = Ascent(kept.text, carried(work.matches, kept.text), False, kept.complete, steps, kept.unconstrained, repairs)
    return ascent, Placement(restored(kept.parts, source), _inlines(kept.guessed, source), _inlines(kept.lost, source))


def said(work: Work, hit: Hit) -> Ascent:
    """Return a person's translation as the end of a climb that was not needed."""
    return Ascent(hit.target, carried(work.matches, hit.target), False, True, (), "")


def _numbers(inlines: tuple[Inline, ...], source: Pattern) -> tuple[int, ...]:
    return tuple(part for part in numbered(inlines, source) if isinstance(part, int))


def _inlines(numbers: tuple[int, ...], source: Pattern) -> tuple[Inline, ...]:
    return tuple(part for part in restored(numbers, source) if isinstance(part, Inline))


def _rivals(hit: Hit) -> tuple[Finding, ...]:
    if not hit.rivals:
        return ()
    others = f"{hit.rivals} other translations" if hit.rivals > 1 else "another translation"
    return (Finding("memory", Severity.MINOR, f"The memory has {others} of ‘{_cut(hit.source)}’; the latest was taken."),)


def _reused(hit: Hit) -> Finding:
    return Finding("memory", Severity.MAJOR, f"Taken from a text that is {int(hit.likeness * 100)}% alike: ‘{_cut(hit.source)}’.")


def _offer(hit: Hit, other_numbers: bool) -> Finding:
    numbers = ", with other numbers" if other_numbers else ""
    degree = f"{int(hit.likeness * 100)}% alike{numbers}"
    message = f"A person translated a text that is {degree}: ‘{_cut(hit.source)}’ is ‘{_cut(hit.target)}’."
    return Finding("memory", Severity.MINOR, message)


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
