"""Which search suits the weights?  python -m benchmarks.search CORPORA [--lines 40] [--skip 200] [--files news wmt]

Translates lines of tab-separated files `en-ko.*.tsv`, `en-ja.*.tsv` without a glossary, once for each way to search, in
one run: chrF, loops, and the time as a ratio to the greedy search.
"""

from __future__ import annotations

import argparse
import time
from itertools import product
from pathlib import Path
from typing import Any

import sacrebleu

from translator.engines import builtin
from translator.model import Decoding, Pair, Request
from translator.repetition import loops

WAYS = (
    (1, 0, 1.0), (1, 5, 1.1), (2, 5, 1.0), (2, 5, 1.1), (2, 5, 1.2), (4, 5, 1.0), (4, 5, 1.1),
)  # fmt: skip
"""Beam, length of n-grams that may not come twice, repetition penalty."""


def main() -> None:
    """Print a row for each file and way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--skip", type=int, default=0, help="lines of each file that are left out")
    parser.add_argument("--files", nargs="*", default=[""], help="parts of names")
    arguments = parser.parse_args()
    files = [path for path in sorted(arguments.corpora.glob("en-*.tsv")) if any(part in path.name for part in arguments.files)]
    engine, metric = builtin.BuiltinEngine(), sacrebleu.CHRF(word_order=0)
    greedy: dict[Path, float] = {}
    for path, (beam, no_repeat, penalty) in product(files, WAYS):
        lines = path.read_text(encoding="utf-8").splitlines()[arguments.skip : arguments.skip + arguments.lines]
        pairs = [line.split("\t") for line in lines]
        builtin.REPETITION_PENALTY = penalty
        began = time.process_time()
        answers = _texts(engine, [source for source, *_ in pairs], Pair("en", path.name[3:5]), Decoding(beam, 1, no_repeat))
        took = time.process_time() - began
        greedy.setdefault(path, took)
        chrf = metric.corpus_score(answers, [[target for _, target, *_ in pairs]]).score
        looping = sum(loops(text, source) for text, (source, *_) in zip(answers, pairs, strict=True))
        print(f"{path.name:32} beam {beam} no-repeat {no_repeat} penalty {penalty}  chrF {chrf:5.2f}  loops {looping}  "
              f"time ×{took / greedy[path]:.1f}", flush=True)  # fmt: skip


def _texts(engine: Any, sources: list[str], pair: Pair, decoding: Decoding) -> list[str]:
    return [candidates[0].text for candidates in engine.translate([Request(source) for source in sources], pair, decoding)]


if __name__ == "__main__":
    main()
