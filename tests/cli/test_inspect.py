"""Which settings hold, and what would happen to a document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator.cli.app import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project."""
    (tmp_path / "translator.toml").write_text('to = ["ko", "fr"]\nglossary = "house.csv"\n[formats]\n"*.tpl" = "markdown"\n')
    (tmp_path / "house.csv").write_text("en,ko,ja\ntalks,회담,会談\nsummit,정상회의,サミット\n", encoding="utf-8")
    (tmp_path / "a.tpl").write_bytes("# The talks\n\nThe **talks** ended. A summit.\n".encode("utf-8-sig"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRANSLATOR_FAIL_ON", "major")
    return tmp_path


def inspected(*words: str) -> dict[str, object]:
    """Return what inspect says."""
    done = CliRunner().invoke(app, ["inspect", *words, "--json"])
    assert done.exit_code == 0, f"{done.output} {done.exception!r}"
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_settings_come_with_their_origin(folder: Path) -> None:
    """From a flag, a variable, a file, or the default."""
    rows = {row["name"]: (row["value"], row["origin"]) for row in inspected("--engine", "fake")["settings"]}  # type: ignore[attr-defined]
    assert rows["engine"] == ("fake", "--engine")
    assert rows["fail-on"] == ("major", "TRANSLATOR_FAIL_ON")
    assert rows["to"] == (["ko", "fr"], str(folder / "translator.toml"))
    assert rows["offline"] == (False, "default")
    shown = CliRunner().invoke(app, ["inspect"]).stdout
    assert "TRANSLATOR_FAIL_ON" in shown
    assert "*.tpl = markdown" in shown


def test_a_document_is_seen_as_a_translation_would(folder: Path) -> None:
    """Format, encoding, segments, terms, and the engine of each pair with the reason; nothing is written."""
    before = sorted(folder.rglob("*"))
    document = inspected("a.tpl")["document"]
    assert isinstance(document, dict)
    assert (document["format"], document["language"]) == ("markdown", "English")
    assert document["encoding"] == "utf-8 with a byte order mark"
    assert document["segments"] == 3
    korean, french = document["prospects"]
    assert (korean["terms"], korean["entries"], korean["engine"]) == (3, 2, "builtin")
    assert (french["terms"], french["engine"]) == (0, "")
    assert "Nothing that is installed translates en → fr" in french["why"]
    assert "3 mentions of 2 terms; builtin" in CliRunner().invoke(app, ["inspect", "a.tpl"]).stdout
    assert sorted(folder.rglob("*")) == before


def test_a_document_in_another_language_is_noticed(folder: Path) -> None:
    """By its letters."""
    (folder / "ja.txt").write_bytes("会議は東京で開かれた。".encode("cp932"))
    document = inspected("ja.txt")["document"]
    assert isinstance(document, dict)
    assert document["encoding"] == "cp932"
    assert "those of Japanese" in document["language"]
    assert document["language"] != inspected("ja.txt", "--from", "ja")["document"]["language"]  # type: ignore[index]
