"""glossary import and export on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from translator.cli.app import app
from translator.errors import GlossaryError, InputError, OutputExistsError
from translator.glossary import load_glossaries


def run(*arguments: str | Path, input: bytes = b"") -> Result:
    return CliRunner().invoke(app, ["glossary", *map(str, arguments)], input=input)


@pytest.mark.parametrize("name", ["g.csv", "g.tsv", "g.tbx", "g.yaml"])
def test_exported_glossaries_can_be_used(tmp_path: Path, name: str) -> None:
    """The ending decides the shape, and the file is a glossary again, with as many entries."""
    done = run("export", "curated/events", "-o", tmp_path / name)
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / name}\n")
    assert len(load_glossaries([tmp_path / name]).entries) == len(load_glossaries(["curated/events"]).entries)


def test_losses_are_told_on_stderr_and_data_goes_to_stdout() -> None:
    """So that a pipe gets clean data."""
    done = run("export", "curated/organizations", "--shape", "deepl", "--to", "ko")
    assert done.exit_code == 0
    assert "APEC,APEC" in done.stdout.splitlines()
    assert "deepl: ‘reading’ (ko) is not held" in done.stderr


def test_a_foreign_file_becomes_a_glossary_to_edit(tmp_path: Path) -> None:
    """Encoding detected, pairs given languages, ids and sources made; the result loads."""
    (tmp_path / "g.txt").write_bytes("summit\t정상회담\nshuttle diplomacy\t셔틀외교\n".encode("cp949"))
    done = run("import", tmp_path / "g.txt", "--to", "ko", "-o", tmp_path / "g.yaml")
    assert done.exit_code == 0, done.output
    assert "2 entries" in done.stderr
    found = load_glossaries([tmp_path / "g.yaml"]).entries
    assert [(entry.id, entry.source) for entry in found] == [("summit", "g.txt, line 1"), ("shuttle-diplomacy", "g.txt, line 2")]


def test_stdin_is_read_and_yaml_is_written() -> None:
    """As in a pipe."""
    done = run("import", "-", "--shape", "csv", input="en,ko\nsummit,정상회담\n".encode())
    assert "- id: summit\n  type: common\n  en: summit\n  ko: 정상회담\n" in done.stdout


def test_mistakes_are_refused(tmp_path: Path) -> None:
    """A broken file with its lines, a missing shape, an existing file."""
    (tmp_path / "g.csv").write_text("en,ko\nsummit,정상,회담\n,x\n", encoding="utf-8")
    error = run("import", tmp_path / "g.csv").exception
    assert isinstance(error, GlossaryError)
    assert len(error.problems) == 2
    assert isinstance(run("export", "curated/events").exception, InputError)
    assert isinstance(run("export", "curated/events", "-o", tmp_path / "g.csv").exception, OutputExistsError)


def test_entries_are_proposed_from_a_translation(tmp_path: Path) -> None:
    """Printed, as JSON, or as a glossary to review that can be loaded."""
    (tmp_path / "a.txt").write_text("Ms. Valentino left.\n\nThey met Valentino.\n\nIt rained.\n", encoding="utf-8")
    (tmp_path / "a.ko.txt").write_text("발렌티노 씨는 떠났다.\n\n그들은 발렌티노를 만났다.\n\n비가 왔다.\n", encoding="utf-8")
    arguments = ("suggest", tmp_path / "a.txt", tmp_path / "a.ko.txt", "--to", "ko")
    done = run(*arguments)
    assert done.stdout.splitlines()[0].split("\t")[1:4] == ["2/2", "Valentino", "발렌티노"]
    assert "3 sentences" in done.stderr
    assert json.loads(run(*arguments, "--json").stdout)["suggestions"][0]["target"] == "발렌티노"
    assert run(*arguments, "-o", tmp_path / "new.yaml").exit_code == 0
    (entry,) = [e for e in load_glossaries([tmp_path / "new.yaml"]).entries if e.renderings["en"].term == "Valentino"]
    assert entry.source == "a.txt / a.ko.txt"
    assert run(*arguments, "-g", tmp_path / "new.yaml").stdout == ""
