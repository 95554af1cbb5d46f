"""Office documents on the command line: bytes in, bytes out, and the report beside them."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator import Translator
from translator.cli.app import app
from translator.errors import InputError
from translator.testing import FakeEngine

from ..packages import archive

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
    [(["--output-encoding", "cp949"], "an encoding of their own"), (["--format", "pptx"], "This is a Word document")],
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


def piped(data: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run 'translator translate -' on bytes."""
    command = [sys.executable, "-m", "translator", "translate", "-", "--to", "ko", *FAKE, "--no-memory", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False)


@pytest.mark.parametrize(("name", "arguments"), [("letter.docx", ["--format", "docx"]), ("letter.docx", []), ("letter.odt", [])])
def test_a_document_goes_through_a_pipe(tmp_path: Path, name: str, arguments: list[str]) -> None:
    """The bytes on stdout are those that a file would have; the report stays on stderr."""
    source, output = SAMPLES / name, tmp_path / f"out{Path(name).suffix}"
    Translator("ko", engine=FakeEngine()).translate_file(source, output)
    done = piped(source.read_bytes(), *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout == output.read_bytes()
    assert b"segments" in done.stderr


def test_a_piped_document_may_have_both_languages() -> None:
    """So may a piped text; a format without room for two languages is refused before any work."""
    source = (SAMPLES / "letter.docx").read_bytes()
    _, data = Translator("ko", engine=FakeEngine()).translate_bytes(source, bilingual=True)
    assert piped(source, "--bilingual").stdout == data
    assert piped(b"Talks.\n", "--bilingual").stdout == b"Talks.\nTalks.\n"
    refused = piped(b"id,name\n1,A word.\n", "--bilingual", "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, b"")


def test_a_piped_document_goes_into_a_file(tmp_path: Path) -> None:
    """Whose path is printed, and which is not replaced unasked; the library does the same in memory."""
    source, output = (SAMPLES / "letter.docx").read_bytes(), tmp_path / "out.docx"
    done = piped(source, "-o", str(output), "--quiet")
    assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, str(output), b"")
    run, data = Translator("ko", engine=FakeEngine()).translate_bytes(source)
    assert output.read_bytes() == data
    assert run.outcomes
    assert piped(source, "-o", str(output)).returncode == 2
    assert json.loads(piped(source, "-o", str(output), "--force", "--json").stdout)["runs"][0]["output"] == str(output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output-encoding", "cp949"], "Leave --output-encoding out"),
        (["--output-encoding", "klingon"], "not a text encoding"),
        (["--to", "ja"], "Name one language"),
        (["--json"], "with -o"),
        (["-o", "out.pptx"], "comes a .docx file"),
        (["--format", "pptx"], "This is a Word document"),
        (["--also", "tmx"], "needs a file"),
        ([str(SAMPLES / "letter.odt")], "a command of its own"),
    ],
)
def test_a_piped_document_that_would_be_lost_is_refused(arguments: list[str], message: str) -> None:
    """Before any work, with nothing on stdout."""
    done = piped((SAMPLES / "letter.docx").read_bytes(), *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in " ".join(done.stderr.decode().split())


def test_an_archive_that_is_no_document_is_named() -> None:
    """As it is for files."""
    done = piped(archive({"a.txt": "A word."}))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"zip archive (a.txt)" in done.stderr
