"""How much memory large documents take.  python -m benchmarks.large [--sizes 2 4 8 100] [--out FOLDER]

A text of each size, in MB, is translated by a process of its own with the fake engine and a glossary, with a memory and without,
and its peak memory and processor seconds are printed. curves of both are drawn with --out.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from .glossary_scale import make
from .plot import draw
from .throughput import sentences

SIZES = (2, 4, 8, 16)


def write(path: Path, size: int) -> None:
    """Write a text of `size` bytes, every sentence another one, with a blank line after each third."""
    known = sentences(200)
    with path.open("w", encoding="utf-8") as file:
        for number in count():
            if file.tell() >= size:
                break
            file.write(f"{known[number % len(known)]} That was number {number}.\n" + "\n" * (number % 3 == 0))


def translated(path: Path, terms: Path, *options: str) -> tuple[float, float]:
    """Translate a file in a process of its own; return its peak memory in MB and its processor seconds."""
    command = [sys.executable, "-m", "translator", "translate", str(path), "--to", "ko", "-g", str(terms)]
    with subprocess.Popen([*command, "--engine", "fake", "--quiet", "--force", *options], stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: there are findings, since the fake engine translates nothing
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def rows(sizes: list[int], folder: Path) -> Iterator[tuple[int, str, float, float]]:
    """Yield size, the way, peak and seconds."""
    terms = folder / "terms.csv"
    make(terms, 1000)
    for size in sizes:
        path = folder / f"{size}.txt"
        write(path, size * 1_000_000)
        for way, options in (("no memory", ["--no-memory"]), ("memory", ["--memory", str(folder / f"{size}.db")])):
            yield size, way, *translated(path, terms, *options)
        path.unlink()


def main() -> None:
    """Print a line for each size and way, and draw the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="MB")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the curves as SVG")
    arguments = parser.parse_args()
    peaks: dict[str, list[tuple[float, float]]] = {}
    seconds: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        for size, way, peak, used in rows(arguments.sizes, Path(name)):
            print(f"{size:>5} MB{way:>12}{peak:>8.0f} MB{used:>9.1f} s{used / size:>8.2f} s/MB", flush=True)
            peaks.setdefault(way, []).append((size, peak))
            seconds.setdefault(way, []).append((size, used))
    draw(arguments.out, "peak.svg", "Peak memory, MB", "MB of text", peaks)
    draw(arguments.out, "seconds.svg", "Processor seconds", "MB of text", seconds)


if __name__ == "__main__":
    main()
