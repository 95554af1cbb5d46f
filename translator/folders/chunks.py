"""Which documents a worker is handed at once: a large one alone, small ones together, as many as fill the engine's batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter

from .plan import Job
from .run import TOGETHER_BYTES

LEAST_BYTES = 16 * 1024
"""Of small files that are handed out together, where there is more work than workers: some 120 sentences, several batches."""
TURNS = 4
"""How often each worker comes for more, at best: what one of them is slow with, the others make up for."""


def chunks(jobs: Sequence[Job], numbers: Iterable[int], workers: int) -> list[list[int]]:
    """Return the jobs with these numbers in chunks, the most work first. All of a chunk are of one translator.

    A chunk of small files is no larger than what one process alone translates together. There are as many chunks as
    workers, if there are as many files, even where that makes them small.
    """
    sizes = {number: _size(jobs[number]) for number in numbers}
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
    return sorted(found, key=lambda chunk: -sum(sizes[number] for number in chunk))


def _even(numbers: Sequence[int], sizes: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Yield the numbers in parts of about the same size, none much above the limit."""
    total = sum(sizes)
    parts = -(-total // limit)
    ends = accumulate(sizes)
    middles = (end - size / 2 for end, size in zip(ends, sizes, strict=True))
    places = (int(middle * parts / total) for middle in middles)
    for _, part in groupby(zip(numbers, places, strict=True), key=itemgetter(1)):
        yield [number for number, _ in part]


def _size(job: Job) -> int:
    try:
        return max(1, job.source.stat().st_size)
    except OSError:  # whoever translates it will say why
        return 1
