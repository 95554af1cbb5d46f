"""The checks find what is wrong and are silent about what is right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import rows
from translator import checks
from translator.checks import Draft, check_document
from translator.checks.terms import carried, locate
from translator.model import Finding, Mode, Outcome, Pair, Segment, Severity, Span, Term, TermMatch
from translator.repetition import loops

KO = Pair("en", "ko")


def matches_of(source: str, terms: str) -> tuple[TermMatch, ...]:
    """Return a match for every place of every `surface=rendering`."""
    matches = []
    for surface, target in (term.split("=") for term in terms.split(";") if term):
        at = source.find(surface)
        while at >= 0:
            matches.append(TermMatch(Term(surface, surface, target), Span(at, at + len(surface)), surface))
            at = source.find(surface, at + 1)
    return tuple(sorted(matches, key=lambda match: match.span))


@pytest.mark.parametrize(("language", "source", "target", "terms", "expected"), rows("checks.tsv"))
def test_checks(language: str, source: str, target: str, terms: str, expected: str) -> None:
    """Each case has exactly the findings that it names; numbers have cases of their own."""
    draft = Draft(Pair("en", language), source, target, matches_of(source, terms))
    found = {finding.check for finding in checks.run(draft) if not finding.check.startswith("number")}
    if expected != "term-merged" and "term-merged" not in expected.split():
        found.discard("term-merged")
    assert found == set(expected.split())


def test_two_in_the_source_need_two_in_the_target() -> None:
    """The second occurrence is asked for, but more gently."""
    matches = matches_of("Kim met Kim.", "Kim=김 총리")
    assert carried(matches, "김 총리가 만났다.") == (True, False)
    assert carried(matches, "김 총리가 김 총리를 만났다.") == (True, True)
    draft = Draft(KO, "Kim met Kim.", "김 총리가 만났다.", matches)
    assert [(f.check, f.severity) for f in checks.run(draft)] == [("term-merged", Severity.MINOR)]


def test_a_short_term_does_not_take_a_part_of_a_longer_one() -> None:
    """Places are given to the longest rendering first, and none is used twice."""
    long = TermMatch(Term("a", "Nagano Prefecture", "나가노현"), Span(0, 17), "Nagano Prefecture")
    short = TermMatch(Term("b", "Nagano", "나가노"), Span(22, 28), "Nagano")
    assert carried((short, long), "나가노현에서") == (False, True)
    assert carried((short, long), "나가노현과 나가노") == (True, True)


def test_an_exact_term_allows_no_variant() -> None:
    """Spaces and alternatives that are fine elsewhere are not here."""
    exact = TermMatch(Term("a", "x", "셔틀 외교", also=("왕복 외교",), mode=Mode.EXACT), Span(0, 1), "x")
    assert [carried((exact,), text) for text in ("셔틀 외교가", "셔틀외교가", "왕복 외교가")] == [(True,), (False,), (False,)]


def test_a_kept_term_is_looked_for_as_the_source_spells_it() -> None:
    """Code and brands stay letter by letter."""
    kept = TermMatch(Term("a", "iPhone", "iPhone", mode=Mode.KEEP), Span(0, 6), "iPhone")
    assert carried((kept,), "iPhone은 비싸다") == (True,)
    assert carried((kept,), "아이폰은 비싸다") == (False,)


def test_forbidden_renderings_are_found() -> None:
    """Unless they are part of an accepted one that is there."""
    term = Term("a", "governor", "지사", also=("주지사",), forbidden=("주지사님", "도지사"))
    match = TermMatch(term, Span(0, 8), "governor")
    assert "term-forbidden" in [f.check for f in checks.run(Draft(KO, "governor", "도지사", (match,)))]
    assert "term-forbidden" not in [f.check for f in checks.run(Draft(KO, "governor", "주지사", (match,)))]


RENDERINGS = st.sampled_from(["한국", "일본", "한일", "나가노", "나가노현"])


@given(st.lists(RENDERINGS, min_size=1, max_size=4), st.text("한일국본나가노현 ", max_size=20))
def test_located_terms_do_not_overlap(renderings: list[str], target: str) -> None:
    """Every place holds its rendering, and no two share a character."""
    matches = [TermMatch(Term(str(i), "x", r), Span(i, i + 1), "x") for i, r in enumerate(renderings)]
    spans = sorted(span for span in locate(matches, target) if span)
    assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))
    for rendering, span in zip(renderings, locate(matches, target), strict=True):
        assert span is None or span.of(target).replace(" ", "") == rendering


@given(st.text(max_size=80))
def test_a_text_never_loops_against_itself(text: str) -> None:
    """What the source repeats, the target may repeat."""
    assert not loops(text, text)


def test_a_cut_off_translation_is_critical() -> None:
    """An engine that was stopped is not believed."""
    found = checks.run(Draft(KO, "The talks went on.", "회담은 계속", complete=False))
    assert ("cut-off", Severity.CRITICAL) in [(finding.check, finding.severity) for finding in found]


def test_inconsistent_renderings_are_told_where_they_differ() -> None:
    """The preferred form elsewhere makes an accepted one here worth a look."""
    term = Term("a", "local governments", "지방정부", also=("지자체",))
    outcomes = [
        Outcome(Segment(i, 0, ("local governments",)), (text,), (TermMatch(term, Span(0, 17), "local governments"),), (True,))
        for i, text in enumerate(("지방정부", "지자체"))
    ]
    checked = check_document(outcomes)
    assert checked[0].findings == ()
    assert checked[1].findings == (Finding("inconsistent", Severity.MINOR, "‘지자체’ here, ‘지방정부’ elsewhere.", "a"),)
