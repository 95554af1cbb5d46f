"""Google Cloud Translation's equivalent term sets: a header of languages, any of which may be the source."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import Mode
from ..entry import Glossary
from ..stop_words import STOP_WORDS
from .base import Losses, Options, Read, Written, languages, note_patterns, note_unheld
from .cells import write_rows
from .columns import read_table
from .pairs import note_guarded

MAX_BYTES = 1023
"""UTF-8 bytes of the longest term; longer ones are ignored without a word (Cloud Translation, Glossaries)."""
_HELD = frozenset({"note"})


@dataclass(frozen=True, slots=True)
class TermSets:
    """A row for each concept: its term in every language, and a description."""

    suffix: str = ".csv"
    summary: str = "Google: equivalent term sets, a header of languages, pos and description"
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return an entry for each row."""
        return read_table(data, path)

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return the rows of two terms or more."""
        tags = languages(glossary, options)
        losses = Losses()
        note_patterns(glossary, losses)
        rows = []
        for entry in glossary.entries:
            keep = entry.mode is Mode.KEEP
            block = entry.renderings.get(options.source)
            note_unheld(entry, tags, _HELD, losses)
            terms = {tag: entry.renderings[tag].term for tag in tags if tag in entry.renderings}
            if keep and block:
                terms = dict.fromkeys(tags, block.term)
            too_long = [tag for tag, term in terms.items() if len(term.encode()) > MAX_BYTES]
            for tag in too_long:
                del terms[tag]
                losses.add(f"longer than {MAX_BYTES} bytes in {tag!r}, left out", entry.id)
            if terms.get("en", "").lower() in STOP_WORDS:
                losses.add("Google ignores terms that are stop words", entry.id)
            if entry.mode is Mode.FORBIDDEN:
                losses.add("mode forbidden asks for no translation, left out", entry.id)
            elif options.source in terms and len(terms) > 1:
                rows.append([*(terms.get(tag, "") for tag in tags), entry.note])
            else:
                losses.add("fewer than two terms, left out", entry.id)
            note_guarded(list(terms.values()), losses)
        described = any(row[-1] for row in rows)
        header = [*tags, "description"] if described else list(tags)
        return Written(write_rows([header, *(row[: len(header)] for row in rows)], ","), losses.lines())
