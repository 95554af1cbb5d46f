"""What is put right behind a term."""

from __future__ import annotations

import pytest

from translator.finish import finish
from translator.model import Pair, Span, Term, TermMatch

MATCH = TermMatch(Term("pm", "Prime Minister Kim", "김민석 총리"), Span(0, 18), "Prime Minister Kim")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("김민석 총리 총리는 말했다.", "김민석 총리는 말했다."),
        ("김민석 총리 총리가 말했다.", "김민석 총리가 말했다."),
        ("김민석 총리는 총리 관저에 갔다.", "김민석 총리는 총리 관저에 갔다."),
        ("김민석 총리 총리실장이 말했다.", "김민석 총리 총리실장이 말했다."),
        ("김민석 총리 총리실은 말했다.", "김민석 총리 총리실은 말했다."),
    ],
)
def test_a_title_said_twice_is_said_once(said: str, wanted: str) -> None:
    """Only the echo goes: a longer word that begins alike is another word."""
    assert finish(said, "Prime Minister Kim said so.", (MATCH,), Pair("en", "ko")) == wanted
