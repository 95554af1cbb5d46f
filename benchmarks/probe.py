"""Which placeholders does the built-in model carry?  python -m benchmarks.probe [--write]

Prints the share of carrier sentences that come back whole, by scheme and language. With --write the schemes that
are good enough are stored beside the weights; do that once for every release of weights.
"""

from __future__ import annotations

import argparse
import json

from translator.engines import weights
from translator.engines.builtin import BuiltinEngine
from translator.engines.probe import ENOUGH, probe


def main() -> None:
    """Probe every pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the result beside the weights")
    arguments = parser.parse_args()
    engine = BuiltinEngine()
    file = weights.WEIGHTS / weights.FACTS
    facts = json.loads(file.read_text(encoding="utf-8"))
    for pair in sorted(engine.pairs()):
        results = probe(engine, pair)
        print(pair, "  ".join(f"{result.scheme[0]} {result.share:.2f}" for result in results))
        facts["placeholders"][pair.target] = results[0].scheme if results[0].share >= ENOUGH else ()
    if arguments.write:
        file.write_text(json.dumps(facts, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
