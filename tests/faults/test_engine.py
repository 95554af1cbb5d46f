"""The built-in engine with damaged files and without memory: a clear message, and right again as soon as it can be."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.faults.commands import run
from translator.engines import weights
from translator.engines.builtin import BuiltinEngine
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
    """With room for Python but not for the model the user is told, and nothing is written."""
    import resource

    source, target = tmp_path / "a.txt", tmp_path / "a.ko.txt"
    source.write_text(TEXT)
    command = ("translate", source, "--to", "ko", "--engine", "builtin", "-o", target, "--no-memory")
    limit = 340 * 2**20
    status, _, errors = run(tmp_path, *command, before=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
    assert status != 0
    assert status < 0 or "not enough memory" in errors, errors  # native code may end the process before Python can speak
    assert not target.exists()
    assert run(tmp_path, *command)[0] == 0
    assert target.exists()
