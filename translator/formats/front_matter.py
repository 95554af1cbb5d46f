"""The block of metadata that a Markdown file may begin with: its title and its description are read by people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span

_BLOCK = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.*?\r?\n)?\1[ \t]*(?:\r?\n|$)", re.DOTALL)
_FIELD = re.compile(r"^(?:title|description|subtitle|summary)[ \t]*([:=])[ \t]+(\S[^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_PLAIN_UNSAFE = re.compile(r"^[\s\-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|\s$|^(?:true|false|null|yes|no|~|[\d.+-]+)$", re.I)


def fields(text: str) -> Iterator[tuple[Span, str, str]]:
    """Yield where each value stands, what it says, and its quote: `"`, `'` or nothing.

    Values that YAML or TOML spread over several lines, or write with other escapes than these, are left alone.

    >>> [(value, quote) for _, value, quote in fields("---\\ntitle: 'It''s'\\nlang: en\\n---\\n")]
    [("It's", "'")]
    """
    block = _BLOCK.match(text)
    if not block:
        return
    for match in _FIELD.finditer(text, block.start(2), block.end(2)) if block[2] else ():
        raw = match[2]
        value, quote = raw, ""
        if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "'\"":
            quote, value = raw[0], raw[1:-1]
            value = value.replace("''", "'") if quote == "'" and match[1] == ":" else value
            value = re.sub(r"\\([\"\\])", r"\1", value) if quote == '"' else value
        elif match[1] == "=" or _PLAIN_UNSAFE.search(raw):
            continue
        if not (quote == '"' and re.search(r"\\[^\"\\]", re.sub(r"\\\\", "", raw))):
            yield Span(match.start(2), match.end(2)), value, quote if match[1] == ":" else '"'


def quoted(value: str, quote: str) -> str:
    """Return `value` as it is written between `quote`, or without quotes where YAML allows that.

    >>> quoted("A: b", ""), quoted("It's", "'")
    ('"A: b"', "'It''s'")
    """
    value = " ".join(value.split())
    if quote == "'":
        return "'" + value.replace("'", "''") + "'"
    if quote or _PLAIN_UNSAFE.search(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value
