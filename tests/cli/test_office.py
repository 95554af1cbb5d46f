"""Office documents on the command line: bytes in, bytes out, and the report beside them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator.cli.app import app
from translator.errors import InputError

SAMPLES = Path(__file__).parents[1] / "formats"
FAKE = ("--engine", "fake", "--fail-on", "never")


def test_documents_are_translated_and_reported(tmp_path: Path) -> None:
    """Each keeps its ending and opens as the archive it is; the report page has its texts."""
    names = ("letter.docx", "summit.pptx", "budget.xlsx", "letter.odt", "book.epub")
    paths = [str(SAMPLES / name) for name in names]
    page = tmp_path / "report.html"
    done = CliRunner().invoke(app, ["translate", *paths, "--to", "ko", "-o", str(tmp_path), "--report", str(page), *FAKE])
    assert done.exit_code == 0, done.output
    for name in names:
        stem, _, suffix = name.partition(".")
        assert zipfile.ZipFile(tmp_path / f"{stem}.ko.{suffix}").testzip() is None
    assert "Governor of Nagano" in page.read_text(encoding="utf-8")


def test_what_a_workbook_keeps_is_told(tmp_path: Path) -> None:
    """The report names the cells that stay, and why."""
    output = tmp_path / "out.xlsx"
    done = CliRunner().invoke(
        app, ["translate", str(SAMPLES / "budget.xlsx"), "--to", "ja", "-o", str(output), "--json", *FAKE]
    )
    assert done.exit_code == 0, done.output
    (note,) = json.loads(done.stdout)["runs"][0]["notes"]
    assert "look for them: " in note
    assert "Done" in note
    assert output.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["--output-encoding", "cp949"], "no text that could be written"), (["--format", "pptx"], "This is a Word document")],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, arguments: list[str], message: str) -> None:
    """And nothing is written."""
    output = tmp_path / "out.docx"
    done = CliRunner().invoke(
        app, ["translate", str(SAMPLES / "letter.docx"), "--to", "ko", "-o", str(output), *arguments, *FAKE]
    )
    assert isinstance(done.exception, InputError)
    assert message in str(done.exception)
    assert not output.exists()
