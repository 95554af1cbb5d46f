"""Large documents section by section: each is read, translated and laid aside before the next is looked at.

A section is a document of its own: what is decided for a document as a whole (the register, which short name belongs to
which long one, whether a text is translated alike everywhere) is decided for each section. It holds some 10,000 segments,
more than a reader has in mind.
"""

from __future__ import annotations

import codecs
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import files
from .engines.base import Engine
from .errors import UnsupportedFormatError
from .formats import detect
from .formats.base import Bilingual, Format, Sectioned
from .glossary import Glossary
from .ladder import Listener
from .memory import Memory
from .model import Outcome, Pair, Run
from .pipeline import translate_document
from .spool import Outcomes, Spool

WHOLE = 4 * 2**20
"""Bytes up to which a document is translated as a whole; its outcomes take some 300 MB then."""
SECTION = 2**20
"""Bytes of a section, or more where there is no place to cut."""
LIMIT = 16
"""Sections' worth of bytes without a place to cut after which the rest of a document is one section."""


@dataclass(frozen=True, slots=True)
class Sections:
    """A large document, and how it is read."""

    path: Path
    reader: Format
    size: int = SECTION

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes of each section; joined they are the file."""
        assert isinstance(self.reader, Sectioned)
        rest = b""
        for block in files.blocks(self.path, self.size):
            rest += block
            cut = self.reader.cut(rest) if len(rest) <= LIMIT * self.size else 0
            if cut:
                yield rest[:cut]
                rest = rest[cut:]
        if rest:
            yield rest


def large(path: Path, reader: Format | None = None, encoding: str | None = None) -> Sections | None:
    """Return the sections of a large document, or None for one that is to be translated as a whole: small, or of a format
    that cannot be cut, or not UTF-8. `reader` is its format where somebody has named it.

    Other encodings have to be guessed from the whole, and a section in which nothing is translated would keep its own.
    Raises `InputError` for a file that cannot be read.
    """
    if path.stat().st_size <= WHOLE or (encoding and encoding.lower() not in ("utf-8", "utf8", "utf-8-sig")):
        return None
    if reader is None:
        try:
            reader = detect(next(files.blocks(path, SECTION)), str(path))
        except UnsupportedFormatError:
            return None  # a part of an archive is none; the whole tells what it is
    if not isinstance(reader, Sectioned):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in files.blocks(path, SECTION):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return Sections(path, reader)


def translate_sections(
    sections: Sections,
    pair: Pair,
    engine: Engine,
    glossary: Glossary,
    listener: Listener | None = None,
    *,
    folder: Path,
    memory: Memory | None = None,
    reuse: float | None = None,
    bilingual: bool = False,
) -> tuple[Run, Iterable[bytes]]:
    """Return the run and the translated document in pieces, both laid aside on the disk of `folder` meanwhile.

    The other arguments are those of `translate_document`; a `bilingual` document has the source above each translation.
    Raises `InputError` for what cannot be read or laid aside, with the place in the whole file.
    """
    began = time.perf_counter()
    path, reader, encoding = str(sections.path), sections.reader, None
    size = sections.path.stat().st_size
    with files.laying_aside(folder):
        written, outcomes = Spool(folder), Outcomes(folder)
    first: Run | None = None
    done = lines = units = 0
    for data in sections:
        told = _of_all(listener, len(outcomes), (done + len(data)) / size)
        document = reader.parse(data, path=path, encoding=encoding)
        targets, run = translate_document(document, pair, engine, glossary, told, memory=memory, reuse=reuse)
        shown = reader.both(document, targets, pair) if bilingual and isinstance(reader, Bilingual) else targets
        part = reader.serialize(document, shown, language=pair.target)
        with files.laying_aside(folder):
            written.append(part)
            outcomes.extend(_placed(run.outcomes, len(outcomes), units, lines))
        if not first:
            first, encoding = replace(run, notes=document.notes), "utf-8"
            reader = reader.following(document) if isinstance(reader, Sectioned) else reader
        done += len(data)
        units += len(document.units)
        lines += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    assert first  # a large document is not empty
    return replace(first, outcomes=outcomes, source=path, seconds=time.perf_counter() - began), written


def _placed(outcomes: Sequence[Outcome], segments: int, units: int, lines: int) -> list[Outcome]:
    """Return the outcomes of a section with the numbers that their segments have in the whole document."""
    return [
        replace(
            outcome,
            segment=replace(
                outcome.segment,
                id=outcome.segment.id + segments,
                unit=outcome.segment.unit + units,
                line=outcome.segment.line + lines if outcome.segment.line else 0,
            ),
        )
        for outcome in outcomes
    ]


def _of_all(listener: Listener | None, before: int, share: float) -> Listener | None:
    """Return a listener for one section, which tells of the whole. How many segments there will be is estimated from the
    share of the bytes that will be done with this section."""
    if listener is None:
        return None
    return lambda rung, done, total: listener(rung, before + done, round((before + total) / share))
