"""What an interchange shape does, and how it tells what it could not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from ...errors import InputError
from ...model import Case, Mode
from ..entry import Entry, Glossary, PatternEntry, Rendering

Item = Entry | PatternEntry


@dataclass(frozen=True, slots=True)
class Options:
    """What a file may not say itself."""

    source: str = "en"
    """Tag of the language that pairs are translated from; comes first wherever languages are in an order."""
    targets: tuple[str, ...] = ()
    """Tags of the languages to read or to write. Empty: all that there are, or the only one."""
    sheet: str = ""
    """Name of a workbook's sheet; empty for the first."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    items: tuple[Item, ...] = ()
    problems: tuple[str, ...] = ()
    """A line `path:line: what` for each mistake; a file with problems is refused as a whole."""
    losses: tuple[str, ...] = ()
    """A sentence for each kind of thing that a glossary has no place for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A glossary in a shape."""

    data: bytes
    losses: tuple[str, ...] = ()
    """A sentence for each kind of thing that the shape has no place for."""


class Shape(Protocol):
    """One way to write down a glossary."""

    @property
    def suffix(self) -> str:
        """Usual file name ending, with its dot."""

    @property
    def summary(self) -> str:
        """What it is, in a few words."""

    @property
    def writes(self) -> bool:
        """Whether it can be written."""

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return what `data` holds. `path` is named in problems. Raises nothing for bad content."""

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return the glossary in this shape; raise `InputError` for options that do not fit it."""


@dataclass(slots=True)
class Losses:
    """Collects what a shape cannot hold, by kind."""

    _ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, id: str) -> None:
        """Note that `what` of the entry `id` is lost."""
        self._ids[what].append(id)

    def lines(self) -> tuple[str, ...]:
        """Return a line for each kind: what, how often, and where for the first time."""
        return tuple(
            f"{what}: {len(ids)} entries, {ids[0]} first" if len(ids) > 1 else f"{what}: {ids[0]}"
            for what, ids in self._ids.items()
        )


def languages(glossary: Glossary, options: Options) -> tuple[str, ...]:
    """Return the source language, then the wanted targets or all others."""
    others = options.targets or tuple(tag for tag in glossary.languages() if tag != options.source)
    return (options.source, *dict.fromkeys(others))


def only_target(glossary: Glossary, options: Options) -> str:
    """Return the one language to write pairs in; raise `InputError` where it has to be said."""
    others = languages(glossary, options)[1:]
    if len(others) == 1:
        return others[0]
    raise InputError(f"This shape holds one target language. Name it with --to: {', '.join(others) or 'there is none here'}.")


def note_patterns(glossary: Glossary, losses: Losses) -> None:
    """Note all patterns: no shape but YAML has a place for them."""
    for pattern in glossary.patterns:
        losses.add("patterns, which only YAML holds", pattern.id)


def note_unheld(entry: Entry, tags: Iterable[str], held: frozenset[str], losses: Losses) -> None:
    """Note every field of `entry` in the languages `tags` that says something and is not in `held`."""
    for name in _said(entry):
        if name not in held:
            losses.add(f"‘{name}’ is not held", entry.id)
    for tag in tags:
        for name in _rendered(entry.renderings.get(tag)):
            if name not in held:
                losses.add(f"‘{name}’ ({tag}) is not held", entry.id)


def _said(entry: Entry) -> Iterator[str]:
    yield "id"
    if entry.type != "common":
        yield "type"
    if entry.mode is not Mode.TRANSLATE:
        yield "mode"
    if entry.case is not Case.PERMISSIVE:
        yield "case"
    yield from (name for name in ("historical", "source", "note") if getattr(entry, name))


def _rendered(rendering: Rendering | None) -> Iterator[str]:
    names = ("aliases", "part", "also", "forbidden", "first", "later", "reading", "forms", "rank")
    yield from (name for name in names if rendering and getattr(rendering, name))
