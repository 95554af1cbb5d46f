"""What a glossary holds: entries, which are concepts, and patterns, which make names out of concepts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import Case, Mode

if TYPE_CHECKING:
    from .compiled import Compiled


@dataclass(frozen=True, slots=True)
class Rendering:
    """A concept in one language, as something to find or as something to write."""

    term: str
    """The main form."""
    aliases: tuple[str, ...] = ()
    """Other forms to find."""
    part: tuple[str, ...] = ()
    """Short forms (a surname, a place without its kind). Found only inside a pattern or after a full mention; written
    where the short form was found."""
    also: tuple[str, ...] = ()
    """Other forms that count as right."""
    forbidden: tuple[str, ...] = ()
    first: str = ""
    """What the first mention in a document reads, where it differs from `term`."""
    later: str = ""
    reading: str = ""
    """How `term` is read aloud where its letters do not say."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Forms that patterns ask for by name: `pair: 한` for {country.pair}; and what another entry, by its id, is called in
    the company of this one: `foreign-minister: 외무상` under Japan."""
    rank: float = 0.0
    """Place in the order of the reader's language, where a pattern sorts (한, 북, 미, 중, 일)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept and its renderings, by language tag."""

    id: str
    type: str
    renderings: Mapping[str, Rendering]
    mode: Mode = Mode.TRANSLATE
    case: Case = Case.PERMISSIVE
    historical: bool = False
    """A person whom a bare surname never means."""
    alone: bool = True
    """Whether it is found on its own. A president may be a company's: the word is left to the patterns."""
    source: str = ""
    """Where the renderings are attested."""
    note: str = ""
    origin: str = field(default="", compare=False)
    """`file:line`."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a pattern for an entry or another pattern of a type."""

    name: str
    """Type, with a number where the type occurs twice: country1."""
    form: str = ""
    """Which of the entry's `forms` is written or required."""
    required: bool = False
    """Whether entries without that form do not fit."""

    @property
    def type(self) -> str:
        """The type that fits, `name` without its number."""
        return self.name.rstrip("0123456789")


Template = tuple[str | Slot, ...]
"""Literals and slots in reading order."""

_SLOT = re.compile(r"\{([a-z][a-z-]*\d*)(?:\.([a-z]+)(!)?)?\}")


def parse_template(text: str) -> Template:
    """Return `Governor of {prefecture}` as literals and slots; raise ValueError for braces that are no slot.

    >>> parse_template("Governor of {prefecture}")
    ('Governor of ', Slot(name='prefecture', form='', required=False))
    """
    parts: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        parts += [text[at : match.start()], Slot(match[1], match[2] or "", bool(match[3]))]
        at = match.end()
    parts.append(text[at:])
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        raise ValueError(f"{text!r} has a brace that belongs to no slot; slots look like {{person}} or {{country1.pair}}")
    return tuple(part for part in parts if part != "")


@dataclass(frozen=True, slots=True)
class PatternEntry:
    """A way to make one name out of others, by language tag."""

    id: str
    type: str
    templates: Mapping[str, tuple[Template, ...]]
    """The first template of a target is preferred, the others count as right."""
    later: Mapping[str, Template] = field(default_factory=dict)
    """What a bare surname reads once this pattern has named the person."""
    sort: str = ""
    """Type whose slots are put in the order of their `rank`."""
    source: str = ""
    note: str = ""
    origin: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries and patterns of all files that were loaded together."""

    entries: Sequence[Entry] = ()
    """A tuple, or, of a compiled glossary, a sequence that reads each entry when it is asked for."""
    patterns: tuple[PatternEntry, ...] = ()
    version: str = "none"
    """A short name of exactly this content."""
    compiled: Compiled | None = field(default=None, compare=False, repr=False)
    """The same, ready to be searched in; see `glossary.compiled`."""

    def languages(self) -> tuple[str, ...]:
        """Return the tags of all languages that occur, sorted."""
        blocks = [*(e.renderings for e in self.entries), *(p.templates for p in self.patterns)]
        return tuple(sorted({tag for block in blocks for tag in block}))
