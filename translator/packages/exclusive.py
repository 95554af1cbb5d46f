"""One process at a time: a lock that the operating system takes back when its holder dies."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def exclusive(subject: Path) -> Iterator[None]:
    """Wait until no other process works on `subject`, and keep the others waiting while the block runs.

    The file that is locked lies in the user's cache, so that nothing odd appears beside the subject.
    """
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(subject.absolute()).encode()).hexdigest()[:16]
    guard = user_cache_path("translator") / "guards" / f"{name}.lock"
    guard.parent.mkdir(parents=True, exist_ok=True)
    with guard.open("a+b") as file:
        _lock(file)
        yield  # closing the file lets go of it


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
