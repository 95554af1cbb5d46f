"""How fast a large translation memory answers, and what it finds.

    python -m benchmarks.memory [--units 10000 1000000] [--lines FILE.tsv.gz …] [--keep FILE] [--out FOLDER]

Without --lines the units are random sentences whose words are as frequent as Zipf's law has it. Texts to look up are
units that were changed a little: a word replaced, left out or put in, a number changed; printed is the time of a lookup
in milliseconds, and for how many of them the search finds a unit at least as like as the one they were made from.

A lookup reads a few pages of the file, which the system keeps in memory once they were read. So each kind of lookup is
timed twice: `cold`, where all of the file has to come from the disk, and `warm`, where it was in use. The time that the
processor spent is given beside: what is above it was waiting, for the disk or for other programs. With --out the time below which
99 of 100 lookups stay is drawn over the sizes.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from translator.fuzzy import similarity
from translator.memory import Memory
from translator.memory.results import Result, keep, recall
from translator.memory.sketch import digest, normal
from translator.memory.units import Unit, add, alike, exact
from translator.model import Pair, Step

from .plot import draw

PAIR = Pair("en", "ko")
RESULT = Result("글", ("글",), (Step("draft", 1, 0),))
LOOKUPS = 2000
LEAST = 0.75


def main() -> None:
    """Fill memories of each size, look things up, print the figures and draw them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--units", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--lines", nargs="*", type=Path, help="source TAB target, one a line; may be gzipped")
    parser.add_argument("--keep", type=Path, help="where the memory of the last size is to be kept")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the curves as SVG")
    options = parser.parse_args()
    lines: dict[str, list[tuple[float, float]]] = {}
    for units in options.units:
        with tempfile.TemporaryDirectory() as folder:
            kept = options.keep if units == options.units[-1] else None
            for label, high in _measured(kept or Path(folder) / "memory.sqlite", units, options.lines).items():
                lines.setdefault(label, []).append((units, high))
    draw(options.out, "memory-lookups.svg", "Lookups: 99 of 100 below, ms", "units in the memory", lines)


def _measured(path: Path, count: int, lines: Sequence[Path] | None) -> dict[str, float]:
    """Fill one memory and look things up; return in how many milliseconds 99 of 100 are answered, by their kind."""
    dice = random.Random(1)
    memory = Memory(path)
    began = time.perf_counter()
    sample: list[str] = []
    seen = 0

    def units() -> Iterator[Unit]:
        nonlocal seen
        for source, target in islice(_read(lines) if lines else _invented(dice), count):
            seen += 1
            if len(sample) < LOOKUPS:
                sample.append(normal(source))
            elif (place := dice.randrange(seen)) < LOOKUPS:
                sample[place] = normal(source)
            yield Unit(source, target)

    new, _ = add(memory, PAIR, units())
    seconds = time.perf_counter() - began
    memory.close()
    size = memory.path.stat().st_size / 2**20
    print(f"import   {new} units in {seconds:.0f} s, {size:.0f} MiB")
    for at in range(0, new, 10_000):
        numbers = range(at, min(new, at + 10_000))
        keep(memory, PAIR, "benchmark", {digest(f"{n}"): (f"text {n}", RESULT) for n in numbers})
    memory.close()
    keys = [digest(f"{dice.randrange(new)}") for _ in range(LOOKUPS)]
    changed = [_changed(text, dice) for text in sample]
    strangers = [" ".join(dice.sample(" ".join(dice.sample(sample, 3)).split(), k=12)) for _ in range(LOOKUPS // 4)]
    figures: dict[str, float] = {}
    _time(memory, "exact, people's", lambda text: exact(memory, PAIR, [text]), sample, figures)
    _time(memory, "exact, engine's", lambda key: recall(memory, [key]), keys, figures)
    hits = _time(memory, "fuzzy, changed", lambda text: alike(memory, PAIR, text, LEAST), changed, figures)
    _time(memory, "fuzzy, nothing to find", lambda text: alike(memory, PAIR, text, LEAST), strangers, figures)
    due = [(similarity(text, other), hit) for text, other, hit in zip(sample, changed, hits, strict=True) if text != other]
    due = [(likeness, hit) for likeness, hit in due if LEAST <= likeness < 1]
    found = sum(hit is not None and hit.likeness >= likeness - 0.002 for likeness, hit in due)
    print(f"found    {found} of {len(due)} that are at least {LEAST:.0%} alike ({found / len(due):.1%})")
    return figures


def _time(
    memory: Memory, label: str, look_up: Callable[[Any], Any], things: Sequence[Any], figures: dict[str, float]
) -> list[Any]:
    answers: list[Any] = []
    for state in ("cold", "warm") if _forget(memory) else ("warm",):
        waited, worked, answers = [], [], []
        for thing in things:
            began, busy = time.perf_counter(), time.thread_time()
            answers.append(look_up(thing))
            waited.append((time.perf_counter() - began) * 1000)
            worked.append((time.thread_time() - busy) * 1000)
        middle, high, highest = (_below(waited, part) for part in (0.5, 0.99, 0.999))
        figures[f"{label}, {state}"] = high
        print(
            f"{label:23} {state} median {middle:7.3f} ms, 99 of 100 below {high:7.3f} ms (processor {_below(worked, 0.99):7.3f}), "
            f"999 of 1000 below {highest:7.3f} ms"
        )
    return answers


def _below(times: Sequence[float], part: float) -> float:
    return sorted(times)[int(len(times) * part)]


def _forget(memory: Memory) -> bool:
    """Have the system forget the pages of the memory's file, and open it again; return whether it can."""
    memory.close()
    if hasattr(os, "posix_fadvise"):
        with memory.path.open("rb") as file:
            os.fsync(file.fileno())  # pages that are not yet written stay
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    memory.require()
    return hasattr(os, "posix_fadvise")


def _read(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                source, _, target = line.rstrip("\n").partition("\t")
                yield source, target


def _invented(dice: random.Random) -> Iterator[tuple[str, str]]:
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(dice.choices(letters, k=dice.randint(2, 10))) for _ in range(60_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    while True:
        number = [str(dice.randrange(2000))] if dice.random() < 0.2 else []
        yield " ".join([*dice.choices(words, cum_weights=weights, k=dice.randint(5, 24)), *number]) + ".", "글"


def _changed(text: str, dice: random.Random) -> str:
    words = text.split()
    at = dice.randrange(len(words))
    kind = dice.randrange(4)
    if kind == 0:
        words[at] = "otherwise"
    elif kind == 1 and len(words) > 2:
        del words[at]
    elif kind == 2:
        words.insert(at, "indeed")
    else:
        words = ["".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in word) for word in words]
        words[-1] += "!"
    return " ".join(words)


if __name__ == "__main__":
    main()
