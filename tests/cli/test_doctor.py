"""What works is said, what does not too, and what to do about it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.argos_package import make_package
from translator.cli.app import app
from translator.memory import Memory, default_path
from translator.memory.health import health


@pytest.fixture(autouse=True)
def _machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.chdir(tmp_path)


def examined(status: int) -> dict[str, list[dict[str, str]]]:
    """Return what the doctor finds, by name."""
    done = CliRunner().invoke(app, ["doctor", "--json"])
    assert done.exit_code == status, done.output
    checks: dict[str, list[dict[str, str]]] = {}
    for check in json.loads(done.stdout)["checks"]:
        checks.setdefault(check["name"], []).append(check)
    return checks


def test_a_healthy_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine has translated a sentence, every checksum was computed."""
    checks = examined(0)
    names = {"python", "settings", "weights", "engine", "glossary", "memory", "fonts", "disk", "terminal", "network"}
    assert checks.keys() == names
    assert [check["state"] for check in checks["engine"]] == ["ok", "ok"]
    assert "The talks ended. → " in checks["engine"][0]["what"]
    assert not list(tmp_path.glob("data/argos-translate"))
    monkeypatch.setenv("TRANSLATOR_ENGINE", "fake")  # the model has spoken
    lines = CliRunner().invoke(app, ["doctor"]).stdout.splitlines()
    assert len(lines) <= 24  # one screen
    assert "\033" not in "".join(lines)


def test_what_is_wrong_comes_with_a_remedy(tmp_path: Path) -> None:
    """Settings, packages, glossary, memory: each for itself, and all of them in one go."""
    package = make_package(tmp_path / "packages", "en", "ko")
    (package / "model" / "model.bin").write_bytes(b"")
    make_package(tmp_path / "packages", "en", "fr")
    (tmp_path / "bad.csv").write_text("english\n")
    (tmp_path / "memory.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    settings = 'to = ["ko", "de"]\nglossary = "bad.csv"\nmemory = "memory.sqlite"\noffline = true\n'
    (tmp_path / "translator.toml").write_text(settings)
    checks = examined(1)
    states = {name: [check["state"] for check in found] for name, found in checks.items()}
    assert states["weights"] == ["ok", "note", "problem"]
    assert states["engine"] == ["ok", "problem"]
    assert states["glossary"] == ["ok", "problem"]
    assert states["memory"] == ["problem"]
    assert "never used" in checks["network"][0]["what"]
    assert "models remove translate-en_ko-1_0" in checks["weights"][2]["what"]
    problems = [check for found in checks.values() for check in found if check["state"] == "problem"]
    assert all(check["remedy"] or "remove" in check["what"] for check in problems)
    assert (tmp_path / "memory.sqlite").exists()  # looked at, not set aside


def test_wrong_settings_do_not_silence_the_doctor(tmp_path: Path) -> None:
    """The rest is examined with the defaults."""
    (tmp_path / "translator.toml").write_text("glosary = []\n")
    checks = examined(1)
    assert "Did you mean glossary?" in checks["settings"][0]["what"]
    assert [check["state"] for check in checks["engine"]] == ["ok", "ok"]


def test_a_memory_is_looked_at_without_touching_it(tmp_path: Path) -> None:
    """An empty one, a good one, a damaged one, one of another program, one of the future."""
    path = default_path()
    assert health(path) == (True, "is empty so far")
    memory = Memory(path)
    memory.require()
    memory.close()
    assert health(path) == (True, "holds 0 translations by people")
    for statement, says in (("PRAGMA user_version = 99", "newer"), ("PRAGMA application_id = 5", "another program")):
        other = shutil.copy(path, tmp_path / "other.sqlite")
        with sqlite3.connect(other) as database:
            database.execute(statement)
        database.close()
        good, what = health(Path(other))
        assert not good
        assert says in what
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 9000)
    assert not health(path)[0]
