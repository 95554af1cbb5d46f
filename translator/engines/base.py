"""What the pipeline asks of an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol, runtime_checkable

from ..model import Candidate, Decoding, Pair, Request


class Capability(StrEnum):
    """What an engine can do beyond translating. Strategies ask for these, never for a class."""

    HINT = "hint"
    """Heeds `Request.hints`."""
    PREFIX = "prefix"
    """Continues `Request.prefix`."""
    NBEST = "n-best"
    """Gives several candidates."""
    SUPPRESS = "suppress"
    """Avoids `Decoding.suppress`."""
    SCORE = "score"
    """Tells how likely a text is as the continuation of a prefix, and at which places of a text."""
    MASK = "mask"
    """Carries `Engine.placeholders` through a translation, as `engines.probe` has shown or will show."""


Progress = Callable[[int], None]
"""Called with the number of requests that were finished since the last call."""


class Engine(Protocol):
    """Translates texts; knows nothing of documents, glossaries or files."""

    name: str

    @property
    def summary(self) -> str:
        """One line for a person who has to choose."""

    def card(self) -> str:
        """Return all that is known of the engine and its models: licence, data, measurements, faults."""

    def capabilities(self, pair: Pair) -> frozenset[Capability]:
        """Return what it can do for `pair`, without loading a model."""

    def placeholders(self, pair: Pair) -> tuple[str, ...]:
        """Return the tokens that stand for terms, the first for the first; none without `Capability.MASK`.

        Where no probe was made yet one is made, which loads the model; it may find that none survive.
        """

    def pairs(self) -> frozenset[Pair]:
        """Return the pairs it translates now, without loading a model."""

    def route(self, pair: Pair) -> tuple[str, ...]:
        """Return what serves `pair`, in words, an entry for every model on the way; none where nothing does."""

    def translate(
        self, requests: Sequence[Request], pair: Pair, decoding: Decoding = Decoding(), progress: Progress | None = None
    ) -> list[tuple[Candidate, ...]]:
        """Return the candidates of every request, in the order of the requests, best first, at least one each.

        Raises `PairNotInstalledError` or `EngineUnavailableError`.
        """

    def score(self, requests: Sequence[Request], continuations: Sequence[str], pair: Pair) -> list[float]:
        """Return the log-probability (natural, summed) of each continuation right behind its `Request.prefix`.

        Only for engines with `Capability.SCORE`.
        """

    def openness(
        self, requests: Sequence[Request], places: Sequence[Sequence[int]], words: Sequence[str], pair: Pair
    ) -> list[list[float]]:
        """Return how likely `words[i]` begins at each of `places[i]`, offsets of `requests[i].prefix`.

        Natural logarithms, of the word's first token only: one pass over the text serves all its places.
        Only for engines with `Capability.SCORE`.
        """

    def signature(self, pair: Pair) -> str:
        """Return what identifies the model behind `pair`: equal signatures give equal output."""


@runtime_checkable
class Loading(Protocol):
    """An engine whose model can be loaded before it is needed."""

    def load(self, pair: Pair) -> None:
        """Load what translates `pair`, unless that was done. May be called from another thread while the engine is asked."""
