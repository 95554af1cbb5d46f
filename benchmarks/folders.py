"""What a folder of many small files costs apart from the engine: finding, reading, matching, checking, writing, keeping.

    python -m benchmarks.folders [--files 1000 10000] [--jobs 1 2] [--out FOLDER]

The engine is the fake one, which takes no time. Each folder is translated, then looked at again with nothing to be done.
Beside the time is what the processor had to do for this process; and as a measure of the disk, how long it takes to write as many
files, one after the other, as safely: each flushed before it gets its name.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path

from translator import Translator, files
from translator.folders import translate_folder
from translator.memory import Memory
from translator.testing import FakeEngine

from .plot import draw

TEXT = "# Talks {0}\n\nThe ministers met in Seoul on day {0}. They signed agreement number {0} and left.\n"


def main() -> None:
    """Translate folders of each size, print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the curves as SVG")
    options = parser.parse_args()
    lines: dict[str, list[tuple[float, float]]] = {}
    for count, jobs in product(options.files, options.jobs):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for number in range(count):
                path = root / "docs" / f"{number // 100:04}" / f"{number:06}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(TEXT.format(number), encoding="utf-8")
            for label, work in (
                (f"by {jobs}, translated", lambda root=root, jobs=jobs: _translate(root, jobs)),
                (f"by {jobs}, up to date", lambda root=root, jobs=jobs: _translate(root, jobs)),
                ("the disk alone", lambda root=root, count=count: _write(root, count)),
            ):
                each = _time(count, label, work)
                lines.setdefault(label, []).append((count, each))
    draw(options.out, "folders.svg", "Small files, ms a file", "files in the folder", lines)


def _translate(root: Path, jobs: int) -> str:
    translator = Translator("ko", engine=FakeEngine(), memory=Memory(root / "memory.sqlite"))
    counts = Counter(done.status for done in translate_folder(root / "docs", translator, root / "out", jobs=jobs))
    return ", ".join(f"{number} {status}" for status, number in counts.items())


def _write(root: Path, count: int) -> str:
    for number in range(count):
        files.write(root / "bare" / f"{number // 100:04}" / f"{number:06}.md", TEXT.format(number).encode())
    return f"{count} written"


def _time(count: int, label: str, work: Callable[[], str]) -> float:
    began, busy = time.perf_counter(), time.process_time()
    what = work()
    seconds, worked = time.perf_counter() - began, time.process_time() - busy
    each = seconds / count * 1000
    print(f"{count:6} files  {label:16}  {seconds:6.1f} s, {each:6.2f} ms a file (processor {worked:5.1f} s)  {what}", flush=True)
    return each


if __name__ == "__main__":
    main()
