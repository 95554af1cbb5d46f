"""Folders on the command line: paths, table, exit status, interruption, watching."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "translator", "translate"]
FAKE = ["--to", "ko", "--engine", "fake", "--fail-on", "never"]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments, *FAKE], capture_output=True, text=True, cwd=cwd, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("index.md", "guide/start.md", "guide/end.txt"):
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The talks ended.\n", encoding="utf-8")
    return tmp_path


def test_a_folder_is_translated_and_then_up_to_date(site: Path) -> None:
    """Paths on stdout the first time, none the second; a table on stderr, and kept files are named."""
    first = run("docs", "-o", "out", cwd=site)
    assert first.returncode == 0, first.stderr
    assert first.stdout.split() == ["out/index.ko.md", "out/guide/end.ko.txt", "out/guide/start.ko.md"]
    assert "3 translations: 3 translated" in first.stderr
    second = run("docs", "-o", "out", cwd=site)
    assert (second.returncode, second.stdout) == (0, "")
    assert "3 up to date" in second.stderr
    (site / "out" / "index.ko.md").write_text("회담", encoding="utf-8")
    (site / "docs" / "index.md").write_text("News.\n", encoding="utf-8")
    (site / "docs" / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    third = run("docs", "-o", "out", "--exclude", "guide/", cwd=site)
    assert third.returncode == 1
    assert "1 failed" in third.stderr
    assert "docs/bad.txt" in third.stderr
    assert "the source has changed: kept; --force replaces it\n    out/index.ko.md" in third.stderr


def test_findings_of_an_earlier_run_still_count(site: Path) -> None:
    """What is up to date but critical is no success."""
    command = [*COMMAND, "docs", "-o", "out", "--to", "ko", "--engine", "fake"]
    for status in ("translated", "up to date"):
        done = subprocess.run(command, capture_output=True, text=True, cwd=site, check=False)
        assert done.returncode == 1
        assert f"3 {status}" in done.stderr
        assert "3 with critical findings" in done.stderr


def test_a_named_file_goes_on_too(site: Path) -> None:
    """The same command again is fine where nothing has changed, and does what has; only other people's files stop it."""
    assert run("docs/index.md", cwd=site).returncode == 0
    second = run("docs/index.md", cwd=site)
    assert (second.returncode, second.stdout) == (0, "docs/index.ko.md\n")
    assert "up to date" in second.stderr
    (site / "docs" / "index.md").write_text("News.\n", encoding="utf-8")
    assert run("docs/index.md", cwd=site).returncode == 0
    assert (site / "docs" / "index.ko.md").read_text(encoding="utf-8") == "News.\n"


def test_watching_translates_what_changes_and_ends_with_ctrl_c(site: Path) -> None:
    """Status 130, and the way to go on."""
    process = subprocess.Popen(
        [*COMMAND, "docs", "-o", "out", "--watch", *FAKE],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    assert [process.stdout.readline() for _ in range(3)]
    time.sleep(0.5)
    (site / "docs" / "index.md").write_text("News.\n", encoding="utf-8")
    assert process.stdout.readline() == "out/index.ko.md\n"
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=20)
    assert process.returncode == 130, message
    assert "goes on from here" in message
    assert (site / "out" / "index.ko.md").read_text(encoding="utf-8") == "News.\n"
