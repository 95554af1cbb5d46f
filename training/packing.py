"""Token sequences on disk, and several of them to a row, so that no product is spent on padding."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROW = 256
"""Tokens of a row. Longer examples are left out: fewer than 1 in 100."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """All examples one behind the other."""

    tokens: np.ndarray
    starts: np.ndarray
    """Where each begins; one more at the end."""
    heads: np.ndarray
    """How many of its first tokens are the prompt, from which nothing is learnt."""

    def __len__(self) -> int:
        return len(self.heads)

    def length(self, number: int) -> int:
        """Return the tokens of one example, prompt and answer."""
        return int(self.starts[number + 1] - self.starts[number])


def save(path: Path, examples: Sequence[tuple[Sequence[int], int]]) -> None:
    """Write examples, each a list of tokens and the length of its prompt."""
    tokens = np.concatenate([np.asarray(row, dtype=np.int32) for row, _ in examples])
    starts = np.cumsum([0, *(len(row) for row, _ in examples)], dtype=np.int64)
    np.savez(path, tokens=tokens, starts=starts, heads=np.asarray([head for _, head in examples], dtype=np.int32))


def load(path: Path) -> Sequences:
    """Read what `save` wrote."""
    with np.load(path) as arrays:
        return Sequences(arrays["tokens"], arrays["starts"], arrays["heads"])


def stream(count: int, seed: int, position: int) -> Iterator[int]:
    """Return the numbers of the examples in an endless order, shuffled anew every round, from `position` on."""
    epoch, skip = divmod(position, count)
    while True:
        order = list(range(count))
        random.Random(seed + epoch).shuffle(order)
        yield from order[skip:]
        epoch, skip = epoch + 1, 0


def rows(lengths: Sequence[int], width: int, most: int) -> tuple[list[list[int]], int]:
    """Fill `most` rows of `width` with items in their order, each into the fullest row that still has room.

    Return the rows, as indices into `lengths`, and how many items were used up; one that fits no row ends the batch,
    one longer than a row is passed over.

    >>> rows([3, 2, 9, 1, 2, 3], 4, 2)
    ([[0, 3], [1, 4]], 5)
    """
    filled: list[list[int]] = [[] for _ in range(most)]
    room = [width] * most
    for number, length in enumerate(lengths):
        if length > width:
            continue
        fitting = [row for row in range(most) if room[row] >= length]
        if not fitting:
            return filled, number
        row = min(fitting, key=lambda candidate: room[candidate])
        filled[row].append(number)
        room[row] -= length
    return filled, len(lengths)
