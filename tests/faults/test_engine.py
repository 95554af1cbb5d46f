"""The built-in engine with damaged files and without memory: a clear message, and right again as soon as it can be."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import run
from translator.engines import weights
from translator.engines.builtin import BuiltinEngine, room
from translator.errors import EngineUnavailableError
from translator.model import Pair, Request

TEXT = "The governor met the mayor."
PAIR = Pair("en", "ko")


def test_a_damaged_cache_is_made_anew(tmp_path: Path, builtin: BuiltinEngine) -> None:
    """A turned byte in the joined weights, of the right length, is found and never translated with."""
    whole = weights.joined(tmp_path) / "model.bin"
    right = whole.read_bytes()
    for damaged in (right[:-1], right[:70_000_000] + b"\0\1\2\3" + right[70_000_004:], b""):
        whole.write_bytes(damaged)
        assert (weights.joined(tmp_path) / "model.bin").read_bytes() == right
    translated = BuiltinEngine(cache=tmp_path).translate([Request(TEXT)], PAIR)
    assert translated == builtin.translate([Request(TEXT)], PAIR)


def test_a_truncated_weight_file_is_named(tmp_path: Path) -> None:
    """Also where an older cache would still do: what is installed is broken, and that is said."""
    folder = tmp_path / "weights"
    folder.mkdir()
    for path in weights.WEIGHTS.iterdir():
        (folder / path.name).symlink_to(path)
    piece = folder / "model.bin.2"
    piece.unlink()
    shutil.copy(weights.WEIGHTS / "model.bin.2", piece)
    with piece.open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(EngineUnavailableError, match=r"model\.bin\.2 is damaged.*Install translator again"):
        weights.joined(tmp_path / "cache", folder)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_not_enough_memory(tmp_path: Path) -> None:
    """With room for Python but not for the model the user is told, and nothing is written; native code ends no process."""
    import resource

    source, target = tmp_path / "a.txt", tmp_path / "a.ko.txt"
    source.write_text(TEXT)
    command = ("translate", source, "--to", "ko", "--engine", "builtin", "-o", target, "--no-memory")
    for limit in (300 * 2**20, 380 * 2**20):
        set_limit = partial(resource.setrlimit, resource.RLIMIT_AS, (limit, limit))
        status, _, errors = run(tmp_path, *command, before=set_limit)
        assert (status, target.exists()) == (2, False), errors
        assert "not enough memory" in errors
    assert run(tmp_path, *command)[0] == 0
    assert target.exists()


def test_little_memory_makes_small_batches(builtin: BuiltinEngine) -> None:
    """Where there is not enough for all texts at once, they go one by one, and all come back in their order."""

    class Scarce:
        """The model on a machine that has room for one short text."""

        refused = 0

        @contextmanager
        def room(self, size: int) -> Iterator[None]:
            if size > room([(0, ["word"] * 20, 0)]):
                self.refused += 1
                raise MemoryError
            with builtin._generator.room(size):
                yield

        def generate_batch(self, *arguments: Any, **options: Any) -> Any:
            return builtin._generator.generate_batch(*arguments, **options)

    engine, scarce = BuiltinEngine(), Scarce()
    engine.__dict__["_generator"] = scarce
    requests = [Request(f"The {who} left.") for who in ("mayor", "governor", "minister")]  # of one length, one batch
    assert engine.translate(requests, PAIR) == [builtin.translate([request], PAIR)[0] for request in requests]
    assert scarce.refused == 2
    with pytest.raises(MemoryError):
        engine.translate([Request("A text that has very many words. " * 20)], PAIR)
