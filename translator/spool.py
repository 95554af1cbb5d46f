"""Outcomes of a document that is too large for the memory: laid aside on disk, and read again as they are asked for."""

from __future__ import annotations

import pickle
import tempfile
import weakref
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, overload

from .model import Outcome

BLOCK = 1000
"""Outcomes that are kept together: some 5 MB while they are in memory, a hundredth of a second to read again."""


class Spool:
    """Blocks of bytes in a file without a name, which is gone with the process however that ends."""

    def __init__(self, folder: Path) -> None:
        """Open the spool on the disk of `folder`. Raises `OSError`, as all that is done with it."""
        self._file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._ends = [0]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, block: bytes) -> None:
        """Add a block at the end."""
        self._file.seek(self._ends[-1])
        self._file.write(block)
        self._ends.append(self._ends[-1] + len(block))

    def __getitem__(self, index: int) -> bytes:
        begin, end = self._ends[index], self._ends[index + 1]
        self._file.seek(begin)
        return self._file.read(end - begin)

    def __iter__(self) -> Iterator[bytes]:
        return (self[index] for index in range(len(self)))


class Outcomes(Sequence[Outcome]):
    """A sequence of outcomes on disk. It is read in order at the speed of the disk, by index a block at a time.

    Pickled, it becomes a tuple in memory.
    """

    def __init__(self, folder: Path) -> None:
        self._spool = Spool(folder)
        self._firsts: list[int] = []
        self._length = 0

    def extend(self, outcomes: Sequence[Outcome]) -> None:
        """Add outcomes at the end. Raises `OSError` where the disk is full."""
        for at in range(0, len(outcomes), BLOCK):
            block = tuple(outcomes[at : at + BLOCK])
            # Level 1: a translation with its terms and findings repeats itself so much that it shrinks to a tenth.
            self._spool.append(zlib.compress(pickle.dumps(block, pickle.HIGHEST_PROTOCOL), 1))
            self._firsts.append(self._length)
            self._length += len(block)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Outcome]:
        for block in self._spool:
            yield from _unpacked(block)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Outcome, ...]: ...
    def __getitem__(self, index: int | slice) -> Outcome | tuple[Outcome, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(self._length)))
        if not -self._length <= index < self._length:
            raise IndexError(index)
        number = bisect_right(self._firsts, index % self._length) - 1
        return _unpacked(self._spool[number])[index % self._length - self._firsts[number]]

    def __reduce__(self) -> tuple[Callable[[Iterable[Outcome]], tuple[Outcome, ...]], tuple[list[Outcome]]]:
        return tuple, (list(self),)


def _unpacked(block: bytes) -> tuple[Outcome, ...]:
    outcomes: tuple[Outcome, ...] = pickle.loads(zlib.decompress(block))
    return outcomes
