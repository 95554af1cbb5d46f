"""Propose entries from a text and its translation: what occurs together, and what sounds alike.

Co-occurrence is measured with Dice's coefficient over segments and tested with the log-likelihood ratio (Dunning 1993,
J93-1003), as Melamed's competitive linking has it (Melamed 2000, J00-2004): the best pair is taken first, and takes its
words away from the others. A name that occurs once has no statistics; there the sound decides.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..fuzzy import closest, similarity
from ..model import Pair
from .candidates import source_terms, target_terms
from .entry import Entry, Glossary, Rendering
from .match import Matcher
from .normalize import normal_form
from .romanize import sounds_like

_SURE = 10.83
"""Log-likelihood ratio that chance gives once in a thousand (χ² with one degree of freedom)."""
_ALIKE = 0.72
"""Likeness of sound from which a name counts as transliterated; chance pairs of names stay below it."""
_KEPT = 0.75
"""What a name that stays in Latin letters counts: it is sure, but says little."""
_VARIANT = 0.8
"""Likeness of spelling from which two forms count as variants of one."""
_ALMOST = 0.88
"""Likeness of spelling from which a source is taken for a variant of what the glossary has."""
_TOGETHER = 0.3
"""Dice's coefficient below which two phrases meet too rarely to mean each other."""
_FREQUENT = 0.2
"""Share of the segments in which a target that is found everywhere stands; it renders nothing in particular."""
_MOST = 2_000
"""Segments of one phrase beyond which the rest adds nothing but time."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry to be reviewed."""

    source: str
    target: str
    score: float
    """From 0 to 1, higher is better."""
    together: int
    """Segments in which both stand."""
    source_count: int
    target_count: int
    aliases: tuple[str, ...] = ()
    """Other spellings of the source with the same rendering."""
    also: tuple[str, ...] = ()
    """Other spellings of the target."""
    example: tuple[str, str] = ("", "")
    """The shortest segments in which both stand."""
    known: str = ""
    """Id of an entry of the glossary whose source is spelt almost alike."""

    def entry(self, pair: Pair, id: str, origin: str) -> Entry:
        """Return the entry as it would be, with the evidence as its note."""
        known = f"; almost {self.known}" if self.known else ""
        seen = f"{self.together} of {self.source_count} times; score {self.score:.2f}{known}"
        note = f"{seen}; {self.example[0]} / {self.example[1]}"
        source = Rendering(self.source, aliases=self.aliases)
        renderings = {pair.source: source, pair.target: Rendering(self.target, also=self.also)}
        return Entry(id, "common", renderings, source=origin, note=note)


def suggest(texts: Sequence[tuple[str, str]], pair: Pair, glossary: Glossary) -> tuple[Suggestion, ...]:
    """Return what the translated segments propose, best first, without what the glossary already finds."""
    matcher = Matcher(glossary, pair)
    free = [_without_known(source, target, matcher) for source, target in texts]
    sources, names = _sources(free)
    targets = [frozenset(target_terms(target, pair.target)) for _, target in free]
    pairs = sorted(_pairs(sources, names, targets), reverse=True)
    known_forms = _forms(glossary, pair)
    forms, ids = list(known_forms), list(known_forms.values())
    counts = Counter(term for terms in targets for term in terms)
    made = []
    for found, aliases, also in _linked(pairs, sources):
        source, *others = sorted((found.source, *aliases), key=lambda form: -len(sources[form]))
        places = [number for number in sources[source] if found.target in targets[number]] or sources[found.source]
        example = min((texts[number] for number in places), key=lambda text: len(text[0]) + len(text[1]))
        like = closest(source.lower(), forms, _ALMOST) if forms else None
        known = ids[like[0]] if like else ""
        numbers = (len(places), len(sources[source]), counts[found.target])
        made.append(Suggestion(source, found.target, found.score, *numbers, tuple(others), also, example, known))
    return tuple(made)


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    score: float
    together: int
    length: int
    """Of both together; of two pairs as good, the longer one says more."""
    source: str
    target: str


def _without_known(source: str, target: str, matcher: Matcher) -> tuple[str, str]:
    """Return both texts with a break where the glossary's terms and their renderings stand."""
    matches = matcher.match(source).found
    for match in reversed(matches):
        source = f"{source[: match.span.start]} | {source[match.span.end :]}"
    for form in sorted({form for match in matches for form in match.term.accepts()}, key=len, reverse=True):
        target = target.replace(form, "|")
    return source, target


