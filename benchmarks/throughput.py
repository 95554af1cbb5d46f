"""How near is a document to the speed of its engine?  python -m benchmarks.throughput [--engine argos] [--sentences N]

A document is translated with the curated glossary of some 2,500 entries, a few sentences at a time. All batches that the
runtime (CTranslate2) is given are written down and, after each chunk, run once more with nothing around them: `raw` is the
time of these over the time of the whole, so that parsing, matching, every rung of the ladder, checks and writing count,
and whatever else the machine does meets both alike. `around` is the share of the whole that was spent outside the engine.

With --engine argos the engine alone, without glossary and ladder, is compared with raw calls and, on every fifth chunk,
with argostranslate's own way (`argos_alone`), with the same search, on the package of `argos_copy`. Each number of threads
has a process of its own, whose peak memory is told.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from translator import Translator
from translator.engines.argos import ArgosEngine
from translator.engines.builtin import BuiltinEngine
from translator.formats import load_format
from translator.glossary import load_glossaries
from translator.model import Pair, Request
from translator.pipeline import find_terms

from .argos_copy import make_package
from .glossary_scale import ARTICLE

ROOT = Path(__file__).parent.parent
PAIR = Pair("en", "ko")
CHUNK = 100
"""Sentences at most, few enough that the machine is much the same for what is compared; at least four chunks are made."""
EVERY = 5
"""argostranslate's own way takes several times as long, and is gone for every fifth chunk."""


class Recorder:
    """The runtime's object, with every batch that it is given written down."""

    def __init__(self, inner: Any, threads: int) -> None:
        self._inner = inner
        self._threads = threads
        self._calls: list[Callable[[], Any]] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if not name.endswith("_batch"):
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            self._calls.append(partial(method, *arguments, **options))
            return method(*arguments, **options)

        return call

    def replay(self) -> float:
        """Run all batches again, on as many threads; return the seconds, and forget them."""
        calls, self._calls = self._calls, []
        began = time.perf_counter()
        with ThreadPoolExecutor(self._threads) as pool:
            for found in pool.map(lambda call: call(), calls):
                del found
        return time.perf_counter() - began


def sentences(count: int) -> list[str]:
    """Return different sentences: those of the sample article, each told of another day and ended by a full stop."""
    document = load_format("text").parse(ARTICLE.read_bytes())
    texts = [segment.text for segment, _ in find_terms(document, PAIR, load_glossaries([])) if " " in segment.text]
    texts = [f"{' '.join(text.split()).rstrip('.')}." for text in texts]
    return [f"On day {index // len(texts) + 1}, {texts[index % len(texts)]}" for index in range(count)]


def whole_pipeline(texts: Sequence[str], threads: int) -> dict[str, float]:
    """Translate the texts in chunks with the built-in engine, each chunk followed by its raw calls."""
    engine = BuiltinEngine(threads=threads)
    recorder = engine.__dict__["_generator"] = Recorder(engine._generator, threads)
    inside = _timed(engine)
    translator = Translator("ko", engine=engine, glossary=["curated"])
    translator.translate("A sentence to warm up.")
    recorder.replay()
    inside.clear()
    whole = raw = 0.0
    for chunk in _chunks(texts):
        began = time.perf_counter()
        translator.translate("\n".join(chunk))
        whole += time.perf_counter() - began
        raw += recorder.replay()
    return {"whole": whole, "raw": raw, "engine": sum(inside), "peak": _peak()}


def engine_alone(texts: Sequence[str], threads: int, folder: Path) -> dict[str, float]:
    """Translate the texts in chunks with an Argos package, by our engine, raw, and by argostranslate."""
    engine = ArgosEngine(folder=folder / "packages", threads=threads)
    (package,) = engine._route(PAIR)
    model, tokens = engine._load(package)
    recorder = Recorder(model, threads)
    engine._loaded[package] = recorder, tokens
    whole = raw = own = beside = 0.0
    with argostranslate(package.path, threads) as theirs:
        theirs("A sentence to warm up.")
        for index, chunk in enumerate(_chunks(texts)):
            began = time.perf_counter()
            answers = engine.translate([Request(text) for text in chunk], PAIR)
            seconds = time.perf_counter() - began
            whole += seconds
            raw += recorder.replay()
            if index % EVERY == 0:
                began = time.perf_counter()
                same = theirs("\n".join(chunk)) == "\n".join(candidates[0].text for candidates in answers)
                own += time.perf_counter() - began
                beside += seconds
                if not same:
                    raise SystemExit("argostranslate gives another translation: the two do not do the same work.")
    return {"whole": whole, "raw": raw, "times": own / beside, "peak": _peak()}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(engine: Any) -> list[float]:
    """Let the engine's three ways to answer note their seconds in the list that is returned."""
    noted: list[float] = []

    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            began = time.perf_counter()
            try:
                return method(*arguments, **options)
            finally:
                noted.append(time.perf_counter() - began)

        return call

    for name in ("translate", "score", "openness"):
        setattr(engine, name, wrap(getattr(engine, name)))
    return noted


@contextmanager
def argostranslate(path: Path, threads: int) -> Iterator[Callable[[str], str]]:
    """Give argostranslate's own translation with a package, from a process that has loaded nothing of ours; each line is a
    paragraph of one sentence."""
    command = [sys.executable, "-m", "benchmarks.argos_alone", str(path)]
    settings = os.environ | {"ARGOS_INTRA_THREADS": str(threads)}
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        asked, told = process.stdin, process.stdout

        def translate(text: str) -> str:
            print(json.dumps(text), file=asked, flush=True)
            translation: str = json.loads(told.readline())
            return translation

        yield translate
        asked.close()


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    size = max(1, min(CHUNK, len(texts) // 4))
    return (texts[at : at + size] for at in range(0, len(texts), size))


def main() -> None:
    """Print a line for each number of threads; characters are those of the source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("builtin", "argos"), default="builtin")
    parser.add_argument("--sentences", type=int, default=2000, metavar="N")
    parser.add_argument("--threads", type=int, nargs="+", default=(1, 2), metavar="N")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        texts, (threads,) = sentences(arguments.sentences), arguments.threads
        alone = arguments.engine == "argos"
        print(json.dumps(engine_alone(texts, threads, arguments.child) if alone else whole_pipeline(texts, threads)))
        return
    last = "argostranslate" if arguments.engine == "argos" else "around"
    characters = sum(map(len, sentences(arguments.sentences)))
    print(f"{'threads':>7}{'sentences/s':>13}{'characters/s':>14}{'raw':>7}{'peak':>9}{last:>16}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.engine == "argos":
            make_package(folder / "packages", ARTICLE.read_text(encoding="utf-8").splitlines())
        for threads in arguments.threads:
            options = ["--engine", arguments.engine, "--sentences", str(arguments.sentences), "--threads", str(threads)]
            command = [sys.executable, "-m", "benchmarks.throughput", *options, "--child", str(folder)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(done.stderr)
            found = json.loads(done.stdout.splitlines()[-1])
            whole = found["whole"]
            against = f"{found['times']:>14.1f} x" if "times" in found else f"{1 - found['engine'] / whole:>16.2%}"
            speed = f"{arguments.sentences / whole:>13.2f}{characters / whole:>14.0f}"
            print(f"{threads:>7}{speed}{found['raw'] / whole:>7.2f}{found['peak']:>6.0f} MB{against}", flush=True)


if __name__ == "__main__":
    main()
