"""The engine people already have: packages of Argos Translate, run with batches over the whole document.

What argostranslate does per paragraph, in batches of 32 tokens, is done here for all texts at once, longest first;
search, length penalty and the handling of unknowns are its own, so that a package says what its makers heard from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Any

from ..errors import EngineUnavailableError, PairNotInstalledError
from ..model import Candidate, Decoding, Pair, Request
from .argos_packages import ArgosPackage, Inventory, argos_setting, packages_folder, read_vocabulary, take_inventory
from .argos_tokens import Tokens, keeps_prefixes, tokens_of
from .base import Capability, Progress
from .batches import each
from .probe import remembered_scheme
from .runtime import Model, ctranslate2
from .threads import threads

BATCH_TOKENS = 512
"""Source tokens of one batch: on two cores as many sentences a second as with 1024, in less memory."""
SCORE_TOKENS = 4096
"""Source tokens of one batch that is only scored: there is no search whose memory would have to be held."""
LENGTH_PENALTY = 0.2
"""As in argostranslate, for which the packages were tuned."""
BEAM = 4
"""As in argostranslate, where nothing else is asked for."""
LIMIT = 256
"""Tokens after which argostranslate cuts a translation off. Here a long source may have twice its own length."""

_loading = Lock()
"""Held while a package is loaded, which may happen in a thread beside the one that asks."""

Work = tuple[int, list[str], list[str]]
"""Index of a request, its tokens, and those with which its translation begins."""


class ArgosEngine:
    """Translates with installed packages, through other languages where no package serves the pair directly."""

    name = "argos"
    summary = "Argos Translate packages that are installed on this machine."

    def __init__(self, *, folder: Path | None = None, threads: int = 0, beam: int = 0) -> None:
        """`folder` holds the packages, by default where argostranslate keeps them; `threads` 0: see `threads`.

        `beam` is the width of the search where a decoding names none; 0 means that of argostranslate's settings.
        """
        self._folder = folder or packages_folder()
        self._threads = threads
        self._beam = beam or _number("ARGOS_BEAM_SIZE", BEAM)
        self._loaded: dict[ArgosPackage, tuple[Any, Tokens]] = {}
        self._vocabularies: dict[ArgosPackage, frozenset[str]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is loaded: another process loads its own, and looks for itself what is installed."""
        return {name: value for name, value in self.__dict__.items() if name not in ("_inventory", "_pairs")} | {"_loaded": {}}

    def card(self) -> str:
        """Return the packages with their versions, and what is wrong with broken ones."""
        lines = [f"{package.pair}  {package.version}  {package.path}" for package in self._inventory.packages]
        lines += [f"{p.pair}  {p.version}  {p.path}  (not used: there is a newer one)" for p in self._inventory.older]
        return "\n".join([*lines, *self._inventory.broken]) or f"No packages in {self._folder}."

    def pairs(self) -> frozenset[Pair]:
        """Return all pairs that the packages serve, directly or through other languages."""
        return self._pairs

    def route(self, pair: Pair) -> tuple[str, ...]:
        """Return the packages on the way, the shortest that there is."""
        return tuple(f"package {package.name} {package.version}" for package in self._inventory.route(pair))

    def capabilities(self, pair: Pair) -> frozenset[Capability]:
        """Return what its decoder can do; prefixes only where one package serves the pair, and one whose tokens keep them."""
        common = {Capability.NBEST, Capability.SUPPRESS, Capability.MASK}
        chain = self._inventory.route(pair)
        if len(chain) != 1:
            return frozenset(common)
        return frozenset(common | {Capability.PREFIX} | ({Capability.SCORE} if keeps_prefixes(chain[0].path) else set()))

    def placeholders(self, pair: Pair) -> tuple[str, ...]:
        """Return what a probe has found to survive; it is made once for a package, at the first need."""
        return remembered_scheme(self, pair)

    def signature(self, pair: Pair) -> str:
        """Return a name of every package on the route and of the search."""
        parts = [self._beam, *(package.fingerprint() for package in self._route(pair))]
        return f"argos/{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]}"

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each request; on a route of several packages only the last gives several."""
        *through, last = self._route(pair)
        for package in through:
            best = self._hop(requests, package, replace(decoding, candidates=1, suppress=()), None)
            requests = [replace(r, source=candidates[0].text) for r, candidates in zip(requests, best, strict=True)]
        return self._hop(requests, last, decoding, progress)

    def score(self, requests: Sequence[Request], continuations: Sequence[str], pair: Pair) -> list[float]:
        """Return the log-probability of each continuation behind its prefix; see `Engine.score`."""
        _, tokens = self._load(self._only(pair))
        rows = [
            (request.source, tokens.encode(request.prefix) if request.prefix else [], tokens.follow(request.prefix, text))
            for request, text in zip(requests, continuations, strict=True)
        ]
        return self._score(rows, pair)

    def openness(
        self, requests: Sequence[Request], places: Sequence[Sequence[int]], words: Sequence[str], pair: Pair
    ) -> list[list[float]]:
        """Return how likely each word begins at each place; see `Engine.openness`.

        CTranslate2 tells of a translation the likelihood of its own tokens alone, so that every place is a row to score.
        """
        _, tokens = self._load(self._only(pair))
        rows = []
        for request, offsets, word in zip(requests, places, words, strict=True):
            for at in offsets:
                before, gap = request.prefix[:at].rstrip(), request.prefix[at : at + 1].isspace()
                tail = tokens.follow(before, f" {word}" if gap else word)[:1]
                rows.append((request.source, tokens.encode(before) if before else [], tail))
        scores = iter(self._score(rows, pair))
        return [[next(scores) for _ in offsets] for offsets in places]

    def _score(self, rows: Sequence[tuple[str, list[str], list[str]]], pair: Pair) -> list[float]:
        """Return the log-probability of every tail, behind what stands before it, as a translation of the source."""
        package = self._only(pair)
        model, tokens = self._load(package)
        encoded = {source: tokens.encode(source) for source in dict.fromkeys(source for source, _, _ in rows)}
        language = [package.target_prefix] if package.target_prefix else []
        results = model.score_batch(
            [encoded[source] for source, _, _ in rows],
            [[*language, *before, *tail] for _, before, tail in rows],
            max_batch_size=SCORE_TOKENS,
            batch_type="tokens",
        )
        starts = [len(language) + len(before) for _, before, _ in rows]
        return [
            float(sum(result.log_probs[start : start + len(tail)]))
            for start, (_, _, tail), result in zip(starts, rows, results, strict=True)
        ]

    def _only(self, pair: Pair) -> ArgosPackage:
        chain = self._route(pair)
        if len(chain) != 1:
            raise EngineUnavailableError(f"Texts are not scored through several packages ({pair}).")
        return chain[0]

    def _hop(
        self, requests: Sequence[Request], package: ArgosPackage, decoding: Decoding, progress: Progress | None
    ) -> list[tuple[Candidate, ...]]:
        if not requests:
            return []
        model, tokens = self._load(package)
        # CTranslate2 refuses tokens that the model does not know; what it cannot write need not be forbidden.
        suppress = [
            spelling
            for text in decoding.suppress
            for spelling in tokens.spellings(text)
            if self._vocabulary(package).issuperset(spelling)
        ]
        language = [package.target_prefix] if package.target_prefix else []
        answers: list[tuple[Candidate, ...]] = [()] * len(requests)

        def translated(batch: Sequence[Work]) -> list[Any]:
            results: list[Any] = model.translate_batch(
                [source for _, source, _ in batch],
                target_prefix=[prefix for _, _, prefix in batch],
                beam_size=max(decoding.beam or self._beam, decoding.candidates),
                num_hypotheses=decoding.candidates,
                no_repeat_ngram_size=decoding.no_repeat or 0,
                suppress_sequences=suppress or None,
                length_penalty=LENGTH_PENALTY,
                max_decoding_length=_limit(batch),
                replace_unknowns=True,
                return_scores=True,
            )
            return results

        for batch, results in each(_batches(requests, tokens, language), translated, self._threads or threads()):
            for (index, _, prefix), result in zip(batch, results, strict=True):
                answers[index] = tuple(
                    Candidate(
                        tokens.decode(
                            hypothesis[len(language) :] if hypothesis[: len(language)] == language else hypothesis,
                            requests[index].prefix,
                            len(prefix) - len(language),
                        ),
                        score,
                        complete=len(hypothesis) < _limit(batch),
                    )
                    for hypothesis, score in zip(result.hypotheses, result.scores, strict=True)
                )
            if progress:
                progress(len(batch))
        return answers

    def _route(self, pair: Pair) -> tuple[ArgosPackage, ...]:
        chain = self._inventory.route(pair)
        if not chain:
            raise PairNotInstalledError(self.name, pair, self.pairs())
        return chain

    def load(self, pair: Pair) -> None:
        """Load the packages on the route, unless that was done; see `Loading`."""
        for package in self._route(pair):
            self._load(package)

    def _load(self, package: ArgosPackage) -> tuple[Any, Tokens]:
        with _loading:
            if package not in self._loaded:
                self._loaded[package] = self._read(package)
            return self._loaded[package]

    def _read(self, package: ArgosPackage) -> tuple[Any, Tokens]:
        try:
            model = Model(
                partial(
                    ctranslate2().Translator,
                    str(package.path / "model"),
                    device=argos_setting("ARGOS_DEVICE_TYPE") or "cpu",
                    compute_type=(argos_setting("ARGOS_COMPUTE_TYPE") or "auto").replace("auto", "default"),
                    inter_threads=self._threads or threads(),
                    intra_threads=1,
                )
            )
            tokens = tokens_of(package.path, *package.codes)
            tokens.encode("x")
        except (RuntimeError, OSError, ValueError) as error:
            raise EngineUnavailableError(
                f"The Argos package in {package.path} is damaged ({error}). Remove it and install it again: "
                f"translator models remove {package.path.name}"
            ) from error
        return model, tokens

    def _vocabulary(self, package: ArgosPackage) -> frozenset[str]:
        """Return the tokens that the model can write."""
        if package not in self._vocabularies:
            self._vocabularies[package] = read_vocabulary(package.path / "model")
        return self._vocabularies[package]

    @cached_property
    def _pairs(self) -> frozenset[Pair]:
        return self._inventory.pairs()

    @cached_property
    def _inventory(self) -> Inventory:
        return take_inventory(self._folder)


def _batches(requests: Sequence[Request], tokens: Tokens, language: list[str]) -> Iterator[list[Work]]:
    """Yield batches of texts that are about as long, the longest first: what needs the most memory fails at the start."""
    work = [
        (index, tokens.encode(request.source), [*language, *(tokens.encode(request.prefix) if request.prefix else [])])
        for index, request in enumerate(requests)
    ]
    work.sort(key=lambda item: -len(item[1]))
    while work:
        size = max(1, BATCH_TOKENS // max(1, len(work[0][1])))
        yield work[:size]
        work = work[size:]


def _limit(batch: Sequence[Work]) -> int:
    """Return how many tokens the translations of a batch may have."""
    return max(LIMIT, 2 * len(batch[0][1]))


def _number(name: str, default: int) -> int:
    value = argos_setting(name)
    return int(value) if value.isdecimal() and int(value) > 0 else default
