"""The only door to CTranslate2."""

from __future__ import annotations

import os
from typing import Any


def ctranslate2() -> Any:
    """Return the module, with threads that sleep while they wait.

    By default the threads of GNU OpenMP spin at every barrier. On a machine that has anything else to do that is the
    most of the work: one sentence on two shared cores took 0.5 to 6 s of processor time spinning, 0.35 s sleeping.
    `python -m benchmarks.startup` prints both.
    """
    # Read once, when the library is loaded. Who has set it knows better.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import ctranslate2

    return ctranslate2
