"""The engine people already have: packages of Argos Translate, run with batches over the whole document.

The package is read by argostranslate; what is decoded with it is ours, because its own path translates one paragraph
at a time in batches of 32 tokens and turns every underscore of a translation into a space.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..errors import EngineUnavailableError, PairNotInstalledError
from ..model import Candidate, Decoding, Pair, Request
from .argos_packages import ArgosPackage, Inventory, packages_folder, read_vocabulary, take_inventory
from .base import Capability, Progress
from .runtime import ctranslate2

BATCH_TOKENS = 1024
"""Source tokens of one batch. Argos' own 32 make 3.5 to 6 times fewer sentences a second on two cores."""
LENGTH_PENALTY = 0.2
"""As in argostranslate, for which the packages were tuned."""


class ArgosEngine:
    """Translates with installed packages, through other languages where no package serves the pair directly."""

    name = "argos"
    summary = "Argos Translate packages that are installed on this machine."

    def __init__(self, *, folder: Path | None = None, threads: int = 0) -> None:
        """`folder` holds the packages, by default where argostranslate keeps them; `threads` 0 means all cores."""
        self._folder = folder or packages_folder()
        self._threads = threads or os.cpu_count() or 1
        self._loaded: dict[ArgosPackage, tuple[Any, Any]] = {}
        self._vocabularies: dict[ArgosPackage, frozenset[str]] = {}

    def card(self) -> str:
        """Return the packages with their versions, and what is wrong with broken ones."""
        lines = [f"{package.pair}  {package.version}  {package.path}" for package in self._inventory.packages]
        return "\n".join([*lines, *self._inventory.broken]) or f"No packages in {self._folder}."

    def pairs(self) -> frozenset[Pair]:
        """Return all pairs that the packages serve, directly or through other languages."""
        return self._inventory.pairs()

    def route(self, pair: Pair) -> tuple[str, ...]:
        """Return the packages on the way, the shortest that there is."""
        return tuple(f"package {package.name} {package.version}" for package in self._inventory.route(pair))

    def capabilities(self, pair: Pair) -> frozenset[Capability]:
        """Return what its decoder can do; a prefix and its score only where one package serves the pair."""
        common = {Capability.NBEST, Capability.SUPPRESS}
        return frozenset(common | ({Capability.PREFIX} if len(self._inventory.route(pair)) == 1 else set()))

    def placeholders(self, pair: Pair) -> tuple[str, ...]:
        """Return none: what a package carries is not known before it was probed."""
        return ()

    def signature(self, pair: Pair) -> str:
        """Return pair, version and size of every package on the route."""
        chain = self._route(pair)
        parts = [(str(p.pair), p.version, (p.path / "model" / "model.bin").stat().st_size) for p in chain]
        return f"argos/{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]}"

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of each request; on a route of several packages only the last gives several."""
        *through, last = self._route(pair)
        for package in through:
            greedy = self._hop(requests, package, replace(decoding, candidates=1, suppress=()), None)
            requests = [replace(r, source=candidates[0].text) for r, candidates in zip(requests, greedy, strict=True)]
        return self._hop(requests, last, decoding, progress)

    def score(self, requests: Sequence[Request], continuations: Sequence[str], pair: Pair) -> list[float]:
        """Not offered: see `capabilities`."""
        raise EngineUnavailableError("The engine argos does not score texts.")

    def openness(
        self, requests: Sequence[Request], places: Sequence[Sequence[int]], words: Sequence[str], pair: Pair
    ) -> list[list[float]]:
        """Not offered: see `capabilities`."""
        raise EngineUnavailableError("The engine argos does not score texts.")

    def _hop(
        self, requests: Sequence[Request], package: ArgosPackage, decoding: Decoding, progress: Progress | None
    ) -> list[tuple[Candidate, ...]]:
        if not requests:
            return []
        model, tokenizer = self._load(package)
        known = self._vocabulary(package)
        # CTranslate2 refuses tokens that the model does not know; what it cannot write need not be forbidden.
        suppress = [tokens for text in decoding.suppress if known.issuperset(tokens := tokenizer.encode(text))]
        language = [package_prefix] if (package_prefix := self._package(package).target_prefix) else []
        results = model.translate_batch(
            [tokenizer.encode(request.source) for request in requests],
            target_prefix=[[*language, *(tokenizer.encode(r.prefix) if r.prefix else [])] for r in requests],
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=max(decoding.beam, decoding.candidates),
            num_hypotheses=decoding.candidates,
            no_repeat_ngram_size=decoding.no_repeat,
            suppress_sequences=suppress or None,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            return_scores=True,
        )
        if progress:
            progress(len(requests))
        return [
            tuple(
                Candidate(self._text(tokenizer, tokens, language), score / max(1, len(tokens)) ** (1 - LENGTH_PENALTY))
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            )
            for result in results
        ]

    def _text(self, tokenizer: Any, tokens: list[str], language: list[str]) -> str:
        """Return the text of `tokens` without the language token in front, and with its underscores."""
        tokens = tokens[len(language) :] if tokens[: len(language)] == language else tokens
        if hasattr(tokenizer, "lazy_processor"):
            text: str = tokenizer.lazy_processor().decode_pieces(tokens)
        else:
            text = tokenizer.decode(tokens)
        return text.replace("▁", " ").strip()

    def _route(self, pair: Pair) -> tuple[ArgosPackage, ...]:
        chain = self._inventory.route(pair)
        if not chain:
            raise PairNotInstalledError(self.name, pair, self.pairs())
        return chain

    def _load(self, package: ArgosPackage) -> tuple[Any, Any]:
        if package not in self._loaded:
            try:
                model = ctranslate2().Translator(str(package.path / "model"), device="cpu", intra_threads=self._threads)
                tokenizer = self._package(package).tokenizer
                tokenizer.encode("")
            except (RuntimeError, OSError, ValueError) as error:
                raise EngineUnavailableError(
                    f"The Argos package in {package.path} is damaged ({error}). Remove it and install it again."
                ) from error
            self._loaded[package] = model, tokenizer
        return self._loaded[package]

    def _vocabulary(self, package: ArgosPackage) -> frozenset[str]:
        """Return the tokens that the model can write."""
        if package not in self._vocabularies:
            self._vocabularies[package] = read_vocabulary(package.path / "model")
        return self._vocabularies[package]

    def _package(self, package: ArgosPackage) -> Any:
        # argostranslate must not load onnxruntime, which would report to its maker by default; its package module
        # does not, and the switch makes sure of it.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        from argostranslate.package import Package

        return Package(package.path)

    @cached_property
    def _inventory(self) -> Inventory:
        return take_inventory(self._folder)
