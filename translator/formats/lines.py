"""Where a text may be broken into lines, in columns of a terminal or of a subtitle: East Asian characters take two.

Words stay whole; Japanese, which has no spaces, is broken between characters where the rules of kinsoku shori allow
it (JIS X 4051, W3C Requirements for Japanese Text Layout, section 3.1.7), and best at the end of a bunsetsu.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ..model import Inline, Pattern, Span, joined, plain

_UNSPACED = re.compile(r"[\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff9f]")
"""Kana, Chinese characters and full-width signs, between which a line may end."""
_NEVER_FIRST = frozenset(
    "、。，．・：；？！」』）】〉》〕］｝”’,.!?)]}:;…‥%％℃円ーゝゞヽヾ々"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NEVER_LAST = frozenset("「『（【〈《〔［｛“‘([{$￥＄")
_PAUSE = frozenset("、。，．？！」』）,.!?…")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")

_WITHIN_PHRASE = 6
"""Columns by which a break inside a bunsetsu must be nearer to the middle than one behind it to be preferred."""
_BEFORE_PAUSE = -4
"""The same for a break behind a comma or a full stop, which is better than others."""


def columns(text: str) -> int:
    """Return how many columns a text takes.

    >>> columns("서울 Seoul"), columns("東京。"), columns("e\\u0301")
    (10, 6, 1)
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def flat(pattern: Pattern) -> Pattern:
    """Return a pattern on one line: a line break becomes a space, or nothing between characters without spaces.

    >>> flat(("회담이\\n끝났다. ", ), ), flat(("会談が\\n終わった。",))
    (('회담이 끝났다. ',), ('会談が終わった。',))
    """
    return joined(re.sub(r"(.?)[ \t]*[\r\n]\s*(?=(.?))", _glued, part) if isinstance(part, str) else part for part in pattern)


def wrapped(pattern: Pattern, limit: int, start: int, newline: str) -> Pattern:
    """Return a pattern with lines of at most `limit` columns, but for words that are longer.

    `start` is the column where it begins; `newline` is a line end and what the next lines begin with.
    """
    indent = columns(re.split(r"[\r\n]", newline)[-1])
    text = plain(pattern)
    breaks: list[Span] = []
    begin, used = 0, start
    last: Span | None = None
    for place, _ in _places(text):
        if last and used + columns(text[begin : place.start]) > limit:
            breaks.append(last)
            begin, used = last.end, indent
        last = place
    if last and used + columns(text[begin:].rstrip()) > limit:
        breaks.append(last)
    return _broken(pattern, breaks, newline)


def balanced(pattern: Pattern, count: int, newline: str) -> Pattern:
    """Return a pattern in `count` lines of about the same width, as far as there are places to break.

    >>> balanced(("수상은 더 가까운 관계를 촉구했다.",), 2, "\\n")
    ('수상은 더 가까운\\n관계를 촉구했다.',)
    >>> balanced(("知事たちはソウルで会談した。",), 2, "\\n")
    ('知事たちは\\nソウルで会談した。',)
    """
    text = plain(pattern)
    before = [0, *accumulate(columns(character) for character in text)]
    breaks: list[Span] = []
    places = list(_places(text))
    for line in range(1, count):
        free = [(place, cost) for place, cost in places if not breaks or place.start > breaks[-1].end]
        if not free:
            break
        goal = before[-1] * line / count
        breaks.append(min(free, key=lambda each: abs(before[each[0].start] - goal) + each[1])[0])
    return _broken(pattern, breaks, newline)


def _glued(match: re.Match[str]) -> str:
    before, after = match[1], match[2]
    return before + ("" if _UNSPACED.match(before) and _UNSPACED.match(after) else " ")


def _places(text: str) -> Iterator[tuple[Span, int]]:
    """Yield where a line may end, as the white space that a line break replaces, and what a break there costs."""
    for at in range(1, len(text)):
        before, here = text[at - 1], text[at]
        if here == " " and before != " ":
            end = len(text) - len(text[at:].lstrip(" "))
            if end < len(text) and text[end] not in _NEVER_FIRST and before not in _NEVER_LAST:
                yield Span(at, end), _BEFORE_PAUSE if before in _PAUSE else 0
        elif " " not in (before, here) and _may_part(before, here):
            yield Span(at, at), _cost(before, here)


def _may_part(before: str, here: str) -> bool:
    is_unspaced = _UNSPACED.match(before) or _UNSPACED.match(here)
    return bool(is_unspaced) and here not in _NEVER_FIRST and before not in _NEVER_LAST


def _cost(before: str, here: str) -> int:
    if before in _PAUSE:
        return _BEFORE_PAUSE
    return 0 if (_HIRAGANA.match(before) and not _HIRAGANA.match(here)) or here in _NEVER_LAST else _WITHIN_PHRASE


def _broken(pattern: Pattern, breaks: Sequence[Span], newline: str) -> Pattern:
    """Return a pattern with a line break at each of the places of its plain text, but not inside an atom."""
    parts: list[str | Inline] = []
    at = 0
    for part in pattern:
        text = part if isinstance(part, str) else part.text
        if isinstance(part, str):
            for place in reversed(breaks):
                if at <= place.start and place.end <= at + len(text):
                    part = part[: place.start - at] + newline + part[place.end - at :]
        parts.append(part)
        at += len(text)
    return joined(parts)
