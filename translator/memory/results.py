"""What engines have said: kept chunk by chunk as it is made, found again by its key."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Pair, Pattern, Step, joined
from .store import Memory, blocks

if TYPE_CHECKING:
    from sqlite3 import Connection

Parts = tuple[str | int, ...]
"""A pattern in which each piece of markup is its number in the source's pattern, from 0."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a segment ended, apart from what is computed anew each time: terms carried, findings."""

    text: str
    parts: Parts
    """The text with the markup at its place."""
    steps: tuple[Step, ...]
    unconstrained: str = ""
    complete: bool = True
    guessed: tuple[int, ...] = ()
    """The markup whose place is a guess."""
    lost: tuple[int, ...] = ()
    repairs: tuple[tuple[str, str], ...] = ()
    """What was put right in it: wrong and right."""


def numbered(pattern: Pattern, source: Pattern) -> Parts:
    """Return a translated pattern with the numbers that its markup has in the source.

    >>> from translator.model import Inline
    >>> numbered(("가 ", Inline("<br>"), Inline("<hr>")), ("a", Inline("<hr>"), Inline("<br>")))
    ('가 ', 1, 0)
    """
    places = [part for part in source if not isinstance(part, str)]
    free = list(range(len(places)))
    parts: list[str | int] = []
    for part in pattern:
        if isinstance(part, str):
            parts.append(part)
        else:
            number = next((n for n in free if places[n] == part), None)
            if number is None:
                raise ValueError(f"{part.raw} is not in the source, or not as often.")
            free.remove(number)
            parts.append(number)
    return tuple(parts)


def restored(parts: Parts, source: Pattern) -> Pattern:
    """Return the pattern that `numbered` was given.

    >>> restored(("가",), ("a",))
    ('가',)
    """
    places = [part for part in source if not isinstance(part, str)]
    return joined(part if isinstance(part, str) else places[part] for part in parts)


def recall(memory: Memory, keys: Sequence[bytes]) -> dict[bytes, Result]:
    """Return what is stored under `keys`; what cannot be read is left out, and made anew."""
    found: dict[bytes, Result] = {}
    for block in blocks(list(dict.fromkeys(keys))):
        marks = ",".join("?" * len(block))
        for key, record in memory.read(f"SELECT key, record FROM result WHERE key IN ({marks})", block):
            if result := decoded(record):
                found[bytes(key)] = result
    return found


def keep(memory: Memory, pair: Pair, signature: str, made: Mapping[bytes, tuple[str, Result]]) -> bool:
    """Store results with the text they translate, all or none; return whether they are stored."""
    now = int(time.time())

    def work(database: Connection) -> None:
        database.execute(
            "INSERT INTO signature (source, target, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (pair.source, pair.target, signature),
        )
        ((id,),) = database.execute("SELECT id FROM signature WHERE text = ?", (signature,)).fetchall()
        database.executemany(
            "INSERT OR REPLACE INTO result (key, signature, source, record, made) VALUES (?, ?, ?, ?, ?)",
            [(key, id, source, _encoded(result), now) for key, (source, result) in made.items()],
        )

    return memory.write(work)


def _encoded(result: Result) -> str:
    record = {
        "text": result.text,
        "parts": result.parts,
        "steps": [[step.rung, step.decodes, step.carried] for step in result.steps],
        "unconstrained": result.unconstrained,
        "complete": result.complete,
        "guessed": result.guessed,
        "lost": result.lost,
        "repairs": result.repairs,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def decoded(record: str) -> Result | None:
    """Return what was stored, or None where it cannot be read."""
    try:
        fields = json.loads(record)
        return Result(
            text=fields["text"],
            parts=tuple(fields["parts"]),
            steps=tuple(Step(*step) for step in fields["steps"]),
            unconstrained=fields["unconstrained"],
            complete=fields["complete"],
            guessed=tuple(fields["guessed"]),
            lost=tuple(fields["lost"]),
            repairs=tuple((wrong, right) for wrong, right in fields["repairs"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
