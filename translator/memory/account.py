"""What is in a memory, and how it is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Pair
from .results import decoded
from .sketch import digest
from .store import Memory
from .units import Unit, every, exact

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of languages in a memory."""

    pair: Pair
    people: int
    """Translations made by people."""
    machine: int
    """Results of engines."""


def stats(memory: Memory) -> tuple[Row, ...]:
    """Return what the memory holds, by pair."""
    people = memory.read("SELECT p.source, p.target, count(u.id) FROM pair p LEFT JOIN unit u ON u.pair = p.id GROUP BY p.id")
    machine = memory.read(
        "SELECT s.source, s.target, count(r.key) FROM signature s LEFT JOIN result r ON r.signature = s.id "
        "GROUP BY s.source, s.target"
    )
    counts = [{Pair(source, target): int(number) for source, target, number in rows} for rows in (people, machine)]
    pairs = sorted({pair for count in counts for pair, number in count.items() if number})
    return tuple(Row(pair, counts[0].get(pair, 0), counts[1].get(pair, 0)) for pair in pairs)


def contents(memory: Memory, pair: Pair, *, machine: bool = False) -> Iterator[tuple[Unit, bool]]:
    """Yield the translations for a pair, people's first, and whether a machine made them.

    Of what engines said only the latest for each text is given, and nothing that a person has translated.
    """
    yield from ((unit, False) for unit in every(memory, pair))
    if not machine:
        return
    seen: set[bytes] = set()
    last = 1 << 62
    query = (
        "SELECT r.rowid, r.source, r.record FROM result r JOIN signature s ON s.id = r.signature "
        "WHERE s.source = ? AND s.target = ? AND r.rowid < ? ORDER BY r.rowid DESC LIMIT 1000"
    )
    while rows := memory.read(query, (pair.source, pair.target, last)):
        people = exact(memory, pair, [source for _, source, _ in rows])
        for (_, source, record), hit in zip(rows, people, strict=True):
            mark = digest(source)
            if hit is None and mark not in seen and (result := decoded(record)):
                seen.add(mark)
                yield Unit(source, result.text), True
        last = rows[-1][0]


def clear(memory: Memory, *, people: bool, machine: bool) -> None:
    """Throw away what people translated, what engines said, or both, so that nothing of it is left in the file.

    What is known of written files goes with what engines said.
    """
    memory.require()
    tables = [*(["unit", "sketch"] if people else []), *(["result", "signature", "output"] if machine else [])]

    def work(database: Connection) -> None:
        for table in tables:
            database.execute(f"DELETE FROM {table}")

    if memory.write(work):
        memory.shrink()
    memory.require()
