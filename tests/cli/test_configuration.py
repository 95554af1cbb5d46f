"""What the command line leaves open, the configuration decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator.cli.app import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that says everything."""
    (tmp_path / "translator.toml").write_text(
        'to = ["ko", "ja"]\nglossary = "house.csv"\nengine = "fake"\nfail-on = "never"\n[formats]\n"*.tpl" = "markdown"\n'
    )
    (tmp_path / "house.csv").write_text("en,ko,ja\ntalks,회담,会談\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.tpl").write_text("# The talks\n\nThey **met**.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_bare_command_does_what_the_project_says(folder: Path) -> None:
    """Languages, glossary, engine, format and --fail-on."""
    done = CliRunner().invoke(app, ["translate", "docs/a.tpl"])
    assert done.exit_code == 0, done.output
    assert (folder / "docs" / "a.ko.tpl").read_text(encoding="utf-8").startswith("# The 회담")
    assert (folder / "docs" / "a.ja.tpl").exists()


def test_flags_win(folder: Path) -> None:
    """One language, another glossary, findings count."""
    (folder / "other.csv").write_text("en,ko\nmet,만났다\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["translate", "docs/a.tpl", "--to", "ko", "-g", "other.csv", "--fail-on", "minor"])
    assert done.exit_code == 1
    assert "talks" in (folder / "docs" / "a.ko.tpl").read_text(encoding="utf-8")
    assert not (folder / "docs" / "a.ja.tpl").exists()


def test_engines_tells_who_decided(folder: Path) -> None:
    """The file that names the engine."""
    done = CliRunner().invoke(app, ["engines"])
    assert f"fake is what {folder / 'translator.toml'} asks for" in done.stdout


def test_a_wrong_setting_ends_the_command(folder: Path) -> None:
    """With the place, and before anything is written."""
    (folder / "translator.toml").write_text("glosary = []")
    done = CliRunner().invoke(app, ["translate", "docs/a.tpl"])
    assert done.exit_code == 1
    assert "Did you mean glossary?" in str(done.exception)