def _sources(texts: Iterable[tuple[str, str]]) -> tuple[dict[str, list[int]], set[str]]:
    """Return each phrase with the segments it stands in, and which of them are names.

    A word that also occurs in small letters is no name, and what stands only inside a longer phrase is left to that.
    """
    places: dict[str, list[int]] = defaultdict(list)
    names: set[str] = set()
    for number, (source, _) in enumerate(texts):
        for term, name in dict.fromkeys(source_terms(source)):
            if not places[term] or places[term][-1] != number:
                places[term].append(number)
            if name:
                names.add(term)
    names -= {term for term in names if term.lower() in places and term.lower() != term}
    wanted = {term: found for term, found in places.items() if term in names or (len(found) > 2 and term.islower())}
    counts = Counter({term: len(found) for term, found in wanted.items()})
    inside: dict[str, int] = {}
    for term, count in counts.items():
        words = term.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                part = " ".join(words[first:last])
                if part != term:
                    inside[part] = max(inside.get(part, 0), count)
    return {term: found for term, found in wanted.items() if len(found) > inside.get(term, 0)}, names


def _pairs(sources: Mapping[str, list[int]], names: set[str], targets: Sequence[frozenset[str]]) -> Iterable[_Found]:
    """Yield all pairs for which there is evidence."""
    counts = Counter(term for terms in targets for term in terms)
    total = len(targets)
    for source, places in sources.items():
        name = source in names
        beside = Counter(term for number in places[:_MOST] for term in targets[number])
        for target, together in beside.items():
            dice = 2 * (together - 0.5) / (len(places) + counts[target])
            surprise = _log_likelihood(together, len(places), counts[target], total)
            sound = _sound(source, target) if name and (source != target or together > 1) else 0.0
            common = counts[target] > max(_FREQUENT * total, 2 * len(places))
            shared = not common and together >= (2 if name else 3) and dice >= _TOGETHER and surprise >= _SURE
            if shared or sound >= _ALIKE:
                heard = max(0.0, sound - 0.5) * 2
                score = 1 - (1 - dice * (1.0 if shared else 0.5)) * (1 - 0.9 * heard)
                yield _Found(round(score, 4), together, len(source) + 2 * len(target), source, target)


def _sound(source: str, target: str) -> float:
    """Return how much a target sounds like a source; a name that stays in Latin letters sounds like itself."""
    if source == target:
        return _KEPT
    return sounds_like(source, target) if not target.isascii() and abs(len(source) - 2.2 * len(target)) < 12 else 0.0


def _log_likelihood(together: int, source: int, target: int, total: int) -> float:
    """Return Dunning's log-likelihood ratio of a two by two table; 0 where the two avoid each other."""
    if together * total <= source * target:
        return 0.0
    cells = (together, source - together, target - together, total - source - target + together)
    rows, columns = (source, source, total - source, total - source), (target, total - target, target, total - target)
    terms = (c * math.log(c * total / (r * k)) for c, r, k in zip(cells, rows, columns, strict=True) if c > 0)
    return 2 * sum(terms)


def _linked(
    pairs: Iterable[_Found], sources: Mapping[str, list[int]]
) -> list[tuple[_Found, tuple[str, ...], tuple[str, ...]]]:
    """Return the pairs that win, best first, each with the other spellings of its source and of its target."""
    by_source: dict[str, _Found] = {}
    by_target: dict[str, _Found] = {}
    aliases: dict[_Found, list[str]] = defaultdict(list)
    also: dict[_Found, list[str]] = defaultdict(list)
    for found in pairs:
        mine, theirs = by_source.get(found.source), by_target.get(found.target)
        if mine is None and theirs is None:
            by_source[found.source] = by_target[found.target] = found
        elif mine is None and theirs is not None:
            if _is_variant(found.source, theirs.source) and found.source.lower() != theirs.source.lower():
                aliases[theirs].append(found.source)
                by_source[found.source] = theirs
        elif theirs is None and mine is not None and _is_variant(found.target, mine.target):
            also[mine].append(found.target)
            by_target[found.target] = mine
    return [(found, tuple(aliases[found]), tuple(also[found])) for found in by_source.values() if by_source[found.source] is found]


def _is_variant(one: str, other: str) -> bool:
    """Return whether two spellings differ a little; one that holds the other names something else."""
    return one not in other and other not in one and similarity(one.lower(), other.lower()) >= _VARIANT


def _forms(glossary: Glossary, pair: Pair) -> dict[str, str]:
    return {
        normal_form(form).lower(): entry.id
        for entry in glossary.entries
        if (block := entry.renderings.get(pair.source))
        for form in (block.term, *block.aliases)
    }
