"""Names and lexicons, and titles composed of them."""

from __future__ import annotations

import collections
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from .sources import read

PROPER = ("nikl", "enamdict", "wikidata", "dr5hn", "mledoze")
"""The lists that hold names of people and places; the others are lexicons."""

STOP = frozenset(
    "the a an of to in on at by for and or but is are was were be been it its this that these those as with from not no"
    " yes he she they we you i his her their our your my me him them us who what which when where how all can will may"
    " would should could must do does did have has had new one two use used using more most".split()
)

TITLES = {
    "ko": (
        ("Governor of {} Prefecture", "{}현 지사"), ("{} Prefecture", "{}현"), ("Mayor of {}", "{} 시장"),
        ("Governor {}", "{} 지사"), ("President {}", "{} 대통령"), ("Prime Minister {}", "{} 총리"),
        ("Foreign Minister {}", "{} 외교부 장관"), ("{} City Hall", "{} 시청"), ("University of {}", "{} 대학교"),
        ("{} District Court", "{} 지방법원"), ("Treaty of {}", "{} 조약"), ("{} Declaration", "{} 선언"),
        ("{} summit", "{} 정상회담"), ("{} International Airport", "{} 국제공항"), ("Battle of {}", "{} 전투"),
        ("{} Foundation", "{} 재단"), ("{} Museum", "{} 박물관"), ("Minister {}", "{} 장관"),
        ("{} Agreement", "{} 협정"), ("Professor {}", "{} 교수"), ("Mr. {}", "{} 씨"), ("{} River", "{}강"),
    ),
    "ja": (
        ("Governor of {} Prefecture", "{}県知事"), ("{} Prefecture", "{}県"), ("Mayor of {}", "{}市長"),
        ("Governor {}", "{}知事"), ("President {}", "{}大統領"), ("Prime Minister {}", "{}首相"),
        ("Foreign Minister {}", "{}外相"), ("{} City Hall", "{}市役所"), ("University of {}", "{}大学"),
        ("{} District Court", "{}地方裁判所"), ("Treaty of {}", "{}条約"), ("{} Declaration", "{}宣言"),
        ("{} summit", "{}首脳会談"), ("{} International Airport", "{}国際空港"), ("Battle of {}", "{}の戦い"),
        ("{} Foundation", "{}財団"), ("{} Museum", "{}博物館"), ("Minister {}", "{}大臣"),
        ("{} Agreement", "{}協定"), ("Professor {}", "{}教授"), ("Mr. {}", "{}氏"), ("{} River", "{}川"),
    ),
}  # fmt: skip
"""Forms in which a glossary composes its terms, with the order and the word of the reader's language."""

TITLED = 0.3
"""Share of drawn names that wear a title."""


def lexicon(corpora: Path, language: str) -> Mapping[str, frozenset[str]]:
    """Return the known renderings of each lower-case English term."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for path in sorted((corpora / f"names-{language}").glob("*.gz")):
        for source, target in read(path):
            if len(source) > 2 and len(target) > 1 and source.lower() not in STOP:
                found[source.lower()].add(target)
    return {source: frozenset(targets) for source, targets in found.items()}


def proper_names(corpora: Path, language: str) -> list[tuple[str, str]]:
    """Return names of people and places that can stand for one another."""
    return [
        (source, target)
        for path in sorted((corpora / f"names-{language}").glob("*.gz"))
        if path.name.startswith(PROPER)
        for source, target in read(path)
        if source[:1].isupper() and 3 < len(source) < 40 and 1 < len(target) < 20
    ]


def draw(names: Sequence[tuple[str, str]], language: str, rng: random.Random) -> tuple[str, str]:
    """Return a name, now and then with a title."""
    source, target = rng.choice(names)
    if rng.random() >= TITLED:
        return source, target
    form, rendering = rng.choice(TITLES[language])
    return form.format(source), rendering.format(target)
