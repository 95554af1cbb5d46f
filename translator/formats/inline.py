"""What is markup in any text, whatever the format: addresses; and what to leave out at the ends of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Inline, InlineKind, Pattern

_ADDRESS = re.compile(
    r"\b(?:https?|ftp)://[^\s<>\"“”‘’「」『』（）、。]*[^\s<>\"“”‘’「」『』（）、。.,;:!?'*_~|\\)\]}]"
    r"|\bmailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?'*_~|\\)\]}])?"
    r"|\b[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w-]*(?:\.[A-Za-z0-9][\w-]*)+\b",
    re.ASCII,
)


def addresses(text: str) -> Iterator[str | Inline]:
    """Yield `text` with its web and mail addresses as atoms.

    >>> list(addresses("See https://a.org/b."))
    ['See ', Inline(raw='https://a.org/b', kind=<InlineKind.ATOM: 'atom'>, text='https://a.org/b', group=0), '.']
    """
    at = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield Inline(match[0], text=match[0])
        at = match.end()
    if at < len(text):
        yield text[at:]


def core(parts: list[str | Inline]) -> tuple[int, int]:
    """Return the part of a block that is worth translating, as a range of indices.

    Left out at both ends: white space, atoms that show no text, and pairs of tags around everything else.

    >>> core([Inline("<b>", InlineKind.OPEN, group=1), "Hi", Inline("</b>", InlineKind.CLOSE, group=1)])
    (1, 2)
    """
    start, end = 0, len(parts)
    while start < end:
        first, last = parts[start], parts[end - 1]
        if _is_empty(first):
            start += 1
        elif _is_empty(last):
            end -= 1
        elif (
            isinstance(first, Inline)
            and isinstance(last, Inline)
            and (first.kind, last.kind) == (InlineKind.OPEN, InlineKind.CLOSE)
            and first.group == last.group
        ):
            start, end = start + 1, end - 1
        else:
            break
    return start, end


def has_words(pattern: Pattern) -> bool:
    """Return whether there is something to translate: a letter outside of markup."""
    return any(character.isalpha() for part in pattern if isinstance(part, str) for character in part)


def _is_empty(part: str | Inline) -> bool:
    if isinstance(part, str):
        return not part.strip()
    return part.kind is InlineKind.ATOM and not part.text.strip()
