"""Amazon Translate's custom terminologies: a header of languages, read from the first (UNI) or from any (MULTI)."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Case
from ..entry import Entry, Glossary
from .base import Losses, Options, Read, Written, languages, note_patterns, note_unheld
from .cells import write_rows
from .columns import read_table
from .pairs import note_guarded, service_pairs

MAX_BYTES = 200
"""UTF-8 bytes of the longest term (Amazon Translate, Guidelines and limits)."""
MAX_TARGETS = 10
_HELD = {False: frozenset({"aliases"}), True: frozenset[str]()}


@dataclass(frozen=True, slots=True)
class Terminology:
    """A row for each form that is found; nothing but the terms."""

    multi: bool
    """Whether every language may be the source: then a term must not stand twice in a column."""
    summary: str
    suffix: str = ".csv"
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return an entry for each row."""
        return read_table(data, path)

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return the rows of at most ten target languages."""
        tags = languages(glossary, options)
        losses = Losses()
        note_patterns(glossary, losses)
        for tag in tags[MAX_TARGETS + 1 :]:
            losses.add(f"more than {MAX_TARGETS} targets, left out", tag)
        tags = tags[: MAX_TARGETS + 1]
        seen: set[tuple[int, str]] = set()
        rows = []
        for entry in glossary.entries:
            note_unheld(entry, tags, _HELD[self.multi], losses)
            if entry.case is Case.PERMISSIVE:
                losses.add("Amazon finds terms only in the very case they are written in", entry.id)
            for row in self._rows(entry, tags, losses):
                places = {(column, cell) for column, cell in enumerate(row) if cell and (self.multi or not column)}
                if places & seen:
                    losses.add("a term stands in another row already, left out", entry.id)
                    continue
                seen |= places
                rows.append(row)
                note_guarded([cell for cell in row if cell], losses)
        return Written(write_rows([list(tags), *rows], ","), losses.lines())

    def _rows(self, entry: Entry, tags: tuple[str, ...], losses: Losses) -> list[list[str]]:
        source, *targets = tags
        columns = [dict(service_pairs(entry, source, target, losses)) for target in targets]
        forms = list(dict.fromkeys(form for column in columns for form in column))
        rows = []
        for form in forms[:1] if self.multi else forms:
            row = [form, *(column.get(form, "") for column in columns)]
            if any(len(cell.encode()) > MAX_BYTES for cell in row):
                losses.add(f"longer than {MAX_BYTES} bytes, left out", entry.id)
            else:
                rows.append(row)
        return rows
