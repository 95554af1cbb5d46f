"""The engines by name. None of them is imported before it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from ..errors import EngineUnavailableError
from .base import Engine

ENGINES: dict[str, str] = {
    "builtin": "translator.engines.builtin:BuiltinEngine",
    "argos": "translator.engines.argos:ArgosEngine",
    "fake": "translator.engines.fake:FakeEngine",
}


def load_engine(name: str) -> Engine:
    """Return a new engine; its model is loaded at the first request. Raises `EngineUnavailableError`."""
    if name not in ENGINES:
        raise EngineUnavailableError(f"There is no engine {name!r}. Choose one with --engine: auto, {', '.join(ENGINES)}.")
    module, _, attribute = ENGINES[name].partition(":")
    return cast(Engine, getattr(import_module(module), attribute)())
