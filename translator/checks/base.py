"""What a check is: a function from a finished translation to what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model import Finding, Pair, TermMatch


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation before anybody has looked at it."""

    pair: Pair
    source: str
    target: str
    matches: tuple[TermMatch, ...] = ()
    complete: bool = True
    """False where the engine was cut off before it came to an end."""


Check = Callable[[Draft], Iterator[Finding]]
"""Checks never edit, never raise for what they read, and say nothing when all is well."""
