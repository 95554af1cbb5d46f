"""Dates and large numbers: how they stand in both languages, so that they can be hinted and exchanged.

The renderings are those of the glossary: `November 12` is 11월 12일 and 11月12日, `3.5 million` is 350만 and 350万.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
MARKS = {"ko": ("년", "월", "일", "만", "억", "조", " "), "ja": ("年", "月", "日", "万", "億", "兆", "")}

_MONTH = "|".join(MONTHS)
_DATE = re.compile(rf"\b({_MONTH})(?: (\d{{1,2}}))?(?:(?:,| of)? (\d{{4}}))?\b(?!\d)")
_LARGE = re.compile(r"\b(\d{1,3}(?:\.\d{1,2})?) (million|billion|trillion)\b")
_PLAIN = re.compile(r"(?<![\d.,$-])(?:\d{1,3}(?:,\d{3})+|\d{2,6})(?![\d.,]*\d|[a-z])")


def render_date(language: str, month: int, day: int | None = None, year: int | None = None) -> str:
    """Return a date as news prose writes it.

    >>> render_date("ko", 11, 12), render_date("ja", 11, 12, 1998), render_date("ko", 3, year=2020)
    ('11월 12일', '1998年11月12日', '2020년 3월')
    """
    year_mark, month_mark, day_mark, *_, space = MARKS[language]
    parts = [f"{year}{year_mark}"] if year else []
    parts.append(f"{month}{month_mark}")
    if day:
        parts.append(f"{day}{day_mark}")
    return space.join(parts)


def render_large(language: str, value: int) -> str:
    """Return a number in the groups of ten thousand of Korean and Japanese.

    >>> render_large("ko", 3_500_000), render_large("ja", 120_500_000), render_large("ko", 2_000_000_000_000)
    ('350만', '1億2050万', '2조')
    """
    *_, ten_thousand, hundred_million, trillion, space = MARKS[language]
    groups = []
    for size, mark in ((10**12, trillion), (10**8, hundred_million), (10**4, ten_thousand), (1, "")):
        count, value = divmod(value, size)
        if count:
            groups.append(f"{count}{mark}")
    return space.join(groups)


def find(source: str, target: str, language: str) -> Iterator[tuple[str, str]]:
    """Return the dates and numbers of the source whose rendering stands in the target.

    >>> list(find("On November 12 about 3.5 million came.", "11월 12일 약 350만 명이 왔다.", "ko"))
    [('November 12', '11월 12일'), ('3.5 million', '350만')]
    """
    for match in _DATE.finditer(source):
        day, year = (int(group) if group else None for group in match.groups()[1:])
        if match[1] == "May" and not (day or year):
            continue
        rendering = render_date(language, MONTHS.index(match[1]) + 1, day, year)
        if rendering in target:
            yield match[0], rendering
    for match in _LARGE.finditer(source):
        rendering = render_large(language, int(Decimal(match[1]) * 10 ** SCALES[match[2]]))
        if rendering in target:
            yield match[0], rendering
    # A number that is part of a date, whether the target has the date or not, means nothing by itself.
    for match in _PLAIN.finditer(_LARGE.sub(_blank, _DATE.sub(_blank, source))):
        if re.search(rf"(?<![\d.,]){re.escape(match[0])}(?![\d.,]*\d)", target):
            yield match[0], match[0]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def other(source: str, language: str, rng: random.Random) -> tuple[str, str]:
    """Return another figure of the same form as `source`, with its rendering."""
    if match := _DATE.fullmatch(source):
        month, day, year = rng.randrange(12), rng.randint(1, 28), rng.randint(1850, 2030)
        text = MONTHS[month] + (f" {day}" if match[2] else "")
        if match[3]:
            text += f", {year}" if match[2] else f" {year}"
        return text, render_date(language, month + 1, day if match[2] else None, year if match[3] else None)
    if match := _LARGE.fullmatch(source):
        count = f"{rng.randint(1, 99)}.{rng.randint(1, 9)}" if "." in match[1] else str(rng.randint(2, 900))
        value = int(Decimal(count) * 10 ** SCALES[match[2]])
        return f"{count} {match[2]}", render_large(language, value)
    figure = re.sub(r"\d", lambda _: str(rng.randint(0, 9)), source)
    figure = str(rng.randint(1, 9)) + figure[1:]
    return figure, figure


def is_figure(source: str) -> bool:
    """Return whether a term is one that `other` can exchange."""
    return any(pattern.fullmatch(source) for pattern in (_DATE, _LARGE, _PLAIN))
