"""The glossary verbs: what they print and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
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


def test_match_as_json_tells_places_and_losers(tmp_path: Path) -> None:
    """Spans count code points; what a longer reading covers is listed."""
    (tmp_path / "a.txt").write_text("The Governor of Nagano spoke.\n", encoding="utf-8")
    arguments = ["glossary", "match", str(tmp_path / "a.txt"), "--to", "ko", "-g", "curated", "--json"]
    (segment,) = json.loads(CliRunner().invoke(app, arguments).stdout)["segments"]
    (term,) = segment["terms"]
    assert segment["source"][term["start"] : term["end"]] == term["surface"] == "Governor of Nagano"
    assert "나가노현 지사" in term["accepted"]
    assert [loser["surface"] for loser in segment["losers"]]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_match_is_coloured_on_a_terminal(tmp_path: Path) -> None:
    """And not in a pipe; the sentence stands above what its terms become."""
    import pty

    (tmp_path / "a.txt").write_text("The Governor of Nagano spoke.\n", encoding="utf-8")
    command = [sys.executable, "-m", "translator", "glossary", "match", str(tmp_path / "a.txt"), "--to", "ko", "-g", "curated"]
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm-256color"}
    subprocess.run(command, stdout=theirs, check=True, env=environment)
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "\x1b[1;36mGovernor of Nagano\x1b[0m spoke." in shown
    assert "나가노현 지사" in shown.splitlines()[1]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "\x1b" not in piped


def test_check_tells_everything_at_once(tmp_path: Path) -> None:
    """What cannot be read, two approved targets, and what is merely odd, each with file, line and rule; status 2."""
    path = tmp_path / "g.yaml"
    path.write_text(
        "- {id: a, type: common, en: summit, ko: 정상회담}\n"
        "- {id: b, type: common, en: summit, ko: 수뇌회담}\n"
        "- {id: b, type: common, en: may, ko: 오월}\n"
        "- {id: d, type: common, en: {alias: x}}\n"
        "- {id: e, type: common, en: Incheon, ko: Incheon}\n",
        encoding="utf-8",
    )
    done = CliRunner().invoke(app, ["glossary", "check", str(path), str(tmp_path / "none.yaml"), "--json"])
    problems = json.loads(done.stdout)["problems"]
    assert done.exit_code == 2
    found = {(problem["line"], problem["rule"], problem["severity"]) for problem in problems}
    assert found >= {
        (2, "two-targets", "critical"),
        (3, "same-id", "critical"),
        (3, "stop-word", "major"),
        (4, "unusable", "critical"),
        (5, "same-as-source", "minor"),
        (0, "unusable", "critical"),
    }
