"""Korean sentence endings: from 하십시오체 (합니다) to 해라체 (한다), the style of news and reports.

The rules are those of 표준국어대사전 for -ㄴ다/-는다/-다: a verb takes -ㄴ다 behind a vowel and -는다 behind a consonant,
an adjective, 있다, 없다, -었-, -겠- and 이다 take -다.
"""

from __future__ import annotations

import re

_POLITE = re.compile(r"([가-힣]+)니다(?=[.!…]*\s*\Z)")
_BIEUP, _NIEUN, _SSANG_SIOT = 17, 4, 20
_ADJECTIVES = frozenset(
    (
        "필요 중요 가능 불가능 유명 다양 적합 유용 강력 안전 충분 동일 간단 복잡 특별 완전 정확 확실 분명 "
        "명확 편리 불편 시급 심각 당연 유사 적절 부적절 부족 풍부 행복 건강 조용 깨끗 뚜렷 유력 유리 불리 "
        "위험 저렴 특이 특수 상당 대단 훌륭 완벽 미흡 불가피 절실 긴밀 활발 진지 솔직 신중 원활 공정 공평 "
        "평등 독특 순수 단순 명백 무관 유효 무효 타당 부당 적당 가득 희박 치열 엄격 엄중 철저 막대 거대 "
        "방대 광범위 투명 불투명 정당 동등 균등 친절 성실 소중 궁금 미안 불안 불확실 불분명 강 약 선 악 귀 "
        "천 "
    ).split()
)
"""Nouns that make an adjective with 하다; with all others it makes a verb."""
_PLAIN_STEMS = frozenset("없 같 많 좋 높 낮 깊 넓 좁 짧 작 적 옳 밝 싫 싶 젊 늦 얇 굵 붉 검".split())
"""Stems that are adjectives and end in a consonant."""
_BIEUP_STEMS = frozenset("렵 롭 럽 겁 깝 쉽 답 맙 덥 춥 볍 립".split())
"""Last syllables of adjectives of the ㅂ class: 어렵다, 새롭다, 아름답다, 가깝다."""
_VOWEL_STEMS = tuple("크 쁘 프 싸 아니 느리 흐리 희 다르 빠르 바르 푸르 누르".split())
"""Ends of adjectives whose stem ends in a vowel: 바쁘다, 아프다, 다르다. 따르다, 부르다, 흐르다 are verbs."""
_VERBS_IN_I = tuple("모이 보이 쌓이 쓰이 놓이 줄이 높이 기울이 들이 붙이 움직이 벌이 속이 먹이".split())
"""Stems in 이 that are verbs and not the copula 이다."""
_NOT = re.compile(r"([가-힣]+?)하?지 않$")


def to_plain(clause: str) -> str:
    """Return a text whose predicate ends in -니다 with the ending of 해라체; anything else as it is.

    >>> to_plain("회의가 열렸습니다."), to_plain("협력을 강화합니다."), to_plain("협력이 필요합니다."), to_plain("것입니다.")
    ('회의가 열렸다.', '협력을 강화한다.', '협력이 필요하다.', '것이다.')
    """
    return _POLITE.sub(lambda found: _plain(found.string[: found.end(1)], found[1]) or found[0], clause)


def is_polite(clause: str) -> bool:
    """Return whether a sentence ends in 하십시오체 or 해요체."""
    found = re.search(r"([가-힣])(?:니다|니까)[.!?…]*\s*\Z", clause)
    formal = found is not None and _split(found[1])[1] == _BIEUP  # 합니다, but 아니다 is plain
    return formal or bool(re.search(r"(?:십시오|세요|어요|아요|예요|에요)[.!?…]*\s*\Z", clause))


def is_plain(clause: str) -> bool:
    """Return whether a sentence ends in 해라체."""
    return bool(re.search(r"[가-힣]다[.!…]*\s*\Z", clause)) and not is_polite(clause)


def _plain(before: str, word: str) -> str:
    """Return `word`, which stands in front of 니다 and ends `before`, with the plain ending; empty where nobody knows."""
    if word.endswith("습"):
        stem = word[:-1]
        return stem + _ending(before[:-1], stem) if stem else ""
    syllable, final = _split(word[-1])
    if final != _BIEUP:
        return ""
    stem = word[:-1] + syllable
    copula = stem.endswith("이") and not stem.endswith(_VERBS_IN_I)
    adjective = copula or stem.endswith(_VOWEL_STEMS) or (stem.endswith("하") and stem[:-1] in _ADJECTIVES)
    return stem + "다" if adjective else word[:-1] + chr(ord(syllable) + _NIEUN) + "다"


def _ending(before: str, stem: str) -> str:
    """Return the plain ending of a stem that ends in a consonant."""
    last = stem[-1]
    if _split(last)[1] == _SSANG_SIOT or last in _PLAIN_STEMS or last in _BIEUP_STEMS:
        return "다"
    negated = _NOT.search(before)
    if negated and (negated[1] in _ADJECTIVES or negated[1][-1:] in _PLAIN_STEMS | _BIEUP_STEMS):
        return "다"
    return "는다"


def _split(syllable: str) -> tuple[str, int]:
    """Return a syllable without its final consonant, and the number of that."""
    final = (ord(syllable) - ord("가")) % 28
    return chr(ord(syllable) - final), final
