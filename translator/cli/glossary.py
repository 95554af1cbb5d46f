"""translator glossary: check a glossary, and see what it finds."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..model import Severity
from . import exchange
from .configured import require_targets, settings_for
from .options import AsJson, FailOn, FailOnOption, Glossaries, Source

app = typer.Typer(help="Check glossaries, exchange them with other tools, and see what they find.", no_args_is_help=True)
app.command("import")(exchange.import_)
app.command("export")(exchange.export)
Names = Annotated[list[str], typer.Argument(metavar="GLOSSARY…", help="Files, folders, or 'curated'.")]


@app.command()
def check(
    names: Names,
    fail_on: FailOnOption = FailOn.MAJOR,
    json_: AsJson = False,
    all_: Annotated[bool, typer.Option("--all", help="Show small matters too.")] = False,
) -> None:
    """Report every problem of a glossary, with file and line.

    What makes a glossary unusable ends with status 2; other problems at or above --fail-on with status 1.
    """
    from ..glossary import load_glossaries
    from ..glossary.lint import check as lint

    glossary = load_glossaries(names)
    problems = [problem for problem in lint(glossary) if all_ or json_ or problem.severity > Severity.MINOR]
    if json_:
        rows = [asdict(problem) | {"severity": problem.severity.name.lower()} for problem in problems]
        print(json.dumps({"problems": rows}, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            print(problem)
        print(f"{len(glossary.entries)} entries, {len(glossary.patterns)} patterns, {len(problems)} problems", file=sys.stderr)
    if any(fail_on.reached_by(problem.severity) for problem in problems):
        raise typer.Exit(1)


@app.command()
def match(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text or Markdown document; - is stdin.")],
    to: Annotated[str | None, typer.Option("--to", "-t", metavar="LANGUAGE", help="Language to translate into.")] = None,
    glossary: Glossaries = [],  # noqa: B006 (Typer reads the default, nobody changes it)
    source: Source = None,
) -> None:
    """Show what a glossary finds in a document, line by line: the words, the rendering, the entry."""
    from ..files import read
    from ..formats import detect
    from ..glossary import load_glossaries
    from ..locales import parse_tag
    from ..model import Pair
    from ..pipeline import find_terms

    settings = settings_for([file], to=(to,) if to else None, glossary=glossary, source=source)
    data = sys.stdin.buffer.read() if str(file) == "-" else read(file)
    document = detect(data, "text.txt" if str(file) == "-" else str(file)).parse(data, path=str(file))
    pair = Pair(parse_tag(settings.source), parse_tag(require_targets(settings)[0]))
    for segment, matches in find_terms(document, pair, load_glossaries(settings.glossary)):
        for found in matches.found:
            print(f"{segment.line}\t{found.surface}\t{found.term.target}\t{found.term.id}")
