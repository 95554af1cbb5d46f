"""Is what was found only part of a longer name, one that the glossary does not have?

Capitals tell: Kim in Kim Boo-kyum, Environmental Protection in Environmental Protection Agency, Toyama in Mitsuru TOYAMA.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .automaton import NAMES
from .entry import Entry, Rendering
from .stop_words import STOP_WORDS

_BEHIND = re.compile(r" ([A-Z][\w-]*)")
_BEFORE = re.compile(r"(?:^|(?<=[^\w.]))([A-Z][\w.-]*) $")
_GOES_ON = re.compile(r" (?:of|for) (?:the )?[A-Z]")
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_REACH = 40
"""Characters before a place in which the word before it is looked for."""


def is_headline(text: str, least: int = 6) -> bool:
    """Return whether all long words have capitals, so that a capital beside a name does not mean a longer name.

    `least` is how many there must be: a few words with capitals may as well be one name.
    """
    long = [word for word in text.split() if len(word) > 3]
    return len(long) >= least and all(not word[0].islower() for word in long)


def name_behind(text: str, end: int) -> str:
    """Return the word with a capital behind `end`, or an empty string."""
    found = _BEHIND.match(text, end)
    return found[1] if found and found[1] not in _DAYS else ""


def name_before(text: str, start: int) -> str:
    """Return the word with a capital in front of `start`, or an empty string."""
    found = _BEFORE.search(text[max(0, start - _REACH) : start])
    return found[1] if found else ""


def surname_goes_on(text: str, end: int, headline: bool) -> bool:
    """Return whether a surname that ends at `end` belongs to a longer name: Kim in Kim Boo-kyum."""
    behind = name_behind(text, end)
    return bool(behind) and (not headline or "-" in behind)


def office_goes_on(text: str, end: int) -> bool:
    """Return whether an office that ends at `end` is told further: Minister in Minister for Justice."""
    return _GOES_ON.match(text, end) is not None


def is_part(entry: Entry, rendering: Rendering, text: str, start: int, end: int, edges: Collection[int]) -> bool:
    """Return whether `entry`, found in `text` by its `rendering` there, is a piece of a name.

    `edges` are where other terms begin and end.

    A common noun in capitals beside another capital is: Human Rights Watch. So is a place in capitals behind a given
    name, as encyclopaedias write surnames: Mitsuru TOYAMA. What stands beside a term of the glossary is none.
    """
    surface = text[start:end]
    before = name_before(text, start) if start - 1 not in edges else ""
    if before.lower() in STOP_WORDS:
        before = ""
    if entry.type in NAMES:
        known = surface in (rendering.term, *rendering.aliases, *rendering.part)
        return surface.isupper() and not known and bool(before) and not before.isupper()
    if entry.type != "common" or not rendering.term.islower() or surface.islower() or surface[1:].islower():
        return False
    behind = name_behind(text, end) if end + 1 not in edges else ""
    return bool(behind) or (bool(before) and before not in _DAYS and not text.startswith(before))
