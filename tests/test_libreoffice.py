"""Translated documents open in an office program. Skipped where LibreOffice is not installed with all three programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from benchmarks.office import documents, measure

SAMPLES = Path(__file__).parent / "formats"
PROGRAMS = ("soffice", "lowriter", "localc", "loimpress")


@pytest.mark.skipif(not all(map(shutil.which, PROGRAMS)), reason="LibreOffice is not installed, or not Writer, Calc and Impress")
def test_translated_documents_open_in_libreoffice(tmp_path: Path) -> None:
    """Each sample, translated, becomes a PDF, with nearly as many pages as its source."""
    rows = measure(documents(SAMPLES), tmp_path)
    assert len(rows) >= 10
    assert [row.path.name for row in rows if row.error or not row.units] == []
    assert [row.path.name for row in rows if not row.translated_pages] == []
    assert [(row.path.name, row.pages, row.translated_pages) for row in rows if abs(row.pages - row.translated_pages) > 1] == []
