"""Which sentences of a text and of its translation belong together, by their place, their length and their numbers.

The method is that of Gale and Church (1993, J93-1004): lengths of translations are proportional, and sentences mostly
correspond one to one. Numbers and words in Latin letters that stand on both sides say more than lengths do.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from .model import Document, Pair, plain
from .segment import split

Texts = list[tuple[str, str]]

_STEPS = {(1, 1): 0.0, (1, 0): 4.5, (0, 1): 4.5, (2, 1): 2.3, (1, 2): 2.3, (2, 2): 4.4}
"""-log of how often so many sentences correspond to so many, relative to one to one (Gale and Church, table 5)."""
_SPREAD = 6.8
"""Variance of the length of a translation per character (Gale and Church, section 3)."""
_ANCHOR = 2.0
"""What a number or a Latin word that stands on both sides is worth."""
_RATIOS = {("en", "ko"): 0.5, ("en", "ja"): 0.42}
"""Characters of a translation per character of its source: medians over the Parallel Universal Dependencies treebanks
and news of 1,200 (ko) and 1,200 (ja) sentences. An encyclopedia has 0.28 in Japanese, so long texts speak for themselves."""
_TRUSTED = 20
"""Blocks of a text that weigh as much as what is usual."""
_BAND = 60
"""Sentences that a text may be ahead of its translation, beyond their difference in number."""
_ANCHORS = re.compile(r"\d+(?:[.,]\d+)*|[A-Z][A-Za-z]*[A-Z]\w*")


def align(source: Document, target: Document, pair: Pair) -> Texts:
    """Return the sentences that belong together; what has no counterpart is left out.

    Documents of as many blocks are taken block by block, unless their lengths say that they do not correspond.
    """
    sources, targets = _blocks(source), _blocks(target)
    ratio = _ratio(sources, targets, pair)
    if len(sources) == len(targets) and _parallel(sources, targets):
        blocks = list(zip(sources, targets, strict=True))
    else:
        blocks = pairs(sources, targets, ratio)
    return [
        sentences
        for one, other in blocks
        for sentences in pairs(_sentences(one, pair.source), _sentences(other, pair.target), ratio)
    ]


def pairs(sources: Sequence[str], targets: Sequence[str], ratio: float = 0.0) -> Texts:
    """Return which texts correspond, in order; several that belong together are joined.

    `ratio` is how many characters a translation has per character of its source; 0 takes it from the texts.

    >>> pairs(["One.", "A much longer sentence in 1998."], ["하나.", "1998년의", "훨씬 더 긴 문장."])
    [('One.', '하나.'), ('A much longer sentence in 1998.', '1998년의 훨씬 더 긴 문장.')]
    """
    if not sources or not targets:
        return []
    if len(sources) == len(targets) == 1:
        return [(sources[0], targets[0])]
    ratio = ratio or sum(map(len, targets)) / max(1, sum(map(len, sources)))
    marks = [[set(_ANCHORS.findall(text)) for text in side] for side in (sources, targets)]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    slope, width = len(targets) / len(sources), _BAND + abs(len(targets) - len(sources))
    for i in range(len(sources) + 1):
        middle = round(i * slope)
        for j in range(max(0, middle - width), min(len(targets), middle + width) + 1):
            for (down, right), usual in _STEPS.items():
                before = best.get((i - down, j - right))
                if before is None:
                    continue
                cost = before[0] + usual + _cost(sources[i - down : i], targets[j - right : j], ratio)
                cost -= _ANCHOR * len(_all(marks[0][i - down : i]) & _all(marks[1][j - right : j]))
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (i - down, j - right))
    path, at = [], (len(sources), len(targets))
    while at != (0, 0):
        path.append(at)
        at = best[at][1]
    found = []
    for (i, j), (k, m) in pairwise([(0, 0), *reversed(path)]):
        if i < k and j < m:
            found.append((" ".join(sources[i:k]), " ".join(targets[j:m])))
    return found


def _ratio(sources: Sequence[str], targets: Sequence[str], pair: Pair) -> float:
    """Return how many characters a translation has per character, by these texts and by what is usual."""
    own = sum(map(len, targets)) / max(1, sum(map(len, sources)))
    usual = _RATIOS.get((pair.source, pair.target), own)
    return (_TRUSTED * usual + len(sources) * own) / (_TRUSTED + len(sources))


def _blocks(document: Document) -> list[str]:
    return [text for unit in document.units if (text := plain(unit.source).strip())]


def _sentences(text: str, language: str) -> list[str]:
    return [sentence for _, pattern, _ in split((text,), language) if (sentence := plain(pattern))]


def _parallel(sources: Sequence[str], targets: Sequence[str]) -> bool:
    """Return whether lengths of blocks go together: most are within a factor of two of the usual ratio."""
    ratio = sum(map(len, targets)) / max(1, sum(map(len, sources)))
    near = sum(0.5 < (len(other) + 4) / (len(one) * ratio + 4) < 2 for one, other in zip(sources, targets, strict=True))
    return near >= 0.7 * len(sources)


def _cost(sources: Sequence[str], targets: Sequence[str], ratio: float) -> float:
    """Return half the square of how far the lengths are from what is usual, in standard deviations."""
    one, other = sum(map(len, sources)), sum(map(len, targets))
    if not one or not other:
        return 0.0
    mean = (one + other / ratio) / 2
    return min((one - other / ratio) ** 2 / (2 * _SPREAD * mean), 25.0) + math.log(1 + abs(one - other / ratio) / mean)


def _all(sets: Sequence[set[str]]) -> set[str]:
    return set().union(*sets)
