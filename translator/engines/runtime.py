"""The only door to CTranslate2."""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from typing import Any


def ctranslate2() -> Any:
    """Return the module."""
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
        self._held: list[int] = []
        self._changed = Condition()

    @contextmanager
    def room(self, size: int) -> Iterator[None]:
        """Work with `size` bytes inside the block: beside others where there is enough for all of them, else after them.

        Raises MemoryError where the system refuses them though nobody else works.
        """
        with self._changed:
            while self._held and not self._has(sum(self._held) + size):
                self._changed.wait()
            if not self._held:
                self._require(size)
            self._held.append(size)
        try:
            yield
        finally:
            with self._changed:
                self._held.remove(size)
                self._changed.notify_all()

    def _has(self, size: int) -> bool:
        try:
            self._require(size)
        except MemoryError:
            return False
        return True

    def _require(self, size: int) -> None:
        """Raise MemoryError where the system would refuse the model `size` bytes for its work.

        What it has taken since it was loaded counts: most of that is free, and kept for the next call.
        """
        _require(size - (_taken() - self._began))

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._model, name)

        def call(*arguments: Any, **options: Any) -> Any:
            self._require(LEAST)
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
