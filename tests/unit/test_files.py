"""Nothing is half written, nothing is overwritten unasked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translator import files
from translator.errors import InputError, OutputExistsError
from translator.memory.outputs import hashed


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    """Missing folders are made; nothing else is left behind."""
    files.write(tmp_path / "a" / "b.txt", b"data")
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"data"
    assert os.listdir(tmp_path / "a") == ["b.txt"]


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    """Without force the old content stays; with it the new one is there whole."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(OutputExistsError, match="--force"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    files.write(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """Where the target cannot be replaced, no half file and no stray file remains, and the error says what to do."""
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        files.write(tmp_path / "a.txt", b"data", force=True)
    assert os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize(("name", "says"), [("none.txt", "does not exist"), (".", "is a folder")])
def test_unreadable_inputs_are_explained(tmp_path: Path, name: str, says: str) -> None:
    """A missing file and a folder each get their own words."""
    with pytest.raises(InputError, match=says):
        files.read(tmp_path / name)


def test_too_large_inputs_are_refused_before_they_are_read(tmp_path: Path) -> None:
    """A sparse file of the forbidden size costs no memory."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    with pytest.raises(InputError, match="smaller files"):
        files.read(path)


@pytest.mark.parametrize("size", [0, 1, 2**20, 2**20 + 1])
def test_a_file_has_the_hash_of_its_content(tmp_path: Path, size: int) -> None:
    """Read in blocks or at once: what was noted of a file by an earlier version still holds."""
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    (tmp_path / "a").write_bytes(data)
    assert files.hashed(tmp_path / "a") == hashed(data)
