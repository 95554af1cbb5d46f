"""Propose entries from a text and its translation: what occurs together, and what sounds alike.

Co-occurrence is measured with Dice's coefficient over segments and tested with the log-likelihood ratio (Dunning 1993,
J93-1003), as Melamed's competitive linking has it (Melamed 2000, J00-2004): the best pair is taken first, and takes its
words away from the others. A name that occurs once has no statistics; there the sound decides.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    phrases, targets = [], []
    parts: dict[str, list[tuple[str, ...]]] = {}
    for source, target in texts:
        matches = matcher.match(source).found
        found = [each for each in source_terms(source) if not any(each[0] in match.surface for match in matches)]
        for phrase, _ in found:
            parts[phrase] = [match.term.accepts() for match in matches if match.surface in phrase]
        forms = [form for match in matches for form in match.term.accepts() if form in target]
        phrases.append(found)
        targets.append(frozenset(t for t in target_terms(target, pair.target) if not any(t in form for form in forms)))
    sources, names = _sources(phrases)
    pairs = sorted(
        (
            each
            for each in _pairs(sources, names, targets)
            # A phrase around a known term is rendered around its rendering.
            if all(any(form in each.target for form in forms) for forms in parts[each.source])
        ),
        reverse=True,
    )
    known_forms = _forms(glossary, pair)
    spellings, ids = list(known_forms), list(known_forms.values())
    counts = Counter(term for terms in targets for term in terms)
    made = []
    for linked, aliases, also in _linked(pairs, sources):
        source, *others = sorted((linked.source, *aliases), key=lambda form: -len(sources[form]))
        places = [number for number in sources[source] if linked.target in targets[number]] or sources[linked.source]
        example = min((texts[number] for number in places), key=lambda text: len(text[0]) + len(text[1]))
        like = closest(source.lower(), spellings, _ALMOST) if spellings else None
        known = ids[like[0]] if like else ""
        numbers = (len(places), len(sources[source]), counts[linked.target])
        made.append(Suggestion(source, linked.target, linked.score, *numbers, tuple(others), also, example, known))
    return tuple(made)


@dataclass(frozen=True, slots=True, order=True)
class _Found:
    score: float
    together: int
    length: int
    """Of both together; of two pairs as good, the longer one says more."""
    source: str
    target: str


def _sources(phrases: Iterable[Iterable[tuple[str, bool]]]) -> tuple[dict[str, list[int]], set[str]]:
    """Return each phrase with the segments it stands in, and which of them are names.

    A word that also occurs in small letters is no name.
    """
    places: dict[str, list[int]] = defaultdict(list)
    names: set[str] = set()
    for number, found in enumerate(phrases):
        for term, name in dict.fromkeys(found):
            if not places[term] or places[term][-1] != number:
                places[term].append(number)
            if name:
                names.add(term)
    names -= {term for term in names if term.lower() in places and term.lower() != term}
    wanted = {term: where for term, where in places.items() if term in names or (len(where) > 2 and term.islower())}
    return wanted, names


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
    """Return the pairs that win, best first, each with the other spellings of its source and of its target.

    A phrase around one that has won is rendered around its rendering.
    """
    by_source: dict[str, _Found] = {}
    by_target: dict[str, _Found] = {}
    aliases: dict[_Found, list[str]] = defaultdict(list)
    also: dict[_Found, list[str]] = defaultdict(list)
    won: list[_Found] = []
    for found in pairs:
        mine, theirs = by_source.get(found.source), by_target.get(found.target)
        if mine is None and theirs is None:
            if all(by_source[each].target in found.target for each in _inner(found.source) if each in by_source):
                by_source[found.source] = by_target[found.target] = found
                won.append(found)
        elif mine is None and theirs is not None:
            if _is_variant(found.source, theirs.source) and found.source.lower() != theirs.source.lower():
                aliases[theirs].append(found.source)
                by_source[found.source] = theirs
        elif theirs is None and mine is not None and _is_variant(found.target, mine.target):
            also[mine].append(found.target)
            by_target[found.target] = mine
    return [(found, tuple(aliases[found]), tuple(also[found])) for found in _whole(won, sources)]


def _whole(won: Sequence[_Found], sources: Mapping[str, list[int]]) -> list[_Found]:
    """Return the pairs without pieces of phrases: what stands only inside another or across its edge, and what ends in
    another that is much better by itself (a title with a name behind it).
    """
    best = {found.source: found.score for found in won}
    around: dict[str, list[_Found]] = defaultdict(list)
    edges: dict[tuple[bool, str], list[_Found]] = defaultdict(list)
    for found in won:
        for inner in _inner(found.source):
            around[inner].append(found)
        for end, piece in _edges(found.source):
            edges[end, piece].append(found)

    def only_with(found: _Found, others: Iterable[_Found]) -> bool:
        """Return whether another phrase stands wherever this one stands, and is about as good."""
        count = len(sources[found.source])
        return any(len(sources[each.source]) >= count and each.score >= 0.9 * found.score for each in others)

    return [
        found
        for found in won
        if not only_with(found, around[found.source])
        and not any(only_with(found, edges[not end, piece]) for end, piece in _edges(found.source))
        and not any(end and best.get(piece, 0.0) * 0.85 > found.score for end, piece in _edges(found.source))
    ]


def _edges(phrase: str) -> Iterator[tuple[bool, str]]:
    """Yield the beginnings (False) and the ends (True) of a phrase, without the whole."""
    words = phrase.split()
    for cut in range(1, len(words)):
        yield False, " ".join(words[:cut])
        yield True, " ".join(words[cut:])


def _inner(phrase: str) -> Iterator[str]:
    """Yield the phrases inside a phrase."""
    words = phrase.split()
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if last - first < len(words):
                yield " ".join(words[first:last])


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
