"""Sentences are cut where a reader would cut them, and nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import Inline, InlineKind, Pattern, joined, plain
from translator.segment import MAX_CHARACTERS, separator, split

_ROWS = (Path(__file__).parents[1] / "cases" / "segments.tsv").read_text(encoding="utf-8").splitlines()[1:]
CASES = [row.replace("\\n", "\n") for row in _ROWS if row and not row.startswith("#")]

B = Inline("<b>", InlineKind.OPEN, group=1)
B_END = Inline("</b>", InlineKind.CLOSE, group=1)
NOTE = Inline("[^1]")


def _sources(source: Pattern, language: str = "en") -> list[Pattern]:
    return [segment for _, segment, _ in split(source, language)]


def _rejoined(source: Pattern) -> Pattern:
    return joined(part for before, core, after in split(source, "en") for part in (before, *core, after))


@pytest.mark.parametrize("case", CASES)
def test_cuts_where_the_case_says(case: str) -> None:
    """The bars of tests/cases/segments.tsv are the cuts."""
    language = "ja" if "。" in case or "？" in case else "ko" if any("가" <= c <= "힣" for c in case) else "en"
    expected = [piece.strip() for piece in case.split("|")]
    assert [plain(segment) for segment in _sources((case.replace("|", ""),), language)] == expected


def test_there_are_cases() -> None:
    """The table was read."""
    assert len(CASES) >= 60


_inlines = st.builds(
    Inline,
    st.sampled_from(["<b>", "</b>", "`x`"]),
    st.sampled_from(InlineKind),
    st.sampled_from(["", "x. Y", "\n"]),
    st.integers(0, 3),
)
_texts = st.text(st.sampled_from(list("ab A.!?“”\"' \n()[]。」no123—…한\t\u00a0\u2028\u3000")), max_size=40)
_patterns = st.lists(st.one_of(_texts, _inlines), max_size=12).map(joined)


@given(_patterns)
def test_loses_nothing(source: Pattern) -> None:
    """White space and segments joined are the source, whatever the markup."""
    assert _rejoined(source) == source


@pytest.mark.parametrize(
    "text", ["Plan A\u00a0.) Plan B.", "A\u2028.\u2028\u2029?가 !", "   \n\n  \n\nOne. Two.", "A\u3000.é! B.\n\n \n"]
)
def test_odd_white_space_is_kept(text: str) -> None:
    """White space that sentencex cannot bear, and more blank lines in front than one."""
    assert _rejoined((text,)) == (text,)


@given(_patterns)
def test_segments_have_no_white_space_at_their_ends(source: Pattern) -> None:
    """What stands around a segment is in `before` and `after`."""
    for segment in _sources(source):
        for text in (segment[:1], segment[-1:]):
            if text and isinstance(text[0], str):
                assert text[0].strip()


def test_an_opening_tag_goes_with_what_follows() -> None:
    """A tag pair that begins a sentence is not torn."""
    assert _sources(("One. ", B, "Two.", B_END, " Three.")) == [("One.",), (B, "Two.", B_END), ("Three.",)]


def test_a_closing_tag_and_a_note_stay_with_what_precedes() -> None:
    """A footnote mark behind the full stop belongs to the sentence before."""
    assert _sources((B, "One.", B_END, NOTE, " Two.")) == [(B, "One.", B_END, NOTE), ("Two.",)]
    assert _sources(("一。", NOTE, "二。"), "ja") == [("一。", NOTE), ("二。",)]


def test_sentences_within_one_pair_stay_together() -> None:
    """A boundary that would part a tag from its partner is not cut."""
    source = ("He ", B, "left. She", B_END, " stayed. It rained.")
    assert _sources(source) == [("He ", B, "left. She", B_END, " stayed."), ("It rained.",)]


def test_an_atom_is_never_cut() -> None:
    """Full stops inside code end no sentence."""
    code = Inline("`a. B. C`", text="a. B. C")
    assert _sources(("Run ", code, " now. Then stop.")) == [("Run ", code, " now."), ("Then stop.",)]


@pytest.mark.parametrize("text", ["word " * 2000, "a" * 5000, "Some clause, " * 300, "Open “quote (and " * 400])
def test_no_segment_is_longer_than_an_engine_takes(text: str) -> None:
    """Text without sentence ends is cut at clauses, spaces, or anywhere."""
    segments = _sources((text,))
    assert max(len(plain(segment)) for segment in segments) <= MAX_CHARACTERS
    assert _rejoined((text,)) == (text,)


def test_long_sentences_are_cut_at_a_clause() -> None:
    """A semicolon is better than a comma, a comma better than a space."""
    text = "word " * 45 + "end; " + "more words, " * 20 + "end."
    assert plain(_sources((text,))[0]).endswith("end;")


def test_open_quotes_do_not_slow_a_long_line() -> None:
    """Time grows with the text, not with its square: sentencex alone needs 54 s for a million of these characters."""
    began = time.perf_counter()
    assert len(split(("“a (b " * 60_000,), "en")) > 900
    assert time.perf_counter() - began < 5


def test_nothing_and_white_space() -> None:
    """An empty text has no segments; white space is one segment without text."""
    assert split((), "en") == ()
    assert split((" \n ",), "en") == ((" \n ", (), ""),)


@pytest.mark.parametrize(
    ("white_space", "language", "expected"),
    [(" ", "ja", ""), ("  ", "zh-Hans", ""), (" ", "ko", " "), ("\n", "ja", "\n"), ("\t", "ja", "\t"), ("", "ko", "")],
)
def test_separators_follow_the_target(white_space: str, language: str, expected: str) -> None:
    """Japanese and Chinese have no space between sentences; layout stays."""
    assert separator(white_space, language) == expected


def test_a_tab_that_is_markup_keeps_two_texts_apart() -> None:
    """A name and a place on one line of a form are not one sentence; a pair of tags around the tab keeps them together."""
    tab = Inline("<tab/>", text="\t")
    assert _sources(("Name:", tab, "Kim of", tab, "Seoul")) == [("Name:",), (tab, "Kim of"), (tab, "Seoul")]
    assert _sources((tab, "Name")) == [(tab, "Name")]
    assert _sources((B, "Name:", tab, "Kim", B_END)) == [(B, "Name:", tab, "Kim", B_END)]
    assert _rejoined(("Name: ", tab, " Kim")) == ("Name: ", tab, " Kim")
