"""Terms are found, composed and followed through a document as the cases say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import HERE, rows
from translator.glossary import Glossary, Matcher, load_glossaries, match_document
from translator.glossary.normalize import normalize
from translator.model import Pair

GLOSSARY: Glossary = load_glossaries([HERE / "glossary.yaml"])
KO = Matcher(GLOSSARY, Pair("en", "ko"))
JA = Matcher(GLOSSARY, Pair("en", "ja"))


def found(text: str) -> str:
    return " | ".join(f"{match.surface} → {match.term.target}" for match in KO.match(text).found)


@pytest.mark.parametrize(("text", "expected"), rows("terms.tsv"))
def test_terms(text: str, expected: str) -> None:
    """Spelling variants are one, words are whole, case counts as the entry says."""
    assert found(text) == expected


@pytest.mark.parametrize(("text", "surface", "ko", "ja"), rows("compose.tsv"))
def test_composed_names(text: str, surface: str, ko: str, ja: str) -> None:
    """The longest reading is found and written in the order of the target language."""
    for matcher, expected in ((KO, ko), (JA, ja)):
        found = {match.surface: match.term.target for match in matcher.match(text).found}
        assert found.get(surface, "-") == expected


@pytest.mark.parametrize(("document", "expected"), rows("mentions.tsv"))
def test_mentions(document: str, expected: str) -> None:
    """A bare surname means who was named, and nobody else."""
    last = match_document(KO, [text.strip() for text in document.split("¶")])[-1]
    assert " | ".join(f"{match.surface} → {match.term.target}" for match in last.found) == expected


def test_first_mention_has_the_reading_later_ones_do_not() -> None:
    """The katakana reading stands once, and either form is accepted at either place."""
    first, later = (matches.found[0].term for matches in match_document(JA, ["Kim Min-seok came.", "Kim Min-seok left."]))
    assert (first.target, later.target) == ("金民錫（キム・ミンソク）", "金民錫")
    assert set(first.accepts()) == set(later.accepts())


def test_losers_are_reported() -> None:
    """What a longer reading covers is not lost without a word."""
    matches = KO.match("The Governor of Nagano Prefecture spoke.")
    assert [match.surface for match in matches.found] == ["Governor of Nagano Prefecture"]
    assert "Nagano Prefecture" in [match.surface for match in matches.losers]


@given(st.text(alphabet=st.sampled_from("KoreaJpn –-’'s \u00ad\u200bＡ한국日本.Kim Dae-jung"), max_size=60))
def test_matches_lie_in_the_text_and_apart(text: str) -> None:
    """Every span names its surface, and no two overlap."""
    matches = KO.match(text).found
    assert all(match.span.of(text) == match.surface for match in matches)
    assert all(a.span.end <= b.span.start for a, b in zip(matches, matches[1:], strict=False))


@given(st.text(max_size=40))
def test_normalizing_keeps_the_way_back(text: str) -> None:
    """Every character of the normal form comes from a place of the original, in order; doing it twice changes nothing."""
    normal = normalize(text)
    assert len(normal.offsets) == len(normal.text) + 1 == len(normal.folded) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normalize(normal.text).text == normal.text


def test_a_matcher_for_other_languages() -> None:
    """Any language of an entry can be the source; Korean needs no space behind a term."""
    matcher = Matcher(GLOSSARY, Pair("ko", "ja"))
    matches = matcher.match("지방정부는 한국에 있다.").found
    assert [(m.surface, m.term.target) for m in matches] == [("지방정부", "地方自治体"), ("한국", "韓国")]
