"""Put a figure of the source in the place of the one figure of its shape that the translation has made up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .check import extra, missing
from .find import Language
from .numbers import NUMBER_RUN
from .quantity import Figure


@dataclass(frozen=True, slots=True)
class Repair:
    """What was replaced by what."""

    wrong: str
    right: str


def repair(source: str, target_text: str, language: Language) -> tuple[str, tuple[Repair, ...]]:
    """Return the translation with its wrong figures put right where that is certain, and what was done.

    Certain it is where one sure figure of the source is missing, and one place of the translation has its shape
    (a number and 달러, a month and a day) and holds a number that nothing in the source explains.

    >>> repair("Aid of $1.2 billion arrived on November 12.", "1.2억 달러의 원조가 11월 15일 도착했다.", "ko")[0]
    '12억 달러의 원조가 11월 12일 도착했다.'
    """
    wanted = [figure for figure in missing(source, target_text, language) if figure.sure]
    done: list[Repair] = []
    for figure in wanted:
        shape = _shape(figure)
        if not shape or sum(_shape(other) == shape for other in wanted) > 1:
            continue
        places = [hit for hit in re.finditer(shape, target_text) if any(extra(source, hit[0], language))]
        if len(places) != 1:
            continue
        (place,) = places
        target_text = target_text[: place.start()] + figure.target + target_text[place.end() :]
        done.append(Repair(place[0], figure.target))
    return target_text, tuple(done)


def _shape(figure: Figure) -> str:
    """Return a pattern for everything that is written like a figure: its units, with any numbers in front of them.

    Empty for a bare number, which could stand for anything.
    """
    before, *parts = re.split(f"({NUMBER_RUN})", figure.target)
    units = [unit.strip() for unit in parts[1::2]]
    if before or not all(units):
        return ""
    return r"(?<![\d.,])" + r"\s?".join(rf"{_CALENDAR.get(unit, _ANY)}\s?{re.escape(unit)}" for unit in units)


_ANY = f"(?:{NUMBER_RUN})"
_CALENDAR = {**dict.fromkeys("년年", r"\d{4}"), **dict.fromkeys("월일月日", r"\d{1,2}")}
"""A year has four digits: 50年 is a time, not a date."""
