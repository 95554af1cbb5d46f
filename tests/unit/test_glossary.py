"""Terms are found, composed and followed through a document as the cases say."""

from __future__ import annotations

import time

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


def test_a_title_does_not_make_a_second_first_mention() -> None:
    """Who was named with a title has been named."""
    document = ["Prime Minister Kim Min-seok came.", "Kim Min-seok left."]
    first, later = (matches.found[0].term for matches in match_document(JA, document))
    assert (first.target, later.target) == ("金民錫（キム・ミンソク）首相", "金民錫")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Governor Abe Shuichi met Prime Minister Abe Shinzo. ¶ Governor Abe agreed.", "阿部知事"),
        ("Prime Minister Abe Shinzo met Governor Abe Shuichi. ¶ Prime Minister Abe agreed.", "安倍首相"),
        ("Prime Minister Abe Shinzo met Governor Abe Shuichi, and Governor Abe agreed.", "阿部知事"),
        ("Governor Abe Shuichi met Prime Minister Abe Shinzo. ¶ Abe agreed.", "阿部知事"),
    ],
)
def test_a_title_tells_two_of_a_name_apart(text: str, expected: str) -> None:
    """Who bore the title goes before who was named last, and only the living are meant by a bare surname."""
    last = match_document(JA, [sentence.strip() for sentence in text.split("¶")])[-1]
    assert last.found[-1].term.target == expected


def test_nobody_is_named_where_two_may_be_meant() -> None:
    """A title with a surname that two people write differently is left to the engine."""
    assert [match.term.target for match in JA.match("Prime Minister Abe spoke.").found] == []
    assert [match.term.target for match in KO.match("Prime Minister Abe spoke.").found] == ["아베 총리"]


def test_wrong_renderings_of_a_part_are_wrong_in_the_whole() -> None:
    """Known mistakes are known inside a composed name too."""
    glossary = load_glossaries([HERE / "glossary.yaml"])
    term = Matcher(glossary, Pair("en", "ko")).match("a memorandum of understanding").found[0].term
    assert term.forbidden == ("이해의 각서",)


def test_cost_grows_with_the_text_and_no_faster() -> None:
    """Ten times the text takes about ten times as long, not a hundred times."""
    text = "The 8th Korea–Japan Governors and Mayors Conference met in Osaka Prefecture; Prime Minister Kim said so. "
    KO.match(text)
    spent = []
    for copies in (40, 400):
        start = time.process_time()
        match_document(KO, [text * copies])
        spent.append(time.process_time() - start)
    assert spent[1] < 30 * spent[0]


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
