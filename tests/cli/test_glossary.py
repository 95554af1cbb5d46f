"""The glossary verbs: what they print and how they end."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from translator.cli.app import app


def test_the_curated_glossary_has_no_problem() -> None:
    """Nothing at or above major."""
    done = CliRunner().invoke(app, ["glossary", "check", "curated"])
    assert done.exit_code == 0, done.output


def test_problems_are_listed_with_file_and_line(tmp_path: Path) -> None:
    """A stop word as a term is a problem, also in JSON."""
    path = tmp_path / "g.yaml"
    path.write_text("- {id: a, type: common, en: it, ko: 그것}\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["glossary", "check", str(path)])
    assert done.exit_code == 1
    assert f"{path}:1:" in done.output
    problems = json.loads(CliRunner().invoke(app, ["glossary", "check", str(path), "--json"]).stdout)["problems"]
    assert (problems[0]["line"], problems[0]["severity"]) == (1, "major")


def test_match_shows_line_words_rendering_and_entry(tmp_path: Path) -> None:
    """One tab-separated line for each find."""
    (tmp_path / "a.txt").write_text("Hello.\n\nThe Governor of Nagano spoke.\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["glossary", "match", str(tmp_path / "a.txt"), "--to", "ko", "-g", "curated"])
    assert done.stdout.splitlines() == ["3\tGovernor of Nagano\t나가노현 지사\tgovernor-of-prefecture(nagano-prefecture)"]
