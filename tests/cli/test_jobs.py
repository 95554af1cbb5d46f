"""--jobs on the command line: nothing but the time differs, and no process is left behind, however it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "translator", "translate"]
FAKE = ["--engine", "fake", "--fail-on", "never"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    for number, name in enumerate(("index.md", "guide/start.md", "guide/end.txt", "guide/long.txt")):
        text = f"The talks of day {number} ended.\n" * number**3 + f"Number {number} is over.\n"
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    (tmp_path / "docs" / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    return tmp_path


def told(site: Path, *arguments: str) -> tuple[int, str, str]:
    """Return exit status, stdout and stderr of a run with its own memory, without its seconds and its name."""
    out = arguments[0]
    command = [*COMMAND, *FAKE, "--to", "ko", "-o", *arguments, "--memory", f"{out}.db"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=site, check=False, input="The talks ended.\n")
    seconds = re.compile(r'(?<=in )\d+\.\d(?= s)|(?<="seconds": )[\d.]+')
    return done.returncode, *(seconds.sub("0", text).replace(out, "out") for text in (done.stdout, done.stderr))


@pytest.mark.parametrize(
    "arguments",
    [
        ("docs", "--to", "ja"),
        ("docs", "--to", "ja", "--json"),
        ("docs/index.md", "docs/bad.txt", "docs/guide/long.txt"),
    ],
)
def test_only_the_time_differs(site: Path, arguments: tuple[str, ...]) -> None:
    """The same files, lines, table, errors and exit status, in the same order; with --json all that is known of the runs."""
    one = told(site, "made-alone", *arguments)
    two = told(site, "made-by-two", *arguments, "--jobs", "2")
    assert one == two
    assert one[0] == 1
    assert "bad.txt" in one[2]
    folders = (site / "made-alone", site / "made-by-two")
    files = [{path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} for folder in folders]
    assert files[0] == files[1]
    assert len(files[0]) == 8 if arguments[0] == "docs" else 4
    if "--json" in arguments:
        sources = [run["source"] for run in json.loads(two[1])["runs"]]
        assert sources == sorted(sources, key=lambda source: (source.count("/"), source))


def test_the_page_for_review_is_the_same(site: Path) -> None:
    """In the order of the documents."""
    pages = []
    for jobs in ("1", "2"):
        assert told(site, f"run{jobs}", "docs", "-j", jobs, "--report", f"{jobs}.html")[0] == 1
        pages.append((site / f"{jobs}.html").read_text(encoding="utf-8").replace(f"run{jobs}", "out"))
    assert re.sub(r"\d+\.\d s", "", pages[0]) == re.sub(r"\d+\.\d s", "", pages[1])


def test_jobs_can_be_configured_and_mean_nothing_to_stdin(site: Path) -> None:
    """0 is one for each core, also over what a file says."""
    (site / "translator.toml").write_text("jobs = 3\n", encoding="utf-8")
    assert told(site, "from-stdin.txt", "-", "--to", "ko")[0] == 0
    assert told(site, "out", "docs/index.md", "docs/guide/end.txt", "--jobs", "0")[0] == 0
    shown = subprocess.run([*COMMAND[:-1], "inspect", "--to", "ko"], capture_output=True, text=True, cwd=site, check=True).stdout
    assert re.search(r"jobs +3 ", shown), shown
    (site / "translator.toml").write_text("jobs = -1\n", encoding="utf-8")
    status, _, errors = told(site, "out", "docs/index.md")
    assert status == 2
    assert "'jobs' has to be a whole number; 0 stands for as many as there are cores" in errors


def start(site: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a run in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [*COMMAND, "docs", "--to", "ko", "-o", "out", "--exclude", "bad.txt", *arguments],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_workers(process: int, count: int) -> None:
    """Wait until a process has so many workers."""
    for _ in range(300):
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if sum(b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes() for child in children) == count:
            return
        time.sleep(0.1)
    raise AssertionError("no workers were started")


def wait_for_nobody(group: int) -> None:
    """Wait until no process of a group is left."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process was left behind")


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted as Linux shows them")
def test_ctrl_c_ends_all_workers_at_once(site: Path) -> None:
    """In the midst of what the real engine does. Nothing is half written, and the same command goes on."""
    for name in ("docs/guide/long.txt", "docs/guide/end.txt"):
        text = "\n\n".join(f"The governor of Nagano met mayor number {n} in Incheon, and they spoke of trade." for n in range(200))
        (site / name).write_text(text, encoding="utf-8")
    process = start(site, "--engine", "builtin", "--jobs", "2")
    wait_for_workers(process.pid, 2)
    time.sleep(2)
    assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    began = time.perf_counter()
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Interrupted. No file was left half written. The same command goes on from here."
    assert "Traceback" not in errors
    assert time.perf_counter() - began < 10
    wait_for_nobody(process.pid)
    assert not [path for path in (site / "out").rglob("*") if path.is_file()]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are counted as Linux shows them")
def test_workers_end_with_a_command_that_is_killed(site: Path) -> None:
    """Nobody goes on translating what nobody waits for."""
    for name in ("docs/guide/long.txt", "docs/guide/end.txt"):
        (site / name).write_text("".join(f"It was day {n}, and they spoke.\n\n" for n in range(20_000)), encoding="utf-8")
    process = start(site, "--engine", "fake", "--jobs", "2")
    wait_for_workers(process.pid, 2)
    time.sleep(1)
    assert process.poll() is None
    process.kill()
    process.communicate()
    wait_for_nobody(process.pid)
