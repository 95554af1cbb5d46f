"""Killed at any moment, twice at once, with a clock that goes back: what is there is whole, and the rerun finishes."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.faults.commands import SENTENCES, run, start, translate

KILLS = 3


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, float]:
    """The translation that every run must give, and the seconds a run takes."""
    folder = tmp_path_factory.mktemp("right")
    (folder / "a.txt").write_text(SENTENCES, encoding="utf-8")
    began = time.perf_counter()
    status, _, errors = run(folder, *translate(folder / "a.txt", folder / "a.ko.txt", "--no-memory"))
    assert status == 0, errors
    return (folder / "a.ko.txt").read_bytes(), time.perf_counter() - began


def test_killed_at_random_points(tmp_path: Path, right: tuple[bytes, float]) -> None:
    """The target is whole or not there, the memory and the caches can be used, and what the killed runs did is kept."""
    source, target = tmp_path / "a.txt", tmp_path / "out" / "a.ko.txt"
    source.write_text(SENTENCES, encoding="utf-8")
    chance = random.Random(9)
    for _ in range(KILLS):
        process = start(tmp_path, *translate(source, target))
        time.sleep(chance.uniform(0.2, 1) * right[1])
        process.kill()
        process.communicate()
        assert not target.exists() or target.read_bytes() == right[0]
        target.unlink(missing_ok=True)
    status, output, errors = run(tmp_path, *translate(source, target))
    assert (status, output.strip()) == (0, str(target)), errors
    assert target.read_bytes() == right[0]
    assert source.read_text(encoding="utf-8") == SENTENCES


def test_two_runs_at_once(tmp_path: Path, right: tuple[bytes, float]) -> None:
    """Into one file: one wins, the other says so and replaces nothing. The caches and the memory serve both."""
    source, target = tmp_path / "a.txt", tmp_path / "a.ko.txt"
    source.write_text(SENTENCES, encoding="utf-8")
    both = [start(tmp_path, *translate(source, target)) for _ in range(2)]
    ends = [process.communicate(timeout=120) for process in both]
    assert sorted(process.returncode for process in both) == [0, 2], ends
    assert sum("exists already" in errors for _, errors in ends) == 1
    assert target.read_bytes() == right[0]


def test_a_clock_that_goes_back(tmp_path: Path, right: tuple[bytes, float]) -> None:
    """Files of tomorrow, left by a clock that was wrong, are as good as those of today."""
    source, target = tmp_path / "a.txt", tmp_path / "a.ko.txt"
    source.write_text(SENTENCES, encoding="utf-8")
    assert run(tmp_path, *translate(source, target))[0] == 0
    tomorrow = time.time() + 400 * 24 * 3600
    for path in tmp_path.rglob("*"):
        os.utime(path, (tomorrow, tomorrow))
    assert run(tmp_path, *translate(source, target, "--force"))[0] == 0
    assert target.read_bytes() == right[0]
