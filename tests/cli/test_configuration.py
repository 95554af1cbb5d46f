"""What the command line leaves open, the configuration decides."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.argos_package import make_package
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


def test_a_long_list_of_pairs_is_cut(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What takes several steps is counted, and shown on demand."""
    (folder / "translator.toml").unlink()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    first = make_package(tmp_path / "packages", "en", "fr")
    for number, (source, target) in enumerate([("de", "en"), ("es", "en"), ("it", "en"), ("en", "nl"), ("en", "sv"), ("fr", "pl")]):
        other = shutil.copytree(first, first.with_name(f"p{number}"))
        about = json.loads((other / "metadata.json").read_text()) | {"from_code": source, "to_code": target}
        (other / "metadata.json").write_text(json.dumps(about))
    monkeypatch.setattr("translator.cli.engines.SCREEN", 9)
    short = CliRunner().invoke(app, ["engines"]).stdout
    assert "and 13 more pairs in several steps; --all shows them" in short
    assert "de → pl" not in short
    whole = CliRunner().invoke(app, ["engines", "--all"]).stdout
    assert "de → pl      argos     3 steps: package translate-de_en 1.0, then" in whole


def test_a_wrong_setting_ends_the_command(folder: Path) -> None:
    """With the place, and before anything is written."""
    (folder / "translator.toml").write_text("glosary = []")
    done = CliRunner().invoke(app, ["translate", "docs/a.tpl"])
    assert done.exit_code == 1
    assert "Did you mean glossary?" in str(done.exception)
