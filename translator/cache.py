"""What has been worked out once and may be thrown away: files in the user's cache folder, shared by all processes.

A file is written aside and renamed, so that it is there whole or not at all, and two processes may write the same one.
It ends with the SHA-256 of what stands before, and is used only if that is right and the file is the user's own: a
damaged, truncated or foreign one is as good as none. What is kept is data, never code, so no pickles.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_CHUNK = 1024 * 1024

MOST_BYTES = 1024**3
"""Of one folder of the cache. What was not used for longest goes first."""
MOST_DAYS = 60
"""Since its last use, after which a file goes even where there is room."""


def folder() -> Path:
    """Return the user's cache folder of this program, without making it."""
    from platformdirs import user_cache_path

    return user_cache_path("translator")


def keep(path: Path, parts: Iterable[bytes]) -> None:
    """Write `parts`, one behind the other, to `path`. Raises OSError where that cannot be; nothing is left behind then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            digest = hashlib.sha256()
            for part in parts:
                digest.update(part)
                file.write(part)
            file.write(digest.digest())
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    _prune(path.parent, path)


def kept(path: Path) -> memoryview | None:
    """Return what `keep` wrote to `path`, mapped into memory, or None where there is nothing to be trusted."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size <= _DIGEST or not _is_own(status):
                return None
            digest = hashlib.sha256()
            left = status.st_size - _DIGEST
            while left and (part := file.read(min(_CHUNK, left))):
                digest.update(part)
                left -= len(part)
            if file.read() != digest.digest():
                return None
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        os.utime(path)  # it is in use: see `_prune`
    except (OSError, ValueError):
        return None
    return memoryview(whole)[:-_DIGEST]


def _is_own(status: os.stat_result) -> bool:
    """Return whether a file is the user's, or the administrator's; where files have no owners they all are."""
    return not hasattr(os, "geteuid") or status.st_uid in (os.geteuid(), 0)


def _prune(folder: Path, newest: Path) -> None:
    """Remove what was not used for long, and the oldest beyond `MOST_BYTES`. Who has a file open keeps it."""
    files = []
    for path in folder.iterdir():
        try:
            status = path.stat()
        except OSError:
            continue  # another process was faster
        if path.is_file() and path != newest:
            files.append((status.st_mtime, status.st_size, path))
    left = MOST_BYTES
    oldest = time.time() - MOST_DAYS * 24 * 3600
    for used, size, path in sorted(files, reverse=True):
        left -= size
        if left < 0 or used < oldest:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue  # open, on a system that minds
