"""Write small files while the next ones are translated.

Each file waits for the disk to have it before it gets its name; on a disk that is a few thousandths of a second, in which
the next files can be translated. What several files wait for at once the disk does at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from .plan import Job
from .run import Done, Made, start_job, translate_job

WRITERS = 4
"""Files that wait for the disk at once: as many as ext4 puts into one entry of its journal with profit."""


def translate_prepared(jobs: Sequence[Job], *, force: bool = False, again: bool = False) -> Generator[Done, None, None]:
    """Do some jobs that `prepare` has prepared together, and yield what became of each, in their order, once it is written.

    Closing the iterator waits for what is being written. See `translate_job`.
    """
    if len(jobs) == 1:
        yield translate_job(jobs[0], force=force, again=again)
        return
    with ThreadPoolExecutor(WRITERS) as writers:
        waiting: deque[tuple[Made, Future[None]] | Done] = deque()
        for job in jobs:
            try:
                started = start_job(job, force=force, again=again)
            except Exception:
                yield from map(_finished, waiting)
                raise
            waiting.append((started, writers.submit(started.write)) if isinstance(started, Made) else started)
            while waiting and (len(waiting) > 2 * WRITERS or _is_written(waiting[0])):
                yield _finished(waiting.popleft())
        yield from map(_finished, waiting)


def _is_written(one: tuple[Made, Future[None]] | Done) -> bool:
    return isinstance(one, Done) or one[1].done()


def _finished(one: tuple[Made, Future[None]] | Done) -> Done:
    return one if isinstance(one, Done) else one[0].finished(one[1].result)
