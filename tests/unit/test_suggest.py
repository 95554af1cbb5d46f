"""Entries are proposed from a text and its translation: what occurs together, what sounds alike, and nothing that is known."""

from __future__ import annotations

import pytest

from translator.glossary import Entry, Glossary, Rendering
from translator.glossary.candidates import source_terms, stems, target_terms
from translator.glossary.romanize import romanize, sounds_like
from translator.glossary.suggest import Suggestion, suggest
from translator.model import Pair

KO, JA = Pair("en", "ko"), Pair("en", "ja")
NEWS = [
    ("The mayor of Busan welcomed a delegation from Fukuoka.", "부산시장은 후쿠오카 대표단을 맞이했다."),
    ("A tidal power plant will be built near the harbour.", "항구 근처에 조력발전소가 세워진다."),
    ("Engineers said the tidal power plant is safe.", "기술자들은 조력발전소가 안전하다고 했다."),
    ("The delegation visited the tidal power plant on Monday.", "대표단은 월요일 조력발전소를 방문했다."),
    ("Fukuoka has no such plans.", "후쿠오카에는 그런 계획이 없다."),
    ("Ms. Valentino left the meeting early.", "발렌티노 씨는 회의를 일찍 떠났다."),
    ("The delegation thanked the city.", "대표단은 시에 감사했다."),
    ("It rained all week.", "일주일 내내 비가 왔다."),
    ("Nobody was hurt.", "다친 사람은 없다."),
    ("The shops closed at nine.", "가게는 아홉 시에 닫았다."),
]


def found(texts: list[tuple[str, str]], pair: Pair, glossary: Glossary | None = None) -> dict[str, Suggestion]:
    return {each.source: each for each in suggest(texts, pair, glossary or Glossary())}


def test_terms_and_names_are_found() -> None:
    """By statistics where they are frequent, by sound where they occur once; with counts and an example."""
    proposals = found(NEWS, KO)
    plant = proposals["tidal power plant"]
    assert (plant.target, plant.together, plant.source_count, plant.target_count) == ("조력발전소", 3, 3, 3)
    assert plant.example == NEWS[2]
    assert proposals["delegation"].target == "대표단"
    assert proposals["Fukuoka"].target == "후쿠오카"
    assert proposals["Valentino"].target == "발렌티노"
    assert "power plant" not in proposals


def test_the_best_come_first() -> None:
    """Scores fall, none is beyond 0 and 1, and no source or target is proposed twice."""
    proposals = suggest(NEWS, KO, Glossary())
    scores = [each.score for each in proposals]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({each.source for each in proposals}) == len({each.target for each in proposals}) == len(proposals)


def test_what_the_glossary_has_is_left_out() -> None:
    """Neither its terms nor their renderings are proposed again; what is spelt almost alike is said."""
    entries = (
        Entry("plant", "common", {"en": Rendering("tidal power plant"), "ko": Rendering("조력발전소")}),
        Entry("valentino", "person", {"en": Rendering("Valentini"), "ko": Rendering("발렌티니")}),
    )
    proposals = found(NEWS, KO, Glossary(entries))
    assert "조력발전소" not in {each.target for each in proposals.values()}
    assert proposals["Valentino"].known == "valentino"


def test_other_spellings_belong_to_one_proposal() -> None:
    """Of the source as aliases, of the target as alternatives."""
    texts = [("We met Ms. Sarkozy.", "사르코지 씨를 만났다."), ("He saw Sarkozi again.", "사르코지 씨를 또 봤다.")]
    texts += [("They like Sarkozy.", "사르코지를 좋아한다."), ("She knows Sarkozy.", "사르코지를 안다.")]
    texts += [("He asked Sarkozy.", "사르코시에게 물었다."), *NEWS[6:], *NEWS[1:4]]
    sarkozy = found(texts, KO)["Sarkozy"]
    assert (sarkozy.target, sarkozy.aliases, sarkozy.also) == ("사르코지", ("Sarkozi",), ("사르코시",))


