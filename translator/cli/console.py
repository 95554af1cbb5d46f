"""What people see while they wait: everything here goes to stderr, and is silent where nobody looks."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ladder import Listener

RUNGS = {
    "draft": "translating",
    "hint": "with the terms",
    "retry": "again, without repetition",
    "pick": "choosing among candidates",
    "force": "placing terms",
    "mask": "with placeholders",
    "forbid": "avoiding wrong renderings",
    "repair": "repairing",
}


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Listener | None]:
    """Show one progress bar while the block runs, if stderr is a terminal; give the listener that moves it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def listener(rung: str, done: int, total: int) -> None:
            bar.update(task, description=f"{label}: {RUNGS.get(rung, rung)}", completed=done, total=total)

        yield listener


class Board:
    """Progress of several workers at once: a bar for all documents, and a line for each worker; shown nowhere by itself."""

    visible = False

    def show(self, worker: int, label: str, rung: str, done: int, total: int) -> None:
        """Show what a worker is at: a document, or without a label several together or none."""

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Make room for other lines while the block runs, in which one more document is told of."""
        yield


@contextmanager
def board(total: int, *, quiet: bool) -> Iterator[Board]:
    """Show the progress of several workers while the block runs, if stderr is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield Board()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    documents = bar.add_task("translations", total=total, visible=total > 1)
    lines: dict[int, TaskID] = {}

    class Shown(Board):
        visible = True

        def show(self, worker: int, label: str, rung: str, done: int, total: int) -> None:
            if worker not in lines:
                lines[worker] = bar.add_task("", total=None)
            what = ": ".join(part for part in (label, RUNGS.get(rung, rung)) if part)
            bar.update(lines[worker], description=f"  {what}", completed=done, total=total or None, visible=bool(what))

        @contextmanager
        def hidden(self) -> Iterator[None]:
            bar.stop()
            yield
            bar.advance(documents)
            bar.start()

    with bar:
        yield Shown()


def byte_progress(label: str) -> Callable[[int, int | None], None]:
    """Return what shows the progress of a download, if stderr is a terminal; it ends with its last byte."""
    if not sys.stderr.isatty():
        return lambda done, total: None
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(label, total=None)
    atexit.register(bar.stop)  # a download that fails must not leave the cursor hidden

    def show(done: int, total: int | None) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)
        if done == total:
            bar.stop()

    return show


def say(message: str) -> None:
    """Print a line for people."""
    print(message, file=sys.stderr)
