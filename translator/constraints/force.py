"""Rung: write the missing term where the model finds it likeliest, and let the model go on from there.

CTranslate2 has no lexically constrained search (its issue 739). This comes near to grid beam search
(Hokamp and Liu 2017, ACL, P17-1141) with two plain calls: the term is scored behind every prefix of the draft that
ends at a word, the likeliest places are taken, and the rest of the sentence is decoded anew behind the term. What
stood in the draft instead of the term is thereby gone, and the model itself chooses how the sentence continues.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..engines.base import Capability, Engine, Progress
from ..model import Candidate, Decoding, Pair, TermMatch
from .base import Proposal, Work

OPEN_PLACES = 4
"""How many places are left after one look at the whole draft, which asks for the first token of the term alone."""
PLACES = 2
"""At how many of them the sentence is grown on, after the whole term was scored there."""
ROUNDS = 4
"""Terms that are forced into one segment, at most."""


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
        found: list[tuple[Candidate, ...]] = [()] * len(works)
        decodes = [0] * len(works)
        texts = [work.best for work in works]
        for _ in range(ROUNDS):
            open_terms = {index: term for index, work in enumerate(works) if (term := _next(work, texts[index]))}
            if not open_terms:
                break
            places = _likeliest(works, texts, open_terms, engine, pair)
            requests = [
                works[index].request(engine, pair, prefix=_append(prefix, match.term.target, pair))
                for index, match in open_terms.items()
                for prefix in places[index]
            ]
            answers = iter(engine.translate(requests, pair, Decoding(), progress))
            for index in open_terms:
                grown = tuple(next(answers)[0] for _ in places[index])
                decodes[index] += len(grown)
                found[index] = (*grown, *found[index])
                texts[index] = max(grown, key=lambda candidate: _merit(works[index], candidate)).text
        return [Proposal(candidates, spent) for candidates, spent in zip(found, decodes, strict=True)]


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


def _next(work: Work, text: str) -> TermMatch | None:
    """Return the first missing term that `text` has in no accepted form."""
    return next((m for m in work.missing if not any(form in text for form in m.term.accepts())), None)


def _append(prefix: str, term: str, pair: Pair) -> str:
    return f"{prefix} {term}" if prefix and pair.target not in ("ja", "zh") else prefix + term


def _likeliest(
    works: Sequence[Work], texts: Sequence[str], open_terms: dict[int, TermMatch], engine: Engine, pair: Pair
) -> dict[int, list[str]]:
    """Return for each open work the prefixes of its text behind which its term is likeliest."""
    indices = list(open_terms)
    words = [open_terms[index].term.target for index in indices]
    whole = [works[index].request(engine, pair, prefix=texts[index]) for index in indices]
    ends = [_free_ends(works[index], texts[index], pair) for index in indices]
    openness = engine.openness(whole, ends, words, pair)
    trials = [
        (index, texts[index][:end].rstrip(), word)
        for index, word, offsets, likely in zip(indices, words, ends, openness, strict=True)
        for _, end in sorted(zip(likely, offsets, strict=True), reverse=True)[:OPEN_PLACES]
    ]
    requests = [works[index].request(engine, pair, prefix=prefix) for index, prefix, _ in trials]
    scores = engine.score(requests, [_append(prefix, word, pair)[len(prefix) :] for _, prefix, word in trials], pair)
    ranked: dict[int, list[tuple[float, str]]] = {index: [] for index in indices}
    for (index, prefix, _), score in zip(trials, scores, strict=True):
        ranked[index].append((score, prefix))
    return {index: [prefix for _, prefix in sorted(found, reverse=True)[:PLACES]] for index, found in ranked.items()}


def _free_ends(work: Work, text: str, pair: Pair) -> list[int]:
    """Return the word ends of `text` that do not lie within a term it already carries."""
    held = [form for match in work.matches for form in match.term.accepts() if form in text]
    return [end for end in word_ends(text, pair) if not _cuts(text, end, held)]


def _cuts(text: str, end: int, held: Sequence[str]) -> bool:
    """Return whether a cut at `end` would go through one of the terms that `text` already carries."""
    return any(start < end < start + len(form) for form in held if (start := text.find(form)) >= 0)


def _merit(work: Work, candidate: Candidate) -> tuple[int, bool, float]:
    carried = sum(any(form in candidate.text for form in match.term.accepts()) for match in work.matches)
    return carried, candidate.complete, candidate.score
