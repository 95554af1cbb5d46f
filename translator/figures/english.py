"""Words and signs of English figures: months, scales, currencies, and the patterns made of them."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

MONTHS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "January Jan",
                "February Feb",
                "March Mar",
                "April Apr",
                "May",
                "June Jun",
                "July Jul",
                "August Aug",
                "September Sept Sep",
                "October Oct",
                "November Nov",
                "December Dec",
            ),
            1,
        )
        for name in names.split()
    }
)

SCALES = MappingProxyType(
    {
        "hundred": Decimal(100),
        "thousand": Decimal(1000),
        "million": Decimal(10**6),
        "billion": Decimal(10**9),
        "trillion": Decimal(10**12),
        "k": Decimal(1000),
        "m": Decimal(10**6),
        "mn": Decimal(10**6),
        "mln": Decimal(10**6),
        "b": Decimal(10**9),
        "bn": Decimal(10**9),
        "t": Decimal(10**12),
        "tn": Decimal(10**12),
    }
)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = MappingProxyType(
    {word: Decimal(n) for n, word in enumerate(_SMALL)}
    | {word: Decimal(n) for n, word in zip(range(20, 100, 10), _TENS, strict=True)}
    | {
        f"{tens}-{one}": Decimal(n + k)
        for n, tens in zip(range(20, 100, 10), _TENS, strict=True)
        for k, one in enumerate(_SMALL[1:10], 1)
    }
    | {"half a": Decimal("0.5"), "a": Decimal(1), "dozen": Decimal(12)}
)

CURRENCIES = MappingProxyType(
    {
        "$": "USD",
        "US$": "USD",
        "A$": "AUD",
        "C$": "CAD",
        "HK$": "HKD",
        "S$": "SGD",
        "NT$": "TWD",
        "€": "EUR",
        "£": "GBP",
        "¥": "JPY",
        "₩": "KRW",
        "dollar": "USD",
        "euro": "EUR",
        "yen": "JPY",
        "won": "KRW",
        "yuan": "CNY",
        "rupee": "INR",
        "ruble": "RUB",
        "rouble": "RUB",
        "pounds sterling": "GBP",
    }
)
_CODES = "USD|EUR|GBP|JPY|KRW|CNY|AUD|CAD|HKD|SGD|TWD|INR|RUB"

_FULL = "|".join(name for name in MONTHS if len(name) > 4 or name in ("May", "June", "July"))
_SHORTENED = "|".join(name for name in MONTHS if len(name) <= 4 and name not in ("May", "June", "July"))
_MONTH = rf"(?:(?:{_FULL})\b|(?:{_SHORTENED})\b\.?)"
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "hundred|thousand|million|billion|trillion"
_SHORT = "mln|mn|bn|tn|k|m|b|t"
_COUNT = rf"{NUMBER}|(?i:half a|a|{'|'.join(_SMALL[1:13])})"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[0-9]\d\d|20\d\d|2100)"
_TO = r"\s?[-–—]\s?"
_MERIDIEM = r"(?:[ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
_SINCE = r"(?<![\w’'])(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Yy]ear|[Ee]arly|[Ll]ate|[Mm]id)[\s-]"
# What may follow a year, so that "in 2000 people died" is not read as one.
_YEAR_END = (
    r"(?=\s?[,.;:)\]’”\"?!–—]|\s?$|[’']s\b|\s(?:and|or|to|by|with|when|as|the|a|an|for|after|at|on|in|but|that|which|was|were|is|are"
    r"|has|had|have|will|would|because|before|until|under|through|he|she|it|they|we|I)\b)"
)

PATTERNS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("skip", r"\S*(?:://|www\.|@)\S+|\b\d+(?:\.\d+){2,}\b|\b\d+(?:-\d+){2,}\b(?<!\d{4}-\d\d-\d\d)"),
        ("iso", rf"\b(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b"),
        (
            "month_first",
            rf"\b(?P<m>{_MONTH})\s(?P<d>{_DAY})(?:st|nd|rd|th)?(?:(?:{_TO}|\sto\s)(?P<d2>{_DAY})(?:st|nd|rd|th)?)?"
            rf"(?!\d|,\d|\.\d|:\d|%)(?:,?\s(?P<y>{_YEAR})\b)?",
        ),
        (
            "day_first",
            rf"\b(?:(?P<d>{_DAY})(?:st|nd|rd|th)?(?:{_TO}|\sto\s))?(?P<d2>{_DAY})(?:st|nd|rd|th)?(?:\sof)?"
            rf"\s(?P<m>{_MONTH})(?:,?\s(?P<y>{_YEAR})\b)?",
        ),
        ("month_year", rf"\b(?P<m>{_MONTH}),?\s(?:of\s)?(?P<y>{_YEAR})\b(?!,\d)"),
        (
            "month",
            r"\b(?:(?:January|February|April|June|July|August|September|October|November|December)\b"
            r"|(?<=[Ii]n )(?:May|March)\b(?!\s[A-Z])|(?<=[Ll]ast )(?:May|March)\b|(?<=since )(?:May|March)\b)",
        ),
        ("clock", rf"\b(?P<h>1[0-2]|0?[1-9])(?::(?P<min>[0-5]\d))?\s?(?P<half>{_MERIDIEM})"),
        ("clock24", r"\b(?P<h>[01]?\d|2[0-4]):(?P<min>[0-5]\d)\b(?!:)"),
        ("decade", r"(?<![\w,.])(?:(?P<century>1[0-9]|20)|[’'])(?P<tens>\d)0[’']?s\b"),
        ("century", r"\b(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]century\b"),
        (
            "money",
            rf"(?<![A-Za-z])(?P<sign>US\$|A\$|C\$|HK\$|S\$|NT\$|[$€£¥₩]|(?:{_CODES})\s)\s?(?P<n>{NUMBER})"
            rf"(?:[\s-]?(?P<s>{_SCALE})\b|\s?(?P<short>{_SHORT})\b)?",
        ),
        (
            "money_named",
            rf"(?<![\w$€£¥₩.,])(?P<n>{_COUNT})[\s-](?:(?P<s>{_SCALE})[\s-])?(?:U\.?S\.?\s)?"
            r"(?P<sign>dollar|euro|yuan|yen|won|rupee|rouble|ruble|pounds sterling)s?\b",
        ),
        (
            "percent",
            rf"(?<![\w.,])(?P<n>{NUMBER})(?:\s?%|[\s-]?(?:percent(?:age(?=[\s-]points?\b))?|per\scent|pct)\b)(?P<point>[\s-]points?\b)?",
        ),
        ("years", rf"(?<![\w$€£¥₩.,/-])(?P<a>{_YEAR}){_TO}(?P<b>{_YEAR}|\d\d)(?![\w%/-])"),
        ("year", rf"{_SINCE}(?P<y>{_YEAR})\b(?!,\d|%|\.\d|-\w){_YEAR_END}"),
        (
            "scaled_range",
            rf"(?<![\w$€£¥₩.,-])(?P<a>{NUMBER})(?:{_TO}|\sto\s)(?P<n>{NUMBER})[\s-](?P<s>{_SCALE})\b",
        ),
        (
            "scaled",
            rf"(?<![\w$€£¥₩.,-])(?P<n>{_COUNT})[\s-](?P<s>{_SCALE})s?\b"
            r"(?!\s+(?:of\s+)?(?:thousand|million|billion|trillion)s?\b)",
        ),
        ("ordinal", r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)\b"),
        ("number", rf"(?<![\w$€£¥₩./:-])(?<!\d,)(?P<n>{NUMBER})(?![\w/:]|,\d|\.\d)"),
    )
)
