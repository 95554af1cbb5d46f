"""An engine without a model: it looks words up in a dictionary and echoes the rest.

It makes tests fast and exact, and lets a user try formats and glossaries in a moment.
Public as `translator.testing.FakeEngine`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from ..model import Candidate, Decoding, Pair, Request
from .base import Capability, Progress


class FakeEngine:
    """Answers with the dictionary's translation of the whole text, else with the text itself.

    Hints are obeyed by replacing their source, so what a glossary does can be seen.

    >>> engine = FakeEngine({"Good morning.": "안녕하세요."})
    >>> requests = [Request("Good morning."), Request("Nagano is far.", hints=(("Nagano", "나가노"),))]
    >>> [candidates[0].text for candidates in engine.translate(requests, Pair("en", "ko"))]
    ['안녕하세요.', '나가노 is far.']
    """

    name = "fake"
    summary = "Echoes the text, with the terms of the glossary replaced. For trying formats and glossaries."

    def __init__(
        self,
        dictionary: Mapping[str, str] | None = None,
        *,
        capabilities: frozenset[Capability] = frozenset({Capability.HINT}),
        pairs: frozenset[Pair] | None = None,
    ) -> None:
        self._capabilities = capabilities
        self._dictionary = dict(dictionary or {})
        self._pairs = pairs or frozenset(Pair("en", target) for target in ("ko", "ja"))

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs it was made for, English into Korean and Japanese unless told otherwise."""
        return self._pairs

    def route(self, pair: Pair) -> tuple[str, ...]:
        """Return that there is no model."""
        return ("an echo",) if pair in self._pairs else ()

    def card(self) -> str:
        """Return the summary: there is no model to tell of."""
        return self.summary

    def capabilities(self, pair: Pair) -> frozenset[Capability]:
        """Return what it was made with."""
        return self._capabilities

    def placeholders(self, pair: Pair) -> tuple[str, ...]:
        """Return tokens that an echo carries by its nature."""
        return ("[1]", "[2]", "[3]") if Capability.MASK in self._capabilities else ()

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return one candidate a request."""
        if progress:
            progress(len(requests))
        return [(Candidate(self._answer(request)),) for request in requests]

    def score(self, requests: Sequence[Request], continuations: Sequence[str], pair: Pair) -> list[float]:
        """Return 0 for everything: to it, all texts are as likely."""
        return [0.0] * len(requests)

    def openness(
        self, requests: Sequence[Request], places: Sequence[Sequence[int]], words: Sequence[str], pair: Pair
    ) -> list[list[float]]:
        """Return 0 for every place."""
        return [[0.0] * len(offsets) for offsets in places]

    def signature(self, pair: Pair) -> str:
        """Return `fake/` and a name of exactly this dictionary."""
        known = json.dumps(self._dictionary, sort_keys=True).encode()
        return f"fake/{hashlib.sha256(known).hexdigest()[:12]}"

    def _answer(self, request: Request) -> str:
        if request.source in self._dictionary:
            return self._dictionary[request.source]
        text = request.source
        for source, target in request.hints:
            text = text.replace(source, target)
        return text
