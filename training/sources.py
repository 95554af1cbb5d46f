"""The corpora and the share of each in the mix.

News, encyclopaedia, essays and legal prose come before documentation, which is plentiful and reads like no document
that a translator is handed. Korean prose is scarce, so it is repeated instead.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

from .lengths import drop_loose

DOCUMENTATION = 250
"""Pairs of a source that no table names: all of those are software documentation."""

COPIES = {
    "jungyeul-news-devtest": 4,
    "ud-pud": 4,
    "nextstrain-narratives": 4,
    "jungyeul-jhe": 3,
    "opensource-guide": 3,
    "mozilla-legal": 3,
    "vote-gov": 3,
    "udhr": 3,
    "korsts-devtest": 2,
    "bitcoin-org": 2,
    "pawsx-devtest": 1,
    "mozilla-www": 1,
    "ruby-lang-org": 1,
    "talpco": 1,
    "cncf-glossary": 1,
}
"""Prose: the whole source, this often."""

CAPS = {
    "ko": {
        "tatoeba-anki": 3_000,
        "cataclysm-dda": 2_500,
        "ms-dynamics365-operations-HT": 1_500,
        "bible-kjv-krv": 300,
    },
    "ja": {
        "kyoto-wikipedia": 40_000,
        "tatoeba-anki": 5_000,
        "cataclysm-dda": 1_500,
        "ms-dynamics365-operations-HT": 1_500,
        "ami-devtest": 1_200,
        "opentelemetry": 600,
        "bible-kjv-kougo": 300,
        "tanaka-small-parallel": 0,  # its truecasing is lost, and tatoeba has the same sentences
    },
}
MAX_WORDS, MAX_CHARACTERS = 70, 260

_MOJIBAKE = str.maketrans({"°": "“", "±": "”", "¯": "’", "®": "‘"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")


def mixed(corpora: Path, language: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Return the pairs of a language in the shares of the mix, in the order of the sources."""
    for path in sorted((corpora / f"en-{language}").glob("*.tsv.gz")):
        source = path.name.removesuffix(".tsv.gz")
        pairs = drop_loose([pair for pair in read(path) if _fits(*pair)])
        rng.shuffle(pairs)
        cap = CAPS[language].get(source, len(pairs) if source in COPIES else DOCUMENTATION)
        for _ in range(COPIES.get(source, 1)):
            yield from pairs[:cap]


def read(path: Path) -> list[tuple[str, str]]:
    """Return the pairs of one gzip TSV file, repaired where a source is known to be broken."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [(repair(row[0]), repair(row[1])) for row in rows if len(row) == 2]


def repair(text: str) -> str:
    """Undo the damage seen in the corpora: CSV quoting, quotes of a wrong code page, full-width figures.

    >>> repair('"He said ""no""."'), repair("¡°so¡±"), repair("１２３人")
    ('He said "no".', '“so”', '123人')
    """
    if '""' in text and text.startswith('"') and text.endswith('"') and len(text) > 2:
        text = text[1:-1].replace('""', '"')
    text = re.sub("¡([°±¯®])", lambda match: match[1].translate(_MOJIBAKE), text)
    return text.translate(_FULL_WIDTH).strip()


def _fits(source: str, target: str) -> bool:
    return 1 <= len(source.split()) <= MAX_WORDS and 1 <= len(target) <= MAX_CHARACTERS
