"""Find the terms that a sentence pair shares, exchange some, mask some, and choose which the model is told."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import figures, names
from .example import MAX_HINTS, Example
from .particles import exchange

HINTED = 0.6
"""Share of the pairs with terms in which the model is told any."""
SWAPPED = 0.5
"""Share of the told names exchanged on both sides for others, so that a hint is obeyed and not recalled."""
FIGURES_SWAPPED = 0.3
"""Share of dates and numbers exchanged on both sides, whether told or not."""
FIGURES_TOLD = 0.4
"""Share of the figures that may be told; most are copied well enough unasked."""
DISTRACTED = 0.3
"""Share of the told pairs with terms beside them that stand in neither sentence and must not be used."""
MASKED = 0.08
"""Share of the pairs with names in which some are masked."""
PLACEHOLDERS = tuple(f"{{{number}}}" for number in range(1, 6))

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LONGEST = 4

Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """What terms of one language are drawn from."""

    lexicon: Mapping[str, frozenset[str]]
    names: Sequence[tuple[str, str]]


def find(source: str, target: str, language: str, lexicon: Mapping[str, frozenset[str]]) -> Terms:
    """Return the terms of the source whose known rendering stands in the target: longest first, without overlap.

    >>> find("Visitors to New York and York.", "뉴욕과 요크를 찾은 이들.", "ko",
    ...      {"new york": frozenset({"뉴욕"}), "york": frozenset({"요크"})})
    (('New York', '뉴욕'), ('York', '요크'))
    """
    words = [match.span() for match in _WORD.finditer(source)]
    found: list[tuple[str, str]] = []
    taken: set[int] = set()
    for figure, rendering in figures.find(source, target, language):
        start = source.find(figure)
        found.append((figure, rendering))
        taken.update(i for i, (a, b) in enumerate(words) if a < start + len(figure) and start < b)
    for length in range(_LONGEST, 0, -1):
        for i in range(len(words) - length + 1):
            if taken.intersection(range(i, i + length)):
                continue
            phrase = source[words[i][0] : words[i + length - 1][1]]
            rendering = _rendering(phrase, target, lexicon)
            if rendering:
                found.append((phrase, rendering))
                taken.update(range(i, i + length))
    return tuple(dict.fromkeys(found))


def annotated(source: str, target: str, language: str, lists: Lists, rng: random.Random) -> Example:
    """Return a pair as an example: some of its terms exchanged, masked or told to the model."""
    terms = find(source, target, language, lists.lexicon)
    example = Example(language, source, target)
    if not terms:
        return example
    if rng.random() < MASKED and "{" not in source + target:
        return _told(*_masked(example, terms, rng), lists, rng)
    hinted = rng.random() < HINTED
    kept: list[tuple[str, str]] = []
    for term in terms:
        figure = figures.is_figure(term[0])
        share = FIGURES_SWAPPED if figure else SWAPPED if hinted else 0
        if rng.random() < share:
            drawn = figures.other(term[0], language, rng) if figure else names.draw(lists.names, language, rng)
            if figure or is_name(term):
                example, term = swapped(example, term, drawn)
        kept.append(term)
    return _told(example, tuple(kept), lists, rng) if hinted else example


def swapped(example: Example, term: tuple[str, str], drawn: tuple[str, str]) -> tuple[Example, tuple[str, str]]:
    """Return the pair with `drawn` in place of `term`, and the term that it now holds.

    Left as it is where the term stands twice, for which the right one cannot be told, or where `drawn` stands already.
    """
    single = _occurs_once(example.source, term[0]) and example.target.count(term[1]) == 1
    if not single or drawn[0] in example.source or drawn[1] in example.target:
        return example, term
    source = example.source.replace(term[0], drawn[0])
    return replace(example, source=source, target=exchange(example.target, *_both(term, drawn), example.language)), drawn


def is_name(term: tuple[str, str]) -> bool:
    """Return whether a term is a name that has a rendering of its own."""
    return term[0][:1].isupper() and term[0] != term[1] and len(term[0]) > 3


def _masked(example: Example, terms: Terms, rng: random.Random) -> tuple[Example, Terms]:
    """Return the pair with placeholders, numbered as they come in the source, and the terms left."""
    names_ = [term for term in terms if is_name(term) and _occurs_once(example.source, term[0])]
    chosen = rng.sample(names_, min(len(names_), rng.randint(1, 3)))
    chosen.sort(key=lambda term: example.source.find(term[0]))
    left = set(terms)
    for placeholder, term in zip(PLACEHOLDERS, chosen, strict=False):
        after, _ = swapped(example, term, (placeholder, placeholder))
        if after is example:
            return example, tuple(left)
        example = after
        left.discard(term)
    return example, tuple(term for term in terms if term in left and term[0] in example.source)


def _told(example: Example, terms: Terms, lists: Lists, rng: random.Random) -> Example:
    told = [
        term
        for term in terms
        if term[0] in example.source
        and term[1] in example.target
        and (rng.random() < FIGURES_TOLD or not figures.is_figure(term[0]))
    ]
    rng.shuffle(told)
    told = told[: rng.randint(1, MAX_HINTS)]
    if rng.random() < DISTRACTED:
        drawn = [names.draw(lists.names, example.language, rng) for _ in range(rng.randint(1, 4))]
        told += [term for term in drawn if term[0] not in example.source and term[1] not in example.target]
        rng.shuffle(told)
    return replace(example, terms=tuple(told[:MAX_HINTS]))


def _rendering(phrase: str, target: str, lexicon: Mapping[str, frozenset[str]]) -> str | None:
    for key in (phrase.lower(), phrase.lower().removesuffix("'s").removesuffix("’s"), phrase.lower().removesuffix("s")):
        known = [rendering for rendering in lexicon.get(key, ()) if rendering in target]
        if known:
            return max(known, key=lambda rendering: (len(rendering), rendering))
    return None


def _occurs_once(text: str, phrase: str) -> bool:
    return len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)) == 1 == text.count(phrase)


def _both(term: tuple[str, str], drawn: tuple[str, str]) -> tuple[str, str]:
    return term[1], drawn[1]
