"""The only door to babel: language tags, names of languages, countries and currencies, dates, times, numbers.

Names and patterns are CLDR's, as babel ships them; where Korean and Japanese news print something else
(12억 달러, not US$1,200,000,000.00) the rule is here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from .errors import InputError, UnknownLanguageError
from .model import Pair

_READY = frozenset({"en", "ko", "ja"})
# Codes of countries that people write for the language spoken there. (kr is Kanuri in ISO 639, which no engine has.)
_COUNTRIES = {"jp": "ja", "kr": "ko", "cn": "zh-Hans", "tw": "zh-Hant", "us": "en", "gb": "en"}
_NAMED_IN = ("en", "ko", "ja")

_MYRIADS = {"ko": ("", "만", "억", "조", "경"), "ja": ("", "万", "億", "兆", "京")}
_HOURS = {"ko": ("{}시", " {}분", ("오전 ", "오후 ")), "ja": ("{}時", "{}分", ("午前", "午後"))}
_CURRENCIES = {
    "USD": ("달러", "ドル"),
    "EUR": ("유로", "ユーロ"),
    "GBP": ("파운드", "ポンド"),
    "JPY": ("엔", "円"),
    "KRW": ("원", "ウォン"),
    "CNY": ("위안", "元"),
    "AUD": ("호주 달러", "豪ドル"),
    "CAD": ("캐나다 달러", "カナダドル"),
    "HKD": ("홍콩 달러", "香港ドル"),
    "SGD": ("싱가포르 달러", "シンガポールドル"),
    "TWD": ("대만 달러", "台湾ドル"),
    "INR": ("루피", "ルピー"),
    "RUB": ("루블", "ルーブル"),
}


def parse_tag(tag: str) -> str:
    """Return `tag` as a normalised BCP 47 tag without a territory that goes without saying.

    A language may also be named in English, Korean, Japanese or itself, or by the code of its country.
    Raises UnknownLanguageError, with suggestions, for what is no language.

    >>> [parse_tag(tag) for tag in ("ko", "kr", "Japanese", "ja_JP", "zh_CN", "zh-tw", "한국어", "en-GB")]
    ['ko', 'ko', 'ja', 'ja', 'zh-Hans', 'zh-Hant', 'ko', 'en-GB']
    """
    wanted = tag.strip().replace("_", "-")
    low = wanted.lower()
    if low in _READY:
        return low
    if low in _COUNTRIES:
        return _COUNTRIES[low]
    return _from_name(low) or _from_subtags(low) or _unknown(tag)


def parse_pair(source: str, target: str) -> Pair:
    """Return the pair of two tags. Raises `InputError` where both are one language, and as `parse_tag` does."""
    pair = Pair(parse_tag(source), parse_tag(target))
    if pair.source == pair.target:
        raise InputError(
            f"Source and target are both {language_name(pair.source, 'en')}. "
            "Name the language to translate into with --to and the language of the document with --from."
        )
    return pair


def _from_name(name: str) -> str | None:
    return _names().get(name)


def _names() -> dict[str, str]:
    """Return the tags of all languages by their names in small letters."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in _NAMED_IN:
        for code, name in Locale(language).languages.items():
            if "_" not in code:
                names.setdefault(str(name).lower(), "zh-Hans" if code == "zh" else code)
    names.update({"mandarin": "zh-Hans", "simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant"})
    return names


def _from_subtags(low: str) -> str | None:
    from babel import Locale
    from babel.core import get_global

    parts = low.split("-")
    if len(parts) > 3 or not all(part.isascii() and part.isalnum() for part in parts):
        return None
    aliases = get_global("language_aliases")
    language = str(aliases.get(parts[0], parts[0]))
    if language not in Locale("en").languages:
        return None
    script = next((part.title() for part in parts[1:] if len(part) == 4), "")
    territory = next((part.upper() for part in parts[1:] if len(part) in (2, 3)), "")
    if len(parts) - 1 != bool(script) + bool(territory) or (territory and territory not in Locale("en").territories):
        return None
    likely = get_global("likely_subtags")
    _, usual_script, usual_territory = (*str(likely.get(language, "")).split("_"), "", "", "")[:3]
    if language == "zh":
        guess = str(likely.get(f"zh_{territory}", "zh_Hans_CN")).split("_")[1]
        return f"zh-{script or guess}"
    script = "" if script == usual_script else script
    territory = "" if territory == usual_territory else territory
    return "-".join(part for part in (language, script, territory) if part)


