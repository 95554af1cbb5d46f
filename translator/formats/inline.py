"""What is markup in any text, whatever the format: addresses; and what to leave out at the ends of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from ..model import Inline, InlineKind, Pattern, joined

HALF = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(
    r"\b(?:https?|ftp)://[^\s<>\"“”‘’「」『』（）、。]*[^\s<>\"“”‘’「」『』（）、。.,;:!?'*_~|\\)\]}]"
    r"|\bmailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?'*_~|\\)\]}])?"
    r"|\b[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][\w-]*(?:\.[A-Za-z0-9][\w-]*)+\b",
    re.ASCII,
)

_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*(?<!/)>")


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


def sentence(text: str) -> Pattern:
    """Return text without markup as a pattern, in which addresses are atoms.

    >>> has_words(sentence("https://a.org/b.png")), sentence("A dot.")
    (False, ('A dot.',))
    """
    return joined(addresses(text))


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


def trimmed(parts: Iterable[str | Inline]) -> tuple[Pattern, Pattern, Pattern]:
    """Return what stands in front of the part of a block that is worth translating, that part, and what is behind it.

    >>> trimmed([" Hi ", Inline("<br>")])
    ((' ',), ('Hi',), (' ', Inline(raw='<br>', kind=<InlineKind.ATOM: 'atom'>, text='', group=0)))
    """
    known = list(joined(parts))
    first, last = core(known)
    before, inside, after = known[:first], known[first:last], known[last:]
    if inside and isinstance(inside[0], str):
        kept = inside[0].lstrip()
        before.append(inside[0][: len(inside[0]) - len(kept)])
        inside[0] = kept
    if inside and isinstance(inside[-1], str):
        kept = inside[-1].rstrip()
        after.insert(0, inside[-1][len(kept) :])
        inside[-1] = kept
    return joined(before), joined(inside), joined(after)


def paired(parts: Iterable[str | Inline]) -> list[str | Inline]:
    """Return `parts` with a group for every tag `<x …>` that has its `</x>`, properly nested; other tags are atoms.

    >>> [part.group for part in paired([Inline("<i>"), Inline("<b>"), Inline("</i>")]) if isinstance(part, Inline)]
    [1, 0, 1]
    """
    done = list(parts)
    opened: list[tuple[str, int]] = []
    group = 0
    for index, part in enumerate(done):
        tag = _TAG.fullmatch(part.raw) if isinstance(part, Inline) else None
        if not tag:
            continue
        if not tag[1]:
            opened.append((tag[2].lower(), index))
            continue
        names = [name for name, _ in opened]
        if tag[2].lower() in names:
            where = len(names) - 1 - names[::-1].index(tag[2].lower())
            first = opened[where][1]
            del opened[where:]
            group += 1
            for place, kind in ((first, InlineKind.OPEN), (index, InlineKind.CLOSE)):
                done[place] = replace(cast(Inline, done[place]), kind=kind, group=group)
    return done


def has_words(pattern: Pattern) -> bool:
    """Return whether there is something to translate: a letter outside of markup.

    A text with half a surrogate pair, which JSON and YAML can spell, is no text that could be written anywhere else.
    """
    letters = any(character.isalpha() for part in pattern if isinstance(part, str) for character in part)
    return letters and not any(HALF.search(part if isinstance(part, str) else part.text) for part in pattern)


def _is_empty(part: str | Inline) -> bool:
    if isinstance(part, str):
        return not part.strip()
    return part.kind is InlineKind.ATOM and not part.text.strip()
