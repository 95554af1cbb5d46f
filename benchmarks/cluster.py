"""Many workers, the same bytes: a corpus through Ray Data, one translator held by each worker.  python -m benchmarks.cluster

Needs `pip install "ray[data]"`, which translator itself does not. Each worker makes its own `Translator`, which loads
engine and glossary at its first text and keeps them; the compiled glossary is mapped from the one cache of the machine,
the weights are read by each. Spark's `mapInPandas` holds it in the same way. Prints whether the rows are those of one
process, and the seconds of both.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from typing import Any

from translator import Translator

from .throughput import sentences


class Translating:
    """What a worker holds."""

    def __init__(self, target: str, engine: str) -> None:
        self._translator = Translator(target, glossary=["curated"], engine=engine)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        batch["target"] = [self._translator.translate(text).text for text in batch["source"]]
        return batch


def main() -> None:
    """Translate the sentences here and on the workers, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=200, metavar="N")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--engine", default="fake", help="builtin for real translations")
    arguments = parser.parse_args()
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    rows = [{"number": number, "source": text} for number, text in enumerate(sentences(arguments.sentences))]
    began = time.perf_counter()
    here = Translating("ko", arguments.engine)({"source": [row["source"] for row in rows]})["target"]
    alone = time.perf_counter() - began
    ray.init(num_cpus=arguments.workers, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    began = time.perf_counter()
    translated = ray.data.from_items(rows, override_num_blocks=2 * arguments.workers).map_batches(
        Translating,
        fn_constructor_args=("ko", arguments.engine),
        concurrency=arguments.workers,
        batch_size=max(1, arguments.sentences // (4 * arguments.workers)),
    )
    there = [row["target"] for row in sorted(translated.take_all(), key=lambda row: row["number"])]
    shared = time.perf_counter() - began
    digests = [hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16] for texts in (here, there)]
    print(f"one process      {alone:7.1f} s  {digests[0]}\n{arguments.workers} Ray workers    {shared:7.1f} s  {digests[1]}")
    print("the same bytes" if here == there else "NOT the same bytes")
    raise SystemExit(here != there)


if __name__ == "__main__":
    main()
