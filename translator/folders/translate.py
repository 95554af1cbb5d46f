"""Do many jobs: one after the other, or several at once in processes of their own."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..api import Translator
from ..engines.threads import cores
from ..errors import InputError
from .chunks import chunks
from .find import Wanted
from .plan import Job, plan
from .run import Done, prepare, settled
from .seen import Seen, Watcher
from .writing import translate_prepared


def translate_folder(
    folder: str | Path,
    translators: Translator | Sequence[Translator],
    output: str | Path | None = None,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    force: bool = False,
    jobs: int = 1,
    **options: Any,
) -> Iterator[Done]:
    """Translate the documents of a folder, and yield what became of each, in their order, as soon as it is known.

    The tree is mirrored in `output`; without it translations go beside their sources. `include` and `exclude` are
    patterns of names (`*.md`) or of paths inside the folder (`drafts/*`). With a memory, what is up to date is skipped, and
    what was edited by hand is kept; without one every file that exists is kept. `force` translates everything and
    replaces everything. `jobs` is how many are translated at once, as `translate_jobs` does it. `options` are those of
    `Translator.translate_file`.
    Raises `InputError` before anything is written where the folder or the names of its translations cannot be used.
    """
    several = (translators,) if isinstance(translators, Translator) else tuple(translators)
    wanted = Wanted(tuple(include), tuple(exclude))
    planned = plan([Path(folder)], several, Path(output) if output else None, wanted=wanted, options=lambda _: options).jobs
    return translate_jobs(planned, force=force, workers=jobs)


def translate_jobs(
    jobs: Sequence[Job],
    *,
    force: bool = False,
    again: bool = False,
    workers: int = 1,
    runs: bool = True,
    watcher: Watcher | None = None,
) -> Generator[Done, None, None]:
    """Do jobs, small files together, and yield what became of each, in their order.

    With several `workers` (0: one for each core) as many processes do them, which share the cores; never more than there is
    work. They are new processes that import what this one runs: a script has to call this under
    `if __name__ == "__main__":`, and an engine of your own has to be picklable. `WorkerError` tells where that is not so.
    Without `runs`, documents that were found in a folder come back without their run. `again` does what is up to date once
    more; `watcher` is told what is being worked on. Closing the iterator ends the workers.
    """
    if workers != 1 and len(jobs) > 1:
        workers = workers or cores()
        known = {number: done for number, job in enumerate(jobs) if (done := _known(job, force=force, again=again))}
        work = chunks(jobs, [number for number in range(len(jobs)) if number not in known], workers)
        if min(len(work), workers) > 1:
            from .pool import Pool

            return Pool(jobs, known, work, workers, force=force, again=again, runs=runs, watcher=watcher).results()
    return _one_by_one(jobs, force=force, again=again, watcher=watcher)


def _one_by_one(
    jobs: Sequence[Job], *, force: bool, again: bool, watcher: Watcher | None
) -> Generator[Done, None, None]:
    ready = 0
    results: Iterator[Done] = iter(())
    for number, job in enumerate(jobs):
        if number == ready:
            _listen(jobs[number:], None, watcher)
            ready += prepare(jobs[number:], force=force)
            results = translate_prepared(jobs[number:ready], force=force, again=again)
        _listen((job,), job, watcher)
        yield next(results)


def _listen(jobs: Sequence[Job], job: Job | None, watcher: Watcher | None) -> None:
    """Let the watcher know how far the translators of some jobs are, as if this process were a worker."""
    if watcher is None:
        return
    watcher(Seen(0, job))
    for each in jobs:
        each.translator.listener = lambda rung, done, total: watcher(Seen(0, job, rung, done, total))


def _known(job: Job, *, force: bool, again: bool) -> Done | None:
    try:
        return settled(job, force=force, again=again)
    except InputError:  # whoever translates it will say why
        return None
