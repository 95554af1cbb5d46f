"""Runs the command line in processes of its own, as a user does, in folders that a test gives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
SENTENCES = "".join(
    f"The governor of Nagano met mayor number {index} in Incheon. He left on day {index}.\n" for index in range(150)
)
"""A document of 300 different sentences, half a second for the engine `fake`."""


def start(home: Path, *arguments: str | Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start `translator` with caches, settings and memory under `home`."""
    own = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    return subprocess.Popen(
        [sys.executable, "-m", "translator", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **own, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def run(home: Path, *arguments: str | Path, before: Callable[[], None] | None = None) -> tuple[int, str, str]:
    """Run it to its end; return exit status, stdout and stderr."""
    process = start(home, *arguments, before=before)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def translate(source: Path, target: Path, *more: str | Path) -> tuple[str | Path, ...]:
    """Return the arguments that translate a document with the fake engine and the curated glossary."""
    return ("translate", source, "--to", "ko", "--engine", "fake", "-g", "curated", "-o", target, "--fail-on", "never", *more)
