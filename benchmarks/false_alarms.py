"""How many human translations do the checks complain about? `python -m benchmarks.false_alarms CORPORA [--show CHECK]`

CORPORA is a folder of tab-separated files `en-ko.*.tsv`, `en-ja.*.tsv`, one English and one target text a line.
A check that flags what people wrote is noise, so its thresholds are set here, on development data.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from translator import checks
from translator.checks import Draft
from translator.model import Pair


def drafts(path: Path) -> Iterator[Draft]:
    """Yield the reference translations of a file as drafts, without terms."""
    source, target = path.name.split(".")[0].split("-")
    for line in path.read_text(encoding="utf-8").splitlines():
        english, _, reference = line.partition("\t")
        yield Draft(Pair(source, target), english, reference)


def main() -> None:
    """Print for each file and check how many of its segments are flagged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--show", metavar="CHECK", help="print the segments that this check flags")
    arguments = parser.parse_args()
    for path in sorted(arguments.corpora.glob("*.tsv")):
        flagged: Counter[str] = Counter()
        total = 0
        for draft in drafts(path):
            total += 1
            found = {finding.check: finding for finding in checks.run(draft)}
            flagged.update(found.keys())
            if arguments.show in found:
                print(f"  {found[arguments.show].message}\n    {draft.source}\n    {draft.target}")
        rates = ", ".join(f"{check} {count} ({count / total:.2%})" for check, count in flagged.most_common())
        print(f"{path.name}: {total} segments; flagged: {rates or 'none'}")


if __name__ == "__main__":
    main()
