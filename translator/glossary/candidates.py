"""What could be a term: names and noun phrases of an English text, and stretches of a Korean or Japanese one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .stop_words import STOP_WORDS

MAX_WORDS = 6
"""Words of the longest term that is proposed. Google's advice for glossaries is fewer than five."""
MAX_CHARACTERS = 14
"""Characters of the longest Japanese term that is proposed."""

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][\w\u00c0-\u024f]*(?:[.'’&-][A-Za-z\u00c0-\u024f0-9][\w\u00c0-\u024f]*)*\.?|\d[\d,.]*")
_ABBREVIATION = re.compile(r"(?:[A-Za-z]\.)+|(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Rep|Jr|Sr|Prof|Lt|Col|Capt|Sgt|Inc|Co|Corp|Ltd)\.")
_SENTENCE = re.compile(r"(?:^|[a-z\d)]{3}[.!?]['\"”’]?\s+|[:\n]\s*)['\"“‘(]*$")
"""What stands in front of the first word of a sentence; three letters, so that a title's dot ends none."""
_INNER = frozenset("of the and for de la von van bin al on in".split())
"""Small words that may stand inside a name."""
_NEVER = STOP_WORDS | frozenset(
    "mr mrs ms dr tuesday monday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december sen gov gen rep prof col lt capt sgt am pm".split()
)
_NOT_TERMS = _NEVER | frozenset(
    "about above after again against ago also although always among another around away back because been before being below "
    "best better between both came come could day days did does doing done down during each early end even ever every far few "
    "first found full gave get give given go going good got great half having here high himself however important including "
    "its itself just keep kept known large last late later least left less let like likely little long look made main make many "
    "may might million month months much must near need never new next nor nothing now off often old once one only open other "
    "others our over own part people perhaps place put quite rather really recent recently right said same saw say says second "
    "see seen set several shall she should show since small some something soon still such take taken ten than them themselves "
    "there these thing things think third those though thought three through time times today together told too took toward "
    "two under until upon use used using very want wanted way week well went were while whole whose within without work worked "
    "would year years yesterday yet billion percent four five six seven eight nine hundred thousand according able according "
    "says called become became began both end held led".split()
)

_HANGUL = re.compile(r"[가-힣A-Za-z0-9]+(?:[·-][가-힣A-Za-z0-9]+)*")
_PARTICLES = (
    "에서는 에서도 에서의 으로부터 으로는 으로도 으로서 으로써 에게서 이라고 이라는 이라며 이라도 이었다 에게는 까지는 부터는 "
    "에는 에도 에서 에게 으로 까지 부터 보다 처럼 라고 라는 라며 께서 이나 와의 과의 로는 로서 이다 이며 였다 "
    "은 는 이 가 을 를 의 에 와 과 로 도 만 나"
).split()
_AMBIGUOUS = ("도", "만", "나")
"""An island, a bay, a country as often as a particle."""
_NO_PARTICLE = re.compile(r"(?:회의|협의|합의|논의|결의|동의|주의|정의|강의|어린이|고속도로|학과)$")
_AFTER_CONSONANT = ("은", "이", "을", "과", "으로")
_AFTER_VOWEL = ("는", "가", "를", "와", "로")
_VERBAL = re.compile(
    r"(?:하는|되는|했던|하게|해서|지만|으나|니다|라며|위해|대해|통해|따라|있는|없는|하기|것|수|등|[하되이있없다라]고|[하되이으라]며|[하되이으라]면)$"
)
_PAST, _PRESENT = 20, 4
"""Finals ㅆ and ㄴ: what stands before the 다 of a verb, as in 했다 and 한다, and seldom before that of a noun, as in 캐나다."""
_RUNS = re.compile(r"[々〆ヵヶ一-鿿]+|[ァ-ヺー]+(?:・[ァ-ヺー]+)*|[A-Za-zＡ-Ｚａ-ｚ]+(?:[.&-][A-Za-z]+)*|[0-9０-９]+")


def source_terms(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the phrases of an English text that could be terms, and whether each is written as a name.

    >>> sorted({term for term, name in source_terms("He met the Governor of Nagano today.") if name})
    ['Governor', 'Governor of Nagano', 'Nagano']
    """
    words = list(_words(text))
    for first in range(len(words)):
        for last in range(first, min(first + MAX_WORDS, len(words))):
            if last > first and text[words[last - 1][2] : words[last][1]].strip():
                break
            phrase = [word for word, _, _ in words[first : last + 1]]
            if not (_can_end(phrase[0], last - first) and _can_end(phrase[-1], last - first)):
                continue
            if all(_is_name(word) or (word in _INNER and word is not phrase[0]) for word in phrase) and _is_name(phrase[-1]):
                # The capital of a first word means nothing, unless there is another beside or inside it.
                begins = first == 0 or _SENTENCE.search(text[: words[first][1]])
                yield " ".join(phrase), not (begins and len(phrase) == 1 and phrase[0][1:].islower())
            elif len(phrase) <= 3 and all(word.islower() and word not in _NOT_TERMS and len(word) > 2 for word in phrase):
                yield " ".join(phrase), False


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield words with their places; a possessive ends before its apostrophe, so that no phrase goes on behind it."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word.endswith(".") and not _ABBREVIATION.fullmatch(word):
            word = word[:-1]
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        yield word, found.start(), found.start() + len(word)


def target_terms(text: str, language: str) -> Iterator[str]:
    """Yield the stretches of a Korean or Japanese text that could render a term.

    >>> "나가노현 지사" in set(target_terms("나가노현 지사는 말했다.", "ko"))
    True
    >>> "首脳会談" in set(target_terms("首脳会談が開かれた。", "ja"))
    True
    """
    yield from _korean(text) if language == "ko" else _japanese(text)


def stems(word: str) -> Iterator[str]:
    """Yield a Korean word without the particle at its end; where that could be a part of the word, both.

    >>> list(stems("인천에서")), list(stems("국가")), list(stems("정상회의")), list(stems("제주도"))
    (['인천'], ['국가'], ['정상회의'], ['제주도', '제주'])
    """
    for particle in _PARTICLES if not _NO_PARTICLE.search(word) else ():
        stem = word.removesuffix(particle)
        if stem != word and len(stem) > 1 and _fits(stem[-1], particle):
            yield from (word, stem) if particle in _AMBIGUOUS else (stem,)
            return
    yield word


def _fits(sound: str, particle: str) -> bool:
    if not "가" <= sound <= "힣":
        return True
    closed = (ord(sound) - 0xAC00) % 28
    if particle.startswith(_AFTER_CONSONANT):
        return closed > 0
    return not closed or closed == 8 if particle.startswith("로") else not closed if particle in _AFTER_VOWEL else True


def _korean(text: str) -> Iterator[str]:
    words = [(found[0], found.start(), found.end()) for found in _HANGUL.finditer(text)]
    for first in range(len(words)):
        for last in range(first, min(first + 4, len(words))):
            if last > first and text[words[last - 1][2] : words[last][1]] != " ":
                break
            if last > first and _is_verbal(words[last - 1][0]):
                break
            head = text[words[first][1] : words[last][1]]
            for stem in stems(words[last][0]):
                term = head + stem
                if len(term) > 1 and not term.isdigit() and not _is_verbal(stem):
                    yield term


def _is_verbal(word: str) -> bool:
    before = ord(word[-2]) - 0xAC00 if word[-1:] in ("다", "고") and len(word) > 1 else -1
    if 0 <= before < 11172 and before % 28 in ((_PAST, _PRESENT) if word[-1] == "다" else (_PAST,)):
        return True
    return word[-2:] in ("하다", "되다", "이다", "같다") or _VERBAL.search(word) is not None


def _japanese(text: str) -> Iterator[str]:
    runs = [(found[0], found.start(), found.end()) for found in _RUNS.finditer(text)]
    for first, (run, _, _) in enumerate(runs):
        if "一" <= run[0] <= "鿿" or run[0] in "々〆ヵヶ":
            for start in range(len(run)):
                for end in range(start + 2, min(len(run), start + 8) + 1):
                    if (start, end) != (0, len(run)):
                        yield run[start:end]
        elif "・" in run:
            yield from run.split("・")
        for last in range(first, min(first + 4, len(runs))):
            if last > first and runs[last][1] != runs[last - 1][2]:
                break
            term = text[runs[first][1] : runs[last][2]]
            if 1 < len(term) <= MAX_CHARACTERS and not term.isdigit():
                yield term


def _can_end(word: str, others: int) -> bool:
    """Return whether a word may begin or end a phrase; New may in New York."""
    name = others and word[:1].isupper()
    return len(word) > 1 and word.lower().rstrip(".") not in (_NEVER if name else _NOT_TERMS)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and (len(word) > 1 or word.isupper())
