"""Do a job: skip what is up to date, keep what people have edited, go on after a failure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import accumulate
from pathlib import Path

from .. import files
from ..errors import InputError, TranslatorError
from ..memory.outputs import Written, hashed, note, written
from ..model import Run, Severity
from .plan import Job

TOGETHER_FILES = 200
TOGETHER_BYTES = 64 * 1024
"""Files, and bytes of them all, that are translated together: some 500 sentences, which fill the batches of any engine, and
are kept in the memory before the first file is written."""


class Status(StrEnum):
    """How a job ended."""

    TRANSLATED = "translated"
    UP_TO_DATE = "up to date"
    EDITED = "edited by hand"
    """The translation was edited since it was written, and is kept; its source has not changed."""
    OUTDATED = "edited by hand, and the source has changed"
    EXISTS = "not ours"
    """There is a file that this memory knows nothing of; it is kept."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job."""

    job: Job
    status: Status
    severity: Severity | None = None
    """The worst finding in the translation, also of one that is up to date."""
    terms: tuple[int, int] = (0, 0)
    """Terms carried and terms found, where it was translated."""
    run: Run | None = field(default=None, repr=False)
    """Only where it was translated."""
    error: str = ""


def translate_job(job: Job, *, force: bool = False, again: bool = False) -> Done:
    """Do one job, where it has to be done; return what became of it.

    `again` does what is up to date once more. What is wrong with the file is told in the result, what is wrong with the
    engine, the glossary or the memory raises.
    """
    done = start_job(job, force=force, again=again)
    return done if isinstance(done, Done) else done.finished()


@dataclass(frozen=True, slots=True)
class Made:
    """A translation that is made and not yet written."""

    done: Done
    """What becomes of the job when it can be written."""
    write: Callable[[], None]
    """Writes its files, and notes them in the memory."""

    def finished(self, wait: Callable[[], None] | None = None) -> Done:
        """Return what became of the job, once it is written: by `wait`, where that is done elsewhere already."""
        try:
            (wait or self.write)()
        except Exception as error:
            return _failed(self.done.job, error)
        return self.done


def start_job(job: Job, *, force: bool = False, again: bool = False) -> Done | Made:
    """Do a job as `translate_job` does it, but for writing."""
    memory = job.translator.opened_memory()
    to_write: list[Callable[[], None]] = []

    def later(path: Path, data: Iterable[bytes], *, force: bool = False) -> None:
        to_write.append(partial(files.write, path, data, force=force))

    try:
        there = job.output.exists()
        if found := settled(job, force=force, again=again):
            return found
        source = files.hashed(job.source)
        run = job.translator.translate_file(job.source, job.output, force=force, replaces=there, write=later, **job.options)
        severity = max((finding.severity for _, finding in run.findings()), default=None)
        state = _state(job, source)
    except Exception as error:
        return _failed(job, error)

    def write() -> None:
        for each in to_write:
            each()
        if memory:
            note(memory, job.output, Written(state, files.hashed(job.output), severity))

    return Made(Done(job, Status.TRANSLATED, severity, run.terms(), run), write)


def _failed(job: Job, error: Exception) -> Done:
    """Return what became of a job that met an error; raise it where it is none of the job's."""
    if isinstance(error, InputError):
        return Done(job, Status.FAILED, error=str(error))
    if isinstance(error, MemoryError):
        what = f"{job.source}: there is not enough memory. End other programs, or translate smaller files."
        return Done(job, Status.FAILED, error=what)
    if isinstance(error, RecursionError):
        return Done(job, Status.FAILED, error=f"{job.source} is too deeply nested for this machine.")
    if job.named or isinstance(error, TranslatorError):
        raise error
    # One document in a thousand that meets a mistake of ours must not cost the others.
    return Done(job, Status.FAILED, error=f"{job.source}: {error!r}. This is a bug in translator; please report it.")


def prepare(jobs: Sequence[Job], *, force: bool = False) -> int:
    """Translate into the memory what the first few of some jobs need, small files together; return for how many that was
    done, at least one. A single one is left to `translate_job`.
    """
    count = together([size_of(job) for job in jobs[:TOGETHER_FILES]])
    wanted = [job for job in jobs[:count] if _is_wanted(job, force=force)] if count > 1 else []
    if len(wanted) > 1:
        for translator in dict.fromkeys(id(job.translator) for job in wanted):
            mine = [job for job in wanted if id(job.translator) == translator]
            try:
                mine[0].translator.translate_ahead((job.source, job.options) for job in mine)
            except TranslatorError:
                raise
            except Exception as error:  # whichever file it was will fail again on its own, and be named
                logging.getLogger("translator.folders").debug("translating together failed: %r", error)
    return count


def together(sizes: Sequence[int]) -> int:
    """Return how many of the first files, by their sizes in bytes, are translated together; at least one."""
    ends = accumulate(sizes[:TOGETHER_FILES])
    return max(1, sum(1 for end in ends if end <= TOGETHER_BYTES))


def size_of(job: Job) -> int:
    """Return the bytes of a document; 0 for one that cannot be read, of which whoever translates it will say why."""
    try:
        return job.source.stat().st_size
    except OSError:
        return 0


def settled(job: Job, *, force: bool = False, again: bool = False) -> Done | None:
    """Return how a job stands for which nothing is to be done, or None; see `translate_job` and `look`."""
    if force:
        return None
    found = look(job)
    return None if again and found and found.status is Status.UP_TO_DATE else found


def look(job: Job) -> Done | None:
    """Return how a job stands whose translation is there already, or None for one that has to be done.

    Raises `InputError` for files that cannot be read.
    """
    if not job.output.exists():
        return None
    before = _before(job)
    if before is None:
        return Done(job, Status.EXISTS)
    same = before.state == _state(job, files.hashed(job.source))
    if files.hashed(job.output) != before.content:
        return Done(job, Status.EDITED if same else Status.OUTDATED, before.severity)
    return Done(job, Status.UP_TO_DATE, before.severity) if same else None


def _is_wanted(job: Job, *, force: bool) -> bool:
    try:
        return job.source.exists() and (force or look(job) is None)
    except (OSError, InputError):
        return False


def _before(job: Job) -> Written | None:
    memory = job.translator.opened_memory()
    return written(memory, job.output) if memory else None


def _state(job: Job, source: bytes) -> bytes:
    return hashed(source, job.translator.state(), repr(sorted(job.options.items())))
