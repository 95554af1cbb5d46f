"""How many threads an engine takes: one for each core, unless other processes translate beside this one."""

from __future__ import annotations

import os

_processes = 1


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(processes: int) -> None:
    """Divide the cores among so many processes, of which this is one. Holds for models that are loaded afterwards."""
    global _processes
    _processes = processes


def threads() -> int:
    """Return how many batches a model of this process may work on at once, a thread for each."""
    return max(1, cores() // _processes)
