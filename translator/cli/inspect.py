"""translator inspect"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from .configured import settings_for
from .options import AsJson, Encoding, EngineName, FormatName, Glossaries, Source, Targets


def inspect(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A document; without one, only the settings.")] = None,
    to: Targets = [],  # noqa: B006 (Typer reads the defaults, nobody changes them)
    glossary: Glossaries = [],  # noqa: B006
    source: Source = None,
    engine: EngineName = None,
    format: FormatName = None,
    encoding: Encoding = None,
    json_: AsJson = False,
) -> None:
    """Show which settings hold and where each comes from, and what would happen to a document.

    Flags go before environment variables (TRANSLATOR_TO, …), these before the translator.toml that is found upwards from
    the document, and that before your own.
    """
    from ..glossary import load_glossaries
    from ..inspection import inspect as run

    settings = settings_for([file] if file else [], to=to, glossary=glossary, source=source, engine=engine)
    rows = [{"name": name, "value": value, "origin": origin} for name, value, origin in settings.rows()]
    found = None
    if file:
        entries = load_glossaries(settings.glossary)
        form = format or settings.format_of(file)
        found = run(file, settings.source, settings.to, entries, settings.engine, format=form, encoding=encoding)
    if json_:
        print(json.dumps({"settings": rows, "document": asdict(found) if found else None}, ensure_ascii=False, indent=2))
        return
    for row in rows:
        print(f"{row['name']:15} {_shown(row['value']):30} {row['origin']}")
    if not found:
        return
    print()
    facts = {"document": found.path, "format": found.format, "encoding": found.encoding or "–", "language": found.language}
    facts["segments"] = f"{found.segments}, {found.characters} characters"
    for name, value in [*facts.items(), *(("note", note) for note in found.notes)]:
        print(f"{name:15} {value}")
    for each in found.prospects:
        print(f"into {each.pair.target:10} {each.terms} mentions of {each.entries} terms; {each.engine or 'no engine'}: {each.why}")
    if not found.prospects:
        print("into            no language: name one with --to")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(" = ".join(each) if isinstance(each, tuple) else str(each) for each in value) or "–"
    return f"{value:g}" if isinstance(value, float) else str(value or "–")
