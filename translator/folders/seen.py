"""What is told of the work while it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .plan import Job


@dataclass(frozen=True, slots=True)
class Seen:
    """What a worker is at, for whoever looks."""

    worker: int
    job: Job | None = None
    """None for several small files that are translated together, and for nothing."""
    rung: str = ""
    """As `ladder.Listener` is told it, with the texts that are done and all; empty at the beginning."""
    done: int = 0
    total: int = 0


Watcher = Callable[[Seen], None]
