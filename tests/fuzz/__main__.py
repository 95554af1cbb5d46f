"""Feed everything that reads with broken inputs.  python -m tests.fuzz [--seconds N] [--only NAME] [--keep FOLDER]

Every target gets the same share of the time. An exception that is not ours, a broken identity and an input that takes
longer than 20 seconds are failures: the input is kept, and the exit status is 1. The count of inputs is printed.
"""

from __future__ import annotations

import argparse
import faulthandler
import random
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from types import FrameType

from .mutate import mutated
from .targets import Target, targets

LONGEST = 20
"""Seconds that one input may take on a busy machine."""


class TookTooLongError(Exception):
    """An input on which a target seems to hang."""


def fuzz(target: Target, seconds: float, chance: random.Random) -> tuple[int, dict[str, bytes]]:
    """Return how many inputs were tried, and one input for every kind of failure, by what was raised and where."""
    failures: dict[str, bytes] = {}
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(chance, target.seeds)
        count += 1
        signal.alarm(LONGEST)
        try:
            target.check(data)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)
            last = ([frame for frame in where if "translator" in Path(frame.filename).parts] or where)[-1]
            failures.setdefault(f"{type(error).__name__}: {str(error)[:100]} ({Path(last.filename).name}:{last.lineno})", data)
        finally:
            signal.alarm(0)
    return count, failures


def main() -> None:
    """Print a line for each target."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", metavar="NAME", default="", help="targets whose name has this in it")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="printed, so that a run can be repeated")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to keep inputs that fail")
    arguments = parser.parse_args()
    faulthandler.enable()
    warnings.simplefilter("error")

    def late(number: int, frame: FrameType | None) -> None:
        raise TookTooLongError

    signal.signal(signal.SIGALRM, late)
    chosen = {name: target for name, target in targets().items() if arguments.only in name}
    total = failed = 0
    print(f"seed {arguments.seed}")
    for index, (name, target) in enumerate(chosen.items()):
        count, failures = fuzz(target, arguments.seconds / len(chosen), random.Random(arguments.seed + index))
        total, failed = total + count, failed + len(failures)
        print(f"{name:24} {count:>8,} inputs{f', {len(failures)} failures' if failures else ''}", flush=True)
        for number, (what, data) in enumerate(failures.items()):
            print(f"    {what}")
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{name.replace(' ', '-')}-{number}").write_bytes(data)
    print(f"{total:,} inputs, {failed} failures")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