def _unknown(tag: str) -> str:
    names = _names()
    close = get_close_matches(tag.strip().lower(), [*names, *_COUNTRIES], n=3, cutoff=0.75)
    raise UnknownLanguageError(tag, dict.fromkeys(names.get(name) or _COUNTRIES[name] for name in close))


def language_name(tag: str, in_language: str = "en") -> str:
    """Return what a language is called; the tag itself where CLDR has no name.

    >>> language_name("ko"), language_name("ko", "ja"), language_name("fr", "ko")
    ('Korean', '韓国語', '프랑스어')
    """
    from babel import Locale

    names = Locale.parse(in_language, sep="-").languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.split("-")[0]) or tag)


def territory_name(code: str, in_language: str) -> str | None:
    """Return CLDR's name of a country or region by its ISO 3166 code, or None where there is none.

    CLDR writes アメリカ合衆国 where news print 米国: such names belong in a glossary.

    >>> territory_name("KR", "ko"), territory_name("FR", "ja")
    ('대한민국', 'フランス')
    """
    from babel import Locale

    name = Locale.parse(in_language, sep="-").territories.get(code.upper())
    return str(name) if name else None


def currency_name(code: str, in_language: str) -> str:
    """Return what a currency is called behind an amount in news: ドル, not 米ドル.

    >>> currency_name("USD", "ko"), currency_name("JPY", "ja"), currency_name("CHF", "ko")
    ('달러', '円', '스위스 프랑')
    """
    if code in _CURRENCIES and in_language in ("ko", "ja"):
        return _CURRENCIES[code][in_language == "ja"]
    from babel.numbers import get_currency_name

    return str(get_currency_name(code, locale=in_language))


def format_date(year: int | None, month: int | None, day: int | None, language: str) -> str:
    """Return the given parts of a date. Raises ValueError for a date that no calendar has, or none at all.

    >>> format_date(2025, 11, 12, "ko"), format_date(None, 11, 12, "ja"), format_date(2025, None, None, "ko")
    ('2025년 11월 12일', '11月12日', '2025년')
    """
    skeleton = "y" * (year is not None) + "MMM" * (month is not None) + "d" * (day is not None)
    if not skeleton:
        raise ValueError("A date needs a year, a month or a day.")
    value = date(2000 if year is None else year, month or 1, day or 1)
    from babel.dates import format_skeleton

    return str(format_skeleton(skeleton, value, fuzzy=False, locale=language))


def format_time(hour: int, minute: int | None, language: str, *, half: bool) -> str:
    """Return a time of day in Korean or Japanese, hour from 0 to 23; with `half` as a.m. and p.m.

    >>> format_time(10, 30, "ko", half=True), format_time(22, None, "ja", half=True), format_time(22, 5, "ko", half=False)
    ('오전 10시 30분', '午後10時', '22시 5분')
    """
    hours, minutes, halves = _HOURS[language]
    prefix = halves[hour >= 12] if half else ""
    if half and (hour > 12 or (hour == 12 and language == "ja")):  # noon is 오후 12시, but 午後0時
        hour -= 12
    return prefix + hours.format(hour) + (minutes.format(minute) if minute else "")


def format_number_compact(value: Decimal, language: str) -> str:
    """Return a number in Korean or Japanese by myriads, exact and without separators.

    >>> [format_number_compact(Decimal(n), "ko") for n in ("1200000000", "12345", "9999", "3.5")]
    ['12억', '1만2345', '9999', '3.5']
    >>> format_number_compact(Decimal(1_250_000_000), "ja")
    '12億5000万'
    """
    whole, fraction = divmod(abs(value), 1)
    sign = "-" if value < 0 else ""
    decimals = f"{fraction.normalize():f}"[1:] if fraction else ""
    digits = int(whole)
    if digits >= 10**20:
        return f"{sign}{digits}{decimals}"
    groups: list[str] = []
    for name in _MYRIADS[language]:
        digits, group = divmod(digits, 10_000)
        if group:
            groups.insert(0, f"{group}{name}")
    return sign + ("".join(groups) or "0") + decimals


def plural_forms(tag: str) -> tuple[int, str]:
    """Return how many plural forms a language has in gettext, and the expression that chooses one.

    >>> plural_forms("ko"), plural_forms("en")
    ((1, '0'), (2, '(n != 1)'))
    """
    from babel.messages.plurals import get_plural

    forms = get_plural(tag.replace("-", "_"))
    return forms.num_plurals, forms.plural_expr
