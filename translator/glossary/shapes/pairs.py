"""Pairs without a header: DeepL's dictionaries and Google's unidirectional glossaries, one language into one other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...errors import UnknownLanguageError
from ...locales import parse_tag
from ...model import Mode
from ..entry import Entry, Glossary
from ..schema import read_item
from .base import Item, Losses, Options, Read, Written, note_patterns, note_unheld, only_target
from .cells import Row, read_rows, unguard, write_rows

_HELD = frozenset({"aliases"})
MODE_HELD = (Mode.TRANSLATE, Mode.KEEP)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Source and target, comma-separated. A term that stays as it is has itself as its target."""

    max_bytes: int
    """UTF-8 bytes of the longest text that the service takes."""
    summary: str
    suffix: str = ".csv"
    writes: bool = True

    def read(self, data: bytes, path: str, options: Options) -> Read:
        """Return an entry for each pair. DeepL's own exports name the languages in the third and fourth column."""
        rows, _, problems = read_rows(data, path)
        return Read(problems=tuple(problems)) if problems else read_pairs(rows, path, options)

    def write(self, glossary: Glossary, options: Options) -> Written:
        """Return the pairs; each alias has its own, for the service finds nothing else."""
        target = only_target(glossary, options)
        losses = Losses()
        note_patterns(glossary, losses)
        rows: dict[str, str] = {}
        for entry in glossary.entries:
            note_unheld(entry, (options.source, target), _HELD, losses)
            for form, wanted in service_pairs(entry, options.source, target, losses):
                if max(len(form.encode()), len(wanted.encode())) > self.max_bytes:
                    losses.add(f"longer than {self.max_bytes} bytes, left out", entry.id)
                elif rows.setdefault(form, wanted) != wanted:
                    losses.add("the same source has another target already, left out", entry.id)
        note_guarded([*rows, *rows.values()], losses)
        return Written(write_rows(rows.items(), ","), losses.lines())


def read_pairs(rows: Sequence[Row], path: str, options: Options) -> Read:
    """Return an entry for each row of two texts, or of two texts and their languages."""
    items: list[Item] = []
    problems: list[str] = []
    for row in rows:
        origin = f"{path}:{row.line}"
        cells = [unguard(cell) for cell in row.cells[:2]]
        if len(cells) < 2 or not all(cells):
            problems.append(f"{origin}: a pair needs a source and a target")
            continue
        languages = _named(row.cells[2:4]) or (options.source, *options.targets)
        if len(languages) != 2:
            return Read(
                problems=(
                    f"{path}:{row.line}: this file has no header and does not say its languages; "
                    "write one, such as en,ko, or import it: translator glossary import FILE --from en --to ko",
                )
            )
        if options.targets and languages[1] not in options.targets:
            continue
        fields = {"id": f"{cells[0]} ({origin})", "type": "common", languages[0]: cells[0], languages[1]: cells[1]}
        if cells[0] == cells[1]:
            fields["mode"] = Mode.KEEP
        item = read_item(fields, origin, lambda key, what, origin=origin: problems.append(f"{origin}: {what}"))  # type: ignore[misc]
        if item:
            items.append(item)
    return Read(tuple(items), tuple(problems))


def service_pairs(entry: Entry, source: str, target: str, losses: Losses) -> Iterator[tuple[str, str]]:
    """Yield what a service is told of an entry, each form with its target; note why there is nothing to tell."""
    block, rendering = entry.renderings.get(source), entry.renderings.get(target)
    if entry.mode is Mode.FORBIDDEN:
        losses.add("mode forbidden asks for no translation, left out", entry.id)
    elif block is None or (rendering is None and entry.mode is not Mode.KEEP):
        losses.add(f"no term in {target if block else source!r}, left out", entry.id)
    else:
        for form in (block.term, *block.aliases):
            yield form, form if entry.mode is Mode.KEEP or rendering is None else rendering.term


def note_guarded(texts: Sequence[str], losses: Losses) -> None:
    """Note the texts that get an apostrophe, which a service takes for a part of them."""
    for text in texts:
        if text[0] in "=+-@":
            losses.add("begins like a formula and gets an apostrophe in front, which the service will see", text)


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    try:
        return tuple(parse_tag(cell) for cell in cells) if len(cells) == 2 else ()
    except UnknownLanguageError:
        return ()
