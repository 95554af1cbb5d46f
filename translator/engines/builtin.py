"""The engine that comes with the package: a small decoder that was trained to heed term hints.

How a request is written for it, and how its weights came about, is told in `translator/weights/MODEL.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Any

from .. import cache
from ..errors import PairNotInstalledError
from ..model import Candidate, Decoding, Pair, Request
from ..scripts import wrong_script
from . import weights
from .base import Capability, Progress
from .batches import each
from .runtime import LEAST, Model, ctranslate2
from .threads import threads

TARGETS = {"ko": "Korean", "ja": "Japanese"}
CAPABILITIES = frozenset(
    {Capability.HINT, Capability.PREFIX, Capability.NBEST, Capability.SUPPRESS, Capability.SCORE}
)
MAX_HINTS = 12
BATCH_TOKENS = 256
"""Prompt tokens of one batch. Larger ones are slower, since what was attended to is copied at every token and fits into no
cache any more: 72 sentences of news take 80 s on a core with 256, 85 s with 512, 92 s with 1024; 96 s with 128."""
BEAM, NO_REPEAT, REPETITION_PENALTY = 4, 5, 1.1
"""How these weights are searched best: 3 points of chrF above the greedy search on news in both languages, at two and a
half times its time, and hardly a loop is left (`benchmarks.search` compares)."""
MIN_SCORE = -1e9


def length_bound(source_tokens: int) -> int:
    """Return how many tokens a translation may have.

    Of 2,700 reference translations (news, encyclopaedia, WMT) 3 are longer, all of them free renderings.
    """
    return 2 * source_tokens + 16


_Work = tuple[int, list[str], int]
"""Index of a request, its prompt, and how many tokens its translation may have."""


def room(batch: Sequence[_Work]) -> int:
    """Return about how many bytes the translation of a batch takes, rather too many.

    Measured as the growth of the process: 115 MB for a sentence of 5 words, 1.16 GB for 3 of 300, 1.13 GB for 30 of 20.
    """
    return LEAST + sum(10_000_000 + 1_400_000 * len(prompt) for _, prompt, _ in batch)


def forwarded(length: int) -> int:
    """Return how many tokens of a prompt of `length` are read at once; what is left of it is read one by one.

    So few numbers that many prompts share each of them and batches are full, and so many that little is read one by one:
    steps of 4 take 5 % less of the processor for 40 sentences than steps of 16 or 1.

    >>> [forwarded(length) for length in (3, 5, 16, 19, 47)]
    [3, 4, 16, 16, 44]
    """
    return length // 4 * 4 or length


def limit(bound: int) -> int:
    """Return after how many tokens the search ends where a translation may have `bound`: few numbers, as above, and for
    prompts without hints one for each of those."""
    return -(-(bound - 2) // 32) * 32 + 2


def _alike(work: _Work) -> tuple[int, int]:
    _, prompt, bound = work
    return forwarded(len(prompt)), limit(bound)


class BuiltinEngine:
    """Runs the shipped model on CTranslate2; loads it at the first request."""

    name = "builtin"

    def __init__(self, *, cache: Path | None = None, threads: int = 0) -> None:
        """`cache` is where the joined weights are kept, by default the user's cache folder; `threads` 0: see `threads`."""
        self._cache = cache
        self._foreign_pieces: dict[str, list[list[str]]] = {}
        self._threads = threads
        self._lock = Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(BuiltinEngine, cache=self._cache, threads=self._threads), ()

    def pairs(self) -> frozenset[Pair]:
        """Return English into every language it was trained for."""
        return frozenset(Pair("en", target) for target in TARGETS)

    def route(self, pair: Pair) -> tuple[str, ...]:
        """Return that the model needs nothing installed."""
        return ("the model that comes with translator",) if pair in self.pairs() else ()

    @property
    def summary(self) -> str:
        """What to expect, with the measured scores."""
        scores = ", ".join(f"{target} {score}" for target, score in sorted(self._facts["chrf"].items()))
        return f"Comes with the package. Small and young: a draft that a person has to revise. chrF on news: {scores}."

    def card(self) -> str:
        """Return the model card that is shipped with the weights."""
        return (weights.WEIGHTS / "MODEL.md").read_text(encoding="utf-8")

    def capabilities(self, pair: Pair) -> frozenset[Capability]:
        """Return all it was trained for, and `MASK` where the probe of the release found placeholders that hold."""
        return CAPABILITIES | ({Capability.MASK} if self.placeholders(pair) else set())

    def placeholders(self, pair: Pair) -> tuple[str, ...]:
        """Return the placeholders that the probe of the release chose for `pair`."""
        return tuple(self._facts["placeholders"].get(pair.target, ()))

    def signature(self, pair: Pair) -> str:
        """Return `builtin/`, a name of exactly these weights, and how they are searched."""
        return f"builtin/{weights.model_version()}/{BEAM}-{NO_REPEAT}-{REPETITION_PENALTY}"

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each request; see `Engine.translate`."""
        self.load(pair)
        suppress = [tokens for text in decoding.suppress for tokens in self._spellings(text)]
        suppress += self._foreign(pair)
        answers: list[tuple[Candidate, ...]] = [()] * len(requests)
        options = {
            "beam_size": max(decoding.beam or BEAM, decoding.candidates),
            "num_hypotheses": decoding.candidates,
            "no_repeat_ngram_size": NO_REPEAT if decoding.no_repeat is None else decoding.no_repeat,
            "repetition_penalty": REPETITION_PENALTY,
            "suppress_sequences": suppress,
            "end_token": "<eos>",
            "include_prompt_in_result": False,
            "return_end_token": True,
            "return_scores": True,
        }
        for batch, results in each(self._batches(requests, pair), partial(self._generated, options=options), self._cores):
            for (index, _, bound), result in zip(batch, results, strict=True):
                answers[index] = tuple(
                    self._candidate(requests[index], tokens, score, bound)
                    for tokens, score in zip(result.sequences, result.scores, strict=True)
                )
            if progress:
                progress(len(batch))
        return answers

    def score(self, requests: Sequence[Request], continuations: Sequence[str], pair: Pair) -> list[float]:
        """Return the log-probability of each continuation behind its prefix; see `Engine.score`."""
        self.load(pair)
        tails = [
            self._pieces(text if request.prefix else f" {text}")
            for request, text in zip(requests, continuations, strict=True)
        ]
        whole = [[*self._prompt(request, pair), *tail] for request, tail in zip(requests, tails, strict=True)]
        # CTranslate2 fails on rows of different length (its issue 1497). What follows a token does not change its
        # probability, so padding on the right is harmless; to steps of 16, so that company decides no rounding.
        widths = [-(-len(row) // 16) * 16 for row in whole]
        batches = []
        order = sorted(range(len(whole)), key=lambda index: -widths[index])
        for width, alike in groupby(order, key=lambda index: widths[index]):
            indices = list(alike)
            size = max(1, BATCH_TOKENS // width)
            batches += [indices[at : at + size] for at in range(0, len(indices), size)]
        scores = [0.0] * len(whole)
        padded = [row + ["<pad>"] * (width - len(row)) for row, width in zip(whole, widths, strict=True)]
        for batch, results in each(batches, lambda batch: self._generator.score_batch([padded[i] for i in batch]), self._cores):
            for index, result in zip(batch, results, strict=True):
                end = len(whole[index]) - 1
                scores[index] = sum(result.log_probs[end - len(tails[index]) : end])
        return scores

    def openness(
        self, requests: Sequence[Request], places: Sequence[Sequence[int]], words: Sequence[str], pair: Pair
    ) -> list[list[float]]:
        """Return how likely each word begins at each place; see `Engine.openness`."""
        self.load(pair)
        # Several words for one text follow each other, and it is read once for all of them.
        asked = [list(group) for _, group in groupby(zip(requests, places, words, strict=True), key=itemgetter(0))]
        answers = each(asked, partial(self._openness, pair), self._cores)
        return [likelihoods for _, found in answers for likelihoods in found]

    def _openness(self, pair: Pair, asked: Sequence[tuple[Request, Sequence[int], str]]) -> list[list[float]]:
        import numpy

        request = asked[0][0]
        prompt = self._prompt(replace(request, prefix=""), pair)
        pieces = self._pieces(f" {request.prefix}")
        # One row at a time: CTranslate2 fails on rows of different length (its issue 1497).
        likely = numpy.asarray(self._generator.forward_batch([[*prompt, *pieces]], return_log_probs=True))[0]
        ends = dict(zip(accumulate((len(piece) for piece in pieces), initial=-1), range(len(pieces) + 1), strict=True))
        ends[0] = 0  # the space that begins every answer is no character of the text
        found = []
        for _, offsets, word in asked:
            spaced, bare = (self._processor.piece_to_id(self._pieces(text)[0]) for text in (f" {word}", word))
            found.append(
                [
                    float(likely[len(prompt) + ends[at] - 1, spaced if at == 0 or request.prefix[at : at + 1] == " " else bare])
                    if at in ends
                    else MIN_SCORE
                    for at in offsets
                ]
            )
        return found

    def _generated(self, batch: Sequence[_Work], options: Mapping[str, Any]) -> list[Any]:
        """Return what CTranslate2 makes of a batch: of half of it at a time where there is not enough memory for all."""
        prompts = [prompt for _, prompt, _ in batch]
        shared = forwarded(len(prompts[0]))
        if all(len(prompt) > shared for prompt in prompts):
            prompts.append(self._companion(shared))
        try:
            with self._generator.room(room(batch)):
                results: list[Any] = self._generator.generate_batch(prompts, max_length=limit(batch[0][2]), **options)
        except MemoryError:
            if len(batch) == 1:
                raise
            half = len(batch) // 2
            return [*self._generated(batch[:half], options), *self._generated(batch[half:], options)]
        return results[: len(batch)]

    def _companion(self, length: int) -> list[str]:
        """Return a prompt of just so many tokens, which makes CTranslate2 read no more of the others at once.

        It is a translation that has come to its end, so that the search leaves it after some four steps; the first words
        of a sentence would be written on for as long as the batch may.
        """
        return ["<eos>"] * max(0, length - len(self._finished)) + self._finished[-length:]

    def load(self, pair: Pair) -> None:
        """Load the model, unless that was done; see `Loading`."""
        if pair not in self.pairs():
            raise PairNotInstalledError(self.name, pair, self.pairs())
        with self._lock:
            self._generator, self._processor, self._foreign(pair)

    def _batches(self, requests: Sequence[Request], pair: Pair) -> Iterator[list[_Work]]:
        """Yield batches of index, prompt and length bound.

        Of prompts of different length CTranslate2 reads only as much at once as the shortest has, and the rest of each as
        slowly as it writes; and by what was read at once the arithmetic rounds, so that the company would decide what comes
        out. Therefore those are together of which the same number of tokens is read at once, and that may become as long.
        The longest come first: the most memory is asked for at the start, not at the end.
        """
        work = [
            (index, self._prompt(request, pair), length_bound(len(self._pieces(request.source))))
            for index, request in enumerate(requests)
        ]
        work.sort(key=lambda item: (_alike(item), len(item[1])), reverse=True)
        for _, group in groupby(work, key=_alike):
            alike = list(group)
            size = max(1, BATCH_TOKENS // len(alike[0][1]))
            yield from (alike[at : at + size] for at in range(0, len(alike), size))

    def _prompt(self, request: Request, pair: Pair) -> list[str]:
        lines = [f"English: {request.source}"]
        if request.hints:
            terms = "; ".join(f"{source} = {target}" for source, target in request.hints[:MAX_HINTS])
            lines.append(f"Terms: {terms}")
        lines.append(f"{TARGETS[pair.target]}:")
        prefix = self._pieces(f" {request.prefix}") if request.prefix else []
        return ["<bos>", *self._pieces("\n".join(lines)), *prefix]

    def _candidate(self, request: Request, tokens: list[str], score: float, bound: int) -> Candidate:
        complete = bool(tokens) and tokens[-1] == "<eos>" and len(tokens) <= bound + 1
        continuation: str = self._processor.decode([token for token in tokens if token != "<eos>"])
        return Candidate(text=(request.prefix + continuation).strip(), score=max(score, MIN_SCORE), complete=complete)

    def _spellings(self, text: str) -> list[list[str]]:
        """Return the token sequences of `text` at the start of a word and inside one."""
        return [self._pieces(f" {text}"), self._pieces(text)]

    def _pieces(self, text: str) -> list[str]:
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def _foreign(self, pair: Pair) -> list[list[str]]:
        """Return the pieces that no text in the target language has; young weights slip from one into the other."""
        if pair.target not in self._foreign_pieces:
            pieces = [self._processor.id_to_piece(index) for index in range(self._processor.get_piece_size())]
            wrong = frozenset(wrong_script("".join(pieces), pair.target))
            self._foreign_pieces[pair.target] = [[piece] for piece in pieces if not wrong.isdisjoint(piece)]
        return self._foreign_pieces[pair.target]

    @cached_property
    def _facts(self) -> dict[str, dict[str, Any]]:
        facts: dict[str, dict[str, Any]] = json.loads((weights.WEIGHTS / weights.FACTS).read_text(encoding="utf-8"))
        return facts

    @cached_property
    def _finished(self) -> list[str]:
        return ["<bos>", *self._pieces("English: Yes.\nKorean: 네.")]

    @cached_property
    def _processor(self) -> Any:
        from sentencepiece import SentencePieceProcessor

        return SentencePieceProcessor(model_file=str(weights.WEIGHTS / "sp.model"))

    @cached_property
    def _cores(self) -> int:
        return self._threads or threads()

    @cached_property
    def _generator(self) -> Any:
        options = {"device": "cpu", "compute_type": "int8", "inter_threads": self._cores, "intra_threads": 1}
        make = partial(ctranslate2().Generator, **options)
        try:
            whole = weights.joined(self._cache or cache.folder())
        except OSError:
            files = weights.in_memory()
            return Model(lambda: make("builtin", files=files), sum(map(len, files.values())))
        return Model(lambda: make(str(whole)), (whole / "model.bin").stat().st_size)
