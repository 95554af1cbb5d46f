"""Find the figures of an English text and say how Korean and Japanese write each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from .. import locales
from ..model import Span
from .english import CURRENCIES, MONTHS, PATTERNS, SCALES, WORDS
from .quantity import Figure

Language = Literal["ko", "ja"]
_TILDE = {"ko": "~", "ja": "〜"}
_DECADE = {"ko": "년대", "ja": "年代"}
_CENTURY = {"ko": "세기", "ja": "世紀"}
_POINT = {"ko": "포인트", "ja": "ポイント"}


@lru_cache(maxsize=1024)  # asked on every rung, for every candidate
def figures(source: str, language: Language) -> tuple[Figure, ...]:
    """Return all figures in reading order: leftmost first, then the first pattern that fits."""
    found: list[tuple[int, int, Figure | None]] = []
    taken = [False] * (len(source) + 1)
    for name, pattern in PATTERNS:
        for hit in pattern.finditer(source):
            if any(taken[hit.start() : hit.end()]):
                continue
            figure = _MAKERS[name](hit, language) if name in _MAKERS else None
            if figure is None and name != "skip":
                continue
            start, end = (figure.span.start, figure.span.end) if figure else hit.span()
            taken[start:end] = [True] * (end - start)
            found.append((start, end, figure))
    return tuple(figure for _, _, figure in sorted(found, key=lambda item: item[:2]) if figure)


def _figure(
    hit: re.Match[str], kind: str, key: str, forms: Iterator[str] | list[str], *ways: tuple[Decimal | int, ...],
    sure: bool = True, group: str | int = 0,
) -> Figure:
    target, *also = forms
    surface = hit[group].rstrip()
    span = Span(hit.start(group), hit.start(group) + len(surface))
    values = tuple(tuple(Decimal(value) for value in way) for way in ways)
    return Figure(kind, span, surface, key, target, tuple(also), values, sure)


def _date(hit: re.Match[str], language: Language) -> Figure | None:
    parts = hit.groupdict()
    month = MONTHS[parts["m"].rstrip(".")] if not parts["m"].isdigit() else int(parts["m"])
    year = int(parts["y"]) if parts.get("y") else None
    days = [int(day) for day in (parts.get("d"), parts.get("d2")) if day]
    if len(days) == 2 and days[0] >= days[1]:
        return None
    try:
        forms = [locales.format_date(year, month, days[-1] if days else None, language)]
    except ValueError:  # no such day, 31 April
        return None
    first = days[0] if len(days) == 2 else None
    if first:
        last, head = locales.format_date(None, None, days[1], language), forms[0]
        head = head.removesuffix(last)
        one = locales.format_date(None, None, first, language)
        start, tilde = one[:-1], _TILDE[language]
        until = ("부터 ", "까지") if language == "ko" else ("から", "まで")
        forms = [f"{head}{start}{tilde}{last}", f"{head}{one}{tilde}{last}", f"{head}{one}{until[0]}{last}{until[1]}"]
        forms += [f"{head}{one}{until[0]}{last}"]
    if year and month:
        forms += [form[2:] for form in forms]
    key = "-".join(str(part) for part in (year, month, *days) if part)
    values = [part for part in (year, month, *days) if part]
    return _figure(hit, "date", key, forms, tuple(values))


def _month(hit: re.Match[str], language: Language) -> Figure:
    month = MONTHS[hit[0]]
    return _figure(hit, "date", str(month), [locales.format_date(None, month, None, language)], (month,))


def _time(hit: re.Match[str], language: Language) -> Figure:
    hour, minute = int(hit["h"]) % 12, int(hit["min"] or 0)
    if hit["half"][0] in "pP":
        hour += 12
    forms = [locales.format_time(hour, minute, language, half=True), locales.format_time(hour, minute, language, half=False)]
    if minute == 30:
        forms.append(locales.format_time(int(hit["h"]), minute, language, half=False))
        forms += [form.replace("30분", "반").replace("30分", "半") for form in forms]
    if hour in (0, 12) and not minute:
        forms += {("ko", 0): ["자정", "밤 12시", "0시"], ("ko", 12): ["낮 12시", "정오"]}.get((language, hour), [])
        forms += {("ja", 0): ["深夜0時", "零時"], ("ja", 12): ["正午", "昼12時", "午後12時"]}.get((language, hour), [])
    ways = [(h, minute) if minute else (h,) for h in dict.fromkeys((hour, int(hit["h"]), hour % 12))]
    return _figure(hit, "time", f"{hour:02}:{minute:02}", forms, *ways)


def _clock(hit: re.Match[str], language: Language) -> Figure:
    """A time, a score or a verse: nobody knows how to write it, but its numbers must be there."""
    hour, minute = int(hit["h"]), int(hit["min"])
    return _figure(hit, "time", hit[0], [hit[0]], (hour, minute) if minute else (hour,), sure=False)


def _decade(hit: re.Match[str], language: Language) -> Figure:
    tens = int(hit["tens"]) * 10
    decade = int(hit["century"] or (19 if tens >= 30 else 20)) * 100 + tens
    unit = _DECADE[language]
    forms = [f"{decade}{unit}"] + ([f"{tens}{unit}"] if tens else [])
    return _figure(hit, "decade", str(decade), forms, (decade,), *([(tens,)] if tens else []))


def _century(hit: re.Match[str], language: Language) -> Figure:
    return _figure(hit, "century", hit["n"], [f"{hit['n']}{_CENTURY[language]}"], (int(hit["n"]),))


def _year(hit: re.Match[str], language: Language) -> Figure:
    forms = [locales.format_date(int(hit["y"]), None, None, language)]
    forms.append(forms[0][2:])  # 22年冬, as newspapers shorten it
    return _figure(hit, "year", hit["y"], forms, (int(hit["y"]),), group="y")


def _years(hit: re.Match[str], language: Language) -> Figure:
    first, last = int(hit["a"]), int(hit["b"] if len(hit["b"]) == 4 else hit["a"][:2] + hit["b"])
    to = locales.format_date(last, None, None, language)
    unit = to[-1]
    until = ("부터 ", "까지") if language == "ko" else ("から", "まで")
    forms = [f"{first}{_TILDE[language]}{to}", f"{first}{unit}{_TILDE[language]}{to}", f"{first}{unit}{until[0]}{to}{until[1]}"]
    forms.append(f"{first}{_TILDE[language]}{to[2:]}")
    return _figure(hit, "year", f"{first}-{last}", forms, (first, last), (first, int(hit["b"])), sure=first < last)


def _amount(hit: re.Match[str]) -> Decimal:
    parts = hit.groupdict()
    number = parts["n"].replace(",", "").lower()
    value = WORDS[number] if number in WORDS else Decimal(number)
    scale = (parts.get("s") or parts.get("short") or "").lower()
    return value * SCALES[scale] if scale else value


def _writings(hit: re.Match[str], value: Decimal, language: Language) -> list[str]:
    """Return the ways to write a number, the best first: 1만2345, 1만 2345, 12,345, 12345."""
    short = locales.format_number_compact(value, language)
    plain = f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    asis = hit["n"] if not (hit.groupdict().get("s") or hit.groupdict().get("short")) else ""
    preferred = asis if asis and value < 10_000 and asis[0].isdigit() else short
    spaced = re.sub("(?<=[만억조경])(?=\\d)", " ", short)
    thousand = {"ko": "천", "ja": "千"}[language]
    thousands = [f"{value / 1000:f}".rstrip(".") + thousand] if 1000 <= value < 10_000 and not value % 1000 else []
    forms = [preferred, short, spaced, plain, plain.replace(",", ""), *(re.sub(r"\.?0+(?=\D)", "", t) for t in thousands)]
    return list(dict.fromkeys(forms))


def _money(hit: re.Match[str], language: Language) -> Figure | None:
    sign = hit["sign"].strip()
    if sign == "won" and hit["n"].isalpha() and not hit.groupdict().get("s"):
        return None  # "three won the prize"
    code = CURRENCIES.get(sign, sign)
    value = _amount(hit)
    name = locales.currency_name(code, language)
    writings = _writings(hit, value, language)
    forms = [f"{number}{' ' if language == 'ko' else ''}{name}" for number in writings]
    if language == "ko":
        forms += [f"{number}{name}" for number in writings]
    sure = sign != "won" or bool(hit.groupdict().get("s")) or value >= 100
    return _figure(hit, "money", f"{code}-{value.normalize():f}", forms, (value,), sure=sure)


def _percent(hit: re.Match[str], language: Language) -> Figure:
    number = hit["n"]
    point = _POINT[language] if hit["point"] else ""
    forms = [f"{number}%{point}", f"{number}{'퍼센트' if language == 'ko' else 'パーセント'}{point}"]
    if number == "50" and not point:
        forms += ["절반"] if language == "ko" else ["半分", "半数"]
    return _figure(hit, "percent", number, forms, (_amount(hit),))


def _scaled(hit: re.Match[str], language: Language) -> Figure:
    value = _amount(hit)
    return _figure(hit, "number", f"{value.normalize():f}", _writings(hit, value, language), (value,))


def _scaled_range(hit: re.Match[str], language: Language) -> Figure:
    scale = SCALES[hit["s"].lower()]
    low, high = (Decimal(hit[name].replace(",", "")) * scale for name in ("a", "n"))
    first, last = (locales.format_number_compact(value, language) for value in (low, high))
    until = ("에서 ", "") if language == "ko" else ("から", "")
    forms = [f"{first}{_TILDE[language]}{last}", f"{first}{until[0]}{last}"]
    # 500만~600만, but 5~600만 is read as five: the short form counts in the check alone.
    ways = [(low, high), (Decimal(hit["a"].replace(",", "")), high)]
    return _figure(hit, "number", f"{low.normalize():f}-{high.normalize():f}", forms, *ways, sure=low < high)


def _ordinal(hit: re.Match[str], language: Language) -> Figure:
    value = _amount(hit)
    return _figure(hit, "ordinal", f"{value:f}", [f"{value:f}"], (value,), sure=False)


def _number(hit: re.Match[str], language: Language) -> Figure:
    value = _amount(hit)
    sure = "," in hit["n"]
    return _figure(hit, "number", f"{value:f}", _writings(hit, value, language) if sure else [hit["n"]], (value,), sure=sure)


_MAKERS: dict[str, Callable[[re.Match[str], Language], Figure | None]] = {
    "iso": _date,
    "month_first": _date,
    "day_first": _date,
    "month_year": _date,
    "month": _month,
    "clock": _time,
    "clock24": _clock,
    "decade": _decade,
    "century": _century,
    "money": _money,
    "money_named": _money,
    "percent": _percent,
    "years": _years,
    "year": _year,
    "scaled_range": _scaled_range,
    "scaled": _scaled,
    "ordinal": _ordinal,
    "number": _number,
}
