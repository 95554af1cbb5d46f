"""Rung: write the missing term where the model finds it likeliest, and let the model go on from there.

CTranslate2 has no lexically constrained search (its issue 739). This comes near to grid beam search
(Hokamp and Liu 2017, ACL, P17-1141) with plain calls: a missing term is scored behind every word of the draft, the
likeliest places are taken, and the rest of the sentence is decoded anew behind the term. What stood in the draft
instead of the term is thereby gone, and the model itself chooses how the sentence continues. What was written so far
is kept from then on, so that every round carries one term more, from left to right, until none is missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..engines.base import Capability, Engine, Progress
from ..model import Candidate, Decoding, Pair, TermMatch
from .base import Proposal, Work, translate_each
from .guard import guarded

OPEN_PLACES = 4
"""How many places are left after one look at the whole draft, which asks for the first token of the term alone."""
PLACES = 2
"""At how many of them the sentence is grown on, after the whole term was scored there."""
GREEDY = Decoding(beam=1, no_repeat=0)
"""A sentence is grown on at several places and in several rounds: a wider search would cost more than it finds."""
ROUNDS = 8
"""Terms that are forced into one segment, at most. A sentence with more is a list and better left to a person."""


@dataclass(frozen=True, slots=True)
class _Growth:
    """A segment between two rounds."""

    text: str
    settled: int = 0
    """Up to here the text stays: behind the term that was forced last."""
    grown: tuple[Candidate, ...] = ()
    decodes: int = 0


class Force:
    """Forces the missing terms in one after the other, each round of all segments in one batch."""

    name = "force"
    needs = frozenset({Capability.PREFIX, Capability.SCORE})

    def wants(self, work: Work) -> bool:
        """Return whether a term is missing."""
        return bool(work.missing)

    def propose(
        self, works: Sequence[Work], engine: Engine, pair: Pair, progress: Progress | None = None
    ) -> list[Proposal]:
        """Return, for each work, the sentences that were grown around its missing terms, the last round first."""
        growths = [_Growth(work.best) for work in works]
        for _ in range(ROUNDS):
            plans = {
                index: plan
                for index, plan in enumerate(_plans(works, growths, engine, pair))
                if plan
            }
            if not plans:
                break
            grown_texts = _grow(works, plans, engine, pair, progress)
            for index, plan in plans.items():
                grown = {prefix: grown_texts[index, prefix] for prefix in plan}
                prefix = max(grown, key=lambda prefix: _merit(works[index], grown[prefix]))
                growths[index] = _Growth(
                    grown[prefix].text,
                    len(prefix),
                    (*grown.values(), *growths[index].grown),
                    growths[index].decodes + len(grown),
                )
        return [Proposal(growth.grown, growth.decodes) for growth in growths]


def _grow(
    works: Sequence[Work], plans: Mapping[int, tuple[str, ...]], engine: Engine, pair: Pair, progress: Progress | None
) -> dict[tuple[int, str], Candidate]:
    """Let the model go on from every prefix; what was suspect before is searched for with care."""
    jobs = [(index, prefix) for index, plan in plans.items() for prefix in plan]
    requests = [works[index].request(engine, pair, prefix=prefix) for index, prefix in jobs]
    decodings = [guarded(works[index]) if works[index].suspect else GREEDY for index, _ in jobs]
    answers = translate_each(requests, decodings, engine, pair, progress)
    return {job: candidates[0] for job, candidates in zip(jobs, answers, strict=True)}


def word_ends(text: str, pair: Pair) -> tuple[int, ...]:
    """Return the offsets of `text` behind which a term may stand: 0, and every end of a word.

    In Japanese, which has no spaces, a word is taken to end where the kind of character changes.

    >>> word_ends("김 총리는 말했다.", Pair("en", "ko"))
    (0, 1, 5)
    >>> word_ends("知事はAPECで会った。", Pair("en", "ja"))
    (0, 2, 3, 7, 8, 9)
    """
    if pair.target in ("ja", "zh"):
        kinds = [_kind(character) for character in text]
        ends = [i for i in range(1, len(text) - 1) if kinds[i] != kinds[i - 1]]
    else:
        ends = [i for i in range(1, len(text)) if text[i] == " "]
    return (0, *ends)


def _kind(character: str) -> str:
    return unicodedata.name(character, "?").split()[0]


def _append(prefix: str, term: str, pair: Pair) -> str:
    return f"{prefix} {term}" if prefix and pair.target not in ("ja", "zh") else prefix + term


def _plans(works: Sequence[Work], growths: Sequence[_Growth], engine: Engine, pair: Pair) -> list[tuple[str, ...]]:
    """Return for each work the beginnings to grow on: its text up to a place, with a missing term behind it.

    Of several missing terms the one goes first whose likeliest place is leftmost: the others can still follow.
    """
    asked = [
        (index, match.term.target)
        for index, (work, growth) in enumerate(zip(works, growths, strict=True))
        for match in _missing(work, growth.text)
    ]
    ends = {index: _free_ends(works[index], growths[index], pair) for index, _ in asked}
    whole = [works[index].request(engine, pair, prefix=growths[index].text) for index, _ in asked]
    openness = engine.openness(whole, [ends[index] for index, _ in asked], [term for _, term in asked], pair)
    first: dict[int, tuple[int, str, list[int]]] = {}
    for (index, term), likely in zip(asked, openness, strict=True):
        ranked = [end for _, end in sorted(zip(likely, ends[index], strict=True), reverse=True)]
        if ranked and (index not in first or ranked[0] < first[index][0]):
            first[index] = ranked[0], term, ranked[:OPEN_PLACES]
    trials = [
        (index, growths[index].text[:end].rstrip(), term) for index, (_, term, places) in first.items() for end in places
    ]
    requests = [works[index].request(engine, pair, prefix=prefix) for index, prefix, _ in trials]
    scores = engine.score(requests, [_append(prefix, term, pair)[len(prefix) :] for _, prefix, term in trials], pair)
    plans: list[list[tuple[float, str]]] = [[] for _ in works]
    for (index, prefix, term), score in zip(trials, scores, strict=True):
        plans[index].append((score, _append(prefix, term, pair)))
    return [tuple(prefix for _, prefix in sorted(plan, reverse=True)[:PLACES]) for plan in plans]


def _missing(work: Work, text: str) -> list[TermMatch]:
    """Return the terms that `text` has in no accepted form, each once."""
    absent = {match.term.id: match for match in work.matches if not any(form in text for form in match.term.accepts())}
    return list(absent.values()) if work.missing else []


def _free_ends(work: Work, growth: _Growth, pair: Pair) -> list[int]:
    """Return the word ends behind what is settled that do not lie within a term the text already carries."""
    text = growth.text
    held = [form for match in work.matches for form in match.term.accepts() if form in text]
    ends = (*word_ends(text, pair), len(text))
    return [end for end in dict.fromkeys(ends) if end >= growth.settled and not _cuts(text, end, held)]


def _cuts(text: str, end: int, held: Sequence[str]) -> bool:
    """Return whether a cut at `end` would go through one of the terms that `text` already carries."""
    return any(start < end < start + len(form) for form in held if (start := text.find(form)) >= 0)


def _merit(work: Work, candidate: Candidate) -> tuple[int, bool, float]:
    carried = sum(any(form in candidate.text for form in match.term.accepts()) for match in work.matches)
    return carried, candidate.complete, candidate.score
