"""No test reaches the network or the user's own folders."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from translator.engines.builtin import BuiltinEngine


class NetworkUsedError(AssertionError):
    """Something opened a socket."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise NetworkUsedError("a test opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder for the whole session, so that the weights are joined once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, cache: Path, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for variable in [name for name in os.environ if name.startswith(("TRANSLATOR_", "ARGOS_"))]:
        monkeypatch.delenv(variable)


@pytest.fixture(scope="session")
def builtin(cache: Path) -> BuiltinEngine:
    """The real engine, loaded once."""
    return BuiltinEngine(cache=cache / "translator")
