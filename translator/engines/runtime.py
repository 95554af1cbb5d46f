"""The only door to CTranslate2."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


def ctranslate2() -> Any:
    """Return the module, with threads that sleep while they wait.

    By default the threads of GNU OpenMP spin at every barrier. On a machine that has anything else to do that is the
    most of the work: one sentence on two shared cores took 0.5 to 6 s of processor time spinning, 0.35 s sleeping.
    `python -m benchmarks.startup` prints both.
    """
    # Read once, when the library is loaded. Who has set it knows better.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    if sys.platform == "linux":
        # Without it a thread that finds no memory can raise no error, and it is too late to load it then.
        with suppress(OSError):
            ctypes.CDLL("libgcc_s.so.1")
    import ctranslate2

    return ctranslate2


LEAST = 160 * 2**20
"""Bytes for the threads of a model and a sentence of some words: what the built-in one was measured to take."""


class Model:
    """A model of CTranslate2 whose methods raise MemoryError where there is not enough memory.

    Where it runs out in a thread of OpenMP no error can be raised: C++ ends the process, without a word to the user. So
    it is made sure in advance that there is enough for a little.
    """

    def __init__(self, make: Callable[[], Any], size: int = 0) -> None:
        """`make` loads the model, which takes `size` bytes."""
        _require(size + LEAST)
        with _scarce():
            self._model = make()
        self._began = _taken()

    def require(self, size: int) -> None:
        """Raise MemoryError where the system would refuse the model `size` bytes for its work.

        What it has taken since it was loaded counts: most of that is free, and kept for the next call.
        """
        _require(size - (_taken() - self._began))

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._model, name)

        def call(*arguments: Any, **options: Any) -> Any:
            self.require(LEAST)
            with _scarce():
                return method(*arguments, **options)

        return call


def _require(size: int) -> None:
    """Ask the system for `size` bytes more, and give them back unused."""
    if size > 0:
        try:
            mmap.mmap(-1, size).close()
        except OSError as error:
            raise MemoryError(f"{size} bytes: {error}") from error


def _taken() -> int:
    """Return the bytes of this process's address space; 0 where the system does not tell in Linux's way."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE


@contextmanager
def _scarce() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:  # mkl_malloc: failed to allocate memory; std::bad_alloc
        if "alloc" in str(error):
            raise MemoryError(str(error)) from error
        raise
