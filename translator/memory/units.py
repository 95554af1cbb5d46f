"""What people have translated: imported from TMX, XLIFF and PO, found again exactly, by context, or by likeness."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..fuzzy import closest
from ..model import Pair
from .sketch import digest, normal, sketch
from .store import Memory, blocks

if TYPE_CHECKING:
    from sqlite3 import Connection

_PAIR = "(SELECT id FROM pair WHERE source = ? AND target = ?)"
CANDIDATES = 60
"""Texts that a fuzzy search compares letter by letter, those that share most with the sketch."""
COMMON = 600
"""Rows of the index that are read for one number of a sketch; word pairs in more texts than this tell them apart badly."""
BATCH = 5_000
"""Units that are written in one transaction: some tenths of a second, in which other runs wait."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and the translation that a person made of it, on one line each."""

    source: str
    target: str
    before: str = ""
    """The source text in front of it, where the file has an order."""
    after: str = ""
    origin: str = ""
    """The file it was imported from."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A translation that the memory has for a text."""

    source: str
    target: str
    likeness: float
    """Of its source to the text, from 0 to 1; exactly 1 only where they are the same."""
    context: int = 0
    """How many of the neighbours are the same as those it was translated between: 0, 1 or 2."""
    rivals: int = 0
    """How many other translations of the same source the memory has that fit as well."""
    origin: str = ""


def add(memory: Memory, pair: Pair, units: Iterable[Unit]) -> tuple[int, int]:
    """Store translations made by people; return how many are new and how many were known already.

    Written in batches, each whole or not at all. Order matters: of two translations for the same text the later is
    preferred. Raises `MemoryStoreError` where the memory cannot be written.
    """
    memory.require()
    new = known = 0
    rest = iter(units)
    while batch := list(islice(rest, BATCH)):
        added = _add(memory, pair, batch)
        if added is None:
            memory.require()
            break
        new += added
        known += len(batch) - added
    return new, known


def has_units(memory: Memory, pair: Pair) -> bool:
    """Return whether people's translations for a pair are there, so that a search can be worth while."""
    query = "SELECT 1 FROM unit WHERE pair = " + _PAIR + " LIMIT 1"
    return bool(memory.read(query, (pair.source, pair.target)))


def revision(memory: Memory, pair: Pair) -> int:
    """Return a number that changes whenever translations for a pair are added or removed."""
    query = "SELECT ifnull(max(id), 0) * 1000003 + count(*) FROM unit WHERE pair = " + _PAIR
    return int((memory.read(query, (pair.source, pair.target)) or [(0,)])[0][0])


def exact(memory: Memory, pair: Pair, texts: Sequence[str]) -> list[Hit | None]:
    """Return for each text of a document, in its order, the best translation of exactly this text.

    Context decides between several, then which was imported last.
    """
    digests = [digest(text) for text in texts]
    found: dict[bytes, list[Any]] = {}
    for block in blocks(list(dict.fromkeys(digests))):
        marks = ",".join("?" * len(block))
        query = f"SELECT key, id, source, target, before, after, origin FROM unit WHERE pair = {_PAIR} AND key IN ({marks})"
        for key, *unit in memory.read(query, (pair.source, pair.target, *block)):
            found.setdefault(bytes(key), []).append(unit)
    hits: list[Hit | None] = []
    edge = digest("")
    for before, key, after in zip([edge, *digests], digests, [*digests[1:], edge], strict=False):
        ranked = sorted(
            ((int(_is(b, before)) + int(_is(a, after)), id, source, target, origin))
            for id, source, target, b, a, origin in found.get(key, [])
        )
        if not ranked:
            hits.append(None)
            continue
        context, _, source, target, origin = ranked[-1]
        rivals = {other for fits, _, _, other, _ in ranked if fits == context} - {target}
        hits.append(Hit(source, target, 1.0, context, len(rivals), origin))
    return hits


def alike(memory: Memory, pair: Pair, text: str, least: float) -> Hit | None:
    """Return the translation of the text most like `text`, where one is at least as like as `least`, from 0 to 1."""
    ids = memory.read(f"SELECT {_PAIR}", (pair.source, pair.target))
    if not ids or ids[0][0] is None:
        return None
    numbers = sketch(text, int(ids[0][0]))
    if not numbers:
        return None
    lists = " UNION ALL ".join([f"SELECT * FROM (SELECT unit FROM sketch WHERE token = ? LIMIT {COMMON})"] * len(numbers))
    query = (
        f"SELECT id, source, target, origin FROM (SELECT unit, count(*) AS shared FROM ({lists}) GROUP BY unit "
        f"ORDER BY shared DESC, unit DESC LIMIT {CANDIDATES}) JOIN unit ON id = unit"
    )
    rows = memory.read(query, numbers)
    wanted = normal(text)
    others = [row for row in rows if row[1] != wanted]
    best = closest(wanted, [row[1] for row in others], least)
    if best is None:
        return None
    _, source, target, origin = others[best[0]]
    return Hit(source, target, min(best[1], 0.999), origin=origin)


def every(memory: Memory, pair: Pair) -> Iterator[Unit]:
    """Yield all translations for a pair in the order of their import, a block at a time."""
    last = 0
    query = f"SELECT id, source, target, origin FROM unit WHERE pair = {_PAIR} AND id > ? ORDER BY id LIMIT 1000"
    while rows := memory.read(query, (pair.source, pair.target, last)):
        yield from (Unit(source, target, origin=origin) for _, source, target, origin in rows)
        last = rows[-1][0]


def _is(stored: bytes, neighbour: bytes) -> bool:
    return bytes(stored) == neighbour


def _add(memory: Memory, pair: Pair, batch: Sequence[Unit]) -> int | None:
    added = 0

    def work(database: Connection) -> None:
        nonlocal added
        added = 0
        execute = database.execute
        execute("INSERT INTO pair (source, target) VALUES (?, ?) ON CONFLICT DO NOTHING", (pair.source, pair.target))
        ((id,),) = execute(f"SELECT {_PAIR}", (pair.source, pair.target)).fetchall()
        now = int(time.time())
        rows: list[tuple[int, int]] = []
        for unit in batch:
            done = execute(
                "INSERT INTO unit (pair, key, source, target, before, after, origin, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING",
                (id, digest(unit.source), normal(unit.source), unit.target, digest(unit.before), digest(unit.after),
                 unit.origin, now),
            )  # fmt: skip
            if done.rowcount > 0 and (row := done.lastrowid) is not None:
                added += 1
                rows += [(number, row) for number in sketch(unit.source, id)]
        rows.sort()  # neighbours in the index are written together
        database.executemany("INSERT OR IGNORE INTO sketch VALUES (?, ?)", rows)

    return added if memory.write(work) else None
