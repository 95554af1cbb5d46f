"""Look again and again whether a document has changed, by asking the file system: no dependency, and it works anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

INTERVAL = 1.0
"""Seconds between two looks. A look at 10,000 files takes some tenths of a second."""

_Look = dict[Path, tuple[int, int]]


def watch(paths: Callable[[], Iterable[Path]], *, interval: float = INTERVAL) -> Iterator[frozenset[Path]]:
    """Yield the files that are new or have changed since the last time, for ever.

    `paths` names the files to look at, and is asked anew each time. A change is told when the file has been left alone
    for one interval: an editor or a download may still be writing it.
    """
    told = _look(paths())
    before = told
    while True:
        time.sleep(interval)
        now = _look(paths())
        changed = frozenset(path for path, state in now.items() if told.get(path) != state)
        if now == before and changed:
            told = now
            yield changed
        before = now


def _look(paths: Iterable[Path]) -> _Look:
    look: _Look = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue  # gone, or about to be replaced
        look[path] = status.st_mtime_ns, status.st_size
    return look
