"""How many threads an engine takes: one for each core, unless other processes translate beside this one."""

from __future__ import annotations

import os

_processes = 1


def cores() -> int:
    """Return how many cores this machine has."""
    return os.cpu_count() or 1


def share(processes: int) -> None:
    """Divide the cores among so many processes, of which this is one. Holds for models that are loaded afterwards."""
    global _processes
    _processes = processes


def threads() -> int:
    """Return how many threads a model of this process may have."""
    return max(1, cores() // _processes)
