"""The curated glossary is whole, sourced, clean, and what is derived is as its script writes it."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from translator.glossary import Glossary, Matcher, load_glossaries
from translator.glossary.load import curated_folder
from translator.model import Mode, Pair

FOLDER = curated_folder()
FILES = sorted(FOLDER.glob("*.yaml"))
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00a0]")
HANGUL = re.compile("[가-힣]")
JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    """All of it."""
    return load_glossaries(["curated"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_clean(path: Path) -> None:
    """NFC, no hidden characters, no full-width letters or digits outside of accepted variants."""
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not HIDDEN.search(text)
    assert len(text.splitlines()) <= 1500


def test_every_entry_has_a_source(glossary: Glossary) -> None:
    """Where its renderings can be looked up."""
    assert len(glossary.entries) > 500
    assert [item.id for item in (*glossary.entries, *glossary.patterns) if not item.source] == []


def test_every_entry_is_in_three_languages(glossary: Glossary) -> None:
    """Korean in Hangul or with a reading, Japanese in kana or kanji or Latin letters."""
    for entry in glossary.entries:
        assert {"en", "ko", "ja"} <= entry.renderings.keys(), entry.id
        korean, japanese = entry.renderings["ko"], entry.renderings["ja"]
        assert HANGUL.search(korean.term) or korean.reading or entry.mode is Mode.KEEP, entry.id
        assert JAPANESE.search(japanese.term) or japanese.term.isascii(), entry.id
        assert not HANGUL.search(japanese.term), entry.id


@pytest.mark.parametrize("target", ["ko", "ja"])
def test_every_entry_is_found_by_its_own_name(glossary: Glossary, target: str) -> None:
    """An entry that can never match is none."""
    matcher = Matcher(glossary, Pair("en", target))
    for entry in (entry for entry in glossary.entries if entry.alone):
        term = entry.renderings["en"].term
        matches = matcher.match(f"They spoke of {term} again.")
        surfaces = [match.surface for match in (*matches.found, *matches.losers)]
        assert any(term in surface for surface in surfaces), entry.id


@pytest.mark.parametrize(("type", "count"), [("prefecture", 47), ("province", 9), ("metropolitan", 8)])
def test_places_are_complete(glossary: Glossary, type: str, count: int) -> None:
    """All prefectures of Japan, all provinces and metropolitan cities of Korea."""
    assert sum(entry.type == type for entry in glossary.entries) == count


def test_derived_files_are_up_to_date() -> None:
    """The script writes what is there."""
    done = subprocess.run([sys.executable, FOLDER / "build.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