def test_japanese_runs_are_cut_where_the_counts_say() -> None:
    """The compound that occurs with the term, not a part of it and not what stands beside it."""
    texts = [
        ("The tidal power plant opened.", "潮力発電所が開所した。"),
        ("A new tidal power plant is planned.", "新潮力発電所を計画する。"),
        ("The tidal power plant failed.", "潮力発電所は故障した。"),
        ("Ms. Pelosi spoke.", "ペロシ氏が話した。"),
        ("It rained.", "雨だった。"),
        ("Nobody came.", "誰も来ない。"),
        ("The end.", "終わり。"),
        ("Good night.", "おやすみ。"),
        ("Who knows?", "さあ。"),
        ("Nothing else.", "ほかにない。"),
    ]
    proposals = found(texts, JA)
    assert proposals["tidal power plant"].target == "潮力発電所"
    assert proposals["Pelosi"].target == "ペロシ"


def test_the_entry_carries_its_evidence() -> None:
    """As a note for the reviewer, and the files as its source."""
    entry = found(NEWS, KO)["delegation"].entry(KO, "suggested-1", "a / b")
    assert entry.renderings["ko"].term == "대표단"
    assert entry.note.startswith("3 of 3 times; score 0.8")
    assert entry.source == "a / b"


def test_nothing_comes_of_nothing() -> None:
    """No texts, empty texts, texts without words."""
    assert suggest([], KO, Glossary()) == ()
    assert suggest([("", ""), ("…", "…"), ("1984", "1984")], KO, Glossary()) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He met the Governor of Nagano.", {"Governor of Nagano", "Governor", "Nagano"}),
        ("Talks began in New York.", {"New York", "York"}),
        ("On Monday the UN met.", {"UN"}),
        ("Kim's visit, Park said", set()),
        ("They met Kim. Park left.", {"Kim"}),
        ("in the U.S. Navy", {"U.S.", "U.S. Navy", "Navy"}),
        ("of Japan's Diet", {"Japan", "Diet"}),
    ],
)
def test_names_have_capitals_that_mean_something(text: str, names: set[str]) -> None:
    """Not at the beginning of a sentence, not over its end, not of a day, and without the possessive."""
    assert {term for term, name in source_terms(text) if name} >= names
    assert not {"Kim. Park", "Kim Park", "Monday", "Japan Diet"} & {term for term, _ in source_terms(text)}


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("인천에서", ["인천"]), ("서울로", ["서울"]), ("총리는", ["총리"]), ("국가", ["국가"]), ("민주주의", ["민주주의"]),
        ("제주도", ["제주도", "제주"]), ("APEC은", ["APEC"]), ("회의", ["회의"]), ("부산은", ["부산"]), ("바다는", ["바다"]),
    ],
)  # fmt: skip
def test_particles_are_taken_off(word: str, wanted: list[str]) -> None:
    """Where they fit the sound before them; both readings where it could be either."""
    assert list(stems(word)) == wanted


def test_verbs_are_no_terms() -> None:
    """Nor numbers alone. A noun may end as they do."""
    assert {"캐나다", "보고"} <= set(target_terms("캐나다의 보고는", "ko"))
    terms = set(target_terms("총리는 1984년 서울을 방문했다.", "ko"))
    assert {"총리", "서울"} <= terms
    assert not any(term.endswith("다") for term in terms)


@pytest.mark.parametrize(("name", "target"), [("McCain", "매케인"), ("Khrushchev", "フルシチョフ"), ("Washington", "워싱턴")])
def test_names_sound_like_themselves_in_another_script(name: str, target: str) -> None:
    """And not like other words; nothing sounds like a text without sounds."""
    assert sounds_like(name, target) > 0.65 > sounds_like(name, "대통령")
    assert sounds_like(name, "日本") == 0
    assert romanize(target).isascii()
