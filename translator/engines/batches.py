"""Batches beside each other, one to a core.

A batch that several cores share has them wait for each other in every layer: on two virtual cores one sentence took 1.4 s,
and 0.36 s on one of them. So each core has a batch of its own, and all of them the same weights.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

B = TypeVar("B")
R = TypeVar("R")


def each(batches: Iterable[B], answer: Callable[[B], R], threads: int) -> Iterator[tuple[B, R]]:
    """Yield every batch with its answer, in their order; so many `threads` find answers.

    Few batches wait, so that an interruption waits for no more than those that are being answered.
    """
    if threads == 1:
        yield from ((batch, answer(batch)) for batch in batches)
        return
    waiting: deque[tuple[B, Future[R]]] = deque()
    pool = ThreadPoolExecutor(threads)
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(answer, batch)))
            while len(waiting) > 4 * threads or (waiting and waiting[0][1].done()):
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()
    finally:
        pool.shutdown(cancel_futures=True)
