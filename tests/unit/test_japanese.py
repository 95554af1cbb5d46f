"""Japanese punctuation, quotes, widths and spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import rows
from translator.grammar import japanese, polish

PIECES = st.text(alphabet="私は日本ンカ (。.)12,、，．！？!?:;：\"'“”‘’「」『』Aaー・·~%\n　（）<>{}`/@ｶﾞ｡｢々Ａ１", max_size=20)
SOURCES = st.sampled_from(("", "They met", "They met.", "“They met.”", "Met?", "The U.S.", "A:", "..."))


@pytest.mark.parametrize(("text", "source", "expected"), rows("japanese.tsv"))
def test_japanese_is_polished(text: str, source: str, expected: str) -> None:
    """Punctuation, quotes, widths, spaces and the end come out as printed Japanese has them."""
    assert japanese.polish(text, source) == expected


@pytest.mark.parametrize(("text", "source", "expected"), rows("japanese.tsv"))
def test_polished_japanese_stays(text: str, source: str, expected: str) -> None:
    """What is right already is left alone."""
    assert japanese.polish(expected, source) == expected


@given(PIECES, SOURCES)
def test_polish_twice_is_polish_once(text: str, source: str) -> None:
    """Polishing is idempotent, so that it may run after every step."""
    once = japanese.polish(text, source)
    assert japanese.polish(once, source) == once


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("日本は ", "APEC", " の一員"), "日本はAPECの一員"),
        (("New ", "York"), "New York"),
        (("", "東京", ""), "東京"),
        (("東京 ", " と大阪"), "東京と大阪"),
    ],
)
def test_join(parts: tuple[str, ...], expected: str) -> None:
    """No space is left at a seam with Japanese."""
    assert japanese.join(*parts) == expected


def test_polish_by_language() -> None:
    """The package chooses the rules by the target language, whatever its region."""
    assert polish("東京, 大阪", "ja-JP") == "東京、大阪"
