"""argostranslate as it is, for `benchmarks.throughput`: translates a text for each line of JSON that it reads.

Its sentence detection, which has to download a model first, is done for it beforehand: a line is a sentence.
"""

import json
import sys
from pathlib import Path

from argostranslate import package, translate


class Whole:
    """Takes a paragraph for a sentence."""

    def split_sentences(self, text: str) -> list[str]:
        """Return the text alone."""
        return [text]


def main() -> None:
    """Answer until there is nothing more to read."""
    languages = (translate.Language("en", "English"), translate.Language("ko", "Korean"))
    translation = translate.PackageTranslation(*languages, package.Package(Path(sys.argv[1])))
    translation.sentencizer = Whole()
    for line in sys.stdin:
        print(json.dumps(translation.translate(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
