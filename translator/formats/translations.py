"""What files made by other people and programs already translate, for a translation memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from ..errors import UnsupportedFormatError
from ..model import Pair, Pattern
from .base import Options, configure
from .detect import detect

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@dataclass(frozen=True, slots=True)
class Translation:
    """A text and its translation, as a TMX, an XLIFF or a PO file holds them."""

    source: Pattern
    target: Pattern
    pair: Pair
    """The pair that was asked for, or else the tags that the file has; a tag that it does not state is empty."""
    state: str = ""
    """The state that the file gives: `final`, `translated`, `needs-review-translation`, `fuzzy`; empty where it gives none."""
    by_machine: bool = False
    """Whether the file says that a machine made it: this program, or any other that marks its work."""
    line: int = field(default=0, compare=False)


@runtime_checkable
class HoldsTranslations(Protocol):
    """A format whose files hold texts with their translations."""

    def translations(self, data: bytes, *, path: str = "", encoding: str | None = None) -> Iterator[Translation]:
        """Yield the translations in the order of the file. Raises `ParseError`."""


def read_translations(data: bytes, path: str, pair: Pair | None = None) -> Iterator[Translation]:
    """Yield the translations of a TMX, XLIFF or PO file, of one pair of languages or of all that it holds.

    Raises `UnsupportedFormatError` for other files, `ParseError` for broken ones and for bilingual files of another pair.
    """
    reader = configure(detect(data, path), Options(pair), path)
    if not isinstance(reader, HoldsTranslations):
        raise UnsupportedFormatError(path, f"{reader.name} files hold no translations.", ("tmx", "xliff", "po"))
    yield from reader.translations(data, path=path)


def same_language(tag: str, other: str) -> bool:
    """Return whether two tags name the same language, whatever the territory; of Chinese, the same script.

    >>> same_language("ko_KR", "ko"), same_language("zh-TW", "zh-Hans"), same_language("", "ko")
    (True, False, False)
    """
    first, second = (each.lower().replace("_", "-").split("-") for each in (tag, other))
    return first[0] == second[0] != "" and (first[0] != "zh" or bool(_TRADITIONAL & {*first}) == bool(_TRADITIONAL & {*second}))
