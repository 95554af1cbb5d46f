"""Each rung proposes what it says, on an engine whose answers are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.constraints import LADDER, Work
from translator.constraints.base import one_line
from translator.constraints.forbid import wrong_renderings
from translator.constraints.force import Force, word_ends
from translator.constraints.guard import unfounded_digits
from translator.constraints.mask import Mask, mask, restore
from translator.constraints.repair import repair
from translator.engines.base import Capability
from translator.model import Pair, Segment, Span, Term, TermMatch
from translator.testing import FakeEngine

KO, JA = Pair("en", "ko"), Pair("en", "ja")


def match(text: str, surface: str, target: str, **options: tuple[str, ...]) -> TermMatch:
    start = text.index(surface)
    return TermMatch(Term(surface, surface, target, **options), Span(start, start + len(surface)), surface)


def work(text: str, *matches: TermMatch, best: str = "") -> Work:
    missing = tuple(m for m in matches if m.term.target not in best)
    return Work(Segment(0, 0, (text,)), matches, best=best, missing=missing)


def test_the_ladder_has_every_rung_once() -> None:
    """Rungs are told apart by name in reports, so names are unique."""
    names = [strategy.name for strategy in LADDER]
    assert len(set(names)) == len(names) == 7


def test_hints_name_terms_and_figures_in_reading_order() -> None:
    """A surface broken over two lines is one hint on one line; the same hint is given once."""
    text = "Nagano\nPrefecture has 5 towns; Nagano\nPrefecture is far."
    first = match(text, "Nagano\nPrefecture", "나가노현")
    second = TermMatch(first.term, Span(32, 49), first.surface)
    figure = match(text, "5 towns", "5개 마을")
    hinted = Work(Segment(0, 0, (text,)), (first, second), (figure,))
    assert hinted.hints() == (("Nagano Prefecture", "나가노현"), ("5 towns", "5개 마을"))


@given(st.text(alphabet="ab \n\t한", max_size=20))
def test_one_line_has_no_line_breaks_and_is_stable(text: str) -> None:
    """Joining again changes nothing."""
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


def test_masked_terms_come_back_in_any_order() -> None:
    """The translation may turn the terms around."""
    text = "Abe met Kim in Incheon."
    matches = (match(text, "Abe", "아베"), match(text, "Incheon", "인천"))
    assert mask(text, matches, ("[1]", "[2]")) == "[1] met Kim in [2]."
    assert restore("인천이 아닌 [2]에서 [1]는", matches, ("[1]", "[2]")) == "인천이 아닌 인천에서 아베는"


@pytest.mark.parametrize("answer", ["[1]는 갔다", "[1] [1] [2]", "[1] [2] [3]", ""])
def test_a_lost_doubled_or_invented_placeholder_is_refused(answer: str) -> None:
    """What did not come back whole is no proposal."""
    text = "Abe met Kim in Incheon."
    matches = (match(text, "Abe", "아베"), match(text, "Incheon", "인천"))
    assert restore(answer, matches, ("[1]", "[2]", "[3]")) is None


def test_mask_on_an_engine_that_carries_placeholders() -> None:
    """All terms are in the proposal, and the decodes are counted."""
    text = "Abe met Kim in Incheon."
    engine = FakeEngine(capabilities=frozenset({Capability.MASK}))
    matches = (match(text, "Abe", "아베"), match(text, "Incheon", "인천"))
    (proposal,) = Mask().propose([work(text, *matches, best="아베 ")], engine, KO)
    assert [candidate.text for candidate in proposal.candidates] == ["Abe met Kim in 인천.", "아베 met Kim in 인천."]
    assert proposal.decodes == 2


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ("그는 Nagano에 갔다.", "그는 나가노에 갔다."),  # the source form was left standing
        ("그는 나가논에 갔다.", "그는 나가노에 갔다."),  # a misspelling
        ("그는 도쿄에 갔다.", "그는 도쿄에 갔다."),  # another place is no misspelling
        ("그는 나고야에 갔다.", "그는 나고야에 갔다."),
    ],
)
def test_repair_replaces_what_is_certain(best: str, expected: str) -> None:
    """Near misses are repaired, other names are left alone."""
    text = "He went to Nagano."
    assert repair(work(text, match(text, "Nagano", "나가노"), best=best)) == expected


def test_repair_leaves_other_terms_alone() -> None:
    """A term that is there is never taken for the misspelling of one that is not."""
    text = "Kim Min-seok met Kim Min-seon."
    matches = (match(text, "Kim Min-seok", "김민석"), match(text, "Kim Min-seon", "김민선"))
    assert repair(work(text, *matches, best="김민석은 그를 만났다.")) == "김민석은 그를 만났다."


def test_forbid_suppresses_known_wrong_renderings_only() -> None:
    """Forbidden forms and the source's own spelling count where they stand in the translation."""
    text = "Nagano Prefecture"
    term = match(text, "Nagano Prefecture", "나가노현", forbidden=("나가노 주", "나가노 지역"))
    assert wrong_renderings(work(text, term, best="나가노 주에서")) == ("나가노 주",)
    assert wrong_renderings(work(text, term, best="나가노에서")) == ()


@given(st.text(alphabet="한국 日本カナabc,.", max_size=40), st.sampled_from([KO, JA]))
def test_word_ends_lie_in_the_text(text: str, pair: Pair) -> None:
    """Every place is an offset of the text, in order, the beginning among them."""
    ends = word_ends(text, pair)
    assert ends[0] == 0
    assert list(ends) == sorted(set(ends))
    assert all(end == 0 or end < len(text) for end in ends)


def test_force_puts_a_missing_term_into_the_sentence(builtin: object) -> None:
    """On the real model: what the draft lacks, the proposal has."""
    text = "The meeting was held at the Seoul Government Complex."
    term = match(text, "Seoul Government Complex", "정부서울청사")
    (proposal,) = Force().propose([work(text, term, best="회의는 서울에서 열렸다.")], builtin, KO)  # type: ignore[arg-type]
    assert proposal.decodes > 0
    assert all("정부서울청사" in candidate.text for candidate in proposal.candidates)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("They met in spring.", "", "0123456789"),
        ("They met on May 12.", "", "0346789"),
        ("The 8th meeting was held by two ministers.", "제8회", "01345679"),
        ("Nineteen ministers met.", "", ""),
        ("Thousands of people met.", "", "23456789"),
    ],
)
def test_digits_need_a_reason(text: str, target: str, expected: str) -> None:
    """Only digits of the source, of its number words and of its hints may be written where a draft went astray."""
    terms = (match(text, text.split()[1], target),) if target else ()
    assert sorted(unfounded_digits(work(text, *terms))) == sorted(expected)
