"""Which translation was written where, out of what: what tells a file that is up to date from one that is not."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Severity
from .store import Memory

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Written:
    """A translation that was written to a file."""

    state: bytes
    """A hash of all that decided it: source, options, engine, glossary, memory."""
    content: bytes
    """A hash of what was written; a file with another content was edited since."""
    severity: Severity | None
    """The worst finding in it."""


def hashed(*parts: bytes | str) -> bytes:
    """Return a hash of texts and bytes, in this order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def hashed_blocks(size: int, blocks: Iterable[bytes]) -> bytes:
    """Return what `hashed` returns of one part of `size` bytes, which comes in blocks."""
    digest = hashlib.blake2b(size.to_bytes(8, "big"), digest_size=16)
    for block in blocks:
        digest.update(block)
    return digest.digest()


def written(memory: Memory, path: Path) -> Written | None:
    """Return what is known of the file at `path`, or None where this memory has not seen it written."""
    rows = memory.read("SELECT state, content, severity FROM output WHERE path = ?", (_name(path),))
    return Written(bytes(rows[0][0]), bytes(rows[0][1]), Severity(rows[0][2]) if rows[0][2] else None) if rows else None


def all_written(memory: Memory, folder: Path) -> frozenset[str]:
    """Return the full paths of all files that were written below `folder`."""
    first = _name(folder).rstrip("/\\")
    rows = memory.read("SELECT path FROM output WHERE path > ? AND path < ?", (first, first + "\U0010ffff"))
    return frozenset(str(path) for (path,) in rows)


def note(memory: Memory, path: Path, is_now: Written) -> None:
    """Remember that a translation was written to `path`."""
    row = (_name(path), is_now.state, is_now.content, int(is_now.severity or 0), int(time.time()))

    def work(database: Connection) -> None:
        database.execute("INSERT OR REPLACE INTO output (path, state, content, severity, made) VALUES (?, ?, ?, ?, ?)", row)

    memory.write(work)


def _name(path: Path) -> str:
    return str(path.absolute())
