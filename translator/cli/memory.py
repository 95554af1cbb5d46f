"""translator memory: what is remembered, brought in, taken out and thrown away."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import InputError, TranslatorError
from .configured import memory_for, settings_for
from .console import say
from .help import Verbs
from .options import AsJson, Force, MemoryFile

if TYPE_CHECKING:
    from ..memory import Memory

app = Verbs(help="See, fill and clear the translation memory, which keeps texts and their translations on this machine.")
From = Annotated[str | None, typer.Option("--from", "-f", metavar="LANGUAGE", help="Source language, if not the one in the file.")]
To = Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Target language, if not all there are.")]


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="TMX, XLIFF or PO files that people have translated.")],
    source: From = None,
    to: To = None,
    memory: MemoryFile = None,
) -> None:
    """Remember what people have translated. It goes before whatever an engine says.

    What a file marks as unfinished (fuzzy, needs-review) or as made by a machine is left out.
    """
    from ..exchange import import_file

    store = _memory(memory, must_exist=False)
    failed = False
    for path in files:
        try:
            done = import_file(store, path, source, to)
        except TranslatorError as error:
            if len(files) == 1:
                raise
            failed = True
            say(f"Error: {error}")
            continue
        left = f", {done.unfinished} unfinished and {done.by_machine} by machine left out" * bool(done.unfinished + done.by_machine)
        print(f"{path}: {done.new} new, {done.known} known already{left}")
    if failed:
        raise typer.Exit(1)


@app.command("export")
def export_(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="The TMX file to write; - is stdout.")],
    source: From = None,
    to: To = None,
    machine: Annotated[bool, typer.Option("--machine", help="With what engines said, marked as such.")] = False,
    memory: MemoryFile = None,
    force: Force = False,
) -> None:
    """Write the memory as TMX, for OmegaT, memoQ and other programs."""
    from .. import files
    from ..exchange import export
    from ..locales import parse_tag
    from ..model import Pair

    store = _memory(memory)
    store.require()
    pair = Pair(parse_tag(source or "en"), parse_tag(to)) if to else None
    if str(output) == "-":
        sys.stdout.writelines(export(store, pair, machine=machine))
        return
    files.write(output, "".join(export(store, pair, machine=machine)).encode(), force=force)
    print(output)


@app.command()
def stats(memory: MemoryFile = None, json_: AsJson = False) -> None:
    """Show where the memory is and what it holds."""
    from ..memory.account import stats as rows_of

    store = _memory(memory)
    store.require()
    rows, size = rows_of(store), store.path.stat().st_size
    if json_:
        facts = {"path": str(store.path), "bytes": size, "pairs": [asdict(row) for row in rows]}
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    print(f"{store.path}, {size / 2**20:.1f} MiB")
    for row in rows:
        print(f"{row.pair!s:12} {row.people:>9} by people {row.machine:>9} by engines")


@app.command()
def clear(
    machine: Annotated[bool, typer.Option("--machine", help="Forget what engines said.")] = False,
    people: Annotated[bool, typer.Option("--people", help="Forget what was imported.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    memory: MemoryFile = None,
) -> None:
    """Forget, for good: what engines said, what people translated, or both."""
    from ..memory.account import clear as forget

    if not machine and not people:
        raise InputError("Say what to forget: --machine, --people, or both.")
    store = _memory(memory)
    store.require()
    if not yes and not (sys.stdin.isatty() and typer.confirm(f"Forget it, in {store.path}?", err=True)):
        raise InputError("Nothing was forgotten. Say --yes to forget without being asked.")
    forget(store, people=people, machine=machine)
    say(f"{store.path} was cleared.")


def _memory(path: Path | None, *, must_exist: bool = True) -> Memory:
    store = memory_for(settings_for([], memory=str(path) if path else None))
    if store is None:
        raise InputError("The memory is turned off in the configuration. Name a file with --memory.")
    if must_exist and not store.path.exists():
        raise InputError(f"There is no memory yet: {store.path} does not exist.")
    return store
