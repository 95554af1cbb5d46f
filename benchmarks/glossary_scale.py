"""What does the size of a glossary cost?  python -m benchmarks.glossary_scale [--sizes N…] [--out FOLDER]

Makes tables of invented terms, loads each in a process of its own, once to compile it and once from the cache, and then
matches the sample article against all of them in turn, in one process. Prints a table, and draws the curves with --out.
The first terms are word pairs of the article, the same for every size, so that each finds about as much.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from translator.formats import load_format
from translator.glossary import Matcher, load_glossaries
from translator.glossary.mentions import match_document
from translator.model import Pair
from translator.pipeline import find_terms

from .plot import draw

ROOT = Path(__file__).parent.parent
ARTICLE = next((ROOT / "seeds").glob("*.txt"))
PAIR = Pair("en", "ko")
SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 7


def make(path: Path, size: int) -> None:
    """Write a table of `size` terms of two to four words, which begin like the words of the article or are made up."""
    chance = random.Random(8)
    words = [word for word in ARTICLE.read_text(encoding="utf-8").split() if word.isalpha()]
    pairs = [pair for pair in zip(words, words[1:], strict=False) if all(len(word) > 3 for word in pair)]
    terms = dict.fromkeys(" ".join(pair).lower() for pair in pairs[:100])
    syllables = [consonant + vowel for consonant in "bdfghklmnprstvz" for vowel in "aeiou"]
    pool = [*words, *("".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(30_000))]
    while len(terms) < size:
        terms[" ".join(chance.choice(pool) for _ in range(chance.randint(2, 4))).lower()] = None
    with path.open("w", encoding="utf-8") as file:
        file.write("en,ko\n")
        file.writelines(f"{term},용어 {number}\n" for number, term in enumerate(list(terms)[:size]))


def load(path: Path) -> dict[str, float]:
    """Load a glossary in a process of its own; return processor seconds, and MB at most and at the end."""
    code = (
        "import sys, json; from benchmarks.glossary_scale import loaded; print(json.dumps(loaded(sys.argv[1])))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def loaded(path: str) -> dict[str, float]:
    """Load a glossary here and match once; return what it cost."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    Matcher(load_glossaries([path]), PAIR).match("The governor met the mayor.")
    processor = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"processor": processor, "peak": peak - before, "private": _private()}


def _private() -> float:
    """Return the MB of this process that it shares with no other; NaN where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    except OSError:
        return float("nan")
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


def match(paths: Sequence[Path]) -> list[float]:
    """Return the microseconds a sentence costs with each glossary: the least of several rounds, all taken in turn."""
    document = load_format("text").parse(ARTICLE.read_bytes())
    matchers = [Matcher(load_glossaries([path]), PAIR) for path in paths]
    texts = [segment.text for segment, _ in find_terms(document, PAIR, load_glossaries([]))] * 10
    least = [float("inf")] * len(paths)
    for _ in range(ROUNDS):
        for index, matcher in enumerate(matchers):
            began = time.process_time()
            match_document(matcher, texts)
            least[index] = min(least[index], (time.process_time() - began) / len(texts) * 1e6)
    return least


def main() -> None:
    """Print the table, draw the curves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the curves as SVG")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        paths = [Path(folder) / f"{size}.csv" for size in arguments.sizes]
        for size, path in zip(arguments.sizes, paths, strict=True):
            make(path, size)
        first, again = [load(path) for path in paths], [load(path) for path in paths]
        costs = match(paths)
    print("Seconds are of the processor: the machine may have other work.")
    print(f"{'terms':>9}{'compiled':>11}{'peak':>9}{'loaded':>10}{'private':>10}{'match':>18}")
    for size, cold, warm, cost in zip(arguments.sizes, first, again, costs, strict=True):
        print(
            f"{size:>9,}{cold['processor']:>9.2f} s{cold['peak']:>6.0f} MB{warm['processor']:>8.3f} s"
            f"{warm['private']:>7.0f} MB{cost:>10.1f} µs{cost / costs[0]:>6.2f}"
        )
    if arguments.out:

        def points(figures: Sequence[dict[str, float]], name: str) -> list[tuple[float, float]]:
            return [(size, each[name]) for size, each in zip(arguments.sizes, figures, strict=True)]

        memory = {"once, while compiling": points(first, "peak"), "private, from the cache": points(again, "private")}
        drawn = {
            "match.svg": ("Matching one sentence", {"µs": list(zip(arguments.sizes, costs, strict=True))}),
            "load.svg": ("Loading from the cache", {"s": points(again, "processor")}),
            "compile.svg": ("Compiling, once", {"s": points(first, "processor")}),
            "memory.svg": ("Memory of a process, MB", memory),
        }
        for name, (title, lines) in drawn.items():
            draw(arguments.out, name, title, "terms in the glossary", lines)


if __name__ == "__main__":
    main()
