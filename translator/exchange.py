"""Translations of people into the memory, out of TMX, XLIFF and PO files; and all of it out again, as TMX."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from . import __version__, files
from .errors import InputError
from .formats import Translation, read_translations
from .locales import parse_tag
from .memory import Memory
from .memory.account import contents, stats
from .memory.units import Unit, add
from .model import Pair, plain

_UNFINISHED = ("fuzzy", "new", "initial", "needs-")
"""Beginnings of the states, of PO, XLIFF 1.2 and XLIFF 2, in which a translation still waits for a person."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (section 2.2)."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the translations of a file."""

    path: str
    new: int = 0
    known: int = 0
    unfinished: int = 0
    """Left out, because the file says that they wait for a person: fuzzy, needs-review."""
    by_machine: int = 0
    """Left out, because the file says that a machine made them."""


def import_file(memory: Memory, path: Path, source: str | None = None, target: str | None = None) -> Imported:
    """Store what people have translated in a TMX, XLIFF or PO file. Languages that the file does not name have to be given.

    Raises `InputError` for files that cannot be read, `MemoryStoreError`.
    """
    given = Pair(parse_tag(source or "en"), parse_tag(target)) if target else None
    found = list(read_translations(files.read(path), str(path), given))
    by_machine = sum(each.by_machine for each in found)
    finished = [each for each in found if not each.by_machine and not each.state.startswith(_UNFINISHED)]
    new = known = 0
    for pair, group in groupby(sorted(finished, key=lambda each: each.pair), key=lambda each: each.pair):
        stored = add(memory, _pair(pair, source, path), _units(list(group), str(path)))
        new, known = new + stored[0], known + stored[1]
    return Imported(str(path), new, known, len(found) - by_machine - len(finished), by_machine)


def export(memory: Memory, pair: Pair | None = None, *, machine: bool = False) -> Iterator[str]:
    """Yield a TMX document (1.4b) with what people have translated, and with `machine` what engines said, marked as such.

    Without a pair all of them are in it.
    """
    pairs = [row.pair for row in stats(memory) if pair in (None, row.pair)]
    sources = {each.source for each in pairs}
    language = sources.pop() if len(sources) == 1 else "*all*"
    now = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="translator" creationtoolversion="{__version__}" segtype="sentence" o-tmf="translator" '
        f'adminlang="en" srclang="{language}" datatype="plaintext" creationdate="{now}"/>\n'
        "<body>\n"
    )
    for each in pairs:
        for unit, by_machine in contents(memory, each, machine=machine):
            tool = ' creationtool="translator"' if by_machine else ""
            yield (
                f'<tu srclang="{each.source}"><tuv xml:lang="{each.source}"><seg>{_escaped(unit.source)}</seg></tuv>'
                f"<tuv xml:lang={quoteattr(each.target)}{tool}><seg>{_escaped(unit.target)}</seg></tuv></tu>\n"
            )
    yield "</body>\n</tmx>\n"


def _pair(pair: Pair, source: str | None, path: Path) -> Pair:
    """Return the languages of a file, as this package writes them."""
    if not pair.target:
        raise InputError(f"{path} does not say which language it is translated into. Name it with --to.")
    return Pair(parse_tag(pair.source or source or "en").split("-")[0], parse_tag(pair.target))


def _units(translations: Sequence[Translation], origin: str) -> Iterator[Unit]:
    """Yield what the memory keeps of a file, each text with its neighbours."""
    texts = [plain(each.source) for each in translations]
    for before, each, text, after in zip(["", *texts], translations, texts, [*texts[1:], ""], strict=False):
        if text.strip() and plain(each.target).strip():
            yield Unit(text, plain(each.target), before, after, origin)


def _escaped(text: str) -> str:
    return escape(_NO_XML.sub("", text))
