"""The key of a stored translation: everything that decides what comes out for a segment, and nothing else.

A hit must be what the engine would have said. So the key holds the engine, the ladder and the code of this package, the
segment with its markup, and all that the document and the glossary make of the segment: the terms found in it, with
their renderings at this place (a first mention is another term than a later one), and its figures. The version of the
glossary is not needed beside them, and is left out on purpose: after a change of one entry only the segments that
contain it are translated anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path

from ..model import Inline, Pattern

_DECIDES_NOTHING = frozenset(
    {"api", "cli", "evaluation", "exchange", "files", "formats", "memory", "network", "report", "settings", "testing"}
)
"""Modules that read, write and show. Whatever is not named here may change a translation, new modules too."""


def key(signature: str, source: Pattern, *state: object) -> bytes:
    """Return the key of a segment. `signature` names engine, pair and ladder; `state` is what is known of the segment.

    Values in `state` are made of dataclasses, tuples, strings, numbers and None. Fields that do not count when two
    dataclasses are compared do not count here either.

    >>> key("fake", ("Hello.",)) == key("fake", ("Hello.",)), key("fake", ("Hello.",)) == key("fake", ("Hello!",))
    (True, False)
    """
    parts = _encoded((deciding_code(), signature, renumbered(source), state))
    return hashlib.blake2b("".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def renumbered(source: Pattern) -> Pattern:
    """Return `source` with its pairs of tags numbered from 1: the numbers of a unit tell where in it the segment stands.

    >>> [part.group for part in renumbered((Inline("<b>", group=7), "x", Inline("</b>", group=7))) if isinstance(part, Inline)]
    [1, 1]
    """
    numbers: dict[int, int] = {0: 0}
    return tuple(
        replace(part, group=numbers.setdefault(part.group, len(numbers))) if isinstance(part, Inline) else part
        for part in source
    )


def deciding_code() -> str:
    """Return a name of exactly the code that makes translations: another version of it may say something else."""
    return package_code(_DECIDES_NOTHING)


@cache
def package_code(without: frozenset[str] = frozenset({"cli", "report", "testing"})) -> str:
    """Return a name of exactly the code of this package, but for some of its modules."""
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        if inside.with_suffix("").parts[0] not in without:
            digest.update(f"{inside.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _encoded(value: object) -> Iterator[str]:
    """Yield a text from which `value` could be read back, so that different values have different texts."""
    if isinstance(value, str):
        yield f"s{len(value)}:{value}"
    elif isinstance(value, tuple):
        yield f"t{len(value)}:"
        for part in value:
            yield from _encoded(part)
    elif is_dataclass(value) and not isinstance(value, type):
        name = type(value).__name__
        counted = [field.name for field in fields(value) if field.compare]
        yield f"d{len(name)}:{name}{len(counted)}:"
        for each in counted:
            yield from _encoded(getattr(value, each))
    elif value is None or isinstance(value, int | float):
        yield f"v{value!r};"
    else:
        raise TypeError(f"A {type(value).__name__} cannot be part of a key.")
