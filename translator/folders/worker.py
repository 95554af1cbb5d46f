"""A worker: a process that translates what it is handed, and tells of each document as soon as it is done."""

from __future__ import annotations

import io
import os
import pickle
import signal
import threading
import time
import traceback
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from .. import network
from ..api import Translator
from ..engines.threads import share
from ..errors import TranslatorError
from ..glossary import Glossary, reopen
from ..model import Outcome, Run
from ..spool import BLOCK
from .plan import Job
from .run import Done, prepare
from .writing import translate_prepared

GRACE = 0.5
"""Seconds in which a worker that is told to end can put away what it is writing."""
_EVERY = 0.1
"""Seconds between two tellings of progress."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker has to know once."""

    translators: tuple[Translator, ...]
    workers: int
    """How many there are, to share the cores."""
    force: bool
    again: bool
    runs: bool
    """Whether the runs of documents that were found in a folder are wanted."""
    watched: bool
    """Whether somebody looks at the progress."""
    shut: str
    """Why the network is shut, if it is."""


@dataclass(frozen=True, slots=True)
class Task:
    """A job on its way to a worker, which has its translator already."""

    number: int
    translator: int
    job: Job
    """With None for its translator."""


@dataclass(frozen=True, slots=True)
class Free:
    """The worker is ready for a chunk."""


@dataclass(frozen=True, slots=True)
class Began:
    """Work on a job has begun, or on several together."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """How far the present work is; see `ladder.Listener`."""

    rung: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the outcomes of a large document, which will be told to have ended without them."""

    number: int
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is done: what its `Done` says, without the job."""

    number: int
    status: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """An error that ends the whole work came up in a job, or before the first."""

    number: int
    error: Exception


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the memory wants the user to know."""

    text: str


def packed(setup: Setup) -> bytes:
    """Return a setup in bytes. Of a compiled glossary it says where it is, so that all processes map the same file."""
    buffer = io.BytesIO()
    _Pickler(buffer).dump(setup)
    return buffer.getvalue()


def unpacked(data: bytes) -> Setup:
    """Return what was packed. Raises `GlossaryError` where a compiled glossary has gone meanwhile."""
    setup: Setup = _Unpickler(io.BytesIO(data)).load()
    return setup


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: Any) -> tuple[Path, str] | None:
        compiled = value.compiled if isinstance(value, Glossary) else None
        return (compiled.place, value.version) if compiled and compiled.place else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, id: Any) -> Glossary:
        return _reopened(*id)


_reopened = cache(reopen)


def serve(pipe: Connection, data: bytes) -> None:
    """Translate what comes through `pipe` until it is closed; all that is told goes back through it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was interrupted decides
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_follow, daemon=True).start()
    with suppress(EOFError, OSError):
        try:
            setup = unpacked(data)
        except Exception as error:
            pipe.send(Raised(-1, _portable(error)))
            return
        if setup.shut:
            network.shut(setup.shut)
        share(setup.workers)
        for translator in setup.translators:
            if setup.watched:
                translator.listener = _Reporter(pipe)
            if memory := translator.opened_memory():
                memory.tell = lambda text: pipe.send(Said(text))
        while True:
            pipe.send(Free())
            _translate(pipe, setup, pipe.recv())


def _translate(pipe: Connection, setup: Setup, tasks: Sequence[Task]) -> None:
    jobs = [replace(task.job, translator=setup.translators[task.translator]) for task in tasks]
    at = 0
    try:
        while at < len(tasks):
            pipe.send(Began(tasks[at].number if len(tasks) - at == 1 else None))
            end = at + prepare(jobs[at:], force=setup.force)
            with closing(translate_prepared(jobs[at:end], force=setup.force, again=setup.again)) as results:
                while at < end:
                    pipe.send(Began(tasks[at].number))
                    _tell(pipe, setup, tasks[at].number, next(results))
                    at += 1
    except Exception as error:
        pipe.send(Raised(tasks[at].number, _portable(error)))


def _tell(pipe: Connection, setup: Setup, number: int, done: Done) -> None:
    run = done.run if setup.runs or done.job.named else None
    if run and not isinstance(run.outcomes, tuple):
        run = _without_outcomes(pipe, number, run)
    pipe.send(Ended(number, (done.status, done.severity, done.terms, run, done.error)))


def _without_outcomes(pipe: Connection, number: int, run: Run) -> Run:
    """Send the outcomes of a large document, which lie on disk, as many at a time as the memory holds easily."""
    outcomes = iter(run.outcomes)
    while part := tuple(islice(outcomes, BLOCK)):
        pipe.send(Part(number, part))
    return replace(run, outcomes=())


class _Reporter:
    """Listens to a translator, and passes on as much as an eye can follow."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0

    def __call__(self, rung: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= _EVERY:
            self._last = now
            self._pipe.send(Reached(rung, done, total))


def _portable(error: Exception) -> Exception:
    """Return an error that can be pickled, and that tells where a bug was met."""
    where = f"In a worker process:\n{traceback.format_exc()}"
    if not isinstance(error, TranslatorError):
        error.add_note(where)
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(repr(error))
        error.add_note(where)
    return error


def _leave(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)  # so that a file that is being written is put away


def _follow() -> None:
    """End with the process that started this one, however it ends."""
    parent = parent_process()
    if parent:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)
