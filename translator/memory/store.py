"""The file of the translation memory: opened, shared, and looked after when something is wrong with it.

A memory is a convenience: when its disk is full or its folder cannot be written, the translation goes on without it,
and the user is told once. A damaged file is renamed, never emptied. The only module that knows sqlite3.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import MemoryStoreError

SCHEMA = 1
"""Raised whenever the tables change."""
APPLICATION = 0x744D656D
"""SQLite's application_id of our files ("tMem"), so that nobody else's database is taken for a memory."""
WAIT = 30.0
"""Seconds to wait while another run writes. It writes for some milliseconds, after each chunk of a document."""
_TABLES = """
CREATE TABLE signature (id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, text TEXT NOT NULL UNIQUE);
CREATE TABLE result (key BLOB PRIMARY KEY, signature INTEGER NOT NULL, source TEXT NOT NULL, record TEXT NOT NULL,
  made INTEGER NOT NULL);
CREATE TABLE pair (id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, UNIQUE (source, target));
CREATE TABLE unit (id INTEGER PRIMARY KEY, pair INTEGER NOT NULL, key BLOB NOT NULL, source TEXT NOT NULL,
  target TEXT NOT NULL, before BLOB NOT NULL, after BLOB NOT NULL, origin TEXT NOT NULL, made INTEGER NOT NULL,
  UNIQUE (pair, key, target, before, after));
CREATE TABLE sketch (token INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (token, unit)) WITHOUT ROWID;
CREATE TABLE output (path TEXT PRIMARY KEY, state BLOB NOT NULL, content BLOB NOT NULL, severity INTEGER NOT NULL,
  made INTEGER NOT NULL) WITHOUT ROWID;
"""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

Tell = Callable[[str], None]
"""Takes a sentence for the user."""


def default_path() -> Path:
    """Return where the user's memory is kept when no other file is named."""
    from platformdirs import user_data_path

    return user_data_path("translator") / "memory.sqlite"


class Memory:
    """A translation memory on disk. Opened at its first use; may be shared by threads, and by processes at once.

    Readable by its owner only, since it keeps text.
    """

    def __init__(self, path: str | Path | None = None, *, tell: Tell | None = None) -> None:
        """`path` defaults to the user's own memory; `tell` is given what the user should know, by default to the log."""
        self.path = Path(path) if path else default_path()
        self._own = path is None
        self.tell = tell or logging.getLogger("translator.memory").warning
        self._lock = threading.RLock()
        self._database: sqlite3.Connection | None = None
        self._opened_by = (0, 0)
        self._lost = ""

    def __reduce__(self) -> tuple[Any, ...]:
        return Memory, (None if self._own else self.path,)

    @property
    def usable(self) -> bool:
        """Whether it still takes part: False after a failure that the user was told of."""
        return not self._lost

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query; none where the memory cannot be used. Raises `MemoryStoreError` for a newer file."""
        for _ in range(2):
            with self._lock, self._watched():
                database = self._open()
                return database.execute(query, values).fetchall() if database else []
        return []

    def write(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do `work` in one transaction, whole or not at all; return whether it is done."""
        for _ in range(2):
            with self._lock, self._watched():
                database = self._open()
                if database is None:
                    return False
                database.execute("BEGIN IMMEDIATE")
                try:
                    work(database)
                    database.execute("COMMIT")
                except BaseException:
                    with suppress(sqlite3.Error):
                        database.execute("ROLLBACK")
                    raise
                return True
        return False

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._database:
                self._database.close()
            self._database = None

    def shrink(self) -> None:
        """Give the room of deleted rows back to the disk, and leave nothing of them in the file."""
        with self._lock, self._watched():
            if database := self._open():
                database.execute("VACUUM")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def require(self) -> None:
        """Raise `MemoryStoreError` where the memory cannot be used, for commands that are about nothing else."""
        self.read("SELECT 1")
        if self._lost:
            raise MemoryStoreError(f"The translation memory {self.path} cannot be used ({self._lost}).")

    def _open(self) -> sqlite3.Connection | None:
        if self._database and self._opened_by[0] != os.getpid():
            self._database = None  # a connection must not be used behind a fork
        if self._database or self._lost:
            return self._database
        self._create()
        database = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        self._database = database
        self._opened_by = (os.getpid(), self.path.stat().st_ino)
        version = database.execute("PRAGMA user_version").fetchone()[0]
        application = database.execute("PRAGMA application_id").fetchone()[0]
        tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION and (application or version or tables):
            self.close()
            raise MemoryStoreError(f"{self.path} is a database of another program, not a memory. Name another with --memory.")
        if version > SCHEMA:
            self.close()
            raise MemoryStoreError(
                f"{self.path} was made by a newer version of translator. Update translator, name another file with "
                "--memory, or go without one with --no-memory."
            )
        database.execute("PRAGMA journal_mode = WAL")
        # With a write-ahead log this loses nothing when the process is killed, and at a power cut only the last chunk.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("PRAGMA secure_delete = ON")
        if version == 0:
            _make(database)
        return database

    def _create(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        with self.path.open("rb") as file:
            begin = file.read(16)
        if begin and begin != b"SQLite format 3\0" and not self._own:
            raise MemoryStoreError(
                f"{self.path} is no translation memory, or its beginning is damaged. Name another file with --memory, or move "
                "this one away."
            )

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Set a damaged file aside, and leave the block for another try; go on without a memory that cannot be used."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGED:
                self._set_aside()
            else:
                self._lose(str(error))
        except OSError as error:
            self._lose(error.strerror or str(error))

    def _lose(self, why: str) -> None:
        self.close()
        self._lost = why
        self.tell(f"The translation memory {self.path} cannot be used ({why}). The translation goes on without it.")

    def _set_aside(self) -> None:
        self.close()
        try:
            if self.path.stat().st_ino != self._opened_by[1]:
                return  # another run has done it already, and begun a new one
            aside = self.path.with_name(f"{self.path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}")
            for ending in ("", "-wal", "-shm"):
                part = self.path.with_name(self.path.name + ending)
                if part.exists():
                    part.rename(aside.with_name(aside.name + ending))
        except OSError as error:
            self._lose(f"it is damaged, and cannot be renamed: {error.strerror}")
            return
        self.tell(f"The translation memory {self.path} is damaged. It was kept as {aside.name}, and a new one was begun.")


def _make(database: sqlite3.Connection) -> None:
    database.execute("BEGIN IMMEDIATE")
    if database.execute("PRAGMA user_version").fetchone()[0] == 0:  # else another run was first
        for statement in filter(str.strip, _TABLES.split(";")):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {SCHEMA}")
    database.execute("COMMIT")


def blocks(items: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """Yield `items` in blocks that fit into one query."""
    return (items[at : at + size] for at in range(0, len(items), size))
