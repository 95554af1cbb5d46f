"""Which documents a worker is handed at once: a large one alone, small ones together, as many as fill the engine's batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from .plan import Job
from .run import TOGETHER_BYTES, TOGETHER_FILES, size_of, together

LEAST_BYTES = 16 * 1024
"""Of small files that are handed out together, where there is more work than workers: some 120 sentences, several batches."""
TURNS = 4
"""How often each worker comes for more, at best: what one of them is slow with, the others make up for."""


def chunks(jobs: Sequence[Job], numbers: Sequence[int], workers: int) -> list[list[int]]:
    """Return the jobs with these numbers in chunks, the most work first.

    Where there is enough for several turns, a chunk is what one process alone translates together: what an Argos package
    says of a text depends a little on its company, and so that is the same. Where there is less, a chunk is smaller, so that
    every worker has one, and all of it are of one translator.
    """
    sizes = [max(1, size_of(job)) for job in jobs]
    wanted = frozenset(numbers)
    found = [[number for number in group if number in wanted] for group in _groups(sizes)]
    found = [chunk for chunk in found if chunk]
    if len(found) < TURNS * workers:
        found = _finer(jobs, {number: sizes[number] for number in numbers}, workers)
    return sorted(found, key=lambda chunk: -sum(sizes[number] for number in chunk))


def _groups(sizes: Sequence[int]) -> Iterator[range]:
    at = 0
    while at < len(sizes):
        count = together(sizes[at : at + TOGETHER_FILES])
        yield range(at, at + count)
        at += count


def _finer(jobs: Sequence[Job], sizes: Mapping[int, int], workers: int) -> list[list[int]]:
    total = sum(sizes.values())
    turns = min(TURNS, max(1, total // (workers * LEAST_BYTES)))
    limit = min(TOGETHER_BYTES, max(1, -(-total // (workers * turns))))
    found = [[number] for number, size in sizes.items() if size >= limit]
    small: dict[int, list[int]] = defaultdict(list)
    for number, size in sizes.items():
        if size < limit:
            small[id(jobs[number].translator)].append(number)
    for mine in small.values():
        found += _even(mine, [sizes[number] for number in mine], limit)
    return found


def _even(numbers: Sequence[int], sizes: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Yield the numbers in parts of about the same size, none much above the limit."""
    total = sum(sizes)
    parts = -(-total // limit)
    ends = accumulate(sizes)
    middles = (end - size / 2 for end, size in zip(ends, sizes, strict=True))
    places = (int(middle * parts / total) for middle in middles)
    for _, part in groupby(zip(numbers, places, strict=True), key=itemgetter(1)):
        yield [number for number, _ in part]
