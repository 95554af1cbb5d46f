"""What the README tells to type works, and what it says of the project is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator.cli.app import app
from translator.formats import FORMATS, load_format
from translator.memory import Memory
from translator.memory.units import Unit, add
from translator.model import Pair

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("translator ")
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README's commands name."""
    (tmp_path / "news.txt").write_text("The talks ended.\n", encoding="utf-8")
    (tmp_path / "report.md").write_text("# Talks\n\nThe talks ended.\n", encoding="utf-8")
    (tmp_path / "human.ko.txt").write_text("회담이 끝났다.\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("- The talks ended.\n", encoding="utf-8")
    (tmp_path / "house.csv").write_text("en,ko\ntalks,회담\n", encoding="utf-8")
    (tmp_path / "old.po").write_text('msgid "Talks"\nmsgstr "회담"\n', encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "start.md").write_text("The talks ended.\n", encoding="utf-8")
    add(Memory(), Pair("en", "ko"), [Unit("Talks", "회담")])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(folder: Path, command: str) -> None:
    """Every command line of the README does what it says, here with the fake engine."""
    arguments = shlex.split(command.partition("<")[0])[1:]
    if arguments[0] in ("translate", "evaluate"):
        arguments += ["--engine", "fake"] + ["--fail-on", "never"] * (arguments[0] == "translate")
    done = CliRunner().invoke(app, arguments, input="The talks ended.\n")
    assert done.exit_code == 0, done.output


def test_there_are_commands() -> None:
    """The test above has something to run."""
    assert len(COMMANDS) >= 5


def test_the_library_example_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of the README, on the real engine."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert "(2, 2)" in capsys.readouterr().out
    assert (folder / "news.ko.txt").exists()


def test_every_format_is_listed() -> None:
    """The table of formats names each, with its suffixes."""
    for name in FORMATS:
        suffixes = [suffix for suffix in load_format(name).suffixes if suffix]
        assert f"| {name} | {', '.join(suffixes)} |" in README


def test_the_demo_is_there() -> None:
    """The four translations stand in the README, with the terms of the glossary in two of them."""
    demo = README[README.index("<!-- demo -->") : README.index("<!-- /demo -->")]
    rows = [row for row in demo.splitlines() if "with" in row]
    terms = (("나가노현 지사", "셔틀외교"), ("長野県知事", "シャトル外交"))
    carried = [[all(term in row for term in language) for language in terms] for row in rows]
    assert carried == [[False, False], [True, False], [False, False], [False, True]]
