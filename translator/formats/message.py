"""Messages of programs: their variables, tags and addresses are atoms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Inline
from .inline import addresses, paired

_CONVERSION = r"[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[zjtLq])?[diouxXeEfFgGcsSpaA@]"
_PRINTF = rf"%(?:\d+\$)?(?:\([\w.]+\))?{_CONVERSION}|%%"
_VARIABLE = re.compile(
    rf"%\{{[\w.]+\}}|%<\w+>{_CONVERSION}|{_PRINTF}|[$#]\{{[\w.]+\}}|\$t\([^()]*\)|\{{\{{[^{{}}]*\}}\}}|</?[A-Za-z][^<>]*>|&[A-Za-z][\w.-]*;|\{{",
)
_SIMPLE = re.compile(r"\{[\w.\[\]]*(?:![rsa])?(?:\s*[:,][^{}]*)?\}")


def message(text: str) -> list[str | Inline]:
    """Return `text` with printf, brace and ICU variables, tags and addresses as markup.

    An ICU plural or select is one atom with all its branches; `icu.branches` takes it apart.

    >>> [part if isinstance(part, str) else part.raw for part in message("{n, plural, other {# files}} in <b>%s</b>")]
    ['{n, plural, other {# files}}', ' in ', '<b>', '%s', '</b>']
    """
    return paired(_parts(text))


def _parts(text: str) -> Iterator[str | Inline]:
    at = start = 0
    while found := _VARIABLE.search(text, at):
        at = found.end() if found[0] != "{" else _closing(text, found.start())
        if at == found.start():
            at += 1  # a brace that nothing closes is text
            continue
        yield from addresses(text[start : found.start()])
        raw = text[found.start() : at]
        yield Inline(raw, text="" if raw.startswith("<") else raw)
        start = at
    yield from addresses(text[start:])


def _closing(text: str, start: int) -> int:
    """Return the end of the variable that begins at `start`, or `start` where it is no variable."""
    if simple := _SIMPLE.match(text, start):
        return simple.end()
    if not re.match(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal|choice)\b", text[start : start + 100]):
        return start
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place + 1
    return start


_MACHINE = re.compile(r"\S*[\d_./:#@]\S*[^\s.!?:…]|[a-z]{2}-[A-Z]{2}|\S*[_/#@]\S*")
_TIME = re.compile(r"%[-^_0#]?\d*[A-Za-z]")


def for_people(text: str) -> bool:
    """Return whether a string of a program is for people rather than a name for machines or the layout of a time.

    A name has no space and a digit or one of `_ . / : # @`; a layout has letters only behind percent signs.

    >>> [for_people(text) for text in ("Save", "icon_home", "#ff0000", "%B %d, %Y", "Saved on %Y")]
    [True, False, False, False, True]
    """
    return not _MACHINE.fullmatch(text) and any(character.isalpha() for character in _TIME.sub("", text))
