"""No test reaches the network or the user's own folders."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.argos_index import Shelf, served
from translator import network
from translator.engines.builtin import BuiltinEngine

CONNECT, GETADDRINFO = socket.socket.connect, socket.getaddrinfo


class NetworkUsedError(AssertionError):
    """Something opened a socket."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*arguments: object, **options: object) -> None:
        raise NetworkUsedError("a test opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield
    network.unlock()  # a command that was told to stay offline shuts it for its whole process, here for all tests to come


@pytest.fixture
def shelf(_no_network: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """A server of packages on this machine, which alone can be reached."""

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        if address[0] != "127.0.0.1":
            raise NetworkUsedError(f"a test opened a socket to {address}")
        CONNECT(self, address)

    with served() as shelf:
        monkeypatch.setattr(socket.socket, "connect", connect)
        monkeypatch.setattr(socket, "getaddrinfo", GETADDRINFO)
        yield shelf


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
