"""What it costs to climb a document in chunks: processor time for several sizes of a chunk, as ratios to no chunks at all.

    python -m benchmarks.chunks SOURCE [--to ko] [--sizes 64,128,256]

SOURCE is a text, one sentence a line. Times are processor seconds of all threads, so that other work on the machine
counts little. Also printed is how many of the translations differ: none with the built-in model, some with an Argos
package, whose batches round a little differently in other company.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from translator import pipeline
from translator.engines import load_engine
from translator.glossary import load_glossaries
from translator.model import Document, Pair, Unit


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--to", default="ko")
    parser.add_argument("--engine", default="builtin")
    parser.add_argument("--sizes", default="64,128,256")
    options = parser.parse_args()
    lines = [line for line in options.source.read_text(encoding="utf-8").splitlines() if line.strip()]
    document = Document("lines", tuple(Unit(number, (line,), number + 1) for number, line in enumerate(lines)), None)
    engine, pair, glossary = load_engine(options.engine), Pair("en", options.to), load_glossaries(["curated"])
    pipeline.translate_document(Document("lines", document.units[:2], None), pair, engine, glossary)  # loads the model
    whole = 0.0
    for size in (len(lines), *map(int, options.sizes.split(","))):
        pipeline.CHUNK = size
        began = time.process_time()
        targets, _ = pipeline.translate_document(document, pair, engine, glossary)
        seconds = time.process_time() - began
        if not whole:
            whole, first = seconds, targets
        differ = sum(targets[id] != first[id] for id in targets)
        ratio = seconds / whole
        print(f"{size:6} segments a chunk: {seconds:8.1f} s, {ratio:.3f} of no chunks; {differ} of {len(lines)} differ", flush=True)


if __name__ == "__main__":
    main()
