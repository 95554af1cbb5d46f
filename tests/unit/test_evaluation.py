"""The scores say what the target has, on an engine whose answers are known."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cases import HERE
from translator.cli.app import app
from translator.evaluation import evaluate
from translator.glossary import load_glossaries
from translator.model import Pair
from translator.testing import FakeEngine

GLOSSARY = load_glossaries([HERE / "glossary.yaml"])
LINES = ["Japan is near.", "", "The local government spoke.", "A local government spoke."]


def test_terms_are_counted_without_and_with_the_glossary() -> None:
    """The same terms are looked for in both; only with the glossary are they there."""
    engine = FakeEngine({LINES[2]: "지방자치단체가 말했다."})
    without, with_it = evaluate(LINES, None, Pair("en", "ko"), engine, GLOSSARY)
    assert (without.found, with_it.found) == (3, 3)
    assert without.accepted == pytest.approx(1 / 3)
    assert without.exact == 0
    assert with_it.accepted == 1
    assert with_it.exact == pytest.approx(2 / 3)
    assert with_it.consistency == 0
    assert with_it.decodes > without.decodes


def test_a_perfect_translation_has_a_perfect_chrf() -> None:
    """Against itself, blank lines aside."""
    engine = FakeEngine({LINES[0]: "일본은 가깝다."})
    scores, _ = evaluate(LINES[:2], ["일본은 가깝다.", ""], Pair("en", "ko"), engine, GLOSSARY)
    assert scores.chrf == pytest.approx(100)


def test_the_command_prints_a_table_and_refuses_unequal_files(tmp_path: Path) -> None:
    """Two rows, or an error that names both lengths."""
    (tmp_path / "a.txt").write_text("Japan is near.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("일본은 가깝다.\n둘째 줄.\n", encoding="utf-8")
    arguments = ["evaluate", str(HERE / "glossary.yaml"), str(tmp_path / "a.txt"), "--to", "ko", "--engine", "fake"]
    done = CliRunner().invoke(app, arguments)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["glossary", "without", "with"]
    refused = CliRunner().invoke(app, [*arguments[:3], str(tmp_path / "b.txt"), *arguments[3:]])
    assert "1 lines" in str(refused.exception)
    assert "2" in str(refused.exception)
