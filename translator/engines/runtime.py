"""The only door to CTranslate2."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


class Model:
    """A model of CTranslate2 whose methods raise MemoryError where there is not enough memory."""

    def __init__(self, make: Callable[[], Any]) -> None:
        with _scarce():
            self._model = make()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._model, name)

        def call(*arguments: Any, **options: Any) -> Any:
            with _scarce():
                return method(*arguments, **options)

        return call


@contextmanager
def _scarce() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:  # mkl_malloc: failed to allocate memory; std::bad_alloc
        if "alloc" in str(error):
            raise MemoryError(str(error)) from error
        raise
