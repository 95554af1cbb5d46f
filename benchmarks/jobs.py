"""What do several processes win, and what does each cost?  python -m benchmarks.jobs [--lines FILE.tsv] [--jobs 1 2]

A folder of short texts is translated by the command line with each number of jobs, with the curated glossary and an empty
memory. Printed are the seconds, the ratio of the first one's to these, the seconds of all processors together, which tell
more where the machine has other things to do, how many sentences were translated otherwise than by the first (in
other company a batch of an Argos package rounds a little differently), and, on Linux, what the processes hold at most at one
time: of each worker the resident memory and the part that it alone holds (pages that several share are divided among
them), and of all processes together. Without --lines the sentences are those of the sample article. Rounds alternate
between the numbers of jobs, so that whatever else the machine does meets all of them; the fastest round counts.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .throughput import ROOT, sentences

EVERY = 0.5
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, order=True)
class Took:
    """Seconds."""

    wall: float
    processor: float
    """Of all processes together."""


@dataclass(frozen=True)
class Held:
    """Memory in MB."""

    all: float = 0.0
    """Of all processes, shared pages counted once."""
    workers: tuple[tuple[float, float], ...] = ()
    """Of each worker: resident, and its proportional share of that."""


def main() -> None:
    """Translate with each number of jobs, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, help="source TAB whatever, one sentence a line")
    parser.add_argument("--texts", type=int, default=8, metavar="N")
    parser.add_argument("--sentences", type=int, default=20, metavar="N", help="in each text")
    parser.add_argument("--jobs", type=int, nargs="+", default=(1, 2), metavar="N")
    parser.add_argument("--rounds", type=int, default=2, metavar="N")
    parser.add_argument("--engine", default="builtin")
    arguments = parser.parse_args()
    count = arguments.texts * arguments.sentences
    lines = arguments.lines.read_text(encoding="utf-8").splitlines() if arguments.lines else []
    texts = [line.partition("\t")[0] for line in lines][:count] if lines else sentences(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "docs").mkdir()
        for number in range(arguments.texts):
            part = texts[number * arguments.sentences : (number + 1) * arguments.sentences]
            (folder / "docs" / f"{number:03}.txt").write_text("\n\n".join(part) + "\n", encoding="utf-8")
        _translate(folder, 1, "fake")  # weights and glossary are in the caches from now on
        took: dict[int, Took] = {}
        held: dict[int, Held] = {}
        for _ in range(arguments.rounds):
            for jobs in arguments.jobs:
                this, most = _translate(folder, jobs, arguments.engine)
                took[jobs] = min(this, took.get(jobs, this))
                held[jobs] = max(most, held.get(jobs, most), key=lambda each: each.all)
        first = arguments.jobs[0]
        print("jobs  seconds  ratio  processor  other lines     in all  each worker: resident (its part)")
        for jobs in arguments.jobs:
            these, right = (_lines(folder / f"out{each}") for each in (jobs, first))
            others = f"{sum(map(str.__ne__, these, right))} of {len(right)}"
            each = ", ".join(f"{resident:.0f} ({part:.0f}) MB" for resident, part in held[jobs].workers)
            wall, processor = took[jobs].wall, took[jobs].processor
            ratio = took[first].wall / wall
            print(f"{jobs:>4}{wall:>9.1f}{ratio:>7.2f}{processor:>11.1f}{others:>13}{held[jobs].all:>8.0f} MB  {each}")


def _lines(folder: Path) -> list[str]:
    """Return the lines of all translations, one for each sentence."""
    return [line for path in sorted(folder.iterdir()) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _translate(folder: Path, jobs: int, engine: str) -> tuple[Took, Held]:
    """Translate the folder; return what it took, and the most that was held."""
    memory = Path(tempfile.mkdtemp(dir=folder)) / "memory.sqlite"
    options = ["--to", "ko", "-g", "curated", "--engine", engine, "--jobs", str(jobs), "--memory", str(memory), "--force", "-q"]
    command = [sys.executable, "-m", "translator", "translate", str(folder / "docs"), "-o", str(folder / f"out{jobs}"), *options]
    began = time.perf_counter()
    before = _processor()
    process = subprocess.Popen([*command, "--fail-on", "never"], cwd=ROOT, stdout=subprocess.DEVNULL)
    most = Held()
    while process.poll() is None:
        most = max(most, _held(process.pid), key=lambda each: each.all)
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(process.returncode)
    return Took(time.perf_counter() - began, _processor() - before), most


def _processor() -> float:
    """Return the processor seconds of all processes that were started here and have ended, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held(process: int) -> Held:
    workers = [each for each in _children(process) if "spawn_main" in _read(each, "cmdline")]
    measured = [_memory(each) for each in (process, *workers)]
    return Held(sum(part for _, part in measured), tuple(measured[1:]))


def _children(process: int) -> Sequence[int]:
    return [int(child) for child in _read(process, f"task/{process}/children").split()]


def _memory(process: int) -> tuple[float, float]:
    rows = dict(line.split()[:2] for line in _read(process, "smaps_rollup").splitlines()[1:])
    return int(rows.get("Rss:", 0)) / 1024, int(rows.get("Pss:", 0)) / 1024


def _read(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text()
    except OSError:  # it has ended, or there is no such thing on this system
        return ""


if __name__ == "__main__":
    main()
