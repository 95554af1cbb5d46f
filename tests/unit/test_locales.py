"""Language tags, names, dates and numbers of languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import locales
from translator.errors import UnknownLanguageError


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"), ("KO", "ko"), (" ja ", "ja"), ("jp", "ja"), ("kr", "ko"), ("cn", "zh-Hans"), ("kor", "ko"),
        ("jpn", "ja"), ("korean", "ko"), ("Japanese", "ja"), ("english", "en"), ("한국어", "ko"), ("일본어", "ja"),
        ("日本語", "ja"), ("韓国語", "ko"), ("영어", "en"), ("ja_JP", "ja"), ("ko-KR", "ko"), ("en-US", "en"),
        ("en-GB", "en-GB"), ("zh", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"),
        ("zh-hant", "zh-Hant"), ("pt-PT", "pt-PT"), ("sr-latn", "sr-Latn"), ("ko-Kore-KR", "ko"), ("german", "de"),
    ],
)  # fmt: skip
def test_tags_are_normalised(tag: str, expected: str) -> None:
    """Tags, names and codes of countries all come to one tag, and stay there."""
    assert locales.parse_tag(tag) == expected
    assert locales.parse_tag(expected) == expected


@pytest.mark.parametrize(
    ("tag", "suggestion"), [("koreen", "ko"), ("japanes", "ja"), ("Englsh", "en"), ("frensh", "fr")]
)
def test_a_slip_gets_a_suggestion(tag: str, suggestion: str) -> None:
    """The error of a misspelt language says which one may be meant."""
    with pytest.raises(UnknownLanguageError) as caught:
        locales.parse_tag(tag)
    assert suggestion in caught.value.suggestions
    assert f"Did you mean {caught.value.suggestions[0]}" in str(caught.value)


@pytest.mark.parametrize("tag", ["", "xx", "qq-QQ", "ko-", "ko-XX", "e n", "../ko", "ko-KR-x-y"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    """A tag that names nothing is an error, not a guess."""
    with pytest.raises(UnknownLanguageError):
        locales.parse_tag(tag)


@given(st.text(max_size=12))
def test_any_text_is_a_tag_or_an_error(tag: str) -> None:
    """Nothing but UnknownLanguageError comes out of a wrong tag, and a right one is stable."""
    try:
        parsed = locales.parse_tag(tag)
    except UnknownLanguageError:
        return
    assert locales.parse_tag(parsed) == parsed


def test_names_of_languages_and_territories() -> None:
    """CLDR's names, and the tag itself or nothing where there is none."""
    assert locales.language_name("ja", "ko") == "일본어"
    assert locales.language_name("en-GB", "ja")
    assert locales.language_name("x-none", "en") == "x-none"
    assert locales.territory_name("jp", "ko") == "일본"
    assert locales.territory_name("ZZZ", "ko") is None


@pytest.mark.parametrize(
    ("parts", "korean", "japanese"),
    [
        ((2025, 11, 12), "2025년 11월 12일", "2025年11月12日"),
        ((None, 11, 12), "11월 12일", "11月12日"),
        ((2025, 11, None), "2025년 11월", "2025年11月"),
        ((2025, None, None), "2025년", "2025年"),
        ((None, 11, None), "11월", "11月"),
        ((None, None, 12), "12일", "12日"),
        ((None, 2, 29), "2월 29일", "2月29日"),
    ],
)
def test_dates(parts: tuple[int | None, int | None, int | None], korean: str, japanese: str) -> None:
    """Any part of a date may be missing."""
    assert locales.format_date(*parts, "ko") == korean
    assert locales.format_date(*parts, "ja") == japanese


@pytest.mark.parametrize("parts", [(2025, 2, 29), (None, 4, 31), (None, None, None)])
def test_impossible_dates(parts: tuple[int | None, int | None, int | None]) -> None:
    """A day that no calendar has is an error."""
    with pytest.raises(ValueError, match=r"day|date|month"):
        locales.format_date(*parts, "ko")


@pytest.mark.parametrize(
    ("number", "korean"),
    [("0", "0"), ("10000", "1만"), ("12345", "1만2345"), ("-30000", "-3만"), ("3.50", "3.5"), ("1250000000", "12억5000만"),
     ("10005", "1만5"), ("12345.5", "1만2345.5"), ("1e20", "100000000000000000000")],
)  # fmt: skip
def test_numbers_by_myriads(number: str, korean: str) -> None:
    """No digit is lost, and what is too large to name stays in digits."""
    assert locales.format_number_compact(Decimal(number), "ko") == korean


def test_currencies() -> None:
    """News names for what is frequent, CLDR's for the rest."""
    assert (locales.currency_name("USD", "ko"), locales.currency_name("USD", "ja")) == ("달러", "ドル")
    assert locales.currency_name("CHF", "ja") == "スイス フラン"
    assert locales.currency_name("USD", "en") == "US Dollar"
