"""Does the glossary decide, and what does it cost?  python -m benchmarks.terms CORPORA [--lines 30] [--lost]

CORPORA is a folder of tab-separated files `en-ko.*.tsv`, `en-ja.*.tsv`, one English and one target text a line. Of each
file the lines are translated in which the glossary finds a term, without and with it in one run. With --lost the terms
are listed that did not come out right. Development data: nothing may be tuned to a sentence of it.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from translator.engines import load_engine
from translator.evaluation import Scores, chrf_signature, evaluate
from translator.glossary import Matcher, load_glossaries
from translator.model import Pair


def main() -> None:
    """Print a table with two rows for each file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--glossary", action="append", default=[], help="default: curated")
    parser.add_argument("--engine", default="builtin")
    parser.add_argument("--lines", type=int, default=30, help="lines of a file, drawn with a fixed seed")
    parser.add_argument("--at-least", type=int, default=1, help="terms in a line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lost", action="store_true", help="list the terms that did not come out right")
    arguments = parser.parse_args()
    glossary, engine = load_glossaries(arguments.glossary or ["curated"]), load_engine(arguments.engine)
    print(f"{'file':32}{'glossary':9}{'terms':>6}{'accepted':>10}{'exact':>8}{'consistent':>12}{'particles':>11}{'chrF':>7}{'decodes':>9}")
    for path in sorted(arguments.corpora.glob("en-*.tsv")):
        pair = Pair("en", path.name[3:5])
        matcher = Matcher(glossary, pair)
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        wanted = [row for row in rows if len(matcher.match(row[0]).found) >= arguments.at_least]
        random.Random(arguments.seed).shuffle(wanted)
        sources, references = zip(*(row[:2] for row in wanted[: arguments.lines]), strict=True) if wanted else ((), ())
        for scores in evaluate(sources, references, pair, engine, glossary) if wanted else ():
            print(_row(path.name, scores), flush=True)
            for lost in scores.lost if arguments.lost and scores.label == "with" else ():
                print(f"    {lost.match.surface} → {' | '.join(lost.match.term.accepts())}")
                print(f"      {sources[lost.line - 1]}\n      {lost.target}")
    print(f"chrF signature: {chrf_signature()}")


def _row(name: str, scores: Scores) -> str:
    shares = (f"{share:.1%}" if share is not None else "–" for share in (scores.accepted, scores.exact, scores.consistency))
    accepted, exact, consistent = shares
    return (
        f"{name:32}{scores.label:9}{scores.found:>6}{accepted:>10}{exact:>8}{consistent:>12}{scores.particles:>11}"
        f"{scores.chrf:>7.2f}{scores.decodes:>9}"
    )


if __name__ == "__main__":
    main()
