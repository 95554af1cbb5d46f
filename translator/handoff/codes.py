"""Inline markup as the codes of XLIFF and TMX, so that a translator can move it but not break it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..formats.message import message
from ..formats.xml_source import escaped, quoted
from ..model import Inline, InlineKind, Pattern


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a format spells codes."""

    number: str
    """The attribute by which source and target name the same code: `id`, `x`."""
    pair: str
    """The attribute by which the end of a pair names its beginning: `rid`, `i`."""
    kind: str
    """The attribute that tells what a code is: `ctype`, `type`."""


XLIFF = Dialect("id", "rid", "ctype")
TMX = Dialect("x", "i", "type")


def coded(source: Pattern, target: Pattern, dialect: Dialect) -> tuple[str, str]:
    """Return source and target as XML; markup that both have has the same number in both.

    Paired tags become `<bpt>` and `<ept>`, other markup `<ph>`, with the markup of the document inside. Code that is
    read, as `ls` between backquotes, stays text between two codes.

    >>> coded(("Run ", Inline("`ls`", text="ls"), Inline("<br>", text="\\n")), ("ls", Inline("<br>")), XLIFF)[0]
    'Run <bpt id="1" rid="1">`</bpt>ls<ept id="2" rid="1">`</ept><ph id="3" ctype="lb">&lt;br&gt;</ph>'
    """
    numbers: dict[tuple[str, int], int] = {}
    return "".join(_parts(source, numbers, dialect)), "".join(_parts(target, numbers, dialect))


def _parts(pattern: Pattern, numbers: dict[tuple[str, int], int], dialect: Dialect) -> Iterator[str]:
    seen: Counter[str] = Counter()
    begun: dict[int, int] = {}

    def number(key: str) -> int:
        """Return the number of a code: the same for the same markup at its first, second, third occurrence."""
        seen[key] += 1
        return numbers.setdefault((key, seen[key]), len(numbers) + 1)

    def pair(element: str, own: int, mate: int, raw: str) -> str:
        # In TMX a pair has one number `i` within a segment, and `x` connects the segments; the end has only `i`.
        own_number = f' {dialect.number}="{own}"' if element == "bpt" or dialect is XLIFF else ""
        return f'<{element}{own_number} {dialect.pair}="{mate}">{escaped(raw)}</{element}>'

    for part in pattern:
        if isinstance(part, str):
            yield escaped(part)
        elif part.kind is InlineKind.OPEN:
            own = begun[part.group] = number(f"open {part.raw}")
            yield pair("bpt", own, own, part.raw)
        elif part.kind is InlineKind.CLOSE and part.group in begun:
            yield pair("ept", number(f"close {part.raw}"), begun.pop(part.group), part.raw)
        elif part.text.strip() and part.text != part.raw and part.raw.count(part.text) == 1:
            before, after = part.raw.split(part.text)
            own = number(f"around {part.raw}")
            yield pair("bpt", own, own, before) + escaped(part.text) + pair("ept", number(f"behind {part.raw}"), own, after)
        elif part.text == part.raw and not _is_variable(part.raw):
            yield escaped(part.raw)  # nobody would know from the code alone that it is read
        else:
            kind = f" {dialect.kind}={quoted('lb')}" if part.text == "\n" else ""
            yield f'<ph {dialect.number}="{number(f"alone {part.raw}")}"{kind}>{escaped(part.raw)}</ph>'


def _is_variable(raw: str) -> bool:
    """Return whether our reader, and a translator, sees by the markup what it stands for."""
    parts = message(raw)
    return len(parts) == 1 and isinstance(parts[0], Inline)
