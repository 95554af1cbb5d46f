"""Which engine translates a pair, where nobody has named one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import PairNotInstalledError
from ..model import Pair
from . import load_engine
from .base import Engine

AUTO = "auto"
ORDER = ("argos", "builtin")
"""A package that somebody has installed for a pair was wanted for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine for a pair."""

    engine: Engine
    why: str
    """Half a sentence for a person."""
    direct: bool = True
    """Whether one model does it, not a chain of them."""


def choose(name: str, pair: Pair, load: Callable[[str], Engine] = load_engine) -> Choice:
    """Return the engine of that name, or for `auto` the one that serves `pair` best.

    A package for the pair goes before the built-in model, and that before a chain of packages: what is translated
    twice loses twice. Raises `EngineUnavailableError`, or `PairNotInstalledError` where no engine serves the pair.
    """
    if name != AUTO:
        engine = load(name)
        if pair not in engine.pairs():
            raise PairNotInstalledError(engine.name, pair, engine.pairs())
        return _choice(engine, pair)
    serving = [engine for engine in map(load, ORDER) if pair in engine.pairs()]
    if not serving:
        raise PairNotInstalledError(AUTO, pair, served(load))
    best = min(serving, key=lambda engine: len(engine.route(pair)))
    return _choice(best, pair)


def served(load: Callable[[str], Engine] = load_engine) -> frozenset[Pair]:
    """Return all pairs that some engine translates now."""
    return frozenset(pair for name in ORDER for pair in load(name).pairs())


def _choice(engine: Engine, pair: Pair) -> Choice:
    steps = engine.route(pair)
    if len(steps) == 1:
        return Choice(engine, steps[0])
    return Choice(engine, f"{len(steps)} steps: {', then '.join(steps)}", direct=False)
