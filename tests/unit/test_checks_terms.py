"""Terms are placed as often as the target allows, and only where they really stand."""

from __future__ import annotations

import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.checks.folding import fold
from translator.checks.terms import carried, locate
from translator.model import Mode, Span, Term, TermMatch


def match(target: str, *also: str, mode: Mode = Mode.TRANSLATE, source: str = "x") -> TermMatch:
    """Return a match of a term with these renderings."""
    return TermMatch(Term(target, source, target, also=also, mode=mode), Span(0, len(source)), source)


def test_the_most_matches_are_placed() -> None:
    """An alternative gives way where another term needs its place."""
    summit, talks = match("한일 정상회담", "정상회담"), match("한일 정상")
    assert carried((summit, talks), "한일 정상이 정상회담을 열었다") == (True, True)
    both = match("외교 장관", "장관"), match("외교 장관 회의")
    assert carried(both, "외교 장관 회의에서 장관은") == (True, True)


def test_straddling_renderings_do_not_share_characters() -> None:
    """Two that overlap are not both carried; two that a third straddles are preferred to it."""
    assert sum(carried((match("서울시장"), match("시장관사")), "서울시장관사")) == 1
    assert carried((match("나다라"), match("가나"), match("라마")), "가나다라마") == (False, True, True)


def test_one_syllable_torn_off_is_another_word() -> None:
    """Korean spaces may differ between the parts of a compound, not inside a short word."""
    cases = {
        "그가 한 일은": ("한일", False),
        "부산시 장관이": ("부산시장", False),
        "나가노현지사는": ("나가노현 지사", True),
        "나가노현 지사는": ("나가노현지사", True),
        "제 8회 회의": ("제8회", True),
        "김총리가": ("김 총리", True),
    }
    for text, (wanted, expected) in cases.items():
        assert carried((match(wanted),), text) == (expected,), text


def test_latin_words_are_whole() -> None:
    """Spaces count between Latin words, and a word is not a part of another."""
    assert carried((match("US"),), "the US policy") == (True,)
    assert carried((match("US"),), "USA") == (False,)
    assert carried((match("New York"),), "New  York에서") == (True,)
    assert carried((match("New York"),), "NewYork에서") == (False,)


def test_widths_and_composition_do_not_count() -> None:
    """Half-width katakana, full-width Latin and decomposed Korean are the same words."""
    assert locate((match("バイデン"),), "ﾊﾞｲﾃﾞﾝ氏") == (Span(0, 6),)
    assert carried((match("APEC首脳会議"),), "ＡＰＥＣ首脳会議") == (True,)
    assert carried((match("서울"),), "서울") == (True,)


def test_a_forbidden_only_term_takes_no_place() -> None:
    """It asks for nothing, and so it leaves its words to the terms that do."""
    matches = match("지사", mode=Mode.FORBIDDEN), match("지사")
    assert locate(matches, "지사") == (None, Span(0, 2))
    assert carried(matches, "지사") == (True, True)


def test_many_matches_take_little_time() -> None:
    """A long text full of competing short terms is placed in a fraction of a second."""
    matches = [match(form) for form in ("가", "가나", "나다", "다라", "라마", "마바", "바사") for _ in range(4)]
    began = time.perf_counter()
    locate(matches, "가나다라마바사 " * 200)
    locate(matches, "가나다라마바사" * 3)
    assert time.perf_counter() - began < 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.text("가나다", min_size=1, max_size=3), min_size=1, max_size=2), min_size=1, max_size=3),
    st.text("가나다", max_size=6),
)
def test_no_assignment_places_more(renderings: list[list[str]], target: str) -> None:
    """Compared with all assignments, tried one by one."""
    matches = [match(*forms) for forms in renderings]
    options = [
        [None, *(Span(i, i + len(f)) for f in m.term.accepts() for i in range(len(target)) if target.startswith(f, i))]
        for m in matches
    ]
    most = 0
    for choice in itertools.product(*options):
        spans = sorted(span for span in choice if span)
        if all(a.end <= b.start for a, b in itertools.pairwise(spans)):
            most = max(most, len(spans))
    assert sum(carried(matches, target)) == most


@given(st.text(max_size=40))
def test_folding_finds_its_way_back(text: str) -> None:
    """Every folded character names a part of the original, and the parts do not go backwards."""
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
