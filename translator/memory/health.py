"""Is a memory whole? Looked at without changing it: opening it for use would set a damaged one aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .store import APPLICATION, SCHEMA


def health(path: Path) -> tuple[bool, str]:
    """Return whether the memory at `path` can be used, and in words what it holds or what is wrong. None is a good one."""
    if not path.exists():
        return True, "is empty so far"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as database:
            if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
                return False, "is a database of another program"
            if database.execute("PRAGMA user_version").fetchone()[0] > SCHEMA:
                return False, "was made by a newer translator"
            said = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
            count = int(database.execute("SELECT count(*) FROM unit").fetchone()[0])
    except sqlite3.Error as error:
        return False, f"cannot be read ({error})"
    return said == "ok", f"holds {count} translations by people" if said == "ok" else f"is damaged ({said})"
