"""Compare the figures of a source with those of its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from .english import MONTHS, NUMBER, SCALES, WORDS
from .find import Language, figures
from .numbers import all_values, digit_runs, normal
from .quantity import Figure

_DATED = "년年월月일日"
_SPOKEN = {
    "half": (50, 2),
    "quarter": (4, 25, 3),
    "third": (3,),
    "decade": (10,),
    "century": (100,),
    "fortnight": (2, 14),
    "dozen": (12,),
    "noon": (12,),
    "midnight": (0, 12, 24),
    "week": (7,),
    "biennial": (2,),
    "twice": (2,),
    "double": (2,),
    "couple": (2,),
}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def missing(source: str, target_text: str, language: Language) -> Iterator[Figure]:
    """Yield the figures of the source that the target has in no accepted writing."""
    found = figures(source, language)
    if not found:
        return
    values = all_values(target_text)
    text = re.sub(r"\s", "", normal(target_text))
    for figure in found:
        by_value = any(all(value.normalize() in values for value in way) for way in figure.values)
        if not by_value and not any(_written(form, text) for form in (figure.target, *figure.also)):
            yield figure


def extra(source: str, target_text: str, language: Language) -> Iterator[str]:
    """Yield the numbers in digits of the target that nothing in the source explains."""
    known = explained(source, language)
    for surface, values, behind in digit_runs(re.sub(r"(?<=\d)・(?=\d)", ".", target_text)):
        value = max(values)
        harmless = value <= 1 or (value <= 12 and behind not in _DATED)
        if not harmless and not values & known and not _halves(surface) <= known:
            yield surface + (behind if behind and behind in _DATED else "")


def _halves(surface: str) -> frozenset[Decimal | None]:
    """Return both sides of a dot: 98・24 is a decimal, but 3・1 may be the first of March."""
    whole, dot, part = surface.partition(".")
    return frozenset((Decimal(whole), Decimal(part))) if dot and (whole + part).isdecimal() else frozenset((None,))


@lru_cache(maxsize=1024)  # asked on every rung, for every candidate
def explained(source: str, language: Language) -> frozenset[Decimal]:
    """Return every number that a translation may take from the source."""
    values = {value for figure in figures(source, language) for way in figure.values for value in way}
    low = normal(source).lower()
    for number in re.findall(NUMBER, low):
        values.add(Decimal(number.replace(",", "")))
    values.update(Decimal(digits) for digits in re.findall(r"\d+", low))
    for scaled in re.finditer(rf"({NUMBER})\s?-?(hundred|thousand|million|billion|trillion|bn|mn|tn|k|m|b)\b", low):
        values.add(Decimal(scaled[1].replace(",", "")) * SCALES[scaled[2]])
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", low)
    for word in {part for whole in words for part in (whole, *whole.split("-"))}:
        values.update(_of_word(word))
    for ten, one in re.findall(r"\b([a-z]+ty)[ -]([a-z]+)\b", low):
        if ten in WORDS and one in WORDS:
            values.add(WORDS[ten] + WORDS[one])
    for unit, years in (("decade", 10), ("centur", 100)):
        values.update(value * years for value in tuple(values) if unit in low and value < 30)
    values.update(value + 12 for value in tuple(values) if value < 12)
    values.update(value % 100 for value in tuple(values) if 1900 <= value < 2100)
    return frozenset(value.normalize() for value in values)


def _of_word(word: str) -> Iterator[Decimal]:
    if word in WORDS and word != "a":
        yield WORDS[word]
    if word in _ORDINALS:
        yield Decimal(_ORDINALS.index(word) + 1)
    for stem, numbers in _SPOKEN.items():
        if word.startswith(stem):
            yield from map(Decimal, numbers)
    if word.endswith("ties") and word[:-3] + "y" in WORDS:  # the eighties
        yield WORDS[word[:-3] + "y"]
    if word.title() in MONTHS:
        yield Decimal(MONTHS[word.title()])
    if word in SCALES and len(word) > 2:
        yield SCALES[word]


def _written(form: str, text: str) -> bool:
    form = re.sub(r"\s", "", normal(form))
    before = r"(?<!\d)(?<!\d[.,])" if form[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if form[-1:].isdigit() else ""
    return re.search(before + re.escape(form) + after, text) is not None
