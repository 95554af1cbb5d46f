"""Read the log of a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    step: int
    loss: float
    pairs: int
    speed: int
    """Tokens a second since the run began or was resumed."""
    rate: float


_LINE = re.compile(r"step (\d+) loss ([\d.]+) pairs (\d+) tok/s (\d+) lr ([\d.e+-]+)")


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Return the entries, without the lines that tell of a start.

    >>> next(entries(["# start step 0", "step 25 loss 1.940 pairs 1650 tok/s 540 lr 1.0e-04"]))
    Entry(step=25, loss=1.94, pairs=1650, speed=540, rate=0.0001)
    """
    for line in lines:
        if match := _LINE.fullmatch(line.strip()):
            yield Entry(int(match[1]), float(match[2]), int(match[3]), int(match[4]), float(match[5]))
