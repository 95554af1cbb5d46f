"""Several processes that translate, and the one that hands them their work and puts what they tell in order."""

from __future__ import annotations

import pickle
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from .. import files, network
from ..errors import WorkerError
from ..model import Outcome
from ..spool import Outcomes
from .plan import Job
from .run import Done, Status
from .seen import Seen, Watcher
from .worker import GRACE, Began, Ended, Free, Part, Raised, Reached, Said, Setup, Task, packed, serve


@dataclass(slots=True, eq=False)
class _Worker:
    number: int
    process: SpawnProcess
    pipe: Connection
    started: bool = False
    """Whether it has told that it is there."""
    free: bool = False
    left: list[int] = field(default_factory=list)
    """The jobs of its chunk that have not ended."""
    at: int | None = None
    """The job that it has begun."""


class Pool:
    """Workers for some jobs. What has become of each is given in the order of the jobs.

    A worker that is killed, mostly because memory ran out, loses no work: it is not replaced where another is left, what it
    was handed goes to the others, one file at a time, and the file that it was at is tried once more, last.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        known: Mapping[int, Done],
        chunks: Sequence[list[int]],
        workers: int,
        *,
        force: bool,
        again: bool,
        runs: bool,
        watcher: Watcher | None,
    ) -> None:
        """`known` is what needs no work. Raises `WorkerError` for what cannot be handed to another process."""
        self._jobs = jobs
        self._found: dict[int, Done | Exception] = dict(known)
        self._queue = deque(chunks)
        self._most = min(workers, len(chunks))
        self._watcher = watcher
        self._workers: list[_Worker] = []
        self._numbers = {id(job.translator): 0 for job in jobs}
        translators = {id(job.translator): job.translator for job in jobs}
        for number, (key, translator) in enumerate(translators.items()):
            self._numbers[key] = number
            translator.state()  # engine, glossary and memory: found, compiled and made once, before all want to at once
        setup = Setup(
            tuple(translators.values()), self._most, force, again, runs, watched=bool(watcher), shut=network.reason()
        )
        try:
            self._setup = packed(setup)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise WorkerError(f"This translator cannot be handed to another process ({error}). Go without --jobs.") from error
        self._parts: dict[int, Outcomes] = {}
        self._tried: set[int] = set()
        self._said: set[str] = set()

    def results(self) -> Generator[Done, None, None]:
        """Yield what became of each job; raise what one of them raised. All workers have ended afterwards."""
        try:
            for number in range(len(self._jobs)):
                while number not in self._found:
                    self._step()
                found = self._found.pop(number)
                if isinstance(found, Exception):
                    raise found
                yield found
        finally:
            self._end()

    def _step(self) -> None:
        """Give everybody work, and heed what comes next."""
        for worker in self._workers:
            if worker.free and self._queue:
                self._hand(worker)
        waiting = sum(not worker.started for worker in self._workers)
        while len(self._workers) < self._most and waiting < len(self._queue):
            self._start()
            waiting += 1
        if not self._workers:
            raise WorkerError(
                "No worker process could be started; mostly there is not enough memory. Try a smaller --jobs. In a "
                "script of your own, call this under `if __name__ == '__main__':`, since each worker reads the script too."
            )
        ready = wait([worker.pipe for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.pipe in ready]:
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                self._lost(worker)
            else:
                self._heed(worker, message)

    def _start(self) -> None:
        taken = {worker.number for worker in self._workers}
        number = next(n for n in range(len(taken) + 1) if n not in taken)
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=serve, args=(theirs, self._setup), daemon=True)
        try:
            with _uninterrupted():
                process.start()
        except OSError:  # no process, or one that was gone before it was told what to do
            self._most -= 1
            return
        finally:
            theirs.close()  # so that the pipe is broken as soon as the worker is gone
        self._workers.append(_Worker(number, process, ours))

    def _hand(self, worker: _Worker) -> None:
        worker.left, worker.free = self._queue.popleft(), False
        tasks = []
        for number in worker.left:
            job = self._jobs[number]
            bare: Any = None
            tasks.append(Task(number, self._numbers[id(job.translator)], replace(job, translator=bare)))
        with suppress(OSError):  # it is gone, which its pipe will tell
            worker.pipe.send(tasks)

    def _heed(self, worker: _Worker, message: object) -> None:
        match message:
            case Free():
                worker.started = worker.free = True
                worker.left, worker.at = [], None
                self._show(Seen(worker.number))
            case Began(number):
                worker.at = number
                self._show(Seen(worker.number, self._job(worker)))
            case Reached(rung, done, total):
                self._show(Seen(worker.number, self._job(worker), rung, done, total))
            case Ended(number, status):
                worker.left.remove(number)
                worker.at = None
                ended = Done(self._jobs[number], *status)
                if ended.run and number in self._parts:
                    ended = replace(ended, run=replace(ended.run, outcomes=self._parts.pop(number)))
                self._found[number] = ended
            case Part(number, outcomes):
                self._keep(number, outcomes)
            case Raised(number, error) if number < 0:
                raise error
            case Raised(number, error):
                self._found[number] = error
                # What comes behind it is not wanted any more, what comes before it is.
                rest = ([each for each in chunk if each < number] for chunk in self._queue)
                self._queue = deque(chunk for chunk in rest if chunk)
            case Said(text) if text not in self._said:
                self._said.add(text)
                if memory := self._jobs[0].translator.opened_memory():
                    memory.tell(text)

    def _keep(self, number: int, outcomes: Sequence[Outcome]) -> None:
        """Lay the outcomes of a large document aside, as the worker has done with them."""
        folder = self._jobs[number].output.parent
        with files.laying_aside(folder):
            if number not in self._parts:
                self._parts[number] = Outcomes(folder)
            self._parts[number].extend(outcomes)

    def _lost(self, worker: _Worker) -> None:
        """Divide the work of a worker that is gone among the others."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        self._most = max(self._most - 1, int(worker.started))
        for number in worker.left:
            self._parts.pop(number, None)
        suspect = worker.left[0] if len(worker.left) == 1 else worker.at
        if suspect in self._tried:
            job = self._jobs[suspect]
            why = "the process that translated it was killed, twice; mostly there was not enough memory. Try a smaller --jobs."
            self._found[suspect] = Done(job, Status.FAILED, error=f"{job.source}: {why}")
            worker.left.remove(suspect)
        elif suspect is not None:
            self._tried.add(suspect)
        self._queue += [[number] for number in sorted(worker.left, key=lambda number: number == suspect)]

    def _job(self, worker: _Worker) -> Job | None:
        return None if worker.at is None else self._jobs[worker.at]

    def _show(self, seen: Seen) -> None:
        if self._watcher:
            self._watcher(seen)

    def _end(self) -> None:
        for worker in self._workers:
            worker.pipe.close()  # who waits for work, or has just done all of it, ends by itself
            if worker.left or not worker.started:
                worker.process.terminate()
        until = time.monotonic() + 2 * GRACE
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():  # in the midst of a batch, where nothing is being written
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have a process that is started here never hear Ctrl-C, which a terminal tells to all of them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it is started with the first process, and would let the signal through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
