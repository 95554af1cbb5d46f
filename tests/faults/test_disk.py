"""Disks that are full or read-only: a message that says what to do, no half of a file, and the rerun finishes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.commands import SENTENCES, run, translate


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A document larger than the disk."""
    path = tmp_path / "a.txt"
    path.write_text(SENTENCES, encoding="utf-8")
    return path


def test_the_target_does_not_fit(disk: Path, source: Path, tmp_path: Path) -> None:
    """Nothing is left on the full disk; with room elsewhere the same command succeeds."""
    status, _, errors = run(tmp_path, *translate(source, disk / "a.ko.txt"))
    assert status == 2, errors
    assert "No space left on device" in errors
    assert "choose another -o" in errors
    assert list(disk.iterdir()) == []
    assert run(tmp_path, *translate(source, tmp_path / "a.ko.txt"))[0] == 0


def test_the_caches_and_the_memory_do_not_fit(disk: Path, source: Path, tmp_path: Path) -> None:
    """Without a cache everything works; a memory that cannot be kept is said, in words."""
    status, _, errors = run(disk, *translate(source, tmp_path / "a.ko.txt"))
    assert status in (0, 3), errors
    assert "Traceback" not in errors
    assert "memory" in errors or status == 0
    assert run(disk, *translate(source, tmp_path / "b.ko.txt", "--no-memory"))[0] == 0


def test_folders_that_cannot_be_written(disk: Path, source: Path, tmp_path: Path) -> None:
    """For the target that is an error with its name; for the cache it is none."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    status, _, errors = run(tmp_path, *translate(source, disk / "a.ko.txt"))
    assert status == 2, errors
    assert "Read-only file system" in errors
    assert run(disk, *translate(source, tmp_path / "a.ko.txt", "--no-memory"))[0] == 0
