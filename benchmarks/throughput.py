"""How near is a document to the speed of its engine?  python -m benchmarks.throughput [--engine argos] [--sentences N]

A document is translated with a glossary of 1,000 terms, a few sentences at a time. All calls of the runtime
(CTranslate2) are written down and, after each chunk, made once more with nothing around them: `raw` is the time of
these over the time of the whole, so that parsing, matching, every rung of the ladder, checks and writing count, and
whatever else the machine does meets both alike. `around` is the share of the whole that was spent outside the engine.

With --engine argos the engine alone, without glossary and ladder, is compared with raw calls and with argostranslate's
own way, with the same search, on a package of the usual size (12 layers of 512, int8). Its weights are random, so its
words are noise, on which a ladder would tell nothing. argostranslate's sentence detection, which has to download a
model first, is done for it beforehand. Each number of threads has a process of its own, whose peak memory is told.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training import argos_format
from translator import Translator
from translator.engines.argos import ArgosEngine
from translator.engines.builtin import BuiltinEngine
from translator.formats import load_format
from translator.glossary import load_glossaries
from translator.model import Pair, Request
from translator.pipeline import find_terms

from .glossary_scale import ARTICLE, make

ROOT = Path(__file__).parent.parent
PAIR = Pair("en", "ko")
CHUNK = 100
"""Sentences at most, few enough that the machine is much the same for what is compared; at least four chunks are made."""


class Recorder:
    """The runtime's object, with every call that is made to it timed and written down."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.calls: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if not callable(method):
            return method

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append((method, arguments, options))
            began = time.perf_counter()
            try:
                return method(*arguments, **options)
            finally:
                self.seconds += time.perf_counter() - began

        return call

    def replay(self) -> float:
        """Make all calls again; return their seconds, and forget them."""
        calls, self.calls = self.calls, []
        began = time.perf_counter()
        for method, arguments, options in calls:
            found = method(*arguments, **options)
            if hasattr(found, "__iter__"):
                list(found)
        return time.perf_counter() - began


def sentences(count: int) -> list[str]:
    """Return different sentences: those of the sample article, each told of another day."""
    document = load_format("text").parse(ARTICLE.read_bytes())
    texts = [segment.text for segment, _ in find_terms(document, PAIR, load_glossaries([])) if " " in segment.text]
    return [f"On day {index // len(texts) + 1}, {' '.join(texts[index % len(texts)].split())}" for index in range(count)]


def whole_pipeline(texts: Sequence[str], threads: int, folder: Path) -> dict[str, float]:
    """Translate the texts in chunks with the built-in engine, each chunk followed by its raw calls."""
    engine = BuiltinEngine(threads=threads)
    recorder = engine.__dict__["_generator"] = Recorder(engine._generator)
    inside = _timed(engine)
    translator = Translator("ko", engine=engine, glossary=[folder / "terms.csv"])
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
    recorder = Recorder(model)
    engine._loaded[package] = recorder, tokens
    theirs = _argostranslate(package.path, threads)
    theirs("A sentence to warm up.")
    whole = raw = own = 0.0
    for chunk in _chunks(texts):
        began = time.perf_counter()
        engine.translate([Request(text) for text in chunk], PAIR)
        whole += time.perf_counter() - began
        raw += recorder.replay()
        began = time.perf_counter()
        theirs("\n".join(chunk))
        own += time.perf_counter() - began
    return {"whole": whole, "raw": raw, "own": own, "peak": _peak()}


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


def _argostranslate(path: Path, threads: int) -> Callable[[str], str]:
    """Return argostranslate's own translation with a package; each line is a paragraph of one sentence."""
    os.environ["ARGOS_INTRA_THREADS"] = str(threads)
    from argostranslate import package, translate

    class Whole:
        def split_sentences(self, text: str) -> list[str]:
            return [text]

    languages = (translate.Language("en", "English"), translate.Language("ko", "Korean"))
    translation = translate.PackageTranslation(*languages, package.Package(path))
    translation.sentencizer = Whole()
    return translation.translate  # type: ignore[no-any-return]


def make_package(folder: Path) -> None:
    """Write a package of the usual size whose words are noise, about as many as a sentence has."""
    import sentencepiece

    model = io.BytesIO()
    lines = iter(ARTICLE.read_text(encoding="utf-8").splitlines())
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=lines, model_writer=model, vocab_size=4000, hard_vocab_limit=False, minloglevel=2
    )
    vocabulary = argos_format.vocabulary(sentencepiece.SentencePieceProcessor(model_proto=model.getvalue()))
    random = np.random.default_rng(8)
    shapes = argos_format.shapes(len(vocabulary), width=512, inner=2048, layers=6)
    weights = {
        name: np.ones(shape, np.float32)
        if name.endswith("gamma")
        else random.normal(0, shape[-1] ** -0.5, shape).astype(np.float32)
        if len(shape) > 1
        else np.zeros(shape, np.float32)
        for name, shape in shapes.items()
    }
    weights["projection.bias"][3] = 2.5  # sentences come to an end
    files = {"sentencepiece.model": model.getvalue()}
    spec = argos_format.model(weights, vocabulary, heads=8)
    argos_format.write_package(folder, argos_format.metadata("en", "ko", "1.0"), files, spec, "int8")


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    size = max(1, min(CHUNK, len(texts) // 4))
    return (texts[at : at + size] for at in range(0, len(texts), size))


def main() -> None:
    """Print a line for each number of threads."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("builtin", "argos"), default="builtin")
    parser.add_argument("--sentences", type=int, default=2000, metavar="N")
    parser.add_argument("--threads", type=int, nargs="+", default=(1, 2), metavar="N")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        work = engine_alone if arguments.engine == "argos" else whole_pipeline
        print(json.dumps(work(sentences(arguments.sentences), arguments.threads[0], arguments.child)))
        return
    last = "argostranslate" if arguments.engine == "argos" else "around"
    print(f"{'threads':>7}{'sentences/s':>13}{'raw':>7}{'peak':>9}{last:>16}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder / "terms.csv", 1000)
        if arguments.engine == "argos":
            make_package(folder / "packages")
        for threads in arguments.threads:
            options = ["--engine", arguments.engine, "--sentences", str(arguments.sentences), "--threads", str(threads)]
            command = [sys.executable, "-m", "benchmarks.throughput", *options, "--child", str(folder)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(done.stderr)
            found = json.loads(done.stdout.splitlines()[-1])
            whole = found["whole"]
            against = f"{found['own'] / whole:>14.1f} x" if "own" in found else f"{1 - found['engine'] / whole:>16.2%}"
            print(
                f"{threads:>7}{arguments.sentences / whole:>13.2f}{found['raw'] / whole:>7.2f}{found['peak']:>6.0f} MB{against}",
                flush=True,
            )


if __name__ == "__main__":
    main()
