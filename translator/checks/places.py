"""Which place goes to which term, where renderings nest, straddle and compete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

from ..model import Span

_MOST_PLACES = 300
_MOST_STATES = 50_000
"""Beyond this the best assignment is not searched for; the longest renderings are placed first instead."""

_Score = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A span that could render one match of a group of equal matches."""

    span: Span
    group: int
    preference: int
    """0 for the rendering that the glossary prefers, more for alternatives."""


def assign(places: Sequence[Place], wanted: Sequence[int]) -> list[list[Span]]:
    """Return for each group the spans it is given, in reading order, at most `wanted` of them; no two overlap.

    As many matches as possible get a span, then as many characters as possible are covered, then preferred
    renderings win. Exact, after the scoring rules of the WMT26 terminology task (nested and straddling terms).
    """
    chosen = _greedy(places, wanted)
    short = sum(len(spans) for spans in chosen) < sum(wanted)
    if short and len(places) <= _MOST_PLACES and len(places) * prod(count + 1 for count in wanted) <= _MOST_STATES:
        chosen = _best(places, wanted)
    return [sorted(spans) for spans in chosen]


def _greedy(places: Sequence[Place], wanted: Sequence[int]) -> list[list[Span]]:
    chosen: list[list[Span]] = [[] for _ in wanted]
    for place in sorted(places, key=lambda p: (p.span.start - p.span.end, p.preference, p.span.start)):
        if len(chosen[place.group]) < wanted[place.group] and not any(
            place.span.overlaps(span) for spans in chosen for span in spans
        ):
            chosen[place.group].append(place.span)
    return chosen


def _best(places: Sequence[Place], wanted: Sequence[int]) -> list[list[Span]]:
    """Return the best assignment: from right to left, take a place or leave it."""
    ordered = sorted(places, key=lambda place: (place.span, place.preference))
    after = [
        next((j for j, other in enumerate(ordered) if other.span.start >= place.span.end), len(ordered))
        for place in ordered
    ]

    @cache
    def search(index: int, left: tuple[int, ...]) -> tuple[_Score, tuple[int, ...]]:
        if index == len(ordered):
            return (0, 0, 0), ()
        leave = search(index + 1, left)
        place = ordered[index]
        if not left[place.group]:
            return leave
        fewer = tuple(count - (group == place.group) for group, count in enumerate(left))
        score, rest = search(after[index], fewer)
        length = place.span.end - place.span.start
        take = ((score[0] + 1, score[1] + length, score[2] - place.preference), (index, *rest))
        return take if take[0] >= leave[0] else leave

    chosen: list[list[Span]] = [[] for _ in wanted]
    for index in search(0, tuple(wanted))[1]:
        chosen[ordered[index].group].append(ordered[index].span)
    return chosen
