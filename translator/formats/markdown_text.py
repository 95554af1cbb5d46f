"""Writing a pattern as Markdown: escapes where plain text would turn into markup, emphasis that survives Korean.

Rules of CommonMark 0.31 (sections 2.4 backslash escapes, 6.2 emphasis) and of GitHub's tables and strikethrough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..model import Inline, InlineKind, Pattern, plain

_ALWAYS = re.compile(r"[\\`]|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_STAR = re.compile(r"(?<!\s)\*|\*(?!\s|$)|(?<=^)\*")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_BRACKETS = re.compile(r"[\[\]]")
_LINK_LIKE = re.compile(r"\][(\[:]|\[\^|\[[ xX]\]|\[!")
_LINE_START = re.compile(
    r"(?:^|(?<=\n))([ \t]*)"
    r"(?:(#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|[=-]+(?=[ \t]*(?:\n|$))|\|)|(\d{1,9})([.)])(?=\s|$))"
)
_HTML = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del", "~": "del"}


def write(pattern: Pattern, *, cell: bool = False, one_line: bool = False, references: bool = False) -> str:
    """Return `pattern` as Markdown that reads back as the same text.

    `cell`: within a table, where `|` is escaped. `one_line`: where a line break would end the block.
    `references`: the document has reference definitions, so that any brackets could be a link.

    >>> write(("1. a*b", Inline("`x|y`", text="x|y")))
    '1\\\\. a\\\\*b`x|y`'
    """
    pattern = _with_safe_emphasis(pattern)
    text = plain(pattern)
    brackets = references or bool(_LINK_LIKE.search(text)) or any(_is_link(part) for part in pattern)
    out: list[str] = []
    for part in pattern:
        if isinstance(part, Inline):
            out.append(part.raw)
            continue
        part = _escaped(part, brackets=brackets, tildes=text.count("~") > 1)
        if cell:
            part = part.replace("|", "\\|")
        at_start = not out or (not one_line and out[-1].endswith("\n"))
        part = part if at_start else "\0" + part
        part = _LINE_START.sub(_escaped_start, part).removeprefix("\0")
        out.append(part)
    written = re.sub(r"(?:[ \t]*\r?\n){2,}", "\n", "".join(out).strip())
    return re.sub(r"\s*[\r\n]\s*", " ", written) if one_line or cell else written


def _is_link(part: str | Inline) -> bool:
    return isinstance(part, Inline) and part.kind is InlineKind.OPEN and part.raw.endswith("[")


def _escaped(text: str, *, brackets: bool, tildes: bool) -> str:
    for pattern in (_ALWAYS, _STAR, _UNDERSCORE):
        text = pattern.sub(r"\\\g<0>", text)
    if brackets:
        text = _BRACKETS.sub(r"\\\g<0>", text)
    return text.replace("~", "\\~") if tildes else text


def _escaped_start(match: re.Match[str]) -> str:
    if match[3]:
        return f"{match[1]}{match[3]}\\{match[4]}"
    return f"{match[1]}\\{match[2]}"


def _with_safe_emphasis(pattern: Pattern) -> Pattern:
    """Return `pattern` with delimiters that work where they stand.

    `_` and `*` must not have a letter outside and a mark or, for `_`, anything but space inside (CommonMark 6.2). A
    Korean particle right behind `**"…"**` breaks that, so such pairs become `*`, or HTML where that fails too.
    """
    parts = list(pattern)
    opened: dict[int, int] = {}
    for index, part in enumerate(parts):
        if not isinstance(part, Inline) or part.raw not in _HTML:
            continue
        if part.kind is InlineKind.OPEN:
            opened[part.group] = index
        elif part.kind is InlineKind.CLOSE and part.group in opened:
            first = opened.pop(part.group)
            raw = _safe_delimiter(part.raw, *_neighbours(parts, first), *reversed(_neighbours(parts, index)))
            tags = (f"<{_HTML[part.raw]}>", f"</{_HTML[part.raw]}>") if not raw else (raw, raw)
            for place, tag in zip((first, index), tags, strict=True):
                old = parts[place]
                assert isinstance(old, Inline)
                parts[place] = Inline(tag, old.kind, old.text, old.group)
    return tuple(parts)


def _safe_delimiter(raw: str, before: str, first: str, after: str, last: str) -> str:
    """Return the delimiter that marks `first … last` between `before` and `after`, or nothing if none does."""
    for outer, inner in ((before, first), (after, last)):
        if inner.isspace() or (_is_mark(inner) and not (outer.isspace() or _is_mark(outer))):
            return ""
    in_word = any(not (outer.isspace() or _is_mark(outer)) for outer in (before, after))
    return raw.replace("_", "*") if in_word else raw


def _neighbours(parts: Sequence[str | Inline], index: int) -> tuple[str, str]:
    """Return the characters in front of and behind a delimiter, other delimiters passed over; a space at the ends."""

    def character(steps: range, last: bool) -> str:
        for step in steps:
            part = parts[step]
            shown = part if isinstance(part, str) else "" if part.raw in _HTML else part.raw
            if shown:
                return shown[-1] if last else shown[0]
        return " "

    return character(range(index - 1, -1, -1), True), character(range(index + 1, len(parts)), False)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
