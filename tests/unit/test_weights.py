"""The built-in model's files are joined once, verified, and never half."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from translator.engines import weights
from translator.errors import EngineUnavailableError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny model in eleven pieces, so that their order matters."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    files = {f"model.bin.{n}": bytes([n]) * 10 for n in range(11)} | {"config.json": b"{}", "vocabulary.json": b"[]"}
    for name, data in files.items():
        (shipped / name).write_bytes(data)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    (shipped / weights.SUMS).write_text(sums)
    return shipped


def test_pieces_are_joined_in_numerical_order(folder: Path, tmp_path: Path) -> None:
    """Piece 10 comes after piece 9, on disk and in memory."""
    whole = b"".join(bytes([n]) * 10 for n in range(11))
    assert (weights.joined(tmp_path / "cache", folder) / "model.bin").read_bytes() == whole
    assert weights.in_memory(folder)["model.bin"] == whole


def test_joining_again_writes_nothing(folder: Path, tmp_path: Path) -> None:
    """The second start finds the file of the first."""
    first = weights.joined(tmp_path / "cache", folder) / "model.bin"
    stamp = first.stat().st_mtime_ns
    assert weights.joined(tmp_path / "cache", folder) / "model.bin" == first
    assert first.stat().st_mtime_ns == stamp


def test_a_truncated_join_is_made_anew(folder: Path, tmp_path: Path) -> None:
    """A file cut short by a crash of the machine is not believed."""
    whole = weights.joined(tmp_path / "cache", folder) / "model.bin"
    data = whole.read_bytes()
    whole.write_bytes(data[:50])
    assert (weights.joined(tmp_path / "cache", folder) / "model.bin").read_bytes() == data


@pytest.mark.parametrize("harm", ["damage", "remove", "forget"])
def test_damaged_weights_are_refused(folder: Path, tmp_path: Path, harm: str) -> None:
    """Changed, missing and unlisted files are named, and nothing is left in the cache to be believed later."""
    if harm == "damage":
        (folder / "model.bin.3").write_bytes(b"x" * 10)
    else:
        (folder / ("model.bin.3" if harm == "remove" else weights.SUMS)).unlink()
    with pytest.raises(EngineUnavailableError, match="nstall translator again"):
        weights.joined(tmp_path / "cache", folder)
    assert not list((tmp_path / "cache").rglob("model.bin"))


def test_other_weights_get_another_name(folder: Path) -> None:
    """A release of new weights never meets the old join."""
    before = weights.model_version(folder)
    sums = (folder / weights.SUMS).read_text()
    (folder / weights.SUMS).write_text(sums.replace(sums[:8], "00000000", 1))
    assert weights.model_version(folder) != before


def test_the_shipped_weights_are_whole() -> None:
    """Every file that is shipped has the checksum that is shipped with it."""
    weights.verify()
    assert set(weights.read_sums()) >= {"model.bin.0", "sp.model", *weights.SMALL}
