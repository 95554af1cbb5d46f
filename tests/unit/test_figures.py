"""Numbers, dates, times and money: how they are written in Korean and Japanese, and what got lost of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import rows
from translator.figures import extra_figures, find_figures, missing_figures, repair_figures
from translator.locales import format_number_compact

CASES = rows("figures.tsv")
TEXTS = st.text(alphabet="0123456789,.:-–% $¥am.pMay Nov billion'sth", max_size=25)


def _several(cell: str, separator: str) -> list[str]:
    return [] if cell == "-" else cell.split(separator)


@pytest.mark.parametrize(("language", "source", "figures"), [row[:3] for row in CASES])
def test_figures_are_found_and_rendered(language: str, source: str, figures: str) -> None:
    """The figures with a certain rendering are found where they stand."""
    found = find_figures(source, language)
    assert [f"{match.surface}={match.term.target}" for match in found] == _several(figures, ";")
    assert all(match.span.of(source) == match.surface for match in found)


@pytest.mark.parametrize(("language", "source"), [row[:2] for row in CASES if row[2] != "-"])
def test_every_accepted_writing_is_recognised(language: str, source: str) -> None:
    """A translation that uses any of the accepted writings has lost nothing."""
    for match in find_figures(source, language):
        for form in match.term.accepts():
            assert match.term.id not in [lost.term.id for lost in missing_figures(source, f"그것은 {form}", language)]


@pytest.mark.parametrize(("language", "source", "figures", "translation", "missing", "extra"), [r for r in CASES if r[3]])
def test_figures_of_a_translation(
    language: str, source: str, figures: str, translation: str, missing: str, extra: str
) -> None:
    """What is lost and what is made up in a translation."""
    assert [match.surface for match in missing_figures(source, translation, language)] == _several(missing, ";")
    assert list(extra_figures(source, translation, language)) == _several(extra, " ")


@given(TEXTS, st.sampled_from(("ko", "ja")))
def test_figures_do_not_overlap(source: str, language: str) -> None:
    """Figures come in reading order, none over another, each with a rendering."""
    found = find_figures(source, language)
    assert all(one.span.end <= other.span.start for one, other in zip(found, found[1:], strict=False))
    assert all(match.span.of(source) == match.surface and match.term.target for match in found)


@given(TEXTS)
def test_a_text_explains_its_own_numbers(source: str) -> None:
    """Nothing is made up in a text that is left as it is."""
    assert extra_figures(source, source, "ko") == ()


@given(st.integers(0, 10**19), st.sampled_from(("ko", "ja")))
def test_compact_numbers_are_exact(number: int, language: str) -> None:
    """A number by myriads is read back as the same number."""
    assert missing_figures(f"{number}", format_number_compact(Decimal(number), language), language) == ()


def test_other_targets_have_no_figures() -> None:
    """Rules exist for Korean and Japanese alone."""
    assert find_figures("on November 12", "fr") == ()
    assert missing_figures("on November 12", "le soir", "fr") == ()
    assert extra_figures("in the evening", "le 12", "fr") == ()


def test_territory_of_the_target_does_not_matter() -> None:
    """ko-KR is Korean."""
    assert [match.term.target for match in find_figures("on November 12", "ko-KR")] == ["11월 12일"]


@pytest.mark.parametrize(("language", "source", "translation", "repaired"), rows("figure-repairs.tsv"))
def test_figures_are_repaired_where_that_is_certain(language: str, source: str, translation: str, repaired: str) -> None:
    """A wrong figure is put right where one of its shape is missing, once; what was done is told, and done is done."""
    text, repairs = repair_figures(source, translation, language)
    assert text == repaired
    assert bool(repairs) == (translation != repaired)
    assert repair_figures(source, text, language) == (text, ())
