"""Korean particles, readings and punctuation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import rows
from translator.grammar import korean, polish
from translator.grammar.korean import Final
from translator.model import Span

PIECES = st.text(alphabet="가는은이 을를(다.)12,。、，．！？!?:;：；\"'“”‘’「」Aaー・~%\n　（）[]<>{}`/@Ａ１", max_size=20)


@pytest.mark.parametrize(("before", "term", "reading", "tail", "expected"), rows("particles.tsv"))
def test_particle_behind_an_inserted_term(before: str, term: str, reading: str, tail: str, expected: str) -> None:
    """The particle behind a term fits the term, and a second look changes nothing."""
    text, span = before + term + tail, Span(len(before), len(before) + len(term))
    repaired, spans = korean.repair_particles(text, [(span, reading)])
    assert repaired == expected
    assert [moved.of(repaired) for moved in spans] == [term]
    assert korean.repair_particles(repaired, [(spans[0], reading)])[0] == repaired


@pytest.mark.parametrize(("text", "reading", "final"), rows("readings.tsv"))
def test_final_sound(text: str, reading: str, final: str) -> None:
    """What a text ends in when it is read aloud."""
    assert str(korean.final_sound(text, reading)) == {"unknown": "None"}.get(final, final)


@pytest.mark.parametrize(("text", "expected"), rows("spacing.tsv"))
def test_korean_punctuation(text: str, expected: str) -> None:
    """Punctuation, widths, quotes and spaces come out as printed Korean has them."""
    assert korean.polish(text) == expected
    assert korean.polish(expected) == expected


@given(PIECES)
def test_polish_twice_is_polish_once(text: str) -> None:
    """Polishing is idempotent, so that it may run after every step."""
    once = korean.polish(text)
    assert korean.polish(once) == once


@given(PIECES)
def test_double_particles_are_resolved_once_for_all(text: str) -> None:
    """Resolving double particles is idempotent."""
    once = korean.resolve_double_particles(text)
    assert korean.resolve_double_particles(once) == once


@given(st.lists(st.sampled_from(("총리", "선언", "서울", "APEC")), min_size=1, max_size=5), st.data())
def test_spans_follow_their_terms(words: list[str], data: st.DataObject) -> None:
    """Whatever becomes of the particles, each returned span still covers its term."""
    text, spans = "", []
    for word in words:
        spans.append((Span(len(text), len(text) + len(word)), ""))
        text += word + data.draw(st.sampled_from(("은 ", "으로 ", " 를 ", "(주)과 ", "이라고는 ", ", ")))
    repaired, moved = korean.repair_particles(text, spans)
    assert [span.of(repaired) for span in moved] == words
    assert korean.repair_particles(repaired, [(span, "") for span in moved])[0] == repaired


def test_particle_inside_another_term_stays() -> None:
    """A term within a longer term does not change the longer one."""
    text = "한국와 일본 선언"
    assert korean.repair_particles(text, [(Span(0, 2), ""), (Span(0, 9), "")])[0] == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("총리은(는) 서울을(를) 떠나 인천(으)로 갔다.", "총리는 서울을 떠나 인천으로 갔다."),
        ("선언와(과) 지사이(가)", "선언과 지사가"),
        ("APEC을/를 열고 ‘선언’은/는", "APEC을 열고 ‘선언’은"),
        ("총리(이)라고 선언(이)라는", "총리라고 선언이라는"),
        ("서울(으)로부터 12일(으)로", "서울로부터 12일로"),
        ("협력체(APEC)은(는)", "협력체(APEC)는"),
        ("{name}을(를) %s이(가) <b>을(를)", "{name}을(를) %s이(가) <b>을(를)"),
        ("조사 은/는", "조사 은/는"),
        ("東京은(는)", "東京는"),
    ],
)
def test_double_particles(text: str, expected: str) -> None:
    """은(는) and the like are decided by the word in front, except behind a placeholder."""
    assert korean.resolve_double_particles(text) == expected


@pytest.mark.parametrize(
    ("word", "given_particle", "expected"),
    [("서울", "고", "이고"), ("총리", "이다", "다"), ("민석", "야", "아"), ("지사", "에서는", "에서는"), ("東京", "은", "은")],
)
def test_particle_of_a_word(word: str, given_particle: str, expected: str) -> None:
    """A particle is given its form for a word; one that never changes, or an unknown word, leaves it."""
    assert korean.particle(word, given_particle) == expected


def test_particle_refuses_what_is_none() -> None:
    """A text that is no particle is an error of the caller."""
    with pytest.raises(ValueError, match="'행'"):
        korean.particle("은", "행")


def test_final_sound_of_nothing_is_unknown() -> None:
    """Punctuation alone is not read aloud."""
    assert korean.final_sound("…”") is None
    assert korean.final_sound("서울") is Final.RIEUL


def test_other_languages_are_not_polished() -> None:
    """A language without rules comes back as it went in."""
    assert polish("Hola , mundo", "es") == "Hola , mundo"
    assert polish("안녕 , 세계", "ko-KR") == "안녕, 세계"
