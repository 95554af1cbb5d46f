"""The memory on the command line: used by default, turned off, filled, emptied, and in the way when it is broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from translator.cli.app import app
from translator.memory import default_path

FAKE = ["--engine", "fake", "--fail-on", "never"]


@pytest.fixture(autouse=True)
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "news.txt"
    path.write_text("The talks ended.\n\nThey left.\n", encoding="utf-8")
    (tmp_path / "old.po").write_text('msgid "They left."\nmsgstr "그들은 떠났다."\n', encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def provenance(*options: str) -> list[str]:
    done = run("translate", "news.txt", "--to", "ko", *FAKE, "--json", "--force", *options)
    assert done.exit_code == 0, done.output
    return [segment["provenance"] for segment in json.loads(done.stdout)["runs"][0]["segments"]]


def test_it_is_used_unless_turned_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default the user's own, another one where named, none with --no-memory or in the configuration."""
    assert provenance("--no-memory") == ["engine", "engine"]
    monkeypatch.setenv("TRANSLATOR_MEMORY", "false")
    assert provenance() == ["engine", "engine"]
    assert not default_path().exists()
    monkeypatch.delenv("TRANSLATOR_MEMORY")
    assert provenance("--memory", "m.sqlite") == ["engine", "engine"]
    assert not default_path().exists()
    assert provenance("--memory", "m.sqlite") == ["stored", "stored"]
    assert provenance() == ["engine", "engine"]
    assert default_path().exists()


def test_what_people_translated_is_imported_used_and_exported() -> None:
    """With the counts of each step, and a TMX at the end that tells people from machines."""
    assert run("memory", "stats").exit_code != 0
    assert "1 new, 0 known" in run("memory", "import", "old.po", "--to", "ko").stdout
    assert provenance() == ["engine", "memory"]
    assert Path("news.ko.txt").read_text(encoding="utf-8") == "The talks ended.\n\n그들은 떠났다.\n"
    (pair,) = json.loads(run("memory", "stats", "--json").stdout)["pairs"]
    assert (pair["people"], pair["machine"]) == (1, 1)
    assert run("memory", "export", "all.tmx", "--machine").stdout == "all.tmx\n"
    assert Path("all.tmx").read_text(encoding="utf-8").count('<tuv xml:lang="ko" creationtool="translator">') == 1
    assert run("memory", "export", "all.tmx").exit_code != 0
    assert "그들은 떠났다." in run("memory", "export", "-", "--to", "ko").stdout


def test_nothing_is_forgotten_by_mistake() -> None:
    """What to forget has to be said, and confirmed."""
    run("memory", "import", "old.po", "--to", "ko")
    assert run("memory", "clear").exit_code != 0
    assert run("memory", "clear", "--people").exit_code != 0
    assert provenance("--fuzzy", "80") == ["engine", "memory"]
    assert run("memory", "clear", "--people", "--yes").exit_code == 0
    assert provenance() == ["stored", "engine"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "nowhere.po"], "does not exist"),
        (["import", "news.txt"], "hold no translations"),
        (["import", "old.po"], "--to"),
        (["export", "a.tmx"], "There is no memory yet"),
        (["stats", "--memory", "news.txt"], "is no translation memory"),
    ],
)
def test_bad_input_is_explained(arguments: list[str], says: str) -> None:
    """What, where, and what to do."""
    done = subprocess.run([sys.executable, "-m", "translator", "memory", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode in (2, 3)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_translation_does_not_need_its_memory(tmp_path: Path) -> None:
    """A folder that cannot be made is a warning on stderr."""
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "news.txt" / "data")}
    command = [sys.executable, "-m", "translator", "translate", "news.txt", "--to", "ko", *FAKE]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0
    assert done.stderr.count("cannot be used") == 1
    assert (tmp_path / "news.ko.txt").exists()
